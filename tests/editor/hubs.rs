//! Connections over hubs, and what stands free on the canvas.

use cidraw::editor::*;
use cidraw::model::kinds::*;
use cidraw::model::*;

use crate::support::*;

const TWO: &str = "vpc a 10.0.0.0/16 region=eu-west-1 at 0,0 {
       tier app { subnet a-a a 10.0.0.0/24; subnet a-b b 10.0.1.0/24 }
     }
     vpc b 10.1.0.0/16 region=eu-west-1 at 900,0 {
       tier app { subnet b-a a 10.1.0.0/24 }
     }
     vpc far 10.2.0.0/16 region=us-west-2 at 1800,0
     vpc same 10.0.0.0/16 region=eu-west-1 at 2700,0 { tier app { subnet s-a a 10.0.0.0/24 } }
     tgw core eu-west-1
     cgw office 203.0.113.7";

fn connect(editor: &mut Editor, a: (Kind, &str), b: (Kind, &str)) -> Response {
    let (from, to) = (named(editor, a.0, a.1), named(editor, b.0, b.1));
    editor.perform(Intent::Connect { from, to: End::Object(to) })
}

fn routes_of(editor: &Editor, vpc: &str) -> Vec<String> {
    let vpc: VpcId = id(editor, vpc);
    let tables = editor.design().referring::<RouteTable>(vpc);
    tables.flat_map(|(_, table)| table.routes.iter().map(|route| route.destination.to_string())).collect()
}

#[test]
fn a_vpc_attached_to_a_transit_gateway_gets_a_subnet_a_zone_and_routes_both_ways() {
    let mut editor = editor(TWO);
    let before = editor.design().clone();
    let core = (Kind::TransitGateway, "core");
    let first = connect(&mut editor, (Kind::Vpc, "a"), core);
    assert_eq!(first.refusal(), None);
    assert!(said(&first).contains("in 2 zones. No route is needed yet"), "{}", said(&first));
    // Drawn from the hub it comes to the same.
    let second = connect(&mut editor, core, (Kind::Vpc, "b"));
    assert!(said(&second).contains("added 2 routes"), "{}", said(&second));
    assert_eq!(routes_of(&editor, "a"), ["10.1.0.0/16"]);
    assert_eq!(routes_of(&editor, "b"), ["10.0.0.0/16"]);
    let subnets: Vec<usize> =
        editor.design().all::<TransitGatewayAttachment>().map(|(_, attachment)| attachment.subnets.len()).collect();
    assert_eq!(subnets.iter().sum::<usize>(), 3);
    let (revision, _) = (editor.perform(Intent::Undo), editor.perform(Intent::Undo));
    assert_eq!(revision.refusal(), None);
    assert_eq!(*editor.design(), before);
}

#[test]
fn what_aws_cannot_attach_is_refused_with_its_reason() {
    let mut editor = editor(TWO);
    let core = (Kind::TransitGateway, "core");
    let refused = |response: Response| response.refusal().map(str::to_owned).unwrap_or_default();
    let far = refused(connect(&mut editor, (Kind::Vpc, "far"), core));
    assert!(far.contains("us-west-2") && far.contains("within a Region"), "{far}");
    let _ = connect(&mut editor, (Kind::Vpc, "a"), core);
    let same = refused(connect(&mut editor, (Kind::Vpc, "same"), core));
    assert!(same.contains("share addresses"), "{same}");
    let again = refused(connect(&mut editor, (Kind::Vpc, "a"), core));
    assert!(again.contains("in each of its zones already"), "{again}");
}

#[test]
fn a_vpn_connection_to_a_transit_gateway_brings_its_attachment() {
    let mut editor = editor(TWO);
    let response = connect(&mut editor, (Kind::CustomerGateway, "office"), (Kind::TransitGateway, "core"));
    assert_eq!(response.refusal(), None);
    let (connection, _) = editor.design().all::<VpnConnection>().next().expect("a connection");
    let mut attachments = editor.design().all::<TransitGatewayAttachment>();
    assert!(attachments.any(|(_, attachment)| attachment.resource == connection.into()));
    assert!(editor.layout().line(connection).is_some(), "the tunnel is drawn");
}

#[test]
fn hubs_are_dragged_and_stay_where_they_are_put() {
    let mut editor = editor(TWO);
    let core = named(&editor, Kind::TransitGateway, "core");
    let old = editor.layout().rect(core).expect("a hub");
    let response = editor.perform(Intent::MoveObjects { ids: vec![core], dx: 40, dy: -20 });
    assert_eq!(response.refusal(), None);
    let new = editor.layout().rect(core).expect("a hub");
    assert_eq!((new.x - old.x, new.y - old.y), (40.0, -20.0));
    let at = editor.design().entity(core).and_then(|entity| entity.head.at).expect("a place");
    assert_eq!((f64::from(at.x), f64::from(at.y)), (new.x.round(), new.y.round()));
    // What was beside it keeps its place too.
    let office = named(&editor, Kind::CustomerGateway, "office");
    assert!(editor.design().entity(office).is_some_and(|entity| entity.head.at.is_some()));
}

#[test]
fn a_drag_on_the_canvas_moves_a_note() {
    let mut editor = editor("note n \"Why\" at 100,100");
    let note = named(&editor, Kind::Note, "n");
    let rect = editor.layout().rect(note).expect("a note");
    assert_eq!((rect.x, rect.y), (100.0, 100.0));
    let _ = play(&mut editor, "down 120,110; move 160,110; move 220,110; up");
    assert_eq!(editor.layout().rect(note).map(|rect| rect.x), Some(200.0));
    let _ = editor.perform(Intent::Undo);
    assert_eq!(editor.layout().rect(note).map(|rect| rect.x), Some(100.0));
}

#[test]
fn a_subnet_reservation_keeps_its_place_when_its_subnet_gets_another_block() {
    let editor = editor(
        "vpc v 10.0.0.0/16 region=eu-west-1 { tier t { subnet s a 10.0.0.0/24 { reservation pods 10.0.0.128/25 } } }",
    );
    let subnet = named(&editor, Kind::Subnet, "s");
    let plan = planning::grow(editor.design(), subnet, 23).expect("room");
    let mut grown = editor.design().clone();
    grown.absorb(&plan.planned.diff);
    assert!(
        grown
            .all::<SubnetReservation>()
            .all(|(_, kept)| kept.block == "10.0.0.128/25".parse().ok().map(Written::Sound))
    );
    // It may shrink to what is kept in it, not below.
    let half = planning::shrink(editor.design(), subnet, 25).expect("the kept half");
    assert_eq!(half.rows[0].new, "10.0.0.128/25".parse().ok());
    assert!(planning::shrink(editor.design(), subnet, 26).is_err());
}
