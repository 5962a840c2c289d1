//! Everything without a pointer: drawing, moving about, carrying, connecting, mending; and what is said meanwhile.

use crate::support::*;
use cidraw::editor::*;
use cidraw::model::*;

fn said(responses: &[Response]) -> Vec<&str> {
    responses.iter().flat_map(Response::announcements).collect()
}

const TWO: &str = "
vpc prod 10.0.0.0/16 region=us-west-2 at 0,0 {
  tier web public { subnet web-a a 10.0.0.0/20; subnet web-b b 10.0.16.0/20; subnet web-c c 10.0.32.0/20 }
  tier app private { subnet app-a a 10.0.64.0/20; subnet app-b b 10.0.80.0/20; subnet app-c c 10.0.96.0/20 }
}
vpc dev 10.1.0.0/16 region=us-west-2 at 900,0 {
  tier app private { subnet app-a a 10.1.0.0/20 }
}";

fn focus_name(editor: &Editor) -> String {
    editor.focus().map_or(String::new(), |id| editor.design().name(id))
}

#[test]
fn a_network_is_drawn_and_peered_by_keys_alone() {
    let mut editor = editor("");
    let heard = play(&mut editor, "key P; key Enter; key S; key Enter; key S; key S; key G; key Enter");
    assert_eq!(
        said(&heard),
        [
            "Tool: VPC.",
            "Drew VPC vpc-1, 10.0.0.0/16.",
            "Tool: Select.",
            "Tool: Tier of subnets.",
            "Added public tier public to VPC vpc-1: 3 subnets, 10.0.0.0/20 to 10.0.32.0/20.",
            "Tool: Select.",
            "Tool: Tier of subnets.",
            "Added private tier private to VPC vpc-1: 3 subnets, 10.0.64.0/20 to 10.0.96.0/20.",
            "Tool: Select.",
            "Tool: Gateway.",
            "Added internet gateway vpc-1-igw to VPC vpc-1, and the route 0.0.0.0/0 to it in route table public, for 3 subnets.",
            "Tool: Select.",
        ]
    );
    let _ = play(&mut editor, "key P; key P; key C");
    let opened = play(&mut editor, "key Enter");
    let vpc = named(&editor, Kind::Vpc, "vpc-2");
    assert!(opened[0].effects.contains(&Effect::OpenConnect(vpc)), "{opened:?}");
    let other = candidates(editor.design(), vpc).into_iter().find(|c| c.name == "VPC vpc-1").expect("it is listed");
    assert!(other.verdict.is_ok());
    let response = editor.perform(Intent::Connect { from: vpc, to: other.to });
    assert_eq!(
        response.announcements().next(),
        Some("Peered vpc-2 and vpc-1: added 3 routes, in main and public of vpc-1 and main of vpc-2.")
    );
}

#[test]
fn arrows_move_the_focus_and_say_what_is_there() {
    let mut editor = editor(TWO);
    let _ = editor.check();
    let _ = editor.focus_on(named(&editor, Kind::Vpc, "prod"));
    let heard = play(&mut editor, "key ArrowRight");
    assert!(said(&heard)[0].starts_with("VPC dev, 10.1.0.0/16, us-west-2, 1 subnet"), "{heard:?}");
    let _ = play(&mut editor, "key ArrowLeft; key Enter");
    assert_eq!(focus_name(&editor), "web-a");
    let heard = play(&mut editor, "key ArrowDown");
    assert_eq!(
        said(&heard),
        ["Subnet app-a, 10.0.64.0/20, private, zone us-west-2a, in VPC prod, 4,091 usable, 4 of 6"]
    );
    for (key, name) in [
        ("key ArrowRight", "app-b"),
        ("key ArrowUp", "web-b"),
        ("key ArrowRight", "web-c"),
        ("key ArrowRight", "app-a"),
        ("key Shift+Enter", "dev"),
    ] {
        let _ = play(&mut editor, key);
        assert_eq!(focus_name(&editor), name, "{key}");
    }
    assert_eq!(editor.selection().iter().copied().collect::<Vec<_>>(), [named(&editor, Kind::Vpc, "dev")]);
    assert_design(&editor, TWO);
}

#[test]
fn the_first_arrow_goes_to_what_is_in_the_middle() {
    let mut editor = editor(TWO);
    let _ = play(&mut editor, "key ArrowDown");
    assert!(editor.focus().is_some());
}

