//! Endpoints: gateway, interface, and of Gateway Load Balancers.

use std::collections::BTreeMap;

use super::hcl::{Block, Body, Expr};
use super::home::Home;
use super::object::{Object, keys_among, scoped_keys};
use super::rows::Rows;
use super::sight::Sight;
use super::vpc::Vpc;
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::{AddressFamilies, Endpoint as Noun, EndpointType};
use crate::model::{Design, EndpointId, EndpointServiceId, EntityId, VpcId};

/// An endpoint.
#[derive(Clone, Debug)]
pub(super) struct Endpoint {
    pub(super) object: Object,
    sort: EndpointType,
    service: Service,
    /// Keys of subnets, tables and groups of its VPC.
    subnets: Vec<String>,
    tables: Vec<String>,
    groups: Vec<String>,
    private_dns: bool,
    inbound_only: bool,
    addresses: AddressFamilies,
}

/// What it leads to.
#[derive(Clone, Debug)]
enum Service {
    Named(String),
    /// A service of this design.
    Ours(EndpointServiceId),
}

/// Puts the endpoints into their VPCs. Subnets, tables and groups are there already; `services` are those of the code.
pub(super) fn resolve(
    design: &Design,
    services: &[EndpointServiceId],
    vpcs: &mut BTreeMap<VpcId, Vpc>,
    notes: &mut Notes,
) {
    let key_of = scoped_keys(design, Style::Key, design.all::<Noun>().map(|(id, noun)| (noun.vpc, id.into())));
    for (id, noun) in design.all::<Noun>() {
        let Some(vpc) = vpcs.get_mut(&noun.vpc) else {
            notes.left_out(id, "The endpoint is left out with its VPC.");
            continue;
        };
        let service = match (noun.service.as_str(), noun.endpoint_service) {
            (_, Some(service)) if services.contains(&service) => Service::Ours(service),
            (_, Some(service)) => {
                let text =
                    format!("The endpoint is left out: the service {} is not in the code.", design.name(service));
                notes.left_out(id, text);
                continue;
            }
            ("", None) => {
                notes.left_out(id, "The endpoint is left out: it leads to no service.");
                continue;
            }
            (service, None) => Service::Named(service.to_owned()),
        };
        let Some(key) = key_of.get(&id.into()) else { continue };
        let is_gateway = noun.endpoint_type == EndpointType::Gateway;
        let is_interface = noun.endpoint_type == EndpointType::Interface;
        let subnets = match is_gateway {
            true => no_keys(design, id, &noun.subnets, notes),
            false => keys_among(design, id, &noun.subnets, vpc.subnets.iter().map(|it| &it.object), notes),
        };
        let tables = match is_gateway {
            true => keys_among(design, id, &noun.route_tables, vpc.tables.iter().map(|it| &it.object), notes),
            false => no_keys(design, id, &noun.route_tables, notes),
        };
        let groups = match is_interface {
            true => keys_among(design, id, &noun.security_groups, vpc.groups.iter().map(|it| &it.object), notes),
            false => no_keys(design, id, &noun.security_groups, notes),
        };
        let endpoint = Endpoint {
            sort: noun.endpoint_type,
            service,
            subnets,
            tables,
            groups,
            private_dns: is_interface && noun.private_dns,
            inbound_only: is_interface && noun.private_dns && noun.private_dns_inbound_only,
            addresses: noun.addresses,
            object: Object::of(design, id.into(), key, "vpce", notes),
        };
        if noun.endpoint_type == EndpointType::GatewayLoadBalancer && endpoint.subnets.len() != 1 {
            notes.remark(id, "AWS takes exactly one subnet for an endpoint of a Gateway Load Balancer.");
        }
        vpc.endpoints.push(endpoint);
    }
}

/// What is drawn and has no place in an endpoint of its type is noted.
fn no_keys<I: Copy + Into<EntityId>>(design: &Design, of: EndpointId, named: &[I], notes: &mut Notes) -> Vec<String> {
    for id in named {
        let id: EntityId = (*id).into();
        let text = format!("The {} {} is left out: such an endpoint has none.", id.kind.title(), design.name(id));
        notes.left_out(of, text);
    }
    Vec::new()
}

impl Endpoint {
    /// Can a route lead to it?
    pub(super) fn takes_routes(&self) -> bool {
        self.sort == EndpointType::GatewayLoadBalancer
    }

    /// Is it made by the module of its VPC?
    pub(super) fn is_of_module(&self) -> bool {
        matches!(self.service, Service::Named(_))
    }

    fn type_argument(&self) -> Option<Expr> {
        match self.sort {
            EndpointType::Interface => Some(Expr::text("Interface")),
            EndpointType::Gateway => None,
            EndpointType::GatewayLoadBalancer => Some(Expr::text("GatewayLoadBalancer")),
        }
    }

