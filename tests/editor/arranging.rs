//! Arrangements of the drawing: one edit each, nothing moves twice, and little moves when little is new.

use cidraw::editor::*;
use cidraw::model::kinds::{Environment, Note, Peering, TransitGateway, TransitGatewayAttachment, Vpc};
use cidraw::model::*;
use cidraw::scene::Rect;
use proptest::prelude::*;

use super::support::*;

/// A VPC of a generated drawing: where it is, how large, and what it belongs to.
type Drawn = (i32, i32, u32, u32, usize);

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    prop::collection::vec((-2000..4000i32, -2000..3000i32, 220..700u32, 120..500u32, 0..4usize), 1..12)
}

/// VPCs scattered over the canvas, in three environments or none, every other one joined to a transit gateway.
fn scattered(drawn: &[Drawn]) -> Editor {
    let mut all: Vec<(EntityId, Entity)> = Vec::new();
    let environments: Vec<EnvironmentId> = ["prod", "staging", "dev"]
        .map(|name| {
            let id = EnvironmentId::from_slug(Slug::from_name(name));
            all.push((
                id.into(),
                Entity::new(name, Environment { production: name == "prod", ..Environment::default() }),
            ));
            id
        })
        .into();
    let hub = TransitGatewayId::from_slug(Slug::from_name("hub"));
    all.push((hub.into(), Entity::new("hub", TransitGateway::default()).placed(300, 5000)));
    for (n, (x, y, w, h, group)) in drawn.iter().enumerate() {
        let id = VpcId::from_slug(Slug::from_name(&format!("v{n:02}")));
        let regions = ["us-west-2", "eu-west-1"];
        let vpc = Vpc {
            environment: environments.get(*group).copied(),
            region: regions[group % 2].to_owned(),
            ..Vpc::default()
        };
        let mut entity = Entity::new(format!("v{n:02}"), vpc).placed(*x, *y);
        entity.head.at = Some(Placement { w: Some(*w), h: Some(*h), ..Placement::at(*x, *y) });
        all.push((id.into(), entity));
        if n % 2 == 0 {
            let line = TransitGatewayAttachmentId::from_slug(Slug::from_name(&format!("a{n:02}")));
            all.push((line.into(), Entity::new("a", TransitGatewayAttachment::new(hub, id))));
        }
    }
    Editor::new(Design::from_entities(all), 7)
}

fn places(editor: &Editor) -> Vec<(EntityId, Rect)> {
    let vpcs = editor.layout().vpcs().map(|(id, rect)| (id.into(), rect));
    vpcs.chain(editor.layout().free_standing()).collect()
}

fn arrange(editor: &mut Editor, by: Arrangement) {
    let response = editor.perform(Intent::Arrange { by, ids: Vec::new() });
    assert_eq!(response.refusal(), None);
    assert_sound(editor);
}

