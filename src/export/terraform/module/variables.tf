variable "name" {
  description = "The name of the VPC: its tag Name."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Further tags of the VPC."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "cidr_block" {
  description = "The primary IPv4 block. Another one means another VPC."
  type        = string
  nullable    = false

  validation {
    condition     = try(cidrsubnet(var.cidr_block, 0, 0) == var.cidr_block && cidrnetmask(var.cidr_block) != "", false)
    error_message = "cidr_block must be an IPv4 block without host bits, such as 10.0.0.0/16."
  }

  validation {
    condition     = try(tonumber(split("/", var.cidr_block)[1]) >= 16 && tonumber(split("/", var.cidr_block)[1]) <= 28, false)
    error_message = "cidr_block must be /16 to /28."
  }
}

variable "secondary_cidr_blocks" {
  description = "Further IPv4 blocks."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for block in var.secondary_cidr_blocks : try(cidrsubnet(block, 0, 0) == block && cidrnetmask(block) != "", false)
    ])
    error_message = "secondary_cidr_blocks must be IPv4 blocks without host bits, such as 10.1.0.0/16."
  }
}

variable "ipv6" {
  description = "Shall AWS assign an IPv6 range of /56?"
  type        = bool
  default     = false
  nullable    = false
}

variable "dns_support" {
  description = "Does the VPC have the Amazon DNS server?"
  type        = bool
  default     = true
  nullable    = false
}

variable "dns_hostnames" {
  description = "Do instances with public addresses get public DNS names?"
  type        = bool
  default     = false
  nullable    = false
}

variable "tenancy" {
  description = "Whether instances share hardware: default, or dedicated."
  type        = string
  default     = "default"
  nullable    = false

  validation {
    condition     = contains(["default", "dedicated"], var.tenancy)
    error_message = "tenancy must be default or dedicated."
  }
}

variable "subnets" {
  description = "Subnets by key. ipv6 is the place in the VPC's range: cidrsubnet(range, newbits, netnum)."
  type = map(object({
    cidr_block              = optional(string)
    ipv6                    = optional(object({ newbits = number, netnum = number }))
    availability_zone       = string
    tier                    = optional(string, "")
    map_public_ip_on_launch = optional(bool, false)
    route_table             = optional(string)
    network_acl             = optional(string)

    assign_ipv6_address_on_creation                = optional(bool, false)
    private_dns_hostname_type_on_launch            = optional(string)
    enable_resource_name_dns_a_record_on_launch    = optional(bool, false)
    enable_resource_name_dns_aaaa_record_on_launch = optional(bool, false)
    enable_dns64                                   = optional(bool, false)

    name = optional(string)
    tags = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for subnet in values(var.subnets) :
      subnet.cidr_block == null ? subnet.ipv6 != null : try(cidrsubnet(subnet.cidr_block, 0, 0) == subnet.cidr_block && cidrnetmask(subnet.cidr_block) != "", false)
    ])
    error_message = "Each subnet must have an IPv4 block without host bits, or a place in the IPv6 range."
  }

  validation {
    condition     = alltrue([for subnet in values(var.subnets) : subnet.route_table == null ? true : contains(keys(var.route_tables), subnet.route_table)])
    error_message = "A subnet follows a route table that is not in route_tables."
  }

  validation {
    condition = alltrue([
      for subnet in values(var.subnets) : subnet.cidr_block == null ? true : try(anytrue([
        for block in concat([var.cidr_block], var.secondary_cidr_blocks) :
        tonumber(split("/", subnet.cidr_block)[1]) >= tonumber(split("/", block)[1]) &&
        cidrhost("${split("/", subnet.cidr_block)[0]}/${split("/", block)[1]}", 0) == cidrhost(block, 0)
      ]), false)
    ])
    error_message = "A subnet lies outside the blocks of the VPC."
  }

  # Two blocks overlap when they are the same as far as the shorter prefix goes.
  validation {
    condition = alltrue(flatten([
      for a, x in var.subnets : [
        for b, y in var.subnets : a == b || x.cidr_block == null || y.cidr_block == null ? true : try(
          cidrhost("${split("/", x.cidr_block)[0]}/${min(split("/", x.cidr_block)[1], split("/", y.cidr_block)[1])}", 0) !=
          cidrhost("${split("/", y.cidr_block)[0]}/${min(split("/", x.cidr_block)[1], split("/", y.cidr_block)[1])}", 0),
        false)
      ]
    ]))
    error_message = "Two subnets overlap."
  }
}

