//! Gestures: a design, what a hand does, the design after it. Each is one step of undo, and Escape leaves no trace.

use crate::support::*;
use cidraw::editor::*;
use cidraw::model::*;

const ONE: &str = "vpc a 10.0.0.0/16 at 0,0";

/// Three zones, two tiers; another VPC at the right.
const GRID: &str = "
vpc prod 10.0.0.0/16 region=us-west-2 at 0,0 {
  tier web public {
    subnet web-a a 10.0.0.0/20
    subnet web-b b 10.0.16.0/20
    subnet web-c c 10.0.32.0/20
  }
  tier app private {
    subnet app-a a 10.0.64.0/20
  }
}
vpc dev 10.1.0.0/16 region=us-west-2 at 900,0 {
  tier app private {
    subnet app-a a 10.1.0.0/20
  }
}";

#[test]
fn dragging_a_vpc_moves_it_on_the_grid() {
    gesture(ONE, "down 10,10; move 60,10; move 68,12; up", "vpc a 10.0.0.0/16 at 60,0");
}

#[test]
fn the_smallest_tremble_is_a_click() {
    let editor = gesture(ONE, "down 10,10; move 12,11; up", ONE);
    assert_eq!(editor.selection().len(), 1);
}

#[test]
fn mod_turns_snapping_round_while_it_is_held() {
    gesture(ONE, "down 10,10; move 63,17 mod; up", "vpc a 10.0.0.0/16 at 53,7");
}

#[test]
fn shift_keeps_to_one_axis() {
    gesture(ONE, "click 10,10; down 10,10; move 93,41 shift; up", "vpc a 10.0.0.0/16 at 80,0");
}

#[test]
fn alt_drags_a_copy_with_the_next_block() {
    gesture(ONE, "down 10,10; move 410,10 alt; up", "vpc a 10.0.0.0/16 at 0,0; vpc a-2 10.1.0.0/16 at 400,0");
}

#[test]
fn escape_in_the_middle_of_a_drag_restores() {
    let editor = gesture(ONE, "down 10,10; move 200,200; key Escape; move 300,300; up", ONE);
    assert!(editor.preview().is_empty());
}

#[test]
fn a_drag_is_a_preview_until_it_ends() {
    let mut editor = editor(ONE);
    let _ = play(&mut editor, "down 10,10; move 70,10");
    let vpc = named(&editor, Kind::Vpc, "a");
    assert_eq!(editor.preview().moved[&vpc].x, 60.0);
    assert_eq!(editor.history().done().len(), 0);
    assert_design(&editor, ONE);
}

#[test]
fn a_vpc_comes_in_line_with_its_neighbour() {
    let two = "vpc a 10.0.0.0/16 at 0,0; vpc b 10.1.0.0/16 at 607,400";
    let mut editor = editor(two);
    let _ = play(&mut editor, "down 10,10; move 613,10");
    let preview = editor.preview();
    assert_eq!(preview.moved[&named(&editor, Kind::Vpc, "a")].x, 607.0);
    assert!(preview.guides.iter().any(|guide| guide.from.x == 607.0), "{:?}", preview.guides);
}

#[test]
fn a_subnet_goes_to_another_zone_and_takes_its_name_along() {
    let mut editor = editor(GRID);
    let own = editor.layout().rect(named(&editor, Kind::Subnet, "web-b")).unwrap().center();
    let row = editor.layout().grid(id(&editor, "prod")).unwrap().tiers[1].clone();
    let to = row.y + 5.0;
    let _ = play(&mut editor, &format!("down {},{}; move {},{to}", own.x, own.y, own.x));
    assert_eq!(editor.preview().text.as_deref(), Some("web-b → tier app"));
    let _ = play(&mut editor, &format!("up {},{to}", own.x));
    assert_design(
        &editor,
        &GRID
            .replace("    subnet web-b b 10.0.16.0/20\n", "")
            .replace("subnet app-a a 10.0.64.0/20\n", "subnet app-a a 10.0.64.0/20\n    subnet app-b b 10.0.16.0/20\n"),
    );
    assert_eq!(editor.history().done().len(), 1);
}

