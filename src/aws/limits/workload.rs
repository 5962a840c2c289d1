//! Things placed in subnets: EC2 Instance Connect Endpoints and DB subnet groups.

use super::source::UNSOURCED;
use super::{Limit, Scope, hard, soft};

/// EC2 Instance Connect Endpoints of an account in one Region.
pub const INSTANCE_CONNECT_ENDPOINTS_PER_REGION: Limit = soft(
    "instance-connect-endpoints-per-region",
    "EC2 Instance Connect Endpoints per Region",
    5,
    Scope::AccountRegion,
    UNSOURCED,
);

/// EC2 Instance Connect Endpoints of one VPC.
pub const INSTANCE_CONNECT_ENDPOINTS_PER_VPC: Limit =
    hard("instance-connect-endpoints-per-vpc", "EC2 Instance Connect Endpoints per VPC", 1, Scope::Vpc, UNSOURCED);

/// DB subnet groups of an account in one Region.
pub const DB_SUBNET_GROUPS: Limit =
    soft("db-subnet-groups", "DB subnet groups per Region", 50, Scope::AccountRegion, UNSOURCED)
        .quota("rds", "L-48C6BF61");

/// Subnets of one DB subnet group.
pub const SUBNETS_PER_DB_SUBNET_GROUP: Limit =
    soft("subnets-per-db-subnet-group", "Subnets per DB subnet group", 20, Scope::DbSubnetGroup, UNSOURCED);
