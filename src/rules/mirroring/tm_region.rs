use crate::model::kinds::{Balancer, EndpointType, Runs, TrafficMirrorSession, TransitGatewayAttachment, Workload};
use crate::model::{EndpointId, EntityId, LoadBalancerId, TrafficMirrorSessionId, VpcId, WorkloadId};
use crate::rules::workloads::subnets_of;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A workload cannot be mirrored to the target of a session.
    ///
    /// ## Why it matters
    /// Mirroring copies packets of interfaces of instances (and of RDS and ElastiCache), not of Lambda functions and not
    /// in IPv6-only subnets. The copies go by ordinary routes within one Region: to an interface, a Network Load Balancer
    /// or a Gateway Load Balancer endpoint in the same VPC, or in one joined by a peering or a transit gateway.
    ///
    /// ## What to do
    /// Put a target into the same Region and join the VPCs. Or make a Gateway Load Balancer endpoint in the VPC of the
    /// source: what stands behind it may be in any VPC of the Region.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { tier app private { subnet app-a a 10.20.0.0/24 }; workload orders tier=app }
    /// vpc watch 10.21.0.0/16 region=eu-west-1 { tier app private { subnet w-a a 10.21.0.0/24 }; workload probe tier=app }
    /// mirror web orders target=workload:probe
    /// ```
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload hook functions tier=app
    ///   workload probe tier=app
    /// }
    /// mirror web hook target=workload:probe
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { tier app private { subnet app-a a 10.20.0.0/24 }; workload orders tier=app }
    /// vpc watch 10.21.0.0/16 { tier app private { subnet w-a a 10.21.0.0/24 }; workload probe tier=app }
    /// peering main-watch main watch
    /// mirror web orders target=workload:probe
    /// ```
    "mirroring/tm-region" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/mirroring/traffic-mirroring-connection.html",
            "https://docs.aws.amazon.com/vpc/latest/mirroring/traffic-mirroring-network-limitations.html",
        ],
        each: TrafficMirrorSession,
    }
}

fn check(cx: &Context<'_>, id: TrafficMirrorSessionId, session: &TrafficMirrorSession, found: &mut Findings) {
    let Some(source) = cx.get(session.source) else { return };
    let name = cx.name(session.source);
    if let Some(why) = no_source(cx, source) {
        found.at(id, format!("{name} cannot be mirrored: {why}.")).with([session.source]).field("source");
        return;
    }
    let Some(target) = session.target.filter(|target| cx.exists(*target)) else { return };
    let Some(vpc) = place(cx, target) else {
        let message = format!(
            "{name} cannot be mirrored to {}: a target is a workload, a Network Load Balancer or a Gateway Load Balancer endpoint.",
            cx.name(target)
        );
        found.at(id, message).with([target]).field("target");
        return;
    };
    let region = |vpc: VpcId| cx.get(vpc).map(|vpc| vpc.region.clone());
    let Some((here, there)) = region(source.vpc).zip(region(vpc)) else { return };
    let why = if here != there {
        format!("{name} is in {here}, {} in {there}", cx.name(target))
    } else if vpc != source.vpc && !joined(cx, source.vpc, vpc) {
        format!("no peering and no transit gateway joins {} and {}", cx.name(source.vpc), cx.name(vpc))
    } else {
        return;
    };
    let message = format!("{name} cannot be mirrored to {}: {why}.", cx.name(target));
    found.at(id, message).with([session.source.into(), target]).field("target");
}

/// Why no packets of it can be copied.
fn no_source(cx: &Context<'_>, source: &Workload) -> Option<String> {
    if source.runs == Runs::Functions {
        return Some("AWS mirrors no interfaces of Lambda functions".to_owned());
    }
    let subnets = subnets_of(cx.network(source.vpc)?, source);
    let first = subnets.first()?;
    let only_v6 = subnets.iter().all(|subnet| subnet.ipv4.is_none() && subnet.ipv6_block().is_some());
    only_v6.then(|| format!("{} has IPv6 addresses only, and AWS mirrors nothing from there", first.name()))
}

/// The VPC of a target. None for what can be no target.
fn place(cx: &Context<'_>, target: EntityId) -> Option<VpcId> {
    if let Some(workload) = target.typed::<WorkloadId>() {
        return Some(cx.get(workload)?.vpc);
    }
    if let Some(balancer) = target.typed::<LoadBalancerId>() {
        return Some(cx.get(balancer)?).filter(|lb| lb.balancer == Balancer::Network).map(|lb| lb.vpc);
    }
    let endpoint = cx.get(target.typed::<EndpointId>()?)?;
    (endpoint.endpoint_type == EndpointType::GatewayLoadBalancer).then_some(endpoint.vpc)
}

fn joined(cx: &Context<'_>, here: VpcId, there: VpcId) -> bool {
    let peered = cx.peerings(here).any(|(_, peering)| peering.other_end(here) == Some(there));
    let attached = |vpc: VpcId| {
        cx.referring::<TransitGatewayAttachment>(vpc).filter(move |(_, a)| a.resource == EntityId::from(vpc))
    };
    peered
        || attached(here)
            .any(|(_, ours)| attached(there).any(|(_, theirs)| theirs.transit_gateway == ours.transit_gateway))
}
