//! Addresses planned first and changed later: what the table says, what is made, what is refused.

use std::collections::BTreeMap;

use cidraw::addressing::{CidrBlock, Policy};
use cidraw::editor::planning::*;
use cidraw::editor::*;
use cidraw::model::kinds::*;
use cidraw::model::*;

use crate::support::*;

/// Holes between the tiers, a NAT gateway, a secondary block, a peer that names a subnet.
const SPREAD: &str = "
pool corp 10.0.0.0/8
environment production
vpc prod 10.0.0.0/16 100.64.0.0/20 region=us-west-2 environment=production at 0,0 {
  tier public public { subnet public-a a 10.0.16.0/24 { nat nat-a eip-a }; subnet public-b b 10.0.90.0/24 }
  tier app private {
    subnet app-a a 10.0.200.0/22 route_table=rt
    subnet app-b b 10.0.128.0/22
  }
  route_table rt { 0.0.0.0/0 -> nat:nat-a }
}
eip eip-a region=us-west-2
vpc ops 10.9.0.0/16 region=us-west-2 at 900,0 {
  route_table main main { 10.0.0.0/16 -> peering:p; 10.0.200.0/22 -> peering:p; 10.0.16.0/20 -> peering:p }
}
peering p prod ops";

pub fn block(text: &str) -> CidrBlock {
    text.parse().expect(text)
}

/// The lines of a table: name, old, new, what AWS does.
fn table(design: &Design, plan: &Readdressing) -> Vec<String> {
    let text = |block: Option<CidrBlock>| block.map_or("-".to_owned(), |block| block.to_string());
    let line = |row: &Row| {
        format!("{} {} {}: {}", design.name(row.object), text(row.old), text(row.new), row.effect.words(design))
    };
    plan.rows.iter().map(line).collect()
}

fn mentions(design: &Design, plan: &Readdressing) -> Vec<String> {
    let line = |m: &Mention| {
        let becomes = m.becomes.map_or("?".to_owned(), |block| block.to_string());
        format!("{} {} {becomes}", design.name(m.table), m.destination)
    };
    plan.mentions.iter().map(line).collect()
}

#[track_caller]
fn carried(editor: &mut Editor, plan: &Readdressing) -> String {
    done(editor, Intent::CarryOut(Box::new(plan.planned.clone())))
}

#[test]
fn a_vpc_is_planned_anew_with_each_tier_under_one_prefix() {
    let mut editor = editor(SPREAD);
    let vpc: VpcId = id(&editor, "prod");
    let plan = replan(editor.design(), Scope::Vpc(vpc), &Wishes::default()).unwrap();
    assert_eq!(
        table(editor.design(), &plan),
        [
            "prod 10.0.0.0/16 10.0.0.0/16: stays",
            "prod 100.64.0.0/20 100.64.0.0/20: stays",
            "public-a 10.0.16.0/24 10.0.8.0/24: replaced, with NAT gateway nat-a; 1 route follows",
            "public-b 10.0.90.0/24 10.0.9.0/24: replaced",
            "app-a 10.0.200.0/22 10.0.0.0/22: replaced",
            "app-b 10.0.128.0/22 10.0.4.0/22: replaced",
        ]
    );
    assert_eq!(mentions(editor.design(), &plan), ["main 10.0.200.0/22 10.0.0.0/22", "main 10.0.16.0/20 ?"]);
    assert_eq!(plan.replaced(), 5);
    let prefixes: Vec<String> = plan.summaries.iter().map(|s| format!("{} {}", s.prefix, s.spare)).collect();
    assert_eq!(prefixes, ["10.0.8.0/23 0", "10.0.0.0/21 0"]);
    assert_eq!(plan.unused, [(vpc, block("100.64.0.0/20"))]);
    let said = carried(&mut editor, &plan);
    assert_eq!(said, "Planned VPC prod anew: 4 of 6 blocks are others now.");
    let again = replan(editor.design(), Scope::Vpc(vpc), &Wishes::default()).unwrap();
    assert!(!again.changes_anything());
}