#[test]
fn a_vpc_is_carried_enlarged_and_put_down_as_one_step() {
    let mut editor = editor("vpc a 10.0.0.0/16 at 0,0");
    let _ = editor.focus_on(named(&editor, Kind::Vpc, "a"));
    let heard = play(&mut editor, "key Space; release Space; key ArrowRight; key ArrowDown");
    assert_eq!(said(&heard)[0], "Picked up a. Arrow keys move it, Enter or a click puts it down, Escape puts it back.");
    assert!(editor.is_carrying());
    assert_design(&editor, "vpc a 10.0.0.0/16 at 0,0");
    let _ = play(&mut editor, "key Enter");
    assert_design(&editor, "vpc a 10.0.0.0/16 at 20,20");
    assert_eq!(editor.history().done().len(), 1);
    let width = editor.layout().rect(named(&editor, Kind::Vpc, "a")).unwrap().w;
    let _ = play(&mut editor, "key Space; release Space; key Shift+ArrowRight; key Shift+ArrowRight; key Enter");
    assert_eq!(editor.layout().rect(named(&editor, Kind::Vpc, "a")).unwrap().w, width + 40.0);
    assert_eq!(editor.history().done().len(), 2);
}

#[test]
fn escape_puts_a_carried_thing_back() {
    let mut editor = editor(TWO);
    let _ = editor.focus_on(named(&editor, Kind::Subnet, "web-b"));
    let heard = play(&mut editor, "key Space; release Space; key ArrowDown; key ArrowRight; key Escape");
    assert_eq!(said(&heard).last(), Some(&"Cancelled."));
    assert_design(&editor, TWO);
    assert_eq!(focus_name(&editor), "web-b");
}

#[test]
fn a_subnet_is_carried_to_another_zone() {
    let mut editor = editor(TWO);
    let _ = editor.focus_on(named(&editor, Kind::Subnet, "app-c"));
    let heard = play(&mut editor, "key Space; release Space; key ArrowRight; key Enter");
    assert_eq!(said(&heard)[1], "app-c → zone d: tier app, zone d.");
    assert_eq!(said(&heard)[2], "Moved app-c → zone d. It is called app-d now.");
    assert_eq!(named(&editor, Kind::Subnet, "app-d"), editor.focus().unwrap());
}

#[test]
fn connections_are_followed_there_and_back() {
    let mut editor = editor(&format!("{TWO} peering prod-dev prod dev"));
    let _ = editor.focus_on(named(&editor, Kind::Vpc, "prod"));
    let heard = play(&mut editor, "key Alt+ArrowRight");
    assert!(
        said(&heard)[0].starts_with("Peering prod-dev, between VPC prod and VPC dev, no routes, no DNS"),
        "{heard:?}"
    );
    let _ = play(&mut editor, "key Alt+ArrowRight");
    assert_eq!(focus_name(&editor), "dev");
    let _ = play(&mut editor, "key Alt+ArrowLeft; key Alt+ArrowLeft");
    assert_eq!(focus_name(&editor), "prod");
}

#[test]
fn problems_are_gone_through_in_order_and_round() {
    let mut editor = editor("vpc a 10.0.0.0/16 at 0,0; vpc b 10.0.0.0/16 at 900,0; peering a-b a b");
    let heard = play(&mut editor, "key F8");
    let first = said(&heard)[0].to_owned();
    assert!(first.starts_with("Problem 1 of "), "{first}");
    let total: usize = first.split_whitespace().nth(3).unwrap().trim_end_matches(':').parse().unwrap();
    for _ in 0..total {
        let _ = play(&mut editor, "key F8");
    }
    let heard = play(&mut editor, "key Shift+F8; key F8");
    assert_eq!(said(&heard).last(), Some(&first.as_str()));
    assert!(editor.focus().is_some());
}

#[test]
fn every_object_can_be_deleted_renamed_copied_and_opened_from_the_keyboard() {
    let mut editor = editor(TWO);
    let subnet = named(&editor, Kind::Subnet, "web-b");
    let _ = editor.focus_on(subnet);
    let heard = play(&mut editor, "key F2; key Shift+F10; key Mod+C; key Shift+M; key Delete");
    assert!(heard[0].effects.contains(&Effect::OpenRename(subnet)));
    assert!(
        matches!(&heard[1].effects[0], Effect::OpenMenu { items, .. } if items.iter().any(|i| i.command == Command::Delete))
    );
    assert!(matches!(&heard[2].effects[0], Effect::Copy(text) if text.contains("web-b")));
    assert!(heard[3].effects.contains(&Effect::OpenMoveTo(subnet)));
    assert!(!editor.design().contains(subnet));
    assert_eq!(editor.focus(), None);
}

