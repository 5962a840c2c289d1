use crate::aws::asn::DEFAULT_AMAZON_SIDE_ASN;
use crate::model::kinds::{DirectConnectGateway, TransitGatewayAttachment};
use crate::model::{DirectConnectGatewayId, Edit, TransitGatewayId};
use crate::rules::asn::free_asn;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A Direct Connect gateway has the ASN of a transit gateway that it leads to.
    ///
    /// ## Why it matters
    /// The two speak BGP with each other and need different numbers. Both have 64512 where nobody chooses, and then AWS refuses
    /// the association.
    ///
    /// ## What to do
    /// Give the Direct Connect gateway a number of its own when it is made: it cannot be changed later, while that of a
    /// transit gateway can, as long as nothing that speaks BGP is attached.
    ///
    /// ```design,finds
    /// external office 192.168.0.0/20
    /// tgw hub us-east-1
    /// dxgw direct network=office associations=[{gateway: tgw:hub, allowed_prefixes: [10.20.0.0/16]}]
    /// ```
    /// ```design,clean
    /// external office 192.168.0.0/20
    /// tgw hub us-east-1
    /// dxgw direct asn=64600 network=office associations=[{gateway: tgw:hub, allowed_prefixes: [10.20.0.0/16]}]
    /// ```
    "hybrid/dxgw-asn-of-transit-gateway" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/directconnect/latest/UserGuide/create-transit-vif-for-gateway.html"],
        each: DirectConnectGateway,
    }
}

fn check(cx: &Context<'_>, id: DirectConnectGatewayId, line: &DirectConnectGateway, found: &mut Findings) {
    let number = line.asn.unwrap_or(DEFAULT_AMAZON_SIDE_ASN);
    let mut gateways: Vec<TransitGatewayId> = line.associations.iter().filter_map(|to| to.gateway.typed()).collect();
    gateways.extend(cx.referring::<TransitGatewayAttachment>(id).map(|(_, attachment)| attachment.transit_gateway));
    let mut told: Vec<TransitGatewayId> = Vec::new();
    for gateway in gateways {
        let same = cx.get(gateway).is_some_and(|fields| fields.asn.unwrap_or(DEFAULT_AMAZON_SIDE_ASN) == number);
        if !same || told.contains(&gateway) {
            continue;
        }
        told.push(gateway);
        let message =
            format!("{} and {} both have ASN {number}: AWS refuses to associate them.", cx.name(id), cx.name(gateway));
        let finding = found.at(id, message).with([gateway]).field("asn");
        if let Some(free) = free_asn(cx) {
            let safety = match cx.exists_in_aws(id) {
                true => Safety::Replaces(vec![id.into()]),
                false => Safety::Safe,
            };
            let edit = Edit::change(id, move |line| line.asn = Some(free));
            finding.fix(Fix::new(format!("Give {} ASN {free}", cx.name(id)), safety, [edit]));
        }
    }
}
