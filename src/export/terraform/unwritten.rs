//! What a design says and Terraform code does not say yet: noted, so that nothing goes missing in silence.

use crate::export::bundle::Notes;
use crate::model::{Body, Design};

/// Notes every object and field that the code leaves out.
pub(super) fn note(design: &Design, notes: &mut Notes) {
    for (id, entity) in design.iter() {
        match &entity.body {
            Body::ExternalNetwork(_) => notes.left_out(id, "It is not in AWS: nothing has to be made for it."),
            Body::Workload(_) => notes.left_out(id, "Workloads are not written: the code is the network's alone."),
            Body::Assertion(_) => notes.left_out(id, "Assertions are checked by cidraw, not by Terraform."),
            Body::Note(_) | Body::Comment(_) => notes.left_out(id, "It is for people: there is no code for it."),
            // Written, or noted where they are written.
            Body::Settings(_)
            | Body::Account(_)
            | Body::Environment(_)
            | Body::AddressPool(_)
            | Body::Tier(_)
            | Body::InternetGateway(_)
            | Body::NatGateway(_)
            | Body::ElasticIp(_)
            | Body::Peering(_)
            | Body::Vpc(_)
            | Body::Subnet(_)
            | Body::RouteTable(_)
            | Body::SubnetReservation(_)
            | Body::PrefixList(_)
            | Body::EgressOnlyGateway(_)
            | Body::VpnGateway(_)
            | Body::CustomerGateway(_)
            | Body::VpnConnection(_)
            | Body::DirectConnectGateway(_)
            | Body::TransitGateway(_)
            | Body::TransitGatewayAttachment(_)
            | Body::TransitGatewayRouteTable(_)
            | Body::Endpoint(_)
            | Body::EndpointService(_)
            | Body::SecurityGroup(_)
            | Body::NetworkAcl(_)
            | Body::LoadBalancer(_)
            | Body::ResolverEndpoint(_)
            | Body::PrivateZone(_)
            | Body::ServiceNetwork(_)
            | Body::TrafficMirrorSession(_) => {}
        }
    }
}
