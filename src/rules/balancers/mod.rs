//! Load balancers: Application, Network and Gateway.

pub(super) mod alb_needs_two_zones;
pub(super) mod alb_subnet_too_small;
pub(super) mod lb_internal_in_public_subnet;
pub(super) mod lb_internet_facing_in_private_subnet;
pub(super) mod lb_listener_protocol;
pub(super) mod lb_name_invalid;
pub(super) mod lb_target_sg_mismatch;
pub(super) mod lb_target_zone_disabled;
pub(super) mod lb_two_subnets_same_zone;
pub(super) mod nlb_no_security_group;
