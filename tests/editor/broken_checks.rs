//! Rules that break down take nothing with them: the design, its history and every tool go on.

use crate::support::*;
use cidraw::editor::*;
use cidraw::model::*;

const TOO_LARGE: &str = "vpc a 10.0.0.0/15";

/// A host whose every call breaks off before it does anything.
const BREAKS: Guard = |_| false;

/// A host whose every call breaks off when all is done, but before anybody hears of it.
const BREAKS_LATE: Guard = |work| {
    work();
    false
};

const HOLDS: Guard = |work| {
    work();
    true
};

fn findings(editor: &Editor) -> usize {
    editor.analyses().counts().total()
}

#[test]
fn an_editor_whose_checks_broke_goes_on_without_findings() {
    for guard in [BREAKS, BREAKS_LATE] {
        let mut editor = editor(TOO_LARGE);
        assert!(findings(&editor) > 0 && editor.is_checked());
        editor.guard_checks(guard);
        let vpc = named(&editor, Kind::Vpc, "a");
        let _ = editor.perform(Intent::Rename { id: vpc, name: "b".into() });
        assert!(!editor.is_checked() && !editor.checks_broke());
        let delta = editor.check();
        assert!(delta.is_empty() && editor.checks_broke());
        assert_eq!(findings(&editor), 0, "half an answer is none");
        assert!(editor.is_checked(), "nobody waits for what does not come");

        // Draw, undo, look for problems, mend: nothing of it needs the rules to be sound.
        let _ = editor.run(Command::AddVpc);
        assert_eq!(editor.design().of_kind(Kind::Vpc).count(), 2);
        let said = editor.run(Command::NextProblem);
        assert!(format!("{said:?}").contains("switched off"), "{said:?}");
        let _ = editor.perform(Intent::ApplySafeFixes { rule: None });
        let _ = editor.run(Command::Undo);
        let _ = editor.run(Command::Undo);
        assert_eq!(editor.design().name(vpc), "a");
        assert!(editor.check().is_empty());
    }
}

#[test]
fn checks_that_broke_look_again_when_asked_and_at_another_design() {
    let mut editor = editor(TOO_LARGE);
    let before = findings(&editor);
    let breaks = |editor: &mut Editor| {
        editor.guard_checks(BREAKS);
        let _ = editor.run(Command::AddVpc);
        let _ = editor.check();
        assert!(editor.checks_broke());
        let _ = editor.run(Command::Undo);
        editor.guard_checks(HOLDS);
    };
    breaks(&mut editor);
    editor.check_again();
    assert!(!editor.is_checked());
    assert_eq!(editor.check().fresh.len(), before);
    assert_eq!(findings(&editor), before);

    breaks(&mut editor);
    let _ = editor.perform(Intent::Load(Box::new(design(TOO_LARGE))));
    assert!(!editor.checks_broke());
    assert_eq!(editor.check().fresh.len(), before);
}
