resource "aws_internet_gateway" "this" {
  for_each = var.internet_gateway == null ? {} : { this = var.internet_gateway }

  vpc_id = aws_vpc.this.id
  tags   = merge({ Name = each.value.name }, each.value.tags)
}

resource "aws_egress_only_internet_gateway" "this" {
  for_each = var.egress_only_gateways

  vpc_id = aws_vpc.this.id
  tags   = merge({ Name = coalesce(each.value.name, each.key) }, each.value.tags)
}

resource "aws_vpn_gateway" "this" {
  for_each = var.vpn_gateway == null ? {} : { this = var.vpn_gateway }

  vpc_id          = aws_vpc.this.id
  amazon_side_asn = each.value.asn
  tags            = merge({ Name = each.value.name }, each.value.tags)
}

resource "aws_eip" "this" {
  for_each = var.elastic_ips

  domain = "vpc"
  tags   = merge({ Name = coalesce(each.value.name, each.key) }, each.value.tags)
}

resource "aws_nat_gateway" "this" {
  for_each = var.nat_gateways

  subnet_id                = aws_subnet.this[each.value.subnet].id
  connectivity_type        = each.value.connectivity
  allocation_id            = each.value.elastic_ip == null ? null : aws_eip.this[each.value.elastic_ip].id
  secondary_allocation_ids = each.value.secondary_elastic_ips == null ? null : [for key in each.value.secondary_elastic_ips : aws_eip.this[key].id]
  tags                     = merge({ Name = coalesce(each.value.name, each.key) }, each.value.tags)

  # A public NAT gateway can be made only in a VPC that has its internet gateway.
  depends_on = [aws_internet_gateway.this]
}
