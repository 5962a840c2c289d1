use crate::addressing::CidrBlock;
use crate::model::kinds::{Connectivity, NatGateway};
use crate::model::{Edit, NatGatewayId};
use crate::ordering::Ordered;
use crate::rules::nat::{network_of, seat};
use crate::rules::network::{longest_match, target_as};
use crate::rules::routes::{lead_to_internet, routes_fix};
use crate::rules::space::replacing;
use crate::rules::{Context, Findings, Fix, rule};

rule! {
    /// A NAT gateway's own subnet sends its traffic to a NAT gateway.
    ///
    /// ## Why it matters
    /// A NAT gateway is a host in its subnet and follows that subnet's route table. When the table leads 0.0.0.0/0 to the
    /// same NAT gateway, what it has just translated comes back to it and is dropped; with two that lead to each other it
    /// is the same. It happens when public and private subnets share a route table.
    ///
    /// ## What to do
    /// Put the NAT gateway into a public subnet: one with a table of its own whose 0.0.0.0/0 leads to the internet
    /// gateway.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt-public { 0.0.0.0/0 -> igw:main }
    ///   route_table rt-private main { 0.0.0.0/0 -> nat:out }
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
    "gateways/nat-routes-to-itself" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html"],
        each: NatGateway,
    }
}

fn check(cx: &Context<'_>, id: NatGatewayId, nat: &NatGateway, found: &mut Findings) {
    let Some(network) = network_of(cx, id) else { return };
    let Some(subnet) = seat(network, nat) else { return };
    // Without an internet gateway there is more to mend, and another rule says so.
    if nat.connectivity != Connectivity::Public || network.internet_gateways.is_empty() {
        return;
    }
    let next = longest_match(network.association(subnet).routes(), CidrBlock::any_v4());
    let Some(other) = next.and_then(target_as::<NatGatewayId>) else { return };
    let name = cx.name(id);
    let to =
        if other == id { "the same gateway: a loop".to_owned() } else { format!("the NAT gateway {}", cx.name(other)) };
    let message = format!(
        "{name} stands in {}, which sends its default route to {to}. Nothing behind {name} reaches the internet.",
        subnet.name()
    );
    let finding = found.at(id, message).with([subnet.id]).field("subnet");
    let mut public: Vec<_> = network.subnets.iter().filter(|s| network.leads_to_internet(s)).collect();
    public.order_by_key(|s| (s.zone != subnet.zone, s.id));
    if let Some(target) = public.first() {
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
