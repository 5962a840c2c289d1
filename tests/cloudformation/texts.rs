//! What holds of every template, without anything to check it with.

use std::collections::BTreeSet;
use std::path::Path;

use cidraw::export::{Bundle, Layout, NoteKind, Options, TemplateSyntax};
use cidraw::model::{Design, EntityId};
use serde_json::Value;

use crate::bench::{designs, export, flat_json, parse};
use crate::deployable::references;

fn bundles(design: &Design) -> Vec<Bundle> {
    let mut bundles = Vec::new();
    for layout in Layout::ALL {
        for syntax in TemplateSyntax::ALL {
            bundles.push(export(design, &Options { layout, syntax, ..Options::default() }));
        }
    }
    bundles
}

/// The templates of a bundle, read back.
fn read(bundle: &Bundle) -> Vec<(String, Value)> {
    let templates = bundle.files.iter().filter(|file| file.path.ends_with(".json"));
    templates
        .map(|file| (file.path.clone(), serde_json::from_str(file.as_text().expect("a text")).expect("JSON")))
        .collect()
}

/// Panics where two files or two stacks have one name.
fn assert_apart(bundle: &Bundle) {
    let script = bundle.file("deploy.sh").and_then(|file| file.as_text()).expect("a script");
    let stacks: Vec<&str> = script.lines().filter_map(|line| line.strip_prefix("stack ")?.split(' ').next()).collect();
    let paths = bundle.files.iter().map(|file| file.path.as_str()).collect::<BTreeSet<_>>();
    assert_eq!(paths.len(), bundle.files.len(), "{paths:?}");
    assert_eq!(stacks.iter().collect::<BTreeSet<_>>().len(), stacks.len(), "{stacks:?}");
}

/// Panics where a template is above a limit, has an id that AWS refuses, or names what is not there.
fn assert_sound(bundle: &Bundle) {
    for (path, template) in read(bundle) {
        let section = |name: &str| template[name].as_object().cloned().unwrap_or_default();
        let (resources, parameters) = (section("Resources"), section("Parameters"));
        assert!(!resources.is_empty() && resources.len() <= 500, "{path}: {} resources", resources.len());
        assert!(parameters.len() <= 200 && section("Outputs").len() <= 200, "{path}");
        let text = bundle.file(&path).and_then(|file| file.as_text()).expect("a text");
        for name in resources.keys().chain(parameters.keys()).chain(section("Outputs").keys()) {
            assert!(!name.is_empty() && name.len() <= 255, "{path}: {name}");
            assert!(name.bytes().all(|b| b.is_ascii_alphanumeric()), "{path}: {name}");
            let times = text.matches(&format!("\n    \"{name}\": {{")).count();
            assert_eq!(times, 1, "{path}: {name} is there {times} times");
        }
        let mut named = BTreeSet::new();
        references(&template, &mut named);
        for name in named {
            let there = resources.contains_key(&name) || parameters.contains_key(&name) || name.starts_with("AWS::");
            assert!(there, "{path}: {name} is nowhere");
        }
    }
}

#[test]
fn templates_are_sound() {
    for (_, design) in designs() {
        bundles(&design).iter().for_each(assert_sound);
        bundles(&design).iter().for_each(assert_apart);
    }
}

