output "vpc_id" {
  description = "The id of the VPC."
  value       = aws_vpc.this.id
}

output "cidr_blocks" {
  description = "The IPv4 blocks of the VPC, the primary one first."
  value       = concat([aws_vpc.this.cidr_block], sort(var.secondary_cidr_blocks))
}

output "subnet_ids" {
  description = "The ids of the subnets, by key."
  value       = { for key, subnet in aws_subnet.this : key => subnet.id }
}

output "subnet_cidr_blocks" {
  description = "The IPv4 blocks of the subnets, by key."
  value       = { for key, subnet in aws_subnet.this : key => subnet.cidr_block }
}

output "route_table_ids" {
  description = "The ids of the route tables, by key."
  value       = { for key, table in aws_route_table.this : key => table.id }
}

output "nat_gateway_ids" {
  description = "The ids of the NAT gateways, by key."
  value       = local.nat_gateway_ids
}

output "elastic_ips" {
  description = "The elastic IPs, by key: allocation id and address."
  value       = { for key, eip in aws_eip.this : key => { id = eip.id, address = eip.public_ip } }
}
