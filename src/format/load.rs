//! Reading a file.

use std::collections::HashMap;
use std::fmt;

use serde_json::Value;
use serde_json::value::RawValue;

use super::carried::{is_picture, text_in};
use super::envelope::{Envelope, Lines, wrong};
use super::error::short;
use super::object::{self, Pairs};
use super::save::place_of;
use super::{LoadError, MINOR, MOST_UNREAD, VERSION, migrations};
use crate::model::{Design, Entity, EntityId, Extra, Unread};
use crate::ordering::Ordered;

const NOT_AN_OBJECT: &str = "this is not an object";

/// What a file held.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The design, with the objects that could not be read kept as their texts.
    pub design: Design,
    /// What a person should know about the reading, in the order of the file.
    pub notes: Vec<LoadNote>,
    /// The line, from 1, where each object that was read starts.
    pub lines: HashMap<EntityId, usize>,
}

/// Something about one place of a file. `Display` says it in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadNote {
    /// The line, from 1.
    pub line: usize,
    /// The object's id as it is written, where it has one.
    pub id: Option<String>,
    /// What there is to say, as sentences.
    pub message: String,
    /// Is it about an object that could not be read?
    pub unread: bool,
}

impl fmt::Display for LoadNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.id {
            Some(id) => write!(f, "Line {}, {id}: {}", self.line, self.message),
            None => write!(f, "Line {}: {}", self.line, self.message),
        }
    }
}

/// Reads a file of bytes, which may be a picture that carries a design; see [`load`].
///
/// # Errors
/// As [`load`], and for bytes that are neither UTF-8 nor such a picture.
pub fn load_bytes(bytes: &[u8]) -> Result<Loaded, LoadError> {
    let too_large = |bytes: usize| Err(LoadError::TooLarge { bytes });
    if bytes.len() > if is_picture(bytes) { super::LARGEST_PICTURE } else { super::LARGEST_FILE } {
        return too_large(bytes.len());
    }
    let text = text_in(bytes)?;
    if text.len() > super::LARGEST_FILE { too_large(text.len()) } else { load(&text) }
}

/// Reads a file of any version up to [`VERSION`]. A byte order mark and Windows line ends are taken.
///
/// # Errors
/// The file as a whole is not a design; see [`LoadError`]. Single objects that are wrong do not stop it.
pub fn load(text: &str) -> Result<Loaded, LoadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let envelope = Envelope::of(text)?;
    let version = version(text, &envelope)?;
    if version > VERSION {
        return Err(LoadError::Newer { version });
    }
    let objects = objects(text, &envelope)?;
    let mut reader = Reader::default();
    let mut extra = if version < VERSION {
        reader.migrated(text, version, &objects)?
    } else {
        let mut lines = Lines::of(text);
        for raw in &objects {
            reader.raw(raw, lines.line_of(raw))?;
        }
        extra(text, &envelope)?
    };
    // A file of an older minor version becomes one of ours; that of a newer one stays what it is.
    let newer = extra.get("minor").and_then(Value::as_u64).is_some_and(|minor| minor > MINOR);
    if !newer {
        extra.remove("minor");
    }
    // In the order in which they are saved, so that saving and loading changes nothing.
    reader.unread.order_by_cached_key(|unread| place_of(&unread.text));
    let design = Design::from_entities(reader.found).with_unread(reader.unread).with_extra(extra);
    Ok(Loaded { design, notes: reader.notes, lines: reader.lines })
}

/// The number behind `cidraw`.
fn version(text: &str, envelope: &Envelope<'_>) -> Result<u64, LoadError> {
    let Some(raw) = envelope.field(text, "cidraw")? else {
        return Err(LoadError::NotADesign { reason: "it has no field \"cidraw\" with the version of the format" });
    };
    raw.get().parse().map_err(|_| wrong(text, "cidraw", raw, "is not a version of the format, a whole number"))
}

/// The objects as parts of the text.
fn objects<'a>(text: &str, envelope: &Envelope<'a>) -> Result<Vec<&'a RawValue>, LoadError> {
    let Some(raw) = envelope.field(text, "objects")? else {
        return Err(LoadError::NotADesign { reason: "it has no list \"objects\"" });
    };
    serde_json::from_str(raw.get()).map_err(|_| wrong(text, "objects", raw, "is not a list"))
}

/// What else the file says.
fn extra(text: &str, envelope: &Envelope<'_>) -> Result<Extra, LoadError> {
    let mut extra = Extra::new();
    for (key, raw) in envelope.0.iter().filter(|(key, _)| key != "cidraw" && key != "objects") {
        envelope.field(text, key)?;
        let value = serde_json::from_str(raw.get())
            .map_err(|_| wrong(text, key, raw, "holds a number or a text that cannot be read"))?;
        extra.insert(key.clone(), value);
    }
    if extra.get("minor").is_some_and(|minor| !minor.is_u64()) {
        let raw = envelope.field(text, "minor")?.expect("it was just read");
        return Err(wrong(text, "minor", raw, "is not a version of the format, a whole number"));
    }
    Ok(extra)
}