fn moved(before: &[(EntityId, Rect)], after: &[(EntityId, Rect)]) -> usize {
    before.iter().filter(|(id, rect)| !after.contains(&(*id, *rect))).count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn arranging_is_one_step_overlaps_nothing_and_changes_nothing_the_second_time(drawn in drawn()) {
        for by in Arrangement::ALL {
            let mut editor = scattered(&drawn);
            let before = lines(editor.design());
            arrange(&mut editor, by);
            let once = places(&editor);
            for (i, (a, rect)) in once.iter().enumerate() {
                for (b, other) in &once[i + 1..] {
                    prop_assert!(!rect.intersects(*other), "{by:?}: {a} and {b} at {rect:?} and {other:?}");
                }
            }
            prop_assert!(editor.history().done().len() <= 1);
            arrange(&mut editor, by);
            let twice = places(&editor);
            prop_assert_eq!(moved(&once, &twice), 0, "{:?}", by);
            while editor.undo().diff != Diff::default() {}
            prop_assert_eq!(lines(editor.design()), before);
        }
    }

    #[test]
    fn groups_stand_apart_from_each_other(drawn in drawn()) {
        for by in [Arrangement::ByEnvironment, Arrangement::ByRegion] {
            let mut editor = scattered(&drawn);
            arrange(&mut editor, by);
            let mut bands: std::collections::BTreeMap<String, Rect> = Default::default();
            for (id, rect) in editor.layout().vpcs() {
                let vpc = editor.design().get(id).unwrap();
                let key = match by {
                    Arrangement::ByRegion => vpc.region.clone(),
                    _ => format!("{:?}", vpc.environment),
                };
                bands.entry(key).and_modify(|band| *band = band.union(rect)).or_insert(rect);
            }
            let bands: Vec<Rect> = bands.into_values().collect();
            for (i, band) in bands.iter().enumerate() {
                prop_assert!(bands[i + 1..].iter().all(|other| !other.intersects(*band)), "{:?}: {:?}", by, bands);
            }
        }
    }

    #[test]
    fn one_more_vpc_moves_nothing_that_stands_before_it(groups in prop::collection::vec(0..3usize, 7), joins in 0..3usize, x in 0..3000i32, y in 0..3000i32) {
        let drawn: Vec<Drawn> = groups.iter().zip(0..).map(|(group, n)| (n * 77, n * 53, 300, 200, *group)).collect();
        let mut editor = scattered(&drawn);
        arrange(&mut editor, Arrangement::ByEnvironment);
        let bounds = editor.layout().bounds().unwrap();
        let at = Placement::at(bounds.right() as i32 + 600 + x, bounds.bottom() as i32 + 600 + y);
        let environment = id::<EnvironmentId>(&editor, ["prod", "staging", "dev"][joins]);
        let _ = editor.perform(Intent::DrawVpc { at, environment: Some(environment) });
        let before = places(&editor);
        arrange(&mut editor, Arrangement::ByEnvironment);
        let after = places(&editor);
        for (n, group) in groups.iter().enumerate().filter(|(_, group)| **group < joins) {
            let id = named(&editor, Kind::Vpc, &format!("v{n:02}"));
            let rect = |places: &[(EntityId, Rect)]| places.iter().find(|(other, _)| *other == id).unwrap().1;
            prop_assert_eq!(rect(&before), rect(&after), "v{} of group {}", n, group);
        }
    }
}

/// Three environments of three VPCs, arranged.
fn arranged() -> Editor {
    let drawn: Vec<Drawn> = (0..9).map(|n| ((n % 3) * 37, n * 11, 300, 200, (n % 3) as usize)).collect();
    let mut editor = scattered(&drawn);
    arrange(&mut editor, Arrangement::ByEnvironment);
    editor
}

#[test]
fn a_vpc_that_joins_an_arranged_drawing_moves_alone() {
    let mut editor = arranged();
    let bounds = editor.layout().bounds().unwrap();
    let at = Placement::at(bounds.right() as i32 + 1000, bounds.y as i32);
    let environment = id::<EnvironmentId>(&editor, "staging");
    let _ = editor.perform(Intent::DrawVpc { at, environment: Some(environment) });
    let before = places(&editor);
    arrange(&mut editor, Arrangement::ByEnvironment);
    assert_eq!(moved(&before, &places(&editor)), 1);
}

#[test]
fn production_comes_first_and_what_belongs_to_nothing_last() {
    let mut editor =
        scattered(&[(0, 0, 300, 200, 2), (0, 300, 300, 200, 3), (0, 600, 300, 200, 0), (0, 900, 300, 200, 1)]);
    arrange(&mut editor, Arrangement::ByEnvironment);
    let at = |name: &str| {
        let rect = editor.layout().rect(named(&editor, Kind::Vpc, name)).unwrap();
        (rect.y as i32, rect.x as i32)
    };
    assert!(at("v02") < at("v03") && at("v03") < at("v00") && at("v00") < at("v01"));
}

