use std::net::IpAddr;

use crate::addressing::{RFC1918, RFC6598};
use crate::model::CustomerGatewayId;
use crate::model::kinds::CustomerGateway;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A customer gateway has a private address.
    ///
    /// ## Why it matters
    /// The tunnels go over the internet to the address of the customer gateway. A private one is not reached from there; AWS
    /// refuses it. (VPN over a private line, with private addresses, is not drawn here.)
    ///
    /// ## What to do
    /// Give the public address that the router has, or the one that the NAT device before it has.
    ///
    /// ```design,finds
    /// cgw office 192.168.1.1 region=us-east-1 asn=65010
    /// ```
    /// ```design,clean
    /// cgw office 203.0.113.10 region=us-east-1 asn=65010
    /// ```
    "hybrid/cgw-address-private" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-options.html"],
        aws_error: "InvalidParameterValue",
        each: CustomerGateway,
    }
}

fn check(cx: &Context<'_>, id: CustomerGatewayId, gateway: &CustomerGateway, found: &mut Findings) {
    let Some(address) = gateway.address.as_ref().and_then(|address| address.get()) else { return };
    let range = RFC1918.into_iter().chain([RFC6598]).find(|range| range.contains(address));
    if let (IpAddr::V4(_), Some(range)) = (address, range) {
        let message = format!(
            "{}: {address} is in {range}, which is not reached over the internet: the tunnels have no end.",
            cx.name(id)
        );
        found.at(id, message).field("address");
    }
}
