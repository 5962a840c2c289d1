# `terraform test`: runs against a mock of AWS, so it needs no account.
mock_provider "aws" {}

variables {
  name       = "test"
  cidr_block = "10.0.0.0/16"
}

run "a_sound_network_plans" {
  command = plan

  variables {
    subnets = {
      "public-a"  = { cidr_block = "10.0.0.0/24", availability_zone = "eu-west-1a", route_table = "public" }
      "private-a" = { cidr_block = "10.0.1.0/24", availability_zone = "eu-west-1a", route_table = "private" }
    }
    internet_gateway = { name = "main" }
    elastic_ips      = { "nat-a" = {} }
    nat_gateways     = { "nat-a" = { subnet = "public-a", elastic_ip = "nat-a" } }
    route_tables = {
      "public"  = { routes = { "0.0.0.0/0" = { internet_gateway = true } } }
      "private" = { routes = { "0.0.0.0/0" = { nat_gateway = "nat-a" } } }
    }
  }

  assert {
    condition     = length(aws_subnet.this) == 2 && length(aws_route.this) == 2
    error_message = "Each subnet and each route is a resource of its own."
  }
}

run "host_bits_are_refused" {
  command         = plan
  expect_failures = [var.cidr_block]

  variables {
    cidr_block = "10.0.0.5/16"
  }
}

run "overlapping_subnets_are_refused" {
  command         = plan
  expect_failures = [var.subnets]

  variables {
    subnets = {
      "a" = { cidr_block = "10.0.0.0/24", availability_zone = "eu-west-1a" }
      "b" = { cidr_block = "10.0.0.128/25", availability_zone = "eu-west-1b" }
    }
  }
}

run "a_subnet_outside_the_vpc_is_refused" {
  command         = plan
  expect_failures = [var.subnets]

  variables {
    subnets = {
      "a" = { cidr_block = "10.1.0.0/24", availability_zone = "eu-west-1a" }
    }
  }
}

run "a_route_to_nowhere_is_refused" {
  command         = plan
  expect_failures = [var.route_tables]

  variables {
    route_tables = { "public" = { routes = { "0.0.0.0/0" = {} } } }
  }
}

run "filters_and_endpoints_plan" {
  command = plan

  variables {
    subnets = {
      "app-a" = { cidr_block = "10.0.0.0/24", availability_zone = "eu-west-1a", network_acl = "app" }
    }
    route_tables = { "app" = {} }
    network_acls = {
      "app" = { entries = { "ingress 100" = { rule_number = 100, rule_action = "allow", protocol = "tcp", from_port = 443, to_port = 443, cidr_block = "10.0.0.0/8" } } }
    }
    security_groups = {
      "web" = { ingress = { "tcp 443 0.0.0.0/0" = { ip_protocol = "tcp", from_port = 443, to_port = 443, cidr_ipv4 = "0.0.0.0/0" } } }
      "app" = { ingress = { "tcp 8080 group web" = { ip_protocol = "tcp", from_port = 8080, to_port = 8080, group = "web" } } }
    }
    endpoints = {
      "s3" = { service_name = "com.amazonaws.eu-west-1.s3", route_tables = ["app"] }
    }
  }

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.this) == 2 && length(aws_network_acl_rule.this) == 1
    error_message = "Each rule and each entry is a resource of its own."
  }
}

run "a_rule_without_a_peer_is_refused" {
  command         = plan
  expect_failures = [var.security_groups]

  variables {
    security_groups = { "web" = { ingress = { "all" = { ip_protocol = "-1" } } } }
  }
}

run "an_endpoint_in_no_subnet_of_the_vpc_is_refused" {
  command         = plan
  expect_failures = [var.endpoints]

  variables {
    endpoints = { "ssm" = { service_name = "com.amazonaws.eu-west-1.ssm", type = "Interface", subnets = ["nowhere"] } }
  }
}
