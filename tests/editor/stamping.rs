//! New environments like others, and lists of blocks that become subnets.

use std::collections::BTreeSet;

use cidraw::addressing::CidrBlock;
use cidraw::analysis::parity;
use cidraw::editor::planning::*;
use cidraw::editor::*;
use cidraw::model::kinds::*;
use cidraw::model::*;

use crate::support::*;

const PRODUCTION: &str = "
pool corp 10.0.0.0/8
environment production production pool=corp
environment development pool=corp
environment shared pool=corp
vpc production 10.0.0.0/16 region=us-west-2 environment=production at 0,0 {
  igw prod-igw
  tier public public { subnet public-a a 10.0.0.0/20 route_table=out { nat prod-nat-a prod-eip-a } }
  tier app private { subnet prod-app-a a 10.0.64.0/20 route_table=app }
  route_table out { 0.0.0.0/0 -> igw:prod-igw }
  route_table app { 0.0.0.0/0 -> nat:prod-nat-a; 10.9.0.0/16 -> peering:prod-tools; 10.1.0.0/24 -> peering:inner; 10.2.0.0/16 -> peering:prod-dev }
}
vpc main 10.1.0.0/24 region=us-west-2 environment=production at 0,900 { route_table main main { 10.0.0.0/16 -> peering:inner } }
vpc development 10.2.0.0/16 region=us-west-2 environment=development at 900,0
vpc tools 10.9.0.0/16 region=us-west-2 environment=shared at 900,900 { route_table tools main { 10.0.0.0/16 -> peering:prod-tools } }
eip prod-eip-a region=us-west-2
peering prod-tools production tools
peering inner production main
peering prod-dev production development";

fn like(editor: &Editor, name: &str) -> Stamp {
    let environment: EnvironmentId = id(editor, "production");
    let shared = peers_of(editor.design(), environment).into_iter().filter(|peer| peer.shared).map(|peer| peer.vpc);
    Stamp {
        like: environment,
        name: name.to_owned(),
        short: None,
        production: false,
        pool: None,
        account: None,
        shared: shared.collect(),
        by: (0, 2000),
    }
}

#[test]
fn an_environment_is_stamped_out_of_another() {
    let mut editor = editor(PRODUCTION);
    let order = like(&editor, "staging");
    assert_eq!(order.shared, BTreeSet::from([id(&editor, "tools")]));
    let stamped = editor.plan(|design, ids| stamp(design, ids, &order)).unwrap();
    assert_eq!(stamped.notes, ["Peering prod-dev does not come along: development is not among the shared services."]);
    let said = done(&mut editor, Intent::CarryOut(Box::new(stamped.planned.clone())));
    assert_eq!(said, "Environment staging is like production: staging 10.3.0.0/16 and main-staging 10.1.1.0/24.");
    for name in ["stage-igw", "stage-app-a", "stage-nat-a", "stage-eip-a", "stage-tools", "inner-staging"] {
        assert!(editor.design().iter().any(|(_, e)| e.head.name == name), "{name}: {:?}", stamped.names);
    }
    let copy: VpcId = id(&editor, "staging");
    let routes = |vpc: VpcId| -> Vec<String> {
        let tables = editor.design().referring::<RouteTable>(vpc);
        let routes = tables.flat_map(|(_, table)| &table.routes);
        let target = |route: &Route| editor.design().name(route.target.object().unwrap());
        routes.map(|route| format!("{} {}", route.destination, target(route))).collect()
    };
    for wanted in ["0.0.0.0/0 stage-nat-a", "10.9.0.0/16 stage-tools", "10.1.1.0/24 inner-staging"] {
        assert!(routes(copy).contains(&wanted.to_owned()), "{:?}", routes(copy));
    }
    assert!(!routes(copy).iter().any(|route| route.contains("10.2.0.0")));
    assert!(routes(id(&editor, "tools")).contains(&"10.3.0.0/16 stage-tools".to_owned()));
    assert_eq!(routes(id(&editor, "main-staging")), ["10.3.0.0/16 inner-staging"]);
    // Only the peering that did not come along tells the two apart.
    let (a, b): (EnvironmentId, EnvironmentId) = (id(&editor, "production"), id(&editor, "staging"));
    let left: Vec<String> = parity(editor.design(), a, b).into_iter().map(|d| d.sentence).collect();
    assert!(left.iter().all(|sentence| sentence.contains("development")), "{left:#?}");
}

