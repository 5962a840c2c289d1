use crate::addressing::CidrBlock;
use crate::model::SubnetId;
use crate::model::kinds::{Role, Vpc};
use crate::ordering::Ordered;

/// The IPv4 addresses of a VPC in order, block after block: what its strip shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strip {
    /// How many addresses the VPC's blocks have.
    pub total: u128,
    /// How many of them are in subnets.
    pub used: u128,
    /// The parts in use, in address order.
    pub spans: Vec<Span>,
    /// What reservations keep, as parts of the whole from and to.
    pub reserved: Vec<(f64, f64)>,
    /// Where one block of the VPC ends and the next begins, as parts of the whole.
    pub borders: Vec<f64>,
}

/// A part of a strip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Where it begins, 0 to 1.
    pub from: f64,
    /// Where it ends, 0 to 1.
    pub to: f64,
    /// What is there.
    pub use_: SpanUse,
    /// The subnet; of two that overlap, the later one.
    pub subnet: SubnetId,
}

/// What is in a part of a strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanUse {
    /// A subnet of a tier with this role.
    Subnet(Role),
    /// Two subnets that share addresses.
    Overlap,
}

impl Strip {
    /// How many addresses no subnet has.
    pub fn free(&self) -> u128 {
        self.total - self.used
    }

    /// The strip of `vpc` with these subnets. Blocks outside the VPC's do not show.
    pub(super) fn new(
        vpc: &Vpc,
        subnets: impl Iterator<Item = (SubnetId, CidrBlock, Role)>,
        reservations: impl Iterator<Item = CidrBlock>,
    ) -> Strip {
        let mut blocks: Vec<(CidrBlock, u128)> = Vec::new();
        let mut total = 0;
        for block in vpc.ipv4_blocks() {
            if blocks.iter().all(|(other, _)| !other.overlaps(block)) {
                blocks.push((block, total));
                total += block.addresses();
            }
        }
        let mut ranges: Vec<(u128, u128, SubnetId, Role)> = subnets
            .filter_map(|(id, block, role)| {
                let (home, start) = blocks.iter().find(|(home, _)| home.covers(block))?;
                let from = start + (block.first_bits() - home.first_bits());
                Some((from, from + block.addresses(), id, role))
            })
            .collect();
        // Of ranges that begin together the wider comes first, so that an overlap is told by the end reached so far.
        ranges.order_by_key(|(from, to, id, _)| (*from, std::cmp::Reverse(*to), *id));
        let part = |address: u128| address as f64 / total as f64;
        let mut spans = Vec::with_capacity(ranges.len());
        let (mut used, mut reached) = (0, 0);
        for (from, to, subnet, role) in ranges {
            if from < reached {
                let shared = to.min(reached);
                spans.push(Span { from: part(from), to: part(shared), use_: SpanUse::Overlap, subnet });
            }
            let fresh = from.max(reached);
            if fresh < to {
                spans.push(Span { from: part(fresh), to: part(to), use_: SpanUse::Subnet(role), subnet });
                used += to - fresh;
                reached = to;
            }
        }
        let kept = reservations.filter_map(|block| {
            let (home, start) = blocks.iter().find(|(home, _)| home.covers(block))?;
            let from = start + (block.first_bits() - home.first_bits());
            Some((part(from), part(from + block.addresses())))
        });
        let reserved = kept.collect();
        let borders = blocks.iter().skip(1).map(|(_, start)| part(*start)).collect();
        Strip { total, used, spans, reserved, borders }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Slug, TypedId};

    fn strip(blocks: &[&str], subnets: &[&str]) -> Strip {
        let vpc = Vpc { ipv4: blocks.iter().map(|b| crate::model::Written::parse(b)).collect(), ..Vpc::default() };
        let id = |i: usize| SubnetId::from_slug(Slug::new(&format!("s{i}")).unwrap());
        let subnets = subnets.iter().enumerate().map(|(i, b)| (id(i), b.parse().unwrap(), Role::Private));
        Strip::new(&vpc, subnets, std::iter::once(CidrBlock::v4([10, 0, 0, 64], 28)))
    }

    #[test]
    fn spans_are_parts_of_all_blocks_in_order() {
        let strip = strip(&["10.0.0.0/24", "10.9.0.0/24"], &["10.9.0.128/25", "10.0.0.0/25"]);
        assert_eq!((strip.total, strip.used, strip.free()), (512, 256, 256));
        let ends: Vec<_> = strip.spans.iter().map(|s| (s.from, s.to)).collect();
        assert_eq!(ends, [(0.0, 0.25), (0.75, 1.0)]);
        assert_eq!(strip.borders, [0.5]);
        assert_eq!(strip.reserved, [(0.125, 0.15625)]);
    }

    #[test]
    fn shared_addresses_are_an_overlap_and_count_once() {
        let strip = strip(&["10.0.0.0/24"], &["10.0.0.0/25", "10.0.0.64/26", "10.0.9.0/26"]);
        assert_eq!(strip.used, 128);
        let uses: Vec<_> = strip.spans.iter().map(|s| (s.use_, s.from, s.to)).collect();
        assert_eq!(uses, [(SpanUse::Subnet(Role::Private), 0.0, 0.5), (SpanUse::Overlap, 0.25, 0.5)]);
    }

    #[test]
    fn a_vpc_without_a_sound_block_has_an_empty_strip() {
        assert_eq!(strip(&["10.0.0.1/24"], &["10.0.0.0/26"]), Strip::default());
    }
}
