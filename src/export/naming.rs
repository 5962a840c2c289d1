//! Names for code out of names for people: valid, free of collisions, readable, and the same whatever the order in which
//! objects were added. An object's own name decides; another object matters only where two names would fall together.

use std::collections::{BTreeMap, BTreeSet};

use super::transliteration::latin;
use crate::model::{EntityId, ServiceNetworkId};
use crate::ordering::Ordered;

/// What a name in code has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// A key of a map, or a folder: lower-case letters, digits, `-` and `_`.
    Key,
    /// An identifier: lower-case letters, digits and single `_`, a letter first.
    Identifier,
}

/// An object that needs a name in code.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// Its id: what is left when the name says nothing.
    pub id: EntityId,
    /// Its name for people.
    pub name: &'a str,
    /// Does it exist on AWS? Then it has the older right to a name that two would share.
    pub exists: bool,
}

/// Longer names are cut here; AWS and file systems take more, people do not read more.
const LONGEST: usize = 60;

/// Folder names that Windows keeps for devices.
const DEVICES: [&str; 8] = ["con", "prn", "aux", "nul", "com1", "com2", "lpt1", "lpt2"];

/// The name in code that `name` suggests, before any other object is looked at.
///
/// ```
/// use cidraw::export::naming::{Style, suggest};
/// use cidraw::model::EntityId;
///
/// let id: EntityId = "vpc-x7k2".parse()?;
/// assert_eq!(suggest(Style::Key, "Prod (Zürich) / a", id), "prod-zurich-a");
/// assert_eq!(suggest(Style::Identifier, "2nd VPC", id), "vpc_2nd_vpc");
/// assert_eq!(suggest(Style::Key, "生产", id), "vpc-x7k2");
/// # Ok::<(), cidraw::model::IdError>(())
/// ```
pub fn suggest(style: Style, name: &str, id: EntityId) -> String {
    let mut text = String::new();
    let mut lost = false;
    for c in name.chars() {
        match latin(c) {
            Some(letters) => text.push_str(letters),
            None => {
                lost |= c.is_alphabetic();
                if !text.ends_with('-') {
                    text.push('-');
                }
            }
        }
    }
    let text: String = text.chars().take(LONGEST).collect();
    let text = text.trim_matches('-');
    // Where letters were lost, what is left may say little: the id tells such names apart.
    let text = match (text.is_empty(), lost) {
        (true, _) => id.to_string(),
        (false, true) => format!("{text}-{}", id.slug),
        (false, false) => text.to_owned(),
    };
    match style {
        Style::Key if DEVICES.contains(&text.as_str()) => format!("{text}-{}", id.kind.id_prefix()),
        Style::Key => text,
        Style::Identifier => {
            let words: Vec<&str> = text.split(['-', '_']).filter(|word| !word.is_empty()).collect();
            let text = if words.is_empty() { id.to_string().replace('-', "_") } else { words.join("_") };
            if text.starts_with(|c: char| c.is_ascii_digit()) {
                format!("{}_{text}", id.kind.id_prefix().replace('-', "_"))
            } else {
                text
            }
        }
    }
}

/// A name for each object, no two alike.
///
/// Where two objects suggest one name, it goes to the one that is called exactly so, else to one that exists on AWS,
/// else to the lower id; the others carry their id behind it.
pub fn assign<'a>(style: Style, objects: impl IntoIterator<Item = Named<'a>>) -> BTreeMap<EntityId, String> {
    let mut wanted: Vec<(String, bool, bool, EntityId)> = objects
        .into_iter()
        .map(|object| {
            let suggested = suggest(style, object.name, object.id);
            let differs = suggested != object.name;
            (suggested, differs, !object.exists, object.id)
        })
        .collect();
    wanted.order();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut names = BTreeMap::new();
    let mut second = Vec::new();
    for (suggested, _, _, id) in wanted {
        if taken.insert(suggested.clone()) {
            names.insert(id, suggested);
        } else {
            second.push((suggested, id));
        }
    }
    let joint = if style == Style::Key { '-' } else { '_' };
    for (suggested, id) in second {
        let mut name = format!("{suggested}{joint}{}", id.slug);
        while !taken.insert(name.clone()) {
            name = format!("{name}{joint}{}", id.slug);
        }
        names.insert(id, name);
    }
    names
}

/// A name that VPC Lattice takes: lower-case letters, digits and single hyphens, 3 to `most` of them.
///
/// <https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_CreateService.html>
pub(in crate::export) fn lattice_name(name: &str, id: ServiceNetworkId, most: usize) -> String {
    let key = suggest(Style::Key, name, id.into()).replace('_', "-");
    let parts: Vec<&str> = key.split('-').filter(|part| !part.is_empty()).collect();
    let text: String = parts.join("-").chars().take(most).collect();
    let text = text.trim_matches('-');
    if text.len() < 3 { format!("lattice-{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> EntityId {
        text.parse().unwrap()
    }

    fn named<'a>(id_text: &str, name: &'a str) -> Named<'a> {
        Named { id: id(id_text), name, exists: false }
    }

    #[test]
    fn names_keep_what_code_can_say() {
        let key = |name| suggest(Style::Key, name, id("subnet-q1"));
        assert_eq!(key("public-a"), "public-a");
        assert_eq!(key("rt_public"), "rt_public");
        assert_eq!(key("  Größe  10.0 "), "grosse-10-0");
        assert_eq!(key("Łódź – Straße"), "lodz-strasse");
        assert_eq!(key("Đà Nẵng"), "da-nang");
        assert_eq!(key("Cafe\u{301}"), "cafe");
        assert_eq!(key("прод"), "prod");
        assert_eq!(key("Αθήνα"), "athina");
        assert_eq!(key("生产-a"), "a-q1");
        assert_eq!(key("${x}"), "x");
        assert_eq!(key("../../etc"), "etc");
        assert_eq!(key("CON"), "con-subnet");
        assert_eq!(key(""), "subnet-q1");
        assert_eq!(suggest(Style::Identifier, "", id("subnet-q1")), "subnet_q1");
        assert_eq!(suggest(Style::Identifier, "a-b.c", id("subnet-q1")), "a_b_c");
        assert_eq!(suggest(Style::Identifier, "10.0", id("subnet-q1")), "subnet_10_0");
    }

    #[test]
    fn of_two_that_fall_together_the_exact_name_stays_bare() {
        let names = assign(Style::Key, [named("subnet-a", "Public A"), named("subnet-b", "public-a")]);
        assert_eq!(names[&id("subnet-b")], "public-a");
        assert_eq!(names[&id("subnet-a")], "public-a-a");
    }

    #[test]
    fn of_two_with_one_name_the_one_on_aws_stays_bare() {
        let exists = Named { exists: true, ..named("subnet-z", "app") };
        let names = assign(Style::Key, [named("subnet-a", "app"), exists]);
        assert_eq!(names[&id("subnet-z")], "app");
        assert_eq!(names[&id("subnet-a")], "app-a");
    }

    #[test]
    fn a_name_that_looks_like_a_suffixed_one_is_kept() {
        let names =
            assign(Style::Key, [named("subnet-a", "app"), named("subnet-b", "app"), named("subnet-c", "app-b")]);
        assert_eq!(names[&id("subnet-a")], "app");
        assert_eq!(names[&id("subnet-c")], "app-b");
        assert_eq!(names[&id("subnet-b")], "app-b-b");
    }
}
