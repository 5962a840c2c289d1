//! The JSON Schema and the reader are two accounts of one format: what the one takes, the other reads.

mod common;

use std::sync::LazyLock;

use cidraw::format::{load, save, schema};
use cidraw::model::fields::{Control, Field, fields_of};
use cidraw::model::{Design, Kind};
use common::cases;
use common::designs::{design, entity};
use jsonschema::Validator;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

static SCHEMA: LazyLock<Value> = LazyLock::new(schema);
static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| jsonschema::validator_for(&SCHEMA).expect("a schema"));

/// What the schema says against a file.
fn said(file: &Value) -> Vec<String> {
    VALIDATOR.iter_errors(file).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn file(objects: Value) -> Value {
    json!({ "cidraw": 1, "objects": objects })
}

#[test]
fn the_schema_is_sound_and_every_template_is_in_it() {
    assert!(jsonschema::meta::is_valid(&SCHEMA));
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/templates");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "json") {
            let text = std::fs::read_to_string(&path).unwrap();
            assert_eq!(said(&serde_json::from_str(&text).unwrap()), [""; 0], "{}", path.display());
            count += 1;
        }
    }
    assert!(count > 5);
}

/// The schema of a field or an entry, wherever it stands.
fn resolved(schema: &Value) -> &Value {
    match schema["$ref"].as_str() {
        Some(way) => resolved(SCHEMA.pointer(way.trim_start_matches('#')).expect(way)),
        None => schema,
    }
}

#[test]
fn every_kind_has_a_branch_with_all_its_fields() {
    fn check(place: &str, schema: &Value, fields: &[Field], common: &[&str]) {
        let properties = schema["properties"].as_object().expect(place);
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for field in fields {
            let place = format!("{place}.{}", field.path);
            let own = properties.get(field.path).unwrap_or_else(|| panic!("{place} is missing"));
            assert_eq!(required.contains(&field.path), field.required, "{place}");
            assert!(own["description"].is_string() || resolved(own)["description"].is_string(), "{place}");
            if let Control::Entries(inner) = field.control {
                check(&place, resolved(&resolved(own)["items"]), inner, &[]);
            }
        }
        assert_eq!(properties.len(), fields.len() + common.len(), "{place}");
        assert!(common.iter().all(|field| properties.contains_key(*field)), "{place}");
    }
    for kind in Kind::ALL {
        let own = &SCHEMA["$defs"][kind.key()];
        assert_eq!(own["properties"]["kind"]["const"], kind.key());
        check(kind.key(), own, fields_of(kind), &["kind", "id", "name", "tags", "aws_id", "at"]);
        let id = resolved(&own["properties"]["id"])["pattern"].as_str();
        assert_eq!(id, Some(format!("^({})-[a-z0-9]{{1,12}}$", kind.id_prefix()).as_str()));
    }
    assert_eq!(SCHEMA["$defs"]["object"]["allOf"].as_array().map(Vec::len), Some(Kind::ALL.len()));
}

