//! Routes: one entry each, keyed by table and destination.

use std::collections::BTreeSet;

use super::hcl::quote::ascii_literal;
use super::hcl::{Body, Expr};
use super::home::{Home, import};
use super::network::{Network, Parts};
use super::prefix_list::{self, PrefixList};
use super::route_table::RouteTable;
use super::sheet::Sheet;
use super::sight::Sight;
use super::vpc::Vpc;
use crate::addressing::{CidrBlock, Family};
use crate::export::bundle::Notes;
use crate::model::kinds::{
    Destination as DestinationNoun, Peering as PeeringNoun, Route as RouteNoun, RouteTable as RouteTableNoun,
    RouteTarget,
};
use crate::model::{Design, EntityId, Kind, PeeringId, PrefixListId, TransitGatewayId};
use crate::ordering::Ordered;

/// A route that code can say.
#[derive(Clone, Debug)]
pub(super) struct Route {
    pub(super) destination: Destination,
    pub(super) target: Target,
}

/// Which packets a route is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Destination {
    /// Those to a block.
    Block(Family, CidrBlock),
    /// Those to the entries of a prefix list, which has this label.
    List(String, PrefixListId),
}

/// What a route points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// The internet gateway of the VPC.
    InternetGateway,
    /// A NAT gateway of the VPC, by key.
    NatGateway(String),
    /// An egress-only gateway of the VPC, by key.
    EgressOnlyGateway(String),
    /// The VPN gateway of the VPC.
    VpnGateway,
    /// An endpoint of a Gateway Load Balancer, by key.
    Endpoint(String),
    /// A peering.
    Peering(PeeringId),
    /// A transit gateway.
    TransitGateway(TransitGatewayId),
}

