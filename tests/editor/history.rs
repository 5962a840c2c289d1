//! Fixes, other documents, and going back and forth.

use cidraw::editor::*;

use crate::support::*;

#[test]
fn a_fix_is_applied_by_its_title_and_undone() {
    let mut editor =
        editor("vpc a 10.0.0.0/16 at 0,0 { tier t private { subnet one a 10.0.0.0/24; subnet two b 10.0.0.0/24 } }");
    let _ = editor.check();
    let finding = editor.analyses().findings().find(|finding| !finding.fixes.is_empty()).expect("they overlap").clone();
    let intent = Intent::ApplyFix { finding: finding.fingerprint(), title: finding.fixes[0].title.clone() };
    let _ = done(&mut editor, intent.clone());
    assert_eq!(editor.history().done()[0].label, finding.fixes[0].title);
    let _ = editor.check();
    assert!(editor.analyses().findings().all(|f| f.fingerprint() != finding.fingerprint()));
    let again = editor.perform(intent);
    assert_eq!(again.refusal(), Some("This finding has changed: look at it again."));
}

#[test]
fn another_document_has_a_history_of_its_own_and_a_later_revision() {
    let mut editor = editor(PROD);
    let _ = editor.perform(Intent::AddAccount { name: None });
    let revision = editor.design().revision();
    let response = editor.perform(Intent::Load(Box::new(design("vpc x 10.0.0.0/16"))));
    assert!(response.changed.design && editor.design().revision() > revision);
    assert_eq!(editor.design().len(), 1);
    assert!(!editor.can(Command::Undo) && !editor.is_unsaved());
    let _ = editor.check();
    assert!(editor.is_checked());
}

#[test]
fn history_can_be_travelled_both_ways() {
    let mut editor = editor("");
    let mut states = vec![lines(editor.design())];
    for _ in 0..3 {
        let _ = editor.run(Command::AddVpc);
        states.push(lines(editor.design()));
    }
    for steps in [0, 3, 1, 2, 0] {
        let response = editor.perform(Intent::TravelTo(steps));
        assert!(!response.diff.is_empty());
        assert_eq!(lines(editor.design()), states[steps]);
    }
}
