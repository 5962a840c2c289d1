//! Designs that nobody would draw, through everything that looks at a design: nothing panics, nothing overflows, nothing
//! is lost, and what is wrong is told with its place.

mod common;

use cidraw::addressing::Family;
use cidraw::analysis::{Analyses, Comparison, PeeringMatrix, address_csv, gap_reports, parity, summary_of};
use cidraw::editor::{Command, Editor, Intent, describe};
use cidraw::export::{EXPORTERS, Layout as Folders, Options};
use cidraw::format::{Loaded, load, save};
use cidraw::model::kinds::Environment;
use cidraw::model::{Design, EntityId, Placement, invariants};
use cidraw::notation::{parse, to_notation};
use cidraw::scene::{Camera, Layout, Level, Marks, Point, Scene, TableMeasure, draw};
use common::cases;
use common::designs::design;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

/// Looks at a design in every way there is.
fn look(design: &Design) {
    assert_eq!(invariants::broken(design), None);
    let analyses = Analyses::new(design);
    for finding in analyses.findings() {
        assert!(!finding.message.is_empty());
        for fix in &finding.fixes {
            let mut mended = design.clone();
            let _ = cidraw::model::apply_all(&mut mended, fix.edits.clone());
        }
    }
    for family in [Family::V4, Family::V6] {
        gap_reports(design, family);
    }
    address_csv(design);
    let ids: Vec<EntityId> = design.iter().map(|(id, _)| id).collect();
    summary_of(design, &ids, Family::V4);
    PeeringMatrix::of(design);
    let environments: Vec<_> = design.all::<Environment>().map(|(id, _)| id).collect();
    if let [a, .., b] = environments[..] {
        parity(design, a, b);
    }
    for exporter in EXPORTERS {
        for layout in Folders::ALL {
            let bundle = exporter.export(design, &Options { layout, ..Options::default() });
            assert!(bundle.files.iter().all(|file| !file.path.contains("..") && !file.path.starts_with('/')));
        }
    }
    picture(design);
    assert!(Comparison::of(design, design).is_empty());
    for (id, _) in design.iter() {
        assert!(!describe(design, Some(&analyses), id).is_empty());
    }
}

fn picture(design: &Design) {
    let layout = Layout::new(design);
    for (_, rect) in layout.boxes() {
        assert!([rect.x, rect.y, rect.w, rect.h].iter().all(|n| n.is_finite()), "{rect:?}");
    }
    let viewport = Point::new(1440.0, 900.0);
    let marks = Marks::default();
    let scene = Scene { design, layout: &layout, marks: &marks };
    let Some(bounds) = layout.bounds() else { return };
    let fit = Camera::fit(bounds, viewport, 40.0);
    let near = Camera { x: bounds.x, y: bounds.y, scale: 2.0 };
    for camera in [fit, near] {
        draw(scene, camera, viewport, Level::at(camera.scale), &mut TableMeasure);
    }
}

/// Moves everything as far as it goes, makes more of it, and takes it back.
fn push(design: Design) {
    let before = save(&design);
    let ids: Vec<EntityId> = design.iter().map(|(id, _)| id).collect();
    let mut editor = Editor::new(design, 1);
    editor.check();
    for (dx, dy) in [(i32::MAX, i32::MAX), (i32::MIN, i32::MIN), (-1, 1)] {
        let _ = editor.perform(Intent::MoveObjects { ids: ids.clone(), dx, dy });
    }
    for command in [Command::SelectAll, Command::Duplicate, Command::Copy, Command::Paste, Command::ZoomToFit] {
        let _ = editor.run(command);
    }
    editor.check();
    picture(editor.design());
    while editor.can(Command::Undo) {
        let _ = editor.undo();
    }
    assert_eq!(save(editor.design()), before);
}

/// A file of these objects, one a line; the first is on line 2.
fn file(objects: &[&str]) -> String {
    format!("{{\"cidraw\": 1, \"objects\": [\n{}\n]}}", objects.join(",\n"))
}

/// Rule, objects and field of each finding of the rules named.
fn found(design: &Design, rules: &[&str]) -> Vec<String> {
    let analyses = Analyses::new(design);
    let wanted = analyses.findings().filter(|finding| rules.contains(&finding.rule.id));
    wanted
        .map(|finding| {
            let objects: Vec<String> = finding.objects.iter().map(ToString::to_string).collect();
            format!("{} {} {}", finding.rule.id, objects.join("+"), finding.field.unwrap_or_default())
        })
        .collect()
}

