//! Every field of every object, and what it refuses.

use cidraw::editor::*;
use cidraw::model::kinds::*;
use cidraw::model::*;
use serde_json::json;

use crate::support::*;

#[test]
fn a_field_is_set_and_typing_in_it_is_one_step() {
    let mut editor = editor(PROD);
    let ids = vec![named(&editor, Kind::Vpc, "prod")];
    for text in ["eu", "eu-west", "eu-west-1"] {
        let value = json!(text);
        let _ = editor.perform(Intent::SetField { ids: ids.clone(), path: "region".into(), value });
    }
    assert_eq!(editor.history().done().len(), 1);
    assert_eq!(editor.history().done()[0].label, "Set region of VPC prod to eu-west-1");
    for (path, value) in [
        ("dns_hostnames", json!(true)),
        ("ipv4/1", json!("10.1.0.0/16")),
        ("ipv4/-", json!("10.2.0.0/16")),
        ("tags/a/b", json!("c")),
        ("aws_id", json!("vpc-0a1b")),
        ("at/w", json!(900)),
    ] {
        let _ = done(&mut editor, Intent::SetField { ids: ids.clone(), path: path.into(), value });
    }
    let _ = done(&mut editor, Intent::SetField { ids: ids.clone(), path: "ipv4/1".into(), value: json!(null) });
    let vpc: VpcId = id(&editor, "prod");
    let entity = editor.design().entity(vpc).unwrap();
    let fields: &Vpc = entity.as_noun().unwrap();
    assert_eq!(fields.ipv4.iter().map(ToString::to_string).collect::<Vec<_>>(), ["10.0.0.0/16", "10.2.0.0/16"]);
    assert_eq!(entity.head.tags["a/b"], "c");
    assert_eq!(entity.head.at.unwrap().w, Some(900));
}

#[test]
fn a_field_of_several_objects_is_set_in_one_step() {
    let mut editor = editor(PROD);
    let ids = vec![named(&editor, Kind::Subnet, "public-a"), named(&editor, Kind::Subnet, "public-b")];
    let text = done(&mut editor, Intent::SetField { ids, path: "auto_public_ip".into(), value: json!(true) });
    assert_eq!(text, "Set auto public ip of public-a and public-b to on.");
    assert!(editor.design().all::<Subnet>().filter(|(_, s)| s.auto_public_ip).count() == 2);
}

#[test]
fn a_value_that_a_field_does_not_take_is_refused_at_the_field_with_the_correction() {
    let mut editor = editor(PROD);
    let subnet = vec![named(&editor, Kind::Subnet, "public-a")];
    let set = |path: &str, value: serde_json::Value| Intent::SetField { ids: subnet.clone(), path: path.into(), value };
    let response = editor.perform(set("ipv4", json!("10.0.0.5/24")));
    let [Effect::Refused { text, field: Some(field) }] = &response.effects[..] else { panic!("{response:?}") };
    assert!(text.contains("10.0.0.5/24"), "{text}");
    assert_eq!((field.path.as_str(), field.correction.as_deref()), ("ipv4", Some("10.0.0.0/24")));
    for (path, value) in [
        ("ipv4", json!("nonsense")),
        ("ipv4", json!(5)),
        ("auto_public_ip", json!("yes")),
        ("tier", json!("tier-gone")),
        ("tier", json!("vpc-prod")),
        ("vpc", json!(null)),
        ("colour", json!(3)),
        ("route_table", json!("rtb-nowhere")),
        ("at/x", json!("left")),
        ("name", json!(" ")),
        ("zone/deeper", json!("x")),
    ] {
        let why = refused(&mut editor, set(path, value.clone()));
        assert!(why.ends_with('.'), "{path} {value}: {why}");
    }
}

#[test]
fn renaming_a_tier_takes_the_names_of_its_subnets_along() {
    let mut editor = editor(PROD);
    let tier = named(&editor, Kind::Tier, "private");
    assert_eq!(done(&mut editor, Intent::Rename { id: tier, name: " app ".into() }), "Rename tier private to app.");
    let names: Vec<String> = editor.design().referrers(tier).map(|id| editor.design().name(id)).collect();
    assert_eq!(names.len(), 2);
    assert!(names.iter().all(|name| name.starts_with("app-")), "{names:?}");
}

#[test]
fn the_settings_of_a_design_are_there_as_soon_as_one_is_set() {
    let mut editor = editor("");
    let id: EntityId = Settings::id().into();
    let text = done(&mut editor, Intent::Rename { id, name: "shop".into() });
    assert_eq!(text, "Rename the design to shop.");
    let _ =
        done(&mut editor, Intent::SetField { ids: vec![id], path: "default_tags/team".into(), value: json!("net") });
    assert_eq!(editor.design().get(Settings::id()).unwrap().default_tags["team"], "net");
}

#[test]
fn a_field_that_was_left_and_entered_again_is_another_step() {
    let mut editor = editor(PROD);
    let set = |editor: &mut Editor, text: &str| {
        let ids = vec![named(editor, Kind::Vpc, "prod")];
        let _ = editor.perform(Intent::SetField { ids, path: "region".into(), value: json!(text) });
    };
    set(&mut editor, "eu-west-1");
    editor.end_burst();
    set(&mut editor, "eu-west-2");
    assert_eq!(editor.history().done().len(), 2);
}

#[test]
fn what_is_in_aws_is_replaced_only_once_somebody_agreed() {
    let mut editor = editor(PROD);
    let subnet = named(&editor, Kind::Subnet, "public-a");
    let set = |path: &str, value: serde_json::Value| Intent::SetField { ids: vec![subnet], path: path.into(), value };
    // Nothing is known of it in AWS: it is changed as asked.
    let _ = done(&mut editor, set("ipv4", json!("10.0.6.0/24")));
    let _ = done(&mut editor, set("aws_id", json!("subnet-0a1b")));
    // What AWS changes in place is never asked about.
    let _ = done(&mut editor, set("auto_public_ip", json!(true)));
    let before = editor.design().clone();
    let response = editor.perform(set("ipv4", json!("10.0.7.0/24")));
    let [Effect::AskToReplace(asked)] = &response.effects[..] else { panic!("{response:?}") };
    assert!(*editor.design() == before && response.diff.is_empty());
    let [sentence] = &asked.sentences(editor.design())[..] else { panic!("{asked:?}") };
    assert_eq!(
        sentence,
        "Subnet public-a (subnet-0a1b): AWS cannot change its IPv4 block, so it is deleted and made anew."
    );
    let said = done(&mut editor, Intent::CarryOut(Box::new(asked.planned.clone())));
    assert_eq!(said, "Set ipv4 of subnet public-a to 10.0.7.0/24.");
    let _ = editor.undo();
    assert!(*editor.design() == before);
}
