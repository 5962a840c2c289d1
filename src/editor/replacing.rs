use crate::analysis::{Replacement, replacements};
use crate::model::fields::fields_of;
use crate::model::{Design, Diff};
use crate::wording::capitalised;

use super::planning::Planned;
use super::words;

/// A change that was asked for and not made: AWS would make something anew that is there. It is made by
/// [`Intent::CarryOut`](super::Intent::CarryOut) once somebody agreed.
#[derive(Clone, Debug, PartialEq)]
pub struct Replacing {
    /// What AWS makes anew.
    pub replacements: Vec<Replacement>,
    /// The change.
    pub planned: Planned,
}

impl Replacing {
    /// What is replaced and why, a sentence each.
    pub fn sentences(&self, design: &Design) -> Vec<String> {
        let sentence = |one: &Replacement| {
            let label = |field: &str| {
                let known = fields_of(one.object.kind).iter().find(|known| known.path == field);
                known.map_or_else(|| field.replace('_', " "), |known| within_a_sentence(known.label))
            };
            let fields: Vec<String> = one.fields.iter().map(|field| label(field)).collect();
            let id = design.entity(one.object).and_then(|entity| entity.head.aws_id.as_deref());
            let id = id.map(|id| format!(" ({id})")).unwrap_or_default();
            let with = match &*one.with {
                [] => String::new(),
                with => format!(", with {}", words::objects(design, with)),
            };
            let what = capitalised(&words::called(design, one.object));
            format!("{what}{id}: AWS cannot change its {}, so it is deleted and made anew{with}.", words::list(&fields))
        };
        self.replacements.iter().map(sentence).collect()
    }
}

/// A label without its capital, unless that belongs to the word: `IPv4 block`.
fn within_a_sentence(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next();
    let word = letters.as_str().split(' ').next().is_some_and(|rest| rest.chars().all(char::is_lowercase));
    let lower = first.filter(|_| word).map(|first| first.to_lowercase().chain(letters).collect());
    lower.unwrap_or_else(|| label.to_owned())
}

/// What of the changed objects is in AWS and would be made anew there. `design` is the one before the change.
pub(super) fn replaced_in_aws(design: &Design, diff: &Diff) -> Vec<Replacement> {
    let mut all = replacements(design, diff);
    all.retain(|one| design.entity(one.object).is_some_and(|entity| entity.head.aws_id.is_some()));
    all
}
