//! The address plan as rows: pools, VPCs and subnets, each block in a line.

use super::gaps::{gaps_of_pool, gaps_of_vpc};
use crate::addressing::{CidrBlock, usable_addresses};
use crate::model::kinds::{AddressPool, Environment, Subnet, Tier, Vpc};
use crate::model::{Design, EntityId, Noun, VpcId, Written};
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
