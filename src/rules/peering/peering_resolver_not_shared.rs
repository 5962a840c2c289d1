use std::net::IpAddr;

use crate::addressing::Family;
use crate::model::kinds::{QueryFlow, ResolverEndpoint};
use crate::model::{EntityId, ResolverEndpointId, VpcId};
use crate::rules::{Context, Findings, rule};

rule! {
    /// DNS questions are handed on to the Amazon DNS server of another VPC.
    ///
    /// ## Why it matters
    /// The address two above the base of a VPC, and 169.254.169.253, are answered on each host of that VPC, for itself
    /// only. Nobody reaches them from outside, over a peering, a VPN connection or a transit gateway: the questions get no
    /// answer.
    ///
    /// ## What to do
    /// Make an inbound resolver endpoint in the other VPC and hand the questions to its addresses. For names of a private
    /// zone, associate the zone with both VPCs instead.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   resolver out outbound subnets=[app-a, app-b] rules=[{domain: corp.example.com, servers: [10.21.0.2]}]
    /// }
    /// vpc other 10.21.0.0/16
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   resolver out outbound subnets=[app-a, app-b] rules=[{domain: corp.example.com, servers: [10.21.4.10]}]
    /// }
    /// vpc other 10.21.0.0/16
    /// ```
    "peering/peering-resolver-not-shared" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html",
            "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-choose-vpc.html",
        ],
        each: ResolverEndpoint,
    }
}

/// Where each host finds the Amazon DNS server of its own VPC.
const LINK_LOCAL: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(169, 254, 169, 253));

fn check(cx: &Context<'_>, id: ResolverEndpointId, endpoint: &ResolverEndpoint, found: &mut Findings) {
    if endpoint.flow != QueryFlow::Outbound {
        return;
    }
    for rule in &endpoint.rules {
        for server in rule.servers.iter().filter_map(|server| server.get()) {
            let Some((of, whose)) = amazon_server(cx, server, endpoint.vpc) else { continue };
            let message = format!(
                "{} hands questions for {} to {server}, the Amazon DNS server of {whose}, which answers that VPC's own hosts \
                 only.",
                cx.name(id),
                rule.domain
            );
            found.at(id, message).with([EntityId::from(of)]).field("rules");
        }
    }
}

/// The VPC whose Amazon DNS server has the address, with its name.
fn amazon_server(cx: &Context<'_>, server: IpAddr, own: VpcId) -> Option<(VpcId, String)> {
    if server == LINK_LOCAL {
        return Some((own, cx.name(own)));
    }
    let census = cx.census();
    let vpc = census.vpcs().find(|vpc| {
        let primary = vpc.blocks.iter().find(|block| block.family() == Family::V4);
        primary.and_then(|block| block.nth(2)) == Some(server)
    })?;
    Some((vpc.id, vpc.name.clone()))
}
