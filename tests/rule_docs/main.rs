//! What every rule promises in its text is run: its examples, its fixes, its identity, and the page made of it all.

mod catalogue;
mod page;
mod quotas;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use cidraw::analysis::Analyses;
use cidraw::model::{Design, EntityId, Unread, apply_all, invariants};
use cidraw::notation;
use cidraw::rules::{Expect, Finding, RULES, Rule, Severity};

fn parse(rule: &Rule, design: &str) -> Design {
    notation::parse(design).unwrap_or_else(|wrong| panic!("{}: {wrong}\n{design}", rule.id))
}

fn findings_of(rule: &Rule, design: &Design) -> Vec<Finding> {
    let analyses = Analyses::new(design);
    analyses.findings().filter(|f| f.rule == rule).map(|f| Finding::clone(f)).collect()
}

/// What AWS would refuse, told apart by rule and words.
fn errors(design: &Design) -> BTreeSet<String> {
    let analyses = Analyses::new(design);
    let errors = analyses.findings().filter(|f| f.severity == Severity::Error);
    errors.map(|f| format!("{}: {}", f.rule.id, f.message)).collect()
}

#[test]
fn every_rule_shows_what_it_finds_and_what_is_clean() {
    for rule in RULES {
        // Notation holds nothing unreadable; see the test below.
        if rule.group() == "file" {
            continue;
        }
        let examples = rule.examples();
        assert!(examples.iter().any(|e| e.expect == Expect::Finds), "{} shows nothing that it finds", rule.id);
        assert!(examples.iter().any(|e| e.expect == Expect::Clean), "{} shows nothing clean", rule.id);
        for example in examples {
            let found = findings_of(rule, &parse(rule, &example.design));
            let wanted = match example.expect {
                Expect::Finds => 1,
                Expect::Clean => 0,
            };
            let messages: Vec<&str> = found.iter().map(|f| f.message.as_str()).collect();
            assert_eq!(found.len(), wanted, "{} in\n{}{messages:#?}", rule.id, example.design);
        }
    }
}

/// What cannot be wrong by itself: the rule, and the error that always comes with it.
const TOGETHER: &[(&str, &str)] = &[
    // What a route leads to over a peering is a VPC, which then overlaps too.
    ("addressing/vpc-secondary-swallows-route", "peering/peering-cidr-overlap"),
];

#[test]
fn what_a_rule_finds_in_its_example_is_all_that_aws_would_refuse_there() {
    for rule in RULES {
        for example in rule.examples().into_iter().filter(|example| example.expect == Expect::Finds) {
            let analyses = Analyses::new(&parse(rule, &example.design));
            let others = analyses.findings().filter(|f| f.severity == Severity::Error && f.rule != *rule);
            let others: BTreeSet<&str> =
                others.map(|f| f.rule.id).filter(|other| !TOGETHER.contains(&(rule.id, other))).collect();
            assert!(others.is_empty(), "{} in\n{}also {others:?}", rule.id, example.design);
        }
    }
}

#[test]
fn an_object_of_the_file_that_could_not_be_read_is_told_with_its_line() {
    let text = serde_json::json!({ "id": "vpc-main", "region": 7 });
    let unread = Unread { line: 12, reason: "region is not a text.".into(), text: text.to_string() };
    let analyses = Analyses::new(&Design::default().with_unread(vec![unread]));
    let messages: Vec<_> = analyses.findings().map(|f| (f.rule.id, f.message.as_str())).collect();
    assert_eq!(messages, [("file/unread", "Line 12 of the file could not be read: region is not a text.")]);
}

#[test]
fn every_fix_mends_its_finding_and_breaks_nothing() {
    for rule in RULES {
        for example in rule.examples() {
            let design = parse(rule, &example.design);
            for finding in findings_of(rule, &design) {
                for fix in &finding.fixes {
                    let mut mended = design.clone();
                    apply_all(&mut mended, fix.edits.clone())
                        .unwrap_or_else(|refused| panic!("{}: \"{}\": {refused}", rule.id, fix.title));
                    let left: Vec<String> = findings_of(rule, &mended).into_iter().map(|f| f.message).collect();
                    assert!(left.is_empty(), "{}: \"{}\" leaves {left:#?}", rule.id, fix.title);
                    assert_eq!(invariants::broken(&mended), None, "{}: \"{}\"", rule.id, fix.title);
                    let new: Vec<String> = errors(&mended).difference(&errors(&design)).cloned().collect();
                    assert!(new.is_empty(), "{}: \"{}\" makes {new:#?}", rule.id, fix.title);
                }
            }
        }
    }
}

