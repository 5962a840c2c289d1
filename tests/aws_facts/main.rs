//! Holds the constant tables of `cidraw::aws` against the reference they were compiled from, row
//! by row and field by field. Wording is our own and is not compared; values, codes and pages are.
//!
//! The reference lies beside the project and nothing needs it: without it these tests are skipped.

#![cfg(not(target_arch = "wasm32"))]

mod places;
mod ports;
mod quotas;
mod services;
mod values;

use std::path::PathBuf;

use toml::{Table, Value};

/// One file of the reference; `None`, with the reason printed, where it is absent.
fn reference(name: &str) -> Option<Table> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/reference").join(name);
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(text.parse().expect("the reference is TOML")),
        Err(reason) => {
            println!("skipped: {}: {reason}", path.display());
            None
        }
    }
}

/// A row of the reference.
struct Row<'a>(&'a Table);

impl<'a> Row<'a> {
    fn get(&self, key: &str) -> &'a Value {
        self.0.get(key).unwrap_or_else(|| panic!("no {key} in {:?}", self.0))
    }

    fn text(&self, key: &str) -> &'a str {
        self.get(key).as_str().unwrap_or_else(|| panic!("{key} is no text"))
    }

    fn number(&self, key: &str) -> i64 {
        self.get(key).as_integer().unwrap_or_else(|| panic!("{key} is no number"))
    }

    fn flag(&self, key: &str) -> bool {
        self.get(key).as_bool().unwrap_or_else(|| panic!("{key} is no flag"))
    }

    fn texts(&self, key: &str) -> Vec<&'a str> {
        let list = self.get(key).as_array().unwrap_or_else(|| panic!("{key} is no list"));
        list.iter().map(|item| item.as_str().expect("a list of texts")).collect()
    }

    /// The first page that a row cites, or nothing where it was not looked up.
    fn page(&self) -> &'a str {
        let source = self.text("source");
        let first = source.split(';').next().unwrap_or_default().trim();
        if first.starts_with("http") { first } else { "" }
    }
}

/// The rows of one array of tables.
fn rows<'a>(table: &'a Table, key: &str) -> Vec<Row<'a>> {
    let array = table.get(key).and_then(Value::as_array).unwrap_or_else(|| panic!("no {key}"));
    array.iter().map(|row| Row(row.as_table().expect("an array of tables"))).collect()
}

#[test]
fn every_table_of_the_reference_is_compared() {
    let Some(facts) = reference("aws-facts.toml") else {
        return;
    };
    let mut keys: Vec<_> = facts.keys().map(String::as_str).collect();
    keys.sort_unstable();
    let compared = [
        "amazon_side_asn",
        "az_gap",
        "compiled",
        "endpoint_set",
        "ephemeral_range",
        "gateway_endpoint_service",
        "hostname_pattern",
        "icmp",
        "interface_endpoint_service",
        "link_local_service",
        "managed_prefix_list",
        "mtu",
        "nau_unit",
        "port_preset",
        "price",
        "pricing_model",
        "protocol",
        "region",
        "reserved_asn",
        "schema_version",
        "secondary_cidr",
        "service_demand",
        "special_range",
        "subnet_reserved_address",
    ];
    assert_eq!(keys, compared);
}
