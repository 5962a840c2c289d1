//! Connections over what joins many networks: transit gateways, VPN and Direct Connect gateways, endpoints, service
//! networks.

use std::collections::BTreeMap;

use super::Scope;
use crate::addressing::CidrBlock;
use crate::editor::intents::{routing, there};
use crate::editor::{Refusal, words};
use crate::model::kinds::{
    CustomerGateway, DirectConnectGateway, Endpoint, EndpointType, ExternalNetwork, Subnet, TransitGateway,
    TransitGatewayAttachment, VpnConnection, VpnGateway,
};
use crate::model::{
    CustomerGatewayId, Design, DirectConnectGatewayId, EndpointId, EntityId, ExternalNetworkId, Kind, RouteTableId,
    ServiceNetworkId, SubnetId, TransitGatewayAttachmentId, TransitGatewayId, TransitGatewayRouteTableId, VpcId,
    VpnGatewayId, Written,
};
use crate::ordering::Ordered;
use crate::wording::capitalised;

/// What joins two ends over a hub.
pub(super) enum Hub {
    /// A VPC attached to a transit gateway in these subnets, one a zone; more of them when it is attached already.
    Attach {
        gateway: TransitGatewayId,
        scope: Scope,
        subnets: Vec<SubnetId>,
        there: Option<TransitGatewayAttachmentId>,
    },
    /// A peering of two transit gateways.
    Peer(TransitGatewayId, TransitGatewayId),
    /// A VPN connection between a VPN gateway or a transit gateway and a customer gateway.
    Vpn(EntityId, CustomerGatewayId),
    /// A VPN gateway attached to a VPC.
    VpnGateway(VpnGatewayId, VpcId),
    /// An association of a Direct Connect gateway.
    DirectConnect(DirectConnectGatewayId, EntityId),
    /// A network behind a customer gateway or a Direct Connect gateway.
    Behind(EntityId, ExternalNetworkId),
    /// An endpoint in more subnets.
    In(EndpointId, Vec<SubnetId>),
    /// A gateway endpoint in the tables of more subnets.
    Routed(EndpointId, Vec<RouteTableId>),
    /// A VPC that uses the services of a service network.
    Lattice(ServiceNetworkId, VpcId),
}

fn refuse(design: &Design, id: EntityId, why: String, instead: &str) -> Refusal {
    let what = capitalised(&words::called(design, id));
    Refusal::Unplannable { what, why, instead: instead.to_owned() }
}

/// What would join `a` to the hub `b`.
pub(super) fn between(design: &Design, a: EntityId, b: EntityId) -> Option<Result<Hub, Refusal>> {
    let scope = super::plan::scope(design, a);
    let whole = a.typed::<VpcId>();
    Some(match b.kind {
        Kind::TransitGateway => {
            let gateway: TransitGatewayId = b.typed()?;
            match (scope, a.kind) {
                (Some(scope), _) => attach(design, gateway, scope),
                (None, Kind::TransitGateway) => peer(design, a.typed()?, gateway),
                (None, Kind::CustomerGateway) => vpn(design, b, a.typed()?),
                (None, Kind::DirectConnectGateway) => direct_connect(design, a.typed()?, b),
                (None, _) => return None,
            }
        }
        Kind::VpnGateway => match a.kind {
            Kind::CustomerGateway => vpn(design, b, a.typed()?),
            Kind::DirectConnectGateway => direct_connect(design, a.typed()?, b),
            _ => vpn_gateway(design, b.typed()?, whole?),
        },
        Kind::ExternalNetwork => {
            let network: ExternalNetworkId = b.typed()?;
            let behind = match a.kind {
                Kind::CustomerGateway => design.get(a.typed::<CustomerGatewayId>()?)?.network,
                Kind::DirectConnectGateway => design.get(a.typed::<DirectConnectGatewayId>()?)?.network,
                _ => return None,
            };
            if behind == Some(network) {
                Err(refuse(design, a, format!("{} is behind it already.", words::called(design, b)), ""))
            } else {
                Ok(Hub::Behind(a, network))
            }
        }
        Kind::Endpoint => endpoint(design, b.typed()?, scope?),
        Kind::ServiceNetwork => {
            let (network, vpc): (ServiceNetworkId, VpcId) = (b.typed()?, whole?);
            let fields = design.get(network)?;
            if fields.associations.iter().any(|association| association.vpc == vpc) {
                Err(refuse(design, a, format!("it uses {} already.", words::called(design, b)), ""))
            } else {
                same_region(design, a, &design.get(vpc)?.region, b, &fields.region).map(|()| Hub::Lattice(network, vpc))
            }
        }
        _ => return None,
    })
}

