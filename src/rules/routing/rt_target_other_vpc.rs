use crate::model::kinds::{Route, RouteTable};
use crate::model::{Edit, EntityId, Kind, PeeringId, RouteTableId, VpcId};
use crate::rules::remove::remove_route;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A route points at a gateway or peering of another VPC.
    ///
    /// ## Why it matters
    /// A route table hands packets only to what is attached to its own VPC. AWS refuses a route to another VPC's gateway.
    /// Using the gateway of a neighbour is also what a peering never allows.
    ///
    /// ## What to do
    /// Use a gateway of the same VPC. To share one way out among several VPCs, connect them with a transit gateway.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { route_table rt { 0.0.0.0/0 -> igw:of-other } }
    /// vpc other 10.21.0.0/16 { igw of-other }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { igw of-main; route_table rt { 0.0.0.0/0 -> igw:of-main } }
    /// vpc other 10.21.0.0/16 { igw of-other }
    /// ```
    "routing/rt-target-other-vpc" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html",
            "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html",
        ],
        aws_error: "InvalidParameterValue",
        each: RouteTable,
    }
}

fn check(cx: &Context<'_>, id: RouteTableId, table: &RouteTable, found: &mut Findings) {
    for route in &table.routes {
        let Some(target) = route.target.object() else { continue };
        let Some(others) = foreign(cx, table.vpc, target) else { continue };
        let of = others.iter().map(|vpc| cx.name(*vpc)).collect::<Vec<_>>().join(" and ");
        let message = format!(
            "{} is in {}, but its route to {} leads to {}, which belongs to {of}.",
            cx.name(id),
            cx.name(table.vpc),
            route.destination,
            cx.name(target)
        );
        let finding = found.at(id, message).with([target]).field("routes");
        finding.fix(use_own(cx, id, table, route)).fix(remove_route(id, route));
    }
}

/// The VPCs that the target belongs to, when the table's is not one of them. Nothing for what is not there, and for an
/// internet gateway that is not attached: those are the findings of other rules.
fn foreign(cx: &Context<'_>, vpc: VpcId, target: EntityId) -> Option<Vec<VpcId>> {
    if !cx.exists(target) {
        return None;
    }
    let others: Vec<VpcId> = match target.kind {
        Kind::InternetGateway | Kind::NatGateway | Kind::EgressOnlyGateway | Kind::VpnGateway => {
            vec![cx.home(target).typed()?]
        }
        Kind::Peering => {
            let peering = cx.get(target.typed::<PeeringId>()?)?;
            vec![peering.requester, peering.accepter]
        }
        _ => return None,
    };
    (!others.contains(&vpc)).then_some(others)
}

/// The VPC's own gateway of the same kind, when there is exactly one.
fn use_own(cx: &Context<'_>, id: RouteTableId, table: &RouteTable, route: &Route) -> Option<Fix> {
    let network = cx.network(table.vpc)?;
    let own: EntityId = match (route.target.object()?.kind, &network.internet_gateways[..], &network.nat_gateways[..]) {
        (Kind::InternetGateway, [own], _) => own.id.into(),
        (Kind::NatGateway, _, [own]) => own.id.into(),
        _ => return None,
    };
    let old = route.clone();
    Some(Fix::new(
        format!("Lead {} to {}", route.destination, cx.name(own)),
        Safety::ChangesTraffic,
        [Edit::change(id, move |table| {
            for route in table.routes.iter_mut().filter(|route| **route == old) {
                route.target = crate::model::kinds::RouteTarget::To(own);
            }
        })],
    ))
}
