//! The address plan as rows and as CSV: pools, VPCs and subnets, each block in a line.

use super::gaps::{gaps_of_pool, gaps_of_vpc};
use crate::addressing::{CidrBlock, usable_addresses};
use crate::model::kinds::{AddressPool, Environment, Subnet, Tier, Vpc};
use crate::model::{Design, EntityId, Kind, Noun, VpcId, Written};
use crate::ordering::Ordered;

/// One block of the plan. Texts are empty where they do not apply.
#[derive(Clone, Debug, PartialEq)]
pub struct AddressRow {
    /// The object that has the block.
    pub object: EntityId,
    /// Its name.
    pub name: String,
    /// The block.
    pub block: CidrBlock,
    /// The name of its VPC.
    pub vpc: String,
    /// Its zone.
    pub zone: String,
    /// The name of its tier.
    pub tier: String,
    /// The name of its environment.
    pub environment: String,
    /// In VPCs and subnets: how many addresses can be given to something.
    pub usable: Option<u128>,
    /// In pools and VPCs: how much of it is given out, 0 to 1.
    pub used: Option<f64>,
}

/// The plan of a design: pools by name, then each VPC with its subnets in address order.
pub fn address_table(design: &Design) -> Vec<AddressRow> {
    let mut rows = Vec::new();
    let mut pools: Vec<_> = design.all::<AddressPool>().map(|(id, pool)| (design.name(id), id, pool)).collect();
    pools.order_by_key(|(name, id, _)| (name.clone(), *id));
    for (name, id, pool) in pools {
        for block in pool.blocks.iter().filter_map(Written::get) {
            let used = gaps_of_pool(design, id, block.family()).map(|report| report.utilisation());
            rows.push(AddressRow { used, ..row(id.into(), name.clone(), block) });
        }
    }
    let mut vpcs: Vec<_> = design.all::<Vpc>().map(|(id, vpc)| (vpc.ipv4_blocks().next(), id, vpc)).collect();
    vpcs.order_by_key(|(block, id, _)| (block.is_none(), *block, *id));
    for (_, id, vpc) in vpcs {
        let environment = vpc.environment.filter(|id| design.get::<<Environment as Noun>::Id>(*id).is_some());
        let environment = environment.map_or_else(String::new, |id| design.name(id));
        let name = design.name(id);
        for block in vpc.blocks() {
            let report = gaps_of_vpc(design, id, block.family());
            rows.push(AddressRow {
                environment: environment.clone(),
                vpc: name.clone(),
                usable: report.as_ref().map(|report| report.usable),
                used: report.map(|report| report.utilisation()),
                ..row(id.into(), name.clone(), block)
            });
        }
        rows.extend(subnets(design, id, &name, &environment));
    }
    rows
}

fn subnets(design: &Design, vpc: VpcId, vpc_name: &str, environment: &str) -> Vec<AddressRow> {
    let mut rows = Vec::new();
    for (id, subnet) in design.referring::<Subnet>(vpc) {
        let tier = design.get::<<Tier as Noun>::Id>(subnet.tier).map_or_else(String::new, |_| design.name(subnet.tier));
        rows.extend(subnet.blocks().map(|block| AddressRow {
            vpc: vpc_name.to_owned(),
            zone: subnet.zone.clone(),
            tier: tier.clone(),
            environment: environment.to_owned(),
            usable: Some(usable_addresses(block)),
            ..row(id.into(), design.name(id), block)
        }));
    }
    rows.order_by_key(|row| (row.block, row.object));
    rows
}

fn row(object: EntityId, name: String, block: CidrBlock) -> AddressRow {
    let none = String::new;
    AddressRow {
        object,
        name,
        block,
        vpc: none(),
        zone: none(),
        tier: none(),
        environment: none(),
        usable: None,
        used: None,
    }
}

/// The headings of [`address_csv`].
const COLUMNS: [&str; 9] = ["kind", "name", "cidr", "vpc", "zone", "tier", "environment", "usable", "used %"];

/// The plan of a design as CSV, with a line of headings.
pub fn address_csv(design: &Design) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |fields: [&str; 9]| writer.write_record(fields).expect("memory takes every record of nine fields");
    write(COLUMNS);
    for row in address_table(design) {
        let usable = row.usable.map_or_else(String::new, |n| n.to_string());
        let used = row.used.map_or_else(String::new, |used| format!("{:.1}", used * 100.0));
        let kind = if row.object.kind == Kind::AddressPool { "pool" } else { row.object.kind.key() };
        let texts = [&row.name, &row.vpc, &row.zone, &row.tier, &row.environment].map(|text| harmless(text));
        let [name, vpc, zone, tier, environment] = &texts;
        write([kind, name, &row.block.to_string(), vpc, zone, tier, environment, &usable, &used]);
    }
    let bytes = writer.into_inner().expect("memory is always written to its end");
    String::from_utf8(bytes).expect("every field is a text")
}

/// Spreadsheets run what starts with one of these as a formula; with an apostrophe before it they show it.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::parse;

    #[test]
    fn every_block_is_a_line_that_a_spreadsheet_reads() {
        let design = parse(
            "pool corp 10.0.0.0/8; environment prod
             vpc \"prod, eu\" 10.0.0.0/16 2001:db8::/56 region=eu-west-1 environment=prod {
               tier app private { subnet \"=a\" a 10.0.0.0/20 2001:db8::/64 }
             }",
        )
        .expect("notation");
        let csv = address_csv(&design);
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(
            lines,
            [
                "kind,name,cidr,vpc,zone,tier,environment,usable,used %",
                "pool,corp,10.0.0.0/8,,,,,,0.4",
                "vpc,\"prod, eu\",10.0.0.0/16,\"prod, eu\",,,prod,4091,6.2",
                "vpc,\"prod, eu\",2001:db8::/56,\"prod, eu\",,,prod,18446744073709551611,0.4",
                "subnet,'=a,10.0.0.0/20,\"prod, eu\",eu-west-1a,app,prod,4091,",
                "subnet,'=a,2001:db8::/64,\"prod, eu\",eu-west-1a,app,prod,18446744073709551611,",
            ]
        );
    }
}