#[test]
fn what_is_wished_for_decides_lengths_and_room() {
    let mut editor = editor(SPREAD);
    let (vpc, app): (VpcId, TierId) = (id(&editor, "prod"), id(&editor, "app"));
    let wishes = Wishes { lengths: BTreeMap::from([(app, 20)]), room: 1, ..Wishes::default() };
    let plan = replan(editor.design(), Scope::Vpc(vpc), &wishes).unwrap();
    let prefixes: Vec<String> = plan.summaries.iter().map(|s| format!("{} {}", s.prefix, s.spare)).collect();
    assert_eq!(prefixes, ["10.0.64.0/22 2", "10.0.0.0/18 2"]);
    let _ = carried(&mut editor, &plan);
    let lengths: Vec<u8> =
        editor.design().referring::<Subnet>(app).map(|(_, s)| s.ipv4_block().unwrap().length()).collect();
    assert_eq!(lengths, [20, 20]);
    let wishes = Wishes { lengths: BTreeMap::from([(app, 16)]), ..Wishes::default() };
    let why = replan(editor.design(), Scope::Vpc(vpc), &wishes).unwrap_err().to_string();
    assert_eq!(
        why,
        "VPC prod: there is no room for that in 10.0.0.0/16 and 100.64.0.0/20: its tiers need public a /23 and app a /15, under \
         one prefix each. Ask for smaller subnets or room for fewer zones, or add a block to the VPC."
    );
    let wishes = Wishes { lengths: BTreeMap::from([(app, 29)]), ..Wishes::default() };
    let why = replan(editor.design(), Scope::Vpc(vpc), &wishes).unwrap_err().to_string();
    assert_eq!(why, "Tier app: /29 is no length of a subnet on AWS. Choose /16 to /28.");
}

#[test]
fn a_tier_is_planned_anew_around_the_others() {
    let mut editor = editor(SPREAD);
    let plan = replan(editor.design(), Scope::Tier(id(&editor, "app")), &Wishes::default()).unwrap();
    let table = table(editor.design(), &plan);
    assert_eq!(table, ["app-a 10.0.200.0/22 10.0.0.0/22: replaced", "app-b 10.0.128.0/22 10.0.4.0/22: replaced"]);
    let _ = carried(&mut editor, &plan);
    let public: SubnetId = id(&editor, "public-a");
    assert_eq!(editor.design().get(public).unwrap().ipv4_block(), Some(block("10.0.16.0/24")));
}

#[test]
fn an_environment_is_packed_into_its_pool_and_fitted() {
    let mut editor = editor(SPREAD);
    let environment: EnvironmentId = id(&editor, "production");
    let wishes = Wishes { blocks: VpcBlocks::Fit, ..Wishes::default() };
    let plan = replan(editor.design(), Scope::Environment(environment), &wishes).unwrap();
    let lines = table(editor.design(), &plan);
    // The smallest block with room for a /21 and a /23.
    assert!(lines[0].starts_with("prod 10.0.0.0/16 10.0.0.0/20: replaced, with "), "{lines:?}");
    assert_eq!(mentions(editor.design(), &plan)[0], "main 10.0.0.0/16 10.0.0.0/20");
    let _ = carried(&mut editor, &plan);
    let vpc: VpcId = id(&editor, "prod");
    assert_eq!(editor.design().get(vpc).unwrap().ipv4_blocks().next(), Some(block("10.0.0.0/20")));
}

