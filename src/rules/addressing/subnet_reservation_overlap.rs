use crate::model::SubnetReservationId;
use crate::model::kinds::SubnetReservation;
use crate::rules::{Context, Findings, rule};

rule! {
    /// Two reservations of a subnet overlap.
    ///
    /// ## Why it matters
    /// An address is kept for one purpose. AWS refuses the reservation that reaches into another.
    ///
    /// ## What to do
    /// Make one smaller, or split the block between them.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private {
    ///     subnet app-a a 10.20.0.0/24 { reservation pods 10.20.0.128/25; reservation fixed 10.20.0.192/26 reservation=explicit }
    ///   }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private {
    ///     subnet app-a a 10.20.0.0/24 { reservation pods 10.20.0.128/26; reservation fixed 10.20.0.192/26 reservation=explicit }
    ///   }
    /// }
    /// ```
    "addressing/subnet-reservation-overlap" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/subnet-cidr-reservation.html"],
        each: SubnetReservation,
    }
}

fn check(cx: &Context<'_>, id: SubnetReservationId, reservation: &SubnetReservation, found: &mut Findings) {
    let Some(block) = reservation.block.as_ref().and_then(|block| block.get()) else { return };
    let others = cx.referring::<SubnetReservation>(reservation.subnet).filter(|(other, _)| *other < id);
    for (other, fields) in others {
        let Some(its) = fields.block.as_ref().and_then(|its| its.get()).filter(|its| its.overlaps(block)) else {
            continue;
        };
        let message = format!(
            "{} ({its}) and {} ({block}) of {} overlap.",
            cx.name(other),
            cx.name(id),
            cx.name(reservation.subnet)
        );
        found.at(id, message).with([other]).field("block");
    }
}
