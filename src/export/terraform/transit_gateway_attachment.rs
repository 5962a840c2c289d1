//! What joins VPCs, VPN connections, Direct Connect gateways and other transit gateways to a transit gateway.

use std::collections::BTreeSet;

use super::direct_connect_gateway;
use super::hcl::{Block, Body, Entry, Expr};
use super::home::import;
use super::network::{Network, Parts};
use super::object::{Object, keys};
use super::sight::Sight;
use super::transit_gateway::TransitGateway;
use super::transit_gateway_attached::{Attached, attached};
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::export::options::ProviderMajor;
use crate::model::kinds::TransitGatewayAttachment as Noun;
use crate::model::{Design, Kind, TransitGatewayAttachmentId, TransitGatewayId, TransitGatewayRouteTableId};

/// An attachment.
#[derive(Clone, Debug)]
pub(super) struct Attachment {
    pub(super) attachment: TransitGatewayAttachmentId,
    object: Object,
    /// An identifier, unique among attachments.
    pub(super) label: String,
    pub(super) gateway: TransitGatewayId,
    pub(super) to: Attached,
    /// Has the account of the gateway to accept it?
    needs_accepter: bool,
    association: Option<TransitGatewayRouteTableId>,
    propagations: Vec<TransitGatewayRouteTableId>,
}

/// Every attachment that code can say. Gateways, tables, VPCs and what stands at the other end are there already.
pub(super) fn resolve(design: &Design, parts: &Parts, notes: &mut Notes) -> Vec<Attachment> {
    let ids = design.of_kind(Kind::TransitGatewayAttachment).map(|(id, _)| id);
    let label_of = keys(design, Style::Identifier, ids);
    let mut attachments: Vec<Attachment> = Vec::new();
    for (id, noun) in design.all::<Noun>() {
        let Some(gateway) = parts.shared.transit.gateway(noun.transit_gateway) else {
            notes.left_out(id, "The attachment is left out: its transit gateway is not in the code.");
            continue;
        };
        let to = match attached(design, id, noun, gateway, parts, notes) {
            Ok(to) => to,
            Err(why) => {
                notes.left_out(id, format!("The attachment is left out: {why}"));
                continue;
            }
        };
        if attachments.iter().any(|it| it.gateway == gateway.gateway && to.vpc().is_some() && it.to.vpc() == to.vpc()) {
            notes.left_out(id, "The attachment is left out: its VPC is attached to the transit gateway already.");
            continue;
        }
        let Some(label) = label_of.get(&id.into()) else { continue };
        let account = match to.vpc() {
            Some(vpc) => parts.vpcs.get(&vpc).and_then(|vpc| vpc.place.account),
            None => gateway.place.account,
        };
        let (association, propagations) = tables(design, (id, noun), gateway, &to, parts, notes);
        attachments.push(Attachment {
            attachment: id,
            object: Object::of(design, id.into(), label, "tgw-attach", notes),
            label: label.clone(),
            gateway: gateway.gateway,
            to,
            needs_accepter: account != gateway.place.account && !gateway.auto_accept,
            association,
            propagations,
        });
    }
    attachments
}

/// The tables that an attachment follows and fills.
fn tables(
    design: &Design,
    (id, noun): (TransitGatewayAttachmentId, &Noun),
    gateway: &TransitGateway,
    to: &Attached,
    parts: &Parts,
    notes: &mut Notes,
) -> (Option<TransitGatewayRouteTableId>, Vec<TransitGatewayRouteTableId>) {
    let mut own = |table: TransitGatewayRouteTableId| {
        let known = parts.shared.transit.table(table).filter(|it| it.gateway == gateway.gateway);
        if known.is_none() {
            let name = design.name(table);
            notes.left_out(
                id,
                format!("The table {name} is left out: it is not one of the transit gateway in the code."),
            );
        }
        known.map(|it| it.table)
    };
    let association = noun.associated_table.or(gateway.association_table).and_then(&mut own);
    let wanted: BTreeSet<_> = noun.propagating_tables.iter().copied().chain(gateway.propagation_table).collect();
    let propagations: Vec<_> = wanted.into_iter().filter_map(&mut own).collect();
    if matches!(to, Attached::Peer(_)) && !propagations.is_empty() {
        notes.left_out(id, "A peering of transit gateways propagates nothing: its propagation is left out.");
        return (association, Vec::new());
    }
    (association, propagations)
}

impl Attachment {
    /// The resource after which the attachment is there to be used; none where AWS makes it by itself.
    fn resource(&self) -> Option<String> {
        let accepter = if self.needs_accepter { "_accepter" } else { "" };
        let label = &self.label;
        match &self.to {
            Attached::Vpc { .. } => Some(format!("aws_ec2_transit_gateway_vpc_attachment{accepter}.{label}")),
            Attached::Peer(_) => Some(format!("aws_ec2_transit_gateway_peering_attachment_accepter.{label}")),
            Attached::Vpn(_) | Attached::DirectConnect(_) => None,
        }
    }

