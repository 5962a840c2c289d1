//! Who uses which addresses.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::addressing::{CidrBlock, PrefixSet, usable_addresses};
use crate::model::kinds::{AddressPool, ExternalNetwork, SubnetReservation};
use crate::model::{AddressPoolId, Design, EntityId, Kind, SubnetId, VpcId, Written};
use crate::ordering::Ordered;
use crate::rules::{Dirty, Index, Network, Read};

/// What a part of a block is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanUse {
    /// It has been given to this object: a subnet in a VPC; a VPC, a smaller pool or an external network in a pool.
    By(EntityId),
    /// Nobody has it.
    Free,
}

/// A part of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Which addresses. Free ones come as the largest free prefixes.
    pub block: CidrBlock,
    /// What for.
    pub used: SpanUse,
}

/// One block of a VPC or of a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockUsage {
    /// The block.
    pub block: CidrBlock,
    /// Its parts in address order. Parts of objects that overlap stand one behind the other.
    pub spans: Vec<Span>,
    /// How many of its addresses are given out. Addresses given out twice count once.
    pub used: u128,
}

impl BlockUsage {
    /// How many of its addresses nobody has.
    pub fn free(&self) -> u128 {
        self.block.addresses().saturating_sub(self.used)
    }
}

/// What a subnet has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubnetUsage {
    /// How many IPv4 addresses it has, reserved ones included.
    pub addresses: u128,
    /// How many of them can be given to something: all but the five that AWS keeps.
    pub usable: u128,
    /// How many of them reservations keep: AWS does not give them out by itself.
    pub set_aside: u128,
}

/// The addresses of a VPC.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VpcUsage {
    /// By block: IPv4 with the primary one first, then IPv6.
    pub blocks: Vec<BlockUsage>,
    /// By subnet that has a sound IPv4 block.
    pub subnets: BTreeMap<SubnetId, SubnetUsage>,
    /// Subnets with a block that lies in none of the VPC's.
    pub outside: Vec<SubnetId>,
    /// How many IPv4 addresses AWS keeps in its subnets.
    pub reserved: u128,
}

/// The addresses of a pool.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PoolUsage {
    /// By range of the pool.
    pub blocks: Vec<BlockUsage>,
}

/// Who uses which addresses, by VPC and by pool.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Usage {
    vpcs: BTreeMap<VpcId, Arc<VpcUsage>>,
    pools: BTreeMap<AddressPoolId, Arc<PoolUsage>>,
}

impl Usage {
    pub(super) fn new(design: &Design, index: &Index) -> Usage {
        let mut usage = Usage::default();
        for vpc in index.homes().filter_map(EntityId::typed) {
            usage.measure(index, vpc);
        }
        usage.measure_pools(design, index);
        usage
    }

    pub(super) fn absorb(&mut self, design: &Design, index: &Index, dirty: &Dirty) {
        for vpc in dirty.homes.iter().filter_map(|home| home.typed()) {
            self.measure(index, vpc);
        }
        if dirty.reads.contains(&Read::Census) {
            self.measure_pools(design, index);
        }
    }

    /// The addresses of a VPC of the design.
    pub fn vpc(&self, id: VpcId) -> Option<&Arc<VpcUsage>> {
        self.vpcs.get(&id)
    }

    /// The addresses of a pool.
    pub fn pool(&self, id: AddressPoolId) -> Option<&Arc<PoolUsage>> {
        self.pools.get(&id)
    }

    fn measure(&mut self, index: &Index, id: VpcId) {
        match index.network(id).filter(|network| network.vpc.is_some()) {
            Some(network) => {
                let kept = index.household(id.into()).map(|home| home.of_kind(Kind::SubnetReservation));
                let kept = kept.into_iter().flatten().filter_map(|(_, entity)| entity.as_noun::<SubnetReservation>());
                self.vpcs.insert(id, Arc::new(VpcUsage::of(network, kept)))
            }
            None => self.vpcs.remove(&id),
        };
    }

