//! Names that carry the id of their object: how it is found out which resource stands for what, whatever it is called.
//!
//! Addresses in code are put together from keys, by every noun in its own way. Exported with traced names, each key in an
//! address says both what it is in the code and whose it is: `⟦app‖rtb-x7k2⟧ 0.0.0.0/0`. No noun has to be told.

use std::borrow::Cow;

use crate::model::{Design, Entity, EntityId};

/// Stand around the two halves of a traced key. Unicode keeps these for use inside a program: no text has them.
/// <https://www.unicode.org/faq/private_use.html#noncharacters>
const OPEN: char = '\u{fdd0}';
const HALF: char = '\u{fdd1}';
const CLOSE: char = '\u{fdd2}';

const MARKS: [char; 3] = [OPEN, HALF, CLOSE];

/// The design without such characters in names, where somebody put them there after all.
pub(super) fn plain(design: &Design) -> Cow<'_, Design> {
    let is_marked = |entity: &Entity| entity.head.name.contains(MARKS);
    if !design.iter().any(|(_, entity)| is_marked(entity)) {
        return Cow::Borrowed(design);
    }
    Cow::Owned(with_names(design, |name| name.replace(MARKS, "\u{fffd}")))
}

/// The design with names that make [`keys`](super::object::keys) carry ids. It has to be a plain one.
pub(super) fn traced(design: &Design) -> Design {
    with_names(design, |name| format!("{name}{CLOSE}"))
}

fn with_names(design: &Design, name: impl Fn(&str) -> String) -> Design {
    let named = |entity: &Entity| {
        let mut entity = entity.clone();
        entity.head.name = name(&entity.head.name);
        entity
    };
    let unread = design.unread().to_vec();
    Design::from_entities(design.iter().map(|(id, entity)| (id, named(entity)))).with_unread(unread)
}

/// A name as it is written, and whether it is traced.
pub(super) fn untraced(name: &str) -> (&str, bool) {
    name.strip_suffix(CLOSE).map_or((name, false), |name| (name, true))
}

/// `key` with the id of its object.
pub(super) fn key(key: &str, id: EntityId) -> String {
    format!("{OPEN}{key}{HALF}{id}{CLOSE}")
}

/// What a text with traced keys says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Read {
    /// The text as it is in the code.
    pub(super) shown: String,
    /// The text with ids for keys.
    pub(super) meant: String,
    /// The first object that it names.
    pub(super) object: Option<EntityId>,
}

/// Takes a text with traced keys apart.
pub(super) fn read(text: &str) -> Read {
    let mut read = Read::default();
    let mut rest = text;
    while let Some((before, key, id, after)) = next(rest) {
        read.shown.push_str(before);
        read.shown.push_str(key);
        read.meant.push_str(before);
        read.meant.push_str(&id.to_string());
        read.object = read.object.or(Some(id));
        rest = after;
    }
    read.shown.push_str(rest);
    read.meant.push_str(rest);
    read
}

/// The next traced key: what is before it, its halves, what is behind it.
fn next(text: &str) -> Option<(&str, &str, EntityId, &str)> {
    let (before, rest) = text.split_once(OPEN)?;
    let (key, rest) = rest.split_once(HALF)?;
    let (id, after) = rest.split_once(CLOSE)?;
    Some((before, key, id.parse().ok()?, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_traced_key_says_what_it_is_and_whose() {
        let (table, list): (EntityId, EntityId) = ("rtb-a".parse().unwrap(), "pl-b".parse().unwrap());
        let text = format!("{} list {}", key("app", table), key("admins", list));
        let told = read(&text);
        assert_eq!((told.shown.as_str(), told.meant.as_str()), ("app list admins", "rtb-a list pl-b"));
        assert_eq!(told.object, Some(table));
        assert_eq!(
            read("10.0.0.0/16"),
            Read { shown: "10.0.0.0/16".into(), meant: "10.0.0.0/16".into(), object: None }
        );
    }

    #[test]
    fn names_that_look_traced_are_made_plain() {
        let vpc: EntityId = "vpc-a".parse().unwrap();
        let entity = Entity::new(format!("a{CLOSE}"), crate::model::kinds::Environment::default());
        let env: EntityId = "env-a".parse().unwrap();
        let design = Design::from_entities([(env, entity)]);
        assert_eq!(plain(&design).name(env), "a\u{fffd}");
        let ordinary = Design::default();
        assert!(matches!(plain(&ordinary), Cow::Borrowed(_)));
        // What is left of a broken one is text.
        assert_eq!(read(&format!("{OPEN}x{HALF}{vpc}")).shown, format!("{OPEN}x{HALF}{vpc}"));
    }
}
