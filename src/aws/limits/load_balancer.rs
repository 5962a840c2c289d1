//! Elastic Load Balancing.

use super::source::UNSOURCED;
use super::{Limit, Scope, soft};

/// Application Load Balancers of an account in one Region.
pub const ALBS_PER_REGION: Limit =
    soft("albs-per-region", "Application Load Balancers per Region", 50, Scope::AccountRegion, UNSOURCED)
        .quota("elasticloadbalancing", "L-53DA6B97");

/// Network Load Balancers of an account in one Region.
pub const NLBS_PER_REGION: Limit =
    soft("nlbs-per-region", "Network Load Balancers per Region", 50, Scope::AccountRegion, UNSOURCED)
        .quota("elasticloadbalancing", "L-69A177A2");

/// Gateway Load Balancers of an account in one Region.
pub const GWLBS_PER_REGION: Limit =
    soft("gwlbs-per-region", "Gateway Load Balancers per Region", 100, Scope::AccountRegion, UNSOURCED);

/// Target groups of an account in one Region.
pub const TARGET_GROUPS_PER_REGION: Limit =
    soft("target-groups-per-region", "Target groups per Region", 3000, Scope::AccountRegion, UNSOURCED)
        .quota("elasticloadbalancing", "L-B22855CB");

/// Listeners of one Application Load Balancer.
pub const LISTENERS_PER_ALB: Limit =
    soft("listeners-per-alb", "Listeners per Application Load Balancer", 50, Scope::ApplicationLoadBalancer, UNSOURCED)
        .quota("elasticloadbalancing", "L-B6DF7632");

/// Listeners of one Network Load Balancer.
pub const LISTENERS_PER_NLB: Limit =
    soft("listeners-per-nlb", "Listeners per Network Load Balancer", 50, Scope::NetworkLoadBalancer, UNSOURCED)
        .quota("elasticloadbalancing", "L-57A373D6");

/// Targets of one Application Load Balancer.
pub const TARGETS_PER_ALB: Limit =
    soft("targets-per-alb", "Targets per Application Load Balancer", 1000, Scope::ApplicationLoadBalancer, UNSOURCED);
