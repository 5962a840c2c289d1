use std::cmp::Ordering;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use ipnetwork::{IpNetwork, Ipv4Network, Ipv6Network};
use serde::{Deserialize, Serialize};

/// The address family of a prefix. AWS keeps the two apart in fields, routes, rules and quotas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// 32-bit addresses.
    V4,
    /// 128-bit addresses.
    V6,
}

impl Family {
    /// The number of bits in an address: 32 or 128.
    pub const fn bits(self) -> u8 {
        match self {
            Family::V4 => 32,
            Family::V6 => 128,
        }
    }

    /// The address whose value is `bits`.
    pub fn address(self, bits: u128) -> IpAddr {
        match self {
            Family::V4 => IpAddr::V4(Ipv4Addr::from(bits as u32)),
            Family::V6 => IpAddr::V6(Ipv6Addr::from(bits)),
        }
    }

    /// The family of an address.
    pub fn of(address: IpAddr) -> Family {
        match address {
            IpAddr::V4(_) => Family::V4,
            IpAddr::V6(_) => Family::V6,
        }
    }
}

/// The value of an address as a number.
pub(super) fn address_bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(a) => u32::from(a).into(),
        IpAddr::V6(a) => u128::from(a),
    }
}

/// A prefix: a network address and how many of its leading bits are fixed. Canonical by construction: the bits behind
/// the prefix are zero, so two equal blocks are the same addresses.
///
/// Ordered by family, then first address, then the shorter prefix (the wider block) first: a block comes right before
/// the blocks inside it.
///
/// ```
/// use cidraw::addressing::{CidrBlock, CidrError};
///
/// let block: CidrBlock = "10.0.0.0/16".parse()?;
/// assert_eq!(block.addresses(), 65_536);
/// assert!(block.covers("10.0.200.0/22".parse()?));
///
/// // Host bits are refused, with the block that was probably meant.
/// let refused = "10.0.0.5/24".parse::<CidrBlock>().unwrap_err();
/// assert_eq!(refused.correction(), Some("10.0.0.0/24".parse()?));
/// # Ok::<(), CidrError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CidrBlock(pub(super) IpNetwork);

/// Why a text is not a prefix. `Display` is a sentence for the field it was typed into.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CidrError {
    /// Not `address/length` at all.
    #[error("\"{text}\" is not a CIDR block. Write it as address/prefix, for example 10.0.0.0/16.")]
    Malformed {
        /// What was written.
        text: String,
    },
    /// An address without a prefix length.
    #[error("\"{text}\" has no prefix length. Did you mean {suggestion}?")]
    NoPrefix {
        /// What was written.
        text: String,
        /// The one-address block, or the block that the trailing zero octets suggest.
        suggestion: CidrBlock,
    },
    /// The prefix length is larger than the address has bits.
    #[error("/{length} is too long: an IPv{} prefix is between /0 and /{}.", if *.bits == 32 { 4 } else { 6 }, .bits)]
    TooLong {
        /// The length that was written.
        length: u32,
        /// The number of bits of the family: 32 or 128.
        bits: u8,
    },
    /// Bits behind the prefix are set. AWS would store the canonical block; Terraform refuses it.
    #[error("{text} has host bits set: the network it names is {canonical}.")]
    HostBits {
        /// What was written.
        text: String,
        /// The block that the address lies in.
        canonical: CidrBlock,
    },
}

impl CidrError {
    /// The block that was probably meant, where there is one.
    pub fn correction(&self) -> Option<CidrBlock> {
        match self {
            CidrError::NoPrefix { suggestion, .. } => Some(*suggestion),
            CidrError::HostBits { canonical, .. } => Some(*canonical),
            CidrError::Malformed { .. } | CidrError::TooLong { .. } => None,
        }
    }
}

impl CidrBlock {
    /// Every IPv4 address: `0.0.0.0/0`.
    pub fn any_v4() -> CidrBlock {
        CidrBlock::containing(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 0)
    }

    /// Every IPv6 address: `::/0`.
    pub fn any_v6() -> CidrBlock {
        CidrBlock::containing(IpAddr::V6(Ipv6Addr::UNSPECIFIED), 0)
    }

    /// The block of length `length` that `address` lies in. Lengths past the family's bits count as all bits.
    pub fn containing(address: IpAddr, length: u8) -> CidrBlock {
        let family = Family::of(address);
        let length = length.min(family.bits());
        CidrBlock::from_bits(family, address_bits(address) & mask(family, length), length)
    }

