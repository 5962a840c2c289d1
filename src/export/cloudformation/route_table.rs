//! Route tables, who follows them, and their routes.

use std::collections::BTreeSet;

use super::draft::{Draft, block_word};
use super::gateways::ATTACHMENT;
use super::resource::{Home, Key, Part, Resource};
use super::value::Value;
use crate::addressing::Family;
use crate::export::terraform::account::Place;
use crate::model::kinds::{
    Destination, EndpointType, Peering, Route, RouteTable, RouteTarget, Subnet, TransitGatewayAttachment, Vpc,
};
use crate::model::{EndpointId, EntityId, Kind, PeeringId, RouteTableId, SubnetId, VpcId};
use crate::ordering::Ordered;

/// A table.
pub(super) fn write(draft: &mut Draft<'_>, id: RouteTableId, noun: &RouteTable) {
    let Some(home) = draft.home(id, noun.vpc) else { return };
    let Some(vpc) = draft.id_of(noun.vpc) else { return };
    let name = format!("{}RouteTable", draft.word(id));
    let tags = draft.tags(id, &home);
    draft.add(Resource::new(Key::of(id), "AWS::EC2::RouteTable", name, home).property("VpcId", vpc).list("Tags", tags));
    if noun.main {
        let text = "CloudFormation cannot make a table the main one: subnets that follow it are associated with it by name, and AWS's own main table stays empty.";
        draft.remark(id, text);
    }
}

/// The main table of a VPC.
fn main(draft: &Draft<'_>, vpc: VpcId) -> Option<RouteTableId> {
    draft.design.referring::<RouteTable>(vpc).find(|(_, noun)| noun.vpc == vpc && noun.main).map(|(id, _)| id)
}

/// The table that a subnet follows. Both are there already.
pub(super) fn write_associations(draft: &mut Draft<'_>, id: SubnetId, noun: &Subnet) {
    let Some(subnet) = draft.id_of(id) else { return };
    let Some(table) = noun.route_table.or_else(|| main(draft, noun.vpc)) else { return };
    let own = draft.vpc_of(table) == Some(noun.vpc);
    let Some(table) = draft.id_of(table).filter(|_| own) else {
        let text = format!("The route table {table} is not one of its VPC: the subnet follows the main one.");
        draft.left_out(id, text);
        return;
    };
    let name = format!("{}RouteTableAssociation", draft.word(id));
    let key = Key::role(id, "route-table");
    draft.add(
        Resource::new(key, "AWS::EC2::SubnetRouteTableAssociation", name, Home::Vpc(noun.vpc))
            .part(Part::Subnets)
            .property("SubnetId", subnet)
            .property("RouteTableId", table),
    );
}

/// The routes of a table. Everything that they can point at is there already.
pub(super) fn write_routes(draft: &mut Draft<'_>, id: RouteTableId, noun: &RouteTable) {
    if !draft.has(id) {
        return;
    }
    let mut seen: BTreeSet<&Destination> = BTreeSet::new();
    let mut routes: Vec<&Route> = Vec::new();
    for route in &noun.routes {
        match seen.insert(&route.destination) {
            true => routes.push(route),
            false => {
                let text = format!(
                    "A second route for {} is left out: a table has one for each destination.",
                    route.destination
                );
                draft.left_out(id, text);
            }
        }
    }
    // AWS knows no order; by destination the code reads best and a reordered table is no change.
    routes.order_by_cached_key(|route| (route.destination.get().map(|b| (b.family(), b)), route.destination.clone()));
    for route in routes {
        if let Err(why) = one(draft, id, noun, route) {
            let target = route.target.object().map_or("local".into(), |target| draft.design.name(target));
            draft.left_out(id, format!("The route {} → {target} is left out: {why}", route.destination));
        }
    }
    edges(draft, id, noun);
}

