//! The JSON Schema of the file, made from the types.

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{Schema, json_schema};
use serde_json::{Map, Value, json};

use super::VERSION;
use crate::model::Kind;
use crate::model::schema::object;

/// The schema of a file of [`VERSION`], in the words of JSON Schema 2020-12.
///
/// It takes every file that is saved, and what [`load`](super::load) reads without a note. It knows nothing of what is
/// kept unread, and says nothing about fields that it does not know: a newer minor version adds some.
pub fn schema() -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let mut definitions = Map::new();
    for kind in Kind::ALL {
        definitions.insert(kind.key().into(), object(kind, &mut generator).to_value());
    }
    definitions.extend(generator.take_definitions(true));
    let branches = Kind::ALL.map(|kind| {
        json!({
            "if": { "properties": { "kind": { "const": kind.key() } } },
            "then": { "$ref": format!("#/$defs/{}", kind.key()) },
        })
    });
    let mut whole = json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cidraw design",
        "description": "An AWS network as cidraw keeps it: name.cidraw.json.",
        "type": "object",
        "required": ["cidraw", "objects"],
        "properties": {
            "cidraw": { "const": VERSION, "description": "The version of the format." },
            "minor": { "type": "integer", "minimum": 0, "description": "The minor version: fields that were added." },
            "objects": { "type": "array", "description": "The objects, by kind and id.", "items": { "$ref": "#/$defs/object" } },
        },
        "$defs": definitions,
    });
    whole.ensure_object()["$defs"]["object"] = json!({
        "type": "object",
        "required": ["kind", "id"],
        "properties": { "kind": { "enum": Kind::ALL.map(Kind::key).to_vec() } },
        "allOf": branches.to_vec(),
    });
    RecursiveTransform(plain_numbers).transform(&mut whole);
    whole.to_value()
}

/// JSON Schema has no `uint32`: says what fits in it by its limits.
fn plain_numbers(schema: &mut Schema) {
    let limits = match schema.get("format").and_then(Value::as_str) {
        Some("int32") => Some((i64::from(i32::MIN), i64::from(i32::MAX))),
        Some("uint8") => Some((0, i64::from(u8::MAX))),
        Some("uint16") => Some((0, i64::from(u16::MAX))),
        Some("uint32") => Some((0, i64::from(u32::MAX))),
        _ => None,
    };
    if let Some((least, most)) = limits {
        schema.remove("format");
        schema.insert("minimum".into(), least.into());
        schema.insert("maximum".into(), most.into());
    }
}
