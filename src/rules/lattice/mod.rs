//! VPC Lattice: service networks and who may use them.

pub(super) mod lattice_association_groups;
pub(super) mod lattice_client_outside_vpc;
pub(super) mod lattice_target_rule;
pub(super) mod lattice_vpc_two_networks;
pub(super) mod lattice_zone_unsupported;
