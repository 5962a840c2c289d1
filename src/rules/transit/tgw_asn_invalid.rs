use crate::aws::asn::{DEFAULT_AMAZON_SIDE_ASN, is_amazon_side_asn};
use crate::model::kinds::TransitGateway;
use crate::model::{Edit, TransitGatewayId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A transit gateway has a BGP number that AWS does not take.
    ///
    /// ## Why it matters
    /// The Amazon side of BGP sessions uses a private number: 64512 to 65534, or 4200000000 to 4294967294. Others belong
    /// to somebody on the internet, or are reserved (65535, 4294967295). AWS refuses them.
    ///
    /// ## What to do
    /// Take a private number, a different one for each gateway that will ever meet another.
    ///
    /// ```design,finds
    /// tgw hub us-east-1 asn=65535
    /// ```
    /// ```design,clean
    /// tgw hub us-east-1 asn=64601
    /// ```
    "transit/tgw-asn-invalid" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/tgw/create-tgw.html"],
        aws_error: "InvalidParameterValue",
        each: TransitGateway,
    }
}

fn check(cx: &Context<'_>, id: TransitGatewayId, gateway: &TransitGateway, found: &mut Findings) {
    let Some(asn) = gateway.asn.filter(|asn| !is_amazon_side_asn(*asn)) else { return };
    let message = format!(
        "{}: the Amazon side cannot have the BGP number {asn}. It takes 64512 to 65534, or 4200000000 to 4294967294.",
        cx.name(id)
    );
    let used: Vec<u32> = cx.all::<TransitGateway>().filter_map(|(_, other)| other.asn).collect();
    let free = (DEFAULT_AMAZON_SIDE_ASN..).find(|asn| !used.contains(asn)).unwrap_or(DEFAULT_AMAZON_SIDE_ASN);
    found.at(id, message).field("asn").fix(Fix::new(
        format!("Give {} the number {free}", cx.name(id)),
        Safety::ChangesTraffic,
        [Edit::change(id, move |gateway| gateway.asn = Some(free))],
    ));
}
