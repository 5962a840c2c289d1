//! Findings that may stay, for a reason and perhaps until a day.

use cidraw::analysis::{Analyses, needless};
use cidraw::editor::{Editor, Intent};
use cidraw::format::{load, save};
use cidraw::model::Kind;
use cidraw::rules::Finding;

use crate::support::{editor, named};

const CLASH: &str = "
vpc prod 10.20.0.0/16 {
  tier app private {
    subnet app-a a 10.20.0.0/24
    subnet app-b b 10.20.0.128/25
  }
}
";

const RULE: &str = "addressing/subnet-overlaps-subnet";

fn fingerprint(editor: &Editor) -> String {
    let found = editor.analyses().findings().find(|finding| finding.rule.id == RULE);
    found.expect("the subnets overlap").fingerprint()
}

fn accept(editor: &mut Editor, reason: &str, until: Option<&str>) -> Option<String> {
    let intent =
        Intent::AcceptFinding { finding: fingerprint(editor), reason: reason.into(), until: until.map(Into::into) };
    let refusal = editor.perform(intent).refusal().map(str::to_owned);
    let _ = editor.check();
    refusal
}

fn open_and_accepted(editor: &Editor) -> (usize, usize) {
    let ours = |rule: &str| rule == RULE;
    let analyses = editor.analyses();
    (analyses.findings().filter(|f| ours(f.rule.id)).count(), analyses.accepted().filter(|f| ours(f.rule.id)).count())
}

#[test]
fn an_accepted_finding_is_counted_and_marked_no_more_and_undo_opens_it_again() {
    let mut editor = editor(CLASH);
    let subnet = named(&editor, Kind::Subnet, "app-a");
    let errors = editor.analyses().counts().errors;
    assert_eq!(accept(&mut editor, "  A drill  ", None), None);
    assert_eq!(open_and_accepted(&editor), (0, 1));
    assert_eq!(editor.analyses().counts().errors, errors - 1);
    assert!(editor.analyses().for_object(subnet).iter().all(|finding| finding.rule.id != RULE));
    // It is in the file, and found so by whoever opens that.
    let again = load(&save(editor.design())).expect("it was saved here").design;
    assert_eq!(Analyses::new(&again).accepted().count(), 1);

    let _ = editor.undo();
    let _ = editor.check();
    assert_eq!(open_and_accepted(&editor), (1, 0));
    let _ = editor.redo();
    let _ = editor.check();
    assert_eq!(open_and_accepted(&editor), (0, 1));
}

#[test]
fn it_stays_accepted_while_other_things_change_and_goes_with_what_it_was_about() {
    let mut editor = editor(CLASH);
    let fingerprint = fingerprint(&editor);
    assert_eq!(accept(&mut editor, "A drill", None), None);
    let subnet = named(&editor, Kind::Subnet, "app-a");
    let _ = editor.perform(Intent::Rename { id: subnet, name: "other".into() });
    let delta = editor.check();
    assert!(delta.fresh.iter().chain(&delta.gone).all(|finding| finding.rule.id != RULE));
    assert_eq!(open_and_accepted(&editor), (0, 1));
    // The same as a look at the whole design.
    let cold = Analyses::new(editor.design());
    assert!(cold.findings().eq(editor.analyses().findings()) && cold.accepted().eq(editor.analyses().accepted()));

    let _ = editor.perform(Intent::ReopenFindings { findings: vec![fingerprint.clone()] });
    let _ = editor.check();
    assert_eq!(open_and_accepted(&editor), (1, 0));
    let response = editor.perform(Intent::ReopenFindings { findings: vec![fingerprint] });
    assert!(response.refusal().is_some(), "it is open already");
}

#[test]
fn what_is_about_no_object_is_not_accepted() {
    let unread = r#"{"cidraw": 1, "objects": [{"kind": "vpc", "id": "vpc!"}]}"#;
    let mut editor = Editor::new(load(unread).expect("a file").design, 7);
    let finding = editor.analyses().findings().next().expect("an object cannot be read").fingerprint();
    let response = editor.perform(Intent::AcceptFinding { finding, reason: "A drill".into(), until: None });
    assert!(response.refusal().is_some());
}

#[test]
fn a_reason_is_asked_for_and_a_day_that_is_not_over() {
    let mut editor = editor(CLASH);
    let _ = editor.set_today("2026-11-22".into());
    assert!(accept(&mut editor, " ", None).unwrap().starts_with("Say why"));
    for day in ["2026-11-21", "soon", "2026-13-01"] {
        assert!(accept(&mut editor, "A drill", Some(day)).unwrap().contains("no day from today on"), "{day}");
    }
    assert_eq!(open_and_accepted(&editor), (1, 0));
    assert_eq!(accept(&mut editor, "A drill", Some("2026-11-22")), None);
    assert_eq!(open_and_accepted(&editor), (0, 1));
    // The day after, it is open without an edit.
    let delta = editor.set_today("2026-11-23".into());
    assert_eq!(delta.fresh.len(), 1);
    assert_eq!(open_and_accepted(&editor), (1, 0));
}

/// The fingerprint with its objects the other way round.
fn turned(fingerprint: &str) -> String {
    let mut words: Vec<&str> = fingerprint.split(' ').collect();
    words[1..].reverse();
    words.join(" ")
}

#[test]
fn which_object_a_rule_names_first_does_not_matter_to_what_was_accepted() {
    let mut first = editor(CLASH);
    let found = first.analyses().findings().find(|finding| finding.rule.id == RULE).cloned().expect("an overlap");
    assert!(found.objects.len() > 1);
    let mut other = Finding::clone(&found);
    other.objects.reverse();
    assert_eq!(found.fingerprint(), other.fingerprint());

    // A file from when the rule named them the other way round.
    assert_eq!(accept(&mut first, "A drill", None), None);
    let old = save(first.design()).replace(&found.fingerprint(), &turned(&found.fingerprint()));
    let mut editor = Editor::new(load(&old).expect("a file").design, 7);
    let _ = editor.check();
    assert_eq!(open_and_accepted(&editor), (0, 1));
    assert_eq!(needless(editor.design(), editor.analyses()), Vec::<String>::new());
    assert_eq!(save(editor.design()), old, "what is written stays as it is");

    // It can be opened again, and accepted once and not twice.
    let _ = editor.perform(Intent::ReopenFindings { findings: vec![found.fingerprint()] });
    let _ = editor.check();
    assert_eq!(open_and_accepted(&editor), (1, 0));
    assert!(!save(editor.design()).contains("A drill"));
    assert_eq!(accept(&mut editor, "Again", None), None);
    assert_eq!(open_and_accepted(&editor), (0, 1));
}