#[test]
fn a_subnet_that_goes_to_another_vpc_gets_a_block_there() {
    let mut editor = editor(GRID);
    let from = editor.layout().rect(named(&editor, Kind::Subnet, "web-a")).unwrap().center();
    let dev = editor.layout().grid(id(&editor, "dev")).unwrap();
    let (x, y) = (dev.zones[0].x + 5.0, dev.tiers[0].y + 5.0);
    let _ = play(&mut editor, &format!("down {},{}; move {x},{y}", from.x, from.y));
    assert_eq!(editor.preview().text.as_deref(), Some("web-a → VPC dev, tier app, 10.1.16.0/20"));
    let _ = play(&mut editor, &format!("up {x},{y}"));
    let subnet = editor.design().get::<SubnetId>(id(&editor, "app-a-2")).unwrap();
    assert_eq!(subnet.ipv4.as_ref().unwrap().to_string(), "10.1.16.0/20");
    assert_eq!(subnet.vpc, id(&editor, "dev"));
}

#[test]
fn a_subnet_dropped_beside_every_vpc_goes_back() {
    let mut editor = editor(GRID);
    let from = editor.layout().rect(named(&editor, Kind::Subnet, "web-a")).unwrap().center();
    let responses = play(&mut editor, &format!("down {},{}; move 300,900; up", from.x, from.y));
    assert_design(&editor, GRID);
    assert_eq!(responses.last().unwrap().refusal(), Some("A subnet belongs to a VPC. Drop it into one."));
}

#[test]
fn a_tier_dragged_by_its_label_becomes_another_row() {
    let mut editor = editor(GRID);
    let grid = editor.layout().grid(id(&editor, "prod")).unwrap();
    let (label, below) = (grid.tiers[0].y - 8.0, grid.tiers[1].y + grid.tiers[1].h);
    let _ = play(&mut editor, &format!("down 30,{label}; move 30,{below}; up"));
    let rows = editor.layout().grid(id(&editor, "prod")).unwrap().tiers;
    assert_eq!(rows[1].id, id(&editor, "web"));
    assert_eq!(editor.history().done().last().unwrap().label, "Move tier web to row 2");
}

#[test]
fn a_marquee_takes_what_it_touches_and_shift_adds() {
    let mut editor = editor(GRID);
    let _ = play(&mut editor, "down -50,-50; move 20,20; up");
    assert_eq!(editor.selection().iter().copied().collect::<Vec<_>>(), [named(&editor, Kind::Vpc, "prod")]);
    let _ = play(&mut editor, "down 1400,-50 shift; move 901,20; up");
    assert_eq!(editor.selection().len(), 2);
    let _ = play(&mut editor, "click -60,-60");
    assert!(editor.selection().is_empty());
}

#[test]
fn a_handle_makes_a_vpc_larger_but_never_smaller_than_its_content() {
    let mut editor = editor(GRID);
    let rect = editor.layout().rect(named(&editor, Kind::Vpc, "prod")).unwrap();
    let _ = play(&mut editor, "click 10,10");
    let (x, y) = (rect.right(), rect.bottom());
    let _ = play(&mut editor, &format!("down {x},{y}; move {},{}; up", x + 100.0, y + 60.0));
    let grown = editor.layout().rect(named(&editor, Kind::Vpc, "prod")).unwrap();
    assert!(grown.w >= rect.w + 90.0 && grown.h >= rect.h + 50.0, "{grown:?}");
    let (x, y) = (grown.right(), grown.bottom());
    let _ = play(&mut editor, &format!("down {x},{y}; move 5,5; up"));
    let shrunk = editor.layout().rect(named(&editor, Kind::Vpc, "prod")).unwrap();
    assert_eq!((shrunk.w, shrunk.h), (rect.w, rect.h));
    assert_eq!(editor.history().done().len(), 2);
}

#[test]
fn dragging_the_left_handle_keeps_the_right_side() {
    let mut editor = editor(GRID);
    let rect = editor.layout().rect(named(&editor, Kind::Vpc, "dev")).unwrap();
    let _ = play(&mut editor, "click 910,10");
    let y = rect.center().y;
    let _ = play(&mut editor, &format!("down {},{y}; move {},{y}; up", rect.x, rect.right() + 300.0));
    let now = editor.layout().rect(named(&editor, Kind::Vpc, "dev")).unwrap();
    assert_eq!(now.right(), rect.right());
}

#[test]
fn a_click_with_the_vpc_tool_places_one_and_lays_the_tool_down() {
    let editor = gesture("", "tool vpc; click 107,93", "vpc vpc-1 10.0.0.0/16 at 100,100");
    assert_eq!(editor.tool(), Tool::Select);
}

#[test]
fn a_drag_with_the_vpc_tool_draws_its_box() {
    let editor = gesture("", "tool vpc; down 0,0; move 500,300; up", "vpc vpc-1 10.0.0.0/16 at 0,0 size 500,300");
    let rect = editor.layout().rect(named(&editor, Kind::Vpc, "vpc-1")).unwrap();
    assert_eq!((rect.w, rect.h), (500.0, 300.0));
}

