use std::collections::BTreeMap;

use crate::model::kinds::{Endpoint, EndpointType};
use crate::model::{Edit, EndpointId, SubnetId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// An interface endpoint names two subnets of one zone.
    ///
    /// ## Why it matters
    /// It has one interface a zone, which serves all subnets of that zone, so AWS takes one subnet of each. Nothing is
    /// gained by more: clients reach it from every subnet of the VPC.
    ///
    /// ## What to do
    /// Keep one subnet of each zone, and name one in every zone that has clients.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   tier app private { subnet app-1 a 10.20.0.0/24; subnet app-2 a 10.20.1.0/24 }
    ///   endpoint sqs com.amazonaws.us-east-1.sqs subnets=[app-1, app-2]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   tier app private { subnet app-1 a 10.20.0.0/24; subnet app-2 b 10.20.1.0/24 }
    ///   endpoint sqs com.amazonaws.us-east-1.sqs subnets=[app-1, app-2]
    /// }
    /// ```
    "endpoints/ife-two-subnets-same-az" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"],
        aws_error: "DuplicateSubnetsInSameZone",
        each: Endpoint,
    }
}

fn check(cx: &Context<'_>, id: EndpointId, endpoint: &Endpoint, found: &mut Findings) {
    if endpoint.endpoint_type != EndpointType::Interface {
        return;
    }
    let mut zones: BTreeMap<&str, Vec<SubnetId>> = BTreeMap::new();
    for subnet in &endpoint.subnets {
        if let Some(fields) = cx.get(*subnet).filter(|fields| !fields.zone.is_empty()) {
            zones.entry(&fields.zone).or_default().push(*subnet);
        }
    }
    for (zone, subnets) in zones.into_iter().filter(|(_, subnets)| subnets.len() > 1) {
        let message = format!(
            "{}: {} are all in {zone}. An interface endpoint takes one subnet of each zone.",
            cx.name(id),
            list(subnets.iter().map(|subnet| cx.name(*subnet)))
        );
        let (keep, rest) = (subnets[0], subnets[1..].to_vec());
        found.at(id, message).with(subnets).field("subnets").fix(Fix::new(
            format!("Keep {} in {zone}", cx.name(keep)),
            Safety::ChangesTraffic,
            [Edit::change(id, move |endpoint| endpoint.subnets.retain(|subnet| !rest.contains(subnet)))],
        ));
    }
}