#[test]
fn ipv6_is_planned_beside_ipv4_and_replaces_nothing() {
    let mut editor = editor(
        "vpc a 10.0.0.0/16 2001:db8:0:100::/56 region=us-west-2 at 0,0 {
           tier p private { subnet p-a a 10.0.0.0/24 2001:db8:0:1f0::/64; subnet p-b b 10.0.1.0/24 2001:db8:0:101::/64 }
         }",
    );
    let plan = replan(editor.design(), Scope::Vpc(id(&editor, "a")), &Wishes::default()).unwrap();
    let lines = table(editor.design(), &plan);
    assert!(
        lines.contains(
            &"p-a 2001:db8:0:1f0::/64 2001:db8:0:100::/64: IPv6 block exchanged, the subnet stays".to_owned()
        ),
        "{lines:?}"
    );
    assert_eq!(plan.replaced(), 0);
    let _ = carried(&mut editor, &plan);
}

#[test]
fn a_full_vpc_keeps_its_shape_without_prefixes() {
    let editor = editor(
        "vpc a 10.0.0.0/24 region=us-west-2 at 0,0 {
           tier p private { subnet p-a a 10.0.0.0/26; subnet p-b b 10.0.0.64/26; subnet p-c c 10.0.0.128/26 }
           tier q private { subnet q-a a 10.0.0.224/27; subnet q-b b 10.0.0.192/27 }
         }",
    );
    let plan = replan(editor.design(), Scope::Vpc(id(&editor, "a")), &Wishes::default()).unwrap();
    assert_eq!(plan.unsummarised.len(), 2);
    assert_eq!(plan.rows.iter().filter(|row| row.old != row.new).count(), 2, "the second tier's blocks change places");
}

#[test]
fn a_plan_is_not_carried_out_once_the_design_is_another() {
    let mut editor = editor(SPREAD);
    let plan = replan(editor.design(), Scope::Vpc(id(&editor, "prod")), &Wishes::default()).unwrap();
    let public: SubnetId = id(&editor, "public-a");
    let _ = editor.perform(Intent::Rename { id: public.into(), name: "web-a".into() });
    let response = editor.perform(Intent::CarryOut(Box::new(plan.readdressing.planned)));
    assert_eq!(response.refusal(), Some("Subnet web-a has changed since this was planned: plan it again."));
}

#[test]
fn a_subnet_is_split_into_several_and_joined_again() {
    let mut editor = editor(SPREAD);
    let app: SubnetId = id(&editor, "app-a");
    let plan = editor.plan(|design, ids| split(design, ids, app, 3)).unwrap();
    let lines: Vec<String> = plan.rows.iter().map(|row| row.new.unwrap().to_string()).collect();
    assert_eq!(lines, ["10.0.200.0/23", "10.0.202.0/24", "10.0.203.0/24"]);
    let said = carried(&mut editor, &plan);
    assert_eq!(said, "Split app-a into 3 subnets, 10.0.200.0/23, 10.0.202.0/24 and 10.0.203.0/24.");
    let parts: Vec<SubnetId> = plan.rows.iter().filter_map(|row| row.object.typed()).collect();
    let why = join(editor.design(), &parts).unwrap_err().to_string();
    assert_eq!(
        why,
        "Subnet app-a: subnet app-c is in zone c, and it in zone a: a subnet lies in one zone. Move it there first, or \
         join subnets of one zone."
    );
    let why = editor.plan(|design, ids| split(design, ids, app, 64)).unwrap_err().to_string();
    assert_eq!(why, "Subnet app-a: 10.0.200.0/23 cannot be 64 subnets. Split it into 2 to 32.");
}

