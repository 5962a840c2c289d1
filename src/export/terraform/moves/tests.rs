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
use crate::model::{Design, Edit, Entity, EntityId, Kind, NatGatewayId, VpcId, apply};

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

/// What is done to a design: an object gets a name, or goes, or another one is added that is like it; a VPC is put into
/// another environment, or into none; a NAT gateway gets the elastic IPs of another.
#[derive(Clone, Debug)]
enum Change {
    Rename(prop::sample::Index, String),
    Drop(prop::sample::Index),
    Copy(prop::sample::Index, String),
    Settle(prop::sample::Index, prop::sample::Index),
    Lend(prop::sample::Index, prop::sample::Index),
}

/// One of a kind; `None` where the design has none.
fn one(design: &Design, kind: Kind, which: &prop::sample::Index) -> Option<EntityId> {
    let all: Vec<EntityId> = design.of_kind(kind).map(|(id, _)| id).collect();
    (!all.is_empty()).then(|| *which.get(&all))
}

fn change() -> impl Strategy<Value = Change> {
    let which = any::<prop::sample::Index>;
    prop_oneof![
        8 => (which(), name()).prop_map(|(which, name)| Change::Rename(which, name)),
        1 => which().prop_map(Change::Drop),
        1 => (which(), name()).prop_map(|(which, name)| Change::Copy(which, name)),
        1 => (which(), which()).prop_map(|(vpc, environment)| Change::Settle(vpc, environment)),
        1 => (which(), which()).prop_map(|(from, to)| Change::Lend(from, to)),
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
            Change::Settle(vpc, environment) => {
                let environment = one(&now, Kind::Environment, environment).and_then(|id| id.typed());
                let vpc: Option<VpcId> = one(&now, Kind::Vpc, vpc).and_then(|id| id.typed());
                if let Some(vpc) = vpc {
                    apply(&mut now, Edit::change(vpc, move |vpc| vpc.environment = environment)).expect("a VPC");
                }
            }
            Change::Lend(from, to) => {
                let nat = |which| one(&now, Kind::NatGateway, which).and_then(|id| id.typed());
                let (from, to): (Option<NatGatewayId>, Option<NatGatewayId>) = (nat(from), nat(to));
                let (Some(from), Some(to)) = (from, to) else { continue };
                let addresses = now.get(from).map(|nat| nat.elastic_ips.clone()).unwrap_or_default();
                apply(&mut now, Edit::change(to, move |nat| nat.elastic_ips.clone_from(&addresses)))
                    .expect("a gateway");
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
    fn what_a_resource_is_has_nothing_to_do_with_names(
        which in 0..DESIGNS.len(),
        before in prop::collection::vec(change(), 0..9),
        names in prop::collection::vec((any::<prop::sample::Index>(), name()), 1..12),
    ) {
        let old = changed(&design(which), &before);
        let renames: Vec<Change> = names.into_iter().map(|(which, name)| Change::Rename(which, name)).collect();
        let new = changed(&old, &renames);
        let identities = |design: &Design, layout| -> BTreeSet<Identity> {
            made(design, layout).into_iter().map(|it| it.identity).collect()
        };
        for layout in Layout::ALL {
            prop_assert_eq!(identities(&old, layout), identities(&new, layout));
        }
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

/// The object of a kind with a name.
fn named(design: &Design, kind: Kind, name: &str) -> EntityId {
    design.of_kind(kind).find(|(_, entity)| entity.head.name == name).expect(name).0
}

/// How many moves the code says, and what the script does.
fn sum(old: &Design, new: &Design, layout: Layout) -> (usize, Vec<Step>) {
    assert_nothing_is_lost(old, new, layout, layout);
    let moves = moves(old, new, layout);
    (moves.in_code.len(), steps(&moves))
}

fn network() -> Design {
    crate::notation::parse(
        "
environment prod
environment lab
vpc main 10.0.0.0/16 region=eu-west-1 environment=prod {
  igw main
  tier t public { subnet a a 10.0.0.0/24; subnet b a 10.0.1.0/24 { nat out spare } }
}
eip spare region=eu-west-1",
    )
    .expect("notation")
}

fn with(design: &Design, edits: impl IntoIterator<Item = Edit>) -> Design {
    let mut design = design.clone();
    edits.into_iter().for_each(|edit| drop(apply(&mut design, edit).expect("an object of the design")));
    design
}

#[test]
fn a_vpc_that_goes_elsewhere_takes_along_what_has_the_name_of_something_gone() {
    let old = network();
    let vpc: VpcId = named(&old, Kind::Vpc, "main").typed().expect("a VPC");
    let lab = named(&old, Kind::Environment, "lab").typed();
    let (a, b) = (named(&old, Kind::Subnet, "a"), named(&old, Kind::Subnet, "b"));
    let new = with(&old, [Edit::change(vpc, move |vpc| vpc.environment = lab), Edit::remove(a), Edit::rename(b, "a")]);
    let (_, steps) = sum(&old, &new, Layout::Environments);
    let at = |part: &str| steps.iter().position(|step| format!("{step:?}").contains(part)).expect(part);
    assert!(at("Go(\"module.main\", \"module.main\")") < at("cidraw_aside_1"), "{steps:?}");
}

#[test]
fn an_environment_with_the_name_of_the_folder_for_none_is_the_same_under_another() {
    let prod = named(&network(), Kind::Environment, "prod");
    let old = with(&network(), [Edit::rename(prod, "unassigned")]);
    let (said, steps) = sum(&old, &with(&old, [Edit::rename(prod, "live")]), Layout::Environments);
    let (from, to) = (format!("envs/unassigned-{}", prod.slug), "envs/live".to_owned());
    let name = "state_0".to_owned();
    let opened = [Step::Open(to.clone()), Step::Open(from.clone())];
    let carried = [Step::Take(name.clone(), from), Step::Put(name, to, false)];
    assert_eq!((said, steps), (0, opened.into_iter().chain(carried).collect()));
}

#[test]
fn a_renamed_vpc_is_one_block_and_lets_go_of_an_address() {
    let old = network();
    let renamed = with(&old, [Edit::rename(named(&old, Kind::Vpc, "main"), "live")]);
    assert_eq!(sum(&old, &renamed, Layout::Environments), (1, Vec::new()));
    // In the flat layout one for each resource: VPC, gateway, subnets, address, NAT gateway.
    assert_eq!(sum(&old, &renamed, Layout::Flat), (5, Vec::new()));
    // An address that no NAT gateway has stands alone: at the top of the same code, or in another folder.
    let without = with(&renamed, [Edit::remove(named(&old, Kind::NatGateway, "out"))]);
    assert_eq!(sum(&old, &without, Layout::Flat).1, Vec::new());
    let (_, steps) = sum(&old, &without, Layout::Environments);
    let gone = Step::Go("module.main.aws_eip.this[\"spare\"]".to_owned(), "aws_eip.spare__spare".to_owned());
    assert!(steps.contains(&gone), "{steps:?}");
}

#[test]
fn an_earlier_version_that_has_nothing_of_this_one_is_asked_about() {
    let asked = "Nothing of the earlier version is in this one, by its ids: is it the right file?";
    let asks = |old: &Design, new: &Design, layout, earlier| {
        let since = Since { design: old, layout: earlier };
        let notes = Terraform.export_since(new, &options(layout), since).notes;
        let asking: Vec<_> = notes.into_iter().filter(|note| note.text == asked).collect();
        assert!(asking.iter().all(|note| note.object.is_none()), "it is about no object");
        asking.len()
    };
    let design = network();
    let nothing = Design::default();
    let vpc = named(&design, Kind::Vpc, "main");
    // Another design altogether, one that has the VPC and nothing else, and one in which everything has another name.
    let other = crate::notation::parse("vpc other 10.0.0.0/16 region=eu-west-1").expect("notation");
    let smaller = with(&design, design.iter().map(|(id, _)| id).filter(|id| *id != vpc).map(Edit::remove));
    let renamed = with(&design, design.iter().map(|(id, _)| Edit::rename(id, format!("{}-anew", id.slug))));
    for (layout, earlier) in Layout::ALL.into_iter().flat_map(|one| Layout::ALL.map(|other| (one, other))) {
        assert_eq!((asks(&other, &design, layout, earlier), asks(&design, &other, layout, earlier)), (1, 1));
        for same in [&design, &smaller, &renamed, &nothing] {
            assert_eq!((asks(same, &design, layout, earlier), asks(&design, same, layout, earlier)), (0, 0));
        }
    }
}