#[test]
fn what_is_wrong_in_a_file_is_wrong_in_the_schema() {
    let vpc = json!({ "kind": "vpc", "id": "vpc-a", "region": "eu-west-1" });
    assert_eq!(said(&file(json!([vpc]))), [""; 0]);
    let with = |path: &str, value: Value| {
        let mut vpc = vpc.clone();
        vpc[path] = value;
        file(json!([vpc]))
    };
    let mut without = vpc.clone();
    without.as_object_mut().unwrap().remove("region");
    let wrong = [
        ("not an object", json!([])),
        ("no version", json!({ "objects": [] })),
        ("another version", json!({ "cidraw": 2, "objects": [] })),
        ("no objects", json!({ "cidraw": 1 })),
        ("objects that are no list", file(json!({}))),
        ("an object that is none", file(json!([7]))),
        ("no kind", file(json!([{ "id": "vpc-a" }]))),
        ("no id", file(json!([{ "kind": "vpc", "region": "" }]))),
        ("an unknown kind", with("kind", json!("wormhole"))),
        ("the kind of another id", with("id", json!("subnet-a"))),
        ("an id with capitals", with("id", json!("vpc-A"))),
        ("an id that is too long", with("id", json!("vpc-0123456789abc"))),
        ("a missing field", file(json!([without]))),
        ("a reference of the wrong kind", with("pool", json!("vpc-b"))),
        ("a number for a text", with("region", json!(5))),
        ("a text for a switch", with("dns_support", json!("yes"))),
        ("a text for a list", with("ipv4", json!("10.0.0.0/16"))),
        ("another word", with("tenancy", json!("shared"))),
        ("half a place", with("at", json!({ "x": 1 }))),
        ("a place beyond numbers", with("at", json!({ "x": 1, "y": 1_i64 << 40 }))),
        ("a tag that is no text", with("tags", json!({ "a": 1 }))),
    ];
    for (what, file) in wrong {
        assert!(!VALIDATOR.is_valid(&file), "{what}: {file}");
        let loaded = load(&file.to_string());
        assert!(loaded.is_err() || loaded.is_ok_and(|loaded| loaded.design.unread().len() == 1), "{what} is read");
    }
    for (what, file) in [
        ("an unknown field", with("colour", json!("red"))),
        ("an unsound block", with("ipv4", json!(["ten"]))),
        ("a dangling reference", with("pool", json!("pool-gone"))),
        ("a default that is written", with("pool", json!(null))),
    ] {
        assert_eq!(said(&file), [""; 0], "{what}");
        assert!(load(&file.to_string()).unwrap().notes.is_empty(), "{what}");
    }
}

/// Values of every type, and texts that mean something somewhere.
fn anything() -> impl Strategy<Value = Value> {
    let values = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(300),
        json!(70_000),
        json!(1_u64 << 40),
        json!(-3_000_000_000_i64),
        json!(1.5),
        json!(""),
        json!("10.0.0.0/16"),
        json!("vpc"),
        json!("vpc-a"),
        json!("sg-b"),
        json!("pl-b"),
        json!("tgw-attach-a"),
        json!("local"),
        json!("blackhole"),
        json!("public"),
        json!([]),
        json!([1]),
        json!(["vpc-a"]),
        json!([{}]),
        json!({}),
        json!({ "a": "b" }),
        json!({ "a": 1 }),
    ];
    select(values.to_vec())
}

/// Puts `new` in the place of a value below `value`, counted from outside in, or takes it away.
fn change(value: &mut Value, at: &mut usize, new: &Option<Value>) {
    match value {
        Value::Object(fields) => {
            for key in fields.keys().cloned().collect::<Vec<_>>() {
                match (*at, new) {
                    (0, Some(new)) => drop(fields.insert(key.clone(), new.clone())),
                    (0, None) => drop(fields.remove(&key)),
                    _ => {}
                }
                *at = at.wrapping_sub(1);
                if let Some(inner) = fields.get_mut(&key).filter(|_| *at != usize::MAX) {
                    change(inner, at, new);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| change(item, at, new)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn every_design_that_is_saved_is_in_the_schema(design in design(8)) {
        let file: Value = serde_json::from_str(&save(&design)).unwrap();
        prop_assert!(VALIDATOR.is_valid(&file), "{:?}", said(&file));
    }
}

proptest! {
    #![proptest_config(cases(2_000))]

    /// One object with one field that is something else: the reader and the schema agree about it.
    #[test]
    fn the_reader_and_the_schema_agree(
        (id, entity) in entity(),
        at in any::<Index>(),
        new in proptest::option::weighted(0.8, anything()),
    ) {
        let mut file: Value = serde_json::from_str(&save(&Design::from_entities([(id, entity)]))).unwrap();
        let object = &mut file["objects"][0];
        let places = object.to_string().matches("\":").count();
        change(object, &mut at.index(places), &new);
        let loaded = load(&file.to_string()).unwrap();
        prop_assert_eq!(VALIDATOR.is_valid(&file), loaded.notes.is_empty(), "{} {:?} {:?}", file, said(&file), loaded.notes);
    }
}
