use serde_json::{Map, Value};

use super::soundness::newly_unsound;
use super::{Done, Draft};
use crate::editor::{Refusal, words};
use crate::model::kinds::Settings;
use crate::model::{Body, Edit, Entity, EntityId, NatGatewayId, Placement, Tags};
use crate::wording::capitalised;

/// Sets one field of one or several objects. The object is written as JSON, the value put in its place, and read again:
/// so this works for every field of every kind, and what the field does not take is refused by the type itself.
pub(super) fn set(draft: &mut Draft, ids: Vec<EntityId>, path: String, value: Value) -> Result<Done, Refusal> {
    ensure_settings(draft, &ids)?;
    if path == "name" {
        let (Value::String(name), [id]) = (&value, &*ids) else { return Err(Refusal::EmptyName) };
        return Ok(super::rename::rename(draft, *id, name.clone())?.burst(format!("field {id} name")));
    }
    // What goes with the availability of a NAT gateway follows it.
    let nats: Vec<NatGatewayId> = ids.iter().filter_map(|id| id.typed()).collect();
    if path == "availability" && nats.len() == ids.len() && !nats.is_empty() {
        let value = if value.is_null() { Value::from("zonal") } else { value };
        let availability = serde_json::from_value(value).map_err(|error| refused(&path, says(&error)))?;
        return super::nat_gateway::set_availability(draft, &nats, availability);
    }
    for id in &ids {
        let old = draft.design().entity(*id).ok_or(Refusal::NotThere(*id))?.clone();
        let new = with_field(&old, &path, &value)?;
        newly_unsound(&old.body, &new.body, &path).map_or(Ok(()), Err)?;
        refuse_dangling(draft, &old, &new, &path)?;
        draft.apply(Edit::change_entity(*id, move |entity| *entity = new.clone()))?;
    }
    let Some(first) = ids.first() else { return Err(Refusal::Nothing("changed")) };
    let field = field_words(&path);
    let what = words::objects(draft.design(), &ids);
    let label = match short(&value) {
        Some(value) => format!("Set {field} of {what} to {value}"),
        None => format!("Change {field} of {what}"),
    };
    Ok(Done::new(label).burst(format!("field {first} {} {path}", ids.len())))
}

/// The settings of the design are there as soon as somebody sets one.
pub(super) fn ensure_settings(draft: &mut Draft, ids: &[EntityId]) -> Result<(), Refusal> {
    let id = EntityId::from(Settings::id());
    if ids.contains(&id) && !draft.design().contains(id) {
        draft.apply(Edit::add(id, Entity::new("", Settings::default())))?;
    }
    Ok(())
}

/// `dns_support` as "dns support", `ipv4/0` as "ipv4".
fn field_words(path: &str) -> String {
    path.split('/').next().unwrap_or(path).replace('_', " ")
}

/// The value in a few words, when it has a few.
fn short(value: &Value) -> Option<String> {
    match value {
        Value::Bool(on) => Some(if *on { "on" } else { "off" }.to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) if !text.is_empty() && text.chars().count() <= 40 => Some(text.clone()),
        _ => None,
    }
}

fn refused(path: &str, message: impl Into<String>) -> Refusal {
    Refusal::Field { path: path.to_owned(), message: message.into(), correction: None }
}

/// The object with another value at `path`.
fn with_field(old: &Entity, path: &str, value: &Value) -> Result<Entity, Refusal> {
    let mut new = old.clone();
    let (first, rest) = path.split_once('/').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let read_error = |error: serde_json::Error| refused(path, says(&error));
    match first {
        "tags" => {
            let mut tags = serde_json::to_value(&old.head.tags).map_err(read_error)?;
            put(&mut tags, rest, value, path)?;
            new.head.tags = serde_json::from_value::<Tags>(tags).map_err(read_error)?;
        }
        "at" => {
            let mut at = serde_json::to_value(old.head.at).map_err(read_error)?;
            put(&mut at, rest, value, path)?;
            new.head.at = serde_json::from_value::<Option<Placement>>(at).map_err(read_error)?;
        }
        "aws_id" => new.head.aws_id = serde_json::from_value(value.clone()).map_err(read_error)?,
        _ => {
            let mut fields = old.body.to_value().map_err(read_error)?;
            put(&mut fields, Some(path), value, path)?;
            new.body = Body::from_value(old.kind(), fields.clone()).map_err(read_error)?;
            refuse_unknown(old, &new.body, &fields, first, path)?;
        }
    }
    Ok(new)
}