    fn measure_pools(&mut self, design: &Design, index: &Index) {
        let taken: Vec<(CidrBlock, EntityId)> =
            index.census().vpcs().flat_map(|vpc| vpc.blocks.iter().map(|b| (*b, vpc.id.into()))).collect();
        let outside: Vec<(CidrBlock, EntityId)> = design
            .all::<ExternalNetwork>()
            .flat_map(|(id, network)| network.blocks.iter().filter_map(Written::get).map(move |b| (b, id.into())))
            .collect();
        let pools: Vec<(AddressPoolId, &AddressPool)> = design.all::<AddressPool>().collect();
        let blocks = |pool: &AddressPool| pool.blocks.iter().filter_map(Written::get).collect::<Vec<_>>();
        let of_pool = |id: AddressPoolId, pool: &AddressPool| {
            let parts = pools.iter().filter(|(_, part)| part.parent == Some(id));
            let parts = parts.flat_map(|(part, fields)| blocks(fields).into_iter().map(|b| (b, EntityId::from(*part))));
            let parts: Vec<(CidrBlock, EntityId)> = parts.collect();
            // What a smaller pool has handed out is inside that pool's own span.
            let of_vpcs = taken.iter().filter(|(b, _)| !parts.iter().any(|(part, _)| part.covers(*b))).copied();
            let others = outside.iter().filter(|(b, _)| !parts.iter().any(|(part, _)| part.covers(*b))).copied();
            let all: Vec<_> = parts.iter().copied().chain(of_vpcs).chain(others).collect();
            PoolUsage { blocks: blocks(pool).into_iter().map(|block| BlockUsage::of(block, &all)).collect() }
        };
        self.pools = pools.iter().map(|(id, pool)| (*id, Arc::new(of_pool(*id, pool)))).collect();
    }
}

impl VpcUsage {
    fn of<'a>(network: &Network, reservations: impl Iterator<Item = &'a SubnetReservation>) -> VpcUsage {
        let mut kept: BTreeMap<SubnetId, PrefixSet> = BTreeMap::new();
        for reservation in reservations {
            let block = reservation.block.as_ref().and_then(Written::get);
            block.into_iter().for_each(|block| kept.entry(reservation.subnet).or_default().insert(block));
        }
        let set_aside =
            |id: &SubnetId, block: CidrBlock| kept.get(id).map_or(0, |kept| kept.intersect(&block.into()).addresses());
        let taken: Vec<(CidrBlock, EntityId)> =
            network.subnets.iter().flat_map(|s| s.blocks().map(|block| (block, s.entity_id()))).collect();
        let blocks: Vec<BlockUsage> = network.blocks().map(|block| BlockUsage::of(block, &taken)).collect();
        let subnets: BTreeMap<SubnetId, SubnetUsage> = network
            .subnets
            .iter()
            .filter_map(|s| Some((s.id, s.ipv4_block()?)))
            .map(|(id, block)| {
                let (addresses, usable) = (block.addresses(), usable_addresses(block));
                (id, SubnetUsage { addresses, usable, set_aside: set_aside(&id, block) })
            })
            .collect();
        let is_outside = |block: CidrBlock| !network.blocks().any(|own| own.covers(block));
        VpcUsage {
            outside: network.subnets.iter().filter(|s| s.blocks().any(is_outside)).map(|s| s.id).collect(),
            reserved: subnets.values().map(|usage| usage.addresses - usage.usable).sum(),
            blocks,
            subnets,
        }
    }

    /// How many IPv4 addresses can be given to something in its subnets.
    pub fn usable(&self) -> u128 {
        self.subnets.values().map(|usage| usage.usable).sum()
    }
}

impl BlockUsage {
    /// The parts of `block` that the owners of `taken` have. A taken block that is wider than `block` fills it.
    fn of(block: CidrBlock, taken: &[(CidrBlock, EntityId)]) -> BlockUsage {
        let mut spans: Vec<Span> = taken
            .iter()
            .filter_map(|(b, owner)| Some(Span { block: block.intersection(*b)?, used: SpanUse::By(*owner) }))
            .collect();
        let used: PrefixSet = spans.iter().map(|span| span.block).collect();
        let free = used.gaps(block);
        spans.extend(free.prefixes().map(|block| Span { block, used: SpanUse::Free }));
        spans.order_by_key(|span| span.block);
        BlockUsage { block, spans, used: used.addresses() }
    }
}
