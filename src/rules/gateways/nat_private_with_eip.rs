use crate::model::kinds::{Connectivity, NatGateway};
use crate::model::{Edit, EntityId, NatGatewayId};
use crate::rules::space::replacing;
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, rule};

rule! {
    /// A private NAT gateway has an elastic IP.
    ///
    /// ## Why it matters
    /// A private NAT gateway hides hosts behind another *private* address, on the way to another VPC or a company network.
    /// It never faces the internet, an internet gateway drops what it sends, and AWS refuses an elastic IP for it.
    ///
    /// ## What to do
    /// Take the elastic IP away, or make the gateway public if it is meant for the internet.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 { nat inner eip-a connectivity=private } }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 { nat inner connectivity=private } }
    /// }
    /// ```
    "gateways/nat-private-with-eip" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html"],
        aws_error: "InvalidParameterCombination",
        each: NatGateway,
    }
}

fn check(cx: &Context<'_>, id: NatGatewayId, nat: &NatGateway, found: &mut Findings) {
    if nat.connectivity != Connectivity::Private || nat.is_regional() || nat.elastic_ips.is_empty() {
        return;
    }
    let name = cx.name(id);
    let eips = list(nat.elastic_ips.iter().map(|eip| cx.name(*eip)));
    let message = format!("{name} is private and cannot have an elastic IP, but has {eips}.");
    let safety = replacing([(EntityId::from(id), cx.exists_in_aws(id))]);
    let fix = Fix::new(format!("Take {eips} from {name}"), safety, [Edit::change(id, |nat| nat.elastic_ips.clear())]);
    found.at(id, message).with(nat.elastic_ips.iter().copied()).field("elastic_ips").fix(fix);
}
