use std::collections::BTreeMap;

use crate::model::kinds::Environment;
use crate::model::{Design, EnvironmentId};
use crate::ordering::{Gather, Ordered};

/// How an environment is told apart: colour and pattern 1 to 6, and a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnvironmentStyle {
    /// 1 to 6; see [`environment_inks`](super::environment_inks).
    pub colour: u8,
    /// A letter of its name that no earlier environment has, while there is one.
    pub letter: char,
}

/// Words in names for which a colour is meant.
const MEANT: [(&str, u8); 9] = [
    ("prod", 1),
    ("stag", 2),
    ("dev", 3),
    ("shared", 4),
    ("common", 4),
    ("test", 5),
    ("ci", 5),
    ("manag", 6),
    ("ops", 6),
];

/// The style of every environment of a design: the colour that was chosen, or the one that its name suggests, or the
/// first that is free.
pub fn environment_styles(design: &Design) -> BTreeMap<EnvironmentId, EnvironmentStyle> {
    let all: Vec<(EnvironmentId, &Environment, String)> = design
        .all::<Environment>()
        .map(|(id, environment)| (id, environment, design.name(id).to_lowercase()))
        .collect();
    let mut colours: BTreeMap<EnvironmentId, u8> = BTreeMap::new();
    for (id, environment, _) in all.iter().filter(|(_, e, _)| (1..=6).contains(&e.colour)) {
        colours.insert(*id, environment.colour);
    }
    for (id, environment, name) in all.iter().filter(|(_, e, _)| !(1..=6).contains(&e.colour)) {
        let free = |colour: &u8| colours.values().all(|taken| taken != colour);
        // "non-prod" is not production: the flag decides about colour 1.
        let by_word =
            MEANT.iter().filter(|(word, colour)| name.contains(word) && *colour != 1).map(|(_, colour)| *colour);
        let meant = environment.production.then_some(1).into_iter().chain(by_word).find(free);
        let first_free = (1..=6).find(free);
        colours.insert(*id, meant.or(first_free).unwrap_or(6));
    }
    let mut letters = Vec::new();
    let style = |(id, _, name): &(EnvironmentId, &Environment, String)| {
        let mut own = name.chars().filter(|c| c.is_alphanumeric()).filter_map(|c| c.to_uppercase().next());
        let first = own.clone().next().unwrap_or('?');
        let letter = own.find(|c| !letters.contains(c)).unwrap_or(first);
        letters.push(letter);
        (*id, EnvironmentStyle { colour: colours[id], letter })
    };
    // Production chooses its letter first, then those whose name was there first.
    let mut order: Vec<_> = all.iter().collect();
    order.order_by_key(|(id, e, _)| (colours[id], !e.production, *id));
    order.into_iter().map(style).gather()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Entity, EntityId, Slug, TypedId};

    #[test]
    fn names_suggest_colours_and_letters_differ() {
        let add = |name: &str, production: bool| {
            let id = EnvironmentId::from_slug(Slug::from_name(name));
            (EntityId::from(id), Entity::new(name, Environment { production, ..Environment::default() }))
        };
        let names = ["development", "production", "shared", "staging", "zoo"];
        let design = Design::from_entities(names.map(|name| add(name, name == "production")));
        let styles: Vec<_> = environment_styles(&design).into_values().map(|s| (s.colour, s.letter)).collect();
        assert_eq!(styles, [(3, 'D'), (1, 'P'), (4, 'H'), (2, 'S'), (5, 'Z')]);
    }

    #[test]
    fn a_chosen_colour_is_kept_and_not_given_twice() {
        let id = |name: &str| EntityId::from(EnvironmentId::from_slug(Slug::from_name(name)));
        let chosen = Environment { colour: 1, ..Environment::default() };
        let production = Environment { production: true, ..Environment::default() };
        let design = Design::from_entities([
            (id("blue"), Entity::new("blue", chosen)),
            (id("prod"), Entity::new("prod", production)),
        ]);
        let styles: Vec<_> = environment_styles(&design).into_values().map(|s| s.colour).collect();
        assert_eq!(styles, [1, 2]);
    }
}
