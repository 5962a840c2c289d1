//! The bits of an address, and which of them a prefix fixes.

use std::net::IpAddr;

use super::cidr::{CidrBlock, Family, address_bits};

/// Who decides the value of a bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BitRole {
    /// The wider block (a subnet's VPC): the same in everything inside it.
    FixedByParent,
    /// The block itself: what tells it from the other blocks inside the parent.
    FixedByBlock,
    /// Nobody: counts through the addresses of the block.
    Host,
}

/// One bit of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bit {
    /// Is it one?
    pub set: bool,
    /// Who decides it.
    pub role: BitRole,
}

/// The bits of the block's first address, most significant first: 32 or 128 of them.
///
/// ```text
/// 10.0.200.0/22 in 10.0.0.0/16
/// 00001010.00000000.110010 00.00000000
/// |-- parent /16 --|block |-- host --|
/// ```
///
/// A parent that does not cover the block fixes nothing.
///
/// ```
/// use cidraw::addressing::{BitRole, CidrError, bits_of};
///
/// let bits = bits_of("10.0.200.0/22".parse()?, Some("10.0.0.0/16".parse()?));
/// assert_eq!(bits.iter().filter(|b| b.role == BitRole::FixedByBlock).count(), 6);
/// let third: String = bits[16..24].iter().map(|b| if b.set { '1' } else { '0' }).collect();
/// assert_eq!(third, "11001000");
/// # Ok::<(), CidrError>(())
/// ```
pub fn bits_of(block: CidrBlock, parent: Option<CidrBlock>) -> Vec<Bit> {
    bits_of_address(block.first(), block, parent)
}

/// The bits of any address, with the roles that `block` and `parent` give them. See [`bits_of`]; a block that does not
/// contain the address fixes nothing.
pub fn bits_of_address(address: IpAddr, block: CidrBlock, parent: Option<CidrBlock>) -> Vec<Bit> {
    let fixed = if block.contains(address) { block.length() } else { 0 };
    let by_parent = parent.filter(|p| fixed > 0 && p.covers(block)).map_or(0, CidrBlock::length);
    let (bits, value) = (Family::of(address).bits(), address_bits(address));
    (0..bits)
        .map(|place| Bit {
            set: value >> (bits - 1 - place) & 1 == 1,
            role: if place < by_parent {
                BitRole::FixedByParent
            } else if place < fixed {
                BitRole::FixedByBlock
            } else {
                BitRole::Host
            },
        })
        .collect()
}

impl CidrBlock {
    /// The longest prefix that covers both blocks, or `None` when the families differ. Of two that overlap: the wider.
    /// Its length is how many leading bits the two have in common.
    pub fn shared_prefix(self, other: CidrBlock) -> Option<CidrBlock> {
        if self.family() != other.family() {
            return None;
        }
        let unused = 128 - u32::from(self.family().bits());
        let agree = (self.first_bits() ^ other.first_bits()).leading_zeros() - unused;
        let length = self.length().min(other.length()).min(agree as u8);
        Some(CidrBlock::containing(self.first(), length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> CidrBlock {
        text.parse().expect(text)
    }

    fn roles(bits: &[Bit]) -> (usize, usize, usize) {
        let count = |role| bits.iter().filter(|b| b.role == role).count();
        (count(BitRole::FixedByParent), count(BitRole::FixedByBlock), count(BitRole::Host))
    }

    #[test]
    fn the_parent_fixes_its_bits_the_block_the_next_and_the_host_the_rest() {
        assert_eq!(roles(&bits_of(block("10.0.1.0/24"), Some(block("10.0.0.0/16")))), (16, 8, 8));
        assert_eq!(roles(&bits_of(block("10.0.1.0/24"), None)), (0, 24, 8));
        assert_eq!(roles(&bits_of(block("10.0.1.0/24"), Some(block("10.1.0.0/16")))), (0, 24, 8));
        assert_eq!(roles(&bits_of(block("2001:db8:0:1::/64"), Some(block("2001:db8::/56")))), (56, 8, 64));
        let outside = bits_of_address("10.0.2.1".parse().expect("an address"), block("10.0.1.0/24"), None);
        assert_eq!(roles(&outside), (0, 0, 32));
    }

    #[test]
    fn the_shared_prefix_of_two_blocks_is_the_longest_that_covers_both() {
        let shared = |a, b| block(a).shared_prefix(block(b));
        assert_eq!(shared("10.0.0.0/24", "10.0.1.0/24"), Some(block("10.0.0.0/23")));
        assert_eq!(shared("10.0.0.0/16", "10.0.1.0/24"), Some(block("10.0.0.0/16")));
        assert_eq!(shared("10.0.0.0/16", "200.0.0.0/16"), Some(CidrBlock::any_v4()));
        assert_eq!(shared("fd00::/64", "fd00::/64"), Some(block("fd00::/64")));
        assert_eq!(shared("0.0.0.0/0", "::/0"), None);
    }
}
