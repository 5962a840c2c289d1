//! Which VPCs can be peered, and where the others overlap: for pairs that nobody has joined yet, too.

use std::collections::BTreeMap;

use crate::addressing::{CidrBlock, overlapping_pairs};
use crate::model::kinds::{Peering, Vpc};
use crate::model::{Design, PeeringId, VpcId};
use crate::ordering::Ordered;

/// What holds between two VPCs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// They are one and the same.
    Same,
    /// They can be peered.
    Possible,
    /// They are peered.
    Joined(PeeringId),
    /// AWS refuses a peering between them: these blocks share addresses, the first VPC's and the second's.
    Overlap(CidrBlock, CidrBlock),
    /// They are drawn as peered although their blocks share addresses.
    JoinedDespite(PeeringId, CidrBlock, CidrBlock),
}

/// What holds between every two VPCs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeeringMatrix {
    /// The VPCs, those of an environment side by side, each by name.
    pub vpcs: Vec<VpcId>,
    peerings: BTreeMap<(VpcId, VpcId), PeeringId>,
    overlaps: BTreeMap<(VpcId, VpcId), (CidrBlock, CidrBlock)>,
}

impl PeeringMatrix {
    /// Looks at all VPCs of a design. One pass over their sorted blocks finds every overlap.
    ///
    /// Law: `relation(a, b)` overlaps exactly when an IPv4 block of one shares an address with one of the other. IPv6
    /// plays no part: AWS looks at IPv4 only.
    /// <https://docs.aws.amazon.com/vpc/latest/peering/invalid-peering-configurations.html>
    pub fn of(design: &Design) -> PeeringMatrix {
        let mut vpcs: Vec<VpcId> = design.all::<Vpc>().map(|(id, _)| id).collect();
        vpcs.order_by_cached_key(|id| {
            let environment = design.get(*id).and_then(|vpc| vpc.environment);
            (environment.is_none(), environment.map(|id| design.name(id)), design.name(*id), *id)
        });
        let held =
            design.all::<Vpc>().flat_map(|(id, vpc)| vpc.ipv4_blocks().map(move |b| (b, id)).collect::<Vec<_>>());
        let (blocks, owners): (Vec<CidrBlock>, Vec<VpcId>) = held.unzip();
        let mut overlaps = BTreeMap::new();
        for (a, b) in overlapping_pairs(&blocks) {
            let (a, b) = if owners[a] < owners[b] { (a, b) } else { (b, a) };
            if owners[a] != owners[b] {
                overlaps.entry((owners[a], owners[b])).or_insert((blocks[a], blocks[b]));
            }
        }
        let ends = |peering: &Peering| {
            let (a, b) = (peering.requester, peering.accepter);
            (a.min(b), a.max(b))
        };
        // Of two peerings between the same VPCs the first stands for both.
        let peerings = design.all::<Peering>().rev().map(|(id, peering)| (ends(peering), id)).collect();
        PeeringMatrix { vpcs, peerings, overlaps }
    }

    /// What holds between two VPCs.
    pub fn relation(&self, a: VpcId, b: VpcId) -> Relation {
        if a == b {
            return Relation::Same;
        }
        let pair = (a.min(b), a.max(b));
        let overlap = self.overlaps.get(&pair).map(|(low, high)| if a < b { (*low, *high) } else { (*high, *low) });
        match (self.peerings.get(&pair), overlap) {
            (Some(peering), Some((left, right))) => Relation::JoinedDespite(*peering, left, right),
            (Some(peering), None) => Relation::Joined(*peering),
            (None, Some((left, right))) => Relation::Overlap(left, right),
            (None, None) => Relation::Possible,
        }
    }

    /// How many pairs of VPCs overlap.
    pub fn overlapping(&self) -> usize {
        self.overlaps.len()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Entity, IdSource};
    use crate::notation::parse;

    #[test]
    fn pairs_are_joined_can_be_or_overlap() {
        let design = parse(
            "environment prod; vpc a 10.0.0.0/16 environment=prod; vpc b 10.0.128.0/17; vpc c 10.2.0.0/16; vpc d 10.2.0.0/24
             peering p a c; peering q c d",
        )
        .expect("notation");
        let matrix = PeeringMatrix::of(&design);
        let names: Vec<String> = matrix.vpcs.iter().map(|id| design.name(*id)).collect();
        assert_eq!(names, ["a", "b", "c", "d"]);
        let [a, b, c, d] = matrix.vpcs[..] else { panic!("four") };
        let block = |text: &str| text.parse::<CidrBlock>().expect(text);
        assert_eq!(matrix.relation(b, a), Relation::Overlap(block("10.0.128.0/17"), block("10.0.0.0/16")));
        assert!(matches!(matrix.relation(c, a), Relation::Joined(_)));
        assert!(matches!(matrix.relation(c, d), Relation::JoinedDespite(..)));
        assert_eq!(matrix.relation(a, d), Relation::Possible);
        assert_eq!(matrix.relation(a, a), Relation::Same);
        assert_eq!(matrix.overlapping(), 2);
    }

    proptest! {
        #[test]
        fn an_overlap_is_what_comparing_each_with_each_finds(blocks in prop::collection::vec((0..8u8, 12..25u8), 1..24)) {
            let mut ids = IdSource::new(1);
            let vpc = |(second, length): &(u8, u8)| {
                let block = CidrBlock::containing(std::net::Ipv4Addr::new(10, *second, 0, 0).into(), *length);
                Vpc { ipv4: vec![block.into()], ..Vpc::default() }
            };
            let vpcs: Vec<(VpcId, Vpc)> = blocks.iter().map(|block| (ids.fresh(), vpc(block))).collect();
            let design = Design::from_entities(vpcs.iter().map(|(id, vpc)| ((*id).into(), Entity::new("", vpc.clone()))));
            let matrix = PeeringMatrix::of(&design);
            for (a, left) in &vpcs {
                for (b, right) in &vpcs {
                    let expected = a != b && left.ipv4_blocks().any(|l| right.ipv4_blocks().any(|r| l.overlaps(r)));
                    prop_assert_eq!(matches!(matrix.relation(*a, *b), Relation::Overlap(..)), expected);
                }
            }
        }
    }
}