    fn families(&self) -> Option<Expr> {
        match self.addresses {
            AddressFamilies::Ipv4 => None,
            AddressFamilies::DualStack => Some(Expr::text("dualstack")),
            AddressFamilies::Ipv6 => Some(Expr::text("ipv6")),
        }
    }
}

fn texts(keys: &[String]) -> Option<Expr> {
    (!keys.is_empty()).then(|| Expr::texts(keys.iter().cloned()))
}

/// The argument of the module: the endpoints of services that have a name.
pub(super) fn argument(vpc: &Vpc) -> Option<Expr> {
    let mut rows = Rows::default();
    for endpoint in vpc.endpoints.iter().filter(|endpoint| endpoint.is_of_module()) {
        let Service::Named(service) = &endpoint.service else { continue };
        rows.push(
            &endpoint.object,
            [
                ("service_name", Some(Expr::text(service))),
                ("type", endpoint.type_argument()),
                ("route_tables", texts(&endpoint.tables)),
                ("subnets", texts(&endpoint.subnets)),
                ("security_groups", texts(&endpoint.groups)),
                ("private_dns", endpoint.private_dns.then(|| Expr::from(true))),
                ("private_dns_inbound_only", endpoint.inbound_only.then(|| Expr::from(true))),
                ("ip_address_type", endpoint.families()),
            ],
        );
    }
    (!rows.is_empty()).then(|| rows.table())
}

/// The endpoints of a VPC as resources of their own: all of them, or those that lead to services of this design.
pub(super) fn write(vpc: &Vpc, sight: &mut Sight, all: bool) -> Body {
    let mut rows = Rows::default();
    for endpoint in vpc.endpoints.iter().filter(|endpoint| all || !endpoint.is_of_module()) {
        let service = match &endpoint.service {
            Service::Named(name) => Expr::text(name),
            Service::Ours(service) => match sight.network.endpoint_service(*service) {
                Some(service) => Expr::code(format!("aws_vpc_endpoint_service.{}.service_name", service.label)),
                None => continue,
            },
        };
        let tables: Vec<Expr> =
            endpoint.tables.iter().map(|key| Expr::code(format!("{}.id", sight.table(vpc, key)))).collect();
        let subnets = sight.subnet_ids(vpc, &endpoint.subnets);
        let groups = sight.group_ids(vpc, &endpoint.groups);
        rows.push(
            &endpoint.object,
            [
                ("service_name", Some(service)),
                ("type", endpoint.type_argument()),
                ("route_table_ids", (!tables.is_empty()).then_some(Expr::List(tables))),
                ("subnet_ids", (!endpoint.subnets.is_empty()).then_some(subnets)),
                ("security_group_ids", groups),
                ("private_dns", (endpoint.sort == EndpointType::Interface).then(|| Expr::from(endpoint.private_dns))),
                ("private_dns_inbound_only", endpoint.inbound_only.then(|| Expr::from(true))),
                ("ip_address_type", endpoint.families()),
            ],
        );
    }
    let mut body = Body::new();
    if rows.is_empty() {
        return body;
    }
    let vpc_id = Expr::code(format!("{}.id", sight.vpc(vpc)));
    let environment = vpc.environment_tags.clone();
    let dns = rows.column("private_dns_inbound_only", "false").map(|only| {
        let content =
            Block::new("content").attribute("private_dns_only_for_inbound_resolver_endpoint", Expr::from(true));
        let Expr::Code(only) = only else { return Block::new("dynamic") };
        Block::new("dynamic")
            .label("dns_options")
            .attribute("for_each", Expr::code(format!("{only} ? [true] : []")))
            .block(content)
    });
    let block = sight
        .resource("aws_vpc_endpoint", &vpc.label, &vpc.place)
        .attribute("for_each", rows.for_each())
        .blank()
        .attribute("vpc_id", vpc_id)
        .attribute_if("vpc_endpoint_type", rows.column("type", "\"Gateway\""))
        .attribute_if("service_name", rows.column("service_name", "null"))
        .attribute_if("route_table_ids", rows.column("route_table_ids", "null"))
        .attribute_if("subnet_ids", rows.column("subnet_ids", "null"))
        .attribute_if("security_group_ids", rows.column("security_group_ids", "null"))
        .attribute_if("private_dns_enabled", rows.column("private_dns", "null"))
        .attribute_if("ip_address_type", rows.column("ip_address_type", "null"))
        .attribute("tags", rows.tags(&[], &environment))
        .block_if(dns);
    body.block(block);
    body
}

/// `import` of the endpoints that exist and are made where `home` is.
pub(super) fn imports(vpc: &Vpc, home: &Home, of_module: Option<bool>) -> Body {
    let mut body = Body::new();
    for endpoint in &vpc.endpoints {
        if of_module.is_none_or(|of_module| of_module == endpoint.is_of_module()) {
            home.import(&mut body, &home.keyed("aws_vpc_endpoint", &endpoint.object.key), &endpoint.object);
        }
    }
    body
}
