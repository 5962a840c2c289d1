//! What is free, in pieces of which size, and how scattered.

use std::collections::BTreeMap;

use crate::addressing::{CidrBlock, Family, PrefixSet, usable_addresses};
use crate::model::kinds::{AddressPool, ExternalNetwork, Subnet, SubnetReservation, Vpc};
use crate::model::{AddressPoolId, Design, EntityId, VpcId, Written};
use crate::ordering::Ordered;

/// The free and the used addresses of a pool or a VPC, in one family.
#[derive(Clone, Debug, PartialEq)]
pub struct GapReport {
    /// The pool or VPC.
    pub owner: EntityId,
    /// How many addresses it has.
    pub total: u128,
    /// How many of them are given out: to VPCs and smaller pools, or to subnets. Those of external networks count: they
    /// must not be used again.
    pub given: u128,
    /// In a VPC: how many addresses of its subnets can be used, without the five that AWS keeps in each. 0 for pools.
    pub usable: u128,
    /// In a VPC: how many addresses AWS keeps in its subnets. 0 for pools.
    pub kept_by_aws: u128,
    /// In a VPC: how many addresses of its subnets reservations keep. 0 for pools.
    pub reserved: u128,
    /// What is free, as the largest free prefixes, in address order.
    pub free: Vec<CidrBlock>,
}

impl GapReport {
    /// How many addresses are free.
    pub fn free_addresses(&self) -> u128 {
        self.free.iter().map(|block| block.addresses()).fold(0, u128::saturating_add)
    }

    /// The largest free block; of equal ones the lowest.
    pub fn largest(&self) -> Option<CidrBlock> {
        self.free.iter().copied().min_by_key(|block| block.length())
    }

    /// How many free blocks there are of each prefix length, the largest blocks first.
    pub fn by_length(&self) -> BTreeMap<u8, usize> {
        let mut counts = BTreeMap::new();
        self.free.iter().for_each(|block| *counts.entry(block.length()).or_insert(0) += 1);
        counts
    }

    /// How much of what is free lies outside the largest free block: 0 when it is all in one, near 1 when it is dust.
    pub fn fragmentation(&self) -> f64 {
        match (self.largest(), self.free_addresses()) {
            (Some(largest), free) if free > 0 => 1.0 - largest.addresses() as f64 / free as f64,
            _ => 0.0,
        }
    }

    /// How much is given out, 0 to 1.
    pub fn utilisation(&self) -> f64 {
        if self.total == 0 { 0.0 } else { self.given as f64 / self.total as f64 }
    }
}

/// The report of every pool and then of every VPC that has blocks of the family, by name.
pub fn gap_reports(design: &Design, family: Family) -> Vec<GapReport> {
    let mut pools: Vec<AddressPoolId> = design.all::<AddressPool>().map(|(id, _)| id).collect();
    pools.order_by_cached_key(|id| design.name(*id));
    let mut vpcs: Vec<VpcId> = design.all::<Vpc>().map(|(id, _)| id).collect();
    vpcs.order_by_cached_key(|id| design.name(*id));
    let pools = pools.into_iter().filter_map(|id| gaps_of_pool(design, id, family));
    pools.chain(vpcs.into_iter().filter_map(|id| gaps_of_vpc(design, id, family))).collect()
}

/// What is free in a pool. `None` when it has no block of the family.
pub fn gaps_of_pool(design: &Design, id: AddressPoolId, family: Family) -> Option<GapReport> {
    let blocks = |pool: &AddressPool| pool.blocks.iter().filter_map(Written::get).collect::<PrefixSet>();
    let own = blocks(design.get(id)?).of_family(family);
    let parts = design.referring::<AddressPool>(id).filter(|(_, part)| part.parent == Some(id));
    let mut given: PrefixSet = design.all::<Vpc>().flat_map(|(_, vpc)| vpc.blocks().collect::<Vec<_>>()).collect();
    for (_, part) in parts {
        given = given.union(&blocks(part));
    }
    given.extend(design.all::<ExternalNetwork>().flat_map(|(_, network)| &network.blocks).filter_map(Written::get));
    report(id.into(), own, given)
}

/// What is free in a VPC. `None` when it has no block of the family.
pub fn gaps_of_vpc(design: &Design, id: VpcId, family: Family) -> Option<GapReport> {
    let own: PrefixSet = design.get(id)?.blocks().collect();
    let reservations = design.referring::<Subnet>(id).flat_map(|(id, _)| design.referring::<SubnetReservation>(id));
    let reserved: PrefixSet = reservations.filter_map(|(_, kept)| kept.block.as_ref()?.get()).collect();
    let subnets = design.referring::<Subnet>(id).flat_map(|(_, subnet)| subnet.blocks().collect::<Vec<_>>());
    let subnets: Vec<CidrBlock> = subnets.filter(|block| block.family() == family).collect();
    let usable = subnets.iter().map(|block| usable_addresses(*block)).fold(0, u128::saturating_add);
    let addresses = subnets.iter().map(|block| block.addresses()).fold(0, u128::saturating_add);
    let given: PrefixSet = subnets.into_iter().collect();
    let reserved = reserved.intersect(&given).addresses();
    let report = report(id.into(), own.of_family(family), given)?;
    Some(GapReport { usable, kept_by_aws: addresses - usable, reserved, ..report })
}

fn report(owner: EntityId, own: PrefixSet, given: PrefixSet) -> Option<GapReport> {
    let (given, free) = (own.intersect(&given), own.subtract(&given));
    (!own.is_empty()).then(|| GapReport {
        owner,
        total: own.addresses(),
        given: given.addresses(),
        usable: 0,
        kept_by_aws: 0,
        reserved: 0,
        free: free.prefixes().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::parse;

    #[test]
    fn a_vpc_says_what_is_free_in_which_pieces() {
        let design = parse(
            "pool corp 10.0.0.0/14; pool part 10.2.0.0/16 parent=corp
             vpc a 10.0.0.0/22 { tier t private { subnet x a 10.0.0.0/24; subnet y b 10.0.2.0/25 } }",
        )
        .expect("notation");
        let reports = gap_reports(&design, Family::V4);
        let names: Vec<String> = reports.iter().map(|report| design.name(report.owner)).collect();
        assert_eq!(names, ["corp", "part", "a"]);
        let vpc = &reports[2];
        assert_eq!((vpc.total, vpc.given, vpc.usable, vpc.kept_by_aws), (1024, 384, 374, 10));
        assert_eq!(vpc.by_length(), BTreeMap::from([(24, 2), (25, 1)]));
        assert_eq!(vpc.largest(), "10.0.1.0/24".parse().ok());
        assert!((vpc.fragmentation() - 0.6).abs() < 1e-9 && (vpc.utilisation() - 0.375).abs() < 1e-9);
        // What the smaller pool has is not free in the larger one.
        assert!(reports[0].free.iter().all(|block| !block.overlaps("10.2.0.0/16".parse().expect("a block"))));
        assert_eq!(reports[1].fragmentation(), 0.0);
        assert!(gap_reports(&design, Family::V6).is_empty());
    }
}
