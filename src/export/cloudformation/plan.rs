//! Which stack holds which resource.
//!
//! A stack is deployed after those that it needs, and into one account and Region. What a VPC alone needs is in its
//! stack; what joins VPCs, and whatever needs that, comes after them. Where accounts or Regions need one another in
//! turn there are several rounds.

use std::collections::BTreeMap;

use super::draft::{Draft, Scope};
use super::resource::{Home, Part, Resource};
use crate::export::Pace;
use crate::export::options::Layout;
use crate::export::terraform::account::Place;
use crate::model::{EntityId, VpcId};

/// A stack.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum StackId {
    /// What several VPCs of an account and Region use.
    Shared(Place),
    /// A VPC, or a piece of a large one.
    Vpc(VpcId, Piece),
    /// What joins VPCs: of an account and Region, in this round.
    Between(Place, u32),
}

/// A piece of a VPC, in the order of deploying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Piece {
    order: u8,
    /// Its name; empty when the VPC is in one piece.
    pub(super) name: &'static str,
    /// Which of several alike.
    pub(super) bucket: u32,
}

/// How finely VPCs are split, where they are.
pub(super) type Splits = BTreeMap<VpcId, u32>;

/// As fine as it gets.
pub(super) const FINEST: u32 = 7;

impl Piece {
    /// The piece of a VPC, split as finely as `split` says, that holds a resource. What decides is what the resource is
    /// of, so that another beside it moves nothing.
    fn of(split: u32, resource: &Resource) -> Piece {
        let (order, name) = match (split, resource.part) {
            (0, _) => (0, ""),
            (_, Part::Base) => (1, "network"),
            (1, Part::Subnets) => (1, "network"),
            (_, Part::Subnets) => (2, "subnets"),
            (_, Part::Filters) => (3, "filters"),
            (1, Part::Rules) => (3, "filters"),
            (_, Part::Rules) => (4, "rules"),
            (_, Part::Services) => (5, "services"),
            (_, Part::Routes) => (6, "routes"),
        };
        let many = matches!(resource.part, Part::Subnets | Part::Rules | Part::Routes) && split > 2;
        let bucket = if many { hash(resource.key.object) % (1 << (split - 2)) } else { 0 };
        Piece { order, name, bucket }
    }
}

/// The same for one id in every run and release (FNV-1a).
fn hash(id: EntityId) -> u32 {
    id.to_string().bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The stack of each resource, in their order.
pub(super) async fn place(draft: &Draft<'_>, splits: &Splits, pace: Pace<'_>) -> Vec<StackId> {
    let mut placed = Vec::with_capacity(draft.resources.len());
    for resource in &draft.resources {
        if placed.len().is_multiple_of(1000) {
            pace.done(placed.len(), draft.resources.len()).await;
        }
        let stack = of(resource, draft, &placed, splits);
        placed.push(stack);
    }
    placed
}

/// The stack of a resource; those of the earlier ones are known.
fn of(resource: &Resource, draft: &Draft<'_>, known: &[StackId], splits: &Splits) -> StackId {
    let place = draft.place(&resource.home).expect("a resource of a VPC is added once there is its scope");
    let mut needed: Vec<&StackId> = Vec::new();
    resource.needs(&mut |number| needed.extend(known.get(number.0)));
    let flat = draft.options.layout == Layout::Flat;
    match &resource.home {
        Home::Vpc(vpc) if !flat && needed.iter().all(|stack| serves(stack, *vpc, place)) => {
            StackId::Vpc(*vpc, Piece::of(splits.get(vpc).copied().unwrap_or_default(), resource))
        }
        Home::Shared(_) if !flat && needed.is_empty() => StackId::Shared(place.clone()),
        Home::Vpc(_) | Home::Shared(_) | Home::Between(_) => {
            let rounds = needed.iter().map(|stack| match stack {
                StackId::Between(at, round) if at == place => *round,
                StackId::Between(_, round) => round + 1,
                StackId::Shared(_) | StackId::Vpc(..) => 0,
            });
            StackId::Between(place.clone(), rounds.max().unwrap_or_default())
        }
    }
}

/// Can a stack of `vpc` need `stack`?
fn serves(stack: &StackId, vpc: VpcId, place: &Place) -> bool {
    match stack {
        StackId::Shared(at) => at == place,
        StackId::Vpc(of, _) => *of == vpc,
        StackId::Between(..) => false,
    }
}

impl StackId {
    /// The account and Region that it is deployed into.
    pub(super) fn place<'a>(&'a self, scopes: &'a BTreeMap<VpcId, Scope>) -> Option<&'a Place> {
        match self {
            StackId::Shared(place) | StackId::Between(place, _) => Some(place),
            StackId::Vpc(vpc, _) => scopes.get(vpc).map(|scope| &scope.place),
        }
    }
}
