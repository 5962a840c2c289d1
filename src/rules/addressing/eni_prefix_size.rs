use crate::addressing::Family;
use crate::model::SubnetReservationId;
use crate::model::kinds::{ReservationType, SubnetReservation};
use crate::rules::{Context, Findings, rule};

rule! {
    /// A reservation for prefixes is too small to hold one.
    ///
    /// ## Why it matters
    /// AWS gives interfaces prefixes of one size: /28 of IPv4 (16 addresses), /80 of IPv6. A smaller reservation holds
    /// none, so it keeps its addresses from everyone and is of use to nobody.
    ///
    /// ## What to do
    /// Reserve a /28 or more for each prefix (a /80 or more of IPv6), or make it a reservation for single addresses.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { tier app private { subnet app-a a 10.20.0.0/24 { reservation pods 10.20.0.128/29 } } }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { tier app private { subnet app-a a 10.20.0.0/24 { reservation pods 10.20.0.128/28 } } }
    /// ```
    "addressing/eni-prefix-size" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-prefix-eni.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-cidr-reservation.html",
        ],
        each: SubnetReservation,
    }
}

fn check(cx: &Context<'_>, id: SubnetReservationId, reservation: &SubnetReservation, found: &mut Findings) {
    let block = reservation.block.as_ref().and_then(|block| block.get());
    let Some(block) = block.filter(|_| reservation.reservation == ReservationType::Prefix) else { return };
    let size = match block.family() {
        Family::V4 => 28,
        Family::V6 => 80,
    };
    if block.length() <= size {
        return;
    }
    let message = format!("{} keeps {block} for prefixes, but a prefix is a /{size}: none fits into it.", cx.name(id));
    found.at(id, message).with([reservation.subnet]).field("block").fix(crate::rules::Fix::new(
        "Keep it for single addresses",
        crate::rules::Safety::NeedsChoice,
        [crate::model::Edit::change(id, |reservation| reservation.reservation = ReservationType::Explicit)],
    ));
}
