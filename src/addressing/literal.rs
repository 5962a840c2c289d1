//! Prefixes written in the source: checked when the constant is compiled.

use std::net::{Ipv4Addr, Ipv6Addr};

use ipnetwork::{IpNetwork, Ipv4Network, Ipv6Network};

use super::CidrBlock;

impl CidrBlock {
    /// An IPv4 block as a constant.
    ///
    /// ```
    /// use cidraw::addressing::CidrBlock;
    ///
    /// const DEFAULT_VPC: CidrBlock = CidrBlock::v4([172, 31, 0, 0], 16);
    /// assert_eq!(DEFAULT_VPC.to_string(), "172.31.0.0/16");
    /// ```
    ///
    /// # Panics
    /// (in a constant: does not compile) when the length is over 32 or host bits are set.
    pub const fn v4(octets: [u8; 4], length: u8) -> CidrBlock {
        let bits = u32::from_be_bytes(octets);
        match Ipv4Network::new_checked(Ipv4Addr::from_bits(bits), length) {
            Some(network) if length == 32 || bits << length == 0 => CidrBlock(IpNetwork::V4(network)),
            _ => panic!("not a canonical IPv4 prefix"),
        }
    }

    /// An IPv6 block as a constant, from the eight groups of its first address.
    ///
    /// # Panics
    /// (in a constant: does not compile) when the length is over 128 or host bits are set.
    pub const fn v6(groups: [u16; 8], length: u8) -> CidrBlock {
        let [a, b, c, d, e, f, g, h] = groups;
        let address = Ipv6Addr::new(a, b, c, d, e, f, g, h);
        match Ipv6Network::new_checked(address, length) {
            Some(network) if length == 128 || address.to_bits() << length == 0 => CidrBlock(IpNetwork::V6(network)),
            _ => panic!("not a canonical IPv6 prefix"),
        }
    }
}
