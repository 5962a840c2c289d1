//! Addresses that are not there to be given out: the five of every subnet, and the ranges with a purpose of their own.
//!
//! Only what the RFCs say of a range. What AWS allows where is for the layer above.

use std::net::IpAddr;

use super::{CidrBlock, Family};

/// How many addresses AWS keeps in each subnet, in IPv4 and in IPv6: the first four and the last.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>
pub const RESERVED_PER_SUBNET: u64 = 5;

/// How many addresses of a subnet can be given to something: all but [`RESERVED_PER_SUBNET`], never below 0.
///
/// ```
/// use cidraw::addressing::{CidrError, usable_addresses};
///
/// assert_eq!(usable_addresses("10.0.0.0/24".parse()?), 251);
/// assert_eq!(usable_addresses("10.0.0.0/28".parse()?), 11);
/// assert_eq!(usable_addresses("10.0.0.0/31".parse()?), 0);
/// # Ok::<(), CidrError>(())
/// ```
pub fn usable_addresses(subnet: CidrBlock) -> u128 {
    subnet.addresses().saturating_sub(RESERVED_PER_SUBNET.into())
}

/// Why AWS keeps an address of a subnet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReservedFor {
    /// The first address of an IPv4 subnet names the network.
    Network,
    /// The VPC router: +1.
    Router,
    /// IPv4: +2 is kept for DNS. The resolver itself answers at the VPC's primary block +2.
    Dns,
    /// IPv4: +3 is kept for future use.
    FutureUse,
    /// IPv4: the last address. A VPC has no broadcast, the address is kept all the same.
    Broadcast,
    /// IPv6: kept, without a published purpose.
    Unspecified,
}

/// The addresses that AWS keeps in a subnet, in address order. A block of fewer than five addresses (no subnet can be
/// so small) is kept whole.
///
/// ```text
/// 10.0.0.0/28   .0 network  .1 router  .2 DNS  .3 future use  | .4 ... .14 usable |  .15 broadcast
/// ```
///
/// Law: `reserved_in(b).len() + usable_addresses(b) == b.addresses()` (up to the saturation of `::/0`).
pub fn reserved_in(subnet: CidrBlock) -> Vec<(IpAddr, ReservedFor)> {
    use ReservedFor::*;
    let (first_four, last) = match subnet.family() {
        Family::V4 => ([Network, Router, Dns, FutureUse], Broadcast),
        Family::V6 => ([Unspecified, Router, Unspecified, Unspecified], Unspecified),
    };
    let mut kept: Vec<_> = (0..).zip(first_four).filter_map(|(n, why)| Some((subnet.nth(n)?, why))).collect();
    if kept.iter().all(|(address, _)| *address != subnet.last()) {
        kept.push((subnet.last(), last));
    }
    kept
}

/// A range that an RFC sets apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpecialRange {
    /// The range.
    pub block: CidrBlock,
    /// What it is for, as a noun phrase: "private use".
    pub purpose: &'static str,
    /// The RFC that says so.
    pub rfc: u16,
    /// Is it unicast that networks may number their own hosts from?
    pub private: bool,
}

const fn special(block: CidrBlock, purpose: &'static str, rfc: u16) -> SpecialRange {
    SpecialRange { block, purpose, rfc, private: false }
}

const fn private(block: CidrBlock, purpose: &'static str, rfc: u16) -> SpecialRange {
    SpecialRange { block, purpose, rfc, private: true }
}

/// Private IPv4 (RFC 1918).
pub const RFC1918: [CidrBlock; 3] =
    [CidrBlock::v4([10, 0, 0, 0], 8), CidrBlock::v4([172, 16, 0, 0], 12), CidrBlock::v4([192, 168, 0, 0], 16)];

/// Shared IPv4 address space, for carrier-grade NAT (RFC 6598).
pub const RFC6598: CidrBlock = CidrBlock::v4([100, 64, 0, 0], 10);

