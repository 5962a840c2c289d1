//! Objects by what somebody types: a name, or an id.

use cidraw::model::{Design, EntityId, Kind};

/// The text of a field as people read it: the name of an object for its id, words for a word, else the text.
pub fn words_for(design: &Design, text: &str, words: &[(&str, &str)]) -> String {
    match (words.iter().find(|(word, _)| *word == text), text.parse::<EntityId>()) {
        (Some((_, words)), _) => (*words).to_owned(),
        (None, Ok(id)) => design.name(id),
        (None, Err(_)) => text.to_owned(),
    }
}

/// The object of one of these kinds that is meant: by id, or by a name that only it has.
pub fn id_named(design: &Design, typed: &str, kinds: &[Kind]) -> Option<EntityId> {
    if let Ok(id) = typed.parse::<EntityId>()
        && kinds.contains(&id.kind)
        && design.contains(id)
    {
        return Some(id);
    }
    let mut named = kinds
        .iter()
        .flat_map(|kind| design.of_kind(*kind))
        .filter(|(_, entity)| !typed.is_empty() && entity.head.name.eq_ignore_ascii_case(typed));
    let first = named.next()?.0;
    named.next().is_none().then_some(first)
}
