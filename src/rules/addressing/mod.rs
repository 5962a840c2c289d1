//! Blocks of VPCs and subnets: their size, their range, and what they share.

pub(super) mod cidr_host_bits_set;
pub(super) mod cidr_malformed;
pub(super) mod subnet_outside_vpc;
pub(super) mod subnet_overlaps_subnet;
pub(super) mod subnet_size_invalid;
pub(super) mod vpc_cidr_overlap_self;
pub(super) mod vpc_cidr_size;
pub(super) mod vpc_cidrs_overlap_in_design;
