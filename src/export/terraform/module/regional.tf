variable "regional_nat_gateways" {
  description = "NAT gateways of the whole VPC by key: elastic IPs by zone, or none where AWS chooses zones and addresses."
  type = map(object({
    zone_addresses = optional(map(list(string)), {})
    name           = optional(string)
    tags           = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue(flatten([
      for nat in values(var.regional_nat_gateways) : [
        for key in flatten(values(nat.zone_addresses)) : contains(keys(var.elastic_ips), key)
      ]
    ]))
    error_message = "A NAT gateway uses an elastic IP that is not in elastic_ips."
  }

  validation {
    condition     = alltrue([for key in keys(var.regional_nat_gateways) : !contains(keys(var.nat_gateways), key)])
    error_message = "A key is in nat_gateways and in regional_nat_gateways."
  }
}

resource "aws_nat_gateway" "regional" {
  for_each = var.regional_nat_gateways

  availability_mode = "regional"
  vpc_id            = aws_vpc.this.id
  tags              = merge({ Name = coalesce(each.value.name, each.key) }, each.value.tags)

  dynamic "availability_zone_address" {
    for_each = each.value.zone_addresses
    content {
      availability_zone = availability_zone_address.key
      allocation_ids    = [for key in availability_zone_address.value : aws_eip.this[key].id]
    }
  }

  # It can be made only in a VPC that has its internet gateway.
  depends_on = [aws_internet_gateway.this]
}

locals {
  regional_nat_gateway_ids = { for key, nat in aws_nat_gateway.regional : key => nat.id }
}
