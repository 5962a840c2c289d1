use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::id::{EntityId, Slug, TypedId, typed_id};
use super::kinds::*;
use super::placement::Placement;
use super::refs::Ref;

/// The tags of an object: at most 50 on AWS, keys to 128 characters, values to 256.
pub type Tags = BTreeMap<String, String>;

/// What every object has, whatever its kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    /// The name people use. Free text; exporters derive identifiers from it.
    pub name: String,
    /// Tags besides the name.
    pub tags: Tags,
    /// The id AWS gave it (`vpc-0a1b...`), for an object that exists already.
    pub aws_id: Option<String>,
    /// Where it is drawn, when a person placed it.
    pub at: Option<Placement>,
    /// Fields of a newer minor version that this one does not know. They survive a round trip.
    pub unknown: Option<Box<Value>>,
}

/// One object of the document: what all have, and what its kind has.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Name, tags, AWS id, placement.
    pub head: Head,
    /// The fields of its kind.
    pub body: Body,
}

impl Entity {
    /// An object called `name`.
    pub fn new(name: impl Into<String>, body: impl Into<Body>) -> Entity {
        Entity { head: Head { name: name.into(), ..Head::default() }, body: body.into() }
    }

    /// The same object, drawn at `x`, `y`.
    pub fn placed(mut self, x: i32, y: i32) -> Entity {
        self.head.at = Some(Placement::at(x, y));
        self
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        self.body.kind()
    }

    /// The fields of kind `N`, when it is one.
    pub fn as_noun<N: Noun>(&self) -> Option<&N> {
        N::from_body(&self.body)
    }
}

/// A kind of object: its fields, its id type, and what it refers to.
pub trait Noun: Clone + PartialEq + Serialize + DeserializeOwned + Into<Body> + Send + Sync + 'static {
    /// Which kind.
    const KIND: Kind;
    /// The id that names only this kind.
    type Id: TypedId<Noun = Self>;

    /// The fields, when `body` is of this kind.
    fn from_body(body: &Body) -> Option<&Self>;
    /// The fields to change, when `body` is of this kind.
    fn from_body_mut(body: &mut Body) -> Option<&mut Self>;
}

/// What a kind says about its references; each file of `kinds` implements it beside the struct.
pub(crate) trait References {
    /// Calls `visit` for every object that this one names.
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref));
    /// Lets go of `gone`: optional references become empty, list entries that need it go.
    fn forget(&mut self, gone: EntityId);
}

/// The one list of kinds. A new kind is one line here; the compiler lists the rest.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident, $id:ident, $key:literal, $prefix:literal, $title:literal, $plural:literal;)+) => {
        /// The kinds of object, in the order in which a file lists them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Kind {
            $($(#[$doc])* $kind,)+
        }

        impl Kind {
            /// Every kind.
            pub const ALL: [Kind; [$(Kind::$kind),+].len()] = [$(Kind::$kind),+];

            /// The word for it in files and notation: `nat_gateway`.
            pub const fn key(self) -> &'static str {
                match self { $(Kind::$kind => $key,)+ }
            }

            /// What its ids start with: `nat`.
            pub const fn id_prefix(self) -> &'static str {
                match self { $(Kind::$kind => $prefix,)+ }
            }

            /// What people call one, inside a sentence: `NAT gateway`.
            pub const fn title(self) -> &'static str {
                match self { $(Kind::$kind => $title,)+ }
            }

            /// What people call several: `NAT gateways`.
            pub const fn plural(self) -> &'static str {
                match self { $(Kind::$kind => $plural,)+ }
            }

            /// The kind that a file calls `key`.
            pub fn from_key(key: &str) -> Option<Kind> {
                Kind::ALL.into_iter().find(|k| k.key() == key)
            }
        }

        /// The fields of an object, by kind.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Body {
            $($(#[$doc])* $kind($kind),)+
        }

        impl Body {
            /// Which kind it is.
            pub fn kind(&self) -> Kind {
                match self { $(Body::$kind(_) => Kind::$kind,)+ }
            }

            /// Calls `visit` for every object that this one names.
            pub fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
                match self { $(Body::$kind(noun) => noun.visit_refs(visit),)+ }
            }

            /// Lets go of `gone`: optional references become empty, list entries that need it go.
            pub fn forget(&mut self, gone: EntityId) {
                match self { $(Body::$kind(noun) => noun.forget(gone),)+ }
            }

            /// The fields as JSON.
            pub fn to_value(&self) -> Result<Value, serde_json::Error> {
                match self { $(Body::$kind(noun) => serde_json::to_value(noun),)+ }
            }

            /// The fields of kind `kind` out of JSON.
            pub fn from_value(kind: Kind, value: Value) -> Result<Body, serde_json::Error> {
                Body::deserialize(kind, value)
            }

            /// The JSON Schema of the fields of kind `kind`.
            #[cfg(feature = "schema")]
            pub(super) fn schema(kind: Kind, generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                match kind { $(Kind::$kind => <$kind as schemars::JsonSchema>::json_schema(generator),)+ }
            }

            /// The fields of kind `kind` out of any text form.
            pub fn deserialize<'de, D: serde::Deserializer<'de>>(kind: Kind, from: D) -> Result<Body, D::Error> {
                Ok(match kind { $(Kind::$kind => Body::$kind(serde::Deserialize::deserialize(from)?),)+ })
            }
        }

        /// The typed ids, one a kind.
        pub(super) mod ids {
            use super::*;
            $(typed_id!($id, $kind, $kind);)+
        }

        /// The JSON Schema of the ids of kind `kind`.
        #[cfg(feature = "schema")]
        pub(super) fn schema_of_id(kind: Kind, generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
            match kind { $(Kind::$kind => generator.subschema_for::<ids::$id>(),)+ }
        }

        $(
            impl From<$kind> for Body {
                fn from(noun: $kind) -> Body { Body::$kind(noun) }
            }

            impl Noun for $kind {
                const KIND: Kind = Kind::$kind;
                type Id = ids::$id;
                fn from_body(body: &Body) -> Option<&$kind> {
                    match body { Body::$kind(noun) => Some(noun), _ => None }
                }
                fn from_body_mut(body: &mut Body) -> Option<&mut $kind> {
                    match body { Body::$kind(noun) => Some(noun), _ => None }
                }
            }
        )+
    };
}

