use crate::model::NatGatewayId;
use crate::model::kinds::NatGateway;
use crate::rules::{Context, Findings, rule};

rule! {
    /// Something that needs IPv4 stands in an IPv6-only subnet.
    ///
    /// ## Why it matters
    /// An IPv6-only subnet holds instances of recent types and little else. A NAT gateway needs an IPv4 address of its
    /// own there; so do transit gateway attachments, most load balancers, databases and functions.
    ///
    /// ## What to do
    /// Give the subnet an IPv4 block too, or put the gateway into a subnet that has one.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 ipv6=[2600:1f18:1000::/56] {
    ///   igw main
    ///   tier web public { subnet web-a a ipv6=2600:1f18:1000::/64 { nat out eip-a } }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 ipv6=[2600:1f18:1000::/56] {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 ipv6=2600:1f18:1000::/64 { nat out eip-a } }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    "addressing/subnet-ipv6-only-limits" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
        ],
        each: NatGateway,
    }
}

fn check(cx: &Context<'_>, id: NatGatewayId, nat: &NatGateway, found: &mut Findings) {
    let Some(seat) = nat.subnet.filter(|_| !nat.is_regional()) else { return };
    let Some(subnet) = cx.get(seat) else { return };
    if subnet.ipv4.is_none() && subnet.ipv6.is_some() {
        let message = format!("{} is IPv6-only; the NAT gateway {} needs IPv4 there.", cx.name(seat), cx.name(id));
        found.at(id, message).with([seat]).field("subnet");
    }
}
