//! One object of a file, from and to JSON.

use std::cell::RefCell;
use std::fmt;

use serde::Deserialize;
use serde::de::{Error as _, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::LONGEST_TEXT;
use super::error::short;
use super::fields::{self, UnknownField};
use super::residue;
use crate::model::{Body, Entity, EntityId, Head, Kind};

/// What objects have whatever their kind, in the order written; the fields of the kind stand between `name` and `tags`.
const FIRST: [&str; 3] = ["kind", "id", "name"];
const LAST: [&str; 3] = ["tags", "aws_id", "at"];

/// The fields of one object; a field that is written twice is refused.
#[derive(Debug, Default)]
pub(super) struct Pairs(pub Map<String, Value>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Pairs, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Pairs;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs = Map::new();
                while let Some((key, value)) = map.next_entry::<String, Value>()? {
                    if pairs.contains_key(&key) {
                        let key = short(&key);
                        return Err(A::Error::custom(format_args!("the field \"{key}\" is written twice")));
                    }
                    pairs.insert(key, value);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

/// The kind and the id of an object, as far as they can be read.
pub(super) fn id_of(fields: &Map<String, Value>) -> Result<EntityId, String> {
    let text = |key: &str| match fields.get(key) {
        None => Err(format!("it has no \"{key}\"")),
        Some(Value::String(text)) => Ok(text.as_str()),
        Some(_) => Err(format!("{key}: this is not a text")),
    };
    let (kind, id) = (text("kind")?, text("id")?);
    let kind =
        Kind::from_key(kind).ok_or_else(|| format!("kind: there is no kind \"{}\" in this version", short(kind)))?;
    let id: EntityId = id.parse().map_err(|error| format!("id: {error}").trim_end_matches('.').to_owned())?;
    if id.kind != kind {
        return Err(format!("id: {id} names a {}, but the kind is {}", id.kind.title(), kind.key()));
    }
    Ok(id)
}

/// Reads the object with the id `id`.
///
/// # Errors
/// What is wrong, without a full stop.
pub(super) fn read(id: EntityId, mut fields: Map<String, Value>) -> Result<Entity, String> {
    if let Some(key) =
        fields.iter().find(|(key, value)| key.len() > LONGEST_TEXT || too_long(value)).map(|(key, _)| key)
    {
        return Err(format!("{}: a text in it is longer than {LONGEST_TEXT} bytes", short(key)));
    }
    let unknown = RefCell::default();
    let mut parts = Map::new();
    for key in FIRST.into_iter().chain(LAST) {
        if let Some((key, value)) = fields.remove_entry(key) {
            parts.insert(key, value);
        }
    }
    let say = |error: fields::FieldError| error.to_string();
    let mut head = Head::default();
    if let Some(name) = parts.get("name") {
        head.name = fields::read(name, Some("name"), &unknown).map_err(say)?;
    }
    if let Some(tags) = parts.get("tags") {
        head.tags = fields::read(tags, Some("tags"), &unknown).map_err(say)?;
    }
    if let Some(aws_id) = parts.get("aws_id") {
        head.aws_id = fields::read(aws_id, Some("aws_id"), &unknown).map_err(say)?;
    }
    if let Some(at) = parts.get("at") {
        head.at = fields::read(at, Some("at"), &unknown).map_err(say)?;
    }
    let whole = Value::Object(fields);
    let body = fields::read_with(&whole, &unknown, |from| Body::deserialize(id.kind, from)).map_err(say)?;
    let mut entity = Entity { head, body };
    let unknown: Vec<UnknownField> = unknown.into_inner();
    if !unknown.is_empty() {
        let Value::Object(mut whole) = whole else { unreachable!("it was made one above") };
        whole.extend(parts);
        let known = Value::Object(known(id, &entity));
        entity.head.unknown = residue::residue(&Value::Object(whole), &known, &unknown).map(Box::new);
    }
    Ok(entity)
}

fn too_long(value: &Value) -> bool {
    match value {
        Value::String(text) => text.len() > LONGEST_TEXT,
        Value::Array(items) => items.iter().any(too_long),
        Value::Object(items) => items.iter().any(|(key, value)| key.len() > LONGEST_TEXT || too_long(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// What this version knows of an object.
fn known(id: EntityId, entity: &Entity) -> Map<String, Value> {
    let mut fields = match entity.body.to_value() {
        Ok(Value::Object(fields)) => fields,
        _ => unreachable!("the fields of every kind are texts, numbers, switches, lists and maps"),
    };
    let head = &entity.head;
    fields.insert("kind".into(), id.kind.key().into());
    fields.insert("id".into(), id.to_string().into());
    fields.insert("name".into(), head.name.as_str().into());
    if !head.tags.is_empty() {
        let tags = head.tags.iter().map(|(key, value)| (key.clone(), value.as_str().into())).collect();
        fields.insert("tags".into(), Value::Object(tags));
    }
    if let Some(aws_id) = &head.aws_id {
        fields.insert("aws_id".into(), aws_id.as_str().into());
    }
    if let Some(at) = head.at {
        let mut place = Map::new();
        place.insert("x".into(), at.x.into());
        place.insert("y".into(), at.y.into());
        place.extend(at.w.map(|w| ("w".into(), w.into())));
        place.extend(at.h.map(|h| ("h".into(), h.into())));
        place.extend(at.locked.then(|| ("locked".into(), true.into())));
        fields.insert("at".into(), Value::Object(place));
    }
    fields
}

/// The fields of an object in the order written.
pub(super) fn write(id: EntityId, entity: &Entity) -> Vec<(String, Value)> {
    let mut fields = Value::Object(known(id, entity));
    if let Some(unknown) = &entity.head.unknown {
        residue::merge(&mut fields, unknown);
    }
    let Value::Object(mut fields) = fields else { unreachable!("merging keeps an object one") };
    let mut take = |key: &str| fields.remove_entry(key);
    let mut ordered: Vec<_> = FIRST.iter().filter_map(|key| take(key)).collect();
    let last: Vec<_> = LAST.iter().filter_map(|key| take(key)).collect();
    ordered.extend(fields);
    ordered.extend(last);
    ordered
}
