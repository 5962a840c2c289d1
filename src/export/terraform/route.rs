//! Routes: one entry each, keyed by table and destination.

use std::collections::{BTreeMap, BTreeSet};

use super::hcl::quote::ascii_literal;
use super::hcl::{Block, Body, Entry, Expr};
use super::home::{Home, import};
use super::layout::flat::Flat;
use super::network::Network;
use super::peering::Peering;
use super::route_table::RouteTable;
use super::vpc::Vpc;
use crate::addressing::{CidrBlock, Family};
use crate::export::bundle::Notes;
use crate::model::kinds::{Peering as PeeringNoun, Route as RouteNoun, RouteTable as RouteTableNoun, RouteTarget};
use crate::model::{Design, EntityId, Kind, PeeringId, VpcId};
use crate::ordering::Ordered;

/// A route that code can say.
#[derive(Clone, Debug)]
pub(super) struct Route {
    pub(super) destination: CidrBlock,
    pub(super) target: Target,
}

/// What a route points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// The internet gateway of the VPC.
    InternetGateway,
    /// A NAT gateway of the VPC, by key.
    NatGateway(String),
    /// A peering.
    Peering(PeeringId),
}

/// Fills the tables. Everything that a route can point at is there already.
pub(super) fn resolve(design: &Design, peerings: &[Peering], vpcs: &mut BTreeMap<VpcId, Vpc>, notes: &mut Notes) {
    for (id, noun) in design.all::<RouteTableNoun>() {
        let Some(vpc) = vpcs.get_mut(&noun.vpc) else { continue };
        let mut seen = BTreeSet::new();
        let mut routes = Vec::new();
        for route in &noun.routes {
            match resolve_route(design, vpc, peerings, route) {
                Ok(Some(route)) if seen.insert(route.destination) => routes.push(route),
                Ok(Some(route)) => {
                    let text = format!(
                        "A second route for {} is left out: a table has one for each destination.",
                        route.destination
                    );
                    notes.left_out(id, text);
                }
                Ok(None) => {}
                Err(why) => notes.left_out(
                    id,
                    format!("The route {} → {} is left out: {why}", route.destination, shown(design, route.target)),
                ),
            }
        }
        // AWS knows no order; by address the code reads best and a reordered table is no change.
        routes.order_by_key(|route| (route.destination.family(), route.destination));
        if let Some(table) = vpc.tables.iter_mut().find(|table| table.table == id) {
            table.routes = routes;
        }
    }
}

fn shown(design: &Design, target: RouteTarget) -> String {
    target.object().map_or("local".into(), |id| design.name(id))
}

/// `None` for what is always there.
fn resolve_route(design: &Design, vpc: &Vpc, peerings: &[Peering], route: &RouteNoun) -> Result<Option<Route>, String> {
    let Some(destination) = route.destination.get() else { return Err("its destination is not a CIDR block.".into()) };
    let target = match route.target {
        RouteTarget::Local if vpc.has_block(destination) => return Ok(None),
        RouteTarget::Local => return Err("only the VPC's own blocks are local.".into()),
        RouteTarget::To(id) => target(design, vpc, peerings, id)?,
    };
    Ok(Some(Route { destination, target }))
}

fn target(design: &Design, vpc: &Vpc, peerings: &[Peering], id: EntityId) -> Result<Target, String> {
    if !design.contains(id) {
        return Err(format!("there is no {} {id}.", id.kind.title()));
    }
    match id.kind {
        Kind::InternetGateway => match &vpc.internet_gateway {
            Some(gateway) if gateway.object.id == id => Ok(Target::InternetGateway),
            _ => Err("the internet gateway is not one of this VPC in the code.".into()),
        },
        Kind::NatGateway => vpc
            .nat_gateways
            .iter()
            .find(|nat| nat.object.id == id)
            .map(|nat| Target::NatGateway(nat.object.key.clone()))
            .ok_or_else(|| "the NAT gateway is not one of this VPC in the code.".into()),
        Kind::Peering => {
            let found = peerings.iter().find(|peering| peering.object.id == id);
            let peering = found.ok_or("the peering is not in the code.")?;
            let noun: Option<&PeeringNoun> = design.get(peering.peering);
            match noun.and_then(|noun| noun.other_end(vpc.vpc)) {
                Some(_) => Ok(Target::Peering(peering.peering)),
                None => Err("the peering does not touch this VPC.".into()),
            }
        }
        Kind::EgressOnlyGateway | Kind::VpnGateway | Kind::TransitGateway | Kind::Endpoint | Kind::Workload => {
            Err(format!("routes to a {} are not written yet.", id.kind.title()))
        }
        Kind::Settings
        | Kind::Account
        | Kind::Environment
        | Kind::AddressPool
        | Kind::Vpc
        | Kind::Tier
        | Kind::Subnet
        | Kind::RouteTable
        | Kind::ElasticIp
        | Kind::ExternalNetwork
        | Kind::SubnetReservation
        | Kind::PrefixList
        | Kind::CustomerGateway
        | Kind::VpnConnection
        | Kind::DirectConnectGateway
        | Kind::TransitGatewayAttachment
        | Kind::TransitGatewayRouteTable
        | Kind::EndpointService
        | Kind::SecurityGroup
        | Kind::NetworkAcl
        | Kind::LoadBalancer
        | Kind::ServiceNetwork
        | Kind::TrafficMirrorSession
        | Kind::ResolverEndpoint
        | Kind::PrivateZone
        | Kind::Assertion
        | Kind::Note
        | Kind::Comment => Err(format!("no route leads to a {}.", id.kind.title())),
    }
}