kinds! {
    /// What holds for the whole design: name, default tags.
    Settings, SettingsId, "settings", "settings", "design", "designs";
    /// An AWS account.
    Account, AccountId, "account", "acct", "account", "accounts";
    /// Production, staging, development, ...
    Environment, EnvironmentId, "environment", "env", "environment", "environments";
    /// Address ranges that the organisation owns and hands out.
    AddressPool, AddressPoolId, "pool", "pool", "address pool", "address pools";
    /// A virtual private cloud.
    Vpc, VpcId, "vpc", "vpc", "VPC", "VPCs";
    /// A row of like subnets across zones.
    Tier, TierId, "tier", "tier", "tier", "tiers";
    /// A slice of a VPC in one zone.
    Subnet, SubnetId, "subnet", "subnet", "subnet", "subnets";
    /// Routes, and the subnets that follow them.
    RouteTable, RouteTableId, "route_table", "rtb", "route table", "route tables";
    /// The door to the internet.
    InternetGateway, InternetGatewayId, "internet_gateway", "igw", "internet gateway", "internet gateways";
    /// Outbound address translation.
    NatGateway, NatGatewayId, "nat_gateway", "nat", "NAT gateway", "NAT gateways";
    /// A fixed public IPv4 address.
    ElasticIp, ElasticIpId, "elastic_ip", "eip", "elastic IP", "elastic IPs";
    /// A connection of two VPCs.
    Peering, PeeringId, "peering", "pcx", "peering", "peerings";
    /// A network that is not in AWS.
    ExternalNetwork, ExternalNetworkId, "external_network", "ext", "external network", "external networks";
    /// A part of a subnet that is kept free.
    SubnetReservation, SubnetReservationId, "subnet_reservation", "scr", "subnet reservation", "subnet reservations";
    /// Blocks under one name.
    PrefixList, PrefixListId, "prefix_list", "pl", "prefix list", "prefix lists";
    /// The way out for IPv6.
    EgressOnlyGateway, EgressOnlyGatewayId, "egress_only_gateway", "eigw", "egress-only gateway", "egress-only gateways";
    /// The AWS end of VPN and Direct Connect of a VPC.
    VpnGateway, VpnGatewayId, "vpn_gateway", "vgw", "VPN gateway", "VPN gateways";
    /// The customer's end of VPN connections.
    CustomerGateway, CustomerGatewayId, "customer_gateway", "cgw", "customer gateway", "customer gateways";
    /// Two tunnels to another network.
    VpnConnection, VpnConnectionId, "vpn_connection", "vpn", "VPN connection", "VPN connections";
    /// Where Direct Connect lines meet gateways.
    DirectConnectGateway, DirectConnectGatewayId, "direct_connect_gateway", "dxgw", "Direct Connect gateway", "Direct Connect gateways";
    /// A router for many networks.
    TransitGateway, TransitGatewayId, "transit_gateway", "tgw", "transit gateway", "transit gateways";
    /// What joins a network to a transit gateway.
    TransitGatewayAttachment, TransitGatewayAttachmentId, "transit_gateway_attachment", "tgw-attach", "transit gateway attachment", "transit gateway attachments";
    /// Routes of a transit gateway.
    TransitGatewayRouteTable, TransitGatewayRouteTableId, "transit_gateway_route_table", "tgw-rtb", "transit gateway route table", "transit gateway route tables";
    /// A private way to a service.
    Endpoint, EndpointId, "endpoint", "vpce", "endpoint", "endpoints";
    /// A service that endpoints lead to.
    EndpointService, EndpointServiceId, "endpoint_service", "vpce-svc", "endpoint service", "endpoint services";
    /// A stateful filter for interfaces.
    SecurityGroup, SecurityGroupId, "security_group", "sg", "security group", "security groups";
    /// A stateless filter for subnets.
    NetworkAcl, NetworkAclId, "network_acl", "acl", "network ACL", "network ACLs";
    /// What runs in subnets.
    Workload, WorkloadId, "workload", "wl", "workload", "workloads";
    /// What spreads requests over workloads.
    LoadBalancer, LoadBalancerId, "load_balancer", "lb", "load balancer", "load balancers";
    /// Services of VPC Lattice, and who may call them.
    ServiceNetwork, ServiceNetworkId, "service_network", "sn", "service network", "service networks";
    /// Copies of packets.
    TrafficMirrorSession, TrafficMirrorSessionId, "traffic_mirror_session", "tms", "traffic mirror session", "traffic mirror sessions";
    /// Interfaces of the DNS resolver.
    ResolverEndpoint, ResolverEndpointId, "resolver_endpoint", "rslvr", "resolver endpoint", "resolver endpoints";
    /// DNS names for VPCs.
    PrivateZone, PrivateZoneId, "private_zone", "zone", "private zone", "private zones";
    /// What must hold of who reaches whom.
    Assertion, AssertionId, "assertion", "assert", "assertion", "assertions";
    /// A text on the canvas.
    Note, NoteId, "note", "note", "note", "notes";
    /// What somebody says in a review.
    Comment, CommentId, "comment", "comment", "comment", "comments";
}
