//! Endpoints, and the services that they lead to.

use super::draft::Draft;
use super::resource::{Home, Key, Part, Resource};
use super::value::Value;
use crate::export::terraform::endpoint_service::principals;
use crate::model::EndpointId;
use crate::model::kinds::{AddressFamilies, Balancer, Endpoint, EndpointService, EndpointType, LoadBalancer};

/// Services behind load balancers, which are there already.
pub(super) fn write_services(draft: &mut Draft<'_>) {
    for (id, noun) in draft.design.all::<EndpointService>() {
        let balancers: Vec<_> =
            noun.load_balancers.iter().filter_map(|id| Some((*id, draft.design.get(*id)?))).collect();
        let sort = balancers.first().map(|(_, first): &(_, &LoadBalancer)| first.balancer);
        let same: Vec<_> = balancers.iter().filter(|(_, b)| Some(b.balancer) == sort).map(|(id, _)| *id).collect();
        let arns = draft.ids_of(id, "load balancer", &same);
        let argument = match sort {
            Some(Balancer::Network) => "NetworkLoadBalancerArns",
            Some(Balancer::Gateway) => "GatewayLoadBalancerArns",
            Some(Balancer::Application) | None => {
                draft.left_out(id, "The endpoint service is left out: it has no Network or Gateway Load Balancer.");
                continue;
            }
        };
        if arns.is_empty() {
            draft.left_out(id, "The endpoint service is left out: none of its load balancers is in the code.");
            continue;
        }
        if same.len() < noun.load_balancers.len() {
            draft.left_out(id, "Load balancers of another sort than its first are left out.");
        }
        let Some(vpc) = same.iter().find_map(|balancer| draft.vpc_of(*balancer)) else { continue };
        let home = Home::Vpc(vpc);
        let word = draft.word(id);
        let name = (!noun.private_dns_name.is_empty()).then(|| Value::shown(&noun.private_dns_name));
        let tags = draft.tags(id, &home);
        draft.add(
            Resource::new(Key::of(id), "AWS::EC2::VPCEndpointService", format!("{word}EndpointService"), home.clone())
                .part(Part::Services)
                .property("AcceptanceRequired", noun.acceptance_required)
                .property(argument, Value::List(arns))
                .property_if("PrivateDnsName", name)
                .list("Tags", tags),
        );
        let principals: Vec<Value> = principals(id, noun, draft.notes).into_iter().map(Value::text).collect();
        let Some(service) = draft.id_of(id).filter(|_| !principals.is_empty()) else { continue };
        draft.add(
            Resource::new(
                Key::role(id, "permissions"),
                "AWS::EC2::VPCEndpointServicePermissions",
                format!("{word}EndpointServicePermissions"),
                home,
            )
            .part(Part::Services)
            .property("ServiceId", service)
            .property("AllowedPrincipals", Value::List(principals)),
        );
    }
}

/// An endpoint.
pub(super) fn write(draft: &mut Draft<'_>, id: EndpointId, noun: &Endpoint) {
    let Some(home) = draft.home(id, noun.vpc) else { return };
    let Some(service) = service(draft, id, noun) else { return };
    one(draft, id, noun, home, service);
}

fn service(draft: &mut Draft<'_>, id: EndpointId, noun: &Endpoint) -> Option<Value> {
    let region = draft.scopes.get(&noun.vpc).map_or(String::new(), |scope| scope.place.region.clone());
    if let Some(service) = noun.endpoint_service {
        let Some(service) = draft.id_of(service) else {
            draft.left_out(id, "The endpoint is left out: its endpoint service is not in the code.");
            return None;
        };
        let name = Value::text("com.amazonaws.vpce.${AWS::Region}.${Service}");
        let parts = Value::List(vec![name, Value::map([("Service", service)])]);
        return Some(Value::Call("Fn::Sub", Box::new(parts)));
    }
    if noun.service.is_empty() {
        draft.left_out(id, "The endpoint is left out: it leads to no service yet.");
        return None;
    }
    let here = format!(".{region}.");
    Some(match noun.service.split_once(&here) {
        Some((before, after)) if !noun.service.contains("${") => {
            Value::sub(format!("{before}.${{AWS::Region}}.{after}"))
        }
        _ => Value::shown(&noun.service),
    })
}

fn one(draft: &mut Draft<'_>, id: EndpointId, noun: &Endpoint, home: Home, service: Value) {
    let Some(vpc) = draft.id_of(noun.vpc) else { return };
    let interface = noun.endpoint_type == EndpointType::Interface;
    let kind = match noun.endpoint_type {
        EndpointType::Interface => "Interface",
        EndpointType::Gateway => "Gateway",
        EndpointType::GatewayLoadBalancer => "GatewayLoadBalancer",
    };
    let gateway = noun.endpoint_type == EndpointType::Gateway;
    let subnets = if gateway { Vec::new() } else { draft.ids_in(noun.vpc, id, "subnet", &noun.subnets) };
    let tables = if gateway { draft.ids_in(noun.vpc, id, "route table", &noun.route_tables) } else { Vec::new() };
    let groups =
        if interface { draft.ids_in(noun.vpc, id, "security group", &noun.security_groups) } else { Vec::new() };
    if !gateway && subnets.is_empty() {
        draft.left_out(id, "The endpoint is left out: it is in no subnet.");
        return;
    }
    let dns = draft.scopes.get(&noun.vpc).is_some_and(|scope| scope.dns);
    let named = noun.endpoint_service.is_none_or(|service| {
        draft.design.get(service).is_some_and(|service: &EndpointService| !service.private_dns_name.is_empty())
    });
    if interface && noun.private_dns && named && !dns {
        draft.left_out(id, "Private DNS is left out: its VPC has not both DNS attributes, and AWS refuses it.");
    }
    let private = interface && noun.private_dns && dns && named;
    let resolvers = (private && (noun.private_dns_inbound_only || noun.service.ends_with(".s3"))).then(|| {
        let which = if noun.private_dns_inbound_only { "OnlyInboundResolver" } else { "AllResolvers" };
        Value::map([("PrivateDnsOnlyForInboundResolverEndpoint", Value::text(which))])
    });
    let families = match noun.addresses {
        AddressFamilies::Ipv4 => None,
        AddressFamilies::DualStack => Some("dualstack"),
        AddressFamilies::Ipv6 => Some("ipv6"),
    };
    let name = format!("{}Endpoint", draft.word(id));
    let tags = draft.tags(id, &home);
    draft.add(
        Resource::new(Key::of(id), "AWS::EC2::VPCEndpoint", name, home)
            .part(Part::Services)
            .property("VpcId", vpc)
            .property("VpcEndpointType", kind)
            .property("ServiceName", service)
            .list("SubnetIds", subnets)
            .list("RouteTableIds", tables)
            .list("SecurityGroupIds", groups)
            .property_if("PrivateDnsEnabled", interface.then(|| private.into()))
            .property_if("DnsOptions", resolvers)
            .property_if("IpAddressType", families.filter(|_| !gateway).map(Value::text))
            .list("Tags", tags),
    );
}