#[test]
fn a_subnet_has_a_list_of_places_to_go_to() {
    let editor = editor(TWO);
    let places = editor.crossings(id(&editor, "web-b"));
    let words: Vec<String> = places.iter().filter_map(|(_, words)| words.clone().ok()).collect();
    assert!(words.contains(&"web-b → tier app".to_owned()), "{words:?}");
    assert!(words.contains(&"web-b → zone d".to_owned()), "{words:?}");
    assert!(words.contains(&"web-b → VPC dev, tier app, zone a, 10.1.16.0/20".to_owned()), "{words:?}");
}

#[test]
fn zoom_keys_keep_the_middle_and_fit_shows_all() {
    let mut editor = editor(TWO);
    let middle = |editor: &Editor| editor.camera().view(editor.viewport()).center();
    let before = middle(&editor);
    let _ = play(&mut editor, "key Mod+=; key +; key -");
    assert!(middle(&editor).distance(before) < 1e-6);
    assert_eq!(editor.camera().scale, 1.5);
    let _ = play(&mut editor, "key Shift+0");
    assert_eq!(editor.camera().scale, 1.0);
    let _ = play(&mut editor, "key Shift+1");
    let view = editor.camera().view(editor.viewport());
    assert!(view.contains_rect(editor.layout().bounds().unwrap()));
}

#[test]
fn the_wheel_pans_and_with_mod_zooms_at_the_pointer_by_small_steps() {
    use cidraw::scene::Point;
    let mut editor = editor(TWO);
    let at = Point::new(400.0, 300.0);
    let wheel = |delta, modifiers, device| Input::Wheel { at, delta, modifiers, device };
    let camera = editor.camera();
    let _ = editor.handle(wheel(Point::new(0.0, 120.0), Modifiers::NONE, WheelDevice::Mouse));
    assert_eq!(editor.camera().y, camera.y + 120.0);
    let _ = editor.handle(wheel(Point::new(0.0, 120.0), Modifiers::SHIFT, WheelDevice::Mouse));
    assert_eq!(editor.camera().x, camera.x + 120.0);
    let under = editor.camera().to_world(at);
    let _ = editor.handle(wheel(Point::new(0.0, -5000.0), Modifiers::MOD, WheelDevice::Mouse));
    assert!((editor.camera().scale - 1.1).abs() < 1e-9);
    assert!(editor.camera().to_world(at).distance(under) < 1e-9);
    let _ = editor.set_preferences(Preferences { mouse_wheel_zooms: true, ..Preferences::default() });
    let scale = editor.camera().scale;
    let _ = editor.handle(wheel(Point::new(0.0, -10.0), Modifiers::NONE, WheelDevice::Trackpad));
    assert_eq!(editor.camera().scale, scale, "a trackpad pans");
    let _ = editor.handle(wheel(Point::new(0.0, -10.0), Modifiers::NONE, WheelDevice::Mouse));
    assert!(editor.camera().scale > scale);
}

#[test]
fn every_command_has_words_and_does_something_or_says_why_not() {
    let silent = [
        // These show on the screen, or have nothing to show in this design.
        Command::ZoomReset,
        Command::SelectTool,
        Command::SelectNone,
        Command::UseTool,
    ];
    for command in Command::ALL {
        assert!(!command.words().is_empty());
        let mut editor = editor(TWO);
        let _ = editor.focus_on(named(&editor, Kind::Subnet, "web-b"));
        let response = editor.run(*command);
        let silent = silent.contains(command);
        assert!(silent || !response.effects.is_empty() || response.changed.any(), "{command:?} does nothing");
        assert_sound(&editor);
    }
}

#[test]
fn menus_offer_only_what_can_be_done() {
    let mut editor = editor(TWO);
    for name in ["prod", "web", "web-b"] {
        let id = editor.design().iter().find(|(_, e)| e.head.name == name).unwrap().0;
        let _ = editor.focus_on(id);
        for item in editor.menu().into_iter().filter(|item| item.enabled) {
            let mut tried = crate::support::editor(TWO);
            let _ = tried.focus_on(id);
            let response = tried.run(item.command);
            let refused = response.refusal().map(ToOwned::to_owned);
            assert_eq!(refused, None, "{name}: {}", item.words);
        }
    }
}