#[test]
fn joining_takes_along_what_stands_in_the_parts_that_go() {
    let mut editor = editor(
        "vpc a 10.0.0.0/16 region=us-west-2 at 0,0 {
           tier p public { subnet x a 10.0.0.0/25; subnet y a 10.0.0.128/25 { nat n e }; subnet z a 10.0.3.0/24 }
         }
         eip e address=203.0.113.7",
    );
    let of = |name: &str| id::<SubnetId>(&editor, name);
    let (x, y, z) = (of("x"), of("y"), of("z"));
    let why = join(editor.design(), &[x, z]).unwrap_err().to_string();
    assert_eq!(
        why,
        "Subnet x: Joined, the blocks would be 10.0.0.0/22, and that also holds 10.0.0.128/25. Subnet y has that: join it \
         as well, or move it."
    );
    let plan = join(editor.design(), &[y, x]).unwrap();
    assert_eq!(
        table(editor.design(), &plan),
        ["x 10.0.0.0/25 10.0.0.0/24: replaced", "y 10.0.0.128/25 -: goes, with NAT gateway n"]
    );
    assert_eq!(carried(&mut editor, &plan), "x is 10.0.0.0/24 now; subnet y went into it.");
    assert_eq!(editor.design().of_kind(Kind::NatGateway).count(), 0);
}

#[test]
fn growing_names_what_is_in_the_way_and_where_there_is_room() {
    let mut editor = editor(PROD);
    let public = named(&editor, Kind::Subnet, "public-a");
    let why = grow(editor.design(), public, 19).unwrap_err().to_string();
    assert_eq!(
        why,
        "Subnet public-a: 10.0.0.0/19 would take in 10.0.16.0/20, which is in use. Subnet public-b has that. 10.0.32.0/19 \
         is free: move it there."
    );
    let data = named(&editor, Kind::Subnet, "data-a");
    let plan = grow(editor.design(), data, 18).unwrap();
    assert_eq!(carried(&mut editor, &plan), "Subnet data-a is 10.0.128.0/18 now; it was 10.0.128.0/20.");
    let plan = shrink(editor.design(), data, 24).unwrap();
    let _ = carried(&mut editor, &plan);
    let vpc = named(&editor, Kind::Vpc, "prod");
    let why = shrink(editor.design(), vpc, 17).unwrap_err().to_string();
    assert_eq!(
        why,
        "VPC prod: What is in use in the block needs 10.0.0.0/16, which is larger than a /17. Re-plan the VPC first so \
         that its subnets lie together, or choose /16."
    );
    let why = grow(editor.design(), vpc, 15).unwrap_err().to_string();
    assert_eq!(why, "VPC prod: AWS takes no /15 there. Choose /16 to /28.");
}

#[test]
fn two_vpcs_exchange_their_blocks_and_routes_follow() {
    let mut editor = editor(
        "vpc a 10.1.0.0/16 at 0,0 { tier p private { subnet s a 10.1.8.0/24 }; route_table rt main { 10.2.0.0/16 -> peering:p } }
         vpc b 10.2.0.0/16 at 900,0 { tier q private { subnet t a 10.2.0.0/20 }; route_table ru main { 10.1.0.0/16 -> peering:p } }
         peering p a b",
    );
    let (a, b) = (named(&editor, Kind::Vpc, "a"), named(&editor, Kind::Vpc, "b"));
    let before = lines(editor.design());
    let plan = swap(editor.design(), a, b).unwrap();
    assert_eq!(mentions(editor.design(), &plan).len(), 2);
    assert_eq!(carried(&mut editor, &plan), "a and b have exchanged their blocks.");
    let table: RouteTableId = id(&editor, "rt");
    assert_eq!(editor.design().get(table).unwrap().routes[0].destination.get(), Some(block("10.1.0.0/16")));
    let s: SubnetId = id(&editor, "s");
    assert_eq!(editor.design().get(s).unwrap().ipv4_block(), Some(block("10.2.8.0/24")));
    let back = swap(editor.design(), a, b).unwrap();
    let _ = carried(&mut editor, &back);
    assert_eq!(lines(editor.design()), before, "twice is as before");
}