/// Unique local IPv6 (RFC 4193).
pub const UNIQUE_LOCAL: CidrBlock = CidrBlock::v6([0xfc00, 0, 0, 0, 0, 0, 0, 0], 7);

/// Link-local IPv4 (RFC 3927).
pub const LINK_LOCAL_V4: CidrBlock = CidrBlock::v4([169, 254, 0, 0], 16);

/// Link-local IPv6 (RFC 4291).
pub const LINK_LOCAL_V6: CidrBlock = CidrBlock::v6([0xfe80, 0, 0, 0, 0, 0, 0, 0], 10);

/// Loopback IPv4 (RFC 1122).
pub const LOOPBACK_V4: CidrBlock = CidrBlock::v4([127, 0, 0, 0], 8);

/// "This network" (RFC 1122).
pub const THIS_NETWORK: CidrBlock = CidrBlock::v4([0, 0, 0, 0], 8);

/// Multicast IPv4, class D (RFC 5771).
pub const MULTICAST_V4: CidrBlock = CidrBlock::v4([224, 0, 0, 0], 4);

/// Multicast IPv6 (RFC 4291).
pub const MULTICAST_V6: CidrBlock = CidrBlock::v6([0xff00, 0, 0, 0, 0, 0, 0, 0], 8);

/// Class E, reserved (RFC 1112). Its last address is the limited broadcast.
pub const CLASS_E: CidrBlock = CidrBlock::v4([240, 0, 0, 0], 4);

/// The well-known prefix of NAT64 (RFC 6052): its last 32 bits are an IPv4 address.
pub const NAT64: CidrBlock = CidrBlock::v6([0x64, 0xff9b, 0, 0, 0, 0, 0, 0], 96);

/// Every range above, and the smaller ones, in address order. No two overlap.
pub const SPECIAL_RANGES: [SpecialRange; 21] = [
    special(THIS_NETWORK, "this network", 1122),
    private(RFC1918[0], "private use", 1918),
    private(RFC6598, "shared address space (carrier-grade NAT)", 6598),
    special(LOOPBACK_V4, "loopback", 1122),
    special(LINK_LOCAL_V4, "link-local", 3927),
    private(RFC1918[1], "private use", 1918),
    special(CidrBlock::v4([192, 0, 0, 0], 24), "IETF protocol assignments", 6890),
    special(CidrBlock::v4([192, 0, 2, 0], 24), "documentation", 5737),
    private(RFC1918[2], "private use", 1918),
    special(CidrBlock::v4([198, 18, 0, 0], 15), "benchmarking", 2544),
    special(CidrBlock::v4([198, 51, 100, 0], 24), "documentation", 5737),
    special(CidrBlock::v4([203, 0, 113, 0], 24), "documentation", 5737),
    special(MULTICAST_V4, "multicast", 5771),
    special(CLASS_E, "class E, reserved", 1112),
    // ::/96 holds the unspecified address and loopback.
    special(CidrBlock::v6([0; 8], 96), "unspecified and loopback", 4291),
    special(CidrBlock::v6([0, 0, 0, 0, 0, 0xffff, 0, 0], 96), "IPv4-mapped", 4291),
    special(NAT64, "NAT64", 6052),
    special(CidrBlock::v6([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32), "documentation", 3849),
    private(UNIQUE_LOCAL, "unique local", 4193),
    special(LINK_LOCAL_V6, "link-local", 4291),
    special(MULTICAST_V6, "multicast", 4291),
];

/// The special ranges that share an address with the block.
pub fn special_ranges_in(block: CidrBlock) -> impl Iterator<Item = &'static SpecialRange> {
    const RANGES: &[SpecialRange] = &SPECIAL_RANGES;
    RANGES.iter().filter(move |special| special.block.overlaps(block))
}

/// Does the whole block lie in one of the RFC 1918 ranges?
pub fn is_rfc1918(block: CidrBlock) -> bool {
    RFC1918.iter().any(|range| range.covers(block))
}