/// Both are of one Region, as far as both say.
fn same_region(design: &Design, a: EntityId, of_a: &str, b: EntityId, of_b: &str) -> Result<(), Refusal> {
    if of_a.is_empty() || of_b.is_empty() || of_a == of_b {
        return Ok(());
    }
    let why = format!("it is in {of_a}, and {} in {of_b}.", words::called(design, b));
    Err(refuse(design, a, why, "AWS joins them only within a Region."))
}

fn attach(design: &Design, gateway: TransitGatewayId, scope: Scope) -> Result<Hub, Refusal> {
    let (vpc, fields) = (scope.0, there(design, scope.0)?);
    same_region(design, vpc.into(), &fields.region, gateway.into(), &there(design, gateway)?.region)?;
    let mut attachments = design.referring::<TransitGatewayAttachment>(vpc);
    let own = attachments.find(|(_, a)| a.transit_gateway == gateway && a.resource == vpc.into());
    let has: Vec<SubnetId> = own.map_or_else(Vec::new, |(_, a)| a.subnets.clone());
    let subnets = one_a_zone(design, &scope, &has);
    if let Some((id, _)) = own
        && subnets.is_empty()
    {
        let why = format!("attachment {} is in each of its zones already.", design.name(id));
        return Err(refuse(design, vpc.into(), why, "Add a zone first."));
    }
    for (_, other, blocks) in neighbours(design, gateway, own.map(|(id, _)| id)) {
        let shared = fields.blocks().find_map(|own| blocks.iter().find(|b| own.overlaps(**b)).map(|b| (own, *b)));
        if let Some((own, block)) = shared.filter(|_| other != vpc.into()) {
            let why = format!(
                "{own} and {block} of {} share addresses: the transit gateway can lead to one of them only.",
                words::called(design, other)
            );
            return Err(refuse(design, vpc.into(), why, "Plan one of them anew first."));
        }
    }
    Ok(Hub::Attach { gateway, scope, subnets, there: own.map(|(id, _)| id) })
}

/// One subnet in each zone that `has` lacks: the innermost of those that are meant.
fn one_a_zone(design: &Design, (vpc, meant): &Scope, has: &[SubnetId]) -> Vec<SubnetId> {
    let zone = |id: &SubnetId| design.get(*id).map(|subnet: &Subnet| subnet.zone.clone());
    let covered: Vec<String> = has.iter().filter_map(zone).collect();
    let mut best: BTreeMap<&str, (u32, SubnetId)> = BTreeMap::new();
    for (id, subnet) in design.referring::<Subnet>(*vpc) {
        let is_meant = meant.as_ref().is_none_or(|meant| meant.contains(&id));
        if !is_meant || subnet.zone.is_empty() || covered.contains(&subnet.zone) {
            continue;
        }
        let order = design.get(subnet.tier).map_or(0, |tier| tier.order);
        let best = best.entry(&subnet.zone).or_insert((order, id));
        *best = (*best).max((order, id));
    }
    best.into_values().map(|(_, id)| id).collect()
}

/// The table that the packets of an attachment follow.
fn table_of(design: &Design, attachment: &TransitGatewayAttachment) -> Option<TransitGatewayRouteTableId> {
    let gateway: Option<&TransitGateway> = design.get(attachment.transit_gateway);
    attachment.associated_table.or_else(|| gateway?.association_table)
}

