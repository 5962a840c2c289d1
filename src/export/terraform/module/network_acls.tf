variable "network_acls" {
  description = "Network ACLs by key, with their entries by direction and number."
  type = map(object({
    name = optional(string)
    tags = optional(map(string), {})
    entries = optional(map(object({
      rule_number     = number
      egress          = optional(bool, false)
      rule_action     = string
      protocol        = string
      from_port       = optional(number)
      to_port         = optional(number)
      icmp_type       = optional(number)
      icmp_code       = optional(number)
      cidr_block      = optional(string)
      ipv6_cidr_block = optional(string)
    })), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue(flatten([
      for acl in values(var.network_acls) : [
        for entry in values(acl.entries) : entry.rule_number >= 1 && entry.rule_number <= 32766 && contains(["allow", "deny"], entry.rule_action)
      ]
    ]))
    error_message = "An entry has a number of 1 to 32766 and allows or denies."
  }

  validation {
    condition     = alltrue([for subnet in values(var.subnets) : subnet.network_acl == null ? true : contains(keys(var.network_acls), subnet.network_acl)])
    error_message = "A subnet names a network ACL that is not in network_acls."
  }
}

variable "main_network_acl" {
  description = "What the ACL that AWS makes with the VPC lets through, for subnets that name none; as AWS makes it when not set."
  type = object({
    name = string
    tags = optional(map(string), {})
    entries = optional(map(object({
      rule_number     = number
      egress          = optional(bool, false)
      rule_action     = string
      protocol        = string
      from_port       = optional(number, 0)
      to_port         = optional(number, 0)
      icmp_type       = optional(number)
      icmp_code       = optional(number)
      cidr_block      = optional(string)
      ipv6_cidr_block = optional(string)
    })), {})
  })
  default = null
}

resource "aws_network_acl" "this" {
  for_each = var.network_acls

  vpc_id = aws_vpc.this.id
  tags   = merge({ Name = coalesce(each.value.name, each.key) }, each.value.tags)
}

resource "aws_network_acl_rule" "this" {
  for_each = merge([
    for acl, settings in var.network_acls : {
      for key, entry in settings.entries : "${acl} ${key}" => merge(entry, { network_acl = acl })
    }
  ]...)

  network_acl_id  = aws_network_acl.this[each.value.network_acl].id
  rule_number     = each.value.rule_number
  egress          = each.value.egress
  rule_action     = each.value.rule_action
  protocol        = each.value.protocol
  from_port       = each.value.from_port
  to_port         = each.value.to_port
  icmp_type       = each.value.icmp_type
  icmp_code       = each.value.icmp_code
  cidr_block      = each.value.cidr_block
  ipv6_cidr_block = each.value.ipv6_cidr_block
}

resource "aws_network_acl_association" "this" {
  for_each = { for key, subnet in var.subnets : key => subnet.network_acl if subnet.network_acl != null }

  subnet_id      = aws_subnet.this[each.key].id
  network_acl_id = aws_network_acl.this[each.value].id
}

# The ACL that AWS made with the VPC: taken over, not made. Its entries are part of it, since those that it had go.
resource "aws_default_network_acl" "this" {
  for_each = var.main_network_acl == null ? {} : { this = var.main_network_acl }

  default_network_acl_id = aws_vpc.this.default_network_acl_id
  tags                   = merge({ Name = each.value.name }, each.value.tags)

  dynamic "ingress" {
    for_each = { for key, entry in each.value.entries : key => entry if !entry.egress }
    content {
      rule_no         = ingress.value.rule_number
      action          = ingress.value.rule_action
      protocol        = ingress.value.protocol
      from_port       = ingress.value.from_port
      to_port         = ingress.value.to_port
      icmp_type       = ingress.value.icmp_type
      icmp_code       = ingress.value.icmp_code
      cidr_block      = ingress.value.cidr_block
      ipv6_cidr_block = ingress.value.ipv6_cidr_block
    }
  }

  dynamic "egress" {
    for_each = { for key, entry in each.value.entries : key => entry if entry.egress }
    content {
      rule_no         = egress.value.rule_number
      action          = egress.value.rule_action
      protocol        = egress.value.protocol
      from_port       = egress.value.from_port
      to_port         = egress.value.to_port
      icmp_type       = egress.value.icmp_type
      icmp_code       = egress.value.icmp_code
      cidr_block      = egress.value.cidr_block
      ipv6_cidr_block = egress.value.ipv6_cidr_block
    }
  }

  # Which subnets it holds for is what other ACLs leave over.
  lifecycle {
    ignore_changes = [subnet_ids]
  }
}