#[test]
fn a_block_moves_to_a_free_place_and_no_other() {
    let mut editor = editor(PROD);
    let public = named(&editor, Kind::Subnet, "public-a");
    let why = move_block(editor.design(), public, Some(block("10.0.64.0/21")), Some(Policy::FirstFit))
        .unwrap_err()
        .to_string();
    assert_eq!(why, "Subnet public-a: 10.0.64.0/21 is in use. 10.0.32.0/20 is free.");
    let why = move_block(editor.design(), public, Some(block("10.1.0.0/24")), Some(Policy::FirstFit))
        .unwrap_err()
        .to_string();
    assert_eq!(why, "Subnet public-a: 10.1.0.0/24 is outside its VPC. 10.0.32.0/20 is free.");
    let plan = move_block(editor.design(), public, None, Some(Policy::Spaced)).unwrap();
    assert_eq!(carried(&mut editor, &plan), "Subnet public-a is 10.0.192.0/20 now; it was 10.0.0.0/20.");
    let vpc = named(&editor, Kind::Vpc, "prod");
    let plan = move_block(editor.design(), vpc, None, Some(Policy::FirstFit)).unwrap();
    let _ = carried(&mut editor, &plan);
    let data: SubnetId = id(&editor, "data-a");
    assert_eq!(editor.design().get(data).unwrap().ipv4_block(), Some(block("10.1.128.0/20")));
}

#[test]
fn a_subnet_for_so_many_hosts_and_room_for_a_zone() {
    let mut editor = editor(PROD);
    let data: TierId = id(&editor, "data");
    let plan = editor.plan(|design, ids| subnet_for(design, ids, data, None, Need::Hosts(500))).unwrap();
    assert_eq!(carried(&mut editor, &plan), "Added subnet data-b, 10.0.144.0/23, with room for 507 hosts.");
    let why =
        editor.plan(|design, ids| subnet_for(design, ids, data, None, Need::Hosts(60_000))).unwrap_err().to_string();
    assert_eq!(
        why,
        "Tier data: VPC prod has no free /16 for 60,000 hosts. Its largest free block is 10.0.192.0/18, for 16,379 hosts. \
         Add a block, or re-plan it."
    );
    let rooms = room_for_zone(editor.design(), id(&editor, "prod")).unwrap();
    let text = |room: &ZoneRoom| format!("{} {}", room.block.unwrap(), room.summed_up);
    assert_eq!(
        rooms.iter().map(text).collect::<Vec<_>>(),
        ["10.0.32.0/20 true", "10.0.96.0/20 true", "10.0.160.0/20 true"]
    );
}

#[test]
fn the_policies_of_a_pool_are_compared() {
    let editor = editor(
        "pool corp 10.0.0.0/13 policy=spaced; pool prod 10.4.0.0/15 parent=corp; vpc a 10.0.0.0/16 pool=corp at 0,0",
    );
    let found = next_by_policy(editor.design(), id(&editor, "corp"), 16);
    let text = |(policy, block): &(Policy, Option<CidrBlock>)| format!("{policy:?} {}", block.unwrap());
    let texts: Vec<String> = found.iter().map(text).collect();
    assert_eq!(texts, ["Spaced 10.2.0.0/16", "FirstFit 10.1.0.0/16", "BestFit 10.1.0.0/16"]);
}

/// Two VPCs with further blocks and IPv6; one range from a pool, one from AWS.
const FURTHER: &str = "
pool corp 10.0.0.0/8
pool six 2001:db8::/40
environment production pool=corp
vpc a 10.9.0.0/16 10.200.0.0/24 100.64.0.0/20 2001:db8:0:100::/56 region=us-west-2 environment=production at 0,0 {
  tier p private { subnet a-a a 10.9.16.0/24 2001:db8:0:1f0::/64; subnet a-b b 10.200.0.0/25 }
}
vpc b 10.3.0.0/16 2600:1f14:0:a00::/56 region=us-west-2 environment=production at 900,0
vpc c 10.0.0.0/16 region=us-west-2 at 900,900 { route_table main main { 10.200.0.0/24 -> peering:p } }
peering p a c";

