use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::by_hand::{Step, steps};
use super::compare::{Moves, compare};
use super::instance::{Identity, Instance};
use crate::export::options::{Layout, Options};
use crate::export::pace::{Pace, at_once};
use crate::export::terraform::hcl::quote::meaning;
use crate::export::terraform::{instances, traced};
use crate::export::{Exporter, Since, Terraform};
use crate::model::{Design, Edit, Entity, EntityId, Kind, apply};

/// Designs with every kind of object.
const DESIGNS: [&str; 6] = [
    include_str!("../../../../tests/export_golden/designs/inside.txt"),
    include_str!("../../../../tests/export_golden/designs/joined.txt"),
    include_str!("../../../../tests/export_golden/designs/services.txt"),
    include_str!("../../../../tests/export_golden/designs/dns.txt"),
    include_str!("../../../../tests/export_golden/designs/watched.txt"),
    include_str!("../../../../tests/export_golden/designs/three-environments.txt"),
];

fn design(which: usize) -> Design {
    crate::notation::parse(DESIGNS[which % DESIGNS.len()]).expect("notation")
}

fn options(layout: Layout) -> Options {
    Options { layout, protect: true, ..Options::default() }
}

fn made(design: &Design, layout: Layout) -> Vec<Instance> {
    instances_of(&traced::traced(&traced::plain(design)), layout)
}

fn instances_of(design: &Design, layout: Layout) -> Vec<Instance> {
    at_once(instances(design, &options(layout), Pace::default()))
}

fn addresses(made: &[Instance]) -> BTreeSet<(String, String)> {
    made.iter().map(|it| (it.folder.path.clone(), it.address.to_string())).collect()
}

fn moves(old: &Design, new: &Design, layout: Layout) -> Moves {
    compare(&made(old, layout), &made(new, layout))
}

/// Few names, so that they fall together and change hands, and some that nobody should have.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-d]",
        2 => prop::sample::select(vec!["prod", "app-a", "public", "web", "office", "Prod", "unassigned", "CON"]).prop_map(str::to_owned),
        1 => "[a-z\\u{fdd0}\\u{fdd1}\\u{fdd2} 生é_\"$-]{0,6}",
    ]
}

/// What is done to a design: an object gets a name, or goes, or another one is added that is like it.
#[derive(Clone, Debug)]
enum Change {
    Rename(prop::sample::Index, String),
    Drop(prop::sample::Index),
    Copy(prop::sample::Index, String),
}

fn change() -> impl Strategy<Value = Change> {
    let which = any::<prop::sample::Index>;
    prop_oneof![
        8 => (which(), name()).prop_map(|(which, name)| Change::Rename(which, name)),
        1 => which().prop_map(Change::Drop),
        1 => (which(), name()).prop_map(|(which, name)| Change::Copy(which, name)),
    ]
}

fn changed(design: &Design, changes: &[Change]) -> Design {
    let mut now = design.clone();
    for (number, change) in changes.iter().enumerate() {
        let ids: Vec<EntityId> = now.iter().map(|(id, _)| id).collect();
        match change {
            Change::Rename(which, name) => {
                apply(&mut now, Edit::rename(*which.get(&ids), name.as_str())).expect("an object of the design");
            }
            Change::Drop(which) => {
                apply(&mut now, Edit::remove(*which.get(&ids))).expect("an object of the design");
            }
            Change::Copy(which, name) => {
                let id = *which.get(&ids);
                let like = now.entity(id).expect("an object of the design").body.clone();
                let slug = crate::model::Slug::new(&format!("copy{number}")).expect("a slug");
                let id = EntityId::new(id.kind, slug);
                if id.kind != Kind::Settings && !now.contains(id) {
                    apply(&mut now, Edit::add(id, Entity::new(name.as_str(), like))).expect("a new id");
                }
            }
        }
    }
    now
}

/// The states of all folders, by path and address; instances that no longer have an identity of the code are kept too.
#[derive(Default)]
struct States(BTreeMap<String, BTreeMap<String, Identity>>);

impl States {
    fn of(made: &[Instance]) -> States {
        let mut states = States::default();
        for it in made {
            let state = states.0.entry(shown(&it.folder.path)).or_default();
            let before = state.insert(it.address.to_string(), it.identity.clone());
            assert_eq!(before, None, "{} is there twice", it.address);
        }
        states
    }

    /// As Terraform moves: something has to be at `from`, and nothing at `to`.
    fn go(&mut self, (folder, from): (&str, &str), (other, to): (&str, &str)) {
        let state = self.0.entry(folder.to_owned()).or_default();
        let leaving: Vec<String> = state.keys().filter(|address| inside(address, from).is_some()).cloned().collect();
        assert!(!leaving.is_empty(), "{folder}: nothing is at {from}");
        let taken: Vec<(String, Identity)> = leaving
            .into_iter()
            .map(|address| {
                let it = state.remove(&address).expect("it is there");
                (address, it)
            })
            .collect();
        let there = self.0.entry(other.to_owned()).or_default();
        assert!(there.keys().all(|address| inside(address, to).is_none()), "{other}: {to} is taken");
        for (address, it) in taken {
            let rest = inside(&address, from).expect("it was inside").to_owned();
            there.insert(format!("{to}{rest}"), it);
        }
    }