#[test]
fn a_vpc_is_not_drawn_inside_another() {
    let mut editor = editor(ONE);
    let responses = play(&mut editor, "tool vpc; click 50,50");
    assert!(responses.last().unwrap().refusal().unwrap().contains("inside VPC a"));
    assert_design(&editor, ONE);
    assert_eq!(editor.tool(), Tool::Vpc, "the tool stays in hand for a better place");
}

#[test]
fn a_click_with_the_tier_tool_adds_a_row_in_the_first_zones() {
    gesture(
        "vpc a 10.0.0.0/16 region=us-west-2 at 0,0",
        "tool tier; click 50,50",
        "vpc a 10.0.0.0/16 region=us-west-2 at 0,0 { tier public public {
            subnet public-a a 10.0.0.0/20; subnet public-b b 10.0.16.0/20; subnet public-c c 10.0.32.0/20 } }",
    );
}

#[test]
fn a_drag_with_the_tier_tool_chooses_the_zones() {
    let mut editor = editor(GRID);
    let grid = editor.layout().grid(id(&editor, "prod")).unwrap();
    let (first, last) = (grid.zones[0].x + 5.0, grid.zones[1].x + 5.0);
    let y = editor.layout().rect(named(&editor, Kind::Vpc, "prod")).unwrap().bottom() - 20.0;
    let _ = play(&mut editor, &format!("tool tier; down {last},{y}; move {first},{y}"));
    assert_eq!(editor.preview().ghosts.len(), 2);
    let _ = play(&mut editor, &format!("up {first},{y}"));
    let tier: TierId = id(&editor, "private");
    assert_eq!(editor.design().referrers(tier).count(), 2);
}

#[test]
fn the_tier_tool_fills_an_empty_crossing() {
    let mut editor = editor(GRID);
    let grid = editor.layout().grid(id(&editor, "prod")).unwrap();
    let (x, y) = (grid.zones[1].x + 20.0, grid.tiers[1].y + 20.0);
    let _ = play(&mut editor, &format!("tool tier; click {x},{y}"));
    let subnet = editor.design().get::<SubnetId>(id(&editor, "app-b")).unwrap();
    assert_eq!(subnet.ipv4.as_ref().unwrap().to_string(), "10.0.80.0/20");
}

#[test]
fn the_gateway_tool_adds_the_gateway_and_the_route() {
    let mut editor = editor(GRID);
    let responses = play(&mut editor, "tool gateway; click 60,20");
    let said: Vec<&str> = responses.iter().flat_map(Response::announcements).collect();
    assert!(said.contains(&"Added internet gateway prod-igw to VPC prod, and the route 0.0.0.0/0 to it in route table public, for 3 subnets."), "{said:?}");
}

#[test]
fn connecting_works_by_drag_and_by_two_clicks() {
    let peered = |editor: &Editor| editor.design().of_kind(Kind::Peering).count();
    let mut dragged = editor(GRID);
    let _ = play(&mut dragged, "tool connect; down 60,20; move 500,20; move 920,20; up");
    assert_eq!(peered(&dragged), 1);
    let mut clicked = editor(GRID);
    let _ = play(&mut clicked, "tool connect; click 60,20; move 920,20; click 920,20");
    assert_eq!(lines(clicked.design()), lines(dragged.design()));
    assert_eq!(clicked.history().done().len(), 1);
}

#[test]
fn connecting_to_empty_canvas_makes_the_other_end() {
    let mut editor = editor(ONE);
    let responses = play(&mut editor, "tool connect; down 60,20; move 600,610; up");
    let offered = responses.into_iter().flat_map(|response| response.effects).find_map(|effect| match effect {
        Effect::OpenChoice { choices, .. } => choices.into_iter().next(),
        _ => None,
    });
    let first = offered.unwrap();
    assert_eq!(first.words, "New VPC here, peered");
    let _ = editor.perform(first.intent);
    assert_eq!(editor.design().of_kind(Kind::Vpc).count(), 2);
    assert_eq!(editor.design().of_kind(Kind::Peering).count(), 1);
    assert_eq!(editor.history().done().len(), 1);
}

#[test]
fn a_connection_that_cannot_be_says_why_and_the_line_stays_for_another_click() {
    let mut editor = editor("vpc a 10.0.0.0/16 at 0,0; vpc b 10.0.0.0/16 at 600,0");
    let responses = play(&mut editor, "tool connect; click 60,20; move 620,20; click 620,20");
    let why = "10.0.0.0/16 of a and 10.0.0.0/16 of b overlap: AWS refuses a peering between them.";
    assert_eq!(responses.last().unwrap().refusal(), Some(why));
    assert!(editor.is_busy());
    let _ = play(&mut editor, "key Escape");
    assert!(!editor.is_busy());
}