    /// The id of the transit gateway as the attachment knows it: what names it waits for the attachment.
    pub(super) fn gateway_reference(&self) -> Option<String> {
        Some(format!("{}.transit_gateway_id", self.resource()?))
    }

    /// What routes and tables name.
    pub(super) fn id(&self, network: &Network) -> Option<String> {
        match &self.to {
            Attached::Vpc { .. } => Some(format!("{}.id", self.resource()?)),
            Attached::Peer(_) => Some(format!("{}.transit_gateway_attachment_id", self.resource()?)),
            Attached::Vpn(vpn) => {
                let vpn = network.shared.vpns.iter().find(|known| known.vpn == *vpn)?;
                Some(format!("aws_vpn_connection.{}.transit_gateway_attachment_id", vpn.label))
            }
            Attached::DirectConnect(dx) => {
                let dx = network.shared.direct_connects.iter().find(|known| known.gateway == *dx)?;
                let gateway = network.shared.transit.gateway(self.gateway)?;
                let association = direct_connect_gateway::association_label(&dx.label, &gateway.label);
                Some(match network.provider {
                    ProviderMajor::V6 => {
                        format!("aws_dx_gateway_association.{association}.transit_gateway_attachment_id")
                    }
                    ProviderMajor::V5 => {
                        format!("data.aws_ec2_transit_gateway_dx_gateway_attachment.{}.id", self.label)
                    }
                })
            }
        }
    }

    /// The attachment with its association and propagations.
    pub(super) fn write(&self, sight: &mut Sight) -> Body {
        let mut body = Body::new();
        let network = sight.network;
        let Some(gateway) = network.shared.transit.gateway(self.gateway) else { return body };
        match &self.to {
            Attached::Vpc { .. } => body.append(self.write_vpc(gateway, sight)),
            Attached::Peer(peer) => match network.shared.transit.gateway(*peer) {
                Some(peer) => body.append(self.write_peer(gateway, peer, sight)),
                None => return body,
            },
            Attached::Vpn(_) => body.append(self.write_name(gateway, sight)),
            Attached::DirectConnect(_) => {
                if network.provider == ProviderMajor::V5 {
                    body.append(self.write_lookup(gateway, sight));
                }
                body.append(self.write_name(gateway, sight))
            }
        };
        body.append(self.write_tables(gateway, sight));
        body
    }

    fn write_vpc(&self, gateway: &TransitGateway, sight: &mut Sight) -> Body {
        let mut body = Body::new();
        let Attached::Vpc { vpc, subnets, appliance_mode, dns, ipv6, group_references } = &self.to else { return body };
        let Some(vpc) = sight.network.vpc(*vpc) else { return body };
        let is_shared = vpc.place.account != gateway.place.account;
        let vpc_id = format!("{}.id", sight.vpc(vpc));
        let subnet_ids = sight.subnet_ids(vpc, subnets);
        let option = |on: bool, usual: bool| (on != usual).then(|| Expr::text(if on { "enable" } else { "disable" }));
        let off = |on: bool| (!on).then(|| Expr::from(false));
        let follows_default = gateway.default_association && self.association.is_none();
        let fills_default = gateway.default_propagation && gateway.propagation_table.is_none();
        let references = gateway.security_group_references.then(|| option(*group_references, true)).flatten();
        let block = sight
            .resource("aws_ec2_transit_gateway_vpc_attachment", &self.label, &vpc.place)
            .marked(self.attachment)
            .blank()
            .attribute("transit_gateway_id", Expr::code(gateway.reference()))
            .attribute("vpc_id", Expr::code(vpc_id))
            .attribute("subnet_ids", subnet_ids)
            .attribute_if("appliance_mode_support", option(*appliance_mode, false))
            .attribute_if("dns_support", option(*dns, true))
            .attribute_if("ipv6_support", option(*ipv6, false))
            .attribute_if("security_group_referencing_support", references);
        // Of a shared gateway only its owner decides about default tables.
        let defaults = |block: Block| {
            block
                .attribute_if("transit_gateway_default_route_table_association", off(follows_default))
                .attribute_if("transit_gateway_default_route_table_propagation", off(fills_default))
        };
        let block = if is_shared { block } else { defaults(block) };
        body.block(
            block
                .attribute("tags", self.object.named_tags())
                .blank()
                .attribute_if("depends_on", gateway.shared_with(sight, &vpc.place)),
        );
        if self.needs_accepter {
            let id = format!("aws_ec2_transit_gateway_vpc_attachment.{}.id", self.label);
            let block = sight
                .resource("aws_ec2_transit_gateway_vpc_attachment_accepter", &self.label, &gateway.place)
                .marked(self.attachment)
                .blank()
                .attribute("transit_gateway_attachment_id", Expr::code(id));
            body.block(defaults(block).attribute("tags", self.object.named_tags()));
        }
        body
    }

