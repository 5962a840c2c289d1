use crate::model::Kind;

/// How objects of a kind are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// A box on the canvas with others in it.
    Vpc,
    /// A row of a VPC.
    Row,
    /// In a VPC: a card, a chip, a bar, a disc on its border, a place on its shelf.
    Housed,
    /// On the canvas, where it is placed.
    Free,
    /// A line between two others.
    Line,
    /// A pin on another.
    Pin,
    /// Not drawn: it shows in panels.
    Hidden,
}

impl Picture {
    /// How objects of `kind` are drawn.
    pub const fn of(kind: Kind) -> Picture {
        match kind {
            Kind::Vpc => Picture::Vpc,
            Kind::Tier => Picture::Row,
            Kind::Subnet
            | Kind::NatGateway
            | Kind::InternetGateway
            | Kind::EgressOnlyGateway
            | Kind::VpnGateway
            | Kind::Endpoint
            | Kind::SecurityGroup
            | Kind::NetworkAcl
            | Kind::Workload
            | Kind::LoadBalancer
            | Kind::TrafficMirrorSession
            | Kind::ResolverEndpoint => Picture::Housed,
            Kind::ExternalNetwork
            | Kind::CustomerGateway
            | Kind::DirectConnectGateway
            | Kind::TransitGateway
            | Kind::EndpointService
            | Kind::ServiceNetwork
            | Kind::PrivateZone
            | Kind::Note => Picture::Free,
            Kind::Peering | Kind::TransitGatewayAttachment | Kind::VpnConnection => Picture::Line,
            Kind::Comment => Picture::Pin,
            Kind::Settings
            | Kind::Account
            | Kind::Environment
            | Kind::AddressPool
            | Kind::RouteTable
            | Kind::ElasticIp
            | Kind::SubnetReservation
            | Kind::PrefixList
            | Kind::TransitGatewayRouteTable
            | Kind::Assertion => Picture::Hidden,
        }
    }

    /// Can a person place it on the canvas?
    pub const fn is_placed(self) -> bool {
        matches!(self, Picture::Vpc | Picture::Free)
    }
}
