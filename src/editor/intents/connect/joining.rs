//! How connections over hubs are made.

use super::hub::{Hub, neighbours, ranges, tables_word, zones};
use super::{Scope, tables_by_vpc};
use crate::addressing::CidrBlock;
use crate::editor::intents::{Done, Draft, peering, routing, there};
use crate::editor::{Refusal, naming, words};
use crate::model::kinds::{
    DirectConnectAssociation, ServiceNetworkAssociation, TransitGatewayAttachment, VpnConnection, VpnGateway,
};
use crate::model::{
    CustomerGatewayId, Design, DirectConnectGatewayId, Edit, EntityId, Kind, RouteTableId, SubnetId,
    TransitGatewayAttachmentId, TransitGatewayId, VpcId, VpnGatewayId, Written,
};
use crate::ordering::Ordered;
use crate::wording::capitalised;

impl Hub {
    /// Makes it, and says what it added.
    pub fn make(self, draft: &mut Draft) -> Result<Done, Refusal> {
        match self {
            Hub::Attach { gateway, scope, subnets, there } => make_attachment(draft, gateway, &scope, subnets, there),
            Hub::Peer(a, b) => {
                let name = format!("{}-{}", draft.design().name(a), draft.design().name(b));
                let name = naming::free_of(&name, draft.design(), Kind::TransitGatewayAttachment);
                let id = draft.add(name.clone(), TransitGatewayAttachment::new(a, b))?;
                let said = format!("Peered the transit gateways by {name}. It learns no routes: add static ones.");
                Ok(Done::default().said(said).selecting([id.into()]))
            }
            Hub::Vpn(aws, customer) => make_vpn(draft, aws, customer),
            Hub::VpnGateway(gateway, vpc) => {
                draft.apply(Edit::change(gateway, move |fields| fields.vpc = Some(vpc)))?;
                let tables = propagate(draft, gateway, vpc)?;
                let name = draft.design().name(gateway);
                Ok(Done::default().said(format!("Attached VPN gateway {name}; its routes propagate into {tables}.")))
            }
            Hub::DirectConnect(gateway, to) => {
                let allowed_prefixes = prefixes_of(draft.design(), to).into_iter().map(Written::Sound).collect();
                let association = DirectConnectAssociation { gateway: to, allowed_prefixes };
                draft.apply(Edit::change(gateway, move |fields| fields.associations.push(association.clone())))?;
                if let Some(transit) = to.typed::<TransitGatewayId>() {
                    add_attachment(draft, transit, gateway.into(), Vec::new())?;
                }
                let said = format!("Associated {} with it.", words::called(draft.design(), to));
                Ok(Done::default().said(said).selecting([gateway.into()]))
            }
            Hub::Behind(gateway, network) => {
                match gateway.typed::<CustomerGatewayId>() {
                    Some(id) => draft.apply(Edit::change(id, move |fields| fields.network = Some(network)))?,
                    None => {
                        let id: DirectConnectGatewayId = gateway.typed().ok_or(Refusal::NotThere(gateway))?;
                        draft.apply(Edit::change(id, move |fields| fields.network = Some(network)))?;
                    }
                }
                let (network, gateway) =
                    (words::called(draft.design(), network), words::called(draft.design(), gateway));
                Ok(Done::default().said(format!("{} lies behind {gateway}.", capitalised(&network))))
            }
            Hub::In(id, subnets) => {
                let said = format!("{} is in {} more.", draft.design().name(id), zones(subnets.len()));
                draft.apply(Edit::change(id, move |fields| fields.subnets.extend(subnets.iter().copied())))?;
                Ok(Done::default().said(said))
            }
            Hub::Routed(id, tables) => {
                let said = format!("{} is in {} more.", draft.design().name(id), tables_word(tables.len()));
                draft.apply(Edit::change(id, move |fields| fields.route_tables.extend(tables.iter().copied())))?;
                Ok(Done::default().said(said))
            }
            Hub::Lattice(network, vpc) => {
                let said = format!("{} uses {}.", draft.design().name(vpc), words::called(draft.design(), network));
                let association = ServiceNetworkAssociation { vpc, security_groups: Vec::new() };
                draft.apply(Edit::change(network, move |fields| fields.associations.push(association.clone())))?;
                Ok(Done::default().said(said))
            }
        }
    }
}

/// The ranges of the VPC of a VPN gateway, or of the VPCs of a transit gateway: what is allowed over Direct Connect.
fn prefixes_of(design: &Design, gateway: EntityId) -> Vec<CidrBlock> {
    let vpcs: Vec<VpcId> = match gateway.typed::<VpnGatewayId>() {
        Some(id) => design.get(id).and_then(|gateway: &VpnGateway| gateway.vpc).into_iter().collect(),
        None => {
            let attachments = design.referring::<TransitGatewayAttachment>(gateway);
            attachments.filter_map(|(_, attachment)| attachment.resource.typed()).collect()
        }
    };
    let mut all: Vec<CidrBlock> = vpcs.iter().filter_map(|id| design.get(*id)).flat_map(|vpc| vpc.blocks()).collect();
    all.order();
    all.dedup();
    all
}

