//! Laws of addresses under editing: what the editor adds never overlaps what is there, whatever is there.

use crate::support::*;
use cidraw::addressing::{CidrBlock, smallest_cover};
use cidraw::editor::*;
use cidraw::model::kinds::*;
use cidraw::model::*;
use proptest::prelude::*;

/// A design out of what people add: VPCs from a pool, tiers of some zones and lengths, gateways, extensions.
#[derive(Clone, Debug)]
enum Step {
    Vpc,
    Tier { vpc: usize, role: usize, zones: usize, length: Option<u8> },
    Extend { tier: usize },
    Block { vpc: usize },
    Nat { vpc: usize },
    Duplicate { objects: Vec<usize> },
    CopyInto { objects: Vec<usize>, vpc: usize },
    MoveSubnet { subnet: usize, tier: usize },
    Split { subnet: usize },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => Just(Step::Vpc),
        5 => (0..9usize, 0..3usize, 0..6usize, prop::option::of(17..29u8))
            .prop_map(|(vpc, role, zones, length)| Step::Tier { vpc, role, zones, length }),
        3 => (0..30usize).prop_map(|tier| Step::Extend { tier }),
        1 => (0..9usize).prop_map(|vpc| Step::Block { vpc }),
        1 => (0..9usize).prop_map(|vpc| Step::Nat { vpc }),
        3 => prop::collection::vec(0..60usize, 1..4).prop_map(|objects| Step::Duplicate { objects }),
        3 => (prop::collection::vec(0..60usize, 1..4), 0..9usize)
            .prop_map(|(objects, vpc)| Step::CopyInto { objects, vpc }),
        3 => (0..60usize, 0..30usize).prop_map(|(subnet, tier)| Step::MoveSubnet { subnet, tier }),
        1 => (0..60usize).prop_map(|subnet| Step::Split { subnet }),
    ]
}

fn nth<T: TypedId>(editor: &Editor, n: usize) -> Option<T> {
    let all: Vec<T> = editor.design().iter().filter_map(|(id, _)| id.typed()).collect();
    all.get(n % all.len().max(1)).copied()
}

fn intent(editor: &mut Editor, step: &Step) -> Option<Intent> {
    let all: Vec<EntityId> = editor.design().iter().map(|(id, _)| id).collect();
    let pick = |objects: &[usize]| -> Vec<EntityId> {
        objects.iter().filter_map(|n| all.get(n % all.len().max(1))).copied().collect()
    };
    Some(match step {
        Step::Vpc => Intent::DrawVpc { at: Placement::at(0, 0), environment: None },
        Step::Tier { vpc, role, zones, length } => Intent::AddTier {
            vpc: nth(editor, *vpc)?,
            name: None,
            role: Role::ALL[*role],
            zones: "abcdef".chars().take(*zones).map(|letter| format!("us-east-1{letter}")).collect(),
            length: *length,
        },
        Step::Extend { tier } => Intent::ExtendTier { tier: nth(editor, *tier)?, zone: None },
        Step::Block { vpc } => Intent::AddBlock { vpc: nth(editor, *vpc)? },
        Step::Nat { vpc } => Intent::AddNatGateways { vpc: nth(editor, *vpc)? },
        Step::Duplicate { objects } => Intent::Duplicate { ids: pick(objects), by: None },
        Step::CopyInto { objects, vpc } => {
            let into = nth::<VpcId>(editor, *vpc).map(EntityId::from);
            let _ = editor.perform(Intent::Select { ids: pick(objects), mode: SelectMode::Replace });
            let copied = editor.run(Command::Copy);
            let text = copied.effects.iter().find_map(|effect| match effect {
                Effect::Copy(text) => Some(text.clone()),
                _ => None,
            })?;
            Intent::Paste { text, at: Some((0, 0)), into }
        }
        Step::MoveSubnet { subnet, tier } => {
            let tier: TierId = nth(editor, *tier)?;
            let vpc = editor.design().get(tier)?.vpc;
            Intent::MoveSubnet { subnet: nth(editor, *subnet)?, to: Crossing { vpc, tier, zone: "us-east-1a".into() } }
        }
        Step::Split { subnet } => Intent::SplitSubnet { subnet: nth(editor, *subnet)? },
    })
}

fn overlapping(blocks: &[(String, CidrBlock)]) -> Option<String> {
    for (i, (a, left)) in blocks.iter().enumerate() {
        for (b, right) in &blocks[i + 1..] {
            if left.overlaps(*right) {
                return Some(format!("{a} {left} and {b} {right} overlap"));
            }
        }
    }
    None
}