/// Serde passes over fields that it does not know: one that was set and left no trace is one of those, unless it was
/// set to its default, which is not written.
fn refuse_unknown(old: &Entity, new: &Body, asked: &Value, first: &str, path: &str) -> Result<(), Refusal> {
    let kept = new.to_value().unwrap_or_default();
    let lost = asked.get(first).is_some() && kept.get(first).is_none();
    let default = asked.get(first).is_none_or(|v| match v {
        Value::Null => true,
        Value::Bool(_) | Value::String(_) => true,
        Value::Number(number) => number.as_u64() == Some(0),
        Value::Array(list) => list.is_empty(),
        Value::Object(fields) => fields.is_empty(),
    });
    // A word may be the default of a choice; then setting it changed a field that was there before, or nothing.
    let was_there = old.body.to_value().unwrap_or_default().get(first).is_some();
    if lost && !default && !was_there {
        return Err(refused(path, format!("A {} has no field \"{first}\".", old.kind().title())));
    }
    Ok(())
}

/// What the type says about a value it does not take, as a sentence.
fn says(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or(&text).to_owned();
    let mut text = capitalised(&text);
    if !text.ends_with('.') {
        text.push('.');
    }
    text
}

/// Puts `value` at `path` of `root`; null takes it out.
fn put(root: &mut Value, path: Option<&str>, value: &Value, whole: &str) -> Result<(), Refusal> {
    let Some(path) = path else {
        *root = value.clone();
        return Ok(());
    };
    // A tag may have a slash in its key (aws:cloudformation/...): within tags the rest of the path is one key.
    let (first, rest) = match path.split_once('/') {
        Some((first, rest)) if !whole.starts_with("tags/") => (first, Some(rest)),
        _ => (path, None),
    };
    if root.is_null() {
        let list = first == "-" || first.parse::<usize>().is_ok();
        *root = if list { Value::Array(Vec::new()) } else { Value::Object(Map::new()) };
    }
    match root {
        Value::Object(fields) => {
            if rest.is_none() && value.is_null() {
                fields.remove(first);
                return Ok(());
            }
            put(fields.entry(first).or_insert(Value::Null), rest, value, whole)
        }
        Value::Array(list) => {
            let at = if first == "-" { list.len() } else { first.parse().unwrap_or(usize::MAX) };
            match at {
                at if at < list.len() && rest.is_none() && value.is_null() => {
                    list.remove(at);
                    Ok(())
                }
                at if at < list.len() => put(&mut list[at], rest, value, whole),
                at if at == list.len() && !value.is_null() => {
                    list.push(Value::Null);
                    put(&mut list[at], rest, value, whole)
                }
                _ => Err(refused(whole, format!("There is no element {first} in this list."))),
            }
        }
        _ => Err(refused(whole, format!("There is nothing at {whole}."))),
    }
}

/// A field may not name an object that is not there; one that does already may stay.
fn refuse_dangling(draft: &Draft, old: &Entity, new: &Entity, path: &str) -> Result<(), Refusal> {
    let mut before = Vec::new();
    old.body.visit_refs(&mut |r| before.push(r.target));
    let mut gone = None;
    new.body.visit_refs(&mut |r| {
        if !draft.design().contains(r.target) && !before.contains(&r.target) {
            gone = Some(r.target);
        }
    });
    gone.map_or(Ok(()), |id| Err(refused(path, Refusal::NotThere(id).to_string())))
}
