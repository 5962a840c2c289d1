//! What a design says and no template does: noted, so that nothing goes missing in silence.

use super::draft::Draft;
use crate::model::{Body, EntityId};

/// Notes every object that has no resource.
pub(super) fn note(draft: &mut Draft<'_>) {
    draft.notes.unread(draft.design);
    for (id, entity) in draft.design.iter() {
        match &entity.body {
            Body::AddressPool(_) => {
                draft.left_out(id, "An address pool is for planning: no resource stands for it.");
            }
            Body::Environment(_) => {
                if !draft.scopes.values().any(|scope| scope.environment.map(EntityId::from) == Some(id)) {
                    draft.left_out(id, "The environment is left out: no VPC in the code belongs to it.");
                }
            }
            Body::Account(_) => {
                let used = |scope: &super::draft::Scope| scope.place.account.map(EntityId::from) == Some(id);
                if !draft.scopes.values().any(used) {
                    draft.left_out(id, "The account is left out: no VPC in the code is in it.");
                }
            }
            Body::Tier(_) => {
                if draft.design.referrers(id).next().is_none() {
                    draft.left_out(id, "The tier is left out: it has no subnets.");
                }
            }
            Body::ExternalNetwork(_) => draft.left_out(id, "It is not in AWS: nothing has to be made for it."),
            Body::Workload(_) => draft.left_out(id, "Workloads are not written: the code is the network's alone."),
            Body::SubnetReservation(_) => {
                draft.left_out(id, "CloudFormation has no resource for a subnet reservation in most Regions: make it with aws ec2 create-subnet-cidr-reservation.");
            }
            Body::Assertion(_) => draft.left_out(id, "Assertions are checked by cidraw, not by CloudFormation."),
            Body::Note(_) | Body::Comment(_) => draft.left_out(id, "It is for people: there is no code for it."),
            // Written, or noted where they are written.
            Body::Settings(_)
            | Body::Vpc(_)
            | Body::Subnet(_)
            | Body::RouteTable(_)
            | Body::InternetGateway(_)
            | Body::NatGateway(_)
            | Body::ElasticIp(_)
            | Body::Peering(_)
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
            | Body::PrivateZone(_) => {}
        }
    }
    existing(draft);
}

/// A stack makes what exists a second time, unless it is told to take it over.
fn existing(draft: &mut Draft<'_>) {
    let exist = draft.design.iter().filter(|(id, entity)| entity.head.aws_id.is_some() && draft.has(*id)).count();
    let what = match exist {
        0 => return,
        1 => "One object exists on AWS: its stack makes it anew. To take it over",
        _ => "Objects exist on AWS: their stacks make them anew. To take them over",
    };
    draft.notes.remark_of_all(format!(
        "{what}, deploy with an import change set (aws cloudformation create-change-set --change-set-type IMPORT)."
    ));
}
