use crate::addressing::CidrBlock;
use crate::model::kinds::{DirectConnectGateway, ExternalNetwork};
use crate::model::{EntityId, ExternalNetworkId};
use crate::rules::learned::covered_together;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A VPC has addresses of a network outside AWS.
    ///
    /// ## Why it matters
    /// In a VPC the local route wins over everything that covers it: packets to those addresses never leave. The two can
    /// never talk to each other but through address translation, over VPN, Direct Connect or anything else. Networks of VPN
    /// users and container bridges count as well, and are forgotten most often.
    ///
    /// ## What to do
    /// Move the VPC to a block that nobody else has, before anything is built in it.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16
    /// external office 10.20.128.0/17
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16
    /// external office 192.168.0.0/20
    /// ```
    ///
    /// What a Direct Connect gateway is told to announce and covers several of its VPCs is a summary, and told as that:
    ///
    /// ```design,clean
    /// vpc one 10.20.0.0/16 { vgw one-end }
    /// vpc two 10.21.0.0/16 { vgw two-end }
    /// external office 10.0.0.0/8
    /// dxgw direct asn=64600 network=office associations=[{gateway: vgw:one-end}, {gateway: vgw:two-end}]
    /// ```
    "hybrid/onprem-overlap" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html"],
        each: ExternalNetwork,
    }
}

fn check(cx: &Context<'_>, id: ExternalNetworkId, network: &ExternalNetwork, found: &mut Findings) {
    let lines: Vec<&DirectConnectGateway> = cx.referring::<DirectConnectGateway>(id).map(|(_, line)| line).collect();
    for vpc in cx.census().vpcs() {
        let is_summary = |block: &CidrBlock| {
            let covered = lines.iter().flat_map(|line| covered_together(cx, line, *block));
            covered.into_iter().any(|network| network.id == vpc.id)
        };
        let pairs = network.blocks.iter().filter_map(|block| block.get()).filter(|block| !is_summary(block));
        let shared = pairs.flat_map(|outside| vpc.blocks.iter().filter_map(move |b| b.intersection(outside))).next();
        let Some(shared) = shared else { continue };
        let message = format!(
            "{} and {} both have {shared}: from the VPC those addresses are its own, so the two can never talk.",
            vpc.name,
            cx.name(id)
        );
        found.at(id, message).with([EntityId::from(vpc.id)]).field("blocks");
    }
}