#[test]
fn what_cannot_be_stamped_says_why() {
    let mut editor = editor(PRODUCTION);
    let mut why = |order: Stamp| editor.plan(|design, ids| stamp(design, ids, &order)).unwrap_err().to_string();
    let order = like(&crate::support::editor(PRODUCTION), "staging");
    assert_eq!(
        why(Stamp { name: "Shared".into(), ..order.clone() }),
        "Environment Shared: there is an environment of that name already. Choose another name."
    );
    assert_eq!(
        why(Stamp { name: " ".into(), ..order.clone() }),
        "A name needs at least one character that can be seen."
    );
    let small = "pool tiny 10.200.0.0/20; environment production pool=tiny; vpc production 10.200.0.0/20 environment=production at 0,0";
    let mut editor = crate::support::editor(small);
    let order = like(&editor, "staging");
    let why = editor.plan(|design, ids| stamp(design, ids, &order)).unwrap_err().to_string();
    assert_eq!(why, "Address pool tiny has no free block of /20.");
}

#[test]
fn a_list_with_headings_becomes_subnets() {
    let mut editor = editor(PROD);
    let list = read_list(
        "kind,Name,CIDR,AZ,Tier\nvpc,prod,10.0.0.0/16,,\nsubnet,cache-a,10.0.200.9/24,a,cache\n,cache-b,10.0.201.0/24,us-west-2b,cache\n\
         subnet,x,10.0.16.0/24,a,public\nsubnet,y,10.7.0.0/24,a,public\n",
    );
    assert_eq!(list.skipped, [(2, "vpc".to_owned())]);
    assert_eq!(list.blocks[0].corrected.as_deref(), Some("10.0.200.9/24"));
    let plan = editor.plan(|design, ids| subnets_of_list(design, ids, &list, None)).unwrap();
    let errors: Vec<String> = plan.errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        errors,
        [
            "Line 5: 10.0.16.0/24 overlaps subnet public-b.",
            "Line 6: No VPC has a block with 10.7.0.0/24. Draw one, or add a block to one."
        ]
    );
    let said = done(&mut editor, Intent::CarryOut(Box::new(plan.readdressing.planned)));
    assert_eq!(said, "Pasted 2 subnets.");
    let a: SubnetId = id(&editor, "cache-a");
    let subnet = editor.design().get(a).unwrap();
    assert_eq!(
        (subnet.zone.as_str(), subnet.ipv4_block().unwrap().to_string().as_str()),
        ("us-west-2a", "10.0.200.0/24")
    );
    assert_eq!(editor.design().name(subnet.tier), "cache");
}

#[test]
fn a_bare_list_becomes_subnets_over_the_zones() {
    let mut editor = editor(PROD);
    let list = read_list("10.0.200.0/24\n10.0.201.0/24 cache\nhello\n10.0.0.0\n");
    let errors: Vec<String> = list.errors.iter().map(ToString::to_string).collect();
    assert_eq!(errors[0], "Line 3: There is no block in \"hello\". Write it as address/prefix.");
    assert_eq!(errors[1], "Line 4: \"10.0.0.0\" has no prefix length. Did you mean 10.0.0.0/16?");
    let plan = editor.plan(|design, ids| subnets_of_list(design, ids, &list, None)).unwrap();
    let _ = done(&mut editor, Intent::CarryOut(Box::new(plan.readdressing.planned)));
    for (name, zone) in [("pasted-a", "us-west-2a"), ("cache", "us-west-2b")] {
        let subnet: SubnetId = id(&editor, name);
        assert_eq!(editor.design().get(subnet).unwrap().zone, zone);
    }
}

