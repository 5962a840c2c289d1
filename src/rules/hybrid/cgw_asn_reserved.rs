use crate::aws::asn::{DEFAULT_AMAZON_SIDE_ASN, is_reserved_asn};
use crate::model::kinds::{CustomerGateway, TransitGateway, VpnConnection, VpnGateway};
use crate::model::{CustomerGatewayId, EntityId};
use crate::rules::{Context, Findings, rule};

rule! {
    /// A customer gateway has a BGP number that it cannot have.
    ///
    /// ## Why it matters
    /// AWS keeps a few numbers for itself: 7224 everywhere, and another one in some Regions. And the two ends of a session
    /// must differ: BGP throws away routes in which it finds its own number, so equal numbers carry no routes at all.
    ///
    /// ## What to do
    /// Take another private number (64512 to 65534) for the router at your end.
    ///
    /// ```design,finds
    /// tgw hub us-east-1 asn=64600
    /// cgw office 203.0.113.10 region=us-east-1 asn=64600
    /// vpn office office gateway=tgw:hub
    /// ```
    /// ```design,clean
    /// tgw hub us-east-1 asn=64600
    /// cgw office 203.0.113.10 region=us-east-1 asn=65010
    /// vpn office office gateway=tgw:hub
    /// ```
    "hybrid/cgw-asn-reserved" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-options.html",
            "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html",
        ],
        each: CustomerGateway,
    }
}

fn check(cx: &Context<'_>, id: CustomerGatewayId, gateway: &CustomerGateway, found: &mut Findings) {
    let Some(asn) = gateway.asn else { return };
    let name = cx.name(id);
    if asn == 0 || is_reserved_asn(asn, &gateway.region) {
        let message = format!("{name} cannot have the BGP number {asn}: AWS keeps it for itself.");
        found.at(id, message).field("asn");
        return;
    }
    for (_, connection) in cx.referring::<VpnConnection>(id) {
        let Some(end) = connection.gateway.filter(|end| amazon_asn(cx, *end) == Some(asn)) else { continue };
        let message = format!("{name} and {} both have the BGP number {asn}: they would learn nothing.", cx.name(end));
        found.at(id, message).with([end]).field("asn");
    }
}

fn amazon_asn(cx: &Context<'_>, end: EntityId) -> Option<u32> {
    let entity = cx.entity(end)?;
    let asn = match (entity.as_noun::<TransitGateway>(), entity.as_noun::<VpnGateway>()) {
        (Some(gateway), _) => gateway.asn,
        (_, Some(gateway)) => gateway.asn,
        _ => return None,
    };
    asn.or(Some(DEFAULT_AMAZON_SIDE_ASN))
}