#[test]
fn further_blocks_of_the_pool_move_with_their_vpc_and_the_table_says_what_becomes_of_ipv6() {
    let mut editor = editor(FURTHER);
    let wishes = Wishes { blocks: VpcBlocks::Pack, ..Wishes::default() };
    let plan = replan(editor.design(), Scope::Environment(id(&editor, "production")), &wishes).unwrap();
    let lines = table(editor.design(), &plan);
    for wanted in [
        "b 10.3.0.0/16 10.1.0.0/16: replaced",
        "b 2600:1f14:0:a00::/56 2600:1f14:0:a00::/56: AWS hands out another with the new VPC",
        "a 10.200.0.0/24 10.3.0.0/24: added to the new VPC",
        "a 100.64.0.0/20 100.64.0.0/20: added to the new VPC",
        "a 2001:db8:0:100::/56 2001:db8:0:100::/56: added to the new VPC",
        "a-a 2001:db8:0:1f0::/64 2001:db8:0:100::/64: replaced",
        "a-a 10.9.16.0/24 10.2.0.0/24: replaced",
    ] {
        assert!(lines.iter().any(|line| line.starts_with(wanted)), "{wanted} in {lines:#?}");
    }
    assert_eq!(mentions(editor.design(), &plan), ["main 10.200.0.0/24 10.3.0.0/24"]);
    let _ = carried(&mut editor, &plan);
    let a: VpcId = id(&editor, "a");
    let blocks: Vec<String> = editor.design().get(a).unwrap().blocks().map(|block| block.to_string()).collect();
    assert_eq!(blocks, ["10.2.0.0/16", "10.3.0.0/24", "100.64.0.0/20", "2001:db8:0:100::/56"]);
}

#[test]
fn the_policy_of_the_pool_says_where_the_next_block_is() {
    for (policy, drawn, moved, packed) in [
        ("first_fit", "10.1.0.0/16", "10.1.0.0/16", "10.1.0.0/16"),
        ("best_fit", "10.1.0.0/16", "10.1.0.0/16", "10.1.0.0/16"),
        ("spaced", "10.128.0.0/16", "10.128.0.0/16", "10.128.0.0/16"),
    ] {
        let text = format!(
            "pool corp 10.0.0.0/8 policy={policy}; environment e pool=corp
             vpc kept 10.0.0.0/16 at 0,0; vpc it 10.7.0.0/16 environment=e at 900,0"
        );
        let mut editor = editor(&text);
        let it = named(&editor, Kind::Vpc, "it");
        let new = |plan: &Readdressing| {
            plan.rows.iter().find(|row| row.object == it).and_then(|row| row.new).unwrap().to_string()
        };
        assert_eq!(new(&move_block(editor.design(), it, None, None).unwrap()), moved, "{policy}");
        let wishes = Wishes { blocks: VpcBlocks::Pack, ..Wishes::default() };
        let plan = replan(editor.design(), Scope::Vpc(it.typed().unwrap()), &wishes).unwrap();
        assert_eq!(new(&plan), packed, "{policy}");
        let environment = Some(id(&editor, "e"));
        let _ = done(&mut editor, Intent::DrawVpc { at: Placement::at(1800, 0), environment });
        let vpc = named(&editor, Kind::Vpc, "vpc-1").typed::<VpcId>().unwrap();
        let block = editor.design().get(vpc).unwrap().ipv4_blocks().next().unwrap();
        assert_eq!(block.to_string(), drawn, "{policy}");
        let pool: AddressPoolId = id(&editor, "corp");
        assert_eq!(next_by_policy(editor.design(), pool, 16)[0].1, {
            let _ = editor.perform(Intent::DrawVpc { at: Placement::at(2700, 0), environment });
            let next = named(&editor, Kind::Vpc, "vpc-2").typed::<VpcId>().unwrap();
            editor.design().get(next).unwrap().ipv4_blocks().next()
        });
    }
}
