use crate::model::kinds::VpnGateway;
use crate::model::{EntityId, VpnGatewayId};
use crate::rules::{Context, Findings, rule};

rule! {
    /// A VPC has two VPN gateways.
    ///
    /// ## Why it matters
    /// One VPN gateway is attached to a VPC; AWS refuses a second. One is enough: several VPN connections and Direct Connect
    /// share it, and it is redundant over two zones.
    ///
    /// ## What to do
    /// Let the connections end at the first one. Where several VPCs share a VPN, use a transit gateway.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { vgw one; vgw two }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { vgw one }
    /// ```
    "hybrid/vgw-two-per-vpc" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html",
            "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html",
        ],
        aws_error: "InvalidVpcState",
        each: VpnGateway,
    }
}

fn check(cx: &Context<'_>, id: VpnGatewayId, gateway: &VpnGateway, found: &mut Findings) {
    let Some(vpc) = gateway.vpc.filter(|vpc| cx.exists(*vpc)) else { return };
    let first = cx.referring::<VpnGateway>(vpc).next();
    if let Some((first, _)) = first.filter(|(first, _)| *first != id) {
        let message = format!(
            "{}: {} has {} already. AWS attaches one VPN gateway to a VPC.",
            cx.name(id),
            cx.name(vpc),
            cx.name(first)
        );
        found.at(id, message).with([EntityId::from(first)]).field("vpc");
    }
}
