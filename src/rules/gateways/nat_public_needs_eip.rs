use crate::aws::region::region;
use crate::model::kinds::{Connectivity, ElasticIp, NatGateway};
use crate::model::{Edit, ElasticIpId, Entity, NatGatewayId};
use crate::rules::nat::network_of;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A public NAT gateway has no elastic IP.
    ///
    /// ## Why it matters
    /// A public NAT gateway is created with an elastic IP, and keeps that first address for life: it is what the rest of
    /// the internet sees, and what partners put on their allow lists.
    ///
    /// ## What to do
    /// Allocate an elastic IP for it, in the same Region.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 { nat out } }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 { nat out eip-a } }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    "gateways/nat-public-needs-eip" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-working-with.html"],
        aws_error: "MissingParameter",
        each: NatGateway,
    }
}

fn check(cx: &Context<'_>, id: NatGatewayId, nat: &NatGateway, found: &mut Findings) {
    // A regional one gets its addresses from AWS, or has them by zone.
    if nat.connectivity != Connectivity::Public || nat.is_regional() || !nat.elastic_ips.is_empty() {
        return;
    }
    let name = cx.name(id);
    let message = format!("{name} is public but has no elastic IP. AWS makes no public NAT gateway without one.");
    let finding = found.at(id, message).field("elastic_ips");
    let Some(network) = network_of(cx, id) else { return };
    let Some(vpc) = network.vpc.as_ref().filter(|vpc| region(&vpc.region).is_some()) else { return };
    let eip_name = format!("{name}-eip");
    let eip: ElasticIpId = cx.new_id(&eip_name);
    let body = ElasticIp { region: vpc.region.clone(), account: cx.account_of(network), address: None };
    finding.fix(Fix::new(
        format!("Allocate an elastic IP for {name}"),
        Safety::Safe,
        [Edit::add(eip, Entity::new(eip_name, body)), Edit::change(id, move |nat| nat.elastic_ips.push(eip))],
    ));
}
