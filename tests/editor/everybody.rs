//! What the requirements on accessibility ask of the editor: every drag can be done by clicks, whatever has a box is
//! reached by arrows, nothing is too small to hit.

use crate::support::*;
use cidraw::editor::*;
use cidraw::model::*;
use cidraw::scene::{Camera, Point};

const ONE: &str = "vpc a 10.0.0.0/16 at 0,0";

fn menu_has(editor: &Editor, command: Command) -> bool {
    editor.menu().iter().any(|item| item.command == command && item.enabled)
}

#[test]
fn a_vpc_picked_up_from_its_menu_follows_the_pointer_and_a_click_puts_it_down() {
    let mut editor = editor(ONE);
    let _ = play(&mut editor, "click 10,10");
    assert!(menu_has(&editor, Command::PickUp));
    let picked = editor.run(Command::PickUp);
    assert!(picked.effects.contains(&Effect::FocusCanvas), "keys go where it is");
    let _ = play(&mut editor, "move 203,98");
    let moved = editor.preview().moved;
    assert_eq!(moved.get(&named(&editor, Kind::Vpc, "a")), Some(&Point::new(200.0, 100.0)));
    assert_design(&editor, ONE);
    let _ = play(&mut editor, "click 203,98");
    assert_design(&editor, "vpc a 10.0.0.0/16 at 200,100");
    assert!(!editor.is_busy());
    assert_eq!(editor.history().done().len(), 1);
}

#[test]
fn what_the_keys_carry_does_not_follow_a_trembling_pointer() {
    let mut editor = editor(ONE);
    let _ = play(&mut editor, "click 10,10; key Space; release Space; key ArrowRight; move 500,500; key Enter");
    assert_design(&editor, "vpc a 10.0.0.0/16 at 20,0");
}

#[test]
fn a_note_is_carried_as_a_vpc_is() {
    let mut editor = editor("");
    let _ = editor.run(Command::AddNote);
    let note = editor.focus().expect("the note");
    let before = editor.layout().rect(note).expect("it is on the canvas");
    assert!(menu_has(&editor, Command::PickUp));
    let _ = play(&mut editor, "key Space; release Space; key ArrowDown; key Enter");
    assert_eq!(editor.layout().rect(note), Some(before.translate(Point::new(0.0, 20.0))));
}

#[test]
fn a_subnet_picked_up_goes_to_the_crossing_that_is_clicked() {
    let mut editor = editor(PROD);
    let subnet = named(&editor, Kind::Subnet, "data-a");
    let _ = editor.focus_on(subnet);
    let beside = editor.layout().rect(named(&editor, Kind::Subnet, "private-b")).expect("it has a place");
    let below = editor.layout().rect(subnet).expect("it has a place");
    let _ = editor.run(Command::PickUp);
    let (x, y) = (beside.center().x, below.center().y);
    let _ = play(&mut editor, &format!("click {x},{y}"));
    let _ = named(&editor, Kind::Subnet, "data-b");
    assert_eq!(editor.history().done().len(), 1);
}

#[test]
fn escape_and_another_button_put_it_back() {
    for end in ["key Escape", "click 300,300 right"] {
        let mut editor = editor(ONE);
        let _ = play(&mut editor, "click 10,10");
        let _ = editor.run(Command::PickUp);
        let _ = play(&mut editor, &format!("move 300,300; {end}"));
        assert_design(&editor, ONE);
        assert!(!editor.is_busy(), "{end}");
    }
}

#[test]
fn a_handle_that_is_clicked_goes_along_until_the_next_click() {
    let mut editor = editor(ONE);
    let _ = play(&mut editor, "click 10,10");
    let vpc = named(&editor, Kind::Vpc, "a");
    let old = editor.layout().rect(vpc).expect("it has a place");
    let (x, y) = (old.right(), old.bottom());
    let heard = play(&mut editor, &format!("click {x},{y}"));
    assert_eq!(
        said(heard.last().expect("it answers")),
        "Click where the edge is to go. Escape leaves it where it was."
    );
    let _ = play(&mut editor, &format!("move {},{}; click {},{}", x + 60.0, y + 40.0, x + 100.0, y + 60.0));
    let new = editor.layout().rect(vpc).expect("it has a place");
    assert_eq!((new.w - old.w, new.h - old.h), (100.0, 60.0));
    assert_eq!(editor.history().done().len(), 1);
    // The other way out.
    let (x, y) = (new.right(), new.bottom());
    let _ = play(&mut editor, &format!("click {x},{y}; move {},{y}; key Escape", x + 80.0));
    assert_eq!(editor.layout().rect(vpc), Some(new));
    assert!(!editor.is_busy());
}

