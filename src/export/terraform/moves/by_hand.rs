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
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A folder is made ready.
    Open(String),
    /// The state of a folder is read, under a name.
    Take(String, String),
    /// It is written into another one, also where that has one.
    Put(String, String, bool),
    /// An address in the state of a folder becomes another one.
    Within(String, String, String),
    /// From the state of a folder into that of another.
    Leave(String, String),
    /// One that leaves.
    Go(String, String),
    Arrive,
}

impl Step {
    /// The line of the script.
    fn line(&self) -> String {
        let line = |name: &str, words: &[&String]| {
            words.iter().fold(name.to_owned(), |line, text| format!("{line} {}", word(text)))
        };
        match self {
            Step::Open(folder) => line("open", &[folder]),
            Step::Take(name, folder) => line("take", &[name, folder]),
            Step::Put(name, folder, force) => line("put", &[name, folder]) + if *force { " -force" } else { "" },
            Step::Within(folder, from, to) => line("within", &[folder, from, to]),
            Step::Leave(folder, other) => line("leave", &[folder, other]),
            Step::Go(from, to) => line("go", &[from, to]),
            Step::Arrive => "arrive".to_owned(),
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
    let lines: Vec<String> = steps(moves).iter().map(Step::line).collect();
    (!lines.is_empty()).then(|| SCRIPT.replace("@MOVES@", &lines.join("\n")))
}

/// Whole states first, then calls, then what is inside of them; before each what is in the way.
pub(super) fn steps(moves: &Moves) -> Vec<Step> {
    let mut steps = Vec::new();
    for (number, (from, _)) in moves.folders.iter().enumerate() {
        steps.push(Step::Take(format!("state_{number}"), path(from)));
    }
    for (number, (_, to)) in moves.folders.iter().enumerate() {
        let is_taken = moves.folders.iter().any(|(from, _)| from.path == to.path);
        steps.push(Step::Put(format!("state_{number}"), path(to), is_taken));
    }
    let mut asides = 0;
    let mut aside = |place: &Place| {
        asides += 1;
        place.beside(asides)
    };
    for is_call in [true, false] {
        let is_of_sort = |place: &Place| matches!(place, Place::Call(_)) == is_call;
        for (folder, place) in moves.in_the_way.iter().filter(|(_, place)| is_of_sort(place)) {
            // It is not in the code, so the plan destroys it there.
            steps.push(Step::Within(path(folder), place.shown(), aside(place).shown()));
        }
        let of_sort = moves.by_hand.iter().filter(|one| is_of_sort(&one.to.1));
        let mut waiting: Vec<(Spot, Spot)> = of_sort.map(|one| (one.from.clone(), one.to.clone())).collect();
        while !waiting.is_empty() {
            let sources: BTreeSet<Spot> = waiting.iter().map(|(from, _)| from.clone()).collect();
            let (free, rest): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|(_, to)| !sources.contains(to));
            waiting = rest;
            if free.is_empty() {
                // Names that go round: one steps aside.
                if let Some((from, _)) = waiting.first_mut() {
                    let beside = (from.0.clone(), aside(&from.1));
                    steps.push(Step::Within(path(&from.0), from.1.shown(), beside.1.shown()));
                    *from = beside;
                }
            }
            go(&free, &mut steps);
        }
    }
    let folders: BTreeSet<String> = moves.folders.iter().flat_map(|(from, to)| [path(from), path(to)]).collect();
    let by_hand = moves.by_hand.iter().flat_map(|one| [path(&one.from.0), path(&one.to.0)]);
    folders.into_iter().chain(by_hand).collect::<BTreeSet<_>>().into_iter().map(Step::Open).chain(steps).collect()
}

/// Moves whose ends are free. Those between the same two states go together.
fn go(free: &[(Spot, Spot)], steps: &mut Vec<Step>) {
    for ((from, a), (_, b)) in free.iter().filter(|(from, to)| from.0 == to.0) {
        steps.push(Step::Within(path(from), a.shown(), b.shown()));
    }
    let mut between: BTreeMap<(&Folder, &Folder), Vec<Step>> = BTreeMap::new();
    for ((from, a), (to, b)) in free.iter().filter(|(from, to)| from.0 != to.0) {
        between.entry((from, to)).or_default().push(Step::Go(a.shown(), b.shown()));
    }
    for ((from, to), all) in between {
        steps.push(Step::Leave(path(from), path(to)));
        steps.extend(all);
        steps.push(Step::Arrive);
    }
}

/// Says what would be destroyed, and which command keeps it.
pub(super) fn note(moves: &Moves, notes: &mut Notes) {
    let mut remark = |object: Option<EntityId>, text: String| match object {
        Some(id) => notes.remark(id, text),
        None => notes.remark_of_all(text),
    };
    for (from, to) in &moves.folders {
        let (from, folder) = (path(from), path(to));
        let text = format!(
            "Its state is looked for in {folder}, and was in {from}. Run ./{FILE} before the first plan, or all of it would be made anew: it takes the state along (terraform -chdir={from} state pull, terraform -chdir={folder} state push)."
        );
        let text = match moves.occupied.contains(to) {
            true => format!(
                "{text} The state that is in {folder} is of an environment that is gone: destroy that with its earlier code before."
            ),
            false => text,
        };
        let environment = to.identity.rsplit('/').next().and_then(|id| id.parse().ok());
        remark(environment, text);
    }
    let (within, between): (Vec<&Move>, Vec<&Move>) = moves.by_hand.iter().partition(|one| one.from.0 == one.to.0);
    for (object, all) in by_object(within) {
        let Some(Move { from, to, .. }) = all.first() else { continue };
        let why = "its name in the code was or is that of another, which no moved block can say";
        let command = format!("terraform -chdir={} state mv", word(&path(&from.0)));
        remark(object, text(&all, why, &command, &from.1, &to.1));
    }
    let mut states: BTreeMap<(&Folder, &Folder), Vec<&Move>> = BTreeMap::new();
    for one in between {
        states.entry((&one.from.0, &one.to.0)).or_default().push(one);
    }
    for ((from, to), all) in states {
        let why = format!("the state of {} takes over from that of {}", named(to), named(from));
        let mut objects = by_object(all.iter().copied());
        // Where nearly everything goes, as into another layout, it is said once.
        if objects.len() > FEW {
            objects = BTreeMap::from([(None, all)]);
        }
        for (object, all) in objects {
            let Some(Move { from, to, .. }) = all.first() else { continue };
            let command = "terraform state mv -state=... -state-out=...";
            remark(object, text(&all, &why, command, &from.1, &to.1));
        }
    }
}

/// More objects than these are not told of one by one.
const FEW: usize = 5;

fn named(folder: &Folder) -> &str {
    if folder.path.is_empty() { "the top folder" } else { &folder.path }
}

fn by_object<'m>(moves: impl IntoIterator<Item = &'m Move>) -> BTreeMap<Option<EntityId>, Vec<&'m Move>> {
    let mut by_object: BTreeMap<Option<EntityId>, Vec<&Move>> = BTreeMap::new();
    for one in moves {
        by_object.entry(one.object).or_default().push(one);
    }
    by_object
}

/// What is said of moves that have one reason.
fn text(moves: &[&Move], why: &str, command: &str, from: &Place, to: &Place) -> String {
    let (from, to) = (word(&from.shown()), word(&to.shown()));
    let what = match moves.iter().map(|one| one.instances).sum::<usize>() {
        1 => "a resource".to_owned(),
        count => format!("{count} resources"),
    };
    let more = if moves.len() == 1 { "" } else { " and the like" };
    format!(
        "Run ./{FILE} before the first plan, or {what} would be destroyed and made anew: {why}. The script does it by {command} {from} {to}{more}."
    )
}
