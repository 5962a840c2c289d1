//! Writing a file: one order, one layout, so that a change of one object is a small difference in git.

use std::fmt::Write;
use std::iter::Peekable;
use std::ops::Range;
use std::sync::Arc;
use std::vec::IntoIter;

use serde_json::{Map, Value};

use super::object::{self, Pairs};
use super::{MINOR, VERSION};
use crate::model::{Design, Entity, EntityId};
use crate::ordering::Ordered;

/// How wide a list or map may be on one line.
const WIDTH: usize = 100;

/// Writes a design as a file: objects by kind and id, each a block of lines; the fields of an object in one order; a line
/// end at the end. Objects that could not be read are written as they were, behind the place of their id.
pub fn save(design: &Design) -> String {
    text(design, 0, write_object)
}

/// Saves a design again and again: an object that is what it was the last time is not worked out anew, but copied out of
/// the last text.
///
/// Law: gives what [`save`] gives.
#[derive(Default)]
pub struct Saver {
    /// What was saved last.
    text: Arc<String>,
    /// The objects in it, and where each is.
    objects: Vec<(EntityId, Arc<Entity>, Range<usize>)>,
}

impl Saver {
    /// What [`save`] writes. The text is held once, however long it is.
    pub fn save(&mut self, design: &Design) -> Arc<String> {
        let last = std::mem::take(&mut self.text);
        let mut before = std::mem::take(&mut self.objects).into_iter().peekable();
        let mut objects = Vec::with_capacity(design.len());
        let saved = text(design, last.len(), |out, id, entity| {
            while before.next_if(|(gone, ..)| *gone < id).is_some() {}
            let same = before.next_if(|(other, was, _)| *other == id && Arc::ptr_eq(was, entity));
            let start = out.len();
            match same.and_then(|(_, _, place)| last.get(place)) {
                Some(text) => *out += text,
                None => write_object(out, id, entity),
            }
            objects.push((id, entity.clone(), start..out.len()));
        });
        (self.text, self.objects) = (Arc::new(saved), objects);
        self.text.clone()
    }
}

/// The file, with objects as `object` writes them. It will be about `length` bytes long, if that is known.
fn text(design: &Design, length: usize, mut object: impl FnMut(&mut String, EntityId, &Arc<Entity>)) -> String {
    // To grow it costs twice its length for a moment, which a page never gives back.
    let length = if length == 0 { design.len() * 256 } else { length + length / 64 };
    let mut out = String::with_capacity(1_024 + length);
    let mut writing = begin(design, &mut out);
    writing.objects(&mut out, usize::MAX, &mut object);
    writing.end(&mut out);
    out
}

/// So many objects are a piece.
const PIECE: usize = 500;

/// What [`save`] writes, in pieces: a large design takes a while.
///
/// Law: together they are what [`save`] writes.
pub(super) fn pieces(design: &Design) -> impl Iterator<Item = String> {
    let mut out = String::new();
    let mut writing = Some(begin(design, &mut out));
    std::iter::from_fn(move || {
        if !writing.as_mut()?.objects(&mut out, PIECE, &mut write_object) {
            writing.take()?.end(&mut out);
        }
        Some(std::mem::take(&mut out))
    })
}

/// How many [`pieces`] there are, about.
pub(super) fn piece_count(design: &Design) -> usize {
    design.len() / PIECE + 1
}

/// A file of which some objects are written.
struct Writing<'a, I> {
    objects: I,
    unread: Peekable<IntoIter<(Place, &'a str)>>,
    first: bool,
}

/// Writes what stands before the objects.
fn begin<'a>(
    design: &'a Design,
    out: &mut String,
) -> Writing<'a, impl Iterator<Item = (EntityId, &'a Arc<Entity>)> + use<'a>> {
    let minor = design.extra().get("minor").cloned().unwrap_or(MINOR.into());
    let _ = write!(out, "{{\n  \"cidraw\": {VERSION},\n  \"minor\": {minor},\n");
    for (key, value) in design.extra().iter().filter(|(key, _)| *key != "minor") {
        let _ = write!(out, "  {}: ", Value::from(key.as_str()));
        layout(out, value, 2);
        *out += ",\n";
    }
    *out += "  \"objects\": [";

    let mut unread: Vec<(Place, &str)> =
        design.unread().iter().map(|unread| (place_of(&unread.text), unread.text.as_str())).collect();
    unread.order_by_key(|(place, _)| *place);
    Writing { objects: design.iter(), unread: unread.into_iter().peekable(), first: true }
}

