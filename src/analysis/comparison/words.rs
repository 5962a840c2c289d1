use serde_json::Value;

use super::is_nothing;
use crate::model::fields::{Control, Field, fields_of};
use crate::model::{Design, EntityId, Kind};

/// The value of a field in words: objects by name and id, entries with the names of their fields, nothing as `none`.
/// `path` is the field of an object of `kind`; `design` is where the objects are.
pub fn value_words(design: &Design, kind: Kind, path: &str, value: &Value) -> String {
    let field = fields_of(kind).iter().find(|field| field.path == path);
    words(design, field.map(|field| &field.control), value)
}

fn words(design: &Design, control: Option<&Control>, value: &Value) -> String {
    match value {
        _ if is_nothing(value) => "none".to_owned(),
        Value::String(text) => match control {
            Some(Control::Ref(_) | Control::Refs(_) | Control::Peer { .. }) => object(design, text),
            _ => plain(text),
        },
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| words(design, control, item)).collect();
            items.join(if value[0].is_object() { "; " } else { ", " })
        }
        Value::Object(items) => {
            let inner: &[Field] = match control {
                Some(Control::Entries(fields)) => fields,
                _ => &[],
            };
            let known =
                inner.iter().filter_map(|field| items.get_key_value(field.path).map(|item| (item, Some(field))));
            let other = items.iter().filter(|(key, _)| inner.iter().all(|field| field.path != *key));
            let all = known.chain(other.map(|item| (item, None)));
            let all: Vec<String> = all
                .map(|((key, value), field)| {
                    format!("{} {}", plain(key), words(design, field.map(|field| &field.control), value))
                })
                .collect();
            all.join(", ")
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// An object as `name (id)`.
fn object(design: &Design, text: &str) -> String {
    match text.parse::<EntityId>().ok().filter(|id| design.contains(*id)) {
        Some(id) if design.name(id) != text => format!("{} ({id})", plain(&design.name(id))),
        _ => plain(text),
    }
}

/// A text as it is; in quotation marks when it could not be told from what stands around it, or would move the cursor.
fn plain(text: &str) -> String {
    let odd = |c: char| {
        c.is_control() || matches!(c, '"' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if text.is_empty() || text.contains(odd) || text.trim() != text {
        Value::from(text).to_string()
    } else {
        text.to_owned()
    }
}
