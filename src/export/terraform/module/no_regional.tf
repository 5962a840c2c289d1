locals {
  # Regional NAT gateways need version 6 of the provider.
  regional_nat_gateway_ids = {}
}
