//! BGP numbers of the gateways of a design.

use std::collections::BTreeSet;

use super::context::Context;
use crate::aws::asn::{AMAZON_SIDE_ASNS, DEFAULT_AMAZON_SIDE_ASN};
use crate::model::kinds::{CustomerGateway, DirectConnectGateway, TransitGateway};

/// The lowest private ASN that no gateway of the design has, and that nobody has by default.
pub(super) fn free_asn(cx: &Context<'_>) -> Option<u32> {
    let mut taken: BTreeSet<u32> = cx.all::<TransitGateway>().filter_map(|(_, gateway)| gateway.asn).collect();
    taken.extend(cx.all::<DirectConnectGateway>().filter_map(|(_, gateway)| gateway.asn));
    taken.extend(cx.all::<CustomerGateway>().filter_map(|(_, gateway)| gateway.asn));
    taken.insert(DEFAULT_AMAZON_SIDE_ASN);
    let (first, last) = AMAZON_SIDE_ASNS[0];
    (first..=last).find(|number| !taken.contains(number))
}
