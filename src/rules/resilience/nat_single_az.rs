use std::collections::BTreeSet;

use crate::model::kinds::{Connectivity, NatGateway};
use crate::model::{Edit, EntityId, NatGatewayId};
use crate::rules::nat::{network_of, one_per_zone, routed_through, seat};
use crate::rules::space::replacing;
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// One NAT gateway serves subnets in several zones.
    ///
    /// ## Why it matters
    /// A NAT gateway lives in one zone and is redundant inside that zone only. When the zone fails, subnets in other zones
    /// that send their traffic through it lose the internet too, though their own zone is fine.
    ///
    /// ## What to do
    /// Put a NAT gateway into each zone, and give each zone's private subnets a route table that leads to theirs. (Or use
    /// a regional NAT gateway, which AWS offers since November 2025.) In an environment that serves nobody one gateway
    /// may be enough, and this is advice only.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt-public { 0.0.0.0/0 -> igw:main }
    ///   route_table rt-private { 0.0.0.0/0 -> nat:out }
    ///   tier web public {
    ///     subnet web-a a 10.20.0.0/24 route_table=rt-public { nat out eip-a }
    ///     subnet web-b b 10.20.1.0/24 route_table=rt-public
    ///   }
    ///   tier app private {
    ///     subnet app-a a 10.20.2.0/24 route_table=rt-private
    ///     subnet app-b b 10.20.3.0/24 route_table=rt-private
    ///   }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt-public { 0.0.0.0/0 -> igw:main }
    ///   route_table rt-a { 0.0.0.0/0 -> nat:out-a }
    ///   route_table rt-b { 0.0.0.0/0 -> nat:out-b }
    ///   tier web public {
    ///     subnet web-a a 10.20.0.0/24 route_table=rt-public { nat out-a eip-a }
    ///     subnet web-b b 10.20.1.0/24 route_table=rt-public { nat out-b eip-b }
    ///   }
    ///   tier app private {
    ///     subnet app-a a 10.20.2.0/24 route_table=rt-a
    ///     subnet app-b b 10.20.3.0/24 route_table=rt-b
    ///   }
    /// }
    /// eip eip-a region=us-east-1
    /// eip eip-b region=us-east-1
    /// ```
    "resilience/nat-single-az" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html",
        ],
        each: NatGateway,
    }
}

fn check(cx: &Context<'_>, id: NatGatewayId, nat: &NatGateway, found: &mut Findings) {
    let Some(network) = network_of(cx, id) else { return };
    // A regional one is in every zone.
    let Some(subnet) = seat(network, nat) else { return };
    let behind: Vec<_> = routed_through(network, id).filter(|s| !s.zone.is_empty()).collect();
    let zones: BTreeSet<&str> = behind.iter().map(|s| s.zone.as_str()).collect();
    if zones.len() < 2 || subnet.zone.is_empty() {
        return;
    }
    let others = list(zones.iter().filter(|zone| **zone != subnet.zone));
    let name = cx.name(id);
    let message = format!(
        "{name} in {} also serves subnets in {others}. If {} fails, they lose the internet too.",
        subnet.zone, subnet.zone
    );
    let finding = found.at(id, message).with(behind.iter().map(|s| EntityId::from(s.id)));
    finding.severity = cx.resilience(network, finding.severity);
    finding.fix(one_per_zone(cx, network, id, nat));
    if nat.connectivity == Connectivity::Public {
        let safety = match replacing([(id.into(), cx.exists_in_aws(id))]) {
            Safety::Safe => Safety::ChangesTraffic,
            replaces => replaces,
        };
        let vpc = network.id;
        finding.fix(Fix::new(
            format!("Make {name} regional"),
            safety,
            [Edit::change(id, move |nat| *nat = NatGateway::regional(vpc))],
        ));
    }
}