impl Route {
    /// Its key among the routes of its VPC: the table, then the destination. What it points at may change in place.
    pub(super) fn key(&self, table: &RouteTable) -> String {
        format!("{} {}", table.object.key, self.destination)
    }

    /// The argument that takes its destination.
    pub(super) fn destination_argument(&self) -> &'static str {
        match self.destination.family() {
            Family::V4 => "destination_cidr_block",
            Family::V6 => "destination_ipv6_cidr_block",
        }
    }
}

/// Every route as an entry of its own, whatever it points at.
pub(super) fn flat(flat: &Flat, network: &Network) -> Body {
    let block = flat.resource("aws_route");
    let table = format!("aws_route_table.{}[each.value.route_table].id", flat.vpc.label);
    resource(block, &table, flat.vpc, network, |_| true)
}

/// The routes of a VPC that `chosen` takes, as one resource; `table` says how a row's table is found.
pub(super) fn resource(
    block: Block,
    table: &str,
    vpc: &Vpc,
    network: &Network,
    chosen: impl Fn(&Target) -> bool,
) -> Body {
    let label = &vpc.label;
    let mut entries = Vec::new();
    // The arguments in use, in the order in which the block asks for them.
    let mut arguments: BTreeMap<&'static str, usize> = BTreeMap::new();
    for (owner, route) in routes(vpc).filter(|(_, route)| chosen(&route.target)) {
        let (argument, value) = match &route.target {
            Target::InternetGateway => ("gateway_id", format!("aws_internet_gateway.{label}.id")),
            Target::NatGateway(key) => {
                let nat = vpc.nat_gateways.iter().find(|nat| nat.object.key == *key);
                let resource = nat.map_or_else(String::new, |nat| nat.flat_resource(label));
                ("nat_gateway_id", format!("{resource}[{}].id", ascii_literal(key)))
            }
            Target::Peering(id) => match network.peering_reference(*id) {
                Some(reference) => ("vpc_peering_connection_id", reference),
                None => continue,
            },
        };
        *arguments.entry(route.destination_argument()).or_default() += 1;
        *arguments.entry(argument).or_default() += 1;
        let fields = vec![
            Entry::word("route_table", Expr::text(&owner.object.key)),
            Entry::word(route.destination_argument(), Expr::shown(route.destination)),
            Entry::word(argument, Expr::code(value)),
        ];
        entries.push(Entry::text(&route.key(owner), Expr::Map(fields)).marked(owner.table));
    }
    let mut body = Body::new();
    if entries.is_empty() {
        return body;
    }
    let all = entries.len();
    let mut block =
        block.attribute("for_each", Expr::Table(entries)).blank().attribute("route_table_id", Expr::code(table));
    for (argument, rows) in arguments {
        let code = match rows == all {
            true => format!("each.value.{argument}"),
            false => format!("lookup(each.value, \"{argument}\", null)"),
        };
        block = block.attribute(argument, Expr::code(code));
    }
    body.block(block);
    body
}

/// Every route of a VPC, with its table.
pub(super) fn routes(vpc: &Vpc) -> impl Iterator<Item = (&RouteTable, &Route)> {
    vpc.tables.iter().flat_map(|table| table.routes.iter().map(move |route| (table, route)))
}

/// `import` of the routes that `chosen` takes and whose table and target exist both. A route to something new is new.
pub(super) fn imports(vpc: &Vpc, network: &Network, home: &Home, chosen: impl Fn(&Target) -> bool) -> Body {
    let mut body = Body::new();
    for (table, route) in routes(vpc).filter(|(_, route)| chosen(&route.target)) {
        let Some(table_id) = &table.object.aws_id else { continue };
        let exists = match &route.target {
            Target::InternetGateway => vpc.internet_gateway.as_ref().is_some_and(|g| g.object.aws_id.is_some()),
            Target::NatGateway(key) => {
                vpc.nat_gateways.iter().any(|nat| nat.object.key == *key && nat.object.aws_id.is_some())
            }
            Target::Peering(id) => network.peering(*id).is_some_and(|peering| peering.object.aws_id.is_some()),
        };
        if exists {
            let to = home.keyed("aws_route", &route.key(table));
            body.block(import(&to, &format!("{table_id}_{}", route.destination)).marked(table.table));
        }
    }
    body
}
