use crate::model::kinds::{Connectivity, Route, RouteTarget, Subnet};
use crate::model::{Edit, EntityId, Kind, SubnetId};
use crate::rules::nat::{in_zone, seat};
use crate::rules::network::longest_match;
use crate::rules::ranges::NAT64;
use crate::rules::{Context, Findings, Fix, Network, Safety, rule};

rule! {
    /// A subnet has DNS64 on, and no route that takes the addresses it makes up to a NAT gateway.
    ///
    /// ## Why it matters
    /// For names that have an IPv4 address only, DNS64 answers with an IPv6 address: 64:ff9b::/96 and the IPv4 address behind
    /// it. Only a NAT gateway can turn it back. Without a route there, packets for such names follow ::/0 and are dropped, and
    /// IPv4-only services look down.
    ///
    /// ## What to do
    /// Lead 64:ff9b::/96 to a NAT gateway, or turn DNS64 off.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 2600:1f18:1234:5600::/56 {
    ///   igw main
    ///   eigw out
    ///   route_table rt-public { 0.0.0.0/0 -> igw:main }
    ///   route_table rt { ::/0 -> eigw:out }
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt-public { nat out eip-a } }
    ///   tier app private { subnet app-a a 10.20.1.0/24 2600:1f18:1234:5601::/64 route_table=rt dns64=true }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 2600:1f18:1234:5600::/56 {
    ///   igw main
    ///   eigw out
    ///   route_table rt-public { 0.0.0.0/0 -> igw:main }
    ///   route_table rt { ::/0 -> eigw:out; 64:ff9b::/96 -> nat:out }
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt-public { nat out eip-a } }
    ///   tier app private { subnet app-a a 10.20.1.0/24 2600:1f18:1234:5601::/64 route_table=rt dns64=true }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    "routing/subnet-dns64-without-route" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html"],
        each: Subnet,
    }
}

fn check(cx: &Context<'_>, id: SubnetId, subnet: &Subnet, found: &mut Findings) {
    let Some(network) = cx.network(subnet.vpc).filter(|_| subnet.dns64) else { return };
    let association = network.association(subnet);
    let next = longest_match(association.routes(), NAT64).and_then(|route| route.target.object());
    // A transit gateway may lead to a NAT gateway of another VPC, an appliance may translate itself.
    let translates = next.is_some_and(|next| {
        matches!(next.kind, Kind::NatGateway | Kind::TransitGateway | Kind::Workload | Kind::Endpoint)
    });
    if !association.is_known() || translates {
        return;
    }
    let name = cx.name(id);
    let message = format!(
        "{name} has DNS64 on, but no route for {NAT64} to a NAT gateway: names with IPv4 addresses only lead nowhere."
    );
    let finding = found.at(id, message).field("dns64");
    let table = association.table().filter(|table| !table.routes.iter().any(|r| r.destination.get() == Some(NAT64)));
    if let (Some(table), Some(nat)) = (table, nat_for(network, subnet)) {
        let target = RouteTarget::To(nat);
        finding.with([table.id]).fix(Fix::new(
            format!("Lead {NAT64} to {}", cx.name(nat)),
            Safety::ChangesTraffic,
            [Edit::change(table.id, move |table: &mut crate::model::kinds::RouteTable| {
                table.routes.push(Route { destination: NAT64.into(), target });
            })],
        ));
    }
    let off = Edit::change(id, |subnet| subnet.dns64 = false);
    finding.fix(Fix::new(format!("Turn DNS64 of {name} off"), Safety::ChangesTraffic, [off]));
}

/// The public NAT gateway of the subnet's zone, or the only one that there is.
fn nat_for(network: &Network, subnet: &Subnet) -> Option<EntityId> {
    let public = network.nat_gateways.iter().filter(|nat| nat.connectivity == Connectivity::Public);
    let usable: Vec<_> = public.filter(|nat| nat.is_regional() || seat(network, nat).is_some()).collect();
    let regional = usable.iter().find(|nat| nat.is_regional()).map(|nat| nat.entity_id());
    let zonal = in_zone(network, &subnet.zone, Connectivity::Public).next().map(|nat| nat.entity_id());
    let only = || if let [one] = usable[..] { Some(one.entity_id()) } else { None };
    regional.or(zonal).or_else(only)
}
