//! Address ranges with a meaning of their own, and what a VPC may use beside what it has.
//!
//! <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>

/// What a VPC may do with a special range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VpcUse {
    /// Meant for it.
    Allowed,
    /// Fine, but only as a secondary block beside a private primary one.
    AllowedAsSecondary,
    /// Fine for blocks that IPAM hands out.
    AllowedThroughIpam,
    /// AWS accepts it; something else may claim the same addresses by default. Worth a remark.
    Noted,
    /// AWS accepts it; it will hurt.
    Discouraged,
    /// AWS accepts it, restricts it as a secondary block, and uses it itself.
    DiscouragedAndRestricted,
    /// Nobody documents what AWS does with it.
    Undocumented,
    /// Hurts where Oracle Database@AWS is used.
    DiscouragedWithOracle,
    /// Stands in routes; no VPC has it.
    RouteOnly,
    /// AWS refuses it.
    Forbidden,
}

/// A range with a meaning of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpecialRange {
    /// The prefix.
    pub cidr: &'static str,
    /// What it is, for people.
    pub meaning: &'static str,
    /// What a VPC may do with it.
    pub vpc_use: VpcUse,
    /// Page or RFC that states it; empty where it was not looked up.
    pub source: &'static str,
}

const fn range(cidr: &'static str, meaning: &'static str, vpc_use: VpcUse, source: &'static str) -> SpecialRange {
    SpecialRange { cidr, meaning, vpc_use, source }
}

const VPC_BLOCKS: &str = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html";
const ADDRESSING: &str = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html";
const DEFAULT_VPC: &str = "https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html";
const NAT64: &str = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html";
const ORACLE: &str = "Oracle Database@AWS guide";
const PRIVATE: &str = "private (RFC 1918)";
const EXADATA: &str = "interconnect of Exadata X9M in Oracle Database@AWS";

/// The special ranges. They nest: the longest prefix that holds an address is the one to name.
#[rustfmt::skip] // One row a line.
pub const SPECIAL_RANGES: &[SpecialRange] = &[
    range("0.0.0.0/8", "\"this network\"", VpcUse::Forbidden, VPC_BLOCKS),
    range("10.0.0.0/8", PRIVATE, VpcUse::Allowed, ""),
    range("10.100.0.0/16", "services of an EKS cluster by default", VpcUse::Noted, ""),
    range("100.64.0.0/10", "shared by carriers (RFC 6598)", VpcUse::AllowedAsSecondary, ""),
    range("100.106.0.0/16", EXADATA, VpcUse::DiscouragedWithOracle, ORACLE),
    range("100.107.0.0/16", EXADATA, VpcUse::DiscouragedWithOracle, ORACLE),
    range("127.0.0.0/8", "loopback", VpcUse::Forbidden, VPC_BLOCKS),
    range("169.254.0.0/16", "link-local", VpcUse::Forbidden, VPC_BLOCKS),
    range("172.16.0.0/12", PRIVATE, VpcUse::Allowed, ""),
    range("172.17.0.0/16", "Docker's default bridge; Cloud9 and SageMaker AI use it", VpcUse::Discouraged, VPC_BLOCKS),
    range("172.20.0.0/16", "services of an EKS cluster where 10.100.0.0/16 is taken", VpcUse::Noted, ""),
    range("172.31.0.0/16", "the default VPC of every account", VpcUse::Discouraged, DEFAULT_VPC),
    range("192.0.2.0/24", "documentation (TEST-NET-1)", VpcUse::Discouraged, "RFC 5737"),
    range("192.168.0.0/16", PRIVATE, VpcUse::Allowed, ""),
    range("198.18.0.0/15", "benchmarking", VpcUse::Discouraged, "RFC 2544"),
    range("198.19.0.0/16", "networks of AWS services", VpcUse::DiscouragedAndRestricted, VPC_BLOCKS),
    range("198.51.100.0/24", "documentation (TEST-NET-2)", VpcUse::Discouraged, "RFC 5737"),
    range("203.0.113.0/24", "documentation (TEST-NET-3)", VpcUse::Discouraged, "RFC 5737"),
    range("224.0.0.0/4", "multicast", VpcUse::Forbidden, VPC_BLOCKS),
    range("240.0.0.0/4", "reserved (class E)", VpcUse::Undocumented, ""),
    range("64:ff9b::/96", "NAT64", VpcUse::RouteOnly, NAT64),
    range("fd00::/16", "private IPv6 that Amazon keeps", VpcUse::Forbidden, ADDRESSING),
    range("fd80::/9", "private IPv6 for VPCs, from IPAM", VpcUse::AllowedThroughIpam, ADDRESSING),
];

/// The special range written exactly so.
pub fn special_range(cidr: &str) -> Option<&'static SpecialRange> {
    SPECIAL_RANGES.iter().find(|range| range.cidr == cidr)
}

/// The classes that AWS sorts IPv4 blocks of a VPC into before it accepts one beside another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockClass {
    /// Inside 10.0.0.0/8.
    Ten,
    /// Inside 172.16.0.0/12.
    OneSevenTwo,
    /// Inside 192.168.0.0/16.
    OneNineTwo,
    /// Inside 198.19.0.0/16.
    OneNineEightNineteen,
    /// Inside 100.64.0.0/10.
    Shared,
    /// Anything else that a VPC may have.
    Public,
}

