resource "aws_vpc" "this" {
  cidr_block                       = var.cidr_block
  assign_generated_ipv6_cidr_block = var.ipv6 ? true : null
  enable_dns_support               = var.dns_support
  enable_dns_hostnames             = var.dns_hostnames
  instance_tenancy                 = var.tenancy
  tags                             = merge({ Name = var.name }, var.tags)
}

resource "aws_vpc_ipv4_cidr_block_association" "this" {
  for_each = toset(var.secondary_cidr_blocks)

  vpc_id     = aws_vpc.this.id
  cidr_block = each.value
}
