use crate::addressing::CidrBlock;
use crate::model::kinds::{EndpointType, Route, RouteTable};
use crate::model::{Edit, EndpointId, EntityId, RouteTableId};
use crate::rules::network::target_as;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A route for a prefix list leads to a Gateway Load Balancer endpoint.
    ///
    /// ## Why it matters
    /// AWS refuses the route: prefix lists cannot lead to endpoints. Those of Network Firewall are of the same kind. A
    /// design with inspection has to name its blocks one by one, and follow when the list changes.
    ///
    /// ## What to do
    /// Write a route for each block of the list.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 route_table=rt }
    ///   tier firewall private { subnet fw-a a 10.20.1.0/28 }
    ///   endpoint fw com.amazonaws.vpce.us-east-1.vpce-svc-1 endpoint_type=gateway_load_balancer subnets=[fw-a]
    ///   route_table rt { pl:offices -> endpoint:fw }
    /// }
    /// pl offices region=us-east-1 entries=[{block: 192.168.0.0/20}, {block: 172.16.0.0/16}]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 route_table=rt }
    ///   tier firewall private { subnet fw-a a 10.20.1.0/28 }
    ///   endpoint fw com.amazonaws.vpce.us-east-1.vpce-svc-1 endpoint_type=gateway_load_balancer subnets=[fw-a]
    ///   route_table rt { 192.168.0.0/20 -> endpoint:fw; 172.16.0.0/16 -> endpoint:fw }
    /// }
    /// ```
    "routing/rt-prefix-list-to-gwlbe" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html"],
        aws_error: "InvalidParameterValue",
        each: RouteTable,
    }
}

fn check(cx: &Context<'_>, id: RouteTableId, table: &RouteTable, found: &mut Findings) {
    for route in &table.routes {
        let (Some(list), Some(to)) = (route.destination.prefix_list(), target_as::<EndpointId>(route)) else {
            continue;
        };
        if cx.get(to).is_none_or(|endpoint| endpoint.endpoint_type != EndpointType::GatewayLoadBalancer) {
            continue;
        }
        let message = format!(
            "{}: {} is a prefix list, and a prefix list cannot lead to the endpoint {}. AWS refuses the route.",
            cx.name(id),
            cx.name(list),
            cx.name(to)
        );
        let finding = found.at(id, message).with([EntityId::from(list), to.into()]).field("routes");
        // What AWS keeps in a list of its own is not known here.
        let listed = cx.get(list).filter(|list| list.service.is_empty());
        let taken = |block: &CidrBlock| table.routes.iter().any(|route| route.destination.get() == Some(*block));
        let mut blocks: Vec<CidrBlock> = listed.into_iter().flat_map(|list| list.blocks()).collect();
        blocks.retain(|block| !taken(block));
        blocks.dedup();
        if !blocks.is_empty() {
            let (gone, target) = (route.clone(), route.target);
            finding.fix(Fix::new(
                format!("Write the {} of {} as routes", count(blocks.len()), cx.name(list)),
                Safety::ChangesTraffic,
                [Edit::change(id, move |table| {
                    table.routes.retain(|route| *route != gone);
                    table.routes.extend(blocks.iter().map(|block| Route { destination: (*block).into(), target }));
                })],
            ));
        }
    }
}

fn count(blocks: usize) -> String {
    if blocks == 1 { "block".to_owned() } else { format!("{blocks} blocks") }
}