#[test]
fn circles_are_read_and_told() {
    let loaded = load(&file(&[
        r#"{"kind": "pool", "id": "pool-a", "name": "a", "parent": "pool-b", "blocks": ["10.0.0.0/8"]}"#,
        r#"{"kind": "pool", "id": "pool-b", "name": "b", "parent": "pool-a", "blocks": ["10.0.0.0/8"]}"#,
        r#"{"kind": "pool", "id": "pool-c", "name": "c", "parent": "pool-c"}"#,
        r#"{"kind": "pool", "id": "pool-d", "name": "d", "parent": "pool-a", "blocks": ["10.1.0.0/16"]}"#,
        r#"{"kind": "environment", "id": "env-a", "name": "e", "pool": "pool-a"}"#,
        r#"{"kind": "vpc", "id": "vpc-a", "name": "a", "region": "eu-west-1", "pool": "pool-c", "environment": "env-a", "ipv4": ["10.1.0.0/16"]}"#,
        r#"{"kind": "peering", "id": "pcx-a", "name": "self", "requester": "vpc-a", "accepter": "vpc-a"}"#,
        r#"{"kind": "tier", "id": "tier-a", "name": "t", "vpc": "vpc-a"}"#,
        r#"{"kind": "subnet", "id": "subnet-a", "name": "s", "vpc": "vpc-a", "tier": "tier-a", "route_table": "rtb-a", "ipv4": "10.1.0.0/24"}"#,
        r#"{"kind": "route_table", "id": "rtb-a", "name": "r", "vpc": "vpc-a", "edge_gateway": "igw-a", "routes": [
            {"destination": "pl-a", "target": "rtb-a"}, {"destination": "0.0.0.0/0", "target": "subnet-a"}, {"destination": "10.1.0.0/16", "target": "vpc-a"}]}"#,
        r#"{"kind": "internet_gateway", "id": "igw-a", "name": "i", "vpc": "vpc-a"}"#,
        r#"{"kind": "prefix_list", "id": "pl-a", "name": "p", "entries": [{"block": "pl-a"}]}"#,
        r#"{"kind": "transit_gateway", "id": "tgw-a", "name": "t", "association_table": "tgw-rtb-a"}"#,
        r#"{"kind": "transit_gateway_attachment", "id": "tgw-attach-a", "name": "x", "transit_gateway": "tgw-a", "resource": "tgw-a", "associated_table": "tgw-rtb-a", "propagating_tables": ["tgw-rtb-a"]}"#,
        r#"{"kind": "transit_gateway_route_table", "id": "tgw-rtb-a", "name": "x", "transit_gateway": "tgw-a", "routes": [{"destination": "0.0.0.0/0", "target": "tgw-attach-a"}]}"#,
        r#"{"kind": "security_group", "id": "sg-a", "name": "g", "vpc": "vpc-a", "rules": [{"peer": "sg-a"}, {"peer": "sg-b"}]}"#,
        r#"{"kind": "security_group", "id": "sg-b", "name": "h", "vpc": "vpc-a", "rules": [{"peer": "sg-a"}]}"#,
        r#"{"kind": "assertion", "id": "assert-a", "name": "x", "from": "assert-a", "to": "assert-a"}"#,
        r#"{"kind": "comment", "id": "comment-a", "name": "x", "target": "comment-a"}"#,
    ]))
    .unwrap();
    assert_eq!(loaded.notes, []);
    assert_eq!(
        found(&loaded.design, &["addressing/pool-in-itself"]),
        ["addressing/pool-in-itself pool-a+pool-b parent", "addressing/pool-in-itself pool-c parent"]
    );
    look(&loaded.design);
    push(loaded.design);
}

#[test]
fn what_dangles_is_told_with_object_and_field() {
    let loaded = load(&file(&[
        r#"{"kind": "vpc", "id": "vpc-a", "name": "a", "region": "eu-west-1", "environment": "env-gone", "pool": "pool-gone"}"#,
        r#"{"kind": "subnet", "id": "subnet-a", "name": "s", "vpc": "vpc-gone", "tier": "tier-gone", "route_table": "rtb-gone"}"#,
        r#"{"kind": "nat_gateway", "id": "nat-a", "name": "n", "subnet": "subnet-gone", "elastic_ips": ["eip-gone"]}"#,
    ]))
    .unwrap();
    assert_eq!(loaded.notes, []);
    let mut told = found(&loaded.design, &["reference/dangling"]);
    told.sort();
    assert_eq!(
        told,
        [
            "reference/dangling nat-a elastic_ips",
            "reference/dangling nat-a subnet",
            "reference/dangling subnet-a route_table",
            "reference/dangling subnet-a tier",
            "reference/dangling subnet-a vpc",
            "reference/dangling vpc-a environment",
            "reference/dangling vpc-a pool",
        ]
    );
    look(&loaded.design);
    push(loaded.design);
}

