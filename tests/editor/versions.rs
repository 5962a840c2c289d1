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

/// A file of a newer minor version, with an object that no version reads.
const STRANGE: &str = r#"{
  "cidraw": 1,
  "minor": 99,
  "plans": {"next": "a third zone"},
  "objects": [
    {"kind": "vpc", "id": "vpc-a", "name": "a", "region": "eu-west-1", "ipv4": ["10.0.0.0/16"]},
    {"kind": "vpc", "id": "vpc!", "name": "unreadable"}
  ]
}
"#;

fn read(text: &str) -> Design {
    format::load(text).expect("a file").design
}

#[test]
fn what_a_version_holds_beside_its_objects_comes_back_with_them() {
    let (strange, plain) = (read(STRANGE), design(PROD));
    for (now, version) in [(&plain, &strange), (&strange, &plain)] {
        let mut editor = Editor::new(now.clone(), 7);
        let before = format::save(now);
        let _ = editor.perform(restore(version));
        assert_eq!(format::save(editor.design()), format::save(version));
        let _ = editor.run(Command::Undo);
        assert_eq!(format::save(editor.design()), before);
        let _ = editor.run(Command::Redo);
        assert_eq!(format::save(editor.design()), format::save(version));
    }
}

#[test]
fn a_version_that_differs_only_beside_the_objects_is_gone_back_to() {
    let version = read(STRANGE);
    let now = Design::from_entities(version.iter().map(|(id, entity)| (id, Entity::clone(entity))));
    let mut editor = Editor::new(now.clone(), 7);
    let response = editor.perform(restore(&version));
    assert!(response.changed.design && editor.can(Command::Undo));
    assert_eq!(format::save(editor.design()), format::save(&version));
}

#[test]
fn what_could_not_be_read_is_a_problem_as_long_as_it_is_there() {
    let found = |editor: &mut Editor| {
        let _ = editor.check();
        editor.analyses().findings().filter(|finding| finding.rule.id == "file/unread").count()
    };
    let mut editor = Editor::new(design(PROD), 7);
    assert_eq!(found(&mut editor), 0);
    let _ = editor.perform(restore(&read(STRANGE)));
    assert_eq!(found(&mut editor), 1);
    let _ = editor.run(Command::Undo);
    assert_eq!(found(&mut editor), 0);
    let _ = editor.perform(Intent::Load(Box::new(read(STRANGE))));
    assert_eq!(found(&mut editor), 1);
}

#[test]
fn a_file_that_is_opened_keeps_what_it_holds_beside_its_objects() {
    let mut editor = Editor::new(design(PROD), 7);
    let _ = editor.perform(Intent::Load(Box::new(read(STRANGE))));
    assert_eq!(format::save(editor.design()), format::save(&read(STRANGE)));
    let _ = editor.perform(Intent::Load(Box::new(design(PROD))));
    assert_eq!(format::save(editor.design()), format::save(&design(PROD)));
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
