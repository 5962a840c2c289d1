use super::resize::start;
use super::{Planned, cannot, drafted};
use crate::addressing::{CidrBlock, Family, Policy, PrefixSet, next_free, reserved_in};
use crate::editor::intents::there;
use crate::editor::{Refusal, addresses, naming};
use crate::model::kinds::{ReservationType, SubnetReservation, Workload};
use crate::model::{Design, IdSource, SubnetId, Written};
use crate::wording::thousands;

/// A part of a subnet to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reserve {
    /// The subnet.
    pub subnet: SubnetId,
    /// The prefix length of the part. Up to 32 it is one of the IPv4 block, above that of the IPv6 block: no IPv6 block of
    /// a subnet is so large.
    pub length: u8,
    /// What it is kept for: prefixes of interfaces, or addresses that somebody names one by one.
    pub reservation: ReservationType,
    /// What it is for, in words. May be empty.
    pub description: String,
}

/// A part of a subnet that is free to be kept, worked out and not made.
#[derive(Clone, Debug, PartialEq)]
pub struct Reserved {
    /// The part: the lowest free one, clear of the addresses that AWS keeps where there is such a one.
    pub block: CidrBlock,
    /// How many of its addresses AWS keeps for itself all the same. 0 unless no other place is free.
    pub kept_by_aws: usize,
    /// How many prefixes for interfaces it has: /28 of IPv4, /80 of IPv6. 0 when it is for single addresses.
    pub prefixes: u128,
    /// The change.
    pub planned: Planned,
}

/// The lengths that a part of a subnet can have, each with the place it would get: what a dialog offers. Empty for a
/// subnet without a block of the family.
pub fn reserve_lengths(
    design: &Design,
    subnet: SubnetId,
    family: Family,
    reservation: ReservationType,
) -> Vec<(u8, Option<CidrBlock>)> {
    let Some(block) = block_of(design, subnet, family) else { return Vec::new() };
    let lengths = block.length()..=longest(family, reservation);
    lengths.map(|length| (length, place(design, subnet, block, length).map(|(block, _)| block))).collect()
}

/// Works out a reservation of a part of a subnet, at the lowest aligned place where nothing is reserved or in use.
/// Places with addresses that AWS keeps are taken last.
///
/// Law: the block lies in the subnet, is of the length asked for, and overlaps no other reservation of the subnet.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-cidr-reservation.html>
///
/// # Errors
/// When the subnet has no block of the family, the length is none that can be reserved there, or no place is free: says
/// what would do.
pub fn reserve(design: &Design, ids: &mut IdSource, ask: &Reserve) -> Result<Reserved, Refusal> {
    there(design, ask.subnet)?;
    let family = if ask.length <= Family::V4.bits() { Family::V4 } else { Family::V6 };
    let word = if family == Family::V4 { "IPv4" } else { "IPv6" };
    let block = block_of(design, ask.subnet, family).ok_or_else(|| {
        let why = format!("it has no {word} block of which a /{} could be kept.", ask.length);
        cannot(start(design, ask.subnet), why, "Choose a length of its other block.")
    })?;
    let longest = longest(family, ask.reservation);
    if !(block.length()..=longest).contains(&ask.length) {
        let what = match ask.reservation {
            ReservationType::Prefix => "for prefixes of interfaces",
            ReservationType::Explicit => "for single addresses",
        };
        let why = format!("a /{} of {block} cannot be kept {what}.", ask.length);
        return Err(cannot(start(design, ask.subnet), why, format!("Choose /{} to /{longest}.", block.length())));
    }
    let Some((kept, kept_by_aws)) = place(design, ask.subnet, block, ask.length) else {
        let free = PrefixSet::from(block).subtract(&in_use(design, ask.subnet));
        let largest = free.prefixes().min_by_key(|free| free.length());
        let instead = match largest.filter(|free| free.length() <= longest) {
            Some(free) => format!("The largest part that is free is {free}."),
            None => "Everything in it is reserved or in use.".to_owned(),
        };
        return Err(cannot(start(design, ask.subnet), format!("no /{} in {block} is free.", ask.length), instead));
    };
    let prefixes = match ask.reservation {
        ReservationType::Prefix => 1u128 << (longest - ask.length).min(127),
        ReservationType::Explicit => 0,
    };
    let subnet = design.name(ask.subnet);
    let stem = match ask.reservation {
        ReservationType::Prefix => format!("{subnet}-prefixes"),
        ReservationType::Explicit => format!("{subnet}-addresses"),
    };
    let noun = SubnetReservation {
        block: Some(Written::Sound(kept)),
        reservation: ask.reservation,
        description: ask.description.trim().to_owned(),
        ..SubnetReservation::new(ask.subnet)
    };
    let ((id, name), diff) = drafted(design, ids, |draft| {
        let name = naming::free_of(&stem, draft.design(), crate::model::Kind::SubnetReservation);
        Ok((draft.add(name.clone(), noun.clone())?, name))
    })?;
    let holds = match ask.reservation {
        ReservationType::Prefix => format!("{} prefixes of /{longest}", thousands(prefixes)),
        ReservationType::Explicit => format!("{} addresses", thousands(kept.addresses())),
    };
    let lost = match kept_by_aws {
        0 => String::new(),
        1 => " AWS keeps 1 address of it for itself.".to_owned(),
        n => format!(" AWS keeps {n} addresses of it for itself."),
    };
    let planned = Planned {
        label: format!("Reserve {kept} in {subnet}"),
        said: format!("{name} keeps {kept} of subnet {subnet}: {holds}.{lost}"),
        diff,
        select: vec![id.into()],
    };
    Ok(Reserved { block: kept, kept_by_aws, prefixes, planned })
}

fn block_of(design: &Design, subnet: SubnetId, family: Family) -> Option<CidrBlock> {
    design.get(subnet)?.blocks().find(|block| block.family() == family)
}

/// The longest prefix that can be kept: a whole prefix of an interface, or one address.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-prefix-eni.html>
fn longest(family: Family, reservation: ReservationType) -> u8 {
    match (reservation, family) {
        (ReservationType::Prefix, Family::V4) => 28,
        (ReservationType::Prefix, Family::V6) => 80,
        (ReservationType::Explicit, family) => family.bits(),
    }
}

/// The lowest free place of `length`, and how many addresses AWS keeps in it.
fn place(design: &Design, subnet: SubnetId, block: CidrBlock, length: u8) -> Option<(CidrBlock, usize)> {
    let used = in_use(design, subnet);
    let host = |address| CidrBlock::containing(address, block.family().bits());
    let own: Vec<CidrBlock> = reserved_in(block).into_iter().map(|(address, _)| host(address)).collect();
    let clear = used.union(&own.iter().copied().collect());
    let within = PrefixSet::from(block);
    let free = |used: &PrefixSet| next_free(&within, used, length, Policy::FirstFit);
    let place = free(&clear).or_else(|| free(&used))?;
    Some((place, own.iter().filter(|address| place.covers(**address)).count()))
}

/// What reservations keep in a subnet, and the addresses of workloads there.
fn in_use(design: &Design, subnet: SubnetId) -> PrefixSet {
    let mut used = addresses::reserved_in(design, subnet);
    let Some(fields) = design.get(subnet) else { return used };
    for (_, workload) in design.referring::<Workload>(fields.vpc) {
        let known = workload.addresses.iter().filter_map(Written::get);
        used.extend(known.map(|address| CidrBlock::containing(address, Family::of(address).bits())));
    }
    used
}
