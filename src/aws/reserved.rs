//! Addresses that AWS keeps in every subnet.
//!
//! <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>

/// An address that AWS keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReservedAddress {
    /// Where it is, counted from the first address of the subnet; -1 is the last address.
    pub offset: i8,
    /// What it is kept for, for people.
    pub role: &'static str,
}

const fn kept(offset: i8, role: &'static str) -> ReservedAddress {
    ReservedAddress { offset, role }
}

/// The five of an IPv4 subnet.
pub const RESERVED_IPV4: [ReservedAddress; 5] = [
    kept(0, "network address"),
    kept(1, "VPC router"),
    // The resolver itself answers at the third address of the VPC's primary block, not here.
    kept(2, "kept for DNS"),
    kept(3, "kept for later use"),
    kept(-1, "broadcast, which VPCs do not have"),
];

/// The five of an IPv6 subnet.
pub const RESERVED_IPV6: [ReservedAddress; 5] =
    [kept(0, "kept"), kept(1, "VPC router"), kept(2, "kept"), kept(3, "kept"), kept(-1, "kept")];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::limits::RESERVED_ADDRESSES_PER_SUBNET;

    #[test]
    fn the_limit_counts_the_reserved_addresses() {
        assert_eq!(RESERVED_ADDRESSES_PER_SUBNET.default, Some(RESERVED_IPV4.len() as u32));
        assert_eq!(RESERVED_ADDRESSES_PER_SUBNET.default, Some(RESERVED_IPV6.len() as u32));
    }
}