variable "subnet_reservations" {
  description = "Parts of subnets that AWS does not give out by itself, by key; subnet is a key too."
  type = map(object({
    subnet           = string
    cidr_block       = string
    reservation_type = string
    description      = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for reservation in values(var.subnet_reservations) : contains(keys(var.subnets), reservation.subnet)])
    error_message = "A reservation is in a subnet that is not in subnets."
  }
}

variable "egress_only_gateways" {
  description = "Egress-only gateways by key: the way out for IPv6."
  type = map(object({
    name = optional(string)
    tags = optional(map(string), {})
  }))
  default  = {}
  nullable = false
}

variable "vpn_gateway" {
  description = "The VPN gateway, if there is one; asn is its number for BGP."
  type = object({
    name = string
    asn  = optional(number)
    tags = optional(map(string), {})
  })
  default = null
}

variable "internet_gateway" {
  description = "The internet gateway, if there is one."
  type = object({
    name = string
    tags = optional(map(string), {})
  })
  default = null
}

variable "elastic_ips" {
  description = "Elastic IPs by key, for the NAT gateways."
  type = map(object({
    name = optional(string)
    tags = optional(map(string), {})
  }))
  default  = {}
  nullable = false
}

variable "nat_gateways" {
  description = "NAT gateways by key; subnet and elastic IPs are keys too."
  type = map(object({
    subnet                = string
    connectivity          = optional(string, "public")
    elastic_ip            = optional(string)
    secondary_elastic_ips = optional(list(string))
    name                  = optional(string)
    tags                  = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for nat in values(var.nat_gateways) : contains(keys(var.subnets), nat.subnet)])
    error_message = "A NAT gateway sits in a subnet that is not in subnets."
  }

  validation {
    condition     = alltrue([for nat in values(var.nat_gateways) : (nat.connectivity == "public") == (nat.elastic_ip != null)])
    error_message = "A public NAT gateway needs an elastic IP; a private one takes none."
  }

  validation {
    condition = alltrue(flatten([
      for nat in values(var.nat_gateways) : [
        for key in concat(nat.elastic_ip == null ? [] : [nat.elastic_ip], coalesce(nat.secondary_elastic_ips, [])) :
        contains(keys(var.elastic_ips), key)
      ]
    ]))
    error_message = "A NAT gateway uses an elastic IP that is not in elastic_ips."
  }
}

variable "route_tables" {
  description = "Route tables by key, with their routes by destination. Each route has one target."
  type = map(object({
    name       = optional(string)
    tags       = optional(map(string), {})
    propagates = optional(bool, false)
    edge       = optional(string)
    routes = optional(map(object({
      internet_gateway    = optional(bool, false)
      vpn_gateway         = optional(bool, false)
      nat_gateway         = optional(string)
      egress_only_gateway = optional(string)
      endpoint            = optional(string)
    })), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue(flatten([
      for table in values(var.route_tables) : [
        for target in values(table.routes) :
        length([for it in [target.nat_gateway, target.egress_only_gateway, target.endpoint] : it if it != null]) +
        (target.internet_gateway ? 1 : 0) + (target.vpn_gateway ? 1 : 0) == 1
      ]
    ]))
    error_message = "Each route has exactly one target."
  }

  validation {
    condition     = alltrue([for table in values(var.route_tables) : table.edge == null ? true : contains(["internet_gateway", "vpn_gateway"], table.edge)])
    error_message = "A table is that of the internet_gateway or of the vpn_gateway, or of subnets."
  }
}

variable "main_route_table" {
  description = "The key of the table for subnets that name none; AWS's own empty one when not set."
  type        = string
  default     = null
}
