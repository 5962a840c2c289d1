//! The tools and commands of the canvas beside select and draw: notes, laser, locks, groups, far ends, menus.

use std::str::FromStr;

use cidraw::addressing::CidrBlock;
use cidraw::editor::*;
use cidraw::model::kinds::{CustomerGateway, Note, Subnet, TransitGatewayAttachment, Vpc, VpnConnection};
use cidraw::model::*;
use cidraw::scene::{Grouping, Point};

use super::support::*;

const ONE: &str = "vpc a 10.0.0.0/16 at 0,0";
const TWO: &str = "vpc app-a 10.0.0.0/16 at 0,0; vpc app-b 10.1.0.0/16 at 600,0";

fn effects(responses: &[Response]) -> Vec<Effect> {
    responses.iter().flat_map(|response| response.effects.clone()).collect()
}

#[test]
fn a_click_with_the_note_tool_places_a_note_and_its_text_is_written() {
    let mut editor = editor(ONE);
    let responses = play(&mut editor, "tool note; click 403,597");
    let (note, _) = editor.design().all::<Note>().next().unwrap();
    assert!(effects(&responses).contains(&Effect::OpenRename(note.into())));
    let at = editor.design().entity(note).unwrap().head.at.unwrap();
    assert_eq!((at.x, at.y, at.w), (400, 600, None));
    assert_eq!((editor.tool(), editor.history().done().len()), (Tool::Select, 1));
    let _ = editor.undo();
    assert_design(&editor, ONE);
}

#[test]
fn a_drag_with_the_note_tool_says_how_wide_it_is() {
    let mut editor = editor(ONE);
    let _ = play(&mut editor, "tool note; down 400,600; move 700,720; up");
    let (note, _) = editor.design().all::<Note>().next().unwrap();
    let at = editor.design().entity(note).unwrap().head.at.unwrap();
    assert_eq!((at.x, at.y, at.w, at.h), (400, 600, Some(300), Some(120)));
}

#[test]
fn the_laser_leaves_a_trail_that_fades_and_nothing_else() {
    let mut editor = editor(ONE);
    let _ = play(&mut editor, "key K; down 10,10; move 200,10; move 200,200");
    assert_eq!(editor.preview().laser.len(), 3);
    assert!(editor.wants_ticks());
    let _ = play(&mut editor, "tick 500");
    assert!(editor.preview().laser[0].1 < 0.5 && editor.preview().laser[2].1 == 1.0);
    let _ = play(&mut editor, "up 200,200; tick 500");
    assert_eq!(editor.preview().laser.len(), 1);
    // While it fades keys mean what they always mean, and the laser stays in hand.
    let _ = play(&mut editor, "key Mod+A");
    assert_eq!((editor.selection().len(), editor.tool()), (1, Tool::Laser));
    let _ = play(&mut editor, "tick 500");
    assert!(!editor.wants_ticks() && !editor.is_busy());
    assert_design(&editor, ONE);
    assert_eq!(editor.history().done().len(), 0);
}

#[test]
fn what_is_locked_is_neither_dragged_nor_resized_nor_deleted() {
    let mut editor = editor(ONE);
    let _ = play(&mut editor, "click 10,10; key Mod+Shift+L");
    assert_design(&editor, "vpc a 10.0.0.0/16 at 0,0 locked");
    let _ = play(&mut editor, "down 10,10; move 210,10; up; click 10,10");
    assert_design(&editor, "vpc a 10.0.0.0/16 at 0,0 locked");
    assert_eq!(editor.handles(), []);
    let refused = "VPC a is locked in its place. Unlock it first.";
    for key in ["Delete", "ArrowRight"] {
        let responses = play(&mut editor, &format!("key {key}"));
        assert_eq!(responses[0].refusal(), Some(refused), "{key}");
    }
    let _ = play(&mut editor, "key Mod+Shift+L; down 10,10; move 210,10; up");
    assert_design(&editor, "vpc a 10.0.0.0/16 at 200,0");
    assert_eq!(editor.history().done().len(), 3);
}