#[test]
fn a_place_at_the_end_of_the_canvas_overflows_nothing() {
    for at in [
        Placement { w: Some(u32::MAX), h: Some(u32::MAX), ..Placement::at(i32::MAX, i32::MAX) },
        Placement { w: Some(0), h: Some(0), ..Placement::at(i32::MIN, i32::MIN) },
        Placement { h: Some(u32::MAX), ..Placement::at(i32::MIN, i32::MAX) },
    ] {
        let mut design = Design::default();
        for path in ["three-environments", "hub-inspection", "hybrid"] {
            let text = std::fs::read_to_string(format!("assets/templates/{path}.cidraw.json")).unwrap();
            let template = load(&text).unwrap().design;
            let edits = template.iter().map(|(id, entity)| {
                let mut entity = cidraw::model::Entity::clone(entity);
                entity.head.at = Some(at);
                (id, entity)
            });
            design = Design::from_entities(edits);
            look(&design);
        }
        push(design);
    }
}

/// Every number of a file becomes one of the ends of some type, where its field takes that.
fn with_numbers(design: &Design, numbers: &[i64]) -> Design {
    fn change(value: &mut Value, next: &mut impl Iterator<Item = i64>) {
        match value {
            Value::Number(_) => *value = next.next().into(),
            Value::Array(items) => items.iter_mut().for_each(|item| change(item, next)),
            Value::Object(fields) => fields.values_mut().for_each(|value| change(value, next)),
            _ => {}
        }
    }
    let mut file: Value = serde_json::from_str(&save(design)).unwrap();
    let mut next = numbers.iter().copied().cycle();
    file["objects"].as_array_mut().unwrap().iter_mut().for_each(|object| change(object, &mut next));
    load(&file.to_string()).unwrap().design
}

const ENDS: [i64; 10] =
    [0, 1, 255, 65_535, u32::MAX as i64, i32::MAX as i64, i32::MIN as i64, -1, u32::MAX as i64 + 1, i64::MIN];

/// What has to hold of every reading, whatever was read.
fn nothing_is_lost(text: &str, loaded: &Loaded) {
    let saved = save(&loaded.design);
    for unread in loaded.design.unread() {
        assert!(saved.contains(&unread.text) && !unread.reason.is_empty(), "{}", unread.text);
        assert!((1..=text.lines().count()).contains(&unread.line));
    }
    for note in &loaded.notes {
        assert!((1..=text.lines().count().max(1)).contains(&note.line), "{note}");
        assert!(note.message.len() < 2_000, "{note}");
    }
    // As many objects as there were, read or not.
    let file: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default();
    if let Some(objects) = file["objects"].as_array().filter(|_| file["cidraw"] == 1) {
        assert_eq!(objects.len(), loaded.design.len() + loaded.design.unread().len());
    }
    let again = load(&saved).expect("our own file");
    assert_eq!(again.design, loaded.design);
    assert_eq!(save(&again.design), saved);
}

/// Something done to a file by somebody who does not know what it is.
#[derive(Clone, Debug)]
enum Damage {
    /// A byte becomes another.
    Flip(Index, u8),
    /// A line goes.
    Cut(Index),
    /// A line stands twice.
    Double(Index),
    /// Two lines change places.
    Swap(Index, Index),
    /// One JSON value stands where another was, too.
    Graft(Index, Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<Index>;
    prop_oneof![
        2 => (at(), any::<u8>()).prop_map(|(at, byte)| Damage::Flip(at, byte)),
        1 => at().prop_map(Damage::Cut),
        1 => at().prop_map(Damage::Double),
        1 => (at(), at()).prop_map(|(a, b)| Damage::Swap(a, b)),
        3 => (at(), at()).prop_map(|(a, b)| Damage::Graft(a, b)),
    ]
}

impl Damage {
    fn to(&self, bytes: Vec<u8>) -> Vec<u8> {
        let mut lines: Vec<Vec<u8>> = bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        match self {
            Damage::Flip(at, byte) => {
                let mut bytes = bytes;
                let at = at.index(bytes.len().max(1));
                bytes.get_mut(at).into_iter().for_each(|there| *there = *byte);
                return bytes;
            }
            Damage::Cut(at) => drop(lines.remove(at.index(lines.len()))),
            Damage::Double(at) => {
                let at = at.index(lines.len());
                lines.insert(at, lines[at].clone());
            }
            Damage::Swap(a, b) => {
                let (a, b) = (a.index(lines.len()), b.index(lines.len()));
                lines.swap(a, b);
            }
            Damage::Graft(from, to) => {
                let Ok(mut file) = serde_json::from_slice::<Value>(&bytes) else { return bytes };
                let mut ways = Vec::new();
                ways_into(&file, String::new(), &mut ways);
                let graft = file.pointer(&ways[from.index(ways.len())]).cloned().unwrap_or_default();
                if let Some(there) = file.pointer_mut(&ways[to.index(ways.len())]) {
                    *there = graft;
                }
                return format!("{file:#}").into_bytes();
            }
        }
        lines.join(&b'\n')
    }
}

/// The JSON pointers to every value below `value`.
fn ways_into(value: &Value, way: String, ways: &mut Vec<String>) {
    ways.push(way.clone());
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| ways_into(item, format!("{way}/{at}"), ways));
        }
        Value::Object(fields) => fields.iter().for_each(|(key, value)| {
            ways_into(value, format!("{way}/{}", key.replace('~', "~0").replace('/', "~1")), ways);
        }),
        _ => {}
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn numbers_at_their_ends_overflow_nothing(
        design in design(20),
        numbers in prop::collection::vec(select(ENDS.to_vec()), 1..30),
    ) {
        let design = with_numbers(&design, &numbers);
        look(&design);
        push(design);
    }

    #[test]
    fn random_designs_are_looked_at_in_every_way(design in design(25)) {
        look(&design);
    }

    #[test]
    fn a_damaged_file_loses_nothing_that_is_left(
        design in design(8),
        damages in prop::collection::vec(damage(), 1..5),
    ) {
        let bytes = damages.iter().fold(save(&design).into_bytes(), |bytes, damage| damage.to(bytes));
        match cidraw::format::load_bytes(&bytes) {
            Err(refusal) => prop_assert!(refusal.to_string().len() < 2_000, "{}", refusal),
            Ok(loaded) => {
                nothing_is_lost(std::str::from_utf8(&bytes).unwrap(), &loaded);
                look(&loaded.design);
            }
        }
    }
}

