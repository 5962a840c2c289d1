//! Security groups and network ACLs.

pub(super) mod nacl_return_path_missing;
pub(super) mod nacl_rule_number_duplicate;
pub(super) mod nacl_rule_number_range;
pub(super) mod nacl_shadowed_rule;
pub(super) mod nacl_subnet_association;
pub(super) mod sg_admin_port_open;
pub(super) mod sg_all_open;
pub(super) mod sg_data_port_open;
pub(super) mod sg_name_duplicate;
pub(super) mod sg_name_starts_with_sg;
pub(super) mod sg_reference_unknown;
pub(super) mod sg_rule_duplicate;
pub(super) mod sg_unused;
pub(super) mod sg_used_in_wrong_vpc;