/// Does the whole block lie in 100.64.0.0/10?
pub fn is_rfc6598(block: CidrBlock) -> bool {
    RFC6598.covers(block)
}

/// Does the whole block lie in fc00::/7?
pub fn is_unique_local(block: CidrBlock) -> bool {
    UNIQUE_LOCAL.covers(block)
}

/// Does the whole block lie in 169.254.0.0/16 or fe80::/10?
pub fn is_link_local(block: CidrBlock) -> bool {
    LINK_LOCAL_V4.covers(block) || LINK_LOCAL_V6.covers(block)
}

/// Does the whole block lie in a multicast range or in class E?
pub fn is_multicast_or_class_e(block: CidrBlock) -> bool {
    [MULTICAST_V4, MULTICAST_V6, CLASS_E].iter().any(|range| range.covers(block))
}

/// Is the block public unicast throughout: does it overlap no special range? Of IPv6 only 2000::/3 is given out.
///
/// A block may be neither public nor special: `0.0.0.0/0` is a bit of everything.
pub fn is_public(block: CidrBlock) -> bool {
    const GLOBAL_V6: CidrBlock = CidrBlock::v6([0x2000, 0, 0, 0, 0, 0, 0, 0], 3);
    (block.family() == Family::V4 || GLOBAL_V6.covers(block)) && special_ranges_in(block).next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> CidrBlock {
        text.parse().expect(text)
    }

    #[test]
    fn every_subnet_loses_its_first_four_addresses_and_its_last() {
        let kept: Vec<_> = reserved_in(block("10.0.0.0/28")).into_iter().map(|(a, why)| (a.to_string(), why)).collect();
        let expected = [
            ("10.0.0.0".to_owned(), ReservedFor::Network),
            ("10.0.0.1".to_owned(), ReservedFor::Router),
            ("10.0.0.2".to_owned(), ReservedFor::Dns),
            ("10.0.0.3".to_owned(), ReservedFor::FutureUse),
            ("10.0.0.15".to_owned(), ReservedFor::Broadcast),
        ];
        assert_eq!(kept, expected);
        assert_eq!(reserved_in(block("2001:db8::/64")).len(), 5);
        assert_eq!(usable_addresses(block("2001:db8::/64")), (1 << 64) - 5);
    }

    #[test]
    fn a_block_too_small_for_a_subnet_is_kept_whole() {
        for (text, size) in [("10.0.0.0/30", 4), ("10.0.0.0/31", 2), ("10.0.0.0/32", 1), ("::/127", 2)] {
            assert_eq!(reserved_in(block(text)).len(), size, "{text}");
            assert_eq!(usable_addresses(block(text)), 0, "{text}");
        }
    }

    #[test]
    fn the_special_ranges_are_in_order_and_apart() {
        for pair in SPECIAL_RANGES.windows(2) {
            assert!(pair[0].block < pair[1].block && !pair[0].block.overlaps(pair[1].block), "{pair:?}");
        }
    }

    #[test]
    fn a_block_is_private_only_when_all_of_it_is() {
        assert!(is_rfc1918(block("172.16.0.0/12")) && !is_rfc1918(block("172.0.0.0/8")));
        assert!(is_rfc6598(block("100.127.0.0/16")) && !is_rfc6598(block("100.128.0.0/16")));
        assert!(is_unique_local(block("fd80::/9")) && is_link_local(block("fe80::/64")));
        assert!(is_link_local(block("169.254.169.254/32")) && is_multicast_or_class_e(block("255.255.255.255/32")));
    }

    #[test]
    fn public_means_that_no_special_range_is_touched() {
        assert!(is_public(block("8.8.8.0/24")) && is_public(block("2600:1f00::/24")));
        for text in ["0.0.0.0/0", "10.0.0.0/8", "172.0.0.0/8", "198.18.0.0/16", "::/0", "2001:db8::/48", "4000::/3"] {
            assert!(!is_public(block(text)), "{text}");
        }
    }
}
