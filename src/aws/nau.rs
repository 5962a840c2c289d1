//! Network Address Usage: what each thing in a VPC weighs towards its quota.
//!
//! <https://docs.aws.amazon.com/vpc/latest/userguide/network-address-usage.html>
//! The quotas are `limits::NETWORK_ADDRESS_USAGE` and `limits::PEERED_NETWORK_ADDRESS_USAGE`.

/// What weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NauResource {
    /// One IPv4 or IPv6 address on an EC2 interface.
    Address,
    /// One interface of an instance beyond its first.
    AdditionalInterface,
    /// One prefix delegated to an interface, of either family.
    Prefix,
    /// A Network Load Balancer, each zone.
    NetworkLoadBalancer,
    /// A Gateway Load Balancer, each zone.
    GatewayLoadBalancer,
    /// A VPC endpoint, each zone.
    Endpoint,
    /// A transit gateway attachment.
    TransitGatewayAttachment,
    /// A Lambda function.
    LambdaFunction,
    /// A NAT gateway.
    NatGateway,
    /// An EFS mount target.
    EfsMountTarget,
    /// An Elastic Fabric Adapter interface, with or without IP.
    FabricAdapter,
    /// A pod of EKS.
    EksPod,
}

/// Every resource that weighs, with its units.
pub const NAU_UNITS: &[(NauResource, u32)] = &[
    (NauResource::Address, 1),
    (NauResource::AdditionalInterface, 1),
    (NauResource::Prefix, 1),
    (NauResource::NetworkLoadBalancer, 6),
    (NauResource::GatewayLoadBalancer, 6),
    (NauResource::Endpoint, 6),
    (NauResource::TransitGatewayAttachment, 6),
    (NauResource::LambdaFunction, 6),
    (NauResource::NatGateway, 6),
    (NauResource::EfsMountTarget, 6),
    (NauResource::FabricAdapter, 1),
    (NauResource::EksPod, 1),
];

/// Units that one of these weighs.
pub fn nau_units(resource: NauResource) -> u32 {
    NAU_UNITS.iter().find(|(listed, _)| *listed == resource).expect("every resource has a row, as a test checks").1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_resource_has_one_row() {
        // The last variant: all before it have smaller discriminants.
        assert_eq!(NAU_UNITS.len(), NauResource::EksPod as usize + 1);
        for (resource, units) in NAU_UNITS {
            assert_eq!(nau_units(*resource), *units);
        }
    }
}