#[test]
fn the_plan_that_is_copied_out_is_read_back() {
    let mut editor = editor(PROD);
    let csv = cidraw::analysis::address_csv(editor.design());
    let before = lines(editor.design());
    let subnets: Vec<EntityId> = editor.design().of_kind(Kind::Subnet).map(|(id, _)| id).collect();
    let _ = editor.perform(Intent::Delete { ids: subnets });
    let list = read_list(&csv);
    assert_eq!((list.blocks.len(), list.errors.len(), list.skipped.len()), (5, 0, 1));
    let plan = editor.plan(|design, ids| subnets_of_list(design, ids, &list, None)).unwrap();
    let _ = editor.perform(Intent::CarryOut(Box::new(plan.readdressing.planned)));
    assert_eq!(lines(editor.design()), before);
}

#[test]
fn commands_about_addresses_open_what_the_host_has() {
    let mut editor = editor(PROD);
    let public = named(&editor, Kind::Subnet, "public-a");
    let _ = editor.perform(Intent::Select { ids: vec![public], mode: SelectMode::Replace });
    let mut opened = |command| editor.run(command).effects;
    assert_eq!(opened(Command::Replan), [Effect::OpenPlanning(Planning::Replan(Some(public)))]);
    assert_eq!(opened(Command::ChangeBlocks), [Effect::OpenPlanning(Planning::Blocks(vec![public]))]);
    assert_eq!(opened(Command::CopyPlan), [Effect::OpenPlanning(Planning::Csv)]);
    assert_eq!(opened(Command::ShowPeerings), [Effect::OpenPlanning(Planning::Peerings)]);
    let refused = editor.run(Command::NewEnvironmentLike);
    assert_eq!(refused.refusal(), Some("Nothing is selected that can be copied: no environment has a VPC."));
    assert!(!editor.can(Command::NewEnvironmentLike) && editor.can(Command::Replan));
}

const DUAL: &str = "
pool corp 10.0.0.0/8 policy=spaced
environment production production pool=corp
environment shared
vpc production 10.0.0.0/16 10.64.0.0/20 2001:db8:0:100::/56 region=us-west-2 environment=production at 0,0 {
  igw prod-igw
  tier app private {
    subnet app-a a 10.0.64.0/20 2001:db8:0:107::/64 { reservation pods 2001:db8:0:107:0:f::/96 }
    subnet app-b b 10.64.0.0/24
    subnet six-a a 2001:db8:0:1f0::/64
  }
  route_table app main { ::/0 -> igw:prod-igw; 10.1.0.0/24 -> peering:inner; 2001:db8:0:200::/56 -> peering:inner }
  sg app rules=[{peer: 10.0.64.0/20, protocol: tcp, ports: 443}, {peer: 2001:db8:0:107::/64, protocol: tcp, ports: 443}, {peer: 0.0.0.0/0}]
}
vpc main 10.1.0.0/24 2001:db8:0:200::/56 region=us-west-2 environment=production at 0,900
vpc tools 192.168.0.0/16 region=us-west-2 environment=shared at 900,900 { route_table back main { 2001:db8:0:100::/56 -> peering:prod-tools } }
peering inner production main
peering prod-tools production tools";

