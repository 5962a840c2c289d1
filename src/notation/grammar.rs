//! The words of each kind, its short forms, and which of its fields are references.
//!
//! A new kind is one arm of [`grammar`].

use crate::model::{EntityId, Kind};

/// How a kind is written.
pub(super) struct Grammar {
    /// Its words besides the kind's key; the first is printed.
    pub words: &'static [&'static str],
    /// What values without a key mean.
    pub positional: Positional,
    /// Fields that name objects, and of which kind.
    pub references: &'static [(&'static str, Kind)],
    /// Fields that name objects of several kinds, or hold names further inside: written `kind:name` there.
    pub named_by_kind: &'static [&'static str],
}

/// What values without a key mean.
#[derive(Clone, Copy)]
pub(super) enum Positional {
    /// A field each, in this order.
    Fields(&'static [&'static str]),
    /// The entries of one list.
    List(&'static str),
    /// The names of switches to turn on.
    Switches(&'static [&'static str]),
    /// Blocks: the lists `ipv4` and `ipv6`, told apart by a colon.
    Blocks,
    /// The zone, or its last letter, then the blocks `ipv4` and `ipv6`.
    ZoneAndBlocks,
}

pub(super) const fn grammar(kind: Kind) -> Grammar {
    use Positional::{Blocks, Fields, List, Switches, ZoneAndBlocks};
    let (words, positional, references): (&[&str], Positional, &[(&str, Kind)]) = match kind {
        Kind::Settings => (&["design"], Fields(&[]), &[]),
        Kind::Account => (&["account"], Fields(&["number"]), &[]),
        Kind::Environment => (
            &["environment", "env"],
            Switches(&["production"]),
            &[("pool", Kind::AddressPool), ("account", Kind::Account)],
        ),
        Kind::AddressPool => (&["pool"], List("blocks"), &[("parent", Kind::AddressPool)]),
        Kind::Vpc => (
            &["vpc"],
            Blocks,
            &[("environment", Kind::Environment), ("account", Kind::Account), ("pool", Kind::AddressPool)],
        ),
        Kind::Tier => (&["tier"], Fields(&["role"]), &[("vpc", Kind::Vpc)]),
        Kind::Subnet => (
            &["subnet"],
            ZoneAndBlocks,
            &[
                ("vpc", Kind::Vpc),
                ("tier", Kind::Tier),
                ("route_table", Kind::RouteTable),
                ("network_acl", Kind::NetworkAcl),
            ],
        ),
        Kind::RouteTable => (
            &["route_table", "rtb"],
            Switches(&["main"]),
            &[("vpc", Kind::Vpc), ("propagating_gateways", Kind::VpnGateway)],
        ),
        Kind::InternetGateway => (&["igw"], Fields(&[]), &[("vpc", Kind::Vpc)]),
        Kind::NatGateway => (
            &["nat"],
            List("elastic_ips"),
            &[("subnet", Kind::Subnet), ("vpc", Kind::Vpc), ("elastic_ips", Kind::ElasticIp)],
        ),
        Kind::ElasticIp => (&["eip"], Fields(&["address"]), &[("account", Kind::Account)]),
        Kind::Peering => (
            &["peering", "pcx"],
            Fields(&["requester", "accepter"]),
            &[("requester", Kind::Vpc), ("accepter", Kind::Vpc)],
        ),
        Kind::ExternalNetwork => (&["external"], List("blocks"), &[]),
        Kind::SubnetReservation => (&["reservation"], Fields(&["block"]), &[("subnet", Kind::Subnet)]),
        Kind::PrefixList => (&["prefix_list", "pl"], Fields(&["family"]), &[("account", Kind::Account)]),
        Kind::EgressOnlyGateway => (&["eigw"], Fields(&[]), &[("vpc", Kind::Vpc)]),
        Kind::VpnGateway => (&["vgw"], Fields(&[]), &[("vpc", Kind::Vpc)]),
        Kind::CustomerGateway => {
            (&["cgw"], Fields(&["address"]), &[("account", Kind::Account), ("network", Kind::ExternalNetwork)])
        }
        Kind::VpnConnection => {
            (&["vpn"], Fields(&["customer_gateway"]), &[("customer_gateway", Kind::CustomerGateway)])
        }
        Kind::DirectConnectGateway => {
            (&["dxgw"], Fields(&[]), &[("account", Kind::Account), ("network", Kind::ExternalNetwork)])
        }
        Kind::TransitGateway => (
            &["tgw"],
            Fields(&["region"]),
            &[
                ("account", Kind::Account),
                ("association_table", Kind::TransitGatewayRouteTable),
                ("propagation_table", Kind::TransitGatewayRouteTable),
            ],
        ),
        Kind::TransitGatewayAttachment => (
            &["attachment"],
            Fields(&["transit_gateway"]),
            &[
                ("transit_gateway", Kind::TransitGateway),
                ("subnets", Kind::Subnet),
                ("associated_table", Kind::TransitGatewayRouteTable),
                ("propagating_tables", Kind::TransitGatewayRouteTable),
            ],
        ),
        Kind::TransitGatewayRouteTable => {
            (&["tgw_table"], Fields(&["transit_gateway"]), &[("transit_gateway", Kind::TransitGateway)])
        }
        Kind::Endpoint => (
            &["endpoint", "vpce"],
            Fields(&["service"]),
            &[
                ("vpc", Kind::Vpc),
                ("endpoint_service", Kind::EndpointService),
                ("subnets", Kind::Subnet),
                ("route_tables", Kind::RouteTable),
                ("security_groups", Kind::SecurityGroup),
            ],
        ),
        Kind::EndpointService => (
            &["endpoint_service"],
            Fields(&["region"]),
            &[("account", Kind::Account), ("load_balancers", Kind::LoadBalancer)],
        ),
        Kind::SecurityGroup => (&["sg"], Fields(&["description"]), &[("vpc", Kind::Vpc)]),
        Kind::NetworkAcl => (&["acl"], Switches(&["main"]), &[("vpc", Kind::Vpc)]),
        Kind::Workload => (
            &["workload"],
            Fields(&["runs"]),
            &[
                ("vpc", Kind::Vpc),
                ("tier", Kind::Tier),
                ("subnets", Kind::Subnet),
                ("security_groups", Kind::SecurityGroup),
            ],
        ),
        Kind::LoadBalancer => (
            &["lb"],
            Fields(&["balancer"]),
            &[
                ("vpc", Kind::Vpc),
                ("subnets", Kind::Subnet),
                ("elastic_ips", Kind::ElasticIp),
                ("security_groups", Kind::SecurityGroup),
                ("targets", Kind::Workload),
            ],
        ),
        Kind::ServiceNetwork => (&["lattice"], Fields(&["region"]), &[("account", Kind::Account)]),
        Kind::TrafficMirrorSession => (&["mirror"], Fields(&["source"]), &[("source", Kind::Workload)]),
        Kind::ResolverEndpoint => (
            &["resolver"],
            Fields(&["flow"]),
            &[("vpc", Kind::Vpc), ("subnets", Kind::Subnet), ("security_groups", Kind::SecurityGroup)],
        ),
        Kind::PrivateZone => {
            (&["private_zone"], Fields(&["domain"]), &[("account", Kind::Account), ("vpcs", Kind::Vpc)])
        }
        Kind::Assertion => (&["assert"], Fields(&["demand"]), &[]),
        Kind::Note => (&["note"], Fields(&["text"]), &[]),
        Kind::Comment => (&["comment"], Fields(&["text"]), &[]),
    };
    Grammar { words, positional, references, named_by_kind: named_by_kind(kind) }
}

