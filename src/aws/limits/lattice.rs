//! VPC Lattice.

use super::source::LATTICE_QUOTAS;
use super::{Limit, Scope, Unit, hard, soft};

/// Service networks of an account in one Region.
pub const LATTICE_SERVICE_NETWORKS: Limit =
    soft("lattice-service-networks", "Service networks per region", 50, Scope::AccountRegion, LATTICE_QUOTAS)
        .quota("vpc-lattice", "L-9CAD07FB");

/// Services of an account in one Region.
pub const LATTICE_SERVICES: Limit =
    soft("lattice-services", "Services per region", 2000, Scope::AccountRegion, LATTICE_QUOTAS)
        .quota("vpc-lattice", "L-620C821E");

/// Target groups of an account in one Region.
pub const LATTICE_TARGET_GROUPS: Limit =
    soft("lattice-target-groups", "Target groups per region", 500, Scope::AccountRegion, LATTICE_QUOTAS)
        .quota("vpc-lattice", "L-BB11C6B9");

/// Target groups of one service.
pub const LATTICE_TARGET_GROUPS_PER_SERVICE: Limit =
    soft("lattice-target-groups-per-service", "Target groups per service", 10, Scope::LatticeService, LATTICE_QUOTAS)
        .quota("vpc-lattice", "L-3DEC3B9F");

/// Targets of one target group.
pub const LATTICE_TARGETS_PER_GROUP: Limit =
    soft("lattice-targets-per-group", "Targets per target group", 1000, Scope::LatticeTargetGroup, LATTICE_QUOTAS)
        .quota("vpc-lattice", "L-D71303F3");

/// Listeners of one service.
pub const LATTICE_LISTENERS_PER_SERVICE: Limit =
    soft("lattice-listeners-per-service", "Listeners per service", 2, Scope::LatticeService, LATTICE_QUOTAS)
        .quota("vpc-lattice", "L-D64E952E");

/// Rules of one listener.
pub const LATTICE_RULES_PER_LISTENER: Limit =
    soft("lattice-rules-per-listener", "Rules per listener", 10, Scope::LatticeListener, LATTICE_QUOTAS)
        .quota("vpc-lattice", "L-CF78395E");

/// Services associated with one service network.
pub const LATTICE_SERVICE_ASSOCIATIONS: Limit = soft(
    "lattice-service-associations",
    "Service associations per service network",
    500,
    Scope::ServiceNetwork,
    LATTICE_QUOTAS,
)
.quota("vpc-lattice", "L-75D4A19E");

/// VPCs associated with one service network.
pub const LATTICE_VPC_ASSOCIATIONS: Limit = soft(
    "lattice-vpc-associations",
    "VPC associations per service network",
    500,
    Scope::ServiceNetwork,
    LATTICE_QUOTAS,
)
.quota("vpc-lattice", "L-EF6E2D62");

/// Service network endpoints to one service network.
pub const LATTICE_SN_ENDPOINTS: Limit = soft(
    "lattice-sn-endpoints",
    "VPC endpoints of type service network per service network",
    200,
    Scope::ServiceNetwork,
    LATTICE_QUOTAS,
)
.quota("vpc-lattice", "L-89DEA27F");

/// Resource configurations of an account in one Region.
pub const LATTICE_RESOURCE_CONFIGURATIONS: Limit = soft(
    "lattice-resource-configurations",
    "Resource configurations per AWS Region",
    2000,
    Scope::AccountRegion,
    LATTICE_QUOTAS,
)
.quota("vpc-lattice", "L-5FF8F9B9");

/// Resource configurations associated with one service network.
pub const LATTICE_RESOURCE_CONFIGURATIONS_PER_SN: Limit = soft(
    "lattice-resource-configurations-per-sn",
    "Resource Configurations per service network",
    500,
    Scope::ServiceNetwork,
    LATTICE_QUOTAS,
)
.quota("vpc-lattice", "L-6095700C");

/// Children of one group resource configuration.
pub const LATTICE_RESOURCE_CHILDREN: Limit = soft(
    "lattice-resource-children",
    "Child Resource Configurations per Group Resource Configuration",
    60,
    Scope::ResourceConfiguration,
    LATTICE_QUOTAS,
)
.quota("vpc-lattice", "L-9BC96FEF");

/// Resource gateways of one VPC.
pub const LATTICE_RESOURCE_GATEWAYS_PER_VPC: Limit =
    soft("lattice-resource-gateways-per-vpc", "Resource gateways per VPC", 500, Scope::Vpc, LATTICE_QUOTAS)
        .quota("vpc-lattice", "L-0DCA4434");

/// Domain verifications of an account in one Region.
pub const LATTICE_DOMAIN_VERIFICATIONS: Limit = soft(
    "lattice-domain-verifications",
    "Domain Verifications per AWS Region",
    5,
    Scope::AccountRegion,
    LATTICE_QUOTAS,
)
.quota("vpc-lattice", "L-73D0F278");

/// Security groups on the association of a VPC with a service network.
pub const LATTICE_SGS_PER_ASSOCIATION: Limit = hard(
    "lattice-sgs-per-association",
    "Security groups per VPC association",
    5,
    Scope::VpcAssociation,
    LATTICE_QUOTAS,
);

/// Service networks that one VPC may be associated with.
pub const LATTICE_SERVICE_NETWORKS_PER_VPC: Limit =
    hard("lattice-service-networks-per-vpc", "Service networks per VPC", 1, Scope::Vpc, LATTICE_QUOTAS);

/// Size of one auth policy.
pub const LATTICE_AUTH_POLICY_SIZE: Limit =
    hard("lattice-auth-policy-size", "Size of an auth policy", 10, Scope::AuthPolicy, LATTICE_QUOTAS)
        .unit(Unit::Kilobytes);