fn shown(editor: &Editor, name: &str) -> Vec<String> {
    let design = editor.design();
    let named = |id: &EntityId| id.kind != Kind::Environment && design.name(*id) == name;
    let body = design.iter().find(|(id, _)| named(id)).map(|(_, entity)| entity.body.clone());
    let blocks = |blocks: Vec<CidrBlock>| blocks.iter().map(ToString::to_string).collect();
    match body.unwrap_or_else(|| panic!("{name} is not there")) {
        Body::Vpc(vpc) => blocks(vpc.blocks().collect()),
        Body::Subnet(subnet) => blocks(subnet.blocks().collect()),
        Body::RouteTable(table) => table.routes.iter().map(|route| route.destination.to_string()).collect(),
        Body::SecurityGroup(group) => group.rules.iter().map(|rule| rule.peer.to_string()).collect(),
        Body::SubnetReservation(kept) => kept.block.iter().map(ToString::to_string).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_copy_takes_its_ipv6_from_the_pool_of_its_original_and_keeps_every_place() {
    let mut editor = editor(&format!("pool six 2001:db8::/40\n{DUAL}"));
    let order = like(&editor, "staging");
    let stamped = editor.plan(|design, ids| stamp(design, ids, &order)).unwrap();
    assert_eq!(stamped.notes, Vec::<String>::new());
    let ipv6: Vec<String> = stamped.vpcs.iter().map(|vpc| vpc.new_ipv6.unwrap().to_string()).collect();
    assert_eq!(ipv6, ["2001:db8:0:300::/56", "2001:db8::/56"], "the lowest that are free");
    let _ = done(&mut editor, Intent::CarryOut(Box::new(stamped.planned.clone())));
    // The IPv4 pool spaces its blocks out.
    assert_eq!(shown(&editor, "staging"), ["10.192.0.0/16", "10.32.0.0/20", "2001:db8:0:300::/56"]);
    let (a, b): (EnvironmentId, EnvironmentId) = (id(&editor, "production"), stamped.environment);
    assert_eq!(parity(editor.design(), a, b), Vec::new());
    let copies: Vec<&str> = stamped.names.iter().map(|(_, _, new)| new.as_str()).collect();
    assert!(copies.contains(&"pods") || copies.contains(&"pods-2"), "{copies:?}");
    let of_copy = |kind: Kind| {
        let of = |(id, ..): &&(EntityId, String, String)| id.kind == kind;
        stamped.names.iter().filter(of).map(|(id, ..)| *id).collect::<Vec<EntityId>>()
    };
    let subnets = of_copy(Kind::Subnet);
    let mut blocks: Vec<String> = subnets
        .iter()
        .flat_map(|id| editor.design().get(id.typed::<SubnetId>().unwrap()).unwrap().blocks().collect::<Vec<_>>())
        .map(|block| block.to_string())
        .collect();
    blocks.sort();
    assert_eq!(blocks, ["10.192.64.0/20", "10.32.0.0/24", "2001:db8:0:307::/64", "2001:db8:0:3f0::/64"]);
    let group = editor.design().get(of_copy(Kind::SecurityGroup)[0].typed::<SecurityGroupId>().unwrap()).unwrap();
    let peers: Vec<String> = group.rules.iter().map(|rule| rule.peer.to_string()).collect();
    assert_eq!(peers, ["10.192.64.0/20", "2001:db8:0:307::/64", "0.0.0.0/0"], "its rules name its own addresses");
    assert!(shown(&editor, "back").contains(&"2001:db8:0:300::/56".to_owned()), "tools leads back to the copy");
}

#[test]
fn ipv6_that_aws_hands_out_is_left_out_and_told() {
    let mut editor = editor(DUAL);
    let order = like(&editor, "staging");
    let stamped = editor.plan(|design, ids| stamp(design, ids, &order)).unwrap();
    let mut notes = stamped.notes.clone();
    notes.sort();
    assert_eq!(
        notes,
        [
            "Route table app: its route to 2001:db8:0:200::/56 is left out, because AWS has not handed out the IPv6 range yet.",
            "Security group app-2: what it says of 2001:db8:0:107::/64 is left out, because AWS has not handed out the IPv6 range yet.",
            "Subnet reservation pods-2 has no block yet: it kept addresses of an IPv6 range that AWS hands out.",
            "The like of the route to 2001:db8:0:100::/56 in route table back is left out, because AWS has not handed out the IPv6 range yet.",
            "VPC main has IPv6 addresses from no pool: AWS hands them out, so its copy and the subnets in it get theirs when it is made.",
            "VPC production has IPv6 addresses from no pool: AWS hands them out, so its copy and the subnets in it get theirs when it is made. Until then six-a has no block.",
        ]
    );
    assert!(stamped.vpcs.iter().all(|vpc| vpc.new_ipv6.is_none() && vpc.old_ipv6.is_some()));
    let _ = done(&mut editor, Intent::CarryOut(Box::new(stamped.planned)));
    assert_eq!(shown(&editor, "staging"), ["10.192.0.0/16", "10.32.0.0/20"]);
}
