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
