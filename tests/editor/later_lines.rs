//! Where there are many lines they follow their boxes a frame later: what is painted between is sound, and in the end
//! all is where it would be had it been laid at once.

use cidraw::editor::*;
use cidraw::generate::{Spec, generate};
use cidraw::model::*;
use cidraw::scene::{Camera, Layout, Level, Marks, Point, Scene, TableMeasure, draw_design};
use proptest::prelude::*;

/// 60 VPCs with 280 peerings, and a way up to the internet from each.
fn editor() -> Editor {
    Editor::new(generate(&Spec { vpcs: 60, zones: 2, tiers: 2, peerings: 280, seed: 5 }), 7)
}

fn intent(editor: &Editor, (what, which): (u8, u16)) -> Intent {
    let pick = |kind: Kind| {
        let ids: Vec<EntityId> = editor.design().of_kind(kind).map(|(id, _)| id).collect();
        ids.get(usize::from(which) % ids.len().max(1)).copied()
    };
    match what {
        0 => pick(Kind::Vpc).map(|id| Intent::MoveObjects { ids: vec![id], dx: 220, dy: i32::from(which % 9) * 60 }),
        1 => pick(Kind::Subnet).and_then(|id| Some(Intent::SplitSubnet { subnet: id.typed()? })),
        2 => pick(Kind::Peering).map(|id| Intent::Delete { ids: vec![id] }),
        3 => pick(Kind::Vpc).map(|id| Intent::Delete { ids: vec![id] }),
        4 => pick(Kind::Vpc).map(|id| Intent::Duplicate { ids: vec![id], by: None }),
        5 => Some(Intent::Redo),
        _ => None,
    }
    .unwrap_or(Intent::Undo)
}

/// The whole drawing, as it would be painted now.
fn paint(editor: &Editor) -> usize {
    let (design, layout, marks) = (editor.design(), editor.layout(), Marks::default());
    let viewport = Point::new(1440.0, 900.0);
    let camera = Camera::fit(layout.bounds().expect("there are boxes"), viewport, 40.0);
    let list = draw_design(
        Scene { design, layout, marks: &marks },
        camera,
        viewport,
        Level::at(camera.scale),
        &mut TableMeasure,
    );
    assert!(list.items.iter().filter_map(|item| item.id).all(|id| design.contains(id)), "what is gone is drawn");
    list.items.len()
}

#[test]
fn many_lines_follow_in_a_step_of_their_own() {
    let mut editor = editor();
    let vpc = editor.design().of_kind(Kind::Vpc).next().expect("there are VPCs").0;
    let line = editor.design().referrers(vpc).find(|id| id.kind == Kind::Peering).expect("it is joined");
    let before = editor.layout().line(line).cloned();
    let _ = editor.perform(Intent::MoveObjects { ids: vec![vpc], dx: 5_000, dy: 5_000 });
    assert!(!editor.is_routed());
    assert_eq!(editor.layout().line(line).cloned(), before, "the box goes first");
    editor.route();
    assert!(editor.is_routed());
    assert_ne!(editor.layout().line(line).cloned(), before);
}

#[test]
fn whatever_is_done_next_finds_lines_in_their_places() {
    let mut editor = editor();
    let vpc = editor.design().of_kind(Kind::Vpc).next().expect("there are VPCs").0;
    let _ = editor.perform(Intent::MoveObjects { ids: vec![vpc], dx: 5_000, dy: 5_000 });
    let _ = editor.handle(Input::PointerLeave);
    assert!(editor.is_routed());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_is_painted_between_is_sound_and_the_end_is_the_same(
        steps in prop::collection::vec((0u8..7, any::<u16>()), 1..8),
    ) {
        let mut editor = editor();
        for step in steps {
            let next = intent(&editor, step);
            let _ = editor.perform(next);
            paint(&editor);
        }
        editor.route();
        let fresh = Layout::new(editor.design());
        prop_assert_eq!(editor.layout().boxes(), fresh.boxes());
        prop_assert_eq!(editor.layout().bounds(), fresh.bounds());
        for (id, _) in editor.design().iter() {
            prop_assert_eq!(editor.layout().line(id), fresh.line(id), "{}", id);
        }
    }
}