#[test]
fn texts_that_are_as_long_as_they_may_be_are_told_in_short() {
    let long = "x".repeat(60_000);
    let objects = [
        json!({ "kind": "tier", "id": "tier-a", "vpc": "vpc-a", "role": long }),
        json!({ "kind": "tier", "id": "tier-b", "vpc": long }),
        json!({ "kind": long, "id": "tier-c" }),
        json!({ "kind": "tier", "id": long }),
        json!({ "kind": "tier", "id": "tier-d", "vpc": "vpc-a", "tags": { long.as_str(): 7 } }),
        json!({ "kind": "tier", "id": "tier-e", "vpc": "vpc-a", "order": long }),
    ];
    let mut texts = objects.map(|object| object.to_string()).to_vec();
    texts.push(format!("{{\"{long}\": 1, \"{long}\": 2}}"));
    let longer = "y".repeat(70_000);
    texts.push(json!({ "kind": "tier", "id": "tier-f", "vpc": "vpc-a", longer.as_str(): 1 }).to_string());
    let text = file(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let loaded = load(&text).unwrap();
    assert_eq!((loaded.notes.len(), loaded.design.len()), (8, 0));
    nothing_is_lost(&text, &loaded);
    // Where they are allowed, everything else bears them.
    let vpc = json!({ "kind": "vpc", "id": "vpc-a", "name": long, "region": long, "ipv4": [long, "10.0.0.0/16"], "tags": { long.as_str(): long } });
    let subnet =
        json!({ "kind": "subnet", "id": "subnet-a", "name": long, "vpc": "vpc-a", "tier": "tier-a", "zone": long });
    let tier = json!({ "kind": "tier", "id": "tier-a", "name": long, "vpc": "vpc-a" });
    let text = json!({ "cidraw": 1, "objects": [vpc, subnet, tier], long.as_str(): long }).to_string();
    let loaded = load(&text).unwrap();
    assert_eq!(loaded.notes, []);
    look(&loaded.design);
    push(loaded.design);
    let refused = load(&format!("{{\"cidraw\": 1, \"objects\": [], \"{longer}\": 1e999}}")).expect_err("a refusal");
    assert!(refused.to_string().len() < 200, "{refused}");
}

#[test]
fn other_encodings_are_refused_by_line() {
    let text = file(&[r#"{"kind": "vpc", "id": "vpc-a", "region": "é"}"#]);
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let latin1: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let bare: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let say = |bytes: &[u8]| cidraw::format::load_bytes(bytes).expect_err("a refusal").to_string();
    assert_eq!(say(&utf16), "The file is not UTF-8 text: see line 1. Is it a cidraw design?");
    assert_eq!(say(&latin1), "The file is not UTF-8 text: see line 2. Is it a cidraw design?");
    assert!(say(&bare).contains("line"), "{}", say(&bare));
}

#[test]
fn what_notation_makes_of_anything_is_read_again() {
    let all = "vpc a 0.0.0.0/0 ::/0 { tier t private { subnet x a 0.0.0.0/0; subnet y a 10.0.0.0/32 } }
         pool p 0.0.0.0/0 ::/0; vpc b 0.0.0.0/0; vpc c 255.255.255.255/32";
    let design = parse(all).unwrap();
    look(&design);
    assert_eq!(parse(&to_notation(&design)).unwrap(), design);
    push(design);
}
