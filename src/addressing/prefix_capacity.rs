//! How many whole prefixes a subnet can give to network interfaces: what decides how many pods fit.

use super::reserved::reserved_in;
use super::{CidrBlock, Family, PrefixSet};

/// How many prefixes a subnet can give out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrefixCapacity {
    /// The length of a prefix: /28 for IPv4, /80 for IPv6.
    pub length: u8,
    /// How many of them the subnet has in which nothing is reserved or in use.
    pub prefixes: u128,
    /// How many addresses a prefix has: one a pod. An IPv4 prefix has 16.
    pub per_prefix: u128,
    /// How many prefixes are lost because something in them is reserved or in use. Scattered addresses lose many.
    pub broken: u128,
}

impl PrefixCapacity {
    /// How many pods fit: one for each address of each prefix.
    pub fn pods(self) -> u128 {
        self.prefixes.saturating_mul(self.per_prefix)
    }
}

/// How many prefixes `subnet` has for network interfaces, with `used` in use. AWS gives out only whole, aligned ones, so
/// the first and the last, which hold reserved addresses, are never among them.
///
/// Law: `prefixes + broken` is the number of prefixes of that length in the subnet.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-prefix-eni.html>
///
/// ```
/// use cidraw::addressing::{CidrBlock, PrefixSet, prefix_capacity};
///
/// let subnet = CidrBlock::v4([10, 0, 0, 0], 24);
/// let room = prefix_capacity(subnet, &PrefixSet::new());
/// assert_eq!((room.length, room.prefixes, room.pods()), (28, 14, 224));
/// // One address in the middle costs sixteen.
/// let used = PrefixSet::from(CidrBlock::v4([10, 0, 0, 100], 32));
/// assert_eq!(prefix_capacity(subnet, &used).pods(), 208);
/// ```
pub fn prefix_capacity(subnet: CidrBlock, used: &PrefixSet) -> PrefixCapacity {
    let length: u8 = match subnet.family() {
        Family::V4 => 28,
        Family::V6 => 80,
    };
    let mut taken = used.intersect(&subnet.into());
    for (address, _) in reserved_in(subnet) {
        taken.insert(CidrBlock::containing(address, subnet.family().bits()));
    }
    let count = |block: CidrBlock| length.checked_sub(block.length()).map_or(0, |bits| 1u128 << bits.min(127));
    let prefixes = taken.gaps(subnet).prefixes().map(count).sum();
    PrefixCapacity {
        length,
        prefixes,
        per_prefix: 1 << (subnet.family().bits() - length),
        broken: count(subnet) - prefixes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subnet_of_28_has_no_whole_prefix_and_one_of_ipv6_many() {
        assert_eq!(prefix_capacity(CidrBlock::v4([10, 0, 0, 0], 28), &PrefixSet::new()).prefixes, 0);
        assert_eq!(prefix_capacity(CidrBlock::v4([10, 0, 0, 0], 27), &PrefixSet::new()).pods(), 0);
        let v6: CidrBlock = "2001:db8::/64".parse().expect("a block");
        let room = prefix_capacity(v6, &PrefixSet::new());
        assert_eq!((room.length, room.prefixes + room.broken), (80, 65_536));
        assert!(room.prefixes >= 65_534);
    }
}
