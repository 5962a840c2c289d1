//! What intents do: a design, what was meant, the design after it, and what is said.

mod editor_support;

use cidraw::addressing::CidrBlock;
use cidraw::editor::*;
use cidraw::model::kinds::*;
use cidraw::model::*;
use editor_support::*;
use serde_json::json;

/// Two zones, public and private.
const PROD: &str = "
vpc prod 10.0.0.0/16 region=us-west-2 at 0,0 {
  tier public public { subnet public-a a 10.0.0.0/20; subnet public-b b 10.0.16.0/20 }
  tier private private { subnet private-a a 10.0.64.0/20; subnet private-b b 10.0.80.0/20 }
  tier data isolated { subnet data-a a 10.0.128.0/20 }
}";

fn said(response: &Response) -> String {
    response.announcements().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn done(editor: &mut Editor, intent: Intent) -> String {
    let before = lines(editor.design());
    let steps = editor.history().done().len();
    let response = editor.perform(intent);
    assert_eq!(response.refusal(), None);
    assert_sound(editor);
    let after = lines(editor.design());
    assert_eq!(editor.history().done().len(), steps + 1, "one intent is one step");
    let _ = editor.undo();
    assert_eq!(lines(editor.design()), before, "undo restores");
    let _ = editor.redo();
    assert_eq!(lines(editor.design()), after, "redo restores");
    said(&response)
}

#[track_caller]
fn refused(editor: &mut Editor, intent: Intent) -> String {
    let before = lines(editor.design());
    let response = editor.perform(intent);
    assert_eq!(lines(editor.design()), before, "a refusal changes nothing");
    assert_eq!(editor.history().done().len(), 0);
    response.refusal().expect("it is refused").to_owned()
}

#[test]
fn a_new_vpc_takes_the_next_block_of_the_only_pool() {
    let mut editor = editor("pool corp 10.64.0.0/10 vpc_length=20; vpc a 10.64.0.0/20 region=eu-west-1 at 0,0");
    let text = done(&mut editor, Intent::DrawVpc { at: Placement::at(900, 0), environment: None });
    assert_eq!(text, "Drew VPC vpc-1, 10.64.16.0/20.");
    assert_eq!(editor.design().get::<VpcId>(id(&editor, "vpc-1")).unwrap().region, "eu-west-1");
}

#[test]
fn a_new_vpc_of_an_environment_takes_a_block_of_its_pool_and_not_one_handed_to_a_smaller_pool() {
    let mut editor = editor(
        "pool corp 10.0.0.0/8; pool prod 10.0.0.0/12 parent=corp; pool dev 10.16.0.0/12
         environment e pool=corp; environment p pool=prod",
    );
    let p = id(&editor, "p");
    assert_eq!(
        done(&mut editor, Intent::DrawVpc { at: Placement::at(0, 0), environment: Some(p) }),
        "Drew VPC vpc-1, 10.0.0.0/16."
    );
    let e = id(&editor, "e");
    assert_eq!(
        done(&mut editor, Intent::DrawVpc { at: Placement::at(900, 0), environment: Some(e) }),
        "Drew VPC vpc-2, 10.16.0.0/16."
    );
}

#[test]
fn when_the_pool_is_short_a_vpc_gets_the_largest_block_left_and_none_when_it_is_empty() {
    let mut editor = editor("pool corp 10.0.0.0/18; vpc a 10.0.0.0/19 at 0,0");
    let text = done(&mut editor, Intent::DrawVpc { at: Placement::at(900, 0), environment: None });
    assert_eq!(text, "Drew VPC vpc-1, 10.0.32.0/19.");
    let mut editor = editor_support::editor("pool corp 10.0.0.0/18; vpc a 10.0.0.0/18 at 0,0");
    let why = refused(&mut editor, Intent::DrawVpc { at: Placement::at(900, 0), environment: None });
    assert_eq!(why, "Address pool corp has no free block of /28.");
}

#[test]
fn a_tier_of_three_zones_leaves_room_for_a_fourth_beside_it() {
    let mut editor = editor("vpc a 10.0.0.0/16 region=us-west-2 at 0,0");
    let vpc = id(&editor, "a");
    let tier = |role| Intent::AddTier { vpc, name: None, role, zones: Vec::new(), length: Some(19) };
    let public = Intent::AddTier { vpc, name: None, role: Role::Public, zones: Vec::new(), length: None };
    let _ = done(&mut editor, public);
    let tier_id = id(&editor, "public");
    let text = done(&mut editor, Intent::ExtendTier { tier: tier_id, zone: None });
    assert_eq!(text, "Tier public spans us-west-2d as well: public-d, 10.0.48.0/20.");
    let _ = done(&mut editor, tier(Role::Private));
    let blocks: Vec<String> = editor
        .design()
        .referring::<Subnet>(named(&editor, Kind::Tier, "private"))
        .map(|(_, s)| s.ipv4_block().unwrap().to_string())
        .collect();
    assert_eq!(blocks.len(), 4, "a tier spans the zones that the VPC uses");
    assert!(blocks.contains(&"10.0.128.0/19".to_owned()), "{blocks:?}");
}

#[test]
fn two_tiers_of_four_zones_fill_a_vpc_with_subnets_of_eight_thousand() {
    let mut editor = editor("vpc a 10.0.0.0/16 region=us-west-2 at 0,0");
    let vpc = id(&editor, "a");
    let zones: Vec<String> = "abcd".chars().map(|c| format!("us-west-2{c}")).collect();
    for role in [Role::Public, Role::Private] {
        let _ = done(&mut editor, Intent::AddTier { vpc, name: None, role, zones: zones.clone(), length: Some(19) });
    }
    assert_design(
        &editor,
        "vpc a 10.0.0.0/16 region=us-west-2 at 0,0 {
          tier public public length=19 { subnet public-a a 10.0.0.0/19; subnet public-b b 10.0.32.0/19
            subnet public-c c 10.0.64.0/19; subnet public-d d 10.0.96.0/19 }
          tier private private length=19 { subnet private-a a 10.0.128.0/19; subnet private-b b 10.0.160.0/19
            subnet private-c c 10.0.192.0/19; subnet private-d d 10.0.224.0/19 }
        }",
    );
    let why = editor.perform(Intent::AddTier { vpc, name: None, role: Role::Isolated, zones, length: None });
    assert_eq!(why.refusal(), Some("VPC a has no free block of /19."));
}

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

