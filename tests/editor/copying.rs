//! Duplicating, the clipboard, deleting: what comes along and what does not.

use cidraw::editor::*;
use cidraw::model::kinds::*;
use cidraw::model::*;

use crate::support::*;

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
    let text = "name,cidr\nweb,10.0.1.0/24\n,10.0.0.128/25\n\"db\",10.0.2.0/24\n,192.168.0.0/24".to_owned();
    let into = Some(named(&editor, Kind::Tier, "t"));
    assert_eq!(
        done(&mut editor, Intent::Paste { text, at: None, into }),
        "Pasted 2 subnets into VPC a. Left out: Line 3: 10.0.0.128/25 overlaps subnet t-a. \
         Line 5: 192.168.0.0/24 is outside VPC a, which has 10.0.0.0/16."
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
    for text in ["", "hello", "{", "{\"a\":1}", "[[[[[[", "10.0.0.500/24"] {
        let why = refused(&mut editor, paste(text));
        assert!(why.starts_with("The clipboard holds neither"), "{text}: {why}");
    }
    assert!(refused(&mut editor, paste("10.0.0.500/24")).contains("Line 1"), "the place is told");
}

#[test]
fn a_list_with_headings_is_pasted_where_its_lines_say() {
    let mut editor = editor("vpc a 10.0.0.0/16 region=us-west-2 at 0,0; vpc b 10.1.0.0/16 region=us-west-2 at 600,0");
    let text = "CIDR,Name,VPC,AZ,Tier\n10.1.0.0/24,cache-a,b,a,cache\n10.1.1.9/24,cache-b,b,b,cache\n10.0.4.0/24,,,c,"
        .to_owned();
    let said = done(&mut editor, Intent::Paste { text, at: None, into: None });
    assert_eq!(said, "Pasted 3 subnets. Line 3: 10.1.1.9/24 has host bits; 10.1.1.0/24 is taken.");
    assert_design(
        &editor,
        "vpc a 10.0.0.0/16 region=us-west-2 at 0,0 { tier pasted private { subnet pasted-c c 10.0.4.0/24 } }
         vpc b 10.1.0.0/16 region=us-west-2 at 600,0 {
            tier cache private { subnet cache-a a 10.1.0.0/24; subnet cache-b b 10.1.1.0/24 } }",
    );
    let _ = editor.run(Command::Undo);
    assert_eq!(editor.design().of_kind(Kind::Subnet).count(), 0);
}

#[test]
fn a_route_table_pasted_into_another_vpc_leaves_the_ways_of_its_own_behind() {
    let mut editor = editor(
        "
vpc here 10.0.0.0/16 region=us-east-1 {
  igw here-igw
  tier public public { subnet public-a a 10.0.0.0/24 { nat here-nat here-eip } }
  route_table private {
    0.0.0.0/0 -> nat:here-nat
    192.168.0.0/16 -> pcx:joined
  }
}
vpc there 10.1.0.0/16 region=us-east-1
peering joined here there
vpc far 10.2.0.0/16 region=us-east-1
eip here-eip region=us-east-1
",
    );
    let table = named(&editor, Kind::RouteTable, "private");
    for (name, routes) in [("far", 0), ("there", 1)] {
        let _ = editor.perform(Intent::Select { ids: vec![table], mode: SelectMode::Replace });
        let copied = editor.run(Command::Copy);
        let [Effect::Copy(text), ..] = &copied.effects[..] else { panic!("{copied:?}") };
        let text = text.clone();
        let vpc = named(&editor, Kind::Vpc, name);
        let response = editor.perform(Intent::Paste { text, at: None, into: Some(vpc) });
        assert_eq!(response.refusal(), None);
        let tables: Vec<_> = editor.design().referring::<RouteTable>(vpc.typed::<VpcId>().unwrap()).collect();
        assert_eq!(tables.len(), 1, "{name}");
        assert_eq!(tables[0].1.routes.len(), routes, "{name}: {:?}", tables[0].1.routes);
    }
}
