//! The fields of every kind, for editors: what each is called, what it means and how it is edited.
//!
//! A table, so that an inspector or a bulk editor shows every field of every kind without a component for each. A test
//! holds it against the types: every field that a file can have is here, and nothing else.

mod connections;
mod filters;
mod gateways;
mod networks;
mod organisation;
mod review;
mod services;
mod traffic;

#[cfg(test)]
mod tests;

use super::entity::Kind;

/// A field of a kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// Its name in the file, and its path for an edit of a field.
    pub path: &'static str,
    /// What it is called, as a label.
    pub label: &'static str,
    /// How it is edited.
    pub control: Control,
    /// What it means, with its unit and range, in a line.
    pub help: &'static str,
    /// Must it be there? Then it cannot be emptied.
    pub required: bool,
}

/// How a field is edited.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Control {
    /// A line of text.
    Text,
    /// Lines of text.
    Lines,
    /// A list of texts.
    Texts,
    /// A whole number; nothing where it is left out.
    Number {
        /// The smallest that makes sense.
        least: u32,
        /// The largest that makes sense.
        most: u32,
    },
    /// On or off.
    Switch {
        /// What it is where the file does not say.
        on_by_default: bool,
    },
    /// One of a few words, each with what it is called. The first holds where the file does not say.
    Choice(&'static [(&'static str, &'static str)]),
    /// The code of a Region.
    Region,
    /// The name of a zone.
    Zone,
    /// An object of one of these kinds; of any kind when there are none.
    Ref(&'static [Kind]),
    /// Objects of these kinds.
    Refs(&'static [Kind]),
    /// A CIDR block.
    Block,
    /// CIDR blocks.
    Blocks,
    /// An IP address.
    Address,
    /// IP addresses.
    Addresses,
    /// A protocol: a name or a number.
    Protocol,
    /// A port, or a range of ports.
    Ports,
    /// A CIDR block, an object of one of these kinds (any when there are none), or one of a few words.
    Peer {
        /// The kinds.
        kinds: &'static [Kind],
        /// The words, each with what it is called.
        words: &'static [(&'static str, &'static str)],
        /// May it be a block?
        block: bool,
    },
    /// A list of entries with these fields.
    Entries(&'static [Field]),
    /// Numbers by the id of a quota.
    Quotas,
    /// Texts by key.
    Tags,
}

impl Field {
    /// A field that may be left out.
    const fn may(path: &'static str, label: &'static str, control: Control, help: &'static str) -> Field {
        Field { path, label, control, help, required: false }
    }

    /// A field that must be there.
    const fn must(path: &'static str, label: &'static str, control: Control, help: &'static str) -> Field {
        Field { path, label, control, help, required: true }
    }
}

/// The fields of a kind, the most telling first. Name, tags, AWS id and placement are the same for all and not listed.
pub fn fields_of(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Settings => organisation::SETTINGS,
        Kind::Account => organisation::ACCOUNT,
        Kind::Environment => organisation::ENVIRONMENT,
        Kind::AddressPool => organisation::ADDRESS_POOL,
        Kind::ExternalNetwork => organisation::EXTERNAL_NETWORK,
        Kind::Vpc => networks::VPC,
        Kind::Tier => networks::TIER,
        Kind::Subnet => networks::SUBNET,
        Kind::SubnetReservation => networks::SUBNET_RESERVATION,
        Kind::RouteTable => networks::ROUTE_TABLE,
        Kind::PrefixList => networks::PREFIX_LIST,
        Kind::InternetGateway => gateways::INTERNET_GATEWAY,
        Kind::EgressOnlyGateway => gateways::EGRESS_ONLY_GATEWAY,
        Kind::NatGateway => gateways::NAT_GATEWAY,
        Kind::ElasticIp => gateways::ELASTIC_IP,
        Kind::VpnGateway => gateways::VPN_GATEWAY,
        Kind::CustomerGateway => gateways::CUSTOMER_GATEWAY,
        Kind::Peering => connections::PEERING,
        Kind::VpnConnection => connections::VPN_CONNECTION,
        Kind::DirectConnectGateway => connections::DIRECT_CONNECT_GATEWAY,
        Kind::TransitGateway => connections::TRANSIT_GATEWAY,
        Kind::TransitGatewayAttachment => connections::TRANSIT_GATEWAY_ATTACHMENT,
        Kind::TransitGatewayRouteTable => connections::TRANSIT_GATEWAY_ROUTE_TABLE,
        Kind::Endpoint => services::ENDPOINT,
        Kind::EndpointService => services::ENDPOINT_SERVICE,
        Kind::Workload => services::WORKLOAD,
        Kind::LoadBalancer => services::LOAD_BALANCER,
        Kind::ServiceNetwork => services::SERVICE_NETWORK,
        Kind::ResolverEndpoint => services::RESOLVER_ENDPOINT,
        Kind::PrivateZone => services::PRIVATE_ZONE,
        Kind::SecurityGroup => filters::SECURITY_GROUP,
        Kind::NetworkAcl => filters::NETWORK_ACL,
        Kind::TrafficMirrorSession => filters::TRAFFIC_MIRROR_SESSION,
        Kind::Assertion => review::ASSERTION,
        Kind::Note => review::NOTE,
        Kind::Comment => review::COMMENT,
    }
}
