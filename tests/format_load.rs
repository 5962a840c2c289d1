//! Files that are damaged, hostile, foreign or of another version: what is sound is loaded, nothing is lost, nothing
//! panics.

mod common;

use cidraw::format::{DEEPEST, LARGEST_FILE, LONGEST_TEXT, MOST_UNREAD, load, load_bytes, save};
use cidraw::model::Design;
use cidraw::notation::parse;
use common::cases;
use common::designs::design;
use proptest::prelude::*;
use serde_json::{Value, json};

fn refusal(text: &str) -> String {
    load(text).expect_err("a refusal").to_string()
}

/// A file of these objects, one a line; the first is on line 2.
fn file(objects: &[&str]) -> String {
    format!("{{\"cidraw\": 1, \"objects\": [\n{}\n]}}", objects.join(",\n"))
}

const VPC: &str = r#"{"kind": "vpc", "id": "vpc-a", "name": "a", "region": "eu-west-1"}"#;

/// The file loads `sound` objects; the note about the other one is `note`; saving keeps the other one's text, and
/// doing it all again changes nothing.
#[track_caller]
fn one_unread(objects: &[&str], wrong: usize, note: &str) {
    let loaded = load(&file(objects)).expect("the rest is sound");
    assert_eq!(loaded.design.len(), objects.len() - 1);
    let said: Vec<String> = loaded.notes.iter().map(ToString::to_string).collect();
    assert_eq!(said, [format!("{note}. The object is kept as it is written.")]);
    assert_eq!(loaded.design.unread().len(), 1);
    assert_eq!(loaded.design.unread()[0].text, objects[wrong]);
    let saved = save(&loaded.design);
    assert!(saved.contains(objects[wrong]), "{saved}");
    let again = load(&saved).expect("our own file");
    assert_eq!(again.design, loaded.design);
    assert_eq!(save(&again.design), saved);
}