#[test]
fn names_that_fall_together_are_told_apart() {
    let vpcs = ["a_b", "a-b", "prod1", "prod-1", "shared", "vpc-shared", "connections"];
    let mut text = String::new();
    for (n, name) in vpcs.iter().enumerate() {
        let routes: String = (0..vpcs.len())
            .filter(|other| *other != n)
            .map(|other| format!("10.{other}.0.0/16 -> peering:p{}{}; ", n.min(other), n.max(other)))
            .collect();
        text += &format!("vpc \"{name}\" 10.{n}.0.0/16 {{ route_table rt {{ {routes} }} }}\n");
    }
    for n in 0..vpcs.len() {
        for other in n + 1..vpcs.len() {
            text += &format!("peering p{n}{other} \"{}\" \"{}\"\n", vpcs[n], vpcs[other]);
        }
    }
    let regions = [("hub", "eu-west-1"), ("Hub", "us-east-1"), ("hub!", "us-west-2")];
    for (name, region) in regions {
        text += &format!("tgw \"{name}\" {region}\n");
    }
    text += "attachment near hub resource=tgw:\"Hub\"\nattachment far hub resource=tgw:\"hub!\"\n";
    for bundle in bundles(&parse(&text)) {
        assert_sound(&bundle);
        assert_apart(&bundle);
        for (path, template) in read(&bundle) {
            let resources = template["Resources"].as_object().expect("resources");
            let ends = resources.values().filter(|it| it["Type"] == "AWS::EC2::VPCPeeringConnection");
            let ends: Vec<String> = ends.map(|it| it["Properties"]["PeerVpcId"].to_string()).collect();
            let of_each: BTreeSet<&String> = ends.iter().collect();
            assert!(ends.is_empty() || of_each.len() == vpcs.len() - 1, "{path}: {of_each:?}");
            let ends: BTreeSet<String> = resources
                .values()
                .filter(|it| it["Type"] == "AWS::EC2::TransitGatewayPeeringAttachment")
                .map(|it| it["Properties"]["PeerTransitGatewayId"].to_string())
                .collect();
            assert!(ends.is_empty() || ends.len() == 2, "{path}: {ends:?}");
        }
    }
}

#[test]
fn every_object_is_in_a_template_or_noted() {
    for (name, design) in designs() {
        for bundle in bundles(&design) {
            for (id, _) in design.iter().filter(|(id, _)| id.kind.is_resource()) {
                let noted = bundle.notes.iter().any(|note| note.object == Some(id) && note.kind == NoteKind::LeftOut);
                assert!(noted || !bundle.spans_of(id).is_empty(), "{name}: {id}");
            }
            for (id, spans) in &bundle.spans {
                for span in spans {
                    assert!(span.first <= span.last && span.last <= bundle.files[span.file].lines(), "{name}: {id}");
                }
            }
        }
    }
}

#[test]
fn an_object_shows_its_code() {
    let design = parse("vpc main 10.0.0.0/16 { subnet pub-a a 10.0.0.0/24 }");
    let id: EntityId = "subnet-puba".parse().expect("an id");
    let yaml = export(&design, &Options::default()).code_of(id).expect("code");
    assert!(yaml.starts_with("PubASubnet:\n  Type: AWS::EC2::Subnet\n"), "{yaml}");
    let json = export(&design, &flat_json()).code_of(id).expect("code");
    assert!(json.starts_with("\"MainPubASubnet\": {\n  \"Type\": \"AWS::EC2::Subnet\""), "{json}");
}

#[test]
fn the_order_of_adding_changes_no_byte() {
    for (name, design) in designs() {
        let turned: Vec<_> = design.iter().map(|(id, entity)| (id, (**entity).clone())).collect();
        let turned = Design::from_entities(turned.into_iter().rev());
        assert_eq!(bundles(&turned), bundles(&design), "{name}");
    }
}

#[test]
fn a_new_subnet_and_another_order_of_rules_touch_no_other_resource() {
    let text = |more: &str, rules: &str| {
        format!(
            "vpc main 10.0.0.0/16 {{ tier t {{ subnet a a 10.0.0.0/24; subnet b b 10.0.1.0/24 {more} }}
               sg web rules=[{rules}] }}"
        )
    };
    let (https, ssh) = ("{peer: 0.0.0.0/0, protocol: tcp, ports: 443}", "{peer: 10.0.0.0/8, protocol: tcp, ports: 22}");
    let resources = |more: &str, rules: &str| {
        let bundle = export(&parse(&text(more, rules)), &flat_json());
        read(&bundle)[0].1["Resources"].as_object().cloned().expect("resources")
    };
    let before = resources("", &format!("{https}, {ssh}"));
    let after = resources("; subnet aa c 10.0.2.0/24", &format!("{ssh}, {https}"));
    for (name, resource) in &before {
        assert_eq!(after.get(name), Some(resource), "{name}");
    }
    assert_eq!(after.len(), before.len() + 1);
}

