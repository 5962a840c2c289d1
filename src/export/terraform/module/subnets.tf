resource "aws_subnet" "this" {
  for_each = var.subnets

  vpc_id                          = aws_vpc.this.id
  cidr_block                      = each.value.cidr_block
  ipv6_cidr_block                 = each.value.ipv6 == null ? null : cidrsubnet(aws_vpc.this.ipv6_cidr_block, each.value.ipv6.newbits, each.value.ipv6.netnum)
  ipv6_native                     = each.value.cidr_block == null ? true : null
  assign_ipv6_address_on_creation = each.value.cidr_block == null || each.value.assign_ipv6_address_on_creation ? true : null
  availability_zone               = each.value.availability_zone
  map_public_ip_on_launch         = each.value.map_public_ip_on_launch

  private_dns_hostname_type_on_launch            = each.value.private_dns_hostname_type_on_launch
  enable_resource_name_dns_a_record_on_launch    = each.value.enable_resource_name_dns_a_record_on_launch
  enable_resource_name_dns_aaaa_record_on_launch = each.value.enable_resource_name_dns_aaaa_record_on_launch
  enable_dns64                                   = each.value.enable_dns64

  tags = merge({ Name = coalesce(each.value.name, each.key), Tier = each.value.tier }, each.value.tags)

  # AWS takes a subnet only inside a block that the VPC has already.
  depends_on = [aws_vpc_ipv4_cidr_block_association.this]
}

resource "aws_ec2_subnet_cidr_reservation" "this" {
  for_each = var.subnet_reservations

  subnet_id        = aws_subnet.this[each.value.subnet].id
  cidr_block       = each.value.cidr_block
  reservation_type = each.value.reservation_type
  description      = each.value.description
}
