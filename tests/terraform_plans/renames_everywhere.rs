//! Renames of whole designs, and those that only a change of states can follow: the written script, run by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use cidraw::export::{Bundle, Layout, Options};
use cidraw::model::{Design, Edit, EntityId, Kind, apply};

use super::bench::{Bench, design, export, flat, folders, parse, said};
use super::renames::{export_since, renamed};

/// The arguments in which a name may stand.
const NAMES: [&str; 5] = ["tags", "tags_all", "name", "value", "description"];

/// What a plan would do but to change names in place.
fn more_than_names(bench: &Bench, dir: &Path) -> BTreeMap<String, String> {
    let mut does = bench.plan(dir);
    let shown = bench.terraform(dir, &["show", "-json", "tfplan"]).expect("show");
    let plan: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
    for change in plan["resource_changes"].as_array().into_iter().flatten() {
        let address = change["address"].as_str().unwrap_or_default();
        let (before, after) = (&change["change"]["before"], &change["change"]["after"]);
        let arguments = before.as_object().into_iter().flatten().map(|(name, _)| name.as_str());
        let other: Vec<&str> = arguments.filter(|name| !NAMES.contains(name) && before[name] != after[name]).collect();
        match does.get_mut(address) {
            Some(action) if action == "update" && other.is_empty() => drop(does.remove(address)),
            // A tag of something that AWS made: nothing else goes with it.
            Some(_) if change["type"] == "aws_ec2_tag" && other == ["id"] => drop(does.remove(address)),
            Some(action) => *action = format!("{action}: {}", other.join(", ")),
            None => {}
        }
    }
    does
}

/// Every object is called otherwise.
fn all_renamed(design: &Design) -> Design {
    let mut now = design.clone();
    // Who names the interfaces that are copied does so by the session's name.
    for (id, entity) in design.iter().filter(|(id, _)| id.kind != Kind::TrafficMirrorSession) {
        let name = format!("new {}", entity.head.name);
        apply(&mut now, Edit::rename(id, name)).expect("an object of the design");
    }
    now
}

/// Applies the folders in their order.
fn applied(bench: &Bench, root: &Path, bundle: &Bundle) {
    for folder in folders(bundle) {
        bench.plan(&root.join(&folder));
        bench.apply(&root.join(&folder));
    }
}

fn by_hand(bench: &Bench, root: &Path) -> String {
    let script = root.join("state_moves.sh");
    said(bench.command(&script, root).output().expect("the script runs")).unwrap_or_else(|said| panic!("{said}"))
}

const DESIGNS: [&str; 7] = ["inside", "joined", "services", "dns", "watched", "regional", "accounts"];

#[test]
fn in_flat_code_everything_can_be_renamed_at_once() {
    for name in DESIGNS {
        let Some(bench) = Bench::new(&format!("rename_all_flat_{name}")) else { return };
        let before = design(name);
        let dir = bench.write(name, &export(&before, &flat()));
        bench.plan(&dir);
        bench.apply(&dir);
        let bundle = export_since(&before, &all_renamed(&before), &flat(), Layout::Flat);
        assert!(bundle.file("state_moves.sh").is_none(), "{name}");
        bench.write(name, &bundle);
        assert_eq!(more_than_names(&bench, &dir), BTreeMap::new(), "{name}");
        bench.apply(&dir);
        assert_eq!(bench.plan(&dir), BTreeMap::new(), "{name}");
    }
}

#[test]
fn in_environments_everything_can_be_renamed_at_once() {
    for name in DESIGNS {
        let Some(bench) = Bench::new(&format!("rename_all_{name}")) else { return };
        let options = Options { protect: true, ..Options::default() };
        let before = design(name);
        let bundle = export(&before, &options);
        let root = bench.write(name, &bundle);
        applied(&bench, &root, &bundle);
        // Environments are renamed as well, so their states go to other folders. The earlier code is still there.
        let bundle = export_since(&before, &all_renamed(&before), &options, Layout::Environments);
        bench.add(name, &bundle);
        if bundle.file("state_moves.sh").is_some() {
            by_hand(&bench, &root);
        }
        for folder in folders(&bundle) {
            let dir = root.join(&folder);
            assert_eq!(more_than_names(&bench, &dir), BTreeMap::new(), "{name} {folder}");
            bench.apply(&dir);
            assert_eq!(bench.plan(&dir), BTreeMap::new(), "{name} {folder}");
        }
    }
}