#[test]
fn with_others_what_is_locked_stays_behind_and_a_copy_is_free() {
    let mut editor = editor(TWO);
    let _ = play(&mut editor, "click 10,10; key Mod+Shift+L; click 10,10; click 610,10 shift");
    let _ = play(&mut editor, "down 610,10; move 710,10; up");
    assert_design(&editor, "vpc app-a 10.0.0.0/16 at 0,0 locked; vpc app-b 10.1.0.0/16 at 700,0");
    let _ = play(&mut editor, "click 10,10; key Mod+D");
    let copy = editor.selection().first().copied().unwrap();
    assert!(!editor.design().entity(copy).unwrap().head.at.unwrap().locked);
}

#[test]
fn vpcs_are_grouped_as_an_environment_and_taken_out_again() {
    let mut editor = editor(TWO);
    let responses = play(&mut editor, "key Mod+A; key Mod+G");
    assert_eq!(said(&responses[1]), "Put app-a and app-b into the new environment app.");
    let environment = id::<EnvironmentId>(&editor, "app");
    assert!(editor.design().all::<Vpc>().all(|(_, vpc)| vpc.environment == Some(environment)));
    assert_eq!(editor.history().done().len(), 1);
    let _ = play(&mut editor, "key Mod+Shift+G");
    assert!(editor.design().all::<Vpc>().all(|(_, vpc)| vpc.environment.is_none()));
    let refused = play(&mut editor, "key Mod+Shift+G");
    assert!(refused[0].refusal().is_some());
    let _ = editor.perform(Intent::Select { ids: vec![environment.into()], mode: SelectMode::Add });
    let _ = play(&mut editor, "key Mod+G");
    assert!(editor.design().all::<Vpc>().all(|(_, vpc)| vpc.environment == Some(environment)));
}

#[test]
fn a_line_from_a_transit_gateway_makes_an_attached_vpc_in_its_region() {
    let mut editor = editor("tgw hub region=eu-west-1 at 0,0");
    let from = named(&editor, Kind::TransitGateway, "hub");
    let said = done(&mut editor, Intent::Connect { from, to: End::New { kind: Kind::Vpc, x: 400, y: 400 } });
    assert!(said.contains("ttach"), "{said}");
    let (_, vpc) = editor.design().all::<Vpc>().next().unwrap();
    assert_eq!(vpc.region, "eu-west-1");
    let (_, attachment) = editor.design().all::<TransitGatewayAttachment>().next().unwrap();
    assert_eq!(attachment.subnets.len(), 3);
}

#[test]
fn a_line_to_empty_canvas_offers_what_could_be_there() {
    let mut editor = editor("tgw hub region=eu-west-1 at 0,0");
    let responses = play(&mut editor, "tool connect; down 20,20; move 500,500; up");
    assert_eq!(editor.history().done().len(), 0);
    assert_eq!(editor.tool(), Tool::Select);
    let offered = effects(&responses).into_iter().find_map(|effect| match effect {
        Effect::OpenChoice { choices, .. } => Some(choices),
        _ => None,
    });
    let choices = offered.unwrap();
    let words: Vec<&str> = choices.iter().map(|choice| choice.words.as_str()).collect();
    assert_eq!(words, ["New VPC here, attached", "New customer gateway here, with a VPN connection"]);
    let _ = done(&mut editor, choices[1].intent.clone());
    assert_eq!(editor.design().all::<CustomerGateway>().count(), 1);
    assert_eq!(editor.design().all::<VpnConnection>().count(), 1);
}

