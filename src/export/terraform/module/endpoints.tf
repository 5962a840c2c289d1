variable "endpoints" {
  description = "Endpoints by key; route tables, subnets and security groups are keys too."
  type = map(object({
    service_name             = string
    type                     = optional(string, "Gateway")
    route_tables             = optional(list(string), [])
    subnets                  = optional(list(string), [])
    security_groups          = optional(list(string), [])
    private_dns              = optional(bool, false)
    private_dns_inbound_only = optional(bool, false)
    ip_address_type          = optional(string)
    name                     = optional(string)
    tags                     = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for endpoint in values(var.endpoints) : contains(["Gateway", "Interface", "GatewayLoadBalancer"], endpoint.type)])
    error_message = "An endpoint is a Gateway, an Interface, or one of a GatewayLoadBalancer."
  }

  validation {
    condition = alltrue([
      for endpoint in values(var.endpoints) :
      length(setsubtract(endpoint.route_tables, keys(var.route_tables))) == 0 &&
      length(setsubtract(endpoint.subnets, keys(var.subnets))) == 0 &&
      length(setsubtract(endpoint.security_groups, keys(var.security_groups))) == 0
    ])
    error_message = "An endpoint names a route table, a subnet or a security group that is not there."
  }
}

resource "aws_vpc_endpoint" "this" {
  for_each = var.endpoints

  vpc_id              = aws_vpc.this.id
  vpc_endpoint_type   = each.value.type
  service_name        = each.value.service_name
  route_table_ids     = each.value.type == "Gateway" ? [for key in each.value.route_tables : aws_route_table.this[key].id] : null
  subnet_ids          = each.value.type == "Gateway" ? null : [for key in each.value.subnets : aws_subnet.this[key].id]
  security_group_ids  = length(each.value.security_groups) == 0 ? null : [for key in each.value.security_groups : aws_security_group.this[key].id]
  private_dns_enabled = each.value.type == "Interface" ? each.value.private_dns : null
  ip_address_type     = each.value.ip_address_type
  tags                = merge({ Name = coalesce(each.value.name, each.key) }, each.value.tags)

  dynamic "dns_options" {
    for_each = each.value.private_dns_inbound_only ? [true] : []
    content {
      private_dns_only_for_inbound_resolver_endpoint = true
    }
  }
}

output "endpoint_ids" {
  description = "The ids of the endpoints, by key."
  value       = { for key, endpoint in aws_vpc_endpoint.this : key => endpoint.id }
}
