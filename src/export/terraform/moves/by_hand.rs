//! What `moved` blocks cannot say: a script with the commands for it, and notes about it.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::{Move, Moves, Place, Spot};
use super::instance::{Address, Folder};
use crate::export::bundle::Notes;
use crate::model::EntityId;

/// The script, beside the folders.
pub(super) const FILE: &str = "state_moves.sh";

const SCRIPT: &str = include_str!("state_moves.sh");

/// A command of the script.
enum Step {
    /// A folder is made ready.
    Open(String),
    /// A state goes to another folder.
    All(String, String),
    /// An address in a state becomes another one.
    Within(String, String, String),
    /// Something goes from one state to another.
    Between(String, String, String, String),
}

impl Step {
    /// The line of the script.
    fn line(&self) -> String {
        match self {
            Step::Open(folder) => format!("open {}", word(folder)),
            Step::All(from, to) => format!("all {} {}", word(from), word(to)),
            Step::Within(folder, from, to) => format!("within {} {} {}", word(folder), word(from), word(to)),
            Step::Between(folder, from, other, to) => {
                format!("between {} {} {} {}", word(folder), word(from), word(other), word(to))
            }
        }
    }

    /// What a person would type.
    fn command(&self) -> Option<String> {
        match self {
            Step::Open(_) => None,
            Step::All(from, to) => Some(format!(
                "terraform -chdir={} state pull > all.tfstate; terraform -chdir={} state push \"$PWD/all.tfstate\"",
                word(from),
                word(to)
            )),
            Step::Within(folder, from, to) => {
                Some(format!("terraform -chdir={} state mv {} {}", word(folder), word(from), word(to)))
            }
            Step::Between(folder, from, other, to) => Some(format!(
                "terraform state mv -state={} -state-out={} {} {}",
                word(&format!("{folder}/terraform.tfstate")),
                word(&format!("{other}/terraform.tfstate")),
                word(from),
                word(to)
            )),
        }
    }
}

/// A word of the shell that means `text`.
fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./=".contains(c);
    match !text.is_empty() && text.chars().all(is_plain) {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', "'\\''")),
    }
}

/// Where a folder is, as the shell takes it.
fn path(folder: &Folder) -> String {
    if folder.path.is_empty() { ".".to_owned() } else { folder.path.clone() }
}

impl Place {
    /// It, as `moved` blocks and `terraform state mv` take it.
    pub(super) fn shown(&self) -> String {
        match self {
            Place::Call(name) => format!("module.{name}"),
            Place::At(address) => address.to_string(),
        }
    }

    /// A place beside it, that no code has.
    fn beside(&self, number: usize) -> Place {
        let name = format!("cidraw_aside_{number}");
        match self {
            Place::Call(_) => Place::Call(name),
            Place::At(address) if address.key.is_some() => Place::At(Address { key: Some(name), ..address.clone() }),
            Place::At(address) => Place::At(Address { label: name, ..address.clone() }),
        }
    }
}

/// The script; nothing when there is nothing to be done by hand.
pub(super) fn script(moves: &Moves) -> Option<String> {
    let steps = steps(moves);
    let lines: Vec<String> = steps.iter().map(Step::line).collect();
    (!lines.is_empty()).then(|| SCRIPT.replace("@MOVES@", &lines.join("\n")))
}

/// States first, then what leaves them, then what changes its name in one: calls before what is inside of them.
fn steps(moves: &Moves) -> Vec<Step> {
    let mut folders: BTreeSet<String> = BTreeSet::new();
    let mut steps = Vec::new();
    for (from, to) in &moves.folders {
        folders.extend([path(from), path(to)]);
        steps.push(Step::All(path(from), path(to)));
    }
    folders.extend(moves.by_hand.iter().flat_map(|one| [path(&one.from.0), path(&one.to.0)]));
    let mut asides = 0;
    let mut aside = |place: &Place| {
        asides += 1;
        place.beside(asides)
    };
    for (folder, place) in &moves.in_the_way {
        // It is not in the code, so the plan destroys it there.
        steps.push(Step::Within(path(folder), place.shown(), aside(place).shown()));
    }
    for is_call in [true, false] {
        let of_sort = moves.by_hand.iter().filter(|one| matches!(one.to.1, Place::Call(_)) == is_call);
        let mut waiting: Vec<(Spot, Spot)> = of_sort.map(|one| (one.from.clone(), one.to.clone())).collect();
        while !waiting.is_empty() {
            let sources: BTreeSet<&Spot> = waiting.iter().map(|(from, _)| from).collect();
            let free: Vec<bool> = waiting.iter().map(|(from, to)| from == to || !sources.contains(to)).collect();
            if !free.contains(&true) {
                // Names that go round: one steps aside.
                if let Some((from, _)) = waiting.first_mut() {
                    let beside = (from.0.clone(), aside(&from.1));
                    steps.push(Step::Within(path(&from.0), from.1.shown(), beside.1.shown()));
                    *from = beside;
                }
                continue;
            }
            let mut is_free = free.into_iter();
            waiting.retain(|(from, to)| {
                let is_free = is_free.next().unwrap_or(true);
                if is_free {
                    let (a, b) = (from.1.shown(), to.1.shown());
                    steps.push(match from.0 == to.0 {
                        true => Step::Within(path(&from.0), a, b),
                        false => Step::Between(path(&from.0), a, path(&to.0), b),
                    });
                }
                !is_free
            });
        }
    }
    let mut all: Vec<Step> = if steps.is_empty() { Vec::new() } else { folders.into_iter().map(Step::Open).collect() };
    all.extend(steps);
    all
}

/// Says what would be destroyed, and which command keeps it.
pub(super) fn note(moves: &Moves, notes: &mut Notes) {
    for (from, to) in &moves.folders {
        let command = Step::All(path(from), path(to)).command().unwrap_or_default();
        let environment = to.identity.rsplit('/').next().and_then(|id| id.parse::<EntityId>().ok());
        let text = format!(
            "Its state was in {}, and is looked for in {} now. Before the first plan run ./{FILE}, or {command}: without that all of it would be made anew.",
            path(from),
            path(to)
        );
        match environment {
            Some(id) => notes.remark(id, text),
            None => notes.remark_of_all(text),
        }
    }
    let mut by_object: BTreeMap<(Option<EntityId>, bool), Vec<&Move>> = BTreeMap::new();
    for one in &moves.by_hand {
        by_object.entry((one.object, one.from.0 == one.to.0)).or_default().push(one);
    }
    for ((object, is_within), all) in by_object {
        let Some(first) = all.first() else { continue };
        let (from, to) = (&first.from, &first.to);
        let (why, command) = match is_within {
            true => (
                "its name in the code was that of another, or is that of another now, which moved blocks cannot say"
                    .to_owned(),
                Step::Within(path(&from.0), from.1.shown(), to.1.shown()),
            ),
            false => (
                format!("its code is in another state now ({}, was {})", path(&to.0), path(&from.0)),
                Step::Between(path(&from.0), from.1.shown(), path(&to.0), to.1.shown()),
            ),
        };
        let count: usize = all.iter().map(|one| one.instances).sum();
        let what = if count == 1 { "a resource".to_owned() } else { format!("{count} resources") };
        let text = format!(
            "Run ./{FILE} before the first plan, or {what} of it would be destroyed and made anew: {why}. It says what comes to {}.",
            command.command().unwrap_or_default()
        );
        match object {
            Some(id) => notes.remark(id, text),
            None => notes.remark_of_all(text),
        }
    }
}
