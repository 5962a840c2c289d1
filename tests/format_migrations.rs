//! Files of every older version, kept for ever, are read as the designs that they were.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use cidraw::format::{VERSION, load, save};
use cidraw::notation::parse;

/// Each file that is kept, and the design in it.
fn kept() -> BTreeMap<&'static str, &'static str> {
    BTreeMap::from([(
        "v0000/two-vpcs.json",
        "pool corp 10.0.0.0/8
         vpc prod 10.0.0.0/16 region=eu-west-1 pool=corp {
           tier app { subnet app-a a 10.0.0.0/24 id=subnet-app1; subnet app-b b 10.0.1.5/24 id=subnet-app2 }
         }
         vpc new region=eu-west-1",
    )])
}

#[test]
fn every_kept_file_is_read_as_the_design_that_it_was() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/format_migrations");
    let mut found = Vec::new();
    for version in 0..VERSION {
        let folder = format!("v{version:04}");
        for file in fs::read_dir(root.join(&folder)).unwrap_or_else(|_| panic!("files of {folder} are kept")) {
            found.push(format!("{folder}/{}", file.unwrap().file_name().to_string_lossy()));
        }
    }
    found.sort();
    assert_eq!(found, kept().keys().copied().collect::<Vec<_>>());
    for (file, notation) in kept() {
        let loaded =
            load(&fs::read_to_string(root.join(file)).unwrap()).unwrap_or_else(|error| panic!("{file}: {error}"));
        let expected = parse(notation).unwrap();
        assert!(loaded.design.iter().eq(expected.iter()), "{file}");
        let again = load(&save(&loaded.design)).unwrap();
        assert_eq!(again.design, loaded.design, "{file}");
    }
}

#[test]
fn what_an_old_file_says_beside_and_what_is_wrong_in_it_is_kept() {
    let loaded = load(include_str!("format_migrations/v0000/two-vpcs.json")).unwrap();
    let notes: Vec<String> = loaded.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        [
            "Line 1: The file has format version 0. It was read as version 1 and is saved as that.",
            "Line 11, subnet-bad: vpc: \"tier-app\" names a tier, but a VPC belongs here. The object is kept as it is written.",
        ]
    );
    let saved = save(&loaded.design);
    assert!(saved.starts_with("{\n  \"cidraw\": 1,\n  \"minor\": 0,\n  \"title\": \"From the preview\",\n"), "{saved}");
    assert!(saved.contains("\"id\":\"subnet-bad\",\"ipv4\":\"10.0.2.0/24\""), "{saved}");
}

#[test]
fn an_old_file_that_cannot_take_the_step_is_refused_with_the_reason() {
    let file = r#"{"cidraw": 0, "objects": [{"kind": "vpc", "id": "vpc-a", "cidr": "10.0.0.0/16", "ipv4": []}]}"#;
    assert_eq!(
        load(file).unwrap_err().to_string(),
        "The file has format version 0 and could not be brought to version 1: \
         the object \"vpc-a\" has both \"cidr\" and \"ipv4\"."
    );
}