    /// The block that starts at the number `first` (already aligned).
    pub(super) fn from_bits(family: Family, first: u128, length: u8) -> CidrBlock {
        debug_assert_eq!(first & !mask(family, length), 0, "the first address is aligned");
        let why = "the length is within the family's bits";
        CidrBlock(match family.address(first) {
            IpAddr::V4(a) => IpNetwork::V4(Ipv4Network::new(a, length).expect(why)),
            IpAddr::V6(a) => IpNetwork::V6(Ipv6Network::new(a, length).expect(why)),
        })
    }

    /// IPv4 or IPv6.
    pub fn family(self) -> Family {
        Family::of(self.0.ip())
    }

    /// The number of fixed leading bits: 0 to 32 for IPv4, 0 to 128 for IPv6.
    pub fn length(self) -> u8 {
        self.0.prefix()
    }

    /// The first address, which names the network.
    pub fn first(self) -> IpAddr {
        self.0.ip()
    }

    /// The last address (IPv4: the broadcast address).
    pub fn last(self) -> IpAddr {
        self.family().address(self.last_bits())
    }

    /// The value of the first address as a number.
    pub fn first_bits(self) -> u128 {
        address_bits(self.0.ip())
    }

    /// The value of the last address as a number.
    pub fn last_bits(self) -> u128 {
        self.first_bits() | !mask(self.family(), self.length()) & family_mask(self.family())
    }

    /// How many addresses the block has, reserved ones included. `::/0` saturates at `u128::MAX`.
    pub fn addresses(self) -> u128 {
        (self.last_bits() - self.first_bits()).saturating_add(1)
    }

    /// Is the address in the block?
    pub fn contains(self, address: IpAddr) -> bool {
        Family::of(address) == self.family() && {
            let bits = address_bits(address);
            self.first_bits() <= bits && bits <= self.last_bits()
        }
    }

    /// Is every address of `other` in this block? A block covers itself.
    pub fn covers(self, other: CidrBlock) -> bool {
        self.family() == other.family() && self.length() <= other.length() && self.contains(other.first())
    }

    /// Do the blocks share an address? Then one covers the other: prefixes nest or are apart.
    pub fn overlaps(self, other: CidrBlock) -> bool {
        self.covers(other) || other.covers(self)
    }

    /// The shared block: the narrower of two that overlap.
    pub fn intersection(self, other: CidrBlock) -> Option<CidrBlock> {
        if self.covers(other) {
            Some(other)
        } else if other.covers(self) {
            Some(self)
        } else {
            None
        }
    }

    /// The block one bit wider, or `None` for `/0`.
    pub fn parent(self) -> Option<CidrBlock> {
        let length = self.length().checked_sub(1)?;
        Some(CidrBlock::containing(self.first(), length))
    }

    /// The other half of the parent, or `None` for `/0`.
    pub fn sibling(self) -> Option<CidrBlock> {
        self.length().checked_sub(1)?;
        let bit = 1u128 << (self.family().bits() - self.length());
        Some(CidrBlock::from_bits(self.family(), self.first_bits() ^ bit, self.length()))
    }

    /// The lower and the upper half, or `None` for a single address.
    pub fn halves(self) -> Option<(CidrBlock, CidrBlock)> {
        if self.length() == self.family().bits() {
            return None;
        }
        let lower = CidrBlock::from_bits(self.family(), self.first_bits(), self.length() + 1);
        Some((lower, lower.sibling().expect("a half has a sibling")))
    }

    /// All blocks of `length` inside this one, in address order. Empty when `length` is wider than the block or longer
    /// than the family's bits.
    pub fn blocks(self, length: u8) -> impl Iterator<Item = CidrBlock> {
        let family = self.family();
        let fits = length >= self.length() && length <= family.bits();
        let step = if fits && length > 0 { 1u128 << (family.bits() - length) } else { 0 };
        let mut next = fits.then_some(self.first_bits());
        std::iter::from_fn(move || {
            let first = next?;
            next = first.checked_add(step).filter(|n| step > 0 && *n <= self.last_bits());
            Some(CidrBlock::from_bits(family, first, length))
        })
    }

    /// The address `offset` places behind the first, if it is still in the block.
    pub fn nth(self, offset: u128) -> Option<IpAddr> {
        let bits = self.first_bits().checked_add(offset)?;
        (bits <= self.last_bits()).then(|| self.family().address(bits))
    }
}

/// The fixed bits of a prefix of `length`.
pub(super) fn mask(family: Family, length: u8) -> u128 {
    let host_bits = u32::from(family.bits() - length);
    family_mask(family) & u128::MAX.checked_shl(host_bits).unwrap_or(0)
}

