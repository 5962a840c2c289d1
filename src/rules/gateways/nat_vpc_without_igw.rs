use crate::model::NatGatewayId;
use crate::model::kinds::{Connectivity, NatGateway};
use crate::rules::nat::{network_of, seat};
use crate::rules::routes::{lead_to_internet, routes_fix};
use crate::rules::{Context, Findings, rule};

rule! {
    /// A public NAT gateway is in a VPC without an internet gateway.
    ///
    /// ## Why it matters
    /// A NAT gateway gives packets a public source address and sends them on to the internet gateway of its VPC. Without
    /// one AWS accepts the request, but the NAT gateway fails (Gateway.NotAttached) and is deleted after about an hour.
    ///
    /// ## What to do
    /// Attach an internet gateway to the VPC, and lead the NAT gateway's subnet to it.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { tier web public { subnet web-a a 10.20.0.0/24 { nat out eip-a } } }
    /// eip eip-a region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt { 0.0.0.0/0 -> igw:main }
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt { nat out eip-a } }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    "gateways/nat-vpc-without-igw" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html"],
        aws_error: "Gateway.NotAttached",
        each: NatGateway,
    }
}

fn check(cx: &Context<'_>, id: NatGatewayId, nat: &NatGateway, found: &mut Findings) {
    let Some(network) = network_of(cx, id) else { return };
    if nat.connectivity != Connectivity::Public || !network.internet_gateways.is_empty() || network.vpc.is_none() {
        return;
    }
    let message = format!("{} needs an internet gateway in {}, which has none.", cx.name(id), network.name());
    let finding = found.at(id, message).with([network.id]);
    // A regional one has a route table of its own that leads there.
    let seat = seat(network, nat);
    let lead = seat.map_or_else(String::new, |subnet| format!(" and lead {} to it", subnet.name()));
    let title = format!("Attach an internet gateway to {}{lead}", network.name());
    finding.fix(routes_fix(title, lead_to_internet(cx, network, seat.as_slice())));
}
