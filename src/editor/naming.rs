//! Names for new objects: short, telling, and not taken where people would mix them up.

use std::collections::BTreeSet;

use crate::model::kinds::{RouteTable, Subnet, Tier};
use crate::model::{Design, Kind, VpcId};
use crate::ordering::Gather;

/// `base` if it is free, else `base-2`, `base-3`, ...
pub fn free_name(base: &str, taken: &BTreeSet<String>) -> String {
    if !taken.contains(base) {
        return base.to_owned();
    }
    // `prod-2` repeated becomes `prod-3`, not `prod-2-2`.
    let stem = match base.rsplit_once('-') {
        Some((stem, number)) if !stem.is_empty() && number.parse::<u32>().is_ok() => stem,
        _ => base,
    };
    (2..).map(|n| format!("{stem}-{n}")).find(|name| !taken.contains(name)).expect("there is always a next number")
}

/// `vpc-1`, `vpc-2`, ...: the first that no object of the kind has.
pub fn numbered(stem: &str, design: &Design, kind: Kind) -> String {
    let taken = taken_of(design, kind);
    (1..).map(|n| format!("{stem}-{n}")).find(|name| !taken.contains(name)).expect("there is always a next number")
}

/// `base`, or the next free number of it, among the objects of a kind.
pub fn free_of(base: &str, design: &Design, kind: Kind) -> String {
    free_name(base, &taken_of(design, kind))
}

/// `base`, or the next free number of it, among the tiers of a VPC.
pub fn tier(base: &str, design: &Design, vpc: VpcId) -> String {
    free_name(base, &design.referring::<Tier>(vpc).map(|(id, _)| design.name(id)).gather())
}

/// The name of a subnet of the tier called `tier` in `zone`: `app-a`, or the next free number of it in the VPC.
pub fn subnet(tier: &str, zone: &str, design: &Design, vpc: VpcId) -> String {
    let base = match zone_letter(zone) {
        Some(letter) => format!("{tier}-{letter}"),
        None => tier.to_owned(),
    };
    free_subnet(&base, design, vpc)
}

/// `base`, or the next free number of it, among the subnets of a VPC.
pub fn free_subnet(base: &str, design: &Design, vpc: VpcId) -> String {
    free_name(base, &design.referring::<Subnet>(vpc).map(|(id, _)| design.name(id)).gather())
}

/// `base`, or the next free number of it, among the route tables of a VPC.
pub fn route_table(base: &str, design: &Design, vpc: VpcId) -> String {
    free_name(base, &design.referring::<RouteTable>(vpc).map(|(id, _)| design.name(id)).gather())
}

/// The letter at the end of a zone's name: the `a` of `eu-west-1a`.
pub fn zone_letter(zone: &str) -> Option<char> {
    let mut backward = zone.chars().rev();
    let letter = backward.next().filter(char::is_ascii_lowercase)?;
    backward.next().filter(char::is_ascii_digit).map(|_| letter)
}

/// How a zone is called in a short label: `zone c`, or the whole name when it has no letter.
pub fn zone_words(zone: &str) -> String {
    match zone_letter(zone) {
        Some(letter) => format!("zone {letter}"),
        None if zone.is_empty() => "no zone".to_owned(),
        None => zone.to_owned(),
    }
}

/// The letter of a zone, or its whole name.
pub fn short_zone(zone: &str) -> String {
    zone_letter(zone).map_or_else(|| zone.to_owned(), String::from)
}

/// The zone with the same letter in another Region.
pub fn zone_in(zone: &str, region: &str) -> String {
    match zone_letter(zone) {
        Some(letter) => format!("{region}{letter}"),
        None => zone.to_owned(),
    }
}

fn taken_of(design: &Design, kind: Kind) -> BTreeSet<String> {
    design.of_kind(kind).map(|(_, entity)| entity.head.name.clone()).gather()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_gets_the_next_number() {
        let taken = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<BTreeSet<_>>();
        assert_eq!(free_name("prod", &taken(&[])), "prod");
        assert_eq!(free_name("prod", &taken(&["prod"])), "prod-2");
        assert_eq!(free_name("prod-2", &taken(&["prod", "prod-2"])), "prod-3");
        assert_eq!(free_name("-1", &taken(&["-1"])), "-1-2");
    }
}
