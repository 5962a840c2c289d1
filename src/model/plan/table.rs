//! The address plan as rows: pools, VPCs and subnets, each block in a line.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::gaps::gaps_of_pool;
use crate::addressing::{CidrBlock, Family, PrefixSet, usable_addresses};
use crate::model::kinds::{AddressPool, Subnet, Vpc};
use crate::model::{Design, Entity, EntityId, Kind, TierId, VpcId, Written};
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
    pub vpc: Arc<str>,
    /// Its zone.
    pub zone: String,
    /// The name of its tier.
    pub tier: Arc<str>,
    /// The name of its environment.
    pub environment: Arc<str>,
    /// In VPCs and subnets: how many addresses can be given to something.
    pub usable: Option<u128>,
    /// In pools and VPCs: how much of it is given out, 0 to 1.
    pub used: Option<f64>,
}

/// The plan of a design: pools by name, then each VPC with its subnets in address order.
pub fn address_table(design: &Design) -> Vec<AddressRow> {
    let mut rows = Vec::with_capacity(design.len());
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
        rows_of_vpc(design, id, vpc, &mut rows);
    }
    rows
}

fn rows_of_vpc(design: &Design, id: VpcId, vpc: &Vpc, rows: &mut Vec<AddressRow>) {
    let environment = vpc.environment.filter(|id| design.contains(*id)).map(|id| design.name(id).into());
    let environment: Arc<str> = environment.unwrap_or_default();
    let name: Arc<str> = design.name(id).into();
    // Each is looked up once, for its fields and its name.
    let named =
        design.referrers(id).filter(|id| id.kind == Kind::Subnet).filter_map(|id| Some((id, design.entity(id)?)));
    let subnets: Vec<(EntityId, &Entity, &Subnet)> =
        named.filter_map(|(id, entity)| Some((id, &**entity, entity.as_noun()?))).collect();
    let given: Vec<CidrBlock> = subnets.iter().flat_map(|(.., subnet)| subnet.blocks()).collect();
    // What is given out is said of the blocks of a family together.
    let uses = [Family::V4, Family::V6].map(|family| {
        let of_family = || given.iter().copied().filter(|block| block.family() == family);
        let own: PrefixSet = vpc.blocks().filter(|block| block.family() == family).collect();
        let used = own.intersect(&of_family().collect()).addresses() as f64 / own.addresses().max(1) as f64;
        (family, of_family().map(usable_addresses).fold(0, u128::saturating_add), used)
    });
    for block in vpc.blocks() {
        let of_block = uses.iter().find(|(family, ..)| *family == block.family());
        rows.push(AddressRow {
            environment: environment.clone(),
            vpc: name.clone(),
            usable: of_block.map(|(_, usable, _)| *usable),
            used: of_block.map(|(.., used)| *used),
            ..row(id.into(), name.to_string(), block)
        });
    }
    let mut tiers: BTreeMap<TierId, Arc<str>> = BTreeMap::new();
    let first = rows.len();
    for (id, entity, subnet) in subnets {
        let tier = tiers.entry(subnet.tier).or_insert_with(|| match design.contains(subnet.tier) {
            true => design.name(subnet.tier).into(),
            false => Arc::default(),
        });
        rows.extend(subnet.blocks().map(|block| AddressRow {
            vpc: name.clone(),
            zone: subnet.zone.clone(),
            tier: tier.clone(),
            environment: environment.clone(),
            usable: Some(usable_addresses(block)),
            ..row(id, name_of(id, entity), block)
        }));
    }
    rows[first..].order_by_key(|row| (row.block, row.object));
}

fn name_of(id: EntityId, entity: &Entity) -> String {
    if entity.head.name.is_empty() { id.to_string() } else { entity.head.name.clone() }
}

fn row(object: EntityId, name: String, block: CidrBlock) -> AddressRow {
    let none = Arc::<str>::default;
    AddressRow {
        object,
        name,
        block,
        vpc: none(),
        zone: String::new(),
        tier: none(),
        environment: none(),
        usable: None,
        used: None,
    }
}
