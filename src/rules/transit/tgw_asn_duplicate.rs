use std::collections::BTreeSet;

use crate::aws::asn::DEFAULT_AMAZON_SIDE_ASN;
use crate::model::kinds::{DirectConnectGateway, TransitGateway, TransitGatewayAttachment, VpnConnection};
use crate::model::{DirectConnectGatewayId, Edit, EntityId, TransitGatewayId, VpnConnectionId};
use crate::rules::asn::free_asn;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// Two transit gateways that meet have the same ASN.
    ///
    /// ## Why it matters
    /// BGP drops a route that has its own ASN in it already, so two gateways with one ASN never learn from each
    /// other: not over a Direct Connect gateway that both are on, and not through a router that both have a VPN connection
    /// to. AWS asks for an ASN each, and gives everybody 64512 who does not choose.
    ///
    /// ## What to do
    /// Give each its own, for example 64601, 64602 and so on. It can be changed as long as nothing that speaks BGP is
    /// attached.
    ///
    /// ```design,finds
    /// tgw east us-east-1
    /// tgw west eu-west-1
    /// attachment east-west east resource=tgw:west
    /// ```
    /// ```design,clean
    /// tgw east us-east-1 asn=64601
    /// tgw west eu-west-1 asn=64602
    /// attachment east-west east resource=tgw:west
    /// ```
    "transit/tgw-asn-duplicate" {
        severity: Advice,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/tgw/create-tgw.html",
            "https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-transit-gateways.html",
        ],
        each: TransitGateway,
    }
}

fn check(cx: &Context<'_>, id: TransitGatewayId, gateway: &TransitGateway, found: &mut Findings) {
    let number = |gateway: &TransitGateway| gateway.asn.unwrap_or(DEFAULT_AMAZON_SIDE_ASN);
    for other in met_by(cx, id).into_iter().filter(|other| *other > id) {
        let Some(fields) = cx.get(other).filter(|fields| number(fields) == number(gateway)) else { continue };
        let message =
            format!("{} and {} both have ASN {}. Give each its own.", cx.name(id), cx.name(other), number(fields));
        let finding = found.on_all([other, id], message).field("asn");
        if let Some(free) = free_asn(cx) {
            finding.fix(Fix::new(
                format!("Give {} ASN {free}", cx.name(other)),
                if cx.exists_in_aws(other) { Safety::NeedsChoice } else { Safety::Safe },
                [Edit::change(other, move |gateway| gateway.asn = Some(free))],
            ));
        }
    }
}

/// The transit gateways that are peered with it, or on the same Direct Connect gateway or router.
fn met_by(cx: &Context<'_>, id: TransitGatewayId) -> BTreeSet<TransitGatewayId> {
    let mut met = BTreeSet::new();
    let mut lines: BTreeSet<DirectConnectGatewayId> =
        cx.referring::<DirectConnectGateway>(id).map(|(line, _)| line).collect();
    let mut connections: BTreeSet<VpnConnectionId> = cx.referring::<VpnConnection>(id).map(|(vpn, _)| vpn).collect();
    for (_, attachment) in cx.referring::<TransitGatewayAttachment>(id) {
        met.insert(attachment.transit_gateway);
        met.extend(attachment.resource.typed::<TransitGatewayId>());
        lines.extend(attachment.resource.typed::<DirectConnectGatewayId>());
        connections.extend(attachment.resource.typed::<VpnConnectionId>());
    }
    for line in lines {
        let associations = cx.get(line).into_iter().flat_map(|line| &line.associations);
        met.extend(associations.filter_map(|to| to.gateway.typed::<TransitGatewayId>()));
        met.extend(cx.referring::<TransitGatewayAttachment>(line).map(|(_, attachment)| attachment.transit_gateway));
    }
    for connection in connections {
        let Some(router) = cx.get(connection).map(|connection| connection.customer_gateway) else { continue };
        let of_router = cx.referring::<VpnConnection>(router);
        met.extend(of_router.filter_map(|(_, vpn)| vpn.gateway.and_then(EntityId::typed::<TransitGatewayId>)));
    }
    met.remove(&id);
    met
}