/// An attachment with the default tables: where the gateway gives new attachments none, the table that it names.
fn add_attachment(
    draft: &mut Draft,
    gateway: TransitGatewayId,
    resource: EntityId,
    subnets: Vec<SubnetId>,
) -> Result<TransitGatewayAttachmentId, Refusal> {
    let fields = there(draft.design(), gateway)?;
    let associated_table = fields.association_table.filter(|_| !fields.default_association);
    let propagating_tables = fields.propagation_table.filter(|_| !fields.default_propagation).into_iter().collect();
    let vpc = resource.typed::<VpcId>().and_then(|id| draft.design().get(id));
    let ipv6 = vpc.is_some_and(|vpc| vpc.ipv6_blocks().next().is_some());
    let name = format!("{}-{}", draft.design().name(gateway), draft.design().name(resource));
    let name = naming::free_of(&name, draft.design(), Kind::TransitGatewayAttachment);
    let new = TransitGatewayAttachment::new(gateway, resource);
    Ok(draft.add(name, TransitGatewayAttachment { subnets, ipv6, associated_table, propagating_tables, ..new })?)
}

/// Routes to the ranges of `blocks` over `gateway` in the tables of a VPC, or of its subnets that are meant.
fn add_routes(
    draft: &mut Draft,
    (vpc, meant): &Scope,
    blocks: &[CidrBlock],
    gateway: EntityId,
    tables: &mut Vec<RouteTableId>,
) -> Result<usize, Refusal> {
    let mut routes = 0;
    if blocks.is_empty() {
        return Ok(0);
    }
    for table in peering::tables_for(draft, *vpc, meant.as_deref())? {
        let before = routes;
        for block in blocks {
            routes += usize::from(routing::ensure_route(draft, table, *block, gateway)?);
        }
        if routes > before {
            tables.push(table);
        }
    }
    Ok(routes)
}

fn make_attachment(
    draft: &mut Draft,
    gateway: TransitGatewayId,
    scope: &Scope,
    subnets: Vec<SubnetId>,
    there: Option<TransitGatewayAttachmentId>,
) -> Result<Done, Refusal> {
    let zone_words = zones(subnets.len());
    let id = match there {
        Some(id) => {
            draft.apply(Edit::change(id, move |fields| fields.subnets.extend(subnets.iter().copied())))?;
            id
        }
        None => add_attachment(draft, gateway, scope.0.into(), subnets)?,
    };
    let own = ranges(draft.design(), scope.0.into());
    let (mut routes, mut tables) = (0, Vec::new());
    for (_, other, blocks) in neighbours(draft.design(), gateway, Some(id)) {
        routes += add_routes(draft, scope, &blocks, gateway.into(), &mut tables)?;
        if let Some(vpc) = other.typed::<VpcId>() {
            routes += add_routes(draft, &(vpc, None), &own, gateway.into(), &mut tables)?;
        }
    }
    tables.order();
    tables.dedup();
    let (vpc, gateway) = (draft.design().name(scope.0), draft.design().name(gateway));
    let what = format!("Attached {vpc} to transit gateway {gateway} in {zone_words}");
    let said = match routes {
        0 => format!("{what}. No route is needed yet: nothing else is attached that it lacks a route to."),
        1 => format!("{what}: added 1 route, in {}.", tables_by_vpc(draft, &tables)),
        n => format!("{what}: added {n} routes, in {}.", tables_by_vpc(draft, &tables)),
    };
    Ok(Done::default().said(said).selecting([id.into()]))
}

fn make_vpn(draft: &mut Draft, aws: EntityId, customer: CustomerGatewayId) -> Result<Done, Refusal> {
    let name = format!("{}-{}", draft.design().name(aws), draft.design().name(customer));
    let name = naming::free_of(&name, draft.design(), Kind::VpnConnection);
    let connection = VpnConnection { gateway: Some(aws), ..VpnConnection::new(customer) };
    let id = draft.add(name.clone(), connection)?;
    let mut said = format!("Added VPN connection {name}");
    if let Some(transit) = aws.typed::<TransitGatewayId>() {
        let attachment = add_attachment(draft, transit, id.into(), Vec::new())?;
        let blocks = ranges(draft.design(), id.into());
        let (mut routes, mut tables) = (0, Vec::new());
        for (_, other, _) in neighbours(draft.design(), transit, Some(attachment)) {
            if let Some(vpc) = other.typed::<VpcId>() {
                routes += add_routes(draft, &(vpc, None), &blocks, aws, &mut tables)?;
            }
        }
        tables.order();
        tables.dedup();
        said += ", attached to the transit gateway";
        if routes > 0 {
            let routes = if routes == 1 { "1 route".to_owned() } else { format!("{routes} routes") };
            said += &format!(", and {routes} in {}", tables_by_vpc(draft, &tables));
        }
    } else if let Some(gateway) = aws.typed::<VpnGatewayId>()
        && let Some(vpc) = there(draft.design(), gateway)?.vpc.filter(|vpc| draft.design().contains(*vpc))
    {
        said += &format!("; its routes propagate into {}", propagate(draft, gateway, vpc)?);
    }
    Ok(Done::default().said(format!("{said}.")).selecting([id.into()]))
}

/// Lets the tables of a VPC learn what its VPN gateway knows. Answers with their names.
fn propagate(draft: &mut Draft, gateway: VpnGatewayId, vpc: VpcId) -> Result<String, Refusal> {
    let tables = peering::tables_for(draft, vpc, None)?;
    for table in &tables {
        draft.apply(Edit::change(*table, move |fields| {
            if !fields.propagating_gateways.contains(&gateway) {
                fields.propagating_gateways.push(gateway);
            }
        }))?;
    }
    Ok(tables_by_vpc(draft, &tables))
}
