use std::sync::Arc;

use serde_json::{Map, Value};

use super::is_nothing;
use crate::model::fields::{Control, Field, fields_of};
use crate::model::{Entity, Head, Kind};
use crate::ordering::Ordered;

/// A field that differs. A field that a file leaves out has its default: `false`, the first word, or `null` for nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    /// Its path in the file: `ipv4`, `tags.team`.
    pub path: String,
    /// What it was.
    pub old: Value,
    /// What it is.
    pub new: Value,
    /// Of a list: the entries that are gone.
    pub gone: Vec<Value>,
    /// Of a list: the entries that are new.
    pub fresh: Vec<Value>,
}

impl FieldChange {
    fn between(path: String, old: Value, new: Value) -> FieldChange {
        let entries = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let (gone, fresh) = if old.is_array() || new.is_array() {
            let (before, after) = (entries(&old), entries(&new));
            (without(&before, &after), without(&after, &before))
        } else {
            (Vec::new(), Vec::new())
        };
        FieldChange { path, old, new, gone, fresh }
    }

    /// Does a list have the same entries in another order?
    pub fn is_reordered(&self) -> bool {
        self.old.is_array() && self.new.is_array() && self.gone.is_empty() && self.fresh.is_empty()
    }
}

/// The entries of `these` that `those` does not have, each as often as there are more of it.
fn without(these: &[Value], those: &[Value]) -> Vec<Value> {
    let mut left: Vec<&Value> = those.iter().collect();
    let mut more = Vec::new();
    for entry in these {
        match left.iter().position(|other| *other == entry) {
            Some(at) => drop(left.swap_remove(at)),
            None => more.push(entry.clone()),
        }
    }
    more
}

/// Which fields of two maps differ.
pub(super) fn of_maps(old: &Map<String, Value>, new: &Map<String, Value>) -> Vec<FieldChange> {
    let value = |map: &Map<String, Value>, key: &str| map.get(key).cloned().unwrap_or_default();
    let keys = old.keys().chain(new.keys().filter(|key| !old.contains_key(*key)));
    let mut differing: Vec<&String> = keys.filter(|key| old.get(*key) != new.get(*key)).collect();
    differing.order();
    differing.into_iter().map(|key| FieldChange::between(key.clone(), value(old, key), value(new, key))).collect()
}

/// Which fields of an object differ; of an object that is on one side only: which are not at their default.
pub(super) fn of_entities(kind: Kind, old: Option<&Arc<Entity>>, new: Option<&Arc<Entity>>) -> Vec<FieldChange> {
    let sides = [Side::of(kind, old), Side::of(kind, new)];
    let mut found = Vec::new();
    if old.is_some() && new.is_some() {
        sides.differ("name", &mut found);
    }
    for field in fields_of(kind) {
        match field.control {
            Control::Tags | Control::Quotas => sides.entries_differ(field.path, &mut found),
            _ => sides.differ(field.path, &mut found),
        }
    }
    sides.entries_differ("tags", &mut found);
    sides.differ("aws_id", &mut found);
    sides.differ("at", &mut found);
    let none = Map::new();
    let [before, now] = sides.each_ref().map(|side| side.unknown.get("fields").and_then(Value::as_object));
    found.extend(of_maps(before.unwrap_or(&none), now.unwrap_or(&none)));
    for part in ["inside", "items"] {
        let [before, now] = sides.each_ref().map(|side| side.unknown.get(part).cloned().unwrap_or_default());
        if before != now {
            found.push(FieldChange::between(format!("unknown {part}"), before, now));
        }
    }
    for change in &mut found {
        if old.is_none() {
            (change.old, change.gone) = (Value::Null, Vec::new());
        }
        if new.is_none() {
            (change.new, change.fresh) = (Value::Null, Vec::new());
        }
    }
    found
}

/// The fields of an object on one side; at their defaults when it is not there.
struct Side {
    fields: Map<String, Value>,
    unknown: Value,
}

impl Side {
    fn of(kind: Kind, entity: Option<&Arc<Entity>>) -> Side {
        let mut fields = match entity.map(|entity| entity.body.to_value()) {
            None => Map::new(),
            Some(Ok(Value::Object(fields))) => fields,
            Some(_) => unreachable!("the fields of every kind are texts, numbers, switches, lists and maps"),
        };
        for field in fields_of(kind) {
            if let Some(value) = default_of(field) {
                fields.entry(field.path).or_insert(value);
            }
        }
        let Some(Head { name, tags, aws_id, at, unknown }) = entity.map(|entity| &entity.head) else {
            return Side { fields, unknown: Value::Null };
        };
        fields.insert("name".into(), name.as_str().into());
        fields.insert("tags".into(), tags.iter().map(|(key, value)| (key.clone(), value.as_str())).collect());
        fields.insert("aws_id".into(), aws_id.as_deref().into());
        fields.insert("at".into(), at.and_then(|at| serde_json::to_value(at).ok()).unwrap_or_default());
        Side { fields, unknown: unknown.as_deref().cloned().unwrap_or_default() }
    }
}

/// What a field is where a file leaves it out; `None` where that is nothing.
fn default_of(field: &Field) -> Option<Value> {
    match field.control {
        Control::Switch { on_by_default } => Some(on_by_default.into()),
        Control::Choice(words) => words.first().map(|(word, _)| (*word).into()),
        _ => None,
    }
}

trait Sides {
    /// Adds the change of a field, when it differs.
    fn differ(&self, path: &str, found: &mut Vec<FieldChange>);
    /// Adds the changes of the entries of a map.
    fn entries_differ(&self, path: &str, found: &mut Vec<FieldChange>);
}

impl Sides for [Side; 2] {
    fn differ(&self, path: &str, found: &mut Vec<FieldChange>) {
        let [old, new] = self.each_ref().map(|side| side.fields.get(path).cloned().unwrap_or_default());
        if old != new && !(is_nothing(&old) && is_nothing(&new)) {
            found.push(FieldChange::between(path.to_owned(), old, new));
        }
    }

    fn entries_differ(&self, path: &str, found: &mut Vec<FieldChange>) {
        let none = Map::new();
        let [old, new] = self.each_ref().map(|side| side.fields.get(path).and_then(Value::as_object).unwrap_or(&none));
        let named = |change: FieldChange| FieldChange { path: format!("{path}.{}", change.path), ..change };
        found.extend(of_maps(old, new).into_iter().map(named));
    }
}
