use crate::model::kinds::{Balancer, Endpoint, EndpointType, LoadBalancer, RouteTable, Workload};
use crate::model::{EndpointId, EntityId};
use crate::rules::words::list;
use crate::rules::workloads::workloads_in;
use crate::rules::{Context, Findings, Held, rule};

rule! {
    /// A Gateway Load Balancer endpoint shares a subnet with workloads that it is to inspect.
    ///
    /// ## Why it matters
    /// The workloads' subnet needs a route to the endpoint, and the endpoint's subnet a route on to the gateway behind it. One
    /// subnet follows one table, which cannot do both: either the packets pass the endpoint unseen, or they go round in a
    /// circle. AWS asks for two subnets in each zone for this reason.
    ///
    /// ## What to do
    /// Give the endpoint a subnet of its own in each zone; a /28 is enough.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt }
    ///   endpoint fw com.amazonaws.vpce.us-east-1.vpce-svc-1 endpoint_type=gateway_load_balancer subnets=[web-a]
    ///   route_table rt { 0.0.0.0/0 -> endpoint:fw }
    ///   workload web tier=web
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt }
    ///   tier firewall public { subnet fw-a a 10.20.1.0/28 }
    ///   endpoint fw com.amazonaws.vpce.us-east-1.vpce-svc-1 endpoint_type=gateway_load_balancer subnets=[fw-a]
    ///   route_table rt { 0.0.0.0/0 -> endpoint:fw }
    ///   workload web tier=web
    /// }
    /// ```
    "endpoints/gwlbe-in-workload-subnet" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-load-balancer-endpoints.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html",
        ],
        each: Endpoint,
    }
}

fn check(cx: &Context<'_>, id: EndpointId, endpoint: &Endpoint, found: &mut Findings) {
    // Until a route leads to it, it inspects nobody.
    let used = cx.referring::<RouteTable>(id).next().is_some();
    if endpoint.endpoint_type != EndpointType::GatewayLoadBalancer || !used {
        return;
    }
    let Some(network) = cx.network(endpoint.vpc) else { return };
    for subnet in endpoint.subnets.iter().filter_map(|subnet| network.subnet(*subnet)) {
        let inside = workloads_in(network, subnet.id);
        let inside: Vec<&Held<Workload>> =
            inside.into_iter().filter(|workload| !behind_gateway(cx, workload)).collect();
        if inside.is_empty() {
            continue;
        }
        let message = format!(
            "{} shares {} with {}, which it is to inspect. It needs a subnet of its own.",
            cx.name(id),
            subnet.name(),
            list(inside.iter().map(|workload| workload.name()))
        );
        let finding = found.at(id, message).with([subnet.entity_id()]).field("subnets");
        finding.with(inside.iter().map(|workload| EntityId::from(workload.id)));
    }
}

/// Is it an appliance behind a Gateway Load Balancer? Those may well stand beside the endpoint.
fn behind_gateway(cx: &Context<'_>, workload: &Held<Workload>) -> bool {
    let mut balancers = cx.referring::<LoadBalancer>(workload.id);
    balancers.any(|(_, balancer)| balancer.balancer == Balancer::Gateway)
}
