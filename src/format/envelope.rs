//! The outermost object of a file, taken apart without reading what is in it.

use std::fmt;

use serde::Deserialize;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;

use super::error::short;
use super::{DEEPEST, LARGEST_FILE, LoadError};

/// The fields of the file in the order written, each a part of the text.
#[derive(Debug)]
pub(super) struct Envelope<'a>(pub Vec<(String, &'a RawValue)>);

impl<'a> Envelope<'a> {
    /// # Errors
    /// Too large, empty, too deep, not JSON, cut off, or not an object.
    pub fn of(text: &'a str) -> Result<Envelope<'a>, LoadError> {
        if text.len() > LARGEST_FILE {
            return Err(LoadError::TooLarge { bytes: text.len() });
        }
        if text.trim().is_empty() {
            return Err(LoadError::Empty);
        }
        refuse_depth(text)?;
        serde_json::from_str(text).map_err(|error| {
            // `[workspace]` is refused for its bracket, but what is wrong with it is that it is not JSON.
            let error = serde_json::from_str::<IgnoredAny>(text).err().unwrap_or(error);
            let (line, column) = (error.line(), error.column());
            match error.classify() {
                Category::Eof => LoadError::Truncated { line, column },
                Category::Data => LoadError::NotADesign { reason: "it is not an object" },
                Category::Syntax | Category::Io => {
                    let reason = error.to_string();
                    let reason = reason.split(" at line ").next().unwrap_or_default().to_owned();
                    LoadError::NotJson { line, column, reason }
                }
            }
        })
    }

    /// The value of a field.
    ///
    /// # Errors
    /// It is written twice.
    pub fn field(&self, text: &str, name: &str) -> Result<Option<&'a RawValue>, LoadError> {
        let mut found = self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| *value);
        match (found.next(), found.next()) {
            (first, None) => Ok(first),
            (_, Some(second)) => Err(wrong(text, name, second, "is written twice")),
        }
    }
}

/// The refusal of a field of the file.
pub(super) fn wrong(text: &str, field: &str, value: &RawValue, reason: &'static str) -> LoadError {
    LoadError::Field { field: short(field).to_owned(), line: Lines::of(text).line_of(value), reason }
}

impl<'de> Deserialize<'de> for Envelope<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Envelope<'de>, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Envelope<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Envelope<'de>, A::Error> {
                let mut fields = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    fields.push(entry);
                }
                Ok(Envelope(fields))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

/// Counts brackets outside of texts, so that no parser has to recurse into a hostile file.
fn refuse_depth(text: &str) -> Result<(), LoadError> {
    let (mut depth, mut in_text, mut escaped) = (0usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'{' | b'[' if !in_text => depth += 1,
            b'}' | b']' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            let before = &text[..at];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
            return Err(LoadError::TooDeep { line, column });
        }
    }
    Ok(())
}

/// Line numbers of parts of a text, asked for from front to back.
pub(super) struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    pub fn of(text: &'a str) -> Lines<'a> {
        Lines { text, at: 0, line: 1 }
    }

    /// The line, from 1, where a part of the text starts.
    pub fn line_of(&mut self, part: &RawValue) -> usize {
        let offset = (part.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let offset = offset.min(self.text.len());
        if offset < self.at {
            (self.at, self.line) = (0, 1);
        }
        self.line += self.text.as_bytes()[self.at..offset].iter().filter(|byte| **byte == b'\n').count();
        self.at = offset;
        self.line
    }
}
