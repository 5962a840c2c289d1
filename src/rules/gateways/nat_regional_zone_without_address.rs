use std::collections::BTreeSet;

use crate::aws::region::region;
use crate::model::kinds::{ElasticIp, NatGateway, ZoneAddresses};
use crate::model::{Edit, ElasticIpId, Entity, EntityId, NatGatewayId};
use crate::rules::nat::{network_of, routed_through};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A regional NAT gateway whose addresses are listed by zone has none for a zone that uses it.
    ///
    /// ## Why it matters
    /// As soon as one zone is listed, AWS no longer chooses zones and addresses: the gateway works in the listed zones and
    /// nowhere else. What subnets of other zones send to it does not get through, though the route is there.
    ///
    /// ## What to do
    /// Give it an elastic IP for each zone that uses it. Or list no zone at all, and let AWS follow the subnets.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   nat out availability=regional zone_addresses=[{zone: us-east-1a, elastic_ips: [eip:eip-a]}]
    ///   route_table rt { 0.0.0.0/0 -> nat:out }
    ///   tier app private {
    ///     subnet app-a a 10.20.0.0/24 route_table=rt
    ///     subnet app-b b 10.20.1.0/24 route_table=rt
    ///   }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   nat out availability=regional
    ///   route_table rt { 0.0.0.0/0 -> nat:out }
    ///   tier app private {
    ///     subnet app-a a 10.20.0.0/24 route_table=rt
    ///     subnet app-b b 10.20.1.0/24 route_table=rt
    ///   }
    /// }
    /// ```
    "gateways/nat-regional-zone-without-address" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html",
            "https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html",
        ],
        each: NatGateway,
    }
}

fn check(cx: &Context<'_>, id: NatGatewayId, nat: &NatGateway, found: &mut Findings) {
    if !nat.is_regional() || nat.zone_addresses.is_empty() {
        return;
    }
    let Some(network) = network_of(cx, id) else { return };
    let has = |zone: &str| nat.zone_addresses.iter().any(|own| own.zone == zone && !own.elastic_ips.is_empty());
    let behind: Vec<_> = routed_through(network, id).filter(|s| !s.zone.is_empty() && !has(&s.zone)).collect();
    let listed = nat.zone_addresses.iter().map(|own| own.zone.as_str()).filter(|zone| !has(zone));
    let lacking: BTreeSet<&str> = behind.iter().map(|s| s.zone.as_str()).chain(listed).collect();
    if lacking.is_empty() {
        return;
    }
    let name = cx.name(id);
    let zones = list(&lacking);
    let message = format!("{name} has no elastic IP in {zones}: what is sent to it there does not get through.");
    let finding = found.at(id, message).with(behind.iter().map(|s| EntityId::from(s.id))).field("zone_addresses");
    let Some(vpc) = network.vpc.as_ref().filter(|vpc| region(&vpc.region).is_some()) else { return };
    let mut edits = Vec::new();
    for zone in lacking {
        let eip_name = format!("{name}-{}-eip", zone.rsplit('-').next().unwrap_or(zone));
        let eip: ElasticIpId = cx.new_id(&eip_name);
        let body = ElasticIp { region: vpc.region.clone(), account: cx.account_of(network), address: None };
        edits.push(Edit::add(eip, Entity::new(eip_name, body)));
        let zone = zone.to_owned();
        edits.push(Edit::change(id, move |nat: &mut NatGateway| {
            match nat.zone_addresses.iter_mut().find(|own| own.zone == zone) {
                Some(own) => own.elastic_ips.push(eip),
                None => nat.zone_addresses.push(ZoneAddresses { zone: zone.clone(), elastic_ips: vec![eip] }),
            }
        }));
    }
    finding.fix(Fix::new(format!("Allocate an elastic IP for {name} in {zones}"), Safety::Safe, edits));
}
