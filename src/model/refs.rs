use std::collections::BTreeSet;

use super::design::Design;
use super::edit::Edit;
use super::id::EntityId;

/// One object naming another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ref {
    /// The field that names it, as in the file.
    pub field: &'static str,
    /// The object that is named.
    pub target: EntityId,
    /// What becomes of the naming object when the named one is deleted.
    pub on_delete: OnDelete,
}

/// What becomes of an object when one that it names is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnDelete {
    /// It goes too: a subnet without its VPC is nothing.
    Goes,
    /// It stays and lets go of the name: a subnet without its route table follows the main one.
    LetsGo,
}

impl Ref {
    /// A reference to an owner, without which the object is nothing.
    pub fn owner<T: Into<EntityId>>(field: &'static str, target: T) -> Ref {
        Ref { field, target: target.into(), on_delete: OnDelete::Goes }
    }

    /// A reference that can be let go.
    pub fn other<T: Into<EntityId>>(field: &'static str, target: T) -> Ref {
        Ref { field, target: target.into(), on_delete: OnDelete::LetsGo }
    }
}

/// What deleting some objects takes along: the plan, to be shown before it is applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removal {
    /// Everything that goes, the chosen objects included.
    pub goes: BTreeSet<EntityId>,
    /// What stays but loses a reference.
    pub lets_go: BTreeSet<EntityId>,
}

/// Plans the removal of `chosen`: owned objects follow to any depth, other objects let go.
pub fn removal(design: &Design, chosen: impl IntoIterator<Item = EntityId>) -> Removal {
    let mut plan = Removal::default();
    let mut open: Vec<EntityId> = chosen.into_iter().filter(|id| design.contains(*id)).collect();
    plan.goes.extend(&open);
    while let Some(id) = open.pop() {
        for referrer in design.referrers(id) {
            let Some(entity) = design.entity(referrer) else { continue };
            let mut goes = false;
            entity.body.visit_refs(&mut |r| goes |= r.target == id && r.on_delete == OnDelete::Goes);
            if goes {
                if plan.goes.insert(referrer) {
                    open.push(referrer);
                }
            } else {
                plan.lets_go.insert(referrer);
            }
        }
    }
    plan.lets_go.retain(|id| !plan.goes.contains(id));
    plan
}

impl Removal {
    /// The edits that carry the plan out.
    pub fn edits(&self) -> Vec<Edit> {
        let gone = std::sync::Arc::new(self.goes.clone());
        let let_go = self.lets_go.iter().map(|id| {
            let gone = gone.clone();
            Edit::change_entity(*id, move |entity| {
                let mut named = Vec::new();
                entity.body.visit_refs(&mut |r| named.push(r.target));
                for target in named.into_iter().filter(|t| gone.contains(t)) {
                    entity.body.forget(target);
                }
            })
        });
        let_go.chain(self.goes.iter().map(|id| Edit::Remove { id: *id })).collect()
    }
}
