variable "security_groups" {
  description = "Security groups by key, with their rules by what they allow. A rule names a block, or a group of this VPC by key."
  type = map(object({
    group_name  = optional(string)
    description = optional(string)
    name        = optional(string)
    tags        = optional(map(string), {})
    ingress = optional(map(object({
      ip_protocol = string
      from_port   = optional(number)
      to_port     = optional(number)
      cidr_ipv4   = optional(string)
      cidr_ipv6   = optional(string)
      group       = optional(string)
      description = optional(string)
    })), {})
    egress = optional(map(object({
      ip_protocol = string
      from_port   = optional(number)
      to_port     = optional(number)
      cidr_ipv4   = optional(string)
      cidr_ipv6   = optional(string)
      group       = optional(string)
      description = optional(string)
    })), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue(flatten([
      for group in values(var.security_groups) : [
        for rule in concat(values(group.ingress), values(group.egress)) :
        length([for peer in [rule.cidr_ipv4, rule.cidr_ipv6, rule.group] : peer if peer != null]) == 1
      ]
    ]))
    error_message = "Each rule has exactly one of cidr_ipv4, cidr_ipv6 and group."
  }

  validation {
    condition = alltrue(flatten([
      for group in values(var.security_groups) : [
        for rule in concat(values(group.ingress), values(group.egress)) :
        rule.group == null ? true : contains(keys(var.security_groups), rule.group)
      ]
    ]))
    error_message = "A rule names a group that is not in security_groups."
  }
}

resource "aws_security_group" "this" {
  for_each = var.security_groups

  name        = coalesce(each.value.group_name, each.key)
  description = each.value.description
  vpc_id      = aws_vpc.this.id
  tags        = merge({ Name = coalesce(each.value.name, each.key) }, each.value.tags)

  # AWS never changes this name: what is renamed keeps it.
  lifecycle {
    ignore_changes = [name]
  }
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each = merge([
    for group, settings in var.security_groups : {
      for key, rule in settings.ingress : "${group} ${key}" => merge(rule, { security_group = group })
    }
  ]...)

  security_group_id            = aws_security_group.this[each.value.security_group].id
  ip_protocol                  = each.value.ip_protocol
  from_port                    = each.value.from_port
  to_port                      = each.value.to_port
  cidr_ipv4                    = each.value.cidr_ipv4
  cidr_ipv6                    = each.value.cidr_ipv6
  referenced_security_group_id = each.value.group == null ? null : aws_security_group.this[each.value.group].id
  description                  = each.value.description
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each = merge([
    for group, settings in var.security_groups : {
      for key, rule in settings.egress : "${group} ${key}" => merge(rule, { security_group = group })
    }
  ]...)

  security_group_id            = aws_security_group.this[each.value.security_group].id
  ip_protocol                  = each.value.ip_protocol
  from_port                    = each.value.from_port
  to_port                      = each.value.to_port
  cidr_ipv4                    = each.value.cidr_ipv4
  cidr_ipv6                    = each.value.cidr_ipv6
  referenced_security_group_id = each.value.group == null ? null : aws_security_group.this[each.value.group].id
  description                  = each.value.description
}

output "security_group_ids" {
  description = "The ids of the security groups, by key."
  value       = { for key, group in aws_security_group.this : key => group.id }
}
