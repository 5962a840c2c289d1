use std::collections::BTreeMap;

use crate::addressing::{CidrBlock, is_rfc1918, smallest_cover};
use crate::model::VpcId;
use crate::rules::{Context, Findings, rule};

rule! {
    /// The VPCs of a Region cannot be summarised by one route.
    ///
    /// ## Why it matters
    /// When each Region has one aligned range (10.0.0.0/12, 10.16.0.0/12, ...), every other place needs one route to it.
    /// When the blocks are scattered, each VPC needs a route of its own everywhere, and Direct Connect takes only a
    /// hundred of them. Alignment costs nothing while planning and can hardly be had afterwards.
    ///
    /// ## What to do
    /// Make one address pool for each Region, and take the VPCs of that Region from it.
    ///
    /// ```design,finds
    /// vpc a 10.20.0.0/16 region=eu-west-1
    /// vpc b 10.21.0.0/16 region=us-east-1
    /// vpc c 10.22.0.0/16 region=eu-west-1
    /// ```
    /// ```design,clean
    /// vpc a 10.20.0.0/16 region=eu-west-1
    /// vpc c 10.21.0.0/16 region=eu-west-1
    /// vpc b 10.36.0.0/16 region=us-east-1
    /// ```
    "environments/multi-region-summary" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/directconnect/latest/UserGuide/limits.html"],
        design,
    }
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut regions: BTreeMap<&str, Vec<(VpcId, CidrBlock)>> = BTreeMap::new();
    for vpc in cx.census().vpcs() {
        let blocks = vpc.blocks.iter().filter(|block| is_rfc1918(**block));
        regions.entry(&vpc.region).or_default().extend(blocks.map(|block| (vpc.id, *block)));
    }
    for (region, blocks) in &regions {
        let Some(cover) = smallest_cover(blocks.iter().map(|(_, block)| *block)) else { continue };
        let foreign = regions.iter().filter(|(other, _)| *other != region).flat_map(|(other, blocks)| {
            blocks.iter().filter(|(_, block)| cover.overlaps(*block)).map(move |(vpc, _)| (*other, *vpc))
        });
        let mut foreign = foreign;
        let Some((other, vpc)) = foreign.next() else { continue };
        // Two Regions that mix are told once, on the one with more to summarise.
        let rank = |region: &str| regions.get(region).map_or(0, Vec::len);
        if blocks.len() < 2 || (rank(other), *region) > (blocks.len(), other) {
            continue;
        }
        let mut vpcs: Vec<VpcId> = blocks.iter().map(|(vpc, _)| *vpc).collect();
        vpcs.dedup();
        let message = format!(
            "The VPCs of {region} cannot be summarised: {cover} is the smallest prefix that covers them, and {} in {other} \
             is in it too.",
            cx.census().vpc(vpc).map_or_else(String::new, |brief| brief.name.clone())
        );
        found.on_all(vpcs, message);
    }
}
