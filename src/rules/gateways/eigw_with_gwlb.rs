use crate::addressing::CidrBlock;
use crate::model::kinds::{Endpoint, EndpointType, RouteTable, RouteTarget};
use crate::model::{Edit, EgressOnlyGatewayId, EndpointId, EntityId};
use crate::rules::network::{longest_match, target_as};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// IPv6 packets pass a Gateway Load Balancer endpoint on their way to an egress-only gateway.
    ///
    /// ## Why it matters
    /// An egress-only gateway keeps track of connections and lets in the replies to what went out. It does not work behind a
    /// Gateway Load Balancer endpoint: AWS says so, and IPv6 packets that take this way are dropped.
    ///
    /// ## What to do
    /// Lead the endpoint's subnet to an internet gateway instead, and have the firewall turn away what comes in unasked.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 2600:1f18:1234:5600::/56 {
    ///   igw main
    ///   eigw out
    ///   tier app private { subnet app-a a 10.20.0.0/24 2600:1f18:1234:5600::/64 route_table=rt }
    ///   tier firewall private { subnet fw-a a 10.20.1.0/28 2600:1f18:1234:5601::/64 route_table=rt-fw }
    ///   endpoint fw com.amazonaws.vpce.us-east-1.vpce-svc-1 endpoint_type=gateway_load_balancer subnets=[fw-a]
    ///   route_table rt { ::/0 -> endpoint:fw }
    ///   route_table rt-fw { ::/0 -> eigw:out }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 2600:1f18:1234:5600::/56 {
    ///   igw main
    ///   tier app private { subnet app-a a 10.20.0.0/24 2600:1f18:1234:5600::/64 route_table=rt }
    ///   tier firewall private { subnet fw-a a 10.20.1.0/28 2600:1f18:1234:5601::/64 route_table=rt-fw }
    ///   endpoint fw com.amazonaws.vpce.us-east-1.vpce-svc-1 endpoint_type=gateway_load_balancer subnets=[fw-a]
    ///   route_table rt { ::/0 -> endpoint:fw }
    ///   route_table rt-fw { ::/0 -> igw:main }
    /// }
    /// ```
    "gateways/eigw-with-gwlb" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-load-balancer-endpoints.html"],
        each: Endpoint,
    }
}

fn check(cx: &Context<'_>, id: EndpointId, endpoint: &Endpoint, found: &mut Findings) {
    if endpoint.endpoint_type != EndpointType::GatewayLoadBalancer {
        return;
    }
    let Some(network) = cx.network(endpoint.vpc) else { return };
    let everywhere = CidrBlock::any_v6();
    for seat in endpoint.subnets.iter().filter_map(|id| network.subnet(*id)) {
        let Some(table) = network.association(seat).table() else { continue };
        let out = longest_match(&table.routes, everywhere).and_then(target_as::<EgressOnlyGatewayId>);
        let Some(out) = out.filter(|out| cx.exists(*out)) else { continue };
        let to_endpoint = |s: &&crate::rules::Held<crate::model::kinds::Subnet>| {
            let next = longest_match(network.association(s).routes(), everywhere);
            s.ipv6_block().is_some() && next.is_some_and(|route| route.target == RouteTarget::To(id.into()))
        };
        let sources: Vec<_> = network.subnets.iter().filter(to_endpoint).collect();
        if sources.is_empty() {
            continue;
        }
        let message = format!(
            "IPv6 packets of {} pass {} and then {}, which drops them.",
            list(sources.iter().map(|subnet| subnet.name())),
            cx.name(id),
            cx.name(out)
        );
        let finding = found.at(id, message).with([EntityId::from(out), table.entity_id()]);
        finding.with(sources.iter().map(|subnet| subnet.id));
        if let [gateway] = &network.internet_gateways[..] {
            let (from, to) = (RouteTarget::To(out.into()), RouteTarget::To(gateway.entity_id()));
            finding.fix(Fix::new(
                format!("Lead {} to {}", table.name(), gateway.name()),
                Safety::NeedsChoice,
                [Edit::change(table.id, move |table: &mut RouteTable| {
                    table.routes.iter_mut().filter(|route| route.target == from).for_each(|route| route.target = to);
                })],
            ));
        }
    }
}