#[test]
fn every_far_end_that_is_offered_can_be_made() {
    let text = "vpc a 10.0.0.0/16 region=us-west-2 at 0,0 { tier app private { subnet app-a a 10.0.0.0/20 } }
        tgw tgw region=us-west-2; vgw vgw; cgw cgw region=us-west-2; dxgw dxgw; external ext 192.168.0.0/16; lattice net region=us-west-2";
    let editor_of = || editor(text);
    let starts: Vec<EntityId> = editor_of().design().iter().map(|(id, _)| id).collect();
    let mut made = 0;
    for from in starts {
        for kind in Kind::ALL.iter().copied() {
            let mut editor = editor_of();
            let response = editor.perform(Intent::Connect { from, to: End::New { kind, x: 2000, y: 2000 } });
            assert_sound(&editor);
            match response.refusal() {
                None => made += 1,
                Some(why) => {
                    assert!(why.starts_with("Nothing connects"), "{from} to a new {}: {why}", kind.title());
                    assert_eq!(editor.history().done().len(), 0);
                }
            }
        }
    }
    assert!(made >= 12, "{made}");
}

#[test]
fn a_line_that_is_dragged_to_the_edge_scrolls_the_view() {
    let mut editor = editor(TWO);
    let _ = play(&mut editor, "tool connect; down 20,20; move 1495,400");
    let camera = editor.camera();
    assert!(editor.wants_ticks());
    let _ = play(&mut editor, "tick 50");
    assert!(editor.camera().x > camera.x);
}

#[test]
fn with_the_connect_tool_what_a_line_can_start_from_shows_its_ports() {
    let mut editor = editor(TWO);
    let _ = play(&mut editor, "tool connect; move 20,20");
    assert_eq!(editor.preview().ports, Some(named(&editor, Kind::Vpc, "app-a")));
    let _ = play(&mut editor, "move 20,900");
    assert_eq!(editor.preview().ports, None);
}

#[test]
fn a_box_is_evenly_spaced_between_its_neighbours() {
    let mut editor = editor(
        "vpc a 10.0.0.0/16 at 0,0 size 300,200; vpc b 10.1.0.0/16 at 433,0 size 300,200; vpc c 10.2.0.0/16 at 900,7 size 300,200",
    );
    let _ = play(&mut editor, "down 910,20; move 879,14");
    let preview = editor.preview();
    let lengths: Vec<f64> = preview.equal.iter().map(|stretch| stretch.length).collect();
    assert_eq!(lengths, [133.0, 133.0]);
    let _ = play(&mut editor, "up 879,14");
    let at = editor.layout().rect(named(&editor, Kind::Vpc, "c")).unwrap();
    assert_eq!((at.x, at.y), (866.0, 0.0));
}

#[test]
fn a_guide_says_how_far_the_neighbour_is() {
    let mut editor = editor("vpc a 10.0.0.0/16 at 0,0 size 300,200; vpc b 10.1.0.0/16 at 900,700 size 300,200");
    let _ = play(&mut editor, "down 910,720; move 13,520");
    let guides = editor.preview().guides;
    let between = guides.iter().find_map(|guide| guide.between).unwrap();
    assert_eq!((between.0.x, between.0.y), (0.0, 200.0));
    assert_eq!(between.0.x, between.1.x);
}

#[test]
fn what_is_chosen_in_the_menu_of_the_canvas_happens_there() {
    let mut editor = editor(ONE);
    let responses = play(&mut editor, "click 703,641 right");
    let items = effects(&responses).into_iter().find_map(|effect| match effect {
        Effect::OpenMenu { items, .. } => Some(items),
        _ => None,
    });
    let items: Vec<Command> = items.unwrap().iter().map(|item| item.command).collect();
    assert_eq!(items[0], Command::PasteHere);
    let _ = editor.run(Command::AddVpc);
    let vpc = editor.selection().first().copied().unwrap();
    let at = editor.design().entity(vpc).unwrap().head.at.unwrap();
    assert_eq!((at.x, at.y), (700, 640));
}

#[test]
fn a_paste_here_goes_to_the_menu_or_the_pointer() {
    let mut editor = editor(ONE);
    let _ = play(&mut editor, "click 700,640 right");
    let here = Effect::ReadClipboard { at: Some((700, 640)) };
    assert_eq!(editor.run(Command::PasteHere).effects, [here]);
    let responses = play(&mut editor, "move 400,900; key Mod+Shift+V");
    assert!(effects(&responses).contains(&Effect::ReadClipboard { at: Some((400, 900)) }));
    let responses = play(&mut editor, "key Mod+V");
    assert!(effects(&responses).contains(&Effect::ReadClipboard { at: None }));
}