#[test]
fn a_transit_gateway_stands_between_its_vpcs() {
    let mut editor = scattered(&(0..8).map(|n| (n * 400, 0, 300, 200, 0)).collect::<Vec<_>>());
    arrange(&mut editor, Arrangement::HubAndSpoke);
    let hub = editor.layout().rect(named(&editor, Kind::TransitGateway, "hub")).unwrap();
    let spokes: Vec<Rect> = (0..8)
        .step_by(2)
        .map(|n| editor.layout().rect(named(&editor, Kind::Vpc, &format!("v0{n}"))).unwrap())
        .collect();
    assert_eq!(spokes.iter().filter(|rect| rect.bottom() < hub.y).count(), 2);
    assert_eq!(spokes.iter().filter(|rect| rect.y > hub.bottom()).count(), 2);
}

#[test]
fn without_a_transit_gateway_the_vpc_with_most_peers_is_the_hub() {
    let mut editor = Editor::new(
        design(
            "vpc a 10.1.0.0/16 at 0,0; vpc b 10.2.0.0/16 at 500,0; vpc c 10.3.0.0/16 at 1000,0; vpc shared 10.0.0.0/16 at 1500,0",
        ),
        7,
    );
    for name in ["a", "b", "c"] {
        let (from, to) = (named(&editor, Kind::Vpc, name), named(&editor, Kind::Vpc, "shared"));
        let _ = editor.perform(Intent::Connect { from, to: End::Object(to) });
    }
    assert_eq!(editor.design().all::<Peering>().count(), 3);
    arrange(&mut editor, Arrangement::HubAndSpoke);
    let y = |name: &str| editor.layout().rect(named(&editor, Kind::Vpc, name)).unwrap().y;
    assert!(y("a") < y("shared") && y("c") > y("shared"));
}

#[test]
fn what_is_locked_stays_and_a_note_goes_along_with_what_it_is_about() {
    let mut editor =
        Editor::new(design("vpc a 10.1.0.0/16 at 13,7; vpc b 10.2.0.0/16 at 90,60; vpc far 10.3.0.0/16 at 5000,31"), 7);
    let (b, far) = (named(&editor, Kind::Vpc, "b"), named(&editor, Kind::Vpc, "far"));
    let _ = editor.perform(Intent::Lock { ids: vec![b], locked: true });
    let at = Some(Placement::at(5010, 180));
    let _ = editor.perform(Intent::AddObject { kind: Kind::Note, near: Vec::new(), at });
    let (was, before) = (editor.layout().rect(b).unwrap(), editor.layout().rect(far).unwrap());
    arrange(&mut editor, Arrangement::Tidy);
    assert_eq!(editor.layout().rect(b), Some(was));
    let by = editor.layout().rect(far).unwrap().origin() - before.origin();
    assert_ne!(by.x, 0.0);
    let (note, _) = editor.design().all::<Note>().next().unwrap();
    let now = editor.layout().rect(note).unwrap();
    assert_eq!((now.x, now.y), (5010.0 + by.x, 180.0 + by.y));
}

#[test]
fn only_what_is_selected_is_tidied() {
    let mut editor = editor("vpc a 10.1.0.0/16 at 3,3; vpc b 10.2.0.0/16 at 250,31; vpc c 10.3.0.0/16 at 31,801");
    let ids = ["a", "b"].map(|name| named(&editor, Kind::Vpc, name)).to_vec();
    let _ = editor.perform(Intent::Select { ids, mode: SelectMode::Replace });
    let response = editor.run(Command::Tidy);
    assert_eq!(said(&response), "Tidy up: moved 2 objects.");
    let at = editor.design().entity(named(&editor, Kind::Vpc, "c")).unwrap().head.at.unwrap();
    assert_eq!((at.x, at.y), (31, 801));
    assert_eq!(said(&editor.run(Command::Tidy)), "Tidy up: everything stands well already.");
}