#[test]
fn deleting_takes_along_what_cannot_be_alone_and_says_so() {
    let mut editor = editor(PROD);
    let vpc: VpcId = id(&editor, "prod");
    let _ = editor.perform(Intent::AddNatGateways { vpc });
    let nat = named(&editor, Kind::NatGateway, "prod-nat-a");
    let text = done(&mut editor, Intent::Delete { ids: vec![nat] });
    assert_eq!(text, "Deleted NAT gateway prod-nat-a with 1 elastic IP; 1 route that pointed there went too.");
    let text = done(&mut editor, Intent::Delete { ids: vec![vpc.into()] });
    assert_eq!(text, "Deleted VPC prod with 3 tiers, 5 subnets, 2 route tables, 1 NAT gateway and 1 elastic IP.");
    assert!(editor.design().is_empty());
}

#[test]
fn an_elastic_ip_that_exists_outlives_its_nat_gateway() {
    let mut editor = editor(
        "vpc a 10.0.0.0/16 { tier p public { subnet p-a a 10.0.0.0/24 { nat n e } } }
         eip e address=203.0.113.25",
    );
    let nat = named(&editor, Kind::NatGateway, "n");
    assert_eq!(done(&mut editor, Intent::Delete { ids: vec![nat] }), "Deleted NAT gateway n.");
    assert_eq!(editor.design().of_kind(Kind::ElasticIp).count(), 1);
}