impl<'a, I: Iterator<Item = (EntityId, &'a Arc<Entity>)>> Writing<'a, I> {
    /// Writes the next objects, at most so many, as `object` does. Are there more?
    fn objects(
        &mut self,
        out: &mut String,
        most: usize,
        object: &mut impl FnMut(&mut String, EntityId, &Arc<Entity>),
    ) -> bool {
        for _ in 0..most {
            let Some((id, entity)) = self.objects.next() else { return false };
            while let Some((_, text)) = self.unread.next_if(|(place, _)| *place < (false, Some(id))) {
                self.between(out);
                *out += text;
            }
            self.between(out);
            object(out, id, entity);
        }
        true
    }

    fn between(&mut self, out: &mut String) {
        *out += if std::mem::take(&mut self.first) { "\n    " } else { ",\n    " };
    }

    /// Writes what stands behind the objects.
    fn end(mut self, out: &mut String) {
        while let Some((_, text)) = self.unread.next() {
            self.between(out);
            *out += text;
        }
        *out += if self.first { "]\n}\n" } else { "\n  ]\n}\n" };
    }
}

fn write_object(out: &mut String, id: EntityId, entity: &Arc<Entity>) {
    *out += "{\n";
    let fields = object::write(id, entity);
    for (index, (key, value)) in fields.iter().enumerate() {
        let _ = write!(out, "      {}: ", Value::from(key.as_str()));
        layout(out, value, 6);
        *out += if index + 1 < fields.len() { ",\n" } else { "\n" };
    }
    *out += "    }";
}

/// Where an object that could not be read stands: behind the one with its id; at the end, when it has none.
pub(super) type Place = (bool, Option<EntityId>);

/// The place of an object that could not be read.
pub(super) fn place_of(text: &str) -> Place {
    let id = serde_json::from_str(text).ok().and_then(|Pairs(fields)| object::id_of(&fields).ok());
    (id.is_none(), id)
}

/// Writes a value whose line is indented by `indent`: on one line when it is short and holds no list or map, else an
/// entry a line.
fn layout(out: &mut String, value: &Value, indent: usize) {
    match value {
        Value::Array(items) if !items.is_empty() => {
            let entries: Vec<(String, &Value)> = items.iter().map(|item| (String::new(), item)).collect();
            entries_in(out, &entries, ['[', ']'], indent);
        }
        Value::Object(items) if !items.is_empty() => {
            entries_in(out, &pairs(items), ['{', '}'], indent);
        }
        other => {
            let _ = write!(out, "{other}");
        }
    }
}

fn pairs(items: &Map<String, Value>) -> Vec<(String, &Value)> {
    items.iter().map(|(key, value)| (format!("{}: ", Value::from(key.as_str())), value)).collect()
}

fn entries_in(out: &mut String, entries: &[(String, &Value)], [open, close]: [char; 2], indent: usize) {
    if entries.iter().all(|(_, value)| !value.is_array() && !value.is_object()) {
        let line: Vec<String> = entries.iter().map(|(key, value)| format!("{key}{value}")).collect();
        let line = line.join(", ");
        if line.len() + indent <= WIDTH {
            let space = if open == '{' { " " } else { "" };
            let _ = write!(out, "{open}{space}{line}{space}{close}");
            return;
        }
    }
    out.push(open);
    for (index, (key, value)) in entries.iter().enumerate() {
        out.push_str(if index > 0 { ",\n" } else { "\n" });
        let _ = write!(out, "{:1$}{key}", "", indent + 2);
        layout(out, value, indent + 2);
    }
    let _ = write!(out, "\n{:1$}{close}", "", indent);
}