#[test]
fn a_pen_selects_around_and_rests_for_the_menu() {
    let mut editor = editor(ONE);
    let camera = editor.camera();
    let _ = play(&mut editor, "down -60,-60 pen; move 600,600; up");
    assert_eq!((editor.selection().len(), editor.camera()), (1, camera));
    let responses = play(&mut editor, "down 10,10 pen; tick 600; up");
    assert!(effects(&responses).iter().any(|effect| matches!(effect, Effect::OpenMenu { .. })));
}

#[test]
fn each_device_has_its_own_way_of_zooming() {
    for (device, mouse, trackpad) in [(WheelDevice::Mouse, true, false), (WheelDevice::Trackpad, false, true)] {
        let mut editor = editor(ONE);
        let preferences = Preferences { mouse_wheel_zooms: mouse, trackpad_zooms: trackpad, ..Preferences::default() };
        let _ = editor.set_preferences(preferences);
        let turn = |device| Input::Wheel {
            at: Point::new(400.0, 300.0),
            delta: Point::new(0.0, -40.0),
            modifiers: Modifiers::NONE,
            device,
        };
        let other = if device == WheelDevice::Mouse { WheelDevice::Trackpad } else { WheelDevice::Mouse };
        let _ = editor.handle(turn(other));
        assert_eq!(editor.camera().scale, 1.0, "{other:?} pans");
        let world = editor.camera().to_world(Point::new(400.0, 300.0));
        let _ = editor.handle(turn(device));
        assert!(editor.camera().scale > 1.0, "{device:?} zooms");
        let still = editor.camera().to_world(Point::new(400.0, 300.0));
        assert!(still.distance(world) < 1e-6, "at the pointer");
    }
}

#[test]
fn two_fingers_pan_and_zoom_together_and_end_what_one_began() {
    let mut editor = editor(ONE);
    let _ = play(&mut editor, "click 10,10 touch; down 10,10 touch; move 80,80");
    let at = Point::new(300.0, 300.0);
    let world = editor.camera().to_world(at);
    let _ = editor.handle(Input::Pinch { at: Point::new(340.0, 310.0), by: Point::new(40.0, 10.0), factor: 2.0 });
    assert!(!editor.is_busy());
    assert_eq!(editor.camera().scale, 2.0);
    assert!(editor.camera().to_world(Point::new(340.0, 310.0)).distance(world) < 1e-6);
    assert_design(&editor, ONE);
}

#[test]
fn undo_says_what_it_undid_where_everybody_sees_it() {
    let mut editor = editor(ONE);
    let _ = play(&mut editor, "click 10,10; key Delete");
    let undone = Effect::Toast { text: "Undid: Delete VPC a.".into(), undoable: false };
    assert!(editor.undo().effects.contains(&undone));
    let redone = Effect::Toast { text: "Did again: Delete VPC a.".into(), undoable: false };
    assert!(editor.redo().effects.contains(&redone));
}

#[test]
fn colours_are_switched_and_kept_as_a_preference() {
    let mut editor = editor(ONE);
    for (command, grouping) in [
        (Command::ColourByAccount, Grouping::Account),
        (Command::ColourByRegion, Grouping::Region),
        (Command::ColourByNothing, Grouping::Nothing),
        (Command::ColourByEnvironment, Grouping::Environment),
    ] {
        let response = editor.run(command);
        assert!(response.changed.preferences);
        assert_eq!(editor.preferences().grouping, grouping);
        assert_eq!(editor.history().done().len(), 0);
    }
}