/// Names that change hands, and one that is taken over from something that goes.
const TWO: &str = "
environment prod
vpc prod 10.0.0.0/16 region=eu-west-1 environment=prod {
  tier app private { subnet a a 10.0.0.0/24; subnet b b 10.0.1.0/24; subnet c c 10.0.2.0/24; subnet d a 10.0.3.0/24 }
  sg one rules=[{protocol: tcp, ports: 443, peer: sg:two}]
  sg two rules=[{protocol: tcp, ports: 80, peer: sg:one}]
}
vpc lab 10.1.0.0/16 region=eu-west-1 environment=prod { tier app private { subnet a a 10.1.0.0/24 } }
";

fn swapped() -> (Design, Design) {
    let before = parse(TWO);
    let names = [
        ("subnet:b", "c"),
        ("subnet:c", "b"),
        ("subnet:d", "e"),
        ("security_group:one", "two"),
        ("security_group:two", "one"),
        ("vpc:prod", "lab"),
        ("vpc:lab", "prod"),
    ];
    (before.clone(), renamed(&before, &names))
}

#[test]
fn names_that_change_hands_are_moved_by_the_script() {
    for layout in Layout::ALL {
        let Some(bench) = Bench::new(&format!("swap_{}", layout.key())) else { return };
        let options = Options { layout, ..Options::default() };
        let (before, now) = swapped();
        let root = bench.write("swap", &export(&before, &options));
        let dir = root.join(if layout == Layout::Flat { "" } else { "envs/prod" });
        bench.plan(&dir);
        bench.apply(&dir);
        let bundle = export_since(&before, &now, &options, layout);
        bench.write("swap", &bundle);
        assert!(!more_than_names(&bench, &dir).is_empty(), "without the script things are lost");
        assert!(bundle.notes.iter().any(|note| note.text.contains("state mv")), "{:?}", bundle.notes);
        by_hand(&bench, &root);
        assert_eq!(more_than_names(&bench, &dir), BTreeMap::new(), "{layout:?}");
    }
}

#[test]
fn what_goes_to_another_state_is_moved_by_the_script() {
    let Some(bench) = Bench::new("what_goes_to_another_state") else { return };
    let text = "
environment prod
environment lab
vpc prod 10.0.0.0/16 region=eu-west-1 environment=prod { tier app private { subnet a a 10.0.0.0/24 } }
vpc test 10.1.0.0/16 region=eu-west-1 environment=ENV { igw test; tier app private { subnet NAME a 10.1.0.0/24 } }
vpc lab 10.2.0.0/16 region=eu-west-1 environment=lab
";
    let of = |environment: &str, name: &str| parse(&text.replace("ENV", environment).replace("NAME", name));
    let (before, mut now) = (of("prod", "a"), of("lab", "a"));
    let subnet: EntityId = now.iter().map(|(id, _)| id).filter(|id| id.kind == Kind::Subnet).nth(1).expect("a subnet");
    apply(&mut now, Edit::rename(subnet, "b")).expect("a subnet");
    let options = Options::default();
    let bundle = export(&before, &options);
    let root = bench.write("to", &bundle);
    applied(&bench, &root, &bundle);
    let bundle = export_since(&before, &now, &options, Layout::Environments);
    bench.write("to", &bundle);
    by_hand(&bench, &root);
    for folder in folders(&bundle) {
        assert_eq!(more_than_names(&bench, &root.join(&folder)), BTreeMap::new(), "{folder}");
    }
}

#[test]
fn another_layout_takes_over_what_the_one_before_made() {
    for (from, to) in [(Layout::Flat, Layout::Environments), (Layout::Environments, Layout::Flat)] {
        let Some(bench) = Bench::new(&format!("layout_{}", to.key())) else { return };
        let before = design("three-environments");
        let options = |layout| Options { layout, ..Options::default() };
        let bundle = export(&before, &options(from));
        let root = bench.write("both", &bundle);
        match from {
            Layout::Flat => {
                bench.plan(&root);
                bench.apply(&root);
            }
            Layout::Environments => applied(&bench, &root, &bundle),
        }
        let bundle = export_since(&before, &before, &options(to), from);
        bench.add("both", &bundle);
        by_hand(&bench, &root);
        let dirs = if to == Layout::Flat { vec![String::new()] } else { folders(&bundle) };
        for folder in dirs {
            let does = more_than_names(&bench, &root.join(&folder));
            let kinds: BTreeSet<&String> = does.values().collect();
            assert_eq!(does, BTreeMap::new(), "{from:?} {folder} {kinds:?}");
        }
    }
}
