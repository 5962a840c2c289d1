use crate::model::SubnetReservationId;
use crate::model::kinds::SubnetReservation;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A reservation is not inside its subnet.
    ///
    /// ## Why it matters
    /// A reservation keeps a part of a subnet from being given out by itself: for prefixes, or for addresses that somebody
    /// chooses. It can only keep what the subnet has; AWS refuses anything else.
    ///
    /// ## What to do
    /// Choose a block inside the subnet's.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { tier app private { subnet app-a a 10.20.0.0/24 { reservation pods 10.20.1.0/25 } } }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { tier app private { subnet app-a a 10.20.0.0/24 { reservation pods 10.20.0.128/25 } } }
    /// ```
    "addressing/subnet-reservation-outside" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/subnet-cidr-reservation.html"],
        aws_error: "InvalidParameterValue",
        each: SubnetReservation,
    }
}

fn check(cx: &Context<'_>, id: SubnetReservationId, reservation: &SubnetReservation, found: &mut Findings) {
    let Some(block) = reservation.block.as_ref().and_then(|block| block.get()) else { return };
    let Some(subnet) = cx.get(reservation.subnet) else { return };
    let own = subnet.blocks().find(|own| own.family() == block.family());
    if own.is_some_and(|own| own.covers(block)) {
        return;
    }
    let name = cx.name(reservation.subnet);
    let message = match own {
        Some(own) => format!("{} keeps {block}, which is not inside {own} of {name}.", cx.name(id)),
        // One that has no block yet says nothing.
        None if subnet.ipv4.is_none() && subnet.ipv6.is_none() => return,
        None => format!("{} keeps {block}, but {name} has no block of that family.", cx.name(id)),
    };
    found.at(id, message).with([reservation.subnet]).field("block");
}