#[test]
fn a_vpc_duplicated_is_the_same_network_at_the_next_addresses() {
    let mut editor = editor(PROD);
    let vpc: VpcId = id(&editor, "prod");
    let _ = editor.perform(Intent::AddInternetGateway { vpc });
    let _ = editor.perform(Intent::AddNatGateway { subnet: id(&editor, "public-a") });
    let text = done(&mut editor, Intent::Duplicate { ids: vec![vpc.into()], by: Some((900, 0)) });
    assert_eq!(text, "Duplicated as VPC prod-2, 10.1.0.0/16.");
    let copy: VpcId = id(&editor, "prod-2");
    let subnets: Vec<String> = editor
        .design()
        .referring::<Subnet>(copy)
        .map(|(id, s)| format!("{} {}", editor.design().name(id), s.ipv4_block().unwrap()))
        .collect();
    for wanted in ["public-a 10.1.0.0/20", "private-b 10.1.80.0/20", "data-a 10.1.128.0/20"] {
        assert!(subnets.contains(&wanted.to_owned()), "{subnets:?}");
    }
    for name in ["prod-2-igw", "prod-2-nat-a", "prod-2-nat-a-eip"] {
        assert!(editor.design().iter().any(|(_, e)| e.head.name == name), "{name}");
    }
    let tables = editor.design().referring::<RouteTable>(copy);
    let targets: Vec<EntityId> = tables.flat_map(|(_, t)| &t.routes).filter_map(|r| r.target.object()).collect();
    assert_eq!(targets.len(), 2);
    for target in targets {
        assert!(editor.design().name(target).starts_with("prod-2-"), "the copy leads to its own gateways");
    }
}

#[test]
fn what_a_copy_is_not_attached_to_leaves_its_routes() {
    let mut editor = editor(
        "vpc a 10.0.0.0/16 at 0,0 { route_table rt main { 10.1.0.0/16 -> peering:a-b } }
         vpc b 10.1.0.0/16 at 900,0; peering a-b a b",
    );
    let ids = vec![named(&editor, Kind::Vpc, "a")];
    let _ = done(&mut editor, Intent::Duplicate { ids, by: None });
    assert_eq!(editor.design().of_kind(Kind::Peering).count(), 1);
    let copy: VpcId = id(&editor, "a-2");
    let (_, table) = editor.design().referring::<RouteTable>(copy).next().unwrap();
    assert_eq!(table.routes, []);
    assert!(table.main);
}

#[test]
fn objects_go_through_the_clipboard_into_another_design() {
    let mut first = editor(PROD);
    let vpc: VpcId = id(&first, "prod");
    let _ = first.perform(Intent::AddNatGateways { vpc });
    let _ = first.perform(Intent::Select { ids: vec![vpc.into()], mode: SelectMode::Replace });
    let copied = first.run(Command::Copy);
    let [Effect::Copy(text), ..] = &copied.effects[..] else { panic!("{copied:?}") };
    let mut second = editor("vpc prod 10.0.0.0/16 at 0,0");
    let text = done(&mut second, Intent::Paste { text: text.clone(), at: Some((0, 600)), into: None });
    assert_eq!(text, "Pasted VPC prod-2.");
    let copy = second.design().get::<VpcId>(id(&second, "prod-2")).unwrap();
    assert_eq!(copy.ipv4[0].to_string(), "10.1.0.0/16");
    assert_eq!(second.design().of_kind(Kind::NatGateway).count(), 2);
}

#[test]
fn subnets_are_pasted_into_the_vpc_that_is_selected() {
    let mut first = editor(PROD);
    let _ =
        first.perform(Intent::Select { ids: vec![named(&first, Kind::Tier, "private")], mode: SelectMode::Replace });
    let copied = first.run(Command::Copy);
    let [Effect::Copy(text), ..] = &copied.effects[..] else { panic!("{copied:?}") };
    let mut second = editor("vpc b 10.5.0.0/16 region=eu-west-1 at 0,0");
    let why = refused(&mut second, Intent::Paste { text: text.clone(), at: None, into: None });
    assert!(why.ends_with("Select the VPC that these go into."), "{why}");
    let into = Some(named(&second, Kind::Vpc, "b"));
    let _ = done(&mut second, Intent::Paste { text: text.clone(), at: None, into });
    assert_design(
        &second,
        "vpc b 10.5.0.0/16 region=eu-west-1 at 0,0 { tier private private {
            subnet private-a a 10.5.0.0/20; subnet private-b b 10.5.16.0/20 } }",
    );
}

