//! The ranges that AWS tells apart when a VPC gets a block.

use crate::addressing::{
    CidrBlock, LINK_LOCAL_V4, LOOPBACK_V4, MULTICAST_V4, RFC1918, RFC6598, THIS_NETWORK, is_public,
};

/// 198.18.0.0/15 is for benchmarks; AWS uses its upper half for networks of its own.
pub(super) const BENCHMARK: CidrBlock = CidrBlock::v4([198, 18, 0, 0], 15);
/// The half that AWS uses, and does not let a VPC mix with other ranges.
pub(super) const AWS_MANAGEMENT: CidrBlock = CidrBlock::v4([198, 19, 0, 0], 16);
/// The range of every account's default VPC.
pub(super) const DEFAULT_VPC: CidrBlock = CidrBlock::v4([172, 31, 0, 0], 16);
/// The bridge that Docker makes on each host.
pub(super) const DOCKER: CidrBlock = CidrBlock::v4([172, 17, 0, 0], 16);
/// A VPC with a block in here can get no further one out of [`TEN_ZERO`].
pub(super) const TEN_ZERO_AND_ONE: CidrBlock = CidrBlock::v4([10, 0, 0, 0], 15);
/// See [`TEN_ZERO_AND_ONE`].
pub(super) const TEN_ZERO: CidrBlock = CidrBlock::v4([10, 0, 0, 0], 16);

/// What no VPC may have, with what it means to hosts.
pub(super) const FORBIDDEN: [(CidrBlock, &str); 4] = [
    (THIS_NETWORK, "\"this network\""),
    (LOOPBACK_V4, "loopback"),
    (LINK_LOCAL_V4, "link-local"),
    (MULTICAST_V4, "multicast"),
];

/// The RFC 1918 range that the block lies in.
pub(super) fn private_range(block: CidrBlock) -> Option<CidrBlock> {
    RFC1918.into_iter().find(|range| range.covers(block))
}

/// Is the block neither private, shared, nor for benchmarks?
pub(super) fn is_public_space(block: CidrBlock) -> bool {
    private_range(block).is_none() && !RFC6598.covers(block) && !BENCHMARK.covers(block)
}

/// Each IPv4 block that is added to a VPC after the first, with those before it.
pub(super) fn additions(blocks: &[CidrBlock]) -> impl Iterator<Item = (CidrBlock, &[CidrBlock])> {
    (1..blocks.len()).map(|at| (blocks[at], &blocks[..at]))
}

/// No route may name these or a part of them: each host answers there itself (metadata, DNS, time).
/// <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html>
pub(super) const UNROUTABLE: [CidrBlock; 2] =
    [CidrBlock::v4([169, 254, 168, 0], 22), CidrBlock::v6([0xfd00, 0xec2, 0, 0, 0, 0, 0, 0], 32)];

/// What DNS64 makes IPv6 addresses from, and a NAT gateway turns back into IPv4.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html>
pub(super) const NAT64: CidrBlock = CidrBlock::v6([0x64, 0xff9b, 0, 0, 0, 0, 0, 0], 96);

/// Is the block out of a range that the internet does not route: RFC 1918, or the shared 100.64.0.0/10?
pub(super) fn is_never_public(block: CidrBlock) -> bool {
    private_range(block).is_some() || RFC6598.covers(block)
}

/// Does a route to this destination mean the internet: everything, a half of it, or public addresses?
pub(super) fn is_internet(destination: CidrBlock) -> bool {
    destination.length() < 2 || is_public(destination)
}
