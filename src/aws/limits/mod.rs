//! Quotas and fixed limits of AWS networking: the one home of every such number.
//!
//! One file per noun, one constant per limit, `LIMITS` over all of them. Defaults differ by the
//! age of an account and most can be raised, so each value here is what a *new* account has; the
//! account's own profile overrides it. Rules read the constants and never write a number.

mod dx;
mod elastic_ip;
mod endpoint;
mod internet_gateway;
mod ipam;
mod lattice;
mod load_balancer;
mod nacl;
mod nat_gateway;
mod network_interface;
mod peering;
mod prefix_list;
mod resolver;
mod route_server;
mod route_table;
mod scope;
mod security_group;
mod source;
mod subnet;
mod table;
mod tag;
mod tgw;
mod traffic_mirror;
mod vpc;
mod vpn;
mod workload;

pub use dx::*;
pub use elastic_ip::*;
pub use endpoint::*;
pub use internet_gateway::*;
pub use ipam::*;
pub use lattice::*;
pub use load_balancer::*;
pub use nacl::*;
pub use nat_gateway::*;
pub use network_interface::*;
pub use peering::*;
pub use prefix_list::*;
pub use resolver::*;
pub use route_server::*;
pub use route_table::*;
pub use scope::Scope;
pub use security_group::*;
pub use subnet::*;
pub use table::LIMITS;
pub use tag::*;
pub use tgw::*;
pub use traffic_mirror::*;
pub use vpc::*;
pub use vpn::*;
pub use workload::*;

use source::Source;

/// One quota or fixed limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Name in kebab case that never changes: account profiles are keyed by it.
    pub id: &'static str,
    /// Name for people; where Service Quotas knows the limit, its name there.
    pub name: &'static str,
    /// Service in Service Quotas (`vpc`, `ec2`); empty where it is not listed there.
    pub service_code: &'static str,
    /// Code in Service Quotas (`L-407747CB`); empty where it is not listed there.
    pub quota_code: &'static str,
    /// What a new account has, in `unit`. `None`: AWS does not publish it, nothing to check.
    pub default: Option<u32>,
    /// How far AWS goes on request.
    pub maximum: Maximum,
    /// Whether an increase can be asked for at all.
    pub adjustable: bool,
    /// What the number is counted over.
    pub scope: Scope,
    /// What the number counts.
    pub unit: Unit,
    /// Code of the error that the AWS API answers with beyond the limit.
    pub error: Option<&'static str>,
    /// Page that states it, or the name of another source.
    pub source: &'static str,
    /// Day the source was read, `YYYY-MM-DD`.
    pub as_of: &'static str,
    /// What a reader must know beside the number; often empty.
    pub note: &'static str,
}

/// How far a limit can be raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Maximum {
    /// AWS publishes no ceiling.
    Unpublished,
    /// AWS grants no more than this. Equal to the default where the limit is fixed.
    AtMost(u32),
}

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Things.
    Count,
    /// Bits of a prefix; such a limit bounds a length, not a quantity.
    PrefixLength,
    /// Packets in one second.
    PacketsPerSecond,
    /// DNS queries in one second.
    QueriesPerSecond,
    /// Gigabits per second.
    Gbps,
    /// Megabits per second.
    Mbps,
    /// Characters.
    Characters,
    /// Bytes.
    Bytes,
    /// Kilobytes.
    Kilobytes,
    /// Hours.
    Hours,
    /// Network Address Usage units.
    AddressUsage,
}

impl Unit {
    /// The word after the number; empty for plain counts and prefix lengths.
    pub const fn label(self) -> &'static str {
        match self {
            Unit::Count | Unit::PrefixLength => "",
            Unit::PacketsPerSecond => "packets/second",
            Unit::QueriesPerSecond => "queries/second",
            Unit::Gbps => "Gbps",
            Unit::Mbps => "Mbps",
            Unit::Characters => "characters",
            Unit::Bytes => "bytes",
            Unit::Kilobytes => "KB",
            Unit::Hours => "hours",
            Unit::AddressUsage => "NAU",
        }
    }
}

