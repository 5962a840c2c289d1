use crate::model::kinds::ElasticIp;
use crate::model::{ElasticIpId, Written};
use crate::rules::{Context, Findings, rule};

rule! {
    /// A text that should be an IPv4 address is not one.
    ///
    /// ## Why it matters
    /// An address is four numbers from 0 to 255, without a prefix length. Anything else cannot be looked up or exported.
    ///
    /// ## What to do
    /// Write the address as AWS shows it, or leave the field empty: AWS chooses the address when it is allocated.
    ///
    /// ```design,finds
    /// eip eip-a region=us-east-1 address=203.0.113.256
    /// ```
    /// ```design,clean
    /// eip eip-a region=us-east-1 address=203.0.113.25
    /// ```
    "addressing/address-malformed" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-eips.html"],
        aws_error: "InvalidParameterValue",
        each: ElasticIp,
    }
}

fn check(cx: &Context<'_>, id: ElasticIpId, eip: &ElasticIp, found: &mut Findings) {
    if let Some(Written::Unsound(text)) = &eip.address {
        let message = format!("{}: \"{text}\" is not an IPv4 address.", cx.name(id));
        found.at(id, message).field("address");
    }
}
