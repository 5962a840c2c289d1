//! Parts of subnets that are kept.

use cidraw::addressing::{CidrBlock, Family, overlapping_pairs, reserved_in};
use cidraw::editor::planning::*;
use cidraw::editor::*;
use cidraw::model::kinds::*;
use cidraw::model::*;
use proptest::prelude::*;

use crate::support::*;

const SUBNET: &str = "vpc a 10.0.0.0/16 2001:db8:0:100::/56 {
    tier t private { subnet s a 10.0.1.0/24 2001:db8:0:101::/64 { reservation pods 10.0.1.64/26 } }
    workload hosts subnets=[s] addresses=[10.0.1.40]
}";

fn ask(editor: &Editor, length: u8, reservation: ReservationType) -> Reserve {
    Reserve { subnet: id(editor, "s"), length, reservation, description: " for pods ".into() }
}

fn planned(editor: &mut Editor, length: u8, reservation: ReservationType) -> Result<Reserved, String> {
    let ask = ask(editor, length, reservation);
    editor.plan(|design, ids| reserve(design, ids, &ask)).map_err(|refused| refused.to_string())
}

#[test]
fn the_lowest_place_that_is_clear_of_everything_is_kept() {
    let mut editor = editor(SUBNET);
    // The first /28 has the addresses that AWS keeps, the third a host, the next four are kept already.
    let mut places = Vec::new();
    for _ in 0..3 {
        let plan = planned(&mut editor, 28, ReservationType::Prefix).unwrap();
        assert_eq!((plan.prefixes, plan.kept_by_aws), (1, 0));
        let _ = done_again(&mut editor, plan.planned);
        places.push(plan.block.to_string());
    }
    assert_eq!(places, ["10.0.1.16/28", "10.0.1.48/28", "10.0.1.128/28"]);
    let all: Vec<String> = editor.design().all::<SubnetReservation>().map(|(id, _)| editor.design().name(id)).collect();
    assert!(all.contains(&"s-prefixes".to_owned()) && all.contains(&"s-prefixes-3".to_owned()), "{all:?}");
    let _ = editor.undo();
    assert_eq!(editor.design().of_kind(Kind::SubnetReservation).count(), 3, "one step of undo");
}

fn done_again(editor: &mut Editor, planned: Planned) -> String {
    let response = editor.perform(Intent::CarryOut(Box::new(planned)));
    assert_eq!(response.refusal(), None);
    said(&response)
}

#[test]
fn hosts_and_ipv6_have_their_own_lengths() {
    let mut editor = editor(SUBNET);
    let plan = planned(&mut editor, 30, ReservationType::Explicit).unwrap();
    assert_eq!(plan.block.to_string(), "10.0.1.4/30", "behind the four that AWS keeps");
    let text = done_again(&mut editor, plan.planned);
    assert_eq!(text, "s-addresses keeps 10.0.1.4/30 of subnet s: 4 addresses.");
    let plan = planned(&mut editor, 80, ReservationType::Prefix).unwrap();
    assert_eq!(plan.block.to_string(), "2001:db8:0:101:1::/80");
    let plan = planned(&mut editor, 65, ReservationType::Prefix).unwrap();
    assert_eq!((plan.prefixes, plan.kept_by_aws), (1 << 15, 4), "half of it has addresses that AWS keeps, wherever");
    assert!(plan.planned.said.ends_with("32,768 prefixes of /80. AWS keeps 4 addresses of it for itself."));
}

#[test]
fn what_cannot_be_kept_says_what_would_do() {
    let mut editor = editor(SUBNET);
    let mut why = |length, reservation| planned(&mut editor, length, reservation).unwrap_err();
    assert_eq!(
        why(29, ReservationType::Prefix),
        "Subnet s: a /29 of 10.0.1.0/24 cannot be kept for prefixes of interfaces. Choose /24 to /28."
    );
    assert_eq!(
        why(24, ReservationType::Prefix),
        "Subnet s: no /24 in 10.0.1.0/24 is free. The largest part that is free is 10.0.1.128/25."
    );
    assert!(why(60, ReservationType::Prefix).contains("Choose /64 to /80"));
    let mut bare = crate::support::editor("vpc a 10.0.0.0/16 { tier t private { subnet s a 10.0.1.0/24 } }");
    let text = planned(&mut bare, 80, ReservationType::Prefix).unwrap_err();
    assert_eq!(
        text,
        "Subnet s: it has no IPv6 block of which a /80 could be kept. Choose a length of its other block."
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Never overlaps, never misses a place, and takes the lowest of those with the fewest addresses that AWS keeps.
    #[test]
    fn a_part_is_the_lowest_that_is_free(
        kept in prop::collection::vec((25u8..=32, any::<u8>()), 0..6),
        length in 24u8..=32,
        explicit in any::<bool>(),
    ) {
        let block: CidrBlock = "10.0.1.0/24".parse().unwrap();
        let mut own: Vec<CidrBlock> = Vec::new();
        for (length, at) in kept {
            let part = CidrBlock::containing(std::net::Ipv4Addr::new(10, 0, 1, at).into(), length);
            if own.iter().all(|other| !other.overlaps(part)) {
                own.push(part);
            }
        }
        let inner: String = own.iter().enumerate().map(|(n, part)| format!("reservation r{n} {part}\n")).collect();
        let mut editor = editor(&format!("vpc a 10.0.0.0/16 {{ tier t private {{ subnet s a {block} {{\n{inner}}} }} }}"));
        let reservation = if explicit { ReservationType::Explicit } else { ReservationType::Prefix };
        let by_aws = |part: &CidrBlock| reserved_in(block).iter().filter(|(address, _)| part.contains(*address)).count();
        let free = block.blocks(length).filter(|part| own.iter().all(|other| !other.overlaps(*part)));
        let expected = free.min_by_key(|part| (by_aws(part) > 0, *part)).filter(|_| explicit || length <= 28);
        let plan = planned(&mut editor, length, reservation).ok();
        prop_assert_eq!(plan.as_ref().map(|plan| plan.block), expected);
        let offered = reserve_lengths(editor.design(), id(&editor, "s"), Family::V4, reservation);
        let offered = offered.into_iter().find(|(offered, _)| *offered == length).and_then(|(_, place)| place);
        prop_assert_eq!(offered, expected);
        if let Some(plan) = plan {
            prop_assert_eq!(plan.kept_by_aws, by_aws(&plan.block));
            let _ = done_again(&mut editor, plan.planned);
            own.push(plan.block);
            prop_assert_eq!(overlapping_pairs(&own).next(), None);
        }
    }
}