#[test]
fn a_list_of_blocks_becomes_subnets_in_a_vpc_and_vpcs_on_the_canvas() {
    let mut editor =
        editor("vpc a 10.0.0.0/16 region=us-west-2 at 0,0 { tier t private { subnet t-a a 10.0.0.0/24 } }");
    let text = "name,cidr\nweb,10.0.1.0/24\n10.0.0.128/25\n\"db\",10.0.2.0/24\n192.168.0.0/24".to_owned();
    let into = Some(named(&editor, Kind::Tier, "t"));
    assert_eq!(
        done(&mut editor, Intent::Paste { text, at: None, into }),
        "Pasted 2 subnets into VPC a. Left out, outside the VPC or taken: 10.0.0.128/25 and 192.168.0.0/24."
    );
    assert_eq!(
        editor.design().get::<SubnetId>(id(&editor, "web")).unwrap().ipv4_block().unwrap().to_string(),
        "10.0.1.0/24"
    );
    let text = "10.20.0.0/16 10.21.0.0/16".to_owned();
    let _ = editor.perform(Intent::Select { ids: Vec::new(), mode: SelectMode::Replace });
    assert_eq!(done(&mut editor, Intent::Paste { text, at: None, into: None }), "Pasted 2 VPCs.");
    assert_eq!(editor.design().of_kind(Kind::Vpc).count(), 3);
}

#[test]
fn a_paste_of_anything_else_is_refused() {
    let mut editor = editor("");
    let paste = |text: &str| Intent::Paste { text: text.to_owned(), at: None, into: None };
    for text in ["", "hello", "{", "{\"a\":1}", "10.0.0.0", "[[[[[[", "10.0.0.5/24"] {
        let why = refused(&mut editor, paste(text));
        assert!(why.starts_with("The clipboard holds neither"), "{text}: {why}");
    }
    assert!(refused(&mut editor, paste("10.0.0.5/24")).contains("10.0.0.0/24"), "the correction is offered");
}

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
fn a_vpc_that_moves_to_another_block_takes_its_subnets_along() {
    let mut editor = editor(PROD);
    let vpc = id(&editor, "prod");
    let block: CidrBlock = "10.7.0.0/16".parse().unwrap();
    let text = done(&mut editor, Intent::ReaddressVpc { vpc, index: 0, block });
    assert_eq!(text, "VPC prod is 10.7.0.0/16 now, 5 subnets with it.");
    let subnet = editor.design().get::<SubnetId>(id(&editor, "data-a")).unwrap();
    assert_eq!(subnet.ipv4_block().unwrap().to_string(), "10.7.128.0/20");
    let larger: CidrBlock = "10.7.0.0/17".parse().unwrap();
    let response = editor.perform(Intent::ReaddressVpc { vpc, index: 0, block: larger });
    assert_eq!(response.refusal(), Some("data-a (10.7.128.0/20) does not fit into 10.7.0.0/17 at its place."));
}

#[test]
fn a_subnet_splits_into_halves() {
    let mut editor = editor(PROD);
    let subnet = id(&editor, "data-a");
    let text = done(&mut editor, Intent::SplitSubnet { subnet });
    assert_eq!(text, "Split data-a: it is 10.0.128.0/21 now, and data-b is 10.0.136.0/21.");
}

#[test]
fn a_burst_of_nudges_is_one_step_until_something_else_happens() {
    let mut editor = editor("vpc a 10.0.0.0/16 at 0,0");
    let _ = play(&mut editor, "click 10,10; key ArrowRight; key ArrowRight; key Shift+ArrowDown");
    assert_design(&editor, "vpc a 10.0.0.0/16 at 40,200");
    assert_eq!(editor.history().done().len(), 1);
    let _ = play(&mut editor, "click -90,-90; click 50,210; key ArrowLeft");
    assert_eq!(editor.history().done().len(), 2);
}

