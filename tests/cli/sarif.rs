//! What `cidraw check --format sarif` prints is SARIF: the standard's own schema says so, whatever the design holds.

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::LazyLock;

use cidraw::analysis::Analyses;
use cidraw::model::kinds::{Acceptance, Settings};
use cidraw::model::{Design, Edit, Entity, apply_all};
use cidraw::rules::{Expect, RULES};
use cidraw::{format, notation};
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::{Folder, WRONG};

/// The schema, with its formats: `helpUri` is a URI, `uri` a reference.
static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    // A slip of the standard, a bracket too many in the pattern of languages, which its later editions mend so.
    let text = include_str!("../data/sarif-schema-2.1.0.json").replace("{2}]?$", "{2}?$");
    let schema: Value = serde_json::from_str(&text).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
});

/// What the schema says against a document.
fn said(document: &Value) -> Vec<String> {
    SCHEMA.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// What `check` prints of files, after the schema agreed with it.
fn told(here: &Folder, files: &[&str]) -> Value {
    let run = Command::new(env!("CARGO_BIN_EXE_cidraw"))
        .args(["check", "--format", "sarif", "--"])
        .args(files)
        .current_dir(&here.0)
        .output()
        .unwrap();
    let document: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(said(&document), [""; 0], "{document:#}");
    // What a schema cannot say.
    let rules = document["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let rules: BTreeSet<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    let results = document["runs"][0]["results"].as_array().unwrap();
    assert!(results.iter().all(|result| rules.contains(result["ruleId"].as_str().unwrap())));
    document
}

fn results(document: &Value) -> &[Value] {
    document["runs"][0]["results"].as_array().unwrap()
}

/// The `finds` example of every rule, as files.
fn examples(here: &Folder) -> Vec<(String, Design)> {
    let mut written = Vec::new();
    for rule in RULES {
        for (i, example) in rule.examples().into_iter().filter(|e| e.expect == Expect::Finds).enumerate() {
            let design = notation::parse(&example.design).unwrap();
            let name = format!("{}-{i}.json", rule.id.replace('/', "-"));
            here.write(&name, &format::save(&design));
            written.push((name, design));
        }
    }
    written
}

#[test]
fn the_schema_refuses_what_is_none() {
    assert!(!said(&json!({ "version": "2.1.0" })).is_empty());
    let with = |uri: &str| {
        let place = json!({ "physicalLocation": { "artifactLocation": { "uri": uri } } });
        let result = json!({ "message": { "text": "a" }, "locations": [place] });
        let tool = json!({ "driver": { "name": "cidraw" } });
        json!({ "version": "2.1.0", "runs": [{ "tool": tool, "results": [result] }] })
    };
    assert_eq!(said(&with("a%20b.json")), [""; 0]);
    assert_eq!(said(&with("a b.json")).len(), 1);
}

#[test]
fn every_finding_of_every_rule_fits_the_schema() {
    let here = Folder::new("sarif-all");
    let all = examples(&here);
    let files: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    let document = told(&here, &files);
    let found: BTreeSet<&str> = results(&document).iter().map(|result| result["ruleId"].as_str().unwrap()).collect();
    let missing: Vec<&str> = RULES.iter().map(|rule| rule.id).filter(|id| !found.contains(id)).collect();
    // Notation holds nothing that cannot be read, and the reader tells of that by itself.
    assert_eq!(missing, ["file/unread"]);
}

#[test]
fn accepted_findings_fit_the_schema() {
    let here = Folder::new("sarif-accepted");
    let reason = "It is a <b>drill</b>\u{7}\n\"until\" summer";
    let mut names = Vec::new();
    let mut accepted = 0;
    for (name, mut design) in examples(&here).into_iter().step_by(10) {
        let analyses = Analyses::new(&design);
        let accepting = analyses.findings().map(|finding| Acceptance {
            finding: finding.fingerprint(),
            reason: reason.into(),
            until: Some("2999-12-31".into()),
        });
        let mut settings = design.get(Settings::id()).cloned().unwrap_or_default();
        settings.accepted = accepting.collect();
        accepted += settings.accepted.len();
        let put = [Edit::remove(Settings::id()), Edit::add(Settings::id(), Entity::new("", settings))];
        let known = design.contains(Settings::id());
        apply_all(&mut design, put.into_iter().skip(usize::from(!known))).unwrap();
        here.write(&name, &format::save(&design));
        names.push(name);
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let document = told(&here, &names);
    let suppressed = results(&document).iter().filter(|result| !result["suppressions"].is_null());
    assert_eq!(suppressed.count(), accepted);
    assert!(accepted > 20);
}

#[test]
fn no_findings_and_no_objects_fit_the_schema() {
    let here = Folder::new("sarif-none");
    here.write("a.json", r#"{"cidraw": 1, "objects": []}"#);
    assert!(results(&told(&here, &["a.json"])).is_empty());
}

#[test]
fn hostile_names_fit_the_schema_and_files_are_uris() {
    let here = Folder::new("sarif-hostile");
    let hostile = "</script>\u{202e}\\u0000 %s {0} [x](javascript:alert(1)) \u{1f409}\\n\\\"";
    let text = WRONG.replace("\"name\": \"b\"", &format!("\"name\": \"{hostile}\""));
    assert_ne!(text, WRONG);
    let files = [
        ("a#b?.json", "a%23b%3F.json"),
        ("c:[d]%20é.json", "c%3A%5Bd%5D%2520%C3%A9.json"),
        ("net/\"e\" <f>|^`{}\\.json", "net/%22e%22%20%3Cf%3E%7C%5E%60%7B%7D%5C.json"),
        ("g\nh.json", "g%0Ah.json"),
    ];
    std::fs::create_dir(here.0.join("net")).unwrap();
    for (name, _) in files {
        here.write(name, &text);
    }
    let document = told(&here, &files.map(|(name, _)| name));
    let uris: Vec<&str> = results(&document)
        .iter()
        .filter(|result| result["ruleId"] == crate::RULE)
        .map(|result| result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap())
        .collect();
    assert_eq!(uris, files.map(|(_, uri)| uri));
    let name = results(&document)
        .iter()
        .flat_map(|result| {
            result["locations"]
                .as_array()
                .unwrap()
                .iter()
                .chain(result["relatedLocations"].as_array().into_iter().flatten())
        })
        .filter_map(|location| location["logicalLocations"][0]["name"].as_str())
        .find(|name| name.contains("</script>"));
    assert!(name.is_some_and(|name| name.contains('\u{1f409}')), "{document:#}");
}
