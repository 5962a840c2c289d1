locals {
  nat_gateway_ids = merge({ for key, nat in aws_nat_gateway.this : key => nat.id }, local.regional_nat_gateway_ids)

  # One entry a route: "public 0.0.0.0/0". A route to another target stays the same resource.
  routes = merge([
    for table, settings in var.route_tables : {
      for destination, target in settings.routes :
      "${table} ${destination}" => merge(target, { route_table = table, destination = destination })
    }
  ]...)
}

resource "aws_route_table" "this" {
  for_each = var.route_tables

  vpc_id = aws_vpc.this.id
  tags   = merge({ Name = coalesce(each.value.name, each.key) }, each.value.tags)
}

resource "aws_main_route_table_association" "this" {
  for_each = var.main_route_table == null ? {} : { this = var.main_route_table }

  vpc_id         = aws_vpc.this.id
  route_table_id = aws_route_table.this[each.value].id
}

resource "aws_route_table_association" "this" {
  for_each = { for key, subnet in var.subnets : key => subnet.route_table if subnet.route_table != null }

  subnet_id      = aws_subnet.this[each.key].id
  route_table_id = aws_route_table.this[each.value].id
}

resource "aws_route_table_association" "edge" {
  for_each = { for key, table in var.route_tables : key => table.edge if table.edge != null }

  gateway_id     = each.value == "internet_gateway" ? aws_internet_gateway.this["this"].id : aws_vpn_gateway.this["this"].id
  route_table_id = aws_route_table.this[each.key].id
}

resource "aws_vpn_gateway_route_propagation" "this" {
  for_each = toset([for key, table in var.route_tables : key if table.propagates])

  vpn_gateway_id = aws_vpn_gateway.this["this"].id
  route_table_id = aws_route_table.this[each.value].id
}

resource "aws_route" "this" {
  for_each = local.routes

  route_table_id              = aws_route_table.this[each.value.route_table].id
  destination_cidr_block      = strcontains(each.value.destination, ":") ? null : each.value.destination
  destination_ipv6_cidr_block = strcontains(each.value.destination, ":") ? each.value.destination : null
  gateway_id                  = each.value.internet_gateway ? aws_internet_gateway.this["this"].id : each.value.vpn_gateway ? aws_vpn_gateway.this["this"].id : null
  nat_gateway_id              = each.value.nat_gateway == null ? null : local.nat_gateway_ids[each.value.nat_gateway]
  egress_only_gateway_id      = each.value.egress_only_gateway == null ? null : aws_egress_only_internet_gateway.this[each.value.egress_only_gateway].id
  vpc_endpoint_id             = each.value.endpoint == null ? null : aws_vpc_endpoint.this[each.value.endpoint].id
}
