//! What a transit gateway attachment is of.

use super::network::Parts;
use super::object::keys_among;
use super::transit_gateway::TransitGateway;
use crate::export::bundle::Notes;
use crate::model::kinds::TransitGatewayAttachment as Noun;
use crate::model::{
    Design, DirectConnectGatewayId, Kind, TransitGatewayAttachmentId, TransitGatewayId, VpcId, VpnConnectionId,
};

/// What is attached.
#[derive(Clone, Debug)]
pub(super) enum Attached {
    Vpc {
        vpc: VpcId,
        subnets: Vec<String>,
        appliance_mode: bool,
        dns: bool,
        ipv6: bool,
        group_references: bool,
    },
    Vpn(VpnConnectionId),
    DirectConnect(DirectConnectGatewayId),
    /// Another transit gateway.
    Peer(TransitGatewayId),
}

impl Attached {
    /// The VPC, where it is one.
    pub(super) fn vpc(&self) -> Option<VpcId> {
        match self {
            Attached::Vpc { vpc, .. } => Some(*vpc),
            Attached::Vpn(_) | Attached::DirectConnect(_) | Attached::Peer(_) => None,
        }
    }
}

/// What `noun` attaches; an error is why it cannot be said.
pub(super) fn attached(
    design: &Design,
    id: TransitGatewayAttachmentId,
    noun: &Noun,
    gateway: &TransitGateway,
    parts: &Parts,
    notes: &mut Notes,
) -> Result<Attached, String> {
    let gone = || format!("{} is not in the code.", design.name(noun.resource));
    Ok(match noun.resource.kind {
        Kind::Vpc => {
            let vpc = noun.resource.typed().and_then(|id: VpcId| parts.vpcs.get(&id)).ok_or_else(gone)?;
            if vpc.place.region != gateway.place.region {
                return Err("the VPC is in another Region.".into());
            }
            let subnets = keys_among(design, id, &noun.subnets, vpc.subnets.iter().map(|it| &it.object), notes);
            if subnets.is_empty() {
                return Err("it is in no subnet.".into());
            }
            Attached::Vpc {
                vpc: vpc.vpc,
                subnets,
                appliance_mode: noun.appliance_mode,
                dns: noun.dns_support,
                ipv6: noun.ipv6,
                group_references: noun.security_group_references,
            }
        }
        Kind::VpnConnection => {
            let found = parts.shared.vpns.iter().find(|vpn| vpn.object.id == noun.resource).ok_or_else(gone)?;
            match found.leads_to(gateway.gateway) {
                true => Attached::Vpn(found.vpn),
                false => return Err("the VPN connection ends at another gateway.".into()),
            }
        }
        Kind::DirectConnectGateway => {
            let found =
                parts.shared.direct_connects.iter().find(|dx| dx.object.id == noun.resource).ok_or_else(gone)?;
            match found.leads_to(gateway.gateway.into()) {
                true => Attached::DirectConnect(found.gateway),
                false => return Err("the Direct Connect gateway is not associated with the transit gateway.".into()),
            }
        }
        Kind::TransitGateway => {
            let peer = noun.resource.typed().and_then(|id: TransitGatewayId| parts.shared.transit.gateway(id));
            let peer = peer.filter(|peer| peer.gateway != gateway.gateway).ok_or_else(gone)?;
            Attached::Peer(peer.gateway)
        }
        Kind::Settings
        | Kind::Account
        | Kind::Environment
        | Kind::AddressPool
        | Kind::Tier
        | Kind::Subnet
        | Kind::RouteTable
        | Kind::InternetGateway
        | Kind::NatGateway
        | Kind::ElasticIp
        | Kind::Peering
        | Kind::ExternalNetwork
        | Kind::SubnetReservation
        | Kind::PrefixList
        | Kind::EgressOnlyGateway
        | Kind::VpnGateway
        | Kind::CustomerGateway
        | Kind::TransitGatewayAttachment
        | Kind::TransitGatewayRouteTable
        | Kind::Endpoint
        | Kind::EndpointService
        | Kind::SecurityGroup
        | Kind::NetworkAcl
        | Kind::Workload
        | Kind::LoadBalancer
        | Kind::ServiceNetwork
        | Kind::TrafficMirrorSession
        | Kind::ResolverEndpoint
        | Kind::PrivateZone
        | Kind::Assertion
        | Kind::Note
        | Kind::Comment => return Err(format!("a {} is not attached.", noun.resource.kind.title())),
    })
}
