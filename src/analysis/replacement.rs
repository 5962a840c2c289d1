//! What AWS makes anew when a design changes: new ids, and new addresses where they come from AWS.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::model::{Design, Diff, Entity, EntityId, Kind, removal};

/// An object that AWS cannot change as asked: the old one is deleted and another one made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The object.
    pub object: EntityId,
    /// The fields that it cannot have others of, as in the file, in the order of [`fixed_fields`].
    pub fields: Vec<&'static str>,
    /// What stands in it and is made anew with it.
    pub with: Vec<EntityId>,
}

/// The fields of a kind that are given when AWS makes the object and never changed after, by their names in the file.
/// Of the IPv4 blocks of a VPC that is the first one alone.
///
/// After "Update requires: Replacement" in the pages of CloudFormation's resources, and what forces a replacement in
/// Terraform's AWS provider.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_EC2.html>
pub const fn fixed_fields(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Vpc => &["region", "account", "ipv4"],
        Kind::Subnet => &["vpc", "zone", "ipv4"],
        Kind::RouteTable | Kind::NetworkAcl | Kind::EgressOnlyGateway => &["vpc"],
        Kind::NatGateway => &["availability", "connectivity", "subnet", "vpc"],
        Kind::ElasticIp => &["region", "account"],
        Kind::Peering => &["requester", "accepter"],
        Kind::PrefixList => &["region", "account", "family"],
        Kind::SecurityGroup => &["name", "description", "vpc"],
        Kind::VpnGateway => &["asn"],
        Kind::CustomerGateway => &["region", "account", "asn", "address"],
        Kind::VpnConnection => &["routing", "tunnel_inside", "acceleration"],
        Kind::DirectConnectGateway => &["account", "asn"],
        Kind::TransitGateway => &["region", "account", "multicast"],
        Kind::TransitGatewayAttachment => &["transit_gateway", "resource"],
        Kind::TransitGatewayRouteTable => &["transit_gateway"],
        Kind::Endpoint => &["vpc", "endpoint_type", "service", "endpoint_service"],
        Kind::EndpointService => &["region", "account"],
        Kind::LoadBalancer => &["name", "vpc", "balancer", "scheme"],
        Kind::ServiceNetwork => &["name", "region", "account"],
        Kind::TrafficMirrorSession => &["source"],
        Kind::ResolverEndpoint => &["vpc", "flow", "security_groups"],
        Kind::PrivateZone => &["domain", "account"],
        Kind::SubnetReservation => &["subnet", "block", "reservation", "description"],
        // An internet gateway is detached and attached; the others are nothing that AWS makes.
        Kind::InternetGateway
        | Kind::Settings
        | Kind::Account
        | Kind::Environment
        | Kind::AddressPool
        | Kind::ExternalNetwork
        | Kind::Tier
        | Kind::Workload
        | Kind::Assertion
        | Kind::Note
        | Kind::Comment => &[],
    }
}

/// What of the changed objects AWS makes anew, by id. `design` is the one before the change.
///
/// What a replaced object takes along is told with it and not by itself.
pub fn replacements(design: &Design, diff: &Diff) -> Vec<Replacement> {
    let changed = diff.iter().filter_map(|(id, change)| Some((id, change.old_entity()?, change.new_entity()?)));
    let mut all: Vec<Replacement> = changed
        .filter_map(|(object, old, new)| {
            let fields = differing(old, new);
            let inside = || removal(design, [object]).goes.into_iter().filter(|other| *other != object).collect();
            (!fields.is_empty()).then(|| Replacement { object, fields, with: inside() })
        })
        .collect();
    let told: BTreeSet<EntityId> = all.iter().flat_map(|one| one.with.iter().copied()).collect();
    all.retain(|one| !told.contains(&one.object));
    all
}

/// The fixed fields in which two states of an object differ.
fn differing(old: &Entity, new: &Entity) -> Vec<&'static str> {
    let fixed = fixed_fields(old.kind());
    if fixed.is_empty() {
        return Vec::new();
    }
    // A body of a known kind is always written.
    let value = |entity: &Entity| entity.body.to_value().unwrap_or_default();
    let (before, after) = (value(old), value(new));
    let other = |field: &&'static str| match *field {
        "name" => old.head.name != new.head.name,
        "ipv4" => first(&before["ipv4"]) != first(&after["ipv4"]),
        field => before[field] != after[field],
    };
    fixed.iter().copied().filter(other).collect()
}

/// A block, or the first one of a list.
fn first(value: &Value) -> &Value {
    value.as_array().map_or(value, |list| list.first().unwrap_or(&Value::Null))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fields::fields_of;

    #[test]
    fn every_fixed_field_is_one_of_its_kind() {
        for kind in Kind::ALL {
            for field in fixed_fields(kind) {
                let known = *field == "name" || fields_of(kind).iter().any(|one| one.path == *field);
                assert!(known, "{kind:?} has no field {field}");
            }
        }
    }
}
