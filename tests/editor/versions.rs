//! Going back to a version: one step, and byte for byte what it was.

use cidraw::editor::*;
use cidraw::format;
use cidraw::model::*;
use proptest::prelude::*;

use crate::common::{cases, designs};
use crate::support::*;

fn restore(version: &Design) -> Intent {
    Intent::Restore { version: Box::new(version.clone()), name: "first draft".into() }
}

#[test]
fn a_version_comes_back_as_one_step_that_can_be_undone() {
    let mut editor = editor(PROD);
    let version = editor.design().clone();
    let before = editor.history().done().len();
    let _ = editor.run(Command::AddVpc);
    let _ = editor.run(Command::SelectAll);
    let _ = editor.run(Command::Delete);
    let emptied = format::save(editor.design());
    let response = editor.perform(restore(&version));
    assert_eq!(format::save(editor.design()), format::save(&version));
    assert_eq!(editor.history().done().len(), before + 3);
    assert_eq!(editor.history().done().last().map(|entry| &*entry.label), Some("Restore first draft"));
    assert!(response.effects.iter().any(|effect| matches!(effect, Effect::Toast { undoable: true, .. })));
    let _ = editor.run(Command::Undo);
    assert_eq!(format::save(editor.design()), emptied);
    let _ = editor.run(Command::Redo);
    assert_eq!(format::save(editor.design()), format::save(&version));
}

#[test]
fn nothing_makes_way_when_a_version_comes_back() {
    // The neighbour stands where the VPC of the version was larger.
    let mut editor = editor("vpc a 10.0.0.0/16 at 0,0 { tier t private { subnet one a 10.0.0.0/24 } }");
    let version = editor.design().clone();
    let tier: TierId = id(&editor, "t");
    let _ = done(&mut editor, Intent::Delete { ids: vec![tier.into()] });
    let _ = done(&mut editor, Intent::DrawVpc { at: Placement::at(40, 40), environment: None });
    let _ = done(&mut editor, restore(&version));
    assert_eq!(format::save(editor.design()), format::save(&version));
}

#[test]
fn a_version_that_is_as_the_design_changes_nothing() {
    let mut editor = editor(PROD);
    let version = editor.design().clone();
    let response = editor.perform(restore(&version));
    assert!(response.diff.is_empty() && !editor.can(Command::Undo));
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn restoring_gives_the_bytes_of_the_version_and_undo_those_from_before(
        now in designs::design(12),
        version in designs::design(12),
    ) {
        let mut editor = Editor::new(now, 7);
        let before = format::save(editor.design());
        let _ = editor.perform(restore(&version));
        prop_assert_eq!(format::save(editor.design()), format::save(&version));
        let _ = editor.run(Command::Undo);
        prop_assert_eq!(format::save(editor.design()), before);
    }
}