/// Fills the tables. Everything that a route can point at is there already.
pub(super) fn resolve(design: &Design, parts: &mut Parts, notes: &mut Notes) {
    for (id, noun) in design.all::<RouteTableNoun>() {
        let Some(vpc) = parts.vpcs.get(&noun.vpc) else { continue };
        let mut seen = BTreeSet::new();
        let mut routes = Vec::new();
        for route in &noun.routes {
            match resolve_route(design, vpc, parts, route) {
                Ok(Some(route)) if seen.insert(route.destination.clone()) => routes.push(route),
                Ok(Some(_)) => {
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
        routes.order_by_key(|route| route.destination.clone());
        let vpc = parts.vpcs.get_mut(&noun.vpc);
        if let Some(table) = vpc.and_then(|vpc| vpc.tables.iter_mut().find(|table| table.table == id)) {
            table.routes = routes;
        }
    }
}

fn shown(design: &Design, target: RouteTarget) -> String {
    target.object().map_or("local".into(), |id| design.name(id))
}

/// `None` for what is always there.
fn resolve_route(design: &Design, vpc: &Vpc, parts: &Parts, route: &RouteNoun) -> Result<Option<Route>, String> {
    let destination = match &route.destination {
        DestinationNoun::Block(written) => {
            let block = written.get().ok_or("its destination is not a CIDR block.")?;
            Destination::Block(block.family(), block)
        }
        DestinationNoun::PrefixList(list) => {
            let list = prefix_list::named(&parts.shared.lists, *list, &vpc.place.region)?;
            Destination::List(list.label.clone(), list.list)
        }
    };
    let is_own = matches!(destination, Destination::Block(_, block) if vpc.has_block(block));
    let target = match route.target {
        RouteTarget::Local if is_own => return Ok(None),
        RouteTarget::Local => return Err("only the VPC's own blocks are local.".into()),
        RouteTarget::To(id) => target(design, vpc, parts, id)?,
    };
    if let Some(why) = mismatch(&target, &destination, parts.spread) {
        return Err(why.into());
    }
    Ok(Some(Route { destination, target }))
}

/// Why no route for this destination leads to this target.
fn mismatch(target: &Target, destination: &Destination, spread: bool) -> Option<&'static str> {
    match target {
        Target::EgressOnlyGateway(_) => match destination {
            Destination::Block(Family::V4, _) => Some("an egress-only gateway is for IPv6."),
            Destination::Block(Family::V6, _) => None,
            // Nothing finds one by its VPC or name, and lists are made after it.
            Destination::List(..) => {
                spread.then_some("in this layout an egress-only gateway takes routes for blocks only.")
            }
        },
        Target::Endpoint(_) => {
            let is_list = matches!(destination, Destination::List(..));
            is_list.then_some("no route for a prefix list leads to an endpoint.")
        }
        Target::InternetGateway
        | Target::NatGateway(_)
        | Target::VpnGateway
        | Target::Peering(_)
        | Target::TransitGateway(_) => None,
    }
}

fn target(design: &Design, vpc: &Vpc, parts: &Parts, id: EntityId) -> Result<Target, String> {
    if !design.contains(id) {
        return Err(format!("there is no {} {id}.", id.kind.title()));
    }
    match id.kind {
        Kind::InternetGateway => match &vpc.internet_gateway {
            Some(gateway) if gateway.object.id == id => Ok(Target::InternetGateway),
            _ => Err("the internet gateway is not one of this VPC in the code.".into()),
        },
        Kind::VpnGateway => match &vpc.vpn_gateway {
            Some(gateway) if gateway.object.id == id => Ok(Target::VpnGateway),
            _ => Err("the VPN gateway is not one of this VPC in the code.".into()),
        },
        Kind::NatGateway => vpc
            .nat_gateways
            .iter()
            .find(|nat| nat.object.id == id)
            .map(|nat| Target::NatGateway(nat.object.key.clone()))
            .ok_or_else(|| "the NAT gateway is not one of this VPC in the code.".into()),
        Kind::EgressOnlyGateway => vpc
            .egress_only_gateways
            .iter()
            .find(|object| object.id == id)
            .map(|object| Target::EgressOnlyGateway(object.key.clone()))
            .ok_or_else(|| "the egress-only gateway is not one of this VPC in the code.".into()),
        Kind::Endpoint => vpc
            .endpoints
            .iter()
            .find(|endpoint| endpoint.object.id == id && endpoint.takes_routes())
            .map(|endpoint| Target::Endpoint(endpoint.object.key.clone()))
            .ok_or_else(|| "it is not an endpoint of a Gateway Load Balancer of this VPC in the code.".into()),
        Kind::Peering => {
            let found = parts.shared.peerings.iter().find(|peering| peering.object.id == id);
            let peering = found.ok_or("the peering is not in the code.")?;
            let noun: Option<&PeeringNoun> = design.get(peering.peering);
            match noun.and_then(|noun| noun.other_end(vpc.vpc)) {
                Some(_) => Ok(Target::Peering(peering.peering)),
                None => Err("the peering does not touch this VPC.".into()),
            }
        }
        Kind::TransitGateway => {
            let found = parts.shared.transit.gateways.iter().find(|gateway| gateway.object.id == id);
            let gateway = found.ok_or("the transit gateway is not in the code.")?.gateway;
            match parts.shared.transit.attaches(gateway, vpc.vpc) {
                true => Ok(Target::TransitGateway(gateway)),
                false => Err("the VPC is not attached to the transit gateway in the code.".into()),
            }
        }
        Kind::Workload => Err("the network interfaces of workloads are not part of the code.".into()),
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
        match &self.destination {
            Destination::Block(_, block) => format!("{} {block}", table.object.key),
            Destination::List(label, _) => format!("{} list {label}", table.object.key),
        }
    }

    /// The block that it is for, where it is for one.
    pub(super) fn block(&self) -> Option<CidrBlock> {
        match self.destination {
            Destination::Block(_, block) => Some(block),
            Destination::List(..) => None,
        }
    }

    /// Is all that it names made by the module of its VPC? Other routes are part of `connections`.
    pub(super) fn is_inside(&self, vpc: &Vpc) -> bool {
        let target = match &self.target {
            Target::InternetGateway | Target::NatGateway(_) | Target::EgressOnlyGateway(_) | Target::VpnGateway => true,
            Target::Endpoint(key) => {
                vpc.endpoints.iter().any(|endpoint| endpoint.object.key == *key && endpoint.is_of_module())
            }
            Target::Peering(_) | Target::TransitGateway(_) => false,
        };
        target && self.block().is_some()
    }

    /// The prefix list that it is for, where it is for one.
    pub(super) fn list(&self) -> Option<PrefixListId> {
        match self.destination {
            Destination::Block(..) => None,
            Destination::List(_, list) => Some(list),
        }
    }

    fn destination_field(&self, lists: &[PrefixList]) -> (&'static str, Option<Expr>) {
        match &self.destination {
            Destination::Block(Family::V4, block) => ("destination_cidr_block", Some(Expr::shown(block))),
            Destination::Block(Family::V6, block) => ("destination_ipv6_cidr_block", Some(Expr::shown(block))),
            Destination::List(_, id) => {
                let list = lists.iter().find(|list| list.list == *id);
                ("destination_prefix_list_id", list.map(|list| Expr::code(list.reference())))
            }
        }
    }

    /// What it leads to, looked up where another folder makes it.
    fn target_field(&self, vpc: &Vpc, sight: &mut Sight) -> Option<(&'static str, String)> {
        let label = &vpc.label;
        let network = sight.network;
        Some(match &self.target {
            Target::InternetGateway => ("gateway_id", format!("{}.id", sight.internet_gateway(vpc))),
            Target::VpnGateway => ("gateway_id", format!("{}.id", sight.vpn_gateway(vpc))),
            Target::NatGateway(key) => {
                let nat = vpc.nat_gateways.iter().find(|nat| nat.object.key == *key)?;
                ("nat_gateway_id", format!("{}.id", sight.nat_gateway(vpc, nat)))
            }
            Target::EgressOnlyGateway(key) => (
                "egress_only_gateway_id",
                format!("aws_egress_only_internet_gateway.{label}[{}].id", ascii_literal(key)),
            ),
            Target::Endpoint(key) => {
                ("vpc_endpoint_id", format!("aws_vpc_endpoint.{label}[{}].id", ascii_literal(key)))
            }
            Target::Peering(id) => ("vpc_peering_connection_id", network.peering_reference(*id)?),
            Target::TransitGateway(id) => ("transit_gateway_id", network.shared.transit.route_reference(*id, vpc.vpc)?),
        })
    }
}

/// The routes of a VPC: all of them, or those that lead out of it.
pub(super) fn write(vpc: &Vpc, sight: &mut Sight, only_outward: bool) -> Body {
    let mut sheet = Sheet::default();
    let mut named = Vec::new();
    let network = sight.network;
    for (owner, route) in routes(vpc).filter(|(_, route)| !only_outward || !route.is_inside(vpc)) {
        let Some((argument, value)) = route.target_field(vpc, sight) else { continue };
        // The row says its key only.
        sight.table(vpc, &owner.object.key);
        let fields = [
            ("route_table", Some(Expr::text(&owner.object.key))),
            route.destination_field(&network.shared.lists),
            (argument, Some(Expr::code(value))),
        ];
        sheet.push(route.key(owner), owner.table, fields);
        named.extend(network.shared.lists.iter().filter(|list| Some(list.list) == route.list()));
    }
    let mut body = Body::new();
    if !sheet.is_empty() {
        let table = format!("{}[each.value.route_table].id", sight.tables(vpc));
        let block = sight
            .resource("aws_route", &vpc.label, &vpc.place)
            .attribute("for_each", sheet.table())
            .blank()
            .attribute("route_table_id", Expr::code(table));
        let shares = prefix_list::shared_with(sight, &vpc.place, named);
        body.block(sheet.arguments(block, &ARGUMENTS).blank().attribute_if("depends_on", shares));
    }
    body
}

const ARGUMENTS: [&str; 9] = [
    "destination_cidr_block",
    "destination_ipv6_cidr_block",
    "destination_prefix_list_id",
    "egress_only_gateway_id",
    "gateway_id",
    "nat_gateway_id",
    "transit_gateway_id",
    "vpc_endpoint_id",
    "vpc_peering_connection_id",
];

/// Every route of a VPC, with its table.
pub(super) fn routes(vpc: &Vpc) -> impl Iterator<Item = (&RouteTable, &Route)> {
    vpc.tables.iter().flat_map(|table| table.routes.iter().map(move |route| (table, route)))
}

/// `import` of the routes that `chosen` takes and whose table and target exist both. A route to something new is new.
pub(super) fn imports(vpc: &Vpc, network: &Network, home: &Home, chosen: impl Fn(&Route) -> bool) -> Body {
    let mut body = Body::new();
    for (table, route) in routes(vpc).filter(|(_, route)| chosen(route)) {
        let (Some(table_id), Some(block)) = (&table.object.aws_id, route.block()) else { continue };
        let exists = match &route.target {
            Target::InternetGateway => vpc.internet_gateway.as_ref().is_some_and(|g| g.object.aws_id.is_some()),
            Target::VpnGateway => vpc.vpn_gateway.as_ref().is_some_and(|g| g.object.aws_id.is_some()),
            Target::NatGateway(key) => {
                vpc.nat_gateways.iter().any(|nat| nat.object.key == *key && nat.object.aws_id.is_some())
            }
            Target::EgressOnlyGateway(key) => {
                vpc.egress_only_gateways.iter().any(|object| object.key == *key && object.aws_id.is_some())
            }
            Target::Endpoint(key) => vpc.endpoints.iter().any(|it| it.object.key == *key && it.object.aws_id.is_some()),
            Target::Peering(id) => network.peering(*id).is_some_and(|peering| peering.object.aws_id.is_some()),
            Target::TransitGateway(id) => network.shared.transit.exists(*id),
        };
        if exists {
            let to = home.keyed("aws_route", &route.key(table));
            body.block(import(&to, &format!("{table_id}_{block}")).marked(table.table));
        }
    }
    body
}