/// What else is attached to a transit gateway and shares the table of new attachments, with its ranges.
pub(super) fn neighbours(
    design: &Design,
    gateway: TransitGatewayId,
    own: Option<TransitGatewayAttachmentId>,
) -> Vec<(TransitGatewayAttachmentId, EntityId, Vec<CidrBlock>)> {
    let table = match own.and_then(|own| design.get(own)) {
        Some(own) => table_of(design, own),
        None => design.get(gateway).and_then(|gateway| gateway.association_table),
    };
    let all = design
        .referring::<TransitGatewayAttachment>(gateway)
        .filter(|(id, a)| a.transit_gateway == gateway && Some(*id) != own && table_of(design, a) == table);
    all.map(|(id, a)| (id, a.resource, ranges(design, a.resource))).collect()
}

/// The ranges behind something attached.
pub(super) fn ranges(design: &Design, resource: EntityId) -> Vec<CidrBlock> {
    let network = |id: Option<ExternalNetworkId>| -> Vec<CidrBlock> {
        let network = id.and_then(|id| design.get(id));
        network.map_or_else(Vec::new, |n: &ExternalNetwork| n.blocks.iter().filter_map(Written::get).collect())
    };
    let Some(entity) = design.entity(resource) else { return Vec::new() };
    if let Some(vpc) = resource.typed::<VpcId>().and_then(|id| design.get(id)) {
        vpc.blocks().collect()
    } else if let Some(connection) = entity.as_noun::<VpnConnection>() {
        let customer: Option<&CustomerGateway> = design.get(connection.customer_gateway);
        let mut all = network(customer.and_then(|customer| customer.network));
        all.extend(
            connection
                .static_routes
                .iter()
                .filter_map(Written::get)
                .filter(|block| !all.contains(block))
                .collect::<Vec<_>>(),
        );
        all
    } else if let Some(gateway) = entity.as_noun::<DirectConnectGateway>() {
        network(gateway.network)
    } else {
        Vec::new()
    }
}

fn peer(design: &Design, a: TransitGatewayId, b: TransitGatewayId) -> Result<Hub, Refusal> {
    let joins = |x: TransitGatewayId, y: TransitGatewayId| {
        let mut all = design.referring::<TransitGatewayAttachment>(x);
        all.find(|(_, at)| at.transit_gateway == x && at.resource == y.into()).map(|(id, _)| id)
    };
    match joins(a, b).or_else(|| joins(b, a)) {
        Some(id) => {
            let why = format!("attachment {} joins it to {} already.", design.name(id), words::called(design, b));
            Err(refuse(design, a.into(), why, ""))
        }
        None => Ok(Hub::Peer(a, b)),
    }
}

fn vpn(design: &Design, aws: EntityId, customer: CustomerGatewayId) -> Result<Hub, Refusal> {
    let mut connections = design.referring::<VpnConnection>(customer);
    if let Some((id, _)) = connections.find(|(_, c)| c.customer_gateway == customer && c.gateway == Some(aws)) {
        let why = format!("VPN connection {} joins it to {} already.", design.name(id), words::called(design, aws));
        return Err(refuse(design, customer.into(), why, ""));
    }
    let region = match aws.typed::<TransitGatewayId>() {
        Some(gateway) => there(design, gateway)?.region.clone(),
        None => {
            let vpc = aws.typed::<VpnGatewayId>().and_then(|id| design.get(id)).and_then(|g: &VpnGateway| g.vpc);
            vpc.and_then(|vpc| design.get(vpc)).map_or(String::new(), |vpc| vpc.region.clone())
        }
    };
    same_region(design, customer.into(), &there(design, customer)?.region, aws, &region)?;
    Ok(Hub::Vpn(aws, customer))
}