/// The limit with this id.
pub fn limit(id: &str) -> Option<&'static Limit> {
    LIMITS.binary_search_by(|limit| limit.id.cmp(id)).ok().map(|at| LIMITS[at])
}

/// The limit that Service Quotas lists under this service and code.
pub fn limit_by_quota_code(service_code: &str, quota_code: &str) -> Option<&'static Limit> {
    if quota_code.is_empty() {
        return None;
    }
    LIMITS.iter().copied().find(|limit| limit.quota_code == quota_code && limit.service_code == service_code)
}

/// A quota that can be raised, with no published ceiling unless `up_to` follows.
const fn soft(id: &'static str, name: &'static str, default: u32, scope: Scope, source: Source) -> Limit {
    Limit {
        id,
        name,
        service_code: "",
        quota_code: "",
        default: Some(default),
        maximum: Maximum::Unpublished,
        adjustable: true,
        scope,
        unit: Unit::Count,
        error: None,
        source: source.url,
        as_of: source.as_of,
        note: "",
    }
}

/// A limit that nobody can raise.
const fn hard(id: &'static str, name: &'static str, value: u32, scope: Scope, source: Source) -> Limit {
    let mut limit = soft(id, name, value, scope, source);
    limit.maximum = Maximum::AtMost(value);
    limit.adjustable = false;
    limit
}

/// A quota that can be raised and whose default is not published.
const fn unpublished(id: &'static str, name: &'static str, scope: Scope, source: Source) -> Limit {
    let mut limit = soft(id, name, 0, scope, source);
    limit.default = None;
    limit
}

impl Limit {
    const fn quota(mut self, service_code: &'static str, quota_code: &'static str) -> Limit {
        self.service_code = service_code;
        self.quota_code = quota_code;
        self
    }

    const fn up_to(mut self, ceiling: u32) -> Limit {
        self.maximum = Maximum::AtMost(ceiling);
        self
    }

    const fn unit(mut self, unit: Unit) -> Limit {
        self.unit = unit;
        self
    }

    const fn error(mut self, code: &'static str) -> Limit {
        self.error = Some(code);
        self
    }

    const fn note(mut self, note: &'static str) -> Limit {
        self.note = note;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_sorted_by_id_without_repeats() {
        assert!(LIMITS.windows(2).all(|pair| pair[0].id < pair[1].id));
    }

    #[test]
    fn every_limit_is_found_by_its_id_and_its_quota_code() {
        for expected in LIMITS.iter().copied() {
            assert_eq!(limit(expected.id), Some(expected));
            if !expected.quota_code.is_empty() {
                let found = limit_by_quota_code(expected.service_code, expected.quota_code);
                assert_eq!(found, Some(expected), "{} shares its code", expected.id);
            }
        }
        assert_eq!(limit("no-such-limit"), None);
        assert_eq!(limit_by_quota_code("", ""), None);
        assert_eq!(limit_by_quota_code("ec2", "L-407747CB"), None);
    }

    #[test]
    fn a_fixed_limit_has_a_ceiling_and_no_default_passes_its_ceiling() {
        for limit in LIMITS {
            if !limit.adjustable {
                assert_ne!(limit.maximum, Maximum::Unpublished, "{}", limit.id);
            }
            if let (Some(default), Maximum::AtMost(ceiling)) = (limit.default, limit.maximum) {
                assert!(default <= ceiling, "{}", limit.id);
            }
        }
    }

    #[test]
    fn constants_carry_the_well_known_values() {
        assert_eq!(VPCS_PER_REGION.default, Some(5));
        assert_eq!(SUBNETS_PER_VPC.default, Some(200));
        assert_eq!(RULES_PER_SECURITY_GROUP.default, Some(60));
        assert_eq!(IPV4_CIDR_BLOCKS_PER_VPC.maximum, Maximum::AtMost(50));
        assert_eq!(RESERVED_ADDRESSES_PER_SUBNET.maximum, Maximum::AtMost(5));
        assert_eq!(NAT_GATEWAYS_PER_VPC.default, None);
    }
}
