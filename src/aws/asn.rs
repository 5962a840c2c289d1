//! AS numbers: which the Amazon side of a gateway may take, which nobody else may use.

/// An AS number that a customer gateway may not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReservedAsn {
    /// The number.
    pub asn: u32,
    /// The Region where it is reserved; `None` for all.
    pub region: Option<&'static str>,
}

/// AS numbers that AWS keeps.
/// <https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-options.html>
pub const RESERVED_ASNS: &[ReservedAsn] = &[
    ReservedAsn { asn: 7224, region: None },
    ReservedAsn { asn: 9059, region: Some("eu-west-1") },
    ReservedAsn { asn: 10124, region: Some("ap-northeast-1") },
    ReservedAsn { asn: 17943, region: Some("ap-southeast-1") },
];

/// Private AS numbers for the Amazon side of a virtual private or transit gateway, first and last
/// of each range. <https://docs.aws.amazon.com/vpc/latest/tgw/create-tgw.html>
pub const AMAZON_SIDE_ASNS: [(u32, u32); 2] = [(64_512, 65_534), (4_200_000_000, 4_294_967_294)];

/// What the Amazon side has where nobody chose.
pub const DEFAULT_AMAZON_SIDE_ASN: u32 = 64_512;

/// What a customer gateway has where nobody chose: AWS offers it.
/// <https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-options.html>
pub const DEFAULT_CUSTOMER_SIDE_ASN: u32 = 65_000;

/// Whether AWS keeps the number in this Region.
pub fn is_reserved_asn(asn: u32, region: &str) -> bool {
    RESERVED_ASNS.iter().any(|kept| kept.asn == asn && kept.region.is_none_or(|kept_in| kept_in == region))
}

/// Whether the Amazon side of a gateway may have the number.
pub fn is_amazon_side_asn(asn: u32) -> bool {
    AMAZON_SIDE_ASNS.iter().any(|(first, last)| (*first..=*last).contains(&asn))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_asn_is_reserved_everywhere_or_in_one_region() {
        assert!(is_reserved_asn(7224, "us-east-1"));
        assert!(is_reserved_asn(9059, "eu-west-1"));
        assert!(!is_reserved_asn(9059, "us-east-1"));
        assert!(!is_reserved_asn(65_000, "us-east-1"));
    }

    #[test]
    fn the_amazon_side_takes_private_numbers_only() {
        assert!(is_amazon_side_asn(DEFAULT_AMAZON_SIDE_ASN));
        assert!(is_amazon_side_asn(65_534));
        assert!(!is_amazon_side_asn(65_535));
        assert!(!is_amazon_side_asn(64_511));
        assert!(is_amazon_side_asn(4_294_967_294));
        assert!(!is_amazon_side_asn(u32::MAX));
    }
}
