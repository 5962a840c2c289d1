//! Regional NAT gateways: made out of zonal ones and back, and what leads to them.

use cidraw::editor::*;
use cidraw::model::kinds::*;
use cidraw::model::*;
use serde_json::json;

use crate::support::*;

const TWO_ZONES: &str = "vpc prod 10.0.0.0/16 region=us-west-2 {
      igw main
      tier public public {
        subnet public-a a 10.0.0.0/20 route_table=public { nat out-a eip-a }
        subnet public-b b 10.0.16.0/20 route_table=public }
      tier private private {
        subnet private-a a 10.0.64.0/20 route_table=out
        subnet private-b b 10.0.80.0/20 route_table=out }
      route_table public { 0.0.0.0/0 -> igw:main }
      route_table out { 0.0.0.0/0 -> nat:out-a }
    }
    eip eip-a region=us-west-2
    eip eip-b region=us-west-2";

fn set(id: EntityId, path: &str, value: serde_json::Value) -> Intent {
    Intent::SetField { ids: vec![id], path: path.to_owned(), value }
}

fn nat(editor: &Editor) -> NatGateway {
    editor.design().all::<NatGateway>().next().expect("there is one").1.clone()
}

#[test]
fn a_zonal_nat_gateway_becomes_regional_and_zonal_again() {
    let mut editor = editor(TWO_ZONES);
    let id = named(&editor, Kind::NatGateway, "out-a");
    let text = done(&mut editor, set(id, "availability", json!("regional")));
    assert_eq!(text, "NAT gateway out-a is regional now. Elastic IP eip-a is not in use any more.");
    let vpc: VpcId = crate::support::id(&editor, "prod");
    assert_eq!(nat(&editor), NatGateway::regional(vpc));
    let before = lines(editor.design());
    assert!(editor.layout().rect(id).is_some_and(|disc| editor.layout().rect(vpc).unwrap().intersects(disc)));
    let text = done(&mut editor, set(id, "availability", json!("zonal")));
    assert_eq!(text, "NAT gateway out-a is zonal now.");
    let back = nat(&editor);
    assert_eq!((back.seat(editor.design()), back.vpc), (Some(crate::support::id(&editor, "public-a")), None));
    assert_eq!(back.elastic_ips.len(), 1, "it cannot be public without an address");
    let _ = editor.perform(Intent::Undo);
    assert_eq!(lines(editor.design()), before);
}

#[test]
fn a_regional_nat_gateway_keeps_the_addresses_of_the_zone_that_it_settles_in() {
    let zones =
        "zone_addresses=[{zone: us-west-2b, elastic_ips: [eip:eip-b]}, {zone: us-west-2c, elastic_ips: [eip:eip-a]}]";
    let mut editor = editor(
        &TWO_ZONES
            .replace("{ nat out-a eip-a }", "")
            .replace("igw main", &format!("igw main; nat out-a availability=regional {zones}")),
    );
    let id = named(&editor, Kind::NatGateway, "out-a");
    let text = done(&mut editor, set(id, "availability", json!("zonal")));
    assert_eq!(text, "NAT gateway out-a is zonal now. Elastic IP eip-a is not in use any more.");
    let settled = nat(&editor);
    assert_eq!(settled.subnet, Some(crate::support::id(&editor, "public-b")));
    assert_eq!(settled.elastic_ips, [crate::support::id::<ElasticIpId>(&editor, "eip-b")]);
}

#[test]
fn without_a_public_subnet_it_stays_regional() {
    let mut editor = editor("vpc a 10.0.0.0/16 { igw i; nat out availability=regional }");
    let id = named(&editor, Kind::NatGateway, "out");
    let text = refused(&mut editor, set(id, "availability", json!("zonal")));
    assert_eq!(
        text,
        "NAT gateway out: a zonal one needs a public subnet, and its VPC has none. Add a public tier first."
    );
}

#[test]
fn a_regional_nat_gateway_is_connected_routed_to_and_serves_new_subnets() {
    let mut editor = editor(
        &TWO_ZONES.replace("{ nat out-a eip-a }", "").replace("igw main", "igw main; nat out-a availability=regional"),
    );
    let vpc: VpcId = id(&editor, "prod");
    let nat = named(&editor, Kind::NatGateway, "out-a");
    assert!(editor.perform(Intent::AddNatGateways { vpc }).refusal().is_some(), "it is in every zone already");
    let tier: TierId = id(&editor, "private");
    let _ = editor.perform(Intent::ExtendTier { tier, zone: None });
    let new = editor.design().get::<SubnetId>(id(&editor, "private-c")).unwrap();
    assert_eq!(new.route_table, Some(id(&editor, "out")), "the table that leads to it");
    let public = named(&editor, Kind::Subnet, "public-b");
    let text = done(&mut editor, Intent::Connect { from: public, to: End::Object(nat) });
    assert!(text.starts_with("Packets for 0.0.0.0/0 go to NAT gateway out-a"), "{text}");
    assert_eq!(
        describe(editor.design(), None, nat),
        "NAT gateway out-a, regional, in VPC prod, AWS chooses zones and addresses"
    );
}

#[test]
fn each_new_address_of_a_regional_nat_gateway_is_for_the_next_zone() {
    let mut editor = editor(
        &TWO_ZONES.replace("{ nat out-a eip-a }", "").replace("igw main", "igw main; nat out-a availability=regional"),
    );
    let id = named(&editor, Kind::NatGateway, "out-a");
    for eip in ["eip-a", "eip-b"] {
        let eip = named(&editor, Kind::ElasticIp, eip);
        let _ = done(&mut editor, Intent::Connect { from: id, to: End::Object(eip) });
    }
    let _ = done(&mut editor, Intent::AddElasticIp { region: "us-west-2".into(), nat: id.typed() });
    let zones: Vec<(String, usize)> =
        nat(&editor).zone_addresses.iter().map(|own| (own.zone.clone(), own.elastic_ips.len())).collect();
    assert_eq!(zones, [("us-west-2a".to_owned(), 2), ("us-west-2b".to_owned(), 1)]);
}

#[test]
fn deleting_its_vpc_takes_a_regional_nat_gateway_along_and_deleting_a_stale_subnet_does_not() {
    let mut editor = editor(
        "vpc a 10.0.0.0/16 { igw i; tier t public { subnet s a 10.0.0.0/24 { nat out availability=regional vpc=a } } }",
    );
    let subnet = named(&editor, Kind::Subnet, "s");
    let _ = done(&mut editor, Intent::Delete { ids: vec![subnet] });
    assert_eq!(nat(&editor).subnet, None);
    let vpc = named(&editor, Kind::Vpc, "a");
    let _ = done(&mut editor, Intent::Delete { ids: vec![vpc] });
    assert_eq!(editor.design().of_kind(Kind::NatGateway).count(), 0);
}
