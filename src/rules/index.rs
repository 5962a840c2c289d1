//! The indexes behind a [`Context`](super::Context), kept with every change.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::census::{Brief, Census};
use super::context::Read;
use super::home::{home, home_of};
use super::household::Household;
use super::network::Network;
use crate::model::{Change, Design, Diff, Entity, EntityId, Kind, VpcId};

/// Who lives where, each VPC's network, and all VPCs in brief.
///
/// Law: `absorb`ing the diffs of any edits leaves the same index as `new` makes of the design that they lead to.
#[derive(Clone, Debug, Default)]
pub struct Index {
    homes: BTreeMap<EntityId, Household>,
    members: BTreeMap<EntityId, BTreeSet<EntityId>>,
    home_of: BTreeMap<EntityId, EntityId>,
    census: Census,
}

/// What a change made stale.
#[derive(Clone, Debug, Default)]
pub struct Dirty {
    /// Homes in which something changed, came or went.
    pub homes: BTreeSet<EntityId>,
    /// What checks may have read that is different now.
    pub reads: BTreeSet<Read>,
}

impl Dirty {
    fn home(&mut self, home: EntityId) {
        self.homes.insert(home);
        self.reads.insert(Read::Home(home));
    }
}

impl Index {
    /// The index of a design.
    pub fn new(design: &Design) -> Index {
        let mut index = Index::default();
        for (id, entity) in design.iter() {
            index.settle(id, Some(home_of(design, id, entity)));
        }
        let homes: Vec<EntityId> = index.members.keys().copied().collect();
        for home in homes {
            index.rebuild(design, home);
        }
        index
    }

    /// Follows a change. `design` is the design after it.
    pub fn absorb(&mut self, design: &Design, diff: &Diff) -> Dirty {
        let mut dirty = Dirty::default();
        for (id, change) in diff.iter().filter(|(_, change)| matters(change)) {
            self.resettle(design, id, &mut dirty);
            let sides = [change.old_entity(), change.new_entity()];
            if sides.contains(&None) {
                // Who read that it was not there noted its own id.
                dirty.reads.insert(Read::Home(id));
            }
            for entity in sides.into_iter().flatten() {
                entity.body.visit_refs(&mut |r| {
                    dirty.reads.insert(Read::Namers(r.target));
                });
            }
            // What is found through a subnet or a workload moves with it.
            if matches!(id.kind, Kind::Subnet | Kind::Workload) {
                let through: Vec<EntityId> = design.referrers(id).collect();
                for referrer in through {
                    if self.home_of.get(&referrer) != Some(&home(design, referrer)) {
                        self.resettle(design, referrer, &mut dirty);
                    }
                }
            }
        }
        if diff.new_beside().is_some() {
            dirty.reads.insert(Read::Beside);
        }
        let mut census_changed = false;
        for home in &dirty.homes {
            census_changed |= home.kind != Kind::Vpc;
            census_changed |= self.rebuild(design, *home);
        }
        if census_changed {
            dirty.reads.insert(Read::Census);
        }
        dirty
    }

    /// The objects of a home.
    pub fn household(&self, home: EntityId) -> Option<&Household> {
        self.homes.get(&home)
    }

    /// Every home that something lives in.
    pub fn homes(&self) -> impl Iterator<Item = EntityId> {
        self.homes.keys().copied()
    }

    /// The home of an object; its own id when it is not in the design.
    pub fn home_of(&self, id: EntityId) -> EntityId {
        self.home_of.get(&id).copied().unwrap_or(id)
    }

    /// A VPC and what stands in it. Also there for a VPC that is only named.
    pub fn network(&self, vpc: VpcId) -> Option<&Arc<Network>> {
        self.household(vpc.into())?.network()
    }

    /// All VPCs in brief.
    pub fn census(&self) -> &Census {
        &self.census
    }

    /// Puts an object into its home of now; its old and new homes are dirty.
    fn resettle(&mut self, design: &Design, id: EntityId, dirty: &mut Dirty) {
        if let Some(old) = self.home_of.get(&id) {
            dirty.home(*old);
        }
        let new = design.contains(id).then(|| home(design, id));
        if let Some(new) = new {
            dirty.home(new);
        }
        self.settle(id, new);
    }

    fn settle(&mut self, id: EntityId, new: Option<EntityId>) {
        let old = match new {
            Some(home) => self.home_of.insert(id, home),
            None => self.home_of.remove(&id),
        };
        if old == new {
            return;
        }
        if let Some(members) = old.and_then(|home| self.members.get_mut(&home)) {
            members.remove(&id);
        }
        if let Some(home) = new {
            self.members.entry(home).or_default().insert(id);
        }
    }

    /// Makes a home anew from its members. Says whether the census changed.
    fn rebuild(&mut self, design: &Design, home: EntityId) -> bool {
        let members: Vec<(EntityId, Arc<Entity>)> = match self.members.get(&home) {
            Some(ids) => ids.iter().filter_map(|id| Some((*id, design.entity(*id)?.clone()))).collect(),
            None => Vec::new(),
        };
        let household = Household::new(home, members);
        let brief = Brief::of(&household);
        if self.members.get(&home).is_none_or(BTreeSet::is_empty) {
            self.members.remove(&home);
            self.homes.remove(&home);
        } else {
            self.homes.insert(home, household);
        }
        home.typed::<VpcId>().is_some_and(|vpc| self.census.put(vpc, brief))
    }
}

/// Is more different than where the object is drawn?
fn matters(change: &Change) -> bool {
    match change {
        Change::Added(_) | Change::Removed(_) => true,
        Change::Updated(old, new) => {
            old.body != new.body
                || old.head.name != new.head.name
                || old.head.tags != new.head.tags
                || old.head.aws_id != new.head.aws_id
        }
    }
}