/// What is wrong with the addresses of a design, if anything is.
fn fault(design: &Design) -> Option<String> {
    let vpcs =
        design.all::<Vpc>().flat_map(|(id, vpc)| vpc.ipv4_blocks().map(move |block| (id, block)).collect::<Vec<_>>());
    let vpcs: Vec<(String, CidrBlock)> = vpcs.map(|(id, block)| (design.name(id), block)).collect();
    if let Some(fault) = overlapping(&vpcs) {
        return Some(fault);
    }
    for (vpc, fields) in design.all::<Vpc>() {
        let subnets = design.referring::<Subnet>(vpc);
        let subnets: Vec<(String, CidrBlock)> =
            subnets.filter_map(|(id, subnet)| Some((design.name(id), subnet.ipv4_block()?))).collect();
        if let Some(fault) = overlapping(&subnets) {
            return Some(fault);
        }
        if let Some((name, block)) = subnets.iter().find(|(_, b)| !fields.ipv4_blocks().any(|own| own.covers(*b))) {
            return Some(format!("{name} {block} lies outside {}", design.name(vpc)));
        }
    }
    let stray = design.all::<Subnet>().find(|(_, subnet)| {
        let tier = design.get(subnet.tier).map(|tier| tier.vpc);
        let table = subnet.route_table.and_then(|table| design.get(table)).map(|table| table.vpc);
        tier != Some(subnet.vpc) || table.is_some_and(|vpc| vpc != subnet.vpc)
    });
    stray.map(|(id, _)| format!("{} has a tier or a route table of another VPC", design.name(id)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is drawn, duplicated, pasted and moved: no two blocks overlap, subnets lie in their VPC, and tiers and
    /// tables are those of the VPC.
    #[test]
    fn what_the_editor_addresses_never_overlaps(steps in prop::collection::vec(step(), 1..25)) {
        let mut editor = editor("pool corp 10.0.0.0/11");
        for step in &steps {
            let Some(intent) = intent(&mut editor, step) else { continue };
            let _ = editor.perform(intent);
            prop_assert_eq!(fault(editor.design()), None, "after {:?}", step);
            prop_assert_eq!(invariants::broken(editor.design()), None);
        }
    }

    /// A copy has the shape of the original: as many objects, the same offsets, and nothing that leads out of it.
    #[test]
    fn a_duplicated_vpc_has_the_same_shape(steps in prop::collection::vec(step(), 1..12)) {
        let mut editor = editor("vpc origin 10.0.0.0/16 region=us-east-1 { tier t public { subnet t-a a 10.0.0.0/20 } }");
        for step in &steps {
            if let Some(intent) = intent(&mut editor, step) {
                let _ = editor.perform(intent);
            }
        }
        let vpc: VpcId = id(&editor, "origin");
        let shape = |editor: &Editor, vpc: VpcId| -> Vec<String> {
            let design = editor.design();
            let inside = removal(design, [vpc.into()]).goes;
            let base = design.get(vpc).unwrap().ipv4_blocks().map(|b| b.first_bits()).collect::<Vec<_>>();
            let own = |block: CidrBlock| {
                let blocks = design.get(vpc).unwrap().ipv4_blocks().enumerate();
                blocks.filter(|(_, b)| b.covers(block)).map(|(i, _)| block.first_bits() - base[i]).next()
            };
            let mut shape: Vec<String> = design
                .referrers(vpc)
                .filter(|id| id.kind != Kind::Peering)
                .map(|id| match &design.entity(id).unwrap().body {
                    Body::Subnet(s) => format!("{} {} {:?}", design.name(id), s.zone, s.ipv4_block().map(own)),
                    // A NAT gateway may have been moved away with its subnet: what leads there is not copied.
                    Body::RouteTable(t) => {
                        let stays = |route: &&Route| route.target.object().is_none_or(|id| inside.contains(&id));
                        format!("{} {}", design.name(id), t.routes.iter().filter(stays).count())
                    }
                    Body::Tier(t) => format!("{} {:?} {}", design.name(id), t.role, t.order),
                    _ => id.kind.title().to_owned(),
                })
                .collect();
            shape.sort();
            shape
        };
        let response = editor.perform(Intent::Duplicate { ids: vec![vpc.into()], by: None });
        prop_assert_eq!(response.refusal(), None);
        let copy = editor.selection().iter().find_map(|id| id.typed::<VpcId>()).expect("the copy is selected");
        prop_assert_eq!(shape(&editor, copy), shape(&editor, vpc));
        let inside = removal(editor.design(), [copy.into()]).goes;
        for id in &inside {
            let Some(table) = editor.design().entity(*id).and_then(|e| e.as_noun::<RouteTable>().cloned()) else { continue };
            for target in table.routes.iter().filter_map(|route| route.target.object()) {
                prop_assert!(inside.contains(&target), "{target} is outside the copy");
            }
        }
    }

    /// A tier that is added in one go can be summed up by one prefix that holds nothing else.
    #[test]
    fn a_new_tier_can_be_summed_up_while_there_is_room(tiers in prop::collection::vec((1..7usize, 22..27u8), 1..6)) {
        let mut editor = editor("vpc a 10.0.0.0/16 region=us-east-1");
        let vpc: VpcId = id(&editor, "a");
        for (zones, length) in tiers {
            let zones = "abcdef".chars().take(zones).map(|letter| format!("us-east-1{letter}")).collect();
            let intent = Intent::AddTier { vpc, name: None, role: Role::Private, zones, length: Some(length) };
            let response = editor.perform(intent);
            prop_assert_eq!(response.refusal(), None);
        }
        let design = editor.design();
        for (tier, _) in design.all::<Tier>() {
            let of = |own: bool| {
                let subnets = design.all::<Subnet>().filter(move |(_, subnet)| (subnet.tier == tier) == own);
                subnets.filter_map(|(_, subnet)| subnet.ipv4_block()).collect::<Vec<_>>()
            };
            let cover = smallest_cover(of(true)).expect("a tier has subnets");
            prop_assert!(of(false).into_iter().all(|other| !cover.overlaps(other)));
        }
    }

    /// Undo and redo lead back and forth exactly, whatever was done.
    #[test]
    fn undo_leads_back_step_by_step(steps in prop::collection::vec(step(), 1..20)) {
        let mut editor = editor("pool corp 10.0.0.0/10");
        let mut states = vec![editor.design().clone()];
        for step in &steps {
            let Some(intent) = intent(&mut editor, step) else { continue };
            let done = editor.history().done().len();
            let _ = editor.perform(intent);
            if editor.history().done().len() > done {
                states.push(editor.design().clone());
            }
        }
        for state in states.iter().rev().skip(1) {
            let _ = editor.undo();
            prop_assert!(editor.design() == state);
        }
        for state in states.iter().skip(1) {
            let _ = editor.redo();
            prop_assert!(editor.design() == state);
        }
    }
}