#[test]
fn what_is_no_design_is_refused_with_a_reason() {
    let cases = [
        ("", "The file is empty."),
        (" \r\n", "The file is empty."),
        ("[package]\nname", "The file is not JSON: line 1, column 2: expected value."),
        ("<html>", "The file is not JSON: line 1, column 1: expected value."),
        ("{\"cidraw\": 1,\n \"objects\": [}", "The file is not JSON: line 2, column 14: expected value."),
        ("{\"cidraw\": 1}}", "The file is not JSON: line 1, column 14: trailing characters."),
        (
            "{\"cidraw\": 1, \"objects\": [\n {\"kind\": \"vp",
            "The file is cut off: it ends at line 2, column 13, in the middle of a value.",
        ),
        ("[1]", "The file is JSON but not a cidraw design: it is not an object."),
        ("7", "The file is JSON but not a cidraw design: it is not an object."),
        (
            "{\"objects\": []}",
            "The file is JSON but not a cidraw design: it has no field \"cidraw\" with the version of the format.",
        ),
        ("{\"cidraw\": 1}", "The file is JSON but not a cidraw design: it has no list \"objects\"."),
        ("{\"cidraw\": 1,\n \"objects\": {}}", "Line 2: \"objects\" is not a list."),
        ("{\"cidraw\": \"1\"}", "Line 1: \"cidraw\" is not a version of the format, a whole number."),
        ("{\"cidraw\": -1}", "Line 1: \"cidraw\" is not a version of the format, a whole number."),
        ("{\"cidraw\": 1, \"cidraw\": 1}", "Line 1: \"cidraw\" is written twice."),
        ("{\"cidraw\": 1, \"objects\": [], \"objects\": []}", "Line 1: \"objects\" is written twice."),
        (
            "{\"cidraw\": 1, \"objects\": [], \"x\": 1e999}",
            "Line 1: \"x\" holds a number or a text that cannot be read.",
        ),
        (
            "{\"cidraw\": 27, \"objects\": []}",
            "The file has format version 27; this cidraw reads up to version 1. Open it with a newer cidraw.",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(refusal(text), expected, "{text}");
    }
}

#[test]
fn a_file_beyond_the_limits_is_refused_without_reading_it() {
    let deep = format!("{{\"cidraw\": 1,\n\"x\": {}", "[".repeat(1_000_000));
    assert_eq!(
        refusal(&deep),
        format!("The file is nested too deep: line 2, column {} is below 64 levels.", 6 + DEEPEST - 1)
    );
    let brackets_in_text = json!({"cidraw": 1, "objects": [], "x": "[".repeat(1000) + "\\\"["}).to_string();
    assert!(load(&brackets_in_text).is_ok());
    let large = " ".repeat(LARGEST_FILE + 1);
    assert_eq!(refusal(&large), "The file has 51 MB. A design has at most 50 MB.");
    assert_eq!(load_bytes(large.as_bytes()).unwrap_err(), load(&large).unwrap_err());
    assert_eq!(
        load_bytes(b"{\n\n\xff").unwrap_err().to_string(),
        "The file is not UTF-8 text: see line 3. Is it a cidraw design?"
    );
    let nonsense = file(&vec!["1"; MOST_UNREAD + 1]);
    assert!(refusal(&nonsense).starts_with("More than 10000 objects cannot be read. The first: Line 2: "));
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_taken() {
    let text = format!("\u{feff}{}", file(&[VPC, "{\"kind\":\n\"x\"}"]).replace('\n', "\r\n"));
    let loaded = load(&text).unwrap();
    assert_eq!(loaded.design.len(), 1);
    assert_eq!(loaded.notes[0].line, 3);
    assert!(!save(&loaded.design).contains('\r'));
}

#[test]
fn one_wrong_object_is_kept_and_the_rest_is_loaded() {
    let wrong_kind = r#"{"kind": "tier", "id": "tier-a", "name": "a", "vpc": "subnet-x"}"#;
    one_unread(&[VPC, wrong_kind], 1, "Line 3, tier-a: vpc: \"subnet-x\" names a subnet, but a VPC belongs here");
    let twice = r#"{"kind": "vpc", "id": "vpc-a", "name": "second", "region": "eu-west-1"}"#;
    one_unread(&[VPC, twice], 1, "Line 3, vpc-a: id: the object at line 2 has this id too");
    let kind = r#"{"kind": "wormhole", "id": "wh-1"}"#;
    one_unread(&[kind, VPC], 0, "Line 2, wh-1: kind: there is no kind \"wormhole\" in this version");
    one_unread(&["17", VPC], 0, "Line 2: this is not an object");
    one_unread(&[VPC, "{}"], 1, "Line 3: it has no \"kind\"");
    one_unread(&[VPC, r#"{"kind": "vpc"}"#], 1, "Line 3: it has no \"id\"");
    one_unread(&[VPC, r#"{"kind": "vpc", "id": 5}"#], 1, "Line 3: id: this is not a text");
    let id = r#"{"kind": "vpc", "id": "tier-b"}"#;
    one_unread(&[VPC, id], 1, "Line 3, tier-b: id: tier-b names a tier, but the kind is vpc");
    let missing = r#"{"kind": "vpc", "id": "vpc-b"}"#;
    one_unread(&[VPC, missing], 1, "Line 3, vpc-b: the field \"region\" is missing");
    let field_twice = r#"{"kind": "vpc", "id": "vpc-b", "region": "a", "region": "b"}"#;
    one_unread(&[VPC, field_twice], 1, "Line 3, vpc-b: the field \"region\" is written twice");
}

#[test]
fn an_absurd_value_is_named_by_its_field() {
    let tier = |field: &str| format!(r#"{{"kind": "tier", "id": "tier-a", "vpc": "vpc-a", {field}}}"#);
    let cases = [
        (r#""order": -1"#, "order: -1 is not a whole number from 0 to 4294967295"),
        (r#""order": 99999999999999999999"#, "order: 1e+20 is not a whole number from 0 to 4294967295"),
        (r#""length": 1.5"#, "length: 1.5 is not a whole number from 0 to 255"),
        (r#""role": "secret""#, "role: \"secret\" is not one of public, private, isolated"),
        (r#""name": ["a"]"#, "name: a list is not a text"),
        (r#""tags": {"a": {"b": 1}}"#, "tags.a: an object is not a text"),
        (r#""at": {"x": 1}"#, "at: the field \"y\" is missing"),
        (r#""at": {"x": 1, "y": 1e9}"#, "at.y: 1000000000.0 is not a whole number from -2147483648 to 2147483647"),
    ];
    for (field, said) in cases {
        one_unread(&[VPC, &tier(field)], 1, &format!("Line 3, tier-a: {said}"));
    }
    one_unread(&[VPC, &tier(r#""order": 1e999"#)], 1, "Line 3, tier-a: order: number out of range");
    one_unread(&[VPC, &tier(r#""name": "\ud800""#)], 1, "Line 3, tier-a: name: unexpected end of hex escape");
    let table = r#"{"kind": "route_table", "id": "rtb-a", "vpc": "vpc-a", "routes": [
        {"destination": "x", "target": "local"}, {"destination": "0.0.0.0/0", "target": "the internet"}]}"#;
    one_unread(
        &[VPC, table],
        1,
        "Line 3, rtb-a: routes[1].target: \"the internet\" is not an object id. \
         An id is a kind and up to 12 letters or digits, for example vpc-prod",
    );
    let long = format!(r#"{{"kind": "vpc", "id": "vpc-b", "region": "", "name": "{}"}}"#, "n".repeat(10_000_000));
    one_unread(&[VPC, &long], 1, &format!("Line 3, vpc-b: name: a text in it is longer than {LONGEST_TEXT} bytes"));
}

#[test]
fn a_half_drawn_or_wrong_design_is_a_design() {
    let pools = file(&[
        r#"{"kind": "pool", "id": "pool-a", "name": "a", "parent": "pool-b", "blocks": ["10.0.0.5/24", "ten"]}"#,
        r#"{"kind": "pool", "id": "pool-b", "name": "b", "parent": "pool-a"}"#,
        r#"{"kind": "peering", "id": "pcx-a", "requester": "vpc-gone", "accepter": "vpc-gone"}"#,
    ]);
    let loaded = load(&pools).unwrap();
    assert!(loaded.notes.is_empty(), "{:?}", loaded.notes);
    let expected = parse(
        "pool a 10.0.0.5/24 ten parent=b
         pool b parent=a
         peering \"\" vpc-gone vpc-gone id=pcx-a",
    );
    assert_eq!(loaded.design, expected.unwrap());
}

#[test]
fn unread_objects_stand_where_their_ids_sort_and_the_others_at_the_end() {
    let objects = [
        r#"{"kind": "wormhole", "id": "wh-1"}"#,
        r#"{"kind": "tier", "id": "tier-a"}"#,
        VPC,
        "null",
        r#"{"kind": "igw"}"#,
        r#"{"kind": "vpc", "id": "vpc-0"}"#,
        r#"{"kind": "peering", "id": "pcx-a", "requester": "vpc-a", "accepter": "vpc-b"}"#,
    ];
    let design = load(&file(&objects)).unwrap().design;
    let saved = save(&design);
    let ids: Vec<&str> = saved
        .lines()
        .filter_map(|line| {
            ["vpc-0", "\"id\": \"vpc-a", "tier-a", "pcx-a", "wh-1", "null", "\"igw\""]
                .into_iter()
                .find(|id| line.contains(id))
        })
        .collect();
    assert_eq!(ids, ["vpc-0", "\"id\": \"vpc-a", "tier-a", "pcx-a", "wh-1", "null", "\"igw\""]);
    assert_eq!(save(&load(&saved).unwrap().design), saved);
}

#[test]
fn the_layout_is_one_block_an_object_and_one_line_a_field() {
    let design = parse(
        "vpc prod 10.0.0.0/16 10.1.0.0/16 region=eu-west-1 tags={team: net} at 0,-20 {
           route_table rt main { 0.0.0.0/0 -> igw:main; 10.9.0.0/16 -> local }
         }",
    )
    .unwrap();
    insta::assert_snapshot!(save(&design), @r#"
    {
      "cidraw": 1,
      "minor": 0,
      "objects": [
        {
          "kind": "vpc",
          "id": "vpc-prod",
          "name": "prod",
          "ipv4": ["10.0.0.0/16", "10.1.0.0/16"],
          "region": "eu-west-1",
          "tags": { "team": "net" },
          "at": { "x": 0, "y": -20 }
        },
        {
          "kind": "route_table",
          "id": "rtb-rt",
          "name": "rt",
          "main": true,
          "routes": [
            { "destination": "0.0.0.0/0", "target": "igw-main" },
            { "destination": "10.9.0.0/16", "target": "local" }
          ],
          "vpc": "vpc-prod"
        }
      ]
    }
    "#);
    assert_eq!(save(&Design::default()), "{\n  \"cidraw\": 1,\n  \"minor\": 0,\n  \"objects\": []\n}\n");
}

#[test]
fn a_field_at_its_default_is_left_out_when_saving() {
    let text =
        r#"{"kind": "vpc", "id": "vpc-a", "name": "a", "region": "eu-west-1", "dns_support": true, "pool": null}"#;
    assert_eq!(save(&load(&file(&[text])).unwrap().design), save(&load(&file(&[VPC])).unwrap().design));
}

#[test]
fn a_newer_minor_version_keeps_its_number_and_its_fields() {
    let text = r#"{"cidraw": 1, "minor": 9, "theme": {"dark": [true]}, "objects": []}"#;
    let loaded = load(text).unwrap();
    assert!(loaded.notes.is_empty());
    let value: Value = serde_json::from_str(&save(&loaded.design)).unwrap();
    assert_eq!(value, serde_json::from_str::<Value>(text).unwrap());
}

#[test]
fn a_number_that_nobody_changed_is_saved_as_it_was() {
    for number in ["31.245270191439438", "5e-324", "1.7976931348623157e+308", "18446744073709551615", "0.1"] {
        let object = VPC.replace("\"name\"", &format!("\"x\": {number}, \"name\""));
        let saved = save(&load(&file(&[&object])).unwrap().design);
        assert!(saved.contains(&format!("\"x\": {number}")), "{number}: {saved}");
    }
}

#[test]
fn an_unknown_field_stays_with_its_route_when_another_goes() {
    let text = file(&[r#"{"kind": "route_table", "id": "rtb-a", "name": "a", "vpc": "vpc-a", "routes": [
        {"destination": "10.0.0.0/8", "target": "local"},
        {"destination": "0.0.0.0/0", "target": "igw-a", "note": "the way out"}]}"#]);
    let mut design = load(&text).unwrap().design;
    let id = "rtb-a".parse().unwrap();
    cidraw::model::apply(
        &mut design,
        cidraw::model::Edit::change::<cidraw::model::RouteTableId>(id, |table| {
            table.routes.remove(0);
        }),
    )
    .unwrap();
    let saved: Value = serde_json::from_str(&save(&design)).unwrap();
    let routes = json!([{"destination": "0.0.0.0/0", "target": "igw-a", "note": "the way out"}]);
    assert_eq!(saved["objects"][0]["routes"], routes);
}

/// Puts a field that no version knows into the `at`-th object of a value, counted from outside in; maps with free keys
/// have none.
fn put_unknown(value: &mut Value, at: &mut usize, new: &Value) {
    match value {
        Value::Object(fields) => {
            if *at == 0 {
                fields.insert("x-unknown".into(), new.clone());
            }
            *at = at.wrapping_sub(1);
            for (key, value) in fields.iter_mut() {
                if !matches!(key.as_str(), "tags" | "default_tags" | "quotas" | "x-unknown") {
                    put_unknown(value, at, new);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| put_unknown(item, at, new)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn unknown_fields_survive_wherever_they_are(design in design(6), places in prop::collection::vec(0..20usize, 1..6)) {
        let mut file: Value = serde_json::from_str(&save(&design)).unwrap();
        for (n, mut place) in places.into_iter().enumerate() {
            put_unknown(&mut file, &mut place, &json!({"n": n, "list": [1.5, null, {"deep": "x"}]}));
        }
        let loaded = load(&file.to_string()).unwrap();
        prop_assert!(loaded.notes.is_empty());
        let saved = save(&loaded.design);
        prop_assert_eq!(&serde_json::from_str::<Value>(&saved).unwrap(), &file);
        let again = load(&saved).unwrap();
        prop_assert_eq!(&again.design, &loaded.design);
        let printed = cidraw::notation::to_notation(&again.design);
        prop_assert!(parse(&printed).unwrap().iter().eq(again.design.iter()), "{}", printed);
    }

    /// Whatever happens to a file, loading answers; and what it loads, it keeps.
    #[test]
    fn a_damaged_file_is_refused_or_read_but_never_panics(
        design in design(5),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..12usize, "[ -~\\n]{0,4}"), 1..4),
    ) {
        let mut file = save(&design);
        for (at, length, new) in cuts {
            let at = at.index(file.len() + 1);
            let (start, end) = (file.floor_char_boundary(at), file.floor_char_boundary((at + length).min(file.len())));
            file.replace_range(start..end.max(start), &new);
        }
        if let Ok(loaded) = load(&file) {
            let saved = save(&loaded.design);
            let again = load(&saved).expect("our own file");
            prop_assert_eq!(&again.design, &loaded.design, "{}", saved);
            prop_assert_eq!(save(&again.design), saved);
            prop_assert_eq!(again.design.unread().len(), loaded.notes.iter().filter(|note| note.unread).count());
        }
    }
}