/// The id of an object whose fields cannot all be read, and the first that cannot.
fn whereabouts(raw: &RawValue) -> (Option<String>, Option<String>) {
    let Ok(Envelope(fields)) = serde_json::from_str(raw.get()) else { return (None, None) };
    let mut values = fields.iter().map(|(key, raw)| (key, serde_json::from_str::<Value>(raw.get())));
    let id = values.clone().find(|(key, _)| *key == "id").and_then(|(_, value)| Some(in_short(value.ok()?.as_str()?)));
    (id, values.find(|(_, value)| value.is_err()).map(|(key, _)| key.clone()))
}

/// An id as it is written, or its start.
fn in_short(id: &str) -> String {
    id.chars().take(40).collect()
}

/// What a parser says, without the place in the part that it was given.
fn without_place(error: &serde_json::Error) -> String {
    let said = error.to_string();
    said.split(" at line ").next().unwrap_or_default().to_owned()
}

#[derive(Default)]
struct Reader {
    found: Vec<(EntityId, Entity)>,
    /// A second object with the same id is kept unread.
    lines: HashMap<EntityId, usize>,
    unread: Vec<Unread>,
    notes: Vec<LoadNote>,
}

impl Reader {
    /// Reads an object of the text, which starts at `line`.
    fn raw(&mut self, raw: &RawValue, line: usize) -> Result<(), LoadError> {
        // Windows line ends inside the text would be the only ones of the file when it is saved.
        let text = || raw.get().replace("\r\n", "\n");
        match serde_json::from_str::<Pairs>(raw.get()) {
            _ if !raw.get().starts_with('{') => self.keep(line, None, NOT_AN_OBJECT.to_owned(), text()),
            Ok(pairs) => self.object(pairs, line, text),
            Err(error) => {
                let (id, field) = whereabouts(raw);
                let field = field.map_or(String::new(), |field| format!("{}: ", short(&field)));
                self.keep(line, id, format!("{field}{}", without_place(&error)), text())
            }
        }
    }

    fn object(&mut self, pairs: Pairs, line: usize, text: impl Fn() -> String) -> Result<(), LoadError> {
        let written = || pairs.0.get("id").and_then(Value::as_str).map(in_short);
        let id = match object::id_of(&pairs.0) {
            Ok(id) => id,
            Err(reason) => return self.keep(line, written(), reason, text()),
        };
        if let Some(first) = self.lines.get(&id) {
            let reason = format!("id: the object at line {first} has this id too");
            return self.keep(line, written(), reason, text());
        }
        match object::read(id, pairs.0) {
            Ok(entity) => {
                self.lines.insert(id, line);
                self.found.push((id, entity));
                Ok(())
            }
            Err(reason) => self.keep(line, Some(id.to_string()), reason, text()),
        }
    }

    /// Keeps the text of an object that cannot be read, and says why.
    fn keep(&mut self, line: usize, id: Option<String>, reason: String, text: String) -> Result<(), LoadError> {
        let message = format!("{reason}. The object is kept as it is written.");
        self.notes.push(LoadNote { line, id, message, unread: true });
        if self.unread.len() == MOST_UNREAD {
            return Err(LoadError::TooManyUnread { first: self.notes[0].to_string() });
        }
        self.unread.push(Unread { line, reason: format!("{reason}."), text });
        Ok(())
    }

    /// Reads a file of an older version; returns what it says beside the objects.
    fn migrated(&mut self, text: &str, version: u64, objects: &[&RawValue]) -> Result<Extra, LoadError> {
        let refuse = |reason: String| LoadError::Migration { version, reason };
        let old = serde_json::from_str(text).map_err(|error| refuse(error.to_string()))?;
        let (new, message) = migrations::up(old, version).map_err(refuse)?;
        self.notes.push(LoadNote { line: 1, id: None, message, unread: false });
        let Value::Object(mut extra) = new else { return Err(refuse("it is not an object".into())) };
        extra.remove("cidraw");
        let Some(Value::Array(new_objects)) = extra.remove("objects") else {
            return Err(refuse("it has no list \"objects\"".into()));
        };
        // A migration may add and drop objects; the others are where their id was.
        let mut lines = Lines::of(text);
        let mut places = HashMap::new();
        for raw in objects {
            let line = lines.line_of(raw);
            if let Ok(Pairs(fields)) = serde_json::from_str(raw.get()) {
                places.entry(fields.get("id").cloned().unwrap_or_default().to_string()).or_insert(line);
            }
        }
        for value in new_objects {
            let line = value.get("id").and_then(|id| places.get(&id.to_string())).copied().unwrap_or(1);
            let text = value.to_string();
            match value {
                Value::Object(fields) => self.object(Pairs(fields), line, || text.clone())?,
                _ => self.keep(line, None, NOT_AN_OBJECT.to_owned(), text)?,
            }
        }
        Ok(extra)
    }
}