impl BlockClass {
    /// Every class, most specific ranges first.
    pub const ALL: [BlockClass; 6] = [
        BlockClass::Ten,
        BlockClass::OneSevenTwo,
        BlockClass::OneNineTwo,
        BlockClass::OneNineEightNineteen,
        BlockClass::Shared,
        BlockClass::Public,
    ];

    /// The range that makes up the class; `None` for `Public`, which is the rest.
    pub const fn cidr(self) -> Option<&'static str> {
        match self {
            BlockClass::Ten => Some("10.0.0.0/8"),
            BlockClass::OneSevenTwo => Some("172.16.0.0/12"),
            BlockClass::OneNineTwo => Some("192.168.0.0/16"),
            BlockClass::OneNineEightNineteen => Some("198.19.0.0/16"),
            BlockClass::Shared => Some("100.64.0.0/10"),
            BlockClass::Public => None,
        }
    }
}

/// A ground for refusal beyond the classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockRefusal {
    /// Refused where the block the VPC has and the new one lie in these.
    Within {
        /// Where the block that the VPC has lies.
        existing: &'static str,
        /// Where the new block lies.
        new: &'static str,
    },
    /// Refused where the new block overlaps this range.
    Overlaps(&'static str),
    /// A private block is possible beside this class only as the primary one, there before it.
    PrivateOnlyAsPrimary,
}

/// What a VPC with a block of one class may add.
///
/// Hold every block that the VPC has against the new one: it is refused if any row refuses it.
/// Not documented: whether a VPC with a private primary and a shared or public secondary block
/// may still add private ones of the same range. The rows read literally refuse it, so private
/// secondaries are to be added before shared and public ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecondaryBlockRow {
    /// Class of a block that the VPC has.
    pub existing: BlockClass,
    /// Classes it refuses beside it.
    pub refused: &'static [BlockClass],
    /// Classes it accepts beside it.
    pub accepted: &'static [BlockClass],
    /// Exceptions among what it accepts.
    pub unless: Option<BlockRefusal>,
}

/// What AWS answers with when it refuses a secondary block.
pub const SECONDARY_BLOCK_ERROR: &str = "InvalidVpc.Range";

/// Page of the table of secondary blocks.
pub const SECONDARY_BLOCK_SOURCE: &str =
    "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions";

/// What a VPC may add, by the class of each block that it has.
pub const SECONDARY_BLOCKS: &[SecondaryBlockRow] = {
    use BlockClass::{OneNineEightNineteen, OneNineTwo, OneSevenTwo, Public, Shared, Ten};
    &[
        SecondaryBlockRow {
            existing: Ten,
            refused: &[OneSevenTwo, OneNineTwo, OneNineEightNineteen],
            accepted: &[Ten, Public, Shared],
            unless: Some(BlockRefusal::Within { existing: "10.0.0.0/15", new: "10.0.0.0/16" }),
        },
        SecondaryBlockRow {
            existing: OneSevenTwo,
            refused: &[Ten, OneNineTwo, OneNineEightNineteen],
            accepted: &[OneSevenTwo, Public, Shared],
            unless: Some(BlockRefusal::Overlaps("172.31.0.0/16")),
        },
        SecondaryBlockRow {
            existing: OneNineTwo,
            refused: &[Ten, OneSevenTwo, OneNineEightNineteen],
            accepted: &[OneNineTwo, Public, Shared],
            unless: None,
        },
        SecondaryBlockRow {
            existing: OneNineEightNineteen,
            refused: &[Ten, OneSevenTwo, OneNineTwo],
            accepted: &[Public, Shared],
            unless: None,
        },
        SecondaryBlockRow {
            existing: Public,
            refused: &[Ten, OneSevenTwo, OneNineTwo, OneNineEightNineteen],
            accepted: &[Public, Shared],
            unless: Some(BlockRefusal::PrivateOnlyAsPrimary),
        },
        SecondaryBlockRow {
            existing: Shared,
            refused: &[Ten, OneSevenTwo, OneNineTwo, OneNineEightNineteen],
            accepted: &[Public, Shared],
            unless: Some(BlockRefusal::PrivateOnlyAsPrimary),
        },
    ]
};

/// The row for a block of this class.
pub fn secondary_block_row(existing: BlockClass) -> &'static SecondaryBlockRow {
    SECONDARY_BLOCKS.iter().find(|row| row.existing == existing).expect("every class has a row, as a test checks")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_special_range_is_found_as_written() {
        assert_eq!(special_range("172.17.0.0/16").map(|it| it.vpc_use), Some(VpcUse::Discouraged));
        assert_eq!(special_range("172.17.0.0/17"), None);
    }

    #[test]
    fn every_class_has_a_row_and_no_row_both_accepts_and_refuses() {
        for class in BlockClass::ALL {
            let row = secondary_block_row(class);
            assert_eq!(row.existing, class);
            assert!(row.accepted.iter().all(|accepted| !row.refused.contains(accepted)));
        }
    }

    #[test]
    fn only_198_19_is_neither_accepted_nor_refused_beside_itself() {
        for class in BlockClass::ALL {
            let row = secondary_block_row(class);
            let silent: Vec<_> = BlockClass::ALL
                .into_iter()
                .filter(|new| !row.accepted.contains(new) && !row.refused.contains(new))
                .collect();
            match class {
                BlockClass::OneNineEightNineteen => assert_eq!(silent, [class]),
                _ => assert_eq!(silent, []),
            }
        }
    }
}
