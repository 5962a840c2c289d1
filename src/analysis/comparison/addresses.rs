use crate::addressing::{CidrBlock, PrefixMap, PrefixSet};
use crate::model::kinds::{AddressPool, ExternalNetwork, Subnet, Vpc};
use crate::model::{Design, EntityId, Kind, Written};
use crate::ordering::Ordered;

/// Addresses that came free or were taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressChange {
    /// The addresses, as one of the fewest blocks that they make.
    pub block: CidrBlock,
    /// What has them, or had them: pools, external networks, VPCs or subnets.
    pub kind: Kind,
    /// The objects of that kind that have one of them, or had.
    pub owners: Vec<Owner>,
}

/// An object that has addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Which.
    pub id: EntityId,
    /// What it is called.
    pub name: String,
}

/// The blocks of a kind, each with the objects that have it.
type Owned = PrefixMap<Vec<EntityId>>;

/// The blocks of each kind that has some.
fn owned(design: &Design) -> [(Kind, Owned); 4] {
    fn of<I: Iterator<Item = CidrBlock>>(all: impl Iterator<Item = (EntityId, I)>) -> Owned {
        let mut owned = Owned::new();
        for (id, blocks) in all {
            blocks.for_each(|block| owned.or_default(block).push(id));
        }
        owned
    }
    fn sound(blocks: &[Written<CidrBlock>]) -> impl Iterator<Item = CidrBlock> {
        blocks.iter().filter_map(Written::get)
    }
    let pools = design.all::<AddressPool>().map(|(id, pool)| (id.into(), sound(&pool.blocks)));
    let networks = design.all::<ExternalNetwork>().map(|(id, network)| (id.into(), sound(&network.blocks)));
    let vpcs = design.all::<Vpc>().map(|(id, vpc)| (id.into(), vpc.blocks()));
    let subnets = design.all::<Subnet>().map(|(id, subnet)| (id.into(), subnet.blocks()));
    [
        (Kind::AddressPool, of(pools)),
        (Kind::ExternalNetwork, of(networks)),
        (Kind::Vpc, of(vpcs)),
        (Kind::Subnet, of(subnets)),
    ]
}

/// The addresses that something has in `these` and nothing of its kind has in `those`.
pub(super) fn only_in(these: &Design, those: &Design) -> Vec<AddressChange> {
    let mut found = Vec::new();
    for ((kind, here), (_, there)) in owned(these).into_iter().zip(owned(those)) {
        let set = |owned: &Owned| owned.iter().map(|(block, _)| block).collect::<PrefixSet>();
        for block in set(&here).subtract(&set(&there)).prefixes() {
            let mut owners: Vec<EntityId> = here.overlapping(block).flat_map(|(_, ids)| ids).copied().collect();
            owners.order();
            owners.dedup();
            let owners = owners.into_iter().map(|id| Owner { id, name: these.name(id) }).collect();
            found.push(AddressChange { block, kind, owners });
        }
    }
    // The larger block first, so that a VPC stands before its subnets.
    found.order_by_key(|change| (change.block.first(), change.block.length(), change.kind));
    found
}