#[test]
fn escape_lays_down_the_tool_then_the_selection_then_the_presentation() {
    let mut editor = editor(ONE);
    let _ = play(&mut editor, "click 10,10; key K; key Escape");
    assert_eq!((editor.tool(), editor.selection().len()), (Tool::Select, 1));
    let _ = play(&mut editor, "key Escape");
    assert!(editor.selection().is_empty());
    assert!(effects(&play(&mut editor, "key Escape")).contains(&Effect::EndPresent));
}

#[test]
fn alt_drags_a_copy_of_a_subnet_with_what_stands_in_it() {
    let mut editor = editor(PROD);
    let _ = editor.perform(Intent::AddNatGateway { subnet: id(&editor, "public-a") });
    let steps = editor.history().done().len();
    let grid = editor.layout().grid(id(&editor, "prod")).unwrap();
    let from = editor.layout().rect(named(&editor, Kind::Subnet, "public-a")).unwrap().center();
    let (x, y) = (grid.zones[1].x + 20.0, grid.tiers[2].y + 20.0);
    let _ = play(&mut editor, &format!("down {},{} alt; move {x},{y}; up", from.x, from.y));
    assert_eq!(editor.history().done().len(), steps + 1);
    let copy = editor.design().get::<SubnetId>(id(&editor, "data-b")).unwrap();
    assert_eq!(copy.tier, id(&editor, "data"));
    assert_ne!(copy.ipv4, editor.design().get::<SubnetId>(id(&editor, "public-a")).unwrap().ipv4);
    assert_eq!(editor.design().of_kind(Kind::NatGateway).count(), 2);
    let _ = editor.undo();
    assert_eq!(editor.design().of_kind(Kind::NatGateway).count(), 1);
}

#[test]
fn alt_drags_a_copy_of_a_subnet_into_another_vpc_where_it_is_readdressed() {
    let mut editor = editor(
        "vpc a 10.0.0.0/16 region=us-west-2 at 0,0 { tier web private { subnet web-a a 10.0.0.0/20 } }
         vpc b 10.1.0.0/16 region=us-west-2 at 600,0 { tier app private { subnet app-a a 10.1.0.0/20 } }",
    );
    // The copy will be called the same, in its own VPC.
    let subnet: SubnetId = id(&editor, "web-a");
    let original = editor.design().get(subnet).unwrap().clone();
    let from = editor.layout().rect(named(&editor, Kind::Subnet, "web-a")).unwrap().center();
    let to = editor.layout().rect(named(&editor, Kind::Subnet, "app-a")).unwrap();
    // Beside the subnet that is there already: its row, a zone further.
    let grid = editor.layout().grid(id(&editor, "b")).unwrap();
    let zones: Vec<String> = grid.zones.iter().map(|zone| zone.name.clone()).collect();
    let before = editor.history().done().len();
    let (x, y) = (to.center().x, to.center().y);
    let _ = play(&mut editor, &format!("down {},{} alt; move {x},{y}; up", from.x, from.y));
    assert_eq!(editor.history().done().len(), before + 1, "one step");
    assert_eq!(editor.design().get(subnet), Some(&original), "the original stays");
    let vpc: VpcId = id(&editor, "b");
    let copies: Vec<&Subnet> =
        editor.design().referring::<Subnet>(vpc).map(|(_, subnet)| subnet).filter(|s| s.ipv4 != app_block()).collect();
    let [copy] = copies[..] else { panic!("one copy in b, not {copies:?}") };
    assert_eq!(copy.tier, id(&editor, "app"));
    assert!(zones.contains(&copy.zone), "{} is none of {zones:?}", copy.zone);
    let block = copy.blocks().next().expect("it has a block");
    assert!(CidrBlock::from_str("10.1.0.0/16").unwrap().covers(block), "{block} is not of b");
    assert_eq!(block.length(), 20, "it keeps its size");
    let _ = editor.undo();
    assert_eq!(editor.design().of_kind(Kind::Subnet).count(), 2);
}

fn app_block() -> Option<Written<CidrBlock>> {
    Some(Written::parse("10.1.0.0/20"))
}