#[test]
fn handles_are_24_pixels_wide_to_the_pointer_at_any_zoom_or_not_there() {
    for (scale, shown) in [(0.05, 0), (0.1, 0), (0.5, 8), (1.0, 8), (4.0, 8)] {
        let mut editor = editor(ONE);
        let _ = play(&mut editor, "click 10,10");
        let _ = editor.look(Camera { x: -100.0, y: -100.0, scale });
        let camera = editor.camera();
        for (_, at) in editor.handles() {
            let at = camera.to_screen(at);
            for by in [Point::new(11.0, 0.0), Point::new(0.0, 11.0), Point::new(-11.0, 0.0), Point::new(0.0, -11.0)] {
                let at = at + by;
                let _ = editor.handle(Input::PointerMove(Pointer::mouse(at.x, at.y)));
                let sizes =
                    [Cursor::ResizeFalling, Cursor::ResizeRising, Cursor::ResizeHorizontal, Cursor::ResizeVertical];
                assert!(sizes.contains(&editor.cursor()), "{scale}: {by:?}");
            }
        }
        assert_eq!(editor.handles().len(), shown, "{scale}");
    }
}

#[test]
fn arrows_reach_all_that_has_a_box_in_a_vpc() {
    let text = "
        vpc prod 10.0.0.0/16 region=us-west-2 at 0,0 {
          igw out
          tier public public {
            subnet public-a a 10.0.0.0/20 { nat nat-a eip-a }
            subnet public-b b 10.0.16.0/20 { nat nat-b eip-b }
          }
        }";
    let mut editor = editor(text);
    let name = |editor: &Editor| editor.focus().map_or(String::new(), |id| editor.design().name(id));
    let _ = editor.focus_on(named(&editor, Kind::Vpc, "prod"));
    // In, in again, beside, and out: what stands in a subnet has its like in other subnets beside it.
    for (key, there) in [
        ("key Enter", "public-a"),
        ("key Enter", "nat-a"),
        ("key ArrowRight", "nat-b"),
        ("key Shift+Enter", "public-b"),
        ("key ArrowUp", "out"),
        ("key ArrowDown", "public-a"),
    ] {
        let _ = play(&mut editor, key);
        assert_eq!(name(&editor), there, "{key}");
    }
}

#[test]
fn connections_are_followed_from_a_vpc_to_its_hub_and_on() {
    let mut editor = editor("vpc a 10.0.0.0/16 at 0,0; vpc b 10.1.0.0/16 at 900,0");
    let _ = editor.focus_on(named(&editor, Kind::Vpc, "a"));
    let _ = editor.run(Command::AddTransitGateway);
    let hub = editor.focus().expect("the hub");
    for vpc in ["a", "b"] {
        let joined = editor.perform(Intent::Connect { from: named(&editor, Kind::Vpc, vpc), to: End::Object(hub) });
        assert_eq!(joined.refusal(), None);
    }
    let _ = editor.focus_on(named(&editor, Kind::Vpc, "a"));
    let mut kinds = Vec::new();
    for _ in 0..4 {
        let _ = play(&mut editor, "key Alt+ArrowRight");
        kinds.push(editor.focus().expect("somewhere").kind);
    }
    let (line, hub) = (Kind::TransitGatewayAttachment, Kind::TransitGateway);
    assert_eq!(kinds, [line, hub, line, Kind::Vpc]);
    assert_eq!(editor.focus(), Some(named(&editor, Kind::Vpc, "b")));
}

#[test]
fn an_overlap_of_peered_vpcs_is_mended_at_once_and_for_good() {
    let mut editor = editor(
        "vpc a 10.0.0.0/16 { route_table ra main { 10.1.0.0/16 -> peering:a-b } }
         vpc b 10.1.0.0/16 { route_table rb main { 10.0.0.0/16 -> peering:a-b } }
         peering a-b a b",
    );
    let b = named(&editor, Kind::Vpc, "b");
    let _ = editor.perform(Intent::SetField { ids: vec![b], path: "ipv4/0".into(), value: "10.0.0.0/16".into() });
    let _ = editor.check();
    let errors = |editor: &Editor| editor.analyses().counts().errors;
    assert!(errors(&editor) > 0);
    let overlap = editor.analyses().findings().find(|f| f.fixes.iter().any(|fix| fix.title.starts_with("Move b to ")));
    let overlap = overlap.expect("there is a way out").clone();
    let title =
        overlap.fixes.iter().find(|fix| fix.title.starts_with("Move b to ")).expect("it is there").title.clone();
    let _ = editor.perform(Intent::ApplyFix { finding: overlap.fingerprint(), title });
    let _ = editor.check();
    let left: Vec<&str> = editor.analyses().findings().map(|f| f.message.as_str()).collect();
    assert_eq!(errors(&editor), 0, "{left:?}");
}

#[test]
fn with_single_keys_off_no_letter_acts_and_everything_else_does() {
    let mut editor = editor(ONE);
    let _ = editor.set_preferences(Preferences { single_keys: false, ..Preferences::default() });
    for letter in ["P", "S", "G", "C", "H", "Shift+M", "?", "+", "I", "O", "Q"] {
        let heard = play(&mut editor, &format!("key {letter}"));
        assert!(heard.iter().all(|response| response.effects.is_empty()), "{letter} does nothing");
    }
    assert_eq!(editor.tool(), Tool::Select);
    let heard = play(&mut editor, "key F1; key Mod+K; key ArrowDown");
    assert!(heard[0].effects.contains(&Effect::OpenHelp) && heard[1].effects.contains(&Effect::OpenPalette));
    assert!(editor.focus().is_some());
}