/// All bits of an address.
pub(super) fn family_mask(family: Family) -> u128 {
    match family {
        Family::V4 => u32::MAX.into(),
        Family::V6 => u128::MAX,
    }
}

impl FromStr for CidrBlock {
    type Err = CidrError;

    fn from_str(text: &str) -> Result<CidrBlock, CidrError> {
        let text = text.trim();
        let malformed = || CidrError::Malformed { text: text.to_owned() };
        let Some((address, length)) = text.split_once('/') else {
            let address: IpAddr = text.parse().map_err(|_| malformed())?;
            return Err(CidrError::NoPrefix { text: text.to_owned(), suggestion: likely_block(address) });
        };
        // `IpNetwork::from_str` also takes a netmask behind the slash and a bare address; AWS takes neither.
        let address: IpAddr = address.parse().map_err(|_| malformed())?;
        if length.is_empty() || length.len() > 3 || !length.bytes().all(|b| b.is_ascii_digit()) {
            return Err(malformed());
        }
        let length: u32 = length.parse().map_err(|_| malformed())?;
        let bits = Family::of(address).bits();
        if length > bits.into() {
            return Err(CidrError::TooLong { length, bits });
        }
        let canonical = CidrBlock::containing(address, length as u8);
        if canonical.first() == address {
            Ok(canonical)
        } else {
            Err(CidrError::HostBits { text: text.to_owned(), canonical })
        }
    }
}

/// What an address without a length probably meant: trailing zero octets are host bits.
fn likely_block(address: IpAddr) -> CidrBlock {
    let length = match address {
        IpAddr::V4(a) => match a.octets() {
            [0, 0, 0, 0] => 0,
            [_, _, 0, 0] => 16,
            [_, _, _, 0] => 24,
            _ => 32,
        },
        IpAddr::V6(a) if a.is_unspecified() => 0,
        IpAddr::V6(a) if a.segments()[4..] == [0; 4] => 64,
        IpAddr::V6(_) => 128,
    };
    CidrBlock::containing(address, length)
}

impl fmt::Display for CidrBlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}/{}", self.first(), self.length()))
    }
}

impl fmt::Debug for CidrBlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Ord for CidrBlock {
    fn cmp(&self, other: &CidrBlock) -> Ordering {
        let key = |b: &CidrBlock| (b.family(), b.first_bits(), b.length());
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for CidrBlock {
    fn partial_cmp(&self, other: &CidrBlock) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for CidrBlock {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CidrBlock {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<CidrBlock, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> CidrBlock {
        text.parse().expect(text)
    }

    #[test]
    fn a_text_that_is_not_a_block_says_what_was_meant() {
        let say = |text: &str| text.parse::<CidrBlock>().unwrap_err().to_string();
        assert_eq!(say("10.0.0.5/24"), "10.0.0.5/24 has host bits set: the network it names is 10.0.0.0/24.");
        assert_eq!(say("10.0.0.0"), "\"10.0.0.0\" has no prefix length. Did you mean 10.0.0.0/16?");
        assert_eq!(say("10.0.0.0/33"), "/33 is too long: an IPv4 prefix is between /0 and /32.");
        assert_eq!(say("2001:db8::/129"), "/129 is too long: an IPv6 prefix is between /0 and /128.");
        for text in ["", "/", "10.0.0/8", "010.0.0.0/8", "10.0.0.0/255.0.0.0", "10.0.0.0/+8", "10.0.0.0/", "a/8"] {
            assert!(say(text).contains("is not a CIDR block"), "{text}: {}", say(text));
        }
    }

    #[test]
    fn blocks_walks_every_block_and_stops_at_the_end_of_the_address_space() {
        let all: Vec<_> = block("255.255.255.0/24").blocks(26).map(|b| b.to_string()).collect();
        assert_eq!(all, ["255.255.255.0/26", "255.255.255.64/26", "255.255.255.128/26", "255.255.255.192/26"]);
        assert_eq!(CidrBlock::any_v4().blocks(0).count(), 1);
        assert_eq!(block("10.0.0.0/16").blocks(8).count(), 0);
        assert_eq!(block("ffff::/16").blocks(17).count(), 2);
    }

    #[test]
    fn the_whole_address_space_has_no_parent_and_no_overflow() {
        assert_eq!(CidrBlock::any_v6().addresses(), u128::MAX);
        assert_eq!(CidrBlock::any_v6().parent(), None);
        assert_eq!(CidrBlock::any_v4().addresses(), 1 << 32);
        assert_eq!(CidrBlock::any_v4().halves(), Some((block("0.0.0.0/1"), block("128.0.0.0/1"))));
        assert_eq!(block("10.0.0.1/32").halves(), None);
    }
}
