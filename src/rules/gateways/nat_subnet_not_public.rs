use crate::addressing::CidrBlock;
use crate::model::kinds::{Connectivity, NatGateway};
use crate::model::{Edit, Kind, NatGatewayId};
use crate::ordering::Ordered;
use crate::rules::nat::{network_of, seat};
use crate::rules::network::{goes_to, longest_match};
use crate::rules::routes::{lead_to_internet, routes_fix};
use crate::rules::space::replacing;
use crate::rules::{Context, Findings, Fix, rule};

rule! {
    /// A public NAT gateway stands in a subnet that does not lead to the internet.
    ///
    /// ## Why it matters
    /// A NAT gateway is itself a host in its subnet. When it has put its own address on a packet, it sends the packet on
    /// by the route table of *that* subnet. In a private subnet the packet has nowhere to go, or comes straight back, so
    /// nothing behind the gateway reaches the internet, though the gateway is shown as available and is paid for.
    ///
    /// ## What to do
    /// Put it into a public subnet: one whose route table has a route to the internet gateway. The private subnets then
    /// send 0.0.0.0/0 to the NAT gateway.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt-public { 0.0.0.0/0 -> igw:main }
    ///   route_table rt-local main
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt-public }
    ///   tier app private { subnet app-a a 10.20.1.0/24 { nat out eip-a } }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt-public { 0.0.0.0/0 -> igw:main }
    ///   route_table rt-private main { 0.0.0.0/0 -> nat:out }
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt-public { nat out eip-a } }
    ///   tier app private { subnet app-a a 10.20.1.0/24 }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    "gateways/nat-subnet-not-public" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
        ],
        each: NatGateway,
    }
}

fn check(cx: &Context<'_>, id: NatGatewayId, nat: &NatGateway, found: &mut Findings) {
    if nat.connectivity != Connectivity::Public {
        return;
    }
    let Some(network) = network_of(cx, id) else { return };
    let Some(subnet) = seat(network, nat) else { return };
    let association = network.association(subnet);
    // Without an internet gateway, or in a loop, there is more to say, and other rules do.
    let next = longest_match(association.routes(), CidrBlock::any_v4());
    let loops = next.is_some_and(|route| goes_to(route, Kind::NatGateway));
    if !association.is_known() || network.leads_to_internet(subnet) || network.internet_gateways.is_empty() || loops {
        return;
    }
    let name = cx.name(id);
    let follows = match association.table() {
        Some(table) => format!("whose route table {} does not lead to an internet gateway", table.name()),
        None => "which has local routes only".to_owned(),
    };
    let message = format!("{name} stands in {}, {follows}: nothing behind it reaches the internet.", subnet.name());
    let finding = found.at(id, message).with([subnet.id]).field("subnet");
    let public = |s: &&crate::rules::Held<crate::model::kinds::Subnet>| network.leads_to_internet(s);
    let mut candidates: Vec<_> = network.subnets.iter().filter(public).collect();
    candidates.order_by_key(|s| (s.zone != subnet.zone, s.id));
    if let Some(target) = candidates.first() {
        let to = target.id;
        finding.fix(Fix::new(
            format!("Move {name} to {}", target.name()),
            replacing([(id.into(), cx.exists_in_aws(id))]),
            [Edit::change(id, move |nat| nat.subnet = Some(to))],
        ));
    } else {
        let title = format!("Lead {} to the internet gateway of {}", subnet.name(), network.name());
        finding.fix(routes_fix(title, lead_to_internet(cx, network, &[subnet])));
    }
}