#[test]
fn a_large_vpc_is_split_before_a_limit_is_hit() {
    for (subnets, pieces) in [(10, 1), (150, 2), (900, 4)] {
        let mut text = String::from("vpc big 10.0.0.0/16 { tier t {\n");
        for n in 0..subnets {
            let (third, fourth) = (n / 4, n % 4 * 64);
            text += &format!("subnet s{n} a 10.0.{third}.{fourth}/26 route_table=rt network_acl=edge\n");
        }
        text += "}\nroute_table rt\nacl edge\n}";
        let bundle = export(&parse(&text), &Options { syntax: TemplateSyntax::Json, ..Options::default() });
        assert_sound(&bundle);
        assert!(read(&bundle).len() >= pieces, "{subnets} subnets are in {} templates", read(&bundle).len());
        let made: usize =
            read(&bundle).iter().map(|(_, template)| template["Resources"].as_object().map_or(0, |r| r.len())).sum();
        assert_eq!(made, 3 + 3 * subnets);
        assert!(bundle.notes.iter().all(|note| !note.text.contains("above a limit")));
    }
}

#[test]
fn texts_that_yaml_reads_as_numbers_stay_texts() {
    let design = parse(
        "vpc main 10.0.0.0/16 tags={a: \"12:30\", b: \"1_000\", c: \"0123\", d: \"yes\", e: \"a: b\", f: \"# x\"}",
    );
    let bundle = export(&design, &Options::default());
    let text = bundle.file("main.yaml").and_then(|file| file.as_text()).expect("a template");
    for wrong in ["Value: 12:30", "Value: 1_000", "Value: 0123", "Value: yes", "Value: a: b", "Value: # x"] {
        assert!(!text.contains(&format!("{wrong}\n")), "{text}");
    }
}

#[test]
fn what_is_protected_is_retained() {
    let design = parse("env prod production\nvpc main 10.0.0.0/16 environment=prod\nvpc side 10.1.0.0/16");
    let retained = |protect: bool, path: &str| {
        let bundle = export(&design, &Options { protect, ..Options::default() });
        let text = bundle.file(path).and_then(|file| file.as_text()).expect("a template");
        text.matches("DeletionPolicy: Retain").count() + text.matches("UpdateReplacePolicy: Retain").count()
    };
    assert_eq!((retained(true, "main.yaml"), retained(true, "side.yaml"), retained(false, "main.yaml")), (2, 0, 0));
}

#[test]
fn goldens_are_as_they_were() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cloudformation/golden");
    let mut differing = Vec::new();
    for (name, design) in designs().into_iter().filter(|(name, _)| matches!(name.as_str(), "kinds" | "accounts")) {
        let bundle = export(&design, &Options::default());
        let mut now = String::new();
        for note in &bundle.notes {
            let mark = if note.kind == NoteKind::LeftOut { '-' } else { '!' };
            now += &format!("{mark} {}: {}\n", note.object.map(|id| id.to_string()).unwrap_or_default(), note.text);
        }
        for file in &bundle.files {
            now += &format!("\n=== {}\n{}", file.path, file.as_text().expect("a text"));
        }
        let path = here.join(format!("{name}.txt"));
        if std::fs::read_to_string(&path).unwrap_or_default() != now {
            if std::env::var_os("UPDATE").is_some() {
                std::fs::create_dir_all(&here).expect("a folder");
                std::fs::write(&path, now).expect("written");
            }
            differing.push(name);
        }
    }
    assert!(differing.is_empty() || std::env::var_os("UPDATE").is_some(), "UPDATE=1 writes anew: {differing:?}");
}