const fn named_by_kind(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::RouteTable => &["edge_gateway"],
        Kind::NatGateway => &["zone_addresses"],
        Kind::VpnConnection => &["gateway"],
        Kind::DirectConnectGateway => &["associations"],
        Kind::TransitGatewayAttachment => &["resource"],
        Kind::SecurityGroup | Kind::ResolverEndpoint => &["rules"],
        Kind::ServiceNetwork => &["associations", "services"],
        Kind::TrafficMirrorSession | Kind::Comment => &["target"],
        Kind::Assertion => &["from", "to"],
        Kind::Settings
        | Kind::Account
        | Kind::Environment
        | Kind::AddressPool
        | Kind::Vpc
        | Kind::Tier
        | Kind::Subnet
        | Kind::InternetGateway
        | Kind::ElasticIp
        | Kind::Peering
        | Kind::ExternalNetwork
        | Kind::SubnetReservation
        | Kind::PrefixList
        | Kind::EgressOnlyGateway
        | Kind::VpnGateway
        | Kind::CustomerGateway
        | Kind::TransitGateway
        | Kind::TransitGatewayRouteTable
        | Kind::Endpoint
        | Kind::EndpointService
        | Kind::NetworkAcl
        | Kind::Workload
        | Kind::LoadBalancer
        | Kind::PrivateZone
        | Kind::Note => &[],
    }
}

impl Grammar {
    /// The kind that a reference field takes; `None` for other fields.
    pub fn target_of(&self, field: &str) -> Option<Kind> {
        self.references.iter().find(|(name, _)| *name == field).map(|(_, kind)| *kind)
    }
}

/// The enclosing objects that one of this kind takes up as its own, the nearest last. A NAT gateway has a subnet or a
/// VPC, not both.
pub(super) fn surroundings(kind: Kind, inside: &[EntityId]) -> &[EntityId] {
    let nearest = if kind == Kind::NatGateway { 1 } else { inside.len() };
    &inside[inside.len().saturating_sub(nearest)..]
}

/// Does a kind have routes, written `destination -> target` inside it?
pub(super) fn has_routes(kind: Kind) -> bool {
    matches!(kind, Kind::RouteTable | Kind::TransitGatewayRouteTable)
}

/// The kind that `word` stands for.
pub(super) fn kind_of(word: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.key() == word || grammar(*kind).words.contains(&word))
}

/// Every printed word, for the message about an unknown one.
pub(super) fn all_words() -> String {
    Kind::ALL.map(|kind| grammar(kind).words[0]).join(", ")
}
