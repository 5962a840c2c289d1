//! What a call of `modules/network` makes of its arguments.

use crate::export::terraform::hcl::{Block, Expr};

/// The key of what there is one of.
pub(super) const ONLY: &str = "this";

/// An instance of a resource of the module.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Made {
    pub(super) kind: &'static str,
    pub(super) label: &'static str,
    pub(super) key: Option<String>,
}

/// Which instances an argument stands for.
enum Rows {
    /// One a row.
    Each,
    /// One for each row with this field.
    Having(&'static str),
    /// One for each row of this field of a row: `ROW INNER`.
    Inner(&'static str),
    /// One.
    Only,
}

/// The arguments, and what the module makes of them. A test holds it against the files of the module.
const MAKES: &[(&str, Rows, &str, &str)] = &[
    ("cidr_block", Rows::Only, "aws_vpc", "this"),
    ("secondary_cidr_blocks", Rows::Each, "aws_vpc_ipv4_cidr_block_association", "this"),
    ("subnets", Rows::Each, "aws_subnet", "this"),
    ("subnets", Rows::Having("route_table"), "aws_route_table_association", "this"),
    ("subnets", Rows::Having("network_acl"), "aws_network_acl_association", "this"),
    ("subnet_reservations", Rows::Each, "aws_ec2_subnet_cidr_reservation", "this"),
    ("internet_gateway", Rows::Only, "aws_internet_gateway", "this"),
    ("egress_only_gateways", Rows::Each, "aws_egress_only_internet_gateway", "this"),
    ("vpn_gateway", Rows::Only, "aws_vpn_gateway", "this"),
    ("elastic_ips", Rows::Each, "aws_eip", "this"),
    ("nat_gateways", Rows::Each, "aws_nat_gateway", "this"),
    ("regional_nat_gateways", Rows::Each, "aws_nat_gateway", "regional"),
    ("route_tables", Rows::Each, "aws_route_table", "this"),
    ("route_tables", Rows::Having("edge"), "aws_route_table_association", "edge"),
    ("route_tables", Rows::Having("propagates"), "aws_vpn_gateway_route_propagation", "this"),
    ("route_tables", Rows::Inner("routes"), "aws_route", "this"),
    ("main_route_table", Rows::Only, "aws_main_route_table_association", "this"),
    ("network_acls", Rows::Each, "aws_network_acl", "this"),
    ("network_acls", Rows::Inner("entries"), "aws_network_acl_rule", "this"),
    ("main_network_acl", Rows::Only, "aws_default_network_acl", "this"),
    ("security_groups", Rows::Each, "aws_security_group", "this"),
    ("security_groups", Rows::Inner("ingress"), "aws_vpc_security_group_ingress_rule", "this"),
    ("security_groups", Rows::Inner("egress"), "aws_vpc_security_group_egress_rule", "this"),
    ("endpoints", Rows::Each, "aws_vpc_endpoint", "this"),
];

/// What a call makes.
pub(super) fn made(call: &Block) -> Vec<Made> {
    let mut made = Vec::new();
    for (name, value) in call.arguments() {
        for (_, rows, kind, label) in MAKES.iter().filter(|(argument, ..)| *argument == name) {
            let keys = keys(rows, kind, value);
            made.extend(keys.into_iter().map(|key| Made { kind, label, key }));
        }
    }
    made
}

fn keys(rows: &Rows, kind: &str, value: &Expr) -> Vec<Option<String>> {
    let field = |row: &Expr, name: &str| row.rows().any(|(field, _)| field == name);
    match rows {
        // The VPC is no `for_each`.
        Rows::Only if kind == "aws_vpc" => vec![None],
        Rows::Only => vec![Some(ONLY.to_owned())],
        Rows::Each => value.keys().unwrap_or_default().into_iter().map(Some).collect(),
        Rows::Having(name) => value.rows().filter(|(_, row)| field(row, name)).map(|(key, _)| Some(key)).collect(),
        Rows::Inner(name) => {
            let mut keys = Vec::new();
            for (outer, row) in value.rows() {
                let inner = row.rows().filter(|(field, _)| field == name).flat_map(|(_, rows)| rows.rows());
                keys.extend(inner.map(|(inner, _)| Some(format!("{outer} {inner}"))));
            }
            keys
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::export::terraform::layout::module;

    #[test]
    fn every_resource_of_the_module_is_known() {
        let mut of_files = BTreeSet::new();
        for text in module::texts() {
            for line in text.lines().filter_map(|line| line.strip_prefix("resource ")) {
                let mut words = line.split('"');
                let (kind, label) = (words.nth(1).unwrap_or_default(), words.nth(1).unwrap_or_default());
                assert!(of_files.insert((kind.to_owned(), label.to_owned())), "{line}");
            }
        }
        let known: BTreeSet<_> =
            MAKES.iter().map(|(_, _, kind, label)| (kind.to_string(), label.to_string())).collect();
        assert_eq!(known, of_files);
    }
}