fn one(draft: &mut Draft<'_>, id: RouteTableId, noun: &RouteTable, route: &Route) -> Result<(), String> {
    let (destination, word) = destination(draft, noun.vpc, route)?;
    let target = match route.target {
        RouteTarget::Local => {
            let vpc: Option<&Vpc> = draft.design.get(noun.vpc);
            let own = vpc.is_some_and(|vpc| vpc.blocks().any(|block| Some(block) == route.destination.get()));
            return if own { Ok(()) } else { Err("only the VPC's own blocks are local.".to_owned()) };
        }
        RouteTarget::To(target) => target,
    };
    mismatch(draft, target, route)?;
    let (argument, after) = argument(draft, noun.vpc, target)?;
    let gateway = draft.id_of(target).ok_or("its target is not in the code.")?;
    let table = draft.id_of(id).ok_or("its table is not in the code.")?;
    let name = format!("{}Route{word}", draft.word(id));
    let shared = route.destination.prefix_list().and_then(|list| super::prefix_list::shared(draft, list, noun.vpc));
    let key = Key::role(id, format!("route {}", route.destination));
    draft.add(
        Resource::new(key, "AWS::EC2::Route", name, Home::Vpc(noun.vpc))
            .part(Part::Routes)
            .property("RouteTableId", table)
            .property(destination.0, destination.1)
            .property(argument, gateway)
            .after(after)
            .after(shared),
    );
    Ok(())
}

/// Leads a route for this destination to this target?
fn mismatch(draft: &Draft<'_>, target: EntityId, route: &Route) -> Result<(), String> {
    let of_ipv4 = route.destination.get().is_some_and(|block| block.family() == Family::V4);
    let endpoint = target.typed::<EndpointId>().and_then(|id| draft.design.get(id));
    match (target.kind, endpoint) {
        (Kind::EgressOnlyGateway, _) if of_ipv4 => Err("an egress-only gateway is for IPv6.".to_owned()),
        (Kind::Endpoint, _) if route.destination.prefix_list().is_some() => {
            Err("no route for a prefix list leads to an endpoint.".to_owned())
        }
        (Kind::Endpoint, Some(endpoint)) if endpoint.endpoint_type != EndpointType::GatewayLoadBalancer => {
            Err("only the endpoint of a Gateway Load Balancer takes routes.".to_owned())
        }
        _ => Ok(()),
    }
}

