//! Laws of plans: what is planned never overlaps, is found again unchanged, and is taken back whole.

use std::collections::BTreeMap;

use cidraw::addressing::{CidrBlock, overlapping_pairs};
use cidraw::editor::planning::*;
use cidraw::editor::*;
use cidraw::model::kinds::*;
use cidraw::model::*;
use proptest::prelude::*;

use crate::support::*;

/// A VPC whose subnets lie anywhere: tiers of some zones, each subnet of some length at a random free place.
fn scattered() -> impl Strategy<Value = String> {
    let tier = prop::collection::vec((20..29u8, any::<u16>()), 1..5);
    prop::collection::vec(tier, 1..5).prop_map(|tiers| {
        let mut used: Vec<CidrBlock> = Vec::new();
        let mut text = "vpc v 10.0.0.0/16 region=us-west-2 at 0,0 {\n".to_owned();
        for (t, subnets) in tiers.iter().enumerate() {
            text += &format!("tier t{t} private {{\n");
            for (s, (length, at)) in subnets.iter().enumerate() {
                let block =
                    CidrBlock::containing(std::net::Ipv4Addr::from(0x0a00_0000 | u32::from(*at)).into(), *length);
                if used.iter().all(|other| !other.overlaps(block)) {
                    used.push(block);
                    text += &format!("subnet s{t}-{s} {} {block}\n", ["a", "b", "c", "a"][s]);
                }
            }
            text += "}\n";
        }
        text + "}"
    })
}

fn blocks(design: &Design) -> Vec<CidrBlock> {
    design.all::<Subnet>().filter_map(|(_, subnet)| subnet.ipv4_block()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_replan_keeps_the_shape_and_overlaps_nothing(text in scattered(), wish in prop::option::of(24..29u8), room in 0..3usize) {
        let mut editor = editor(&text);
        let vpc: VpcId = id(&editor, "v");
        let first: TierId = id(&editor, "t0");
        let lengths: BTreeMap<TierId, u8> = wish.map(|length| (first, length)).into_iter().collect();
        let wishes = Wishes { lengths, room, blocks: VpcBlocks::Keep };
        let Ok(plan) = replan(editor.design(), Scope::Vpc(vpc), &wishes) else { return Ok(()) };
        let before = lines(editor.design());
        let response = editor.perform(Intent::CarryOut(Box::new(plan.planned.clone())));
        prop_assert_eq!(response.refusal(), None);
        assert_sound(&editor);
        let now = blocks(editor.design());
        prop_assert_eq!(overlapping_pairs(&now).next(), None);
        let range: CidrBlock = "10.0.0.0/16".parse().unwrap();
        prop_assert!(now.iter().all(|block| range.covers(*block)));
        for summary in &plan.summaries {
            for (_, subnet) in editor.design().all::<Subnet>() {
                let block = subnet.ipv4_block().unwrap();
                prop_assert_eq!(summary.prefix.overlaps(block), subnet.tier == summary.tier);
            }
        }
        let again = replan(editor.design(), Scope::Vpc(vpc), &wishes).unwrap();
        prop_assert!(!again.changes_anything(), "planned twice: {:?}", again.rows);
        let _ = editor.undo();
        if plan.changes_anything() {
            prop_assert_eq!(lines(editor.design()), before);
        }
    }

    #[test]
    fn swapping_twice_changes_nothing(text in scattered(), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) {
        let mut editor = editor(&text);
        let all: Vec<EntityId> = editor.design().of_kind(Kind::Subnet).map(|(id, _)| id).collect();
        prop_assume!(!all.is_empty());
        let (a, b) = (*a.get(&all), *b.get(&all));
        prop_assume!(a != b);
        let before = lines(editor.design());
        for _ in 0..2 {
            let plan = swap(editor.design(), a, b).unwrap();
            let response = editor.perform(Intent::CarryOut(Box::new(plan.planned)));
            prop_assert_eq!(response.refusal(), None);
            prop_assert_eq!(overlapping_pairs(&blocks(editor.design())).next(), None);
        }
        prop_assert_eq!(lines(editor.design()), before);
    }

    #[test]
    fn what_is_resized_meets_nothing(text in scattered(), pick in any::<prop::sample::Index>(), length in 16..29u8) {
        let editor = editor(&text);
        let all: Vec<EntityId> = editor.design().of_kind(Kind::Subnet).map(|(id, _)| id).collect();
        prop_assume!(!all.is_empty());
        let subnet = *pick.get(&all);
        for plan in [grow(editor.design(), subnet, length), shrink(editor.design(), subnet, length)].into_iter().flatten() {
            let mut design = editor.design().clone();
            design.absorb(&plan.planned.diff);
            prop_assert_eq!(overlapping_pairs(&blocks(&design)).next(), None);
            let own = design.get(subnet.typed::<SubnetId>().unwrap()).unwrap().ipv4_block().unwrap();
            prop_assert_eq!(own.length(), length);
        }
    }
}

/// An environment of some VPCs, some of them peered, with tiers over zones.
fn environment() -> impl Strategy<Value = String> {
    let vpc = (16..25u8, prop::collection::vec((1..4usize, 0..3usize), 0..3), any::<bool>());
    prop::collection::vec(vpc, 1..4).prop_map(|vpcs| {
        let mut text = "pool corp 10.0.0.0/8\nenvironment prod pool=corp\nvpc tools 192.168.0.0/24 at 0,0\n".to_owned();
        for (v, (length, tiers, peered)) in vpcs.iter().enumerate() {
            let own = CidrBlock::containing(std::net::Ipv4Addr::new(10, v as u8, 0, 0).into(), *length);
            text += &format!("vpc prod-{v} {own} region=us-west-2 environment=prod at 0,0 {{\n");
            let mut parts = own.blocks(28);
            for (t, (zones, role)) in tiers.iter().enumerate() {
                text += &format!("tier t{t} {} {{\n", Role::ALL[*role].key());
                for zone in ["a", "b", "c"].iter().take(*zones) {
                    text += &format!("subnet t{t}-{zone} {zone} {}\n", parts.next().unwrap());
                }
                text += "}\n";
            }
            text += "}\n";
            if *peered {
                text += &format!("peering p{v} prod-{v} tools\n");
            }
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_stamped_environment_has_the_shape_of_its_original(text in environment()) {
        let mut editor = editor(&text);
        let like: EnvironmentId = id(&editor, "prod");
        let shared = peers_of(editor.design(), like).into_iter().filter(|peer| peer.shared).map(|peer| peer.vpc).collect();
        let order = Stamp {
            like, name: "staging".into(), short: None, production: false, pool: None, account: None, shared, by: (0, 900),
        };
        let stamped = editor.plan(|design, ids| stamp(design, ids, &order)).unwrap();
        let response = editor.perform(Intent::CarryOut(Box::new(stamped.planned)));
        prop_assert_eq!(response.refusal(), None);
        assert_sound(&editor);
        prop_assert_eq!(cidraw::analysis::parity(editor.design(), like, stamped.environment), Vec::new());
        let vpcs: Vec<CidrBlock> = editor.design().all::<Vpc>().flat_map(|(_, v)| v.ipv4_blocks().collect::<Vec<_>>()).collect();
        prop_assert_eq!(overlapping_pairs(&vpcs).next(), None);
    }
}