#[test]
fn findings_read_as_sentences_about_named_things() {
    for rule in RULES {
        for example in rule.examples() {
            let design = parse(rule, &example.design);
            for finding in findings_of(rule, &design) {
                let message = &finding.message;
                assert!(message.ends_with('.') || message.ends_with('?'), "{}: {message}", rule.id);
                assert!(!message.contains("  ") && !message.contains("{}"), "{}: {message}", rule.id);
                let distinct: BTreeSet<_> = finding.objects.iter().collect();
                assert_eq!(distinct.len(), finding.objects.len(), "{}: {:?}", rule.id, finding.objects);
                for fix in &finding.fixes {
                    assert!(fix.title.starts_with(char::is_uppercase) && !fix.title.ends_with('.'), "{}", fix.title);
                    assert!(!fix.edits.is_empty(), "{}: \"{}\" does nothing", rule.id, fix.title);
                }
            }
        }
    }
}

#[test]
fn the_order_of_its_objects_is_not_what_tells_a_finding_from_another() {
    let examples = RULES.iter().flat_map(|rule| rule.examples().into_iter().map(move |example| (rule, example)));
    for (rule, example) in examples {
        let analyses = Analyses::new(&parse(rule, &example.design));
        let mut orders: BTreeMap<String, &[EntityId]> = BTreeMap::new();
        for finding in analyses.findings() {
            let objects = orders.entry(finding.fingerprint()).or_insert(&finding.objects);
            assert_eq!(**objects, *finding.objects, "{} in\n{}", finding.rule.id, example.design);
        }
    }
}

#[test]
fn every_rule_has_an_identity_a_source_and_teaching_text() {
    let kebab = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_lowercase())
            && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    for rule in RULES {
        assert!(kebab(rule.group()) && kebab(rule.name()), "{}", rule.id);
        assert!(!rule.sources.is_empty(), "{} has no source", rule.id);
        assert!(rule.sources.iter().all(|s| s.starts_with("https://")), "{}: {:?}", rule.id, rule.sources);
        let summary = rule.summary();
        assert!(summary.ends_with('.') && summary.len() <= 110, "{}: \"{summary}\"", rule.id);
        assert_eq!(rule.text.lines().nth(1).map(str::trim), Some(""), "{}: one line of summary", rule.id);
        let titles: Vec<&str> = rule.sections().iter().map(|s| s.title).collect();
        assert_eq!(titles, ["Why it matters", "What to do"], "{}", rule.id);
        assert!(rule.sections().iter().all(|s| s.body.len() > 30), "{} says too little", rule.id);
    }
}

#[test]
fn the_registry_is_the_folder() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let mut in_folder = BTreeSet::new();
    for group in fs::read_dir(root).unwrap().map(Result::unwrap).filter(|e| e.path().is_dir()) {
        for file in fs::read_dir(group.path()).unwrap().map(Result::unwrap) {
            let name = file.path().file_stem().unwrap().to_str().unwrap().replace('_', "-");
            if name != "mod" {
                in_folder.insert(format!("{}/{name}", group.file_name().to_str().unwrap()));
            }
        }
    }
    let registered: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert!(registered.is_sorted(), "RULES is sorted by id");
    assert_eq!(registered, in_folder.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn the_catalogue_is_accounted_for() {
    let known = catalogue::ids();
    assert_eq!(known.len(), 312, "the catalogue has 312 rules");
    assert_eq!(known.iter().collect::<BTreeSet<_>>().len(), 312, "each once");
    for area in catalogue::AREAS {
        for id in area.ids().filter(|id| !RULES.iter().any(|rule| rule.name() == *id)) {
            let note = area.note(id);
            assert!(!note.is_empty(), "{id} is neither done nor explained");
            if let Some(other) = note.strip_prefix('=') {
                assert!(RULES.iter().any(|rule| rule.id == other), "{id} is said to be {other}");
            }
        }
    }
}

#[test]
fn the_page_of_all_rules_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let page = page::page();
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &page).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == page, "docs/rules.md is stale: UPDATE=1 cargo test --test rule_docs");
}
