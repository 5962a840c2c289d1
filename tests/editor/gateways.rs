//! Gateways, peerings and routes: what a connection adds on both sides.

use cidraw::editor::*;
use cidraw::model::*;

use crate::support::*;

#[test]
fn an_internet_gateway_brings_the_public_tier_a_table_and_leaves_the_others_theirs() {
    let mut editor =
        editor(&PROD.replace("tier data", "route_table main main { 10.9.0.0/16 -> peering:gone }\n tier data"));
    let vpc = id(&editor, "prod");
    let text = done(&mut editor, Intent::AddInternetGateway { vpc });
    assert_eq!(
        text,
        "Added internet gateway prod-igw to VPC prod, and the route 0.0.0.0/0 to it in route table public, for 2 subnets."
    );
    let public = editor.design().get::<RouteTableId>(id(&editor, "public")).unwrap();
    assert_eq!(public.routes.len(), 2, "what the main table carried still goes where it went: {public:?}");
    let private = editor.design().get::<SubnetId>(id(&editor, "private-a")).unwrap();
    assert_eq!(private.route_table, None);
    let again = editor.perform(Intent::AddInternetGateway { vpc });
    assert_eq!(again.refusal(), Some("VPC prod has the internet gateway prod-igw; AWS attaches one at most."));
}

#[test]
fn a_nat_gateway_serves_the_private_subnets_of_its_zone() {
    let mut editor = editor(PROD);
    let subnet = id(&editor, "public-a");
    let text = done(&mut editor, Intent::AddNatGateway { subnet });
    assert_eq!(
        text,
        "Added NAT gateway prod-nat-a with an elastic IP to subnet public-a, and the route 0.0.0.0/0 to it in route table private-a, for 1 subnet."
    );
    assert_design(
        &editor,
        "vpc prod 10.0.0.0/16 region=us-west-2 at 0,0 {
          tier public public {
            subnet public-a a 10.0.0.0/20 { nat prod-nat-a prod-nat-a-eip }
            subnet public-b b 10.0.16.0/20 }
          tier private private {
            subnet private-a a 10.0.64.0/20 route_table=private-a
            subnet private-b b 10.0.80.0/20 }
          tier data isolated { subnet data-a a 10.0.128.0/20 }
          route_table private-a { 0.0.0.0/0 -> nat:prod-nat-a }
        }
        eip prod-nat-a-eip region=us-west-2",
    );
}

#[test]
fn a_nat_gateway_in_a_private_subnet_is_refused_with_a_better_place() {
    let mut editor = editor(PROD);
    let subnet = id(&editor, "private-a");
    assert_eq!(
        refused(&mut editor, Intent::AddNatGateway { subnet }),
        "Subnet private-a is private: a NAT gateway reaches the internet only from a public subnet. Put it into public-a."
    );
}

#[test]
fn nat_gateways_for_a_vpc_are_one_in_each_zone_that_needs_one() {
    let mut editor = editor(PROD);
    let vpc: VpcId = id(&editor, "prod");
    let text = done(&mut editor, Intent::AddNatGateways { vpc });
    assert!(text.starts_with("Added 2 NAT gateways to VPC prod, each with an elastic IP"), "{text}");
    assert_eq!(editor.design().of_kind(Kind::ElasticIp).count(), 2);
    let again = editor.perform(Intent::AddNatGateways { vpc });
    assert!(again.refusal().is_some());
}

#[test]
fn a_subnet_that_is_added_later_finds_its_way_out() {
    let mut editor = editor(PROD);
    let vpc: VpcId = id(&editor, "prod");
    let _ = editor.perform(Intent::AddInternetGateway { vpc });
    let _ = editor.perform(Intent::AddNatGateways { vpc });
    let tiers = ["public", "private"].map(|name| id::<TierId>(&editor, name));
    for tier in tiers {
        let _ = editor.perform(Intent::ExtendTier { tier, zone: None });
    }
    let table = |name| editor.design().get::<SubnetId>(id(&editor, name)).unwrap().route_table;
    assert_eq!(table("public-c"), table("public-a"));
    assert_eq!(table("private-c"), None, "no NAT gateway stands in its zone, and its neighbours have one each");
    assert_eq!(editor.design().get::<SubnetId>(id(&editor, "data-a")).unwrap().route_table, None);
}

#[test]
fn peering_puts_routes_on_both_sides_but_not_into_isolated_tiers() {
    let mut editor = editor(&format!(
        "{PROD} vpc dev 10.1.0.0/16 10.2.0.0/16 region=us-west-2 at 900,0 {{
            tier app private {{ subnet app-a a 10.1.0.0/20 route_table=app }}
            tier data isolated {{ subnet data-a a 10.1.16.0/20 route_table=data }}
            route_table app; route_table data
        }}"
    ));
    let (prod, dev) = (named(&editor, Kind::Vpc, "prod"), named(&editor, Kind::Vpc, "dev"));
    let text = done(&mut editor, Intent::Connect { from: prod, to: End::Object(dev) });
    assert_eq!(text, "Peered prod and dev: added 3 routes, in app of dev and main of prod.");
    let routes = |editor: &Editor, table: RouteTableId| -> Vec<String> {
        let routes = &editor.design().get(table).unwrap().routes;
        routes.iter().map(|route| route.destination.to_string()).collect()
    };
    assert_eq!(routes(&editor, id(&editor, "app")), ["10.0.0.0/16"]);
    assert_eq!(routes(&editor, id(&editor, "data")), Vec::<String>::new());
    assert_eq!(routes(&editor, id(&editor, "main")), ["10.1.0.0/16", "10.2.0.0/16"]);
    let again = editor.perform(Intent::Connect { from: dev, to: End::Object(prod) });
    assert_eq!(again.refusal(), Some("dev and prod are joined by the peering prod-dev already."));
}

#[test]
fn connecting_a_tier_to_the_internet_gives_it_what_its_role_asks_for() {
    let mut editor = editor(PROD);
    let public = named(&editor, Kind::Tier, "public");
    let text = done(&mut editor, Intent::Connect { from: public, to: End::Internet });
    assert_eq!(text, "Packets for 0.0.0.0/0 go to internet gateway prod-igw from route table public.");
    let private = named(&editor, Kind::Tier, "private");
    let text = done(&mut editor, Intent::Connect { from: private, to: End::Internet });
    assert!(text.starts_with("Added 2 NAT gateways"), "{text}");
    let data = named(&editor, Kind::Tier, "data");
    let response = editor.perform(Intent::Connect { from: data, to: End::Internet });
    assert!(response.refusal().unwrap().starts_with("tier data is isolated"), "{response:?}");
}

#[test]
fn candidates_say_what_they_add_or_why_they_cannot() {
    let editor = editor("vpc a 10.0.0.0/16; vpc b 10.1.0.0/16; vpc c 10.0.128.0/20; environment e");
    let found: Vec<(String, String)> = candidates(editor.design(), named(&editor, Kind::Vpc, "a"))
        .into_iter()
        .map(|candidate| {
            let verdict = candidate.verdict.unwrap_or_else(|refusal| refusal.to_string());
            (candidate.name, verdict)
        })
        .collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(
        found,
        [
            ("environment e", "Belong to environment e"),
            ("VPC b", "Peering, with routes on both sides"),
            ("the internet", "Internet gateway, with routes for the public tiers"),
            ("VPC c", "10.0.0.0/16 of a and 10.0.128.0/20 of c overlap: AWS refuses a peering between them."),
        ]
    );
}
