use std::collections::{BTreeMap, BTreeSet};

use crate::model::kinds::Peering;
use crate::model::{EntityId, VpcId};
use crate::rules::{Context, Findings, rule};

rule! {
    /// Many VPCs of a Region are peered each with each.
    ///
    /// ## Why it matters
    /// A full mesh of n VPCs takes n(n-1)/2 peerings and a route for each in both directions: 10 for five VPCs, 45 for
    /// ten. A transit gateway takes one attachment for each VPC, and routes that can be summarised. Peering is cheaper: it
    /// has no hourly price and no price for processing.
    ///
    /// ## What to do
    /// Consider a transit gateway, and keep peerings for the pairs that move much data. If the mesh will not grow, leave
    /// it.
    ///
    /// ```design,finds
    /// vpc a 10.21.0.0/16
    /// vpc b 10.22.0.0/16
    /// vpc c 10.23.0.0/16
    /// vpc d 10.24.0.0/16
    /// vpc e 10.25.0.0/16
    /// peering a-b a b; peering a-c a c; peering a-d a d; peering a-e a e
    /// peering b-c b c; peering b-d b d; peering b-e b e
    /// peering c-d c d; peering c-e c e
    /// peering d-e d e
    /// ```
    /// ```design,clean
    /// vpc hub 10.20.0.0/16
    /// vpc a 10.21.0.0/16
    /// vpc b 10.22.0.0/16
    /// vpc c 10.23.0.0/16
    /// vpc d 10.24.0.0/16
    /// peering hub-a hub a; peering hub-b hub b; peering hub-c hub c; peering hub-d hub d
    /// ```
    "peering/peering-mesh-suggest-tgw" {
        severity: Advice,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/tgw/what-is-transit-gateway.html",
            "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html",
        ],
        design,
    }
}

/// Fewer VPCs are no mesh worth speaking of.
const MESH: usize = 5;

fn check(cx: &Context<'_>, found: &mut Findings) {
    let census = cx.census();
    let region = |vpc: VpcId| census.vpc(vpc).map(|brief| brief.region.as_str());
    let mut peers: BTreeMap<VpcId, BTreeSet<VpcId>> = BTreeMap::new();
    for (_, peering) in cx.all::<Peering>() {
        let (a, b) = (peering.requester, peering.accepter);
        if a != b && region(a).is_some() && region(a) == region(b) {
            peers.entry(a).or_default().insert(b);
            peers.entry(b).or_default().insert(a);
        }
    }
    // Those with many peers, as long as they are peers of each other: what is left of each Region is its dense part.
    let mut left: BTreeSet<VpcId> = peers.keys().copied().collect();
    while let Some((vpc, degree)) = left
        .iter()
        .map(|vpc| (*vpc, peers[vpc].iter().filter(|peer| left.contains(peer)).count()))
        .min_by_key(|(vpc, degree)| (*degree, *vpc))
    {
        let same_region = left.iter().filter(|other| region(**other) == region(vpc)).count();
        if degree >= MESH - 1 && degree * 5 >= (same_region - 1) * 4 {
            break;
        }
        left.remove(&vpc);
    }
    let mut meshes: BTreeMap<Option<&str>, Vec<VpcId>> = BTreeMap::new();
    for vpc in left {
        meshes.entry(region(vpc)).or_default().push(vpc);
    }
    for (region, vpcs) in meshes.into_iter().filter(|(_, vpcs)| vpcs.len() >= MESH) {
        let within = |vpc: &VpcId| peers[vpc].iter().filter(|peer| vpcs.contains(peer)).count();
        let peerings = vpcs.iter().map(within).sum::<usize>() / 2;
        let message = format!(
            "{} VPCs in {} need {peerings} peerings and {} routes at the least. A transit gateway takes {} attachments.",
            vpcs.len(),
            region.unwrap_or("the Region"),
            peerings * 2,
            vpcs.len()
        );
        found.on_all(vpcs.iter().map(|vpc| EntityId::from(*vpc)), message);
    }
}
