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

/// An environment of some VPCs with further blocks and IPv6, some of them peered, with tiers over zones. Its IPv6 comes
/// from a pool or not.
fn environment() -> impl Strategy<Value = (String, bool)> {
    let vpc = (16..25u8, prop::collection::vec((1..4usize, 0..3usize), 0..3), any::<[bool; 3]>(), 0..3usize);
    let policy = prop::sample::select(vec!["first_fit", "best_fit", "spaced"]);
    let vpcs = prop::collection::vec(vpc, 1..4);
    (vpcs, policy, any::<bool>()).prop_map(|(vpcs, policy, pooled)| {
        let six = if pooled { "pool six 2001:db8::/40" } else { "" };
        let mut text = format!(
            "pool corp 10.0.0.0/8 policy={policy}\n{six}\nenvironment prod pool=corp\nvpc tools 192.168.0.0/24 at 0,0\n"
        );
        let mut dual = false;
        for (v, (length, tiers, [peered, has_six, lone], further)) in vpcs.iter().enumerate() {
            let own = CidrBlock::containing(std::net::Ipv4Addr::new(10, v as u8, 0, 0).into(), *length);
            let more = (0..*further).map(|n| format!("10.{}.{}.0/24", 100 + v, n * 3)).collect::<Vec<_>>().join(" ");
            let range: CidrBlock = format!("2001:db8:0:{v:x}00::/56").parse().unwrap();
            dual |= has_six;
            let range_text = if *has_six { range.to_string() } else { String::new() };
            text += &format!(
                "vpc prod-{v} {own} {more} {range_text} region=us-west-2 environment=prod at 0,0 {{\nroute_table r{v} main {{ {own} -> local }}\n"
            );
            let mut parts = own.blocks(28);
            let mut sixes = range.blocks(64);
            for (t, (zones, role)) in tiers.iter().enumerate() {
                text += &format!("tier t{t} {} {{\n", Role::ALL[*role].key());
                for zone in ["a", "b", "c"].iter().take(*zones) {
                    let six = if *has_six { sixes.next().unwrap().to_string() } else { String::new() };
                    let four = if *has_six && *lone { String::new() } else { parts.next().unwrap().to_string() };
                    text += &format!("subnet t{t}-{zone} {zone} {four} {six}\n");
                }
                text += "}\n";
            }
            text += "}\n";
            if *peered {
                text += &format!("peering p{v} prod-{v} tools\n");
            }
        }
        (text, pooled || !dual)
    })
}