fn vpn_gateway(design: &Design, gateway: VpnGatewayId, vpc: VpcId) -> Result<Hub, Refusal> {
    if let Some(of) = there(design, gateway)?.vpc.filter(|of| design.contains(*of)) {
        let why = format!("it is attached to VPC {}.", design.name(of));
        return Err(refuse(design, gateway.into(), why, "AWS attaches it to one VPC at a time."));
    }
    match design.referring::<VpnGateway>(vpc).next() {
        Some((id, _)) => Err(Refusal::HasOne { vpc: design.name(vpc), has: words::called(design, id) }),
        None => Ok(Hub::VpnGateway(gateway, vpc)),
    }
}

fn direct_connect(design: &Design, gateway: DirectConnectGatewayId, to: EntityId) -> Result<Hub, Refusal> {
    let fields = there(design, gateway)?;
    if fields.associations.iter().any(|association| association.gateway == to) {
        return Err(refuse(design, gateway.into(), format!("it reaches {} already.", words::called(design, to)), ""));
    }
    // https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-transit-gateways.html
    if let Some(other) = fields.associations.iter().find(|association| association.gateway.kind != to.kind) {
        let why = format!("it is associated with {}.", words::called(design, other.gateway));
        return Err(refuse(design, gateway.into(), why, "It takes VPN gateways or transit gateways, not both."));
    }
    Ok(Hub::DirectConnect(gateway, to))
}

fn endpoint(design: &Design, id: EndpointId, (vpc, meant): Scope) -> Result<Hub, Refusal> {
    let fields: &Endpoint = there(design, id)?;
    if fields.vpc != vpc {
        return Err(Refusal::OtherVpc { what: words::called(design, vpc), than: words::called(design, id) });
    }
    let scope = (vpc, meant.clone());
    if fields.endpoint_type == EndpointType::Gateway {
        let own = design.referring::<Subnet>(vpc).filter(|(id, _)| meant.as_ref().is_none_or(|m| m.contains(id)));
        let mut tables: Vec<RouteTableId> = own.filter_map(|(_, s)| routing::table_of(design, s)).collect();
        tables.order();
        tables.dedup();
        tables.retain(|table| !fields.route_tables.contains(table));
        return match tables.is_empty() {
            true => Err(refuse(design, id.into(), "it is in each route table there already.".into(), "")),
            false => Ok(Hub::Routed(id, tables)),
        };
    }
    match one_a_zone(design, &scope, &fields.subnets) {
        none if none.is_empty() => Err(refuse(design, id.into(), "it is in each zone there already.".into(), "")),
        subnets => Ok(Hub::In(id, subnets)),
    }
}

pub(super) fn zones(n: usize) -> String {
    if n == 1 { "1 zone".to_owned() } else { format!("{n} zones") }
}

impl Hub {
    /// What it adds, to be shown before it is made.
    pub fn words(&self, design: &Design) -> String {
        match self {
            Hub::Attach { subnets, there: None, .. } => {
                format!("Attachment in {}, with routes on both sides", zones(subnets.len()))
            }
            Hub::Attach { subnets, there: Some(id), .. } => {
                format!("{} more for attachment {}", zones(subnets.len()), design.name(*id))
            }
            Hub::Peer(..) => "Peering of the transit gateways".to_owned(),
            Hub::Vpn(..) => "VPN connection".to_owned(),
            Hub::VpnGateway(..) => "Attach the VPN gateway; its routes propagate".to_owned(),
            Hub::DirectConnect(..) => "Association with the Direct Connect gateway".to_owned(),
            Hub::Behind(_, id) => format!("{} lies behind it", capitalised(&words::called(design, *id))),
            Hub::In(_, subnets) => format!("Endpoint in {} more", zones(subnets.len())),
            Hub::Routed(_, tables) => format!("Endpoint in {} more", tables_word(tables.len())),
            Hub::Lattice(..) => "Association with the service network".to_owned(),
        }
    }
}

pub(super) fn tables_word(n: usize) -> String {
    if n == 1 { "1 route table".to_owned() } else { format!("{n} route tables") }
}
