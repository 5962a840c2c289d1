use crate::model::kinds::DirectConnectGateway;
use crate::model::{DirectConnectGatewayId, EntityId};
use crate::rules::learned::{covered_together, ranges_of};
use crate::rules::words::list;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A network outside announces a range that covers several VPCs on one Direct Connect gateway.
    ///
    /// ## Why it matters
    /// VPCs on one Direct Connect gateway do not reach each other by themselves. Since November 2021 they do as soon as the
    /// other end announces a range that covers both: packets from one go to the Direct Connect gateway and come back to the
    /// other. Isolation that people take for granted is gone, and nothing in the VPCs shows it.
    ///
    /// ## What to do
    /// Announce the ranges that are really there, or use a Direct Connect gateway for each environment.
    ///
    /// ```design,finds
    /// vpc one 10.20.0.0/16 { vgw one-end }
    /// vpc two 10.21.0.0/16 { vgw two-end }
    /// external office 10.0.0.0/8
    /// dxgw direct asn=64600 network=office associations=[{gateway: vgw:one-end}, {gateway: vgw:two-end}]
    /// ```
    /// ```design,clean
    /// vpc one 10.20.0.0/16 { vgw one-end }
    /// vpc two 10.21.0.0/16 { vgw two-end }
    /// external office 10.128.0.0/9
    /// dxgw direct asn=64600 network=office associations=[{gateway: vgw:one-end}, {gateway: vgw:two-end}]
    /// ```
    "hybrid/dxgw-supernet-hairpin" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-gateways-intro.html"],
        each: DirectConnectGateway,
    }
}

fn check(cx: &Context<'_>, id: DirectConnectGatewayId, line: &DirectConnectGateway, found: &mut Findings) {
    for range in ranges_of(cx, line.network) {
        let covered = covered_together(cx, line, range);
        if covered.is_empty() {
            continue;
        }
        let outside = line.network.map_or_else(String::new, |network| cx.name(network));
        let message = format!(
            "{outside} announces {range}, which covers {}: over {} each reaches the other.",
            list(covered.iter().map(|network| network.name())),
            cx.name(id)
        );
        let finding = found.at(id, message).with(line.network.map(EntityId::from)).field("network");
        finding.with(covered.iter().map(|network| network.id));
    }
}
