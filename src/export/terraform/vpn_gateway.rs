//! VPN gateways, and the route tables that learn from them.

use std::collections::BTreeMap;

use super::hcl::{Body, Entry, Expr};
use super::home::{Home, import};
use super::layout::flat::Flat;
use super::object::{Object, tag_map};
use super::vpc::Vpc;
use crate::aws::asn::{DEFAULT_AMAZON_SIDE_ASN, is_amazon_side_asn};
use crate::export::bundle::Notes;
use crate::export::naming::{Style, suggest};
use crate::model::kinds::VpnGateway as Noun;
use crate::model::{Design, EntityId, VpcId};

/// The VPN gateway of a VPC. There is one at most, so its address in the code does not carry its name.
#[derive(Clone, Debug)]
pub(super) struct VpnGateway {
    pub(super) object: Object,
    asn: Option<u32>,
}

/// The number of the AWS side for BGP, where it is one that AWS takes: a private one.
/// <https://docs.aws.amazon.com/vpn/latest/s2svpn/VPC_VPN.html>
pub(in crate::export) fn private_asn(asn: Option<u32>, of: impl Into<EntityId>, notes: &mut Notes) -> Option<u32> {
    let asn = asn?;
    if is_amazon_side_asn(asn) {
        return Some(asn);
    }
    let text = format!("The number {asn} is left out: it is not a private one. AWS takes {DEFAULT_AMAZON_SIDE_ASN}.");
    notes.left_out(of, text);
    None
}

/// Puts each gateway into its VPC.
pub(super) fn resolve(design: &Design, vpcs: &mut BTreeMap<VpcId, Vpc>, notes: &mut Notes) {
    for (id, noun) in design.all::<Noun>() {
        let Some(vpc_id) = noun.vpc else {
            notes.left_out(id, "The VPN gateway is left out: it is attached to no VPC.");
            continue;
        };
        let Some(vpc) = vpcs.get_mut(&vpc_id) else {
            notes.left_out(id, "The VPN gateway is left out with its VPC.");
            continue;
        };
        if let Some(first) = &vpc.vpn_gateway {
            let text = format!("The VPN gateway is left out: its VPC has {} already.", first.object.name);
            notes.left_out(id, text);
            continue;
        }
        let asn = private_asn(noun.asn, id, notes);
        let name = design.entity(id).map(|entity| entity.head.name.clone()).unwrap_or_default();
        let key = suggest(Style::Key, &name, id.into());
        vpc.vpn_gateway = Some(VpnGateway { object: Object::of(design, id.into(), &key, "vgw", notes), asn });
    }
}

/// The argument of the module.
pub(super) fn argument(vpc: &Vpc) -> Option<Entry> {
    let gateway = vpc.vpn_gateway.as_ref()?;
    let object = &gateway.object;
    let mut fields = vec![Entry::word("name", Expr::text(&object.name))];
    fields.extend(gateway.asn.map(|asn| Entry::word("asn", Expr::Number(asn.into()))));
    if !object.tags.is_empty() {
        fields.push(Entry::word("tags", tag_map(&object.tags)));
    }
    Some(Entry::word("vpn_gateway", Expr::Map(fields)).marked(object.id))
}

/// The gateway as a resource of its own.
pub(super) fn flat(flat: &Flat) -> Body {
    let mut body = Body::new();
    if let Some(VpnGateway { object, asn }) = &flat.vpc.vpn_gateway {
        body.block(
            flat.resource("aws_vpn_gateway")
                .marked(object.id)
                .blank()
                .attribute("vpc_id", Expr::code(format!("aws_vpc.{}.id", flat.vpc.label)))
                .attribute_if("amazon_side_asn", asn.map(Expr::shown))
                .attribute("tags", flat.tags(object)),
        );
    }
    body
}

/// The tables that learn from the gateway.
pub(super) fn flat_propagation(flat: &Flat) -> Body {
    let label = &flat.vpc.label;
    let tables = flat.vpc.tables.iter().filter(|table| table.propagates);
    let tables: Vec<_> = tables.map(|table| (table.object.key.clone(), Some(table.object.id))).collect();
    let mut body = Body::new();
    if !tables.is_empty() {
        body.block(
            flat.resource("aws_vpn_gateway_route_propagation")
                .attribute("for_each", Expr::Set(tables))
                .blank()
                .attribute("vpn_gateway_id", Expr::code(format!("aws_vpn_gateway.{label}.id")))
                .attribute("route_table_id", Expr::code(format!("aws_route_table.{label}[each.value].id"))),
        );
    }
    body
}

/// `import` of the gateway, when it exists. Propagation that exists is switched on again: nothing changes.
pub(super) fn imports(vpc: &Vpc, home: &Home) -> Body {
    let mut body = Body::new();
    if let Some(VpnGateway { object, .. }) = &vpc.vpn_gateway {
        let to = match home {
            Home::Flat { .. } => home.address("aws_vpn_gateway"),
            Home::Module { .. } => home.keyed("aws_vpn_gateway", "this"),
        };
        if let Some(id) = &object.aws_id {
            body.block(import(&to, id).marked(object.id));
        }
    }
    body
}