    fn write_peer(&self, gateway: &TransitGateway, peer: &TransitGateway, sight: &mut Sight) -> Body {
        let owner = (gateway.place.account != peer.place.account).then(|| sight.account_number(&peer.place));
        let mut body = Body::new();
        body.block(
            sight
                .resource("aws_ec2_transit_gateway_peering_attachment", &self.label, &gateway.place)
                .marked(self.attachment)
                .blank()
                .attribute("transit_gateway_id", Expr::code(gateway.reference()))
                .attribute("peer_transit_gateway_id", Expr::code(peer.reference()))
                .attribute("peer_region", Expr::text(&peer.place.region))
                .attribute_if("peer_account_id", owner)
                .attribute("tags", self.object.named_tags()),
        );
        let id = format!("aws_ec2_transit_gateway_peering_attachment.{}.id", self.label);
        body.block(
            sight
                .resource("aws_ec2_transit_gateway_peering_attachment_accepter", &self.label, &peer.place)
                .marked(self.attachment)
                .blank()
                .attribute("transit_gateway_attachment_id", Expr::code(id))
                .attribute("tags", self.object.named_tags()),
        );
        body
    }

    /// The attachment that AWS makes by itself gets its name.
    fn write_name(&self, gateway: &TransitGateway, sight: &mut Sight) -> Body {
        let mut body = Body::new();
        let Some(id) = self.id(sight.network) else { return body };
        body.block(
            sight
                .resource("aws_ec2_tag", &format!("{}__name", self.label), &gateway.place)
                .marked(self.attachment)
                .blank()
                .attribute("resource_id", Expr::code(id))
                .attribute("key", Expr::text("Name"))
                .attribute("value", Expr::text(&self.object.name)),
        );
        body
    }

    /// Version 5 of the provider does not say which attachment an association made. Asked of the association, so that
    /// it is there first.
    fn write_lookup(&self, gateway: &TransitGateway, sight: &mut Sight) -> Body {
        let mut body = Body::new();
        let Attached::DirectConnect(dx) = &self.to else { return body };
        let Some(dx) = sight.network.shared.direct_connects.iter().find(|known| known.gateway == *dx) else {
            return body;
        };
        let association = direct_connect_gateway::association_label(&dx.label, &gateway.label);
        sight.places.insert(gateway.place.clone());
        body.block(
            Block::new("data")
                .label("aws_ec2_transit_gateway_dx_gateway_attachment")
                .label(&self.label)
                .attribute_if("provider", sight.providers.reference(&gateway.place))
                .blank()
                .attribute("transit_gateway_id", Expr::code(gateway.reference()))
                .attribute(
                    "dx_gateway_id",
                    Expr::code(format!("aws_dx_gateway_association.{association}.dx_gateway_id")),
                ),
        );
        body
    }

    fn write_tables(&self, gateway: &TransitGateway, sight: &mut Sight) -> Body {
        let mut body = Body::new();
        let transit = &sight.network.shared.transit;
        let Some(at) = self.id(sight.network).map(Expr::code) else { return body };
        if let Some(table) = self.association.and_then(|table| transit.table(table)) {
            // What AWS attaches by itself is in the default table by then.
            let is_vpc = matches!(self.to, Attached::Vpc { .. });
            let replaces = (!is_vpc && gateway.default_association).then(|| Expr::from(true));
            body.block(
                sight
                    .resource("aws_ec2_transit_gateway_route_table_association", &self.label, &gateway.place)
                    .marked(self.attachment)
                    .blank()
                    .attribute("transit_gateway_attachment_id", at.clone())
                    .attribute("transit_gateway_route_table_id", Expr::code(table.reference()))
                    .attribute_if("replace_existing_association", replaces),
            );
        }
        let tables = self.propagations.iter().filter_map(|table| transit.table(*table));
        let rows: Vec<Entry> = tables.map(|table| Entry::text(&table.label, Expr::code(table.reference()))).collect();
        if !rows.is_empty() {
            body.block(
                sight
                    .resource("aws_ec2_transit_gateway_route_table_propagation", &self.label, &gateway.place)
                    .marked(self.attachment)
                    .attribute("for_each", Expr::Table(rows))
                    .blank()
                    .attribute("transit_gateway_attachment_id", at)
                    .attribute("transit_gateway_route_table_id", Expr::code("each.value")),
            );
        }
        body
    }

    /// `import` of the attachment, when it exists and is a resource.
    pub(super) fn imports(&self) -> Body {
        let mut body = Body::new();
        let kind = match &self.to {
            Attached::Vpc { .. } => "aws_ec2_transit_gateway_vpc_attachment",
            Attached::Peer(_) => "aws_ec2_transit_gateway_peering_attachment",
            Attached::Vpn(_) | Attached::DirectConnect(_) => return body,
        };
        if let Some(id) = &self.object.aws_id {
            body.block(import(&format!("{kind}.{}", self.label), id).marked(self.attachment));
            if self.needs_accepter || matches!(self.to, Attached::Peer(_)) {
                body.block(import(&format!("{kind}_accepter.{}", self.label), id).marked(self.attachment));
            }
        }
        body
    }
}
