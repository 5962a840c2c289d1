use crate::addressing::{CidrBlock, Family, LINK_LOCAL_V4};
use crate::aws::limits;
use crate::model::kinds::TransitGateway;
use crate::model::{Edit, EntityId, TransitGatewayId};
use crate::rules::learned::{connections, lines, over_vpn, ranges_of};
use crate::rules::transit_tables::attachments;
use crate::rules::transit_ways::propagated;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A transit gateway has a block of its own that AWS does not take.
    ///
    /// ## Why it matters
    /// The blocks of a transit gateway give addresses to Connect peers and to VPN tunnels over Direct Connect. AWS takes up
    /// to five, IPv4 to /24 and IPv6 to /64, not in 169.254.0.0/16, and clear of the networks that are attached. Ordinary
    /// designs need none.
    ///
    /// ## What to do
    /// Take a free block of /24 or larger, or none.
    ///
    /// ```design,finds
    /// tgw hub us-east-1 blocks=[10.99.0.0/26]
    /// ```
    /// ```design,finds
    /// vpc main 10.20.0.0/16
    /// tgw hub us-east-1 blocks=[10.20.4.0/24]
    /// attachment main hub resource=vpc:main
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16
    /// tgw hub us-east-1 blocks=[10.99.0.0/24]
    /// attachment main hub resource=vpc:main
    /// ```
    "transit/tgw-cidr-block-size" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/tgw/create-tgw.html",
            "https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html",
        ],
        aws_error: "InvalidParameterValue",
        each: TransitGateway,
    }
}

fn check(cx: &Context<'_>, id: TransitGatewayId, gateway: &TransitGateway, found: &mut Findings) {
    let name = cx.name(id);
    let most = limits::TGW_CIDR_BLOCKS.default.map_or(usize::MAX, |most| most as usize);
    if gateway.blocks.len() > most {
        let message = format!("{name} has {} blocks of its own; AWS takes {most} at most.", gateway.blocks.len());
        found.at(id, message).field("blocks");
    }
    let mut beyond: Vec<(CidrBlock, EntityId)> = Vec::new();
    for (_, attachment) in attachments(cx, id) {
        beyond.extend(propagated(cx, attachment).into_iter().map(|block| (block, attachment.resource)));
    }
    for (connection, fields) in connections(cx, id.into()) {
        beyond.extend(over_vpn(cx, fields).into_iter().map(|block| (block, connection.into())));
    }
    for (line, fields) in lines(cx, id.into()) {
        beyond.extend(ranges_of(cx, fields.network).into_iter().map(|block| (block, line.into())));
    }
    for block in gateway.blocks.iter().filter_map(|block| block.get()) {
        let shortest = match block.family() {
            Family::V4 => 24,
            Family::V6 => 64,
        };
        let overlap = beyond.iter().find(|(network, _)| network.overlaps(block));
        let (why, with) = if block.length() > shortest {
            (format!("it is smaller than a /{shortest}"), None)
        } else if LINK_LOCAL_V4.overlaps(block) {
            (format!("it lies in {LINK_LOCAL_V4}"), None)
        } else if let Some((network, of)) = overlap {
            (format!("it overlaps {network} behind {}", cx.name(*of)), Some(*of))
        } else {
            continue;
        };
        let finding = found.at(id, format!("{name} cannot have the block {block}: {why}.")).field("blocks").with(with);
        let wider = CidrBlock::containing(block.first(), shortest);
        let free = !beyond.iter().any(|(network, _)| network.overlaps(wider)) && !LINK_LOCAL_V4.overlaps(wider);
        let alone = !gateway.blocks.iter().filter_map(|b| b.get()).any(|b| b != block && b.overlaps(wider));
        if block.length() > shortest && free && alone {
            finding.fix(Fix::new(
                format!("Make it {wider}"),
                Safety::NeedsChoice,
                [Edit::change(id, move |gateway| {
                    gateway.blocks.iter_mut().filter(|b| b.get() == Some(block)).for_each(|b| *b = wider.into());
                })],
            ));
        }
        finding.fix(Fix::new(
            format!("Take {block} away from {name}"),
            Safety::NeedsChoice,
            [Edit::change(id, move |gateway| gateway.blocks.retain(|b| b.get() != Some(block)))],
        ));
    }
}
