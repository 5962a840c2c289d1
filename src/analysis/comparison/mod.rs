//! How one design differs from another: objects, fields, and the addresses that came free or were taken.

mod addresses;
mod fields;
mod words;

pub use addresses::{AddressChange, Owner};
pub use fields::FieldChange;
pub use words::value_words;

use std::collections::BTreeMap;

use serde_json::Value;

use super::replacement::{Replacement, replacements};
use crate::model::{Change, Design, Diff, EntityId, Unread};

/// How a design differs from an older one. Objects are the same when their ids are: what it is called may change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The objects that were added, removed or changed, in the order of files.
    pub objects: Vec<ObjectChange>,
    /// Addresses that had an owner before and have none of that kind now, in address order.
    pub freed: Vec<AddressChange>,
    /// Addresses that have an owner now and had none of that kind before, in address order.
    pub taken: Vec<AddressChange>,
    /// What AWS would make anew for it, if it is there already.
    pub replaced: Vec<Replacement>,
    /// What the files say beside the objects.
    pub file: Vec<FieldChange>,
    /// Objects that could not be read, and are not in the new file.
    pub unread_gone: Vec<Unread>,
    /// Objects that cannot be read, and were not in the old file.
    pub unread_new: Vec<Unread>,
}

/// What happened to an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Happened {
    /// It was not there before.
    Added,
    /// It is not there any more.
    Removed,
    /// Some of its fields are different.
    Changed,
}

impl Happened {
    /// The word for it in documents: `added`.
    pub const fn key(self) -> &'static str {
        match self {
            Happened::Added => "added",
            Happened::Removed => "removed",
            Happened::Changed => "changed",
        }
    }
}

/// An object that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectChange {
    /// Which.
    pub id: EntityId,
    /// What happened to it.
    pub happened: Happened,
    /// What it is called now; what it was called, when it is gone; its id when it has no name.
    pub name: String,
    /// What it was called before, when that was something else.
    pub was_called: Option<String>,
    /// Its fields that differ, the most telling first. Of an added or a removed object: all that are not at their
    /// default, without its name.
    pub fields: Vec<FieldChange>,
}

impl ObjectChange {
    fn of(id: EntityId, change: &Change, old: &Design, new: &Design) -> ObjectChange {
        let (happened, design) = match change {
            Change::Added(_) => (Happened::Added, new),
            Change::Removed(_) => (Happened::Removed, old),
            Change::Updated(..) => (Happened::Changed, new),
        };
        let name = design.name(id);
        let was_called = Some(old.name(id)).filter(|before| happened == Happened::Changed && *before != name);
        let fields = fields::of_entities(id.kind, change.old_entity(), change.new_entity());
        ObjectChange { id, happened, name, was_called, fields }
    }
}

impl Comparison {
    /// How `new` differs from `old`.
    ///
    /// Law: empty exactly when the two are equal, and the other way round what was added is removed, what was freed is
    /// taken.
    pub fn of(old: &Design, new: &Design) -> Comparison {
        let diff = Diff::between(old, new);
        Comparison {
            objects: diff.iter().map(|(id, change)| ObjectChange::of(id, change, old, new)).collect(),
            freed: addresses::only_in(old, new),
            taken: addresses::only_in(new, old),
            replaced: replacements(old, &diff),
            file: fields::of_maps(old.extra(), new.extra()),
            unread_gone: unread_only_in(old, new),
            unread_new: unread_only_in(new, old),
        }
    }

    /// Is there no difference?
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty() && self.file.is_empty() && self.unread_gone.is_empty() && self.unread_new.is_empty()
    }

    /// How many objects this happened to.
    pub fn count(&self, happened: Happened) -> usize {
        self.objects.iter().filter(|object| object.happened == happened).count()
    }
}

/// The unread objects of `these` that `those` does not have, each as often as there are more of it.
fn unread_only_in(these: &Design, those: &Design) -> Vec<Unread> {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    those.unread().iter().for_each(|unread| *left.entry(&unread.text).or_insert(0) += 1);
    let lone = these.unread().iter().filter(|unread| match left.get_mut(unread.text.as_str()) {
        Some(more) if *more > 0 => {
            *more -= 1;
            false
        }
        _ => true,
    });
    lone.cloned().collect()
}

/// Is it the value of a field that is left out?
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(items) => items.is_empty(),
        Value::String(text) => text.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}
