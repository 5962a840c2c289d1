use std::collections::BTreeMap;
use std::sync::Arc;

use super::design::{Beside, Design};
use super::entity::Entity;
use super::id::EntityId;
use crate::ordering::Gather;

/// What happened to one object. The sides are shared with the design, not copied.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// It was not there before.
    Added(Arc<Entity>),
    /// It was, and is, but different.
    Updated(Arc<Entity>, Arc<Entity>),
    /// It is not there any more.
    Removed(Arc<Entity>),
}

impl Change {
    fn between(old: Option<Arc<Entity>>, new: Option<Arc<Entity>>) -> Option<Change> {
        match (old, new) {
            (None, None) => None,
            (None, Some(new)) => Some(Change::Added(new)),
            (Some(old), None) => Some(Change::Removed(old)),
            (Some(old), Some(new)) if Arc::ptr_eq(&old, &new) || old == new => None,
            (Some(old), Some(new)) => Some(Change::Updated(old, new)),
        }
    }

    /// The object as it was.
    pub fn old_entity(&self) -> Option<&Arc<Entity>> {
        match self {
            Change::Added(_) => None,
            Change::Updated(old, _) | Change::Removed(old) => Some(old),
        }
    }

    /// The object as it is now.
    pub fn new_entity(&self) -> Option<&Arc<Entity>> {
        match self {
            Change::Added(new) | Change::Updated(_, new) => Some(new),
            Change::Removed(_) => None,
        }
    }
}

/// The difference of two states of a design, by object, and in what its file holds beside them: the unit of undo, of screen updates and of what analyses
/// must look at again.
///
/// Laws: `d.reverse().reverse() == d`; absorbing `d` and then `d.reverse()` restores the design; absorbing
/// `a.squash(b)` equals absorbing `a`, then `b`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diff {
    changes: BTreeMap<EntityId, Change>,
    /// What the file held beside the objects, and what it holds now. Rare: only opening and going back change it.
    beside: Option<Box<(Beside, Beside)>>,
}

impl Diff {
    /// The difference of one object.
    pub fn of(id: EntityId, old: Option<Arc<Entity>>, new: Option<Arc<Entity>>) -> Diff {
        let changes = Change::between(old, new).map(|change| (id, change)).into_iter().gather();
        Diff { changes, beside: None }
    }

    /// The difference of what the file holds beside the objects.
    pub fn of_beside(old: &Beside, new: &Beside) -> Diff {
        let beside = (old != new).then(|| Box::new((old.clone(), new.clone())));
        Diff { changes: BTreeMap::new(), beside }
    }

    /// Did nothing change?
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.beside.is_none()
    }

    /// What the file holds now beside the objects, if that changed.
    pub fn new_beside(&self) -> Option<&Beside> {
        self.beside.as_deref().map(|(_, new)| new)
    }

    /// How many objects changed.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Each changed object.
    pub fn iter(&self) -> impl Iterator<Item = (EntityId, &Change)> {
        self.changes.iter().map(|(id, change)| (*id, change))
    }

    /// What happened to this object, if anything.
    pub fn get(&self, id: EntityId) -> Option<&Change> {
        self.changes.get(&id)
    }

    /// The difference the other way round: what undo absorbs.
    pub fn reverse(&self) -> Diff {
        let turn = |change: &Change| match change {
            Change::Added(e) => Change::Removed(e.clone()),
            Change::Updated(old, new) => Change::Updated(new.clone(), old.clone()),
            Change::Removed(e) => Change::Added(e.clone()),
        };
        // To copy a map and change its values is much quicker than to fill one.
        let mut back = self.clone();
        back.changes.values_mut().for_each(|change| *change = turn(change));
        back.beside = self.beside.as_deref().map(|(old, new)| Box::new((new.clone(), old.clone())));
        back
    }

    /// Does this difference lead back to where `before` began?
    pub fn undoes(&self, before: &Diff) -> bool {
        let same = |a: Option<&Arc<Entity>>, b: Option<&Arc<Entity>>| match (a, b) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b) || a == b,
            (a, b) => a.is_none() && b.is_none(),
        };
        let backwards = |((here, change), (there, before)): ((&EntityId, &Change), (&EntityId, &Change))| {
            here == there && same(change.new_entity(), before.old_entity())
        };
        let beside = match (self.beside.as_deref(), before.beside.as_deref()) {
            (Some((_, now)), Some((then, _))) => now == then,
            (now, then) => now.is_none() && then.is_none(),
        };
        beside && self.len() == before.len() && self.changes.iter().zip(&before.changes).all(backwards)
    }

    /// This difference and then `later`, as one. Objects that end as they began drop out.
    pub fn squash(mut self, later: Diff) -> Diff {
        if self.is_empty() {
            return later;
        }
        for (id, then) in later.changes {
            let first = match self.changes.remove(&id) {
                None => then,
                Some(before) => match Change::between(before.old_entity().cloned(), then.new_entity().cloned()) {
                    None => continue,
                    Some(change) => change,
                },
            };
            self.changes.insert(id, first);
        }
        self.beside = match (self.beside.take(), later.beside) {
            (before, None) => before,
            (None, then) => then,
            (Some(before), Some(then)) => Diff::of_beside(&before.0, &then.1).beside,
        };
        self
    }

    /// The difference that leads from `old` to `new`.
    pub fn between(old: &Design, new: &Design) -> Diff {
        let mut diff = Diff::of_beside(old.beside(), new.beside());
        for (id, entity) in old.iter() {
            diff = diff.squash(Diff::of(id, Some(entity.clone()), new.entity(id).cloned()));
        }
        for (id, entity) in new.iter().filter(|(id, _)| !old.contains(*id)) {
            diff = diff.squash(Diff::of(id, None, Some(entity.clone())));
        }
        diff
    }
}