/// Nothing overlaps, and every subnet lies in a block of its VPC: in both families.
fn assert_addresses(design: &Design) -> Result<(), TestCaseError> {
    let vpcs: Vec<CidrBlock> = design.all::<Vpc>().flat_map(|(_, vpc)| vpc.blocks().collect::<Vec<_>>()).collect();
    prop_assert_eq!(overlapping_pairs(&vpcs).next(), None);
    let subnets: Vec<CidrBlock> = design.all::<Subnet>().flat_map(|(_, s)| s.blocks().collect::<Vec<_>>()).collect();
    prop_assert_eq!(overlapping_pairs(&subnets).next(), None);
    for (id, subnet) in design.all::<Subnet>() {
        let vpc = design.get(subnet.vpc).unwrap();
        for block in subnet.blocks() {
            prop_assert!(vpc.blocks().any(|own| own.covers(block)), "{} {block}", design.name(id));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_stamped_environment_has_the_shape_of_its_original((text, known) in environment()) {
        let mut editor = editor(&text);
        let like: EnvironmentId = id(&editor, "prod");
        let shared = peers_of(editor.design(), like).into_iter().filter(|peer| peer.shared).map(|peer| peer.vpc).collect();
        let order = Stamp {
            like, name: "staging".into(), short: None, production: false, pool: None, account: None, shared, by: (0, 900),
        };
        let stamped = editor.plan(|design, ids| stamp(design, ids, &order)).unwrap();
        let handed_out = stamped.notes.iter().filter(|note| note.contains("AWS hands them out")).count();
        let response = editor.perform(Intent::CarryOut(Box::new(stamped.planned)));
        prop_assert_eq!(response.refusal(), None);
        assert_sound(&editor);
        assert_addresses(editor.design())?;
        let differences = cidraw::analysis::parity(editor.design(), like, stamped.environment);
        let differences: Vec<String> = differences.into_iter().map(|difference| difference.sentence).collect();
        match known {
            true => prop_assert_eq!((differences, handed_out), (Vec::new(), 0)),
            // What AWS hands out is told, and nothing else differs.
            false => {
                prop_assert!(handed_out > 0);
                prop_assert!(differences.iter().all(|sentence| sentence.contains('/')), "{differences:?}");
            }
        }
        // Each subnet is where its original lies in its VPC.
        let offset = |subnet: &Subnet, block: CidrBlock| {
            let vpc = editor.design().get(subnet.vpc).unwrap();
            let (at, own) = vpc.blocks().enumerate().find(|(_, own)| own.covers(block)).unwrap();
            (at, block.first_bits() - own.first_bits(), block.length())
        };
        let places = |environment: EnvironmentId| {
            let own = |vpc: VpcId| editor.design().get(vpc).is_some_and(|vpc| vpc.environment == Some(environment));
            let subnets = editor.design().all::<Subnet>().filter(|(_, subnet)| own(subnet.vpc));
            let mut all: Vec<_> =
                subnets.flat_map(|(_, s)| s.blocks().filter(|b| known || b.length() < 64).map(|b| offset(s, b)).collect::<Vec<_>>()).collect();
            all.sort();
            all
        };
        prop_assert_eq!(places(like), places(stamped.environment));
    }

    #[test]
    fn a_packed_environment_overlaps_nothing_and_is_packed_once((text, _) in environment(), fit in any::<bool>()) {
        let mut editor = editor(&text);
        let like: EnvironmentId = id(&editor, "prod");
        let blocks = if fit { VpcBlocks::Fit } else { VpcBlocks::Pack };
        let wishes = Wishes { blocks, ..Wishes::default() };
        let before = lines(editor.design());
        let Ok(plan) = replan(editor.design(), Scope::Environment(like), &wishes) else { return Ok(()) };
        for row in &plan.rows {
            let vpc = row.object.typed::<VpcId>().and_then(|id| editor.design().get(id));
            // The table has every block of every VPC and subnet, as it is now.
            prop_assert!(vpc.is_none_or(|vpc| vpc.blocks().any(|block| Some(block) == row.old)));
        }
        let all: usize = editor.design().all::<Vpc>().filter(|(_, v)| v.environment == Some(like)).map(|(_, v)| v.blocks().count()).sum();
        prop_assert_eq!(plan.rows.iter().filter(|row| row.object.kind == Kind::Vpc).count(), all);
        let response = editor.perform(Intent::CarryOut(Box::new(plan.planned.clone())));
        prop_assert_eq!(response.refusal(), None);
        assert_sound(&editor);
        assert_addresses(editor.design())?;
        for row in &plan.rows {
            let own: Vec<CidrBlock> = match (row.object.typed::<VpcId>(), row.object.typed::<SubnetId>()) {
                (Some(vpc), _) => editor.design().get(vpc).unwrap().blocks().collect(),
                (_, Some(subnet)) => editor.design().get(subnet).unwrap().blocks().collect(),
                _ => Vec::new(),
            };
            prop_assert!(row.new.is_none_or(|new| own.contains(&new)), "{row:?} {own:?}");
        }
        let again = replan(editor.design(), Scope::Environment(like), &wishes).unwrap();
        prop_assert!(!again.changes_anything(), "planned twice: {:?}", again.rows);
        let _ = editor.undo();
        if plan.changes_anything() {
            prop_assert_eq!(lines(editor.design()), before);
        }
    }
}