    fn carry_out(&mut self, steps: &[Step]) {
        let mut taken = BTreeMap::new();
        let mut between = (String::new(), String::new());
        for step in steps {
            match step {
                Step::Open(_) | Step::Arrive => {}
                Step::Take(name, folder) => {
                    taken.insert(name.clone(), self.0.remove(folder).expect("a state"));
                }
                Step::Put(name, folder, _) => {
                    let before = self.0.insert(folder.clone(), taken.remove(name).expect("a state that was taken"));
                    assert!(before.is_none(), "{folder} has a state");
                }
                Step::Within(folder, from, to) => self.go((folder, from), (folder, to)),
                Step::Leave(folder, other) => between = (folder.clone(), other.clone()),
                Step::Go(from, to) => {
                    let (folder, other) = between.clone();
                    self.go((&folder, from), (&other, to));
                }
            }
        }
    }
}

/// A folder as the script names it.
fn shown(path: &str) -> String {
    if path.is_empty() { ".".to_owned() } else { path.to_owned() }
}

/// What stands behind `place` in an address that is in it.
fn inside<'a>(address: &'a str, place: &str) -> Option<&'a str> {
    address.strip_prefix(place).filter(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Does what the code and the script say to what `old` made, and holds it against what `new` makes.
fn assert_nothing_is_lost(old: &Design, new: &Design, layout: Layout, earlier: Layout) {
    let (before, now) = (made(old, earlier), made(new, layout));
    let moves = compare(&before, &now);
    // Whoever takes the name of an environment that is gone has to take that down first.
    if !moves.occupied.is_empty() {
        return;
    }
    let mut states = States::of(&before);
    let wanted = States::of(&now);
    states.carry_out(&steps(&moves));
    let mut targets = BTreeSet::new();
    for one in &moves.in_code {
        let (folder, from, to) = (shown(&one.from.0.path), one.from.1.shown(), one.to.1.shown());
        assert_eq!(one.from.0, one.to.0, "a block is about one state");
        assert!(targets.insert((folder.clone(), to.clone())), "two lead to {to}");
        let declared = wanted.0.get(&folder).into_iter().flat_map(|state| state.keys());
        // A block that leads away from what another one leads to comes after it; any other source is gone.
        assert!(declared.into_iter().all(|address| inside(address, &from).is_none()), "{from} is still in the code");
        states.go((&folder, &from), (&folder, &to));
    }
    let known: BTreeSet<&Identity> = before.iter().map(|it| &it.identity).collect();
    for (folder, state) in &wanted.0 {
        for (address, identity) in state.iter().filter(|(_, identity)| known.contains(identity)) {
            let there = states.0.get(folder).and_then(|state| state.get(address));
            assert_eq!(there, Some(identity), "{folder} {address}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn the_same_design_has_no_moves(which in 0..DESIGNS.len(), changes in prop::collection::vec(change(), 0..9)) {
        let design = changed(&design(which), &changes);
        for layout in Layout::ALL {
            let moves = moves(&design, &design, layout);
            prop_assert!(moves.in_code.is_empty() && steps(&moves).is_empty(), "{:?}", moves);
            let since = Since { design: &design, layout };
            prop_assert_eq!(
                Terraform.export_since(&design, &options(layout), since),
                Terraform.export(&design, &options(layout))
            );
        }
    }

    #[test]
    fn whatever_is_renamed_keeps_what_it_has(
        which in 0..DESIGNS.len(),
        before in prop::collection::vec(change(), 0..9),
        changes in prop::collection::vec(change(), 1..12),
    ) {
        let old = changed(&design(which), &before);
        let new = changed(&old, &changes);
        for layout in Layout::ALL {
            assert_nothing_is_lost(&old, &new, layout, layout);
        }
        assert_nothing_is_lost(&old, &new, Layout::Environments, Layout::Flat);
    }

    #[test]
    fn tracing_changes_no_address(which in 0..DESIGNS.len(), changes in prop::collection::vec(change(), 0..12)) {
        let design = changed(&design(which), &changes);
        for layout in Layout::ALL {
            let made = addresses(&made(&design, layout));
            prop_assert_eq!(&made, &addresses(&instances_of(&traced::plain(&design), layout)));
            let bundle = Terraform.export(&design, &options(layout));
            // Resources and calls of the files, each with what is repeated in it.
            for file in bundle.files.iter().filter(|file| file.path.ends_with(".tf") && !file.path.starts_with("modules/")) {
                let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
                for line in file.as_text().unwrap_or_default().lines() {
                    let words: Vec<String> = line.split(' ').map(meaning).collect();
                    let place = match words.as_slice() {
                        [keyword, kind, label, ..] if keyword == "resource" => format!("{kind}.{label}"),
                        [keyword, call, ..] if keyword == "module" => format!("module.{call}"),
                        _ => continue,
                    };
                    let is_known = made.iter().any(|(at, address)| at == folder && inside(address, &place).is_some());
                    prop_assert!(is_known, "{} {}", folder, place);
                }
            }
        }
    }
}