type Named = (&'static str, Value);

fn destination(draft: &Draft<'_>, vpc: VpcId, route: &Route) -> Result<(Named, String), String> {
    if let Some(list) = route.destination.prefix_list() {
        let id = super::prefix_list::named(draft, list, vpc)?;
        return Ok((("DestinationPrefixListId", id), draft.word(list)));
    }
    let Some(block) = route.destination.get() else { return Err("its destination is not a CIDR block.".to_owned()) };
    let argument = match block.family() {
        Family::V4 => "DestinationCidrBlock",
        Family::V6 => "DestinationIpv6CidrBlock",
    };
    Ok(((argument, Value::shown(block)), block_word(block)))
}

/// The argument for a target, and what has to be there before.
fn argument(draft: &Draft<'_>, vpc: VpcId, target: EntityId) -> Result<(&'static str, Vec<Key>), String> {
    let own = || match draft.vpc_of(target) {
        Some(home) if home == vpc => Ok(()),
        _ => Err(format!("the {} is not one of this VPC in the code.", target.kind.title())),
    };
    match target.kind {
        Kind::InternetGateway | Kind::VpnGateway => {
            own()?;
            Ok(("GatewayId", vec![Key::role(target, ATTACHMENT)]))
        }
        Kind::EgressOnlyGateway => own().map(|()| ("EgressOnlyInternetGatewayId", Vec::new())),
        Kind::NatGateway => own().map(|()| ("NatGatewayId", Vec::new())),
        Kind::Endpoint => own().map(|()| ("VpcEndpointId", Vec::new())),
        Kind::Peering => {
            let found = target.typed::<PeeringId>().and_then(|id| draft.design.get(id));
            match found.and_then(|noun| noun.other_end(vpc)) {
                Some(_) => Ok(("VpcPeeringConnectionId", Vec::new())),
                None => Err("the peering does not touch this VPC.".to_owned()),
            }
        }
        Kind::TransitGateway => {
            let mut attachments = draft.design.referring::<TransitGatewayAttachment>(vpc);
            let found = attachments.find(|(_, noun)| {
                EntityId::from(noun.transit_gateway) == target && noun.resource == EntityId::from(vpc)
            });
            match found {
                Some((id, _)) if draft.has(id) => Ok(("TransitGatewayId", vec![Key::of(id)])),
                _ => Err("the transit gateway is not attached to this VPC in the code.".to_owned()),
            }
        }
        Kind::Workload => Err("workloads are not written.".to_owned()),
        kind => Err(format!("no route leads to a {}.", kind.title())),
    }
}

/// Route propagation, and the gateway whose incoming packets follow the table.
fn edges(draft: &mut Draft<'_>, id: RouteTableId, noun: &RouteTable) {
    let Some(table) = draft.id_of(id) else { return };
    let word = draft.word(id);
    for gateway in &noun.propagating_gateways {
        let own = draft.vpc_of(*gateway) == Some(noun.vpc);
        let Some(vgw) = draft.id_of(*gateway).filter(|_| own) else {
            let name = draft.design.name(*gateway);
            draft.left_out(id, format!("The propagation from {name} is left out: it is not a gateway of this VPC."));
            continue;
        };
        let key = Key::role(id, format!("propagation {gateway}"));
        draft.add(
            Resource::new(
                key,
                "AWS::EC2::VPNGatewayRoutePropagation",
                format!("{word}RoutePropagation"),
                Home::Vpc(noun.vpc),
            )
            .part(Part::Routes)
            .property("RouteTableIds", Value::List(vec![table.clone()]))
            .property("VpnGatewayId", vgw)
            .after([Key::role(*gateway, ATTACHMENT)]),
        );
    }
    if let Some(gateway) = noun.edge_gateway {
        let fits =
            matches!(gateway.kind, Kind::InternetGateway | Kind::VpnGateway) && draft.vpc_of(gateway) == Some(noun.vpc);
        let Some(edge) = draft.id_of(gateway).filter(|_| fits) else {
            draft.left_out(id, "Its association with a gateway is left out: it is not a gateway of this VPC.");
            return;
        };
        let key = Key::role(id, "edge");
        draft.add(
            Resource::new(
                key,
                "AWS::EC2::GatewayRouteTableAssociation",
                format!("{word}GatewayAssociation"),
                Home::Vpc(noun.vpc),
            )
            .part(Part::Routes)
            .property("GatewayId", edge)
            .property("RouteTableId", table)
            .after([Key::role(gateway, ATTACHMENT)]),
        );
    }
}

/// A peering.
pub(super) fn write_peerings(draft: &mut Draft<'_>, id: PeeringId, noun: &Peering) {
    let ends = (draft.scopes.get(&noun.requester).cloned(), draft.scopes.get(&noun.accepter).cloned());
    let (Some(from), Some(to)) = ends else {
        draft.left_out(id, "The peering is left out: one of its VPCs is not in the code.");
        return;
    };
    if noun.requester == noun.accepter {
        draft.left_out(id, "The peering is left out: both ends are one VPC.");
        return;
    }
    let (Some(requester), Some(accepter)) = (draft.id_of(noun.requester), draft.id_of(noun.accepter)) else {
        return;
    };
    if noun.requester_dns || noun.accepter_dns {
        let text = "CloudFormation has no property for DNS resolution over a peering: switch it on with aws ec2 modify-vpc-peering-connection-options.";
        draft.left_out(id, text);
    }
    peering(draft, id.into(), (requester, &from.place), (accepter, &to.place));
}

fn peering(draft: &mut Draft<'_>, id: EntityId, (requester, from): (Value, &Place), (accepter, to): (Value, &Place)) {
    let home = Home::Between(from.clone());
    let name = format!("{}Peering", draft.word(id));
    let (mut owner, mut role) = (None, None);
    if from.account != to.account {
        let account = to.account.and_then(|account| draft.accounts.get(&account));
        owner = Some(super::access::account_number(&name, account));
        role = Some(super::access::peer_role(&name));
        let text = "The other account has to let this one accept the peering: deploy a role there that allows ec2:AcceptVpcPeeringConnection and pass its ARN, or accept the peering by hand.";
        draft.remark(id, text);
    }
    let region = (from.region != to.region).then(|| Value::shown(&to.region));
    let tags = draft.tags(id, &home);
    draft.add(
        Resource::new(Key::of(id), "AWS::EC2::VPCPeeringConnection", name, home)
            .property("VpcId", requester)
            .property("PeerVpcId", accepter)
            .property_if("PeerOwnerId", owner)
            .property_if("PeerRegion", region)
            .property_if("PeerRoleArn", role)
            .list("Tags", tags),
    );
}
