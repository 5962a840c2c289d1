use crate::ordering::{Gather, Ordered};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::diff::Diff;
use super::entity::{Entity, Kind, Noun};
use super::id::{EntityId, Slug, TypedId};

/// Counts the changes a design has seen. Analyses are memoised by it.
pub type Revision = u64;

/// An object of a file that could not be read: kept as its text, so that nothing is lost.
#[derive(Clone, Debug)]
pub struct Unread {
    /// The line in the file where the object starts, from 1.
    pub line: usize,
    /// What is wrong, as a sentence.
    pub reason: String,
    /// The object as it was written, character for character.
    pub text: String,
}

/// Unread objects are equal when their texts are: the line depends on what stands before them.
impl PartialEq for Unread {
    fn eq(&self, other: &Unread) -> bool {
        self.text == other.text
    }
}

/// The document: objects by id. Changed only through [`apply`](super::apply).
///
/// Objects are shared (`Arc`): a change copies one object, and a [`Diff`] holds the old and the new one.
#[derive(Clone, Debug, Default)]
pub struct Design {
    entities: BTreeMap<EntityId, Arc<Entity>>,
    /// (named, naming): who points at whom, kept with every change. One sorted set answers "the subnets of this VPC"
    /// with a range, because ids sort by kind.
    referrers: BTreeSet<(EntityId, EntityId)>,
    revision: Revision,
    beside: Beside,
}

/// What a file of a newer minor version says beside its objects, and this version does not know. Kept when saving.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// What a file holds beside the objects that this version reads. Kept as it was written, and saved again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beside {
    /// Objects that could not be read.
    pub unread: Arc<Vec<Unread>>,
    /// Fields of the file that this version does not know.
    pub extra: Arc<Extra>,
}

/// Two designs are equal when they hold the same objects, however they came about.
impl PartialEq for Design {
    fn eq(&self, other: &Design) -> bool {
        self.entities == other.entities && self.beside == other.beside
    }
}

impl Design {
    /// A design of these objects. Of two with one id the later stays.
    pub fn from_entities(entities: impl IntoIterator<Item = (EntityId, Entity)>) -> Design {
        let entities: BTreeMap<_, _> = entities.into_iter().map(|(id, e)| (id, Arc::new(e))).gather();
        let mut pairs = Vec::new();
        for (id, entity) in &entities {
            entity.body.visit_refs(&mut |r| pairs.push((r.target, *id)));
        }
        // Sorting first lets the set be built in one pass.
        pairs.order();
        Design { entities, referrers: pairs.into_iter().gather(), revision: 0, beside: Beside::default() }
    }

    /// The same design with the objects that its file held but that could not be read.
    pub fn with_unread(mut self, unread: Vec<Unread>) -> Design {
        self.beside.unread = Arc::new(unread);
        self
    }

    /// Objects of the file that could not be read. They are saved again as they were.
    pub fn unread(&self) -> &[Unread] {
        &self.beside.unread
    }

    /// The same design with what its file said beside the objects.
    pub fn with_extra(mut self, extra: Extra) -> Design {
        self.beside.extra = Arc::new(extra);
        self
    }

    /// What the file says beside the objects, in fields that this version does not know.
    pub fn extra(&self) -> &Extra {
        &self.beside.extra
    }

    /// All that its file holds beside the objects that were read.
    pub fn beside(&self) -> &Beside {
        &self.beside
    }

    /// How many changes it has seen.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// How many objects it has.
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// Is nothing in it?
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }

    /// Is there an object with this id?
    pub fn contains(&self, id: impl Into<EntityId>) -> bool {
        self.entities.contains_key(&id.into())
    }

    /// The object with this id.
    pub fn entity(&self, id: impl Into<EntityId>) -> Option<&Arc<Entity>> {
        self.entities.get(&id.into())
    }

    /// The fields of the object with this typed id.
    pub fn get<T: TypedId>(&self, id: T) -> Option<&T::Noun> {
        self.entity(id)?.as_noun()
    }

    /// The name of an object; its id when there is no such object, or it has no name.
    pub fn name(&self, id: impl Into<EntityId>) -> String {
        let id = id.into();
        match self.entity(id) {
            Some(entity) if !entity.head.name.is_empty() => entity.head.name.clone(),
            _ => id.to_string(),
        }
    }

    /// Every object, sorted by kind and id.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (EntityId, &Arc<Entity>)> {
        self.entities.iter().map(|(id, entity)| (*id, entity))
    }

    /// Every object of kind `kind`, by id.
    pub fn of_kind(&self, kind: Kind) -> impl DoubleEndedIterator<Item = (EntityId, &Arc<Entity>)> {
        let range = EntityId::new(kind, Slug::MIN)..=EntityId::new(kind, Slug::MAX);
        self.entities.range(range).map(|(id, entity)| (*id, entity))
    }

    /// Every object of kind `N` with its fields, by id.
    pub fn all<N: Noun>(&self) -> impl DoubleEndedIterator<Item = (N::Id, &N)> {
        self.of_kind(N::KIND).filter_map(|(id, entity)| Some((id.typed()?, entity.as_noun()?)))
    }

    /// The objects that name `target`, by id.
    pub fn referrers(&self, target: impl Into<EntityId>) -> impl Iterator<Item = EntityId> {
        let target = target.into();
        let first = EntityId::new(Kind::ALL[0], Slug::MIN);
        let last = EntityId::new(Kind::ALL[Kind::ALL.len() - 1], Slug::MAX);
        self.referrers.range((target, first)..=(target, last)).map(|(_, referrer)| *referrer)
    }

    /// The objects of kind `N` that name `target`: `design.referring::<Subnet>(vpc)` are the subnets of a VPC.
    pub fn referring<N: Noun>(&self, target: impl Into<EntityId>) -> impl Iterator<Item = (N::Id, &N)> {
        let target = target.into();
        let first = EntityId::new(N::KIND, Slug::MIN);
        let last = EntityId::new(N::KIND, Slug::MAX);
        self.referrers
            .range((target, first)..=(target, last))
            .filter_map(|(_, referrer)| Some((referrer.typed()?, self.entity(*referrer)?.as_noun()?)))
    }

    /// Puts the new side of `diff` in place and counts a revision. `Diff`s are made by [`apply`](super::apply), whose
    /// undo is the reversed diff.
    pub fn absorb(&mut self, diff: &Diff) {
        if diff.is_empty() {
            return;
        }
        for (id, change) in diff.iter() {
            if let Some(old) = self.entities.remove(&id) {
                old.body.visit_refs(&mut |r| {
                    self.referrers.remove(&(r.target, id));
                });
            }
            if let Some(new) = change.new_entity() {
                new.body.visit_refs(&mut |r| {
                    self.referrers.insert((r.target, id));
                });
                self.entities.insert(id, new.clone());
            }
        }
        if let Some(beside) = diff.new_beside() {
            self.beside.clone_from(beside);
        }
        self.revision += 1;
    }

    /// The pairs (named, naming) that the objects really hold: what the kept set must equal.
    pub(super) fn referrers_afresh(&self) -> BTreeSet<(EntityId, EntityId)> {
        let mut pairs = BTreeSet::new();
        for (id, entity) in &self.entities {
            entity.body.visit_refs(&mut |r| {
                pairs.insert((r.target, *id));
            });
        }
        pairs
    }

    /// The kept pairs (named, naming).
    pub(super) fn referrers_kept(&self) -> &BTreeSet<(EntityId, EntityId)> {
        &self.referrers
    }
}
