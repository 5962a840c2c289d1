use crate::addressing::CidrBlock;
use crate::model::kinds::{RouteTable, Vpc};
use crate::model::{Edit, VpcId};
use crate::rules::network::nested;
use crate::rules::space::move_vpc_block;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// Two blocks of one VPC share addresses.
    ///
    /// ## Why it matters
    /// Each block of a VPC becomes one local route in all of its route tables. If two blocks overlapped, an address would
    /// belong to both, so AWS refuses to add the second. Blocks that touch without overlapping are fine.
    ///
    /// ## What to do
    /// Remove the block that lies inside the other, or move it to a free range. Once created, blocks cannot be resized:
    /// they can only be added and, all but the first, removed.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 10.20.128.0/20
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 10.21.0.0/20
    /// ```
    "addressing/vpc-cidr-overlap-self" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    let blocks: Vec<CidrBlock> = vpc.blocks().collect();
    let at = blocks.iter().copied().enumerate().map(|(at, block)| (block, at));
    for (outer, inner) in nested(at, |a, b| a != b) {
        let (outer, inner) = (outer.min(inner), outer.max(inner));
        let (first, later) = (blocks[outer], blocks[inner]);
        let name = cx.name(id);
        let message = if first == later {
            format!("{name} has the block {first} twice.")
        } else {
            format!("{name}: {first} and {later} overlap. AWS refuses the second of them.")
        };
        let finding = found.at(id, message).field("ipv4");
        let removal = || {
            Fix::new(
                format!("Remove block {later} from {name}"),
                Safety::NeedsChoice,
                [Edit::change(id, move |vpc| {
                    // The first block is the primary one and stays.
                    let keep = vpc.ipv4.iter().position(|b| b.get() == Some(first));
                    let drop = vpc.ipv4.iter().rposition(|b| b.get() == Some(later));
                    if let Some(drop) = drop.filter(|drop| Some(*drop) != keep) {
                        vpc.ipv4.remove(drop);
                    }
                })],
            )
        };
        finding.fix((first == later || !is_for_what_enters(cx, id, later)).then(removal));
        if first != later {
            finding.fix(move_vpc_block(cx, id, later));
        }
    }
}

/// Does a table that a gateway follows lead packets for just this block? It may speak of whole blocks of the VPC only.
fn is_for_what_enters(cx: &Context<'_>, id: VpcId, block: CidrBlock) -> bool {
    cx.referring::<RouteTable>(id)
        .filter(|(_, table)| table.edge_gateway.is_some())
        .any(|(_, table)| table.routes.iter().any(|route| route.destination.get() == Some(block)))
}