#[test]
fn a_finger_pans_over_what_is_not_selected_and_moves_what_is() {
    let mut editor = editor(ONE);
    let camera = editor.camera();
    let _ = play(&mut editor, "down 10,10 touch; move 110,10; up");
    assert_eq!(editor.camera().x, camera.x - 100.0);
    assert_design(&editor, ONE);
    let _ = play(&mut editor, "click 10,10 touch; down 10,10 touch; move 110,10; up");
    assert_design(&editor, "vpc a 10.0.0.0/16 at 100,0");
}

#[test]
fn a_long_press_opens_the_menu_of_what_is_pressed() {
    let mut editor = editor(ONE);
    let responses = play(&mut editor, "down 10,10 touch; tick 300; tick 300; up");
    let opened = responses.iter().flat_map(|r| &r.effects).any(|effect| matches!(effect, Effect::OpenMenu { .. }));
    assert!(opened);
    assert_eq!(editor.selection().len(), 1);
}

#[test]
fn the_middle_button_and_space_move_the_view_and_escape_brings_it_back() {
    for gesture in ["down 10,10 middle; move 60,10", "key Space; down 10,10; move 60,10"] {
        let mut editor = editor(ONE);
        let camera = editor.camera();
        let _ = play(&mut editor, gesture);
        assert_ne!(editor.camera(), camera);
        let _ = play(&mut editor, "key Escape; release Space; up");
        assert_eq!(editor.camera(), camera);
        assert_design(&editor, ONE);
    }
}

#[test]
fn a_double_click_edits_the_name() {
    let mut editor = editor(ONE);
    let responses = play(&mut editor, "double 10,10");
    let vpc = named(&editor, Kind::Vpc, "a");
    assert!(responses.iter().any(|r| r.effects.contains(&Effect::OpenRename(vpc))));
}

#[test]
fn a_drag_at_the_edge_scrolls_the_view_and_the_box_stays_under_the_pointer() {
    let mut editor = editor(ONE);
    let _ = play(&mut editor, "down 10,10; move 1495,400");
    assert!(editor.wants_ticks());
    let camera = editor.camera();
    let before = editor.preview().moved[&named(&editor, Kind::Vpc, "a")];
    let _ = play(&mut editor, "tick 50; tick 50");
    assert!(editor.camera().x > camera.x);
    assert!(editor.preview().moved[&named(&editor, Kind::Vpc, "a")].x > before.x);
}

/// What brings each state about, and leaves it open.
const BEGUN: [&str; 16] = [
    "down 10,10",
    "down 10,10; move 80,80",
    "down 10,10; move 80,80 alt",
    "down 40,110; move 250,250",
    "down 40,70; move 40,300",
    "down -60,-60; move 300,300",
    "click 10,10; down 0,0; move -70,-70",
    "down 10,10 middle; move 90,90",
    "down 10,10 touch; move 90,90",
    "tool vpc; down -90,500; move 200,700",
    "tool tier; down 40,300; move 300,300",
    "tool gateway; down 60,20",
    "tool connect; down 60,20; move 920,20",
    "tool connect; click 60,20; move 920,20",
    "tool note; down 40,900; move 300,1000",
    "tool laser; down 40,900; move 300,1000",
];

#[test]
fn escape_from_every_state_changes_nothing() {
    for begun in BEGUN {
        for leaving in ["key Escape", "cancel", "blur"] {
            let mut editor = editor(GRID);
            let camera = editor.camera();
            let _ = play(&mut editor, begun);
            assert!(editor.is_busy(), "{begun} begins something");
            let _ = play(&mut editor, leaving);
            assert!(!editor.is_busy(), "{leaving} ends {begun}");
            let _ = play(&mut editor, "move 500,500; up");
            assert_design(&editor, GRID);
            assert_eq!(editor.history().done().len(), 0, "{begun}; {leaving}");
            assert_eq!(editor.camera(), camera, "{begun}; {leaving}");
        }
    }
}

#[test]
fn finishing_any_gesture_is_one_step_of_undo_or_none() {
    for begun in BEGUN {
        let mut editor = editor(GRID);
        let _ = play(&mut editor, begun);
        let _ = play(&mut editor, "up 930,30");
        assert!(editor.history().done().len() <= 1, "{begun}");
        let _ = editor.undo();
        assert_design(&editor, GRID);
    }
}