#[test]
fn a_vpc_that_grows_pushes_its_neighbour_away_in_the_same_step() {
    let mut editor = editor("vpc a 10.0.0.0/16 region=us-west-2 at 0,0; vpc b 10.1.0.0/16 at 300,0");
    let vpc = id(&editor, "a");
    let _ = done(&mut editor, Intent::AddTier { vpc, name: None, role: Role::Public, zones: Vec::new(), length: None });
    let (a, b) = (editor.layout().rect(vpc).unwrap(), editor.layout().rect(named(&editor, Kind::Vpc, "b")).unwrap());
    assert!(!a.intersects(b), "{a:?} {b:?}");
    assert_eq!(b.y, 0.0);
}

#[test]
fn vpcs_that_nobody_placed_stay_where_they_are_when_one_is_moved() {
    let mut editor = editor("vpc a 10.0.0.0/16; vpc b 10.1.0.0/16; vpc c 10.2.0.0/16");
    let rect = |editor: &Editor, name| editor.layout().rect(named(editor, Kind::Vpc, name)).unwrap();
    let before = ["b", "c"].map(|name| rect(&editor, name));
    let ids = vec![named(&editor, Kind::Vpc, "a")];
    let _ = done(&mut editor, Intent::MoveObjects { ids, dx: 0, dy: 2000 });
    assert_eq!(["b", "c"].map(|name| rect(&editor, name)), before);
}

#[test]
fn a_fix_is_applied_by_its_title_and_undone() {
    let mut editor =
        editor("vpc a 10.0.0.0/16 at 0,0 { tier t private { subnet one a 10.0.0.0/24; subnet two b 10.0.0.0/24 } }");
    let _ = editor.check();
    let finding = editor.analyses().findings().find(|finding| !finding.fixes.is_empty()).expect("they overlap").clone();
    let intent = Intent::ApplyFix { finding: finding.fingerprint(), title: finding.fixes[0].title.clone() };
    let _ = done(&mut editor, intent.clone());
    assert_eq!(editor.history().done()[0].label, finding.fixes[0].title);
    let _ = editor.check();
    assert!(editor.analyses().findings().all(|f| f.fingerprint() != finding.fingerprint()));
    let again = editor.perform(intent);
    assert_eq!(again.refusal(), Some("This finding has changed: look at it again."));
}

#[test]
fn another_document_has_a_history_of_its_own_and_a_later_revision() {
    let mut editor = editor(PROD);
    let _ = editor.perform(Intent::AddAccount { name: None });
    let revision = editor.design().revision();
    let response = editor.perform(Intent::Load(Box::new(design("vpc x 10.0.0.0/16"))));
    assert!(response.changed.design && editor.design().revision() > revision);
    assert_eq!(editor.design().len(), 1);
    assert!(!editor.can(Command::Undo) && !editor.is_unsaved());
    let _ = editor.check();
    assert!(editor.is_checked());
}

#[test]
fn history_can_be_travelled_both_ways() {
    let mut editor = editor("");
    let mut states = vec![lines(editor.design())];
    for _ in 0..3 {
        let _ = editor.run(Command::AddVpc);
        states.push(lines(editor.design()));
    }
    for steps in [0, 3, 1, 2, 0] {
        let response = editor.perform(Intent::TravelTo(steps));
        assert!(!response.diff.is_empty());
        assert_eq!(lines(editor.design()), states[steps]);
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
fn a_vpc_drawn_while_an_environment_is_selected_belongs_to_it() {
    let mut editor = editor("pool p 10.32.0.0/12; pool q 10.64.0.0/12; environment prod pool=q");
    let _ = editor
        .perform(Intent::Select { ids: vec![named(&editor, Kind::Environment, "prod")], mode: SelectMode::Replace });
    let _ = play(&mut editor, "tool vpc; click 0,0");
    let vpc = editor.design().get::<VpcId>(id(&editor, "vpc-1")).unwrap();
    assert_eq!(vpc.environment, Some(id(&editor, "prod")));
    assert_eq!(vpc.ipv4[0].to_string(), "10.64.0.0/16");
}
