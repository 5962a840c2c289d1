//! Fields that this version does not know: cut out when reading, put back when saving.
//!
//! A residue is a tree in JSON. For an object: `{"fields": {unknown fields}, "inside": {known field: residue}}`. For a
//! list: `{"items": [[the entry as this version writes it, residue, how many entries before it are the same], ...]}`;
//! entries are found again by what is known of them, so they may change places, and what was unknown of an entry goes
//! when the entry changes or goes.

use serde_json::{Map, Value, json};

use super::fields::{Step, UnknownField};

/// The residue of `value`, which this version writes as `known`, given the ways to the unknown fields.
pub(super) fn residue(value: &Value, known: &Value, unknown: &[UnknownField]) -> Option<Value> {
    let ways: Vec<&[Step]> = unknown.iter().map(Vec::as_slice).collect();
    node(value, known, &ways)
}

fn node(value: &Value, known: &Value, ways: &[&[Step]]) -> Option<Value> {
    let mut fields = Map::new();
    let mut inside = Map::new();
    let mut items = Vec::new();
    for (index, way) in ways.iter().enumerate() {
        let Some((step, rest)) = way.split_first() else { continue };
        if ways[..index].iter().any(|before| before.first() == Some(step)) {
            continue;
        }
        let below: Vec<&[Step]> = ways.iter().filter(|w| w.first() == Some(step)).map(|w| &w[1..]).collect();
        match step {
            Step::Key(key) if rest.is_empty() => {
                fields.insert(key.clone(), value.get(key).cloned().unwrap_or_default());
            }
            Step::Key(key) => {
                if let (Some(value), Some(known)) = (value.get(key), known.get(key)) {
                    inside.extend(node(value, known, &below).map(|node| (key.clone(), node)));
                }
            }
            Step::Index(at) => {
                if let (Some(value), Some(known), Some(list)) = (value.get(at), known.get(at), known.as_array())
                    && let Some(node) = node(value, known, &below)
                {
                    let before = list[..*at].iter().filter(|entry| *entry == known).count();
                    items.push(json!([known, node, before]));
                }
            }
        }
    }
    let mut made = Map::new();
    if !fields.is_empty() {
        made.insert("fields".into(), Value::Object(fields));
    }
    if !inside.is_empty() {
        made.insert("inside".into(), Value::Object(inside));
    }
    if !items.is_empty() {
        made.insert("items".into(), Value::Array(items));
    }
    (!made.is_empty()).then_some(Value::Object(made))
}

/// Puts a residue back. What is known wins.
pub(super) fn merge(known: &mut Value, residue: &Value) {
    match known {
        Value::Object(object) => {
            for (key, value) in residue.get("fields").and_then(Value::as_object).into_iter().flatten() {
                object.entry(key).or_insert_with(|| value.clone());
            }
            for (key, residue) in residue.get("inside").and_then(Value::as_object).into_iter().flatten() {
                if let Some(known) = object.get_mut(key) {
                    merge(known, residue);
                }
            }
        }
        Value::Array(list) => {
            let mut places = Vec::new();
            for item in residue.get("items").and_then(Value::as_array).into_iter().flatten() {
                let (Some(wanted), Some(residue)) = (item.get(0), item.get(1)) else { continue };
                let before = item.get(2).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
                // Where there are fewer like it now, the last one of them is it.
                let alike = list.iter().enumerate().filter(|(_, entry)| *entry == wanted).map(|(place, _)| place);
                places.extend(alike.take(before.saturating_add(1)).last().map(|place| (place, residue)));
            }
            for (place, residue) in places {
                merge(&mut list[place], residue);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
