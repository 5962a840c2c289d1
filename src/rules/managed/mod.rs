//! What databases, Kubernetes and functions ask of the network.

pub(super) mod eks_dns_attributes;
pub(super) mod eks_nodes_without_egress;
pub(super) mod eks_two_zones;
pub(super) mod elasticache_subnet_group_zones;
pub(super) mod k8s_subnet_tags_missing;
pub(super) mod lambda_in_public_subnet;
pub(super) mod lambda_single_subnet;
pub(super) mod rds_public_in_private;
pub(super) mod rds_two_zones;
