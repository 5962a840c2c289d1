use crate::model::kinds::{BlockPublicAccess, Connectivity, RouteTable, Scheme, Vpc};
use crate::model::{Edit, EntityId, VpcId};
use crate::rules::words::list;
use crate::rules::workloads::subnets_of;
use crate::rules::{Context, Findings, Fix, Network, Safety, rule};

rule! {
    /// Block Public Access stops a way to the internet that the VPC is drawn with.
    ///
    /// ## Why it matters
    /// VPC Block Public Access is switched on for an account in a Region and stands before its internet gateways and
    /// egress-only gateways, whatever routes, security groups and network ACLs say. In both directions it stops NAT gateways
    /// too; for what comes in only, they and egress-only gateways go on working. VPN connections, peerings and transit
    /// gateways are never affected.
    ///
    /// ## What to do
    /// Exclude the VPC (or one of its subnets) from Block Public Access, or give up the way to the internet.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 block_public_access=bidirectional {
    ///   igw main
    ///   route_table rt main { 0.0.0.0/0 -> igw:main }
    ///   tier web public { subnet web-a a 10.20.0.0/24; subnet web-b b 10.20.1.0/24 }
    ///   lb front subnets=[web-a, web-b] listeners=[{port: 443}]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 block_public_access=ingress {
    ///   igw main
    ///   route_table rt-public { 0.0.0.0/0 -> igw:main }
    ///   route_table rt-app { 0.0.0.0/0 -> nat:out }
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt-public { nat out eip-a } }
    ///   tier app private { subnet app-a a 10.20.1.0/24 route_table=rt-app }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    "gateways/vpc-bpa-blocks-path" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    let (mode, blocked) = match vpc.block_public_access {
        BlockPublicAccess::Off => return,
        BlockPublicAccess::Ingress => ("of what comes in", inward(network)),
        BlockPublicAccess::Bidirectional => {
            ("in both directions", inward(network).into_iter().chain(outward(cx, network)).collect())
        }
    };
    let mut ways: Vec<EntityId> = Vec::new();
    blocked.into_iter().for_each(|way| {
        if !ways.contains(&way) {
            ways.push(way)
        }
    });
    if ways.is_empty() {
        return;
    }
    let name = network.name();
    let message = format!(
        "Block Public Access {mode} stops {} in {name}.",
        list(ways.iter().map(|way| format!("{} {}", way.kind.title(), cx.name(*way))))
    );
    found.at(id, message).with(ways).field("block_public_access").fix(Fix::new(
        format!("Exclude {name} from Block Public Access"),
        Safety::NeedsChoice,
        [Edit::change(id, |vpc| vpc.block_public_access = BlockPublicAccess::Off)],
    ));
}

/// What is there to be called from the internet.
fn inward(network: &Network) -> Vec<EntityId> {
    let balancers = network.load_balancers.iter();
    let facing =
        balancers.filter(|balancer| balancer.scheme == Scheme::InternetFacing && !balancer.listeners.is_empty());
    let mut ways: Vec<EntityId> = facing.map(|balancer| balancer.entity_id()).collect();
    let workloads = network.workloads.iter();
    let public = workloads.filter(|workload| {
        let subnets = subnets_of(network, workload);
        workload.public_address && !workload.listens.is_empty() && subnets.iter().any(|s| network.leads_to_internet(s))
    });
    ways.extend(public.map(|workload| workload.entity_id()));
    ways
}

/// What leads packets out.
fn outward(cx: &Context<'_>, network: &Network) -> Vec<EntityId> {
    let is_used = |gateway: &EntityId| cx.referring::<RouteTable>(*gateway).next().is_some();
    let gateways = network.internet_gateways.iter().map(|gateway| gateway.entity_id());
    let egress_only = network.egress_only_gateways.iter().map(|gateway| gateway.entity_id());
    let translating = network.nat_gateways.iter().filter(|nat| nat.connectivity == Connectivity::Public);
    gateways.chain(egress_only).chain(translating.map(|nat| nat.entity_id())).filter(is_used).collect()
}
