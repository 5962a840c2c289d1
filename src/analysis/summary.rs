//! One route for many blocks, and what else it would cover.

use crate::addressing::{CidrBlock, Family, PrefixSet, smallest_cover, summarise};
use crate::model::kinds::{AddressPool, Subnet, Vpc};
use crate::model::{Body, Design, EntityId, TierId, Written};

/// The blocks of some objects, summed up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The fewest prefixes that cover exactly these addresses, in address order.
    pub exact: Vec<CidrBlock>,
    /// The one smallest prefix over all of them.
    pub one: Option<CidrBlock>,
    /// Blocks of others that the one prefix would cover as well.
    pub others: Vec<(EntityId, CidrBlock)>,
    /// What the one prefix would cover that nobody has.
    pub unused: Vec<CidrBlock>,
}

/// Sums up the blocks of VPCs, tiers, subnets and pools, in one family.
///
/// Laws: `exact` has the same addresses as the blocks and no shorter list has; `one` covers them, and neither half of
/// it does.
pub fn summary_of(design: &Design, ids: &[EntityId], family: Family) -> Summary {
    let blocks: Vec<CidrBlock> =
        ids.iter().flat_map(|id| blocks_of(design, *id)).filter(|block| block.family() == family).collect();
    let Some(one) = smallest_cover(blocks.iter().copied()) else { return Summary::default() };
    let own: PrefixSet = blocks.iter().copied().collect();
    let mut others: Vec<(EntityId, CidrBlock)> = Vec::new();
    let alien = |block: &CidrBlock| one.covers(*block) && !own.overlaps(*block);
    for (id, vpc) in design.all::<Vpc>() {
        others.extend(vpc.blocks().filter(alien).map(|block| (id.into(), block)));
    }
    let mut held: PrefixSet = others.iter().map(|(_, block)| *block).chain(blocks.iter().copied()).collect();
    for (id, subnet) in design.all::<Subnet>() {
        // Those of a VPC that is named already say nothing new.
        let new = subnet.blocks().filter(alien).filter(|block| !held.covers(*block));
        others.extend(new.map(|block| (id.into(), block)).collect::<Vec<_>>());
    }
    held.extend(others.iter().map(|(_, block)| *block));
    Summary { exact: summarise(blocks), one: Some(one), others, unused: held.gaps(one).prefixes().collect() }
}

fn blocks_of(design: &Design, id: EntityId) -> Vec<CidrBlock> {
    let Some(entity) = design.entity(id) else { return Vec::new() };
    match &entity.body {
        Body::Vpc(vpc) => vpc.blocks().collect(),
        Body::Subnet(subnet) => subnet.blocks().collect(),
        Body::AddressPool(AddressPool { blocks, .. }) => blocks.iter().filter_map(Written::get).collect(),
        Body::Tier(_) => {
            let tier: Option<TierId> = id.typed();
            let subnets = design.referring::<Subnet>(id).filter(|(_, subnet)| Some(subnet.tier) == tier);
            subnets.flat_map(|(_, subnet)| subnet.blocks().collect::<Vec<_>>()).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use crate::notation::parse;

    #[test]
    fn the_one_prefix_says_what_else_it_covers() {
        let design = parse(
            "vpc a 10.0.0.0/16 { tier t private { subnet x a 10.0.0.0/24; subnet y b 10.0.1.0/24; subnet z c 10.0.2.0/24 }
               tier u private { subnet w a 10.0.3.0/25 } }",
        )
        .expect("notation");
        let named = |kind: Kind, name: &str| design.of_kind(kind).find(|(_, e)| e.head.name == name).expect(name).0;
        let tier = summary_of(&design, &[named(Kind::Tier, "t")], Family::V4);
        let block = |text: &str| text.parse::<CidrBlock>().expect(text);
        assert_eq!(tier.exact, [block("10.0.0.0/23"), block("10.0.2.0/24")]);
        assert_eq!(tier.one, Some(block("10.0.0.0/22")));
        assert_eq!(tier.others, [(named(Kind::Subnet, "w"), block("10.0.3.0/25"))]);
        assert_eq!(tier.unused, [block("10.0.3.128/25")]);
        assert_eq!(summary_of(&design, &[], Family::V4), Summary::default());
    }
}
