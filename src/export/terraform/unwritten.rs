//! What a design says and Terraform code does not say yet: noted, so that nothing goes missing in silence.

use crate::export::bundle::Notes;
use crate::model::kinds::{BlockPublicAccess, HostnameType};
use crate::model::{Body, Design, EntityId};

/// Notes every object and field that the code leaves out.
pub(super) fn note(design: &Design, notes: &mut Notes) {
    for (id, entity) in design.iter() {
        match &entity.body {
            Body::Vpc(vpc) => {
                let blocked = vpc.block_public_access != BlockPublicAccess::Off;
                part(notes, id, blocked, "VPC Block Public Access is a setting of the account and is not written.");
            }
            Body::Subnet(subnet) => {
                let dns = subnet.hostname_type != HostnameType::IpName
                    || subnet.resource_name_a
                    || subnet.resource_name_aaaa
                    || subnet.dns64;
                part(notes, id, dns, "Its DNS options are not written yet.");
                part(notes, id, subnet.network_acl.is_some(), "Its network ACL is not written yet.");
                part(notes, id, subnet.auto_ipv6, "Giving out IPv6 addresses at launch is not written yet.");
            }
            Body::RouteTable(table) => {
                let propagates = !table.propagating_gateways.is_empty();
                part(notes, id, propagates, "Its route propagation is not written yet.");
                part(notes, id, table.edge_gateway.is_some(), "Its association with a gateway is not written yet.");
            }
            Body::ExternalNetwork(_) => notes.left_out(id, "It is not in AWS: nothing has to be made for it."),
            Body::Workload(_) => notes.left_out(id, "Workloads are not written: the code is the network's alone."),
            Body::Assertion(_) => notes.left_out(id, "Assertions are checked by cidraw, not by Terraform."),
            Body::Note(_) | Body::Comment(_) => notes.left_out(id, "It is for people: there is no code for it."),
            Body::SubnetReservation(_)
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
            | Body::ServiceNetwork(_)
            | Body::TrafficMirrorSession(_)
            | Body::ResolverEndpoint(_)
            | Body::PrivateZone(_) => {
                notes.left_out(id, format!("{} are not written to Terraform yet.", capitalised(id.kind.plural())));
            }
            // Written, or noted where they are written.
            Body::Settings(_)
            | Body::Account(_)
            | Body::Environment(_)
            | Body::AddressPool(_)
            | Body::Tier(_)
            | Body::InternetGateway(_)
            | Body::NatGateway(_)
            | Body::ElasticIp(_)
            | Body::Peering(_) => {}
        }
    }
}

fn part(notes: &mut Notes, id: EntityId, there: bool, text: &str) {
    if there {
        notes.left_out(id, text);
    }
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
