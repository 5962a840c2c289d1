//! Random fields of the kinds that no older generator makes, as JSON: each optional field is there or not.

use cidraw::model::*;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value};

use super::designs::{slug, text};

type Json = BoxedStrategy<Value>;

/// A field and whether it must be there.
type Field = (&'static str, bool, Json);

fn object(fields: Vec<Field>) -> Json {
    let mut whole: BoxedStrategy<Map<String, Value>> = Just(Map::new()).boxed();
    for (name, required, values) in fields {
        let value = match required {
            true => values.prop_map(Some).boxed(),
            false => proptest::option::weighted(0.6, values).boxed(),
        };
        whole = (whole, value)
            .prop_map(move |(mut map, value)| {
                map.extend(value.map(|value| (name.to_owned(), value)));
                map
            })
            .boxed();
    }
    whole.prop_map(Value::Object).boxed()
}

fn one_of(words: &'static [&'static str]) -> Json {
    select(words).prop_map(Value::from).boxed()
}

fn words() -> Json {
    text().prop_map(Value::from).boxed()
}

fn switch() -> Json {
    any::<bool>().prop_map(Value::from).boxed()
}

fn number(most: u32) -> Json {
    (0..=most).prop_map(Value::from).boxed()
}

fn list(items: Json) -> Json {
    vec(items, 0..3).prop_map(Value::from).boxed()
}

fn id(kinds: &'static [Kind]) -> Json {
    (select(kinds), slug()).prop_map(|(kind, slug)| EntityId::new(kind, slug).to_string().into()).boxed()
}

fn any_id() -> Json {
    id(&Kind::ALL)
}

fn block() -> Json {
    one_of(&["10.0.0.0/16", "10.1.0.0/28", "0.0.0.0/0", "2001:db8::/56", "::/0", "10.0.0.5/24", "bananas", ""])
}

fn address() -> Json {
    one_of(&["10.0.0.7", "203.0.113.7", "2001:db8::7", "10.0.0", ""])
}

fn protocol() -> Json {
    one_of(&["all", "tcp", "udp", "icmpv6", "132", "-1", "TCP", "http"])
}

fn ports() -> Json {
    one_of(&["443", "1024-65535", "0-65535", "90-80", "https"])
}

fn peer() -> Json {
    prop_oneof![block(), id(&[Kind::SecurityGroup, Kind::PrefixList]), Just(Value::from("sg:web"))].boxed()
}

fn destination() -> Json {
    prop_oneof![3 => block(), 1 => id(&[Kind::PrefixList])].boxed()
}

fn direction() -> Json {
    one_of(&["ingress", "egress"])
}

fn families() -> Json {
    one_of(&["ipv4", "dual_stack", "ipv6"])
}

/// A route of a route table.
pub fn route() -> Json {
    let target = prop_oneof![Just(Value::from("local")), any_id()].boxed();
    object(vec![("destination", true, destination()), ("target", true, target)])
}

/// The fields of an object of `kind` as JSON, for the kinds that this file is about.
pub fn fields(kind: Kind) -> Option<Json> {
    let may = |name, values| (name, false, values);
    let must = |name, values| (name, true, values);
    let account = || may("account", id(&[Kind::Account]));
    let region = || may("region", one_of(&["eu-west-1", "us-east-1", "nowhere"]));
    let vpc = || must("vpc", id(&[Kind::Vpc]));
    let groups = || may("security_groups", list(id(&[Kind::SecurityGroup])));
    let subnets = || may("subnets", list(id(&[Kind::Subnet])));
    let asn = || may("asn", number(u32::MAX));
    let table = |name| may(name, id(&[Kind::TransitGatewayRouteTable]));
    let icmp = || vec![may("icmp_type", number(255)), may("icmp_code", number(255))];
    let flow = || vec![may("direction", direction()), may("protocol", protocol()), may("ports", ports())];
    Some(object(match kind {
        Kind::ExternalNetwork => vec![
            may("site", one_of(&["on_premises", "partner", "other_cloud"])),
            may("blocks", list(block())),
            may("description", words()),
        ],
        Kind::SubnetReservation => vec![
            must("subnet", id(&[Kind::Subnet])),
            may("block", block()),
            may("reservation", one_of(&["prefix", "explicit"])),
            may("description", words()),
        ],
        Kind::PrefixList => vec![
            region(),
            account(),
            may("service", one_of(&["com.amazonaws.eu-west-1.s3"])),
            may("family", one_of(&["ipv4", "ipv6"])),
            may("max_entries", number(1000)),
            may("entries", list(object(vec![must("block", block()), may("description", words())]))),
        ],
        Kind::EgressOnlyGateway => vec![vpc()],
        Kind::VpnGateway => vec![may("vpc", id(&[Kind::Vpc])), asn()],
        Kind::CustomerGateway => {
            vec![region(), account(), asn(), may("address", address()), may("network", id(&[Kind::ExternalNetwork]))]
        }
        Kind::VpnConnection => vec![
            must("customer_gateway", id(&[Kind::CustomerGateway])),
            may("gateway", id(&[Kind::VpnGateway, Kind::TransitGateway])),
            may("routing", one_of(&["bgp", "static"])),
            may("static_routes", list(block())),
            may("tunnel_inside", list(block())),
            may("acceleration", switch()),
        ],
        Kind::DirectConnectGateway => {
            let gateway = must("gateway", id(&[Kind::VpnGateway, Kind::TransitGateway]));
            let association = object(vec![gateway, may("allowed_prefixes", list(block()))]);
            let network = may("network", id(&[Kind::ExternalNetwork]));
            vec![account(), asn(), may("associations", list(association)), network]
        }
        Kind::TransitGateway => vec![
            region(),
            account(),
            asn(),
            may("blocks", list(block())),
            may("default_association", switch()),
            may("default_propagation", switch()),
            table("association_table"),
            table("propagation_table"),
            may("dns_support", switch()),
            may("vpn_ecmp", switch()),
            may("security_group_references", switch()),
            may("auto_accept", switch()),
            may("multicast", switch()),
        ],
        Kind::TransitGatewayAttachment => vec![
            must("transit_gateway", id(&[Kind::TransitGateway])),
            must("resource", id(&[Kind::Vpc, Kind::VpnConnection, Kind::DirectConnectGateway, Kind::TransitGateway])),
            subnets(),
            may("appliance_mode", switch()),
            may("dns_support", switch()),
            may("ipv6", switch()),
            may("security_group_references", switch()),
            table("associated_table"),
            may("propagating_tables", list(id(&[Kind::TransitGatewayRouteTable]))),
        ],
        Kind::TransitGatewayRouteTable => {
            let target = prop_oneof![Just(Value::from("blackhole")), id(&[Kind::TransitGatewayAttachment])].boxed();
            let route = object(vec![must("destination", destination()), must("target", target)]);
            vec![must("transit_gateway", id(&[Kind::TransitGateway])), may("routes", list(route))]
        }
        Kind::Endpoint => vec![
            vpc(),
            may("endpoint_type", one_of(&["interface", "gateway", "gateway_load_balancer"])),
            may("service", words()),
            may("endpoint_service", id(&[Kind::EndpointService])),
            subnets(),
            may("route_tables", list(id(&[Kind::RouteTable]))),
            groups(),
            may("private_dns", switch()),
            may("private_dns_inbound_only", switch()),
            may("addresses", families()),
        ],
        Kind::EndpointService => vec![
            region(),
            account(),
            may("load_balancers", list(id(&[Kind::LoadBalancer]))),
            may("acceptance_required", switch()),
            may("allowed_principals", list(words())),
            may("private_dns_name", words()),
        ],
        Kind::SecurityGroup => {
            let mut rule = vec![must("peer", peer()), may("description", words())];
            rule.extend(flow());
            rule.extend(icmp());
            vec![vpc(), may("description", words()), may("rules", list(object(rule)))]
        }
        Kind::NetworkAcl => {
            let action = may("action", one_of(&["allow", "deny"]));
            let mut entry = vec![must("number", number(32_766)), must("block", block()), action];
            entry.extend(flow());
            entry.extend(icmp());
            vec![vpc(), may("main", switch()), may("entries", list(object(entry)))]
        }
        Kind::Workload => vec![
            vpc(),
            may("tier", id(&[Kind::Tier])),
            subnets(),
            may("runs", one_of(&["instances", "containers", "functions", "databases"])),
            may("count", number(1000)),
            may("listens", list(object(vec![may("protocol", protocol()), may("ports", ports())]))),
            groups(),
            may("addresses", list(address())),
            may("public_address", switch()),
            may("ipv6", switch()),
            may("pods", number(250)),
            may("prefix_delegation", switch()),
            may("source_dest_check", switch()),
        ],
        Kind::LoadBalancer => {
            let listener = object(vec![
                may("protocol", one_of(&["https", "http", "tcp", "udp", "tcp_udp", "tls", "geneve"])),
                must("port", number(65_535)),
                may("target_port", number(65_535)),
            ]);
            vec![
                vpc(),
                may("balancer", one_of(&["application", "network", "gateway"])),
                may("scheme", one_of(&["internet_facing", "internal"])),
                may("addresses", families()),
                subnets(),
                may("elastic_ips", list(id(&[Kind::ElasticIp]))),
                groups(),
                may("listeners", list(listener)),
                may("targets", list(id(&[Kind::Workload]))),
                may("target_addresses", list(address())),
                may("cross_zone", one_of(&["usual", "on", "off"])),
            ]
        }
        Kind::ServiceNetwork => {
            let service = object(vec![
                must("service", words()),
                may("protocol", one_of(&["https", "http", "tcp"])),
                may("port", number(65_535)),
                may("targets", list(id(&[Kind::Workload]))),
            ]);
            let association = object(vec![vpc(), groups()]);
            vec![
                region(),
                account(),
                may("iam_auth", switch()),
                may("associations", list(association)),
                may("services", list(service)),
            ]
        }
        Kind::TrafficMirrorSession => {
            let rule = object(vec![
                may("direction", direction()),
                must("number", number(32_766)),
                may("action", one_of(&["allow", "deny"])),
                may("protocol", protocol()),
                must("source_block", block()),
                must("destination_block", block()),
                may("source_ports", ports()),
                may("destination_ports", ports()),
            ]);
            vec![
                must("source", id(&[Kind::Workload])),
                may("target", any_id()),
                may("number", number(32_766)),
                may("vni", number(16_777_215)),
                may("packet_length", number(65_535)),
                may("filter", list(rule)),
            ]
        }
        Kind::ResolverEndpoint => {
            let rule = object(vec![
                must("domain", words()),
                may("servers", list(address())),
                may("vpcs", list(id(&[Kind::Vpc]))),
            ]);
            vec![
                vpc(),
                may("flow", one_of(&["inbound", "outbound"])),
                subnets(),
                groups(),
                may("addresses", families()),
                may("rules", list(rule)),
            ]
        }
        Kind::PrivateZone => vec![may("domain", words()), account(), may("vpcs", list(id(&[Kind::Vpc])))],
        Kind::Assertion => {
            let end = || prop_oneof![Just(Value::from("internet")), any_id(), block()].boxed();
            vec![
                may("demand", one_of(&["never", "always", "only"])),
                may("from", end()),
                may("to", end()),
                may("protocol", protocol()),
                may("ports", ports()),
                may("text", words()),
            ]
        }
        Kind::Note => vec![may("text", words())],
        Kind::Comment => {
            vec![may("target", any_id()), may("author", words()), may("text", words()), may("resolved", switch())]
        }
        Kind::Settings
        | Kind::Account
        | Kind::Environment
        | Kind::AddressPool
        | Kind::Vpc
        | Kind::Tier
        | Kind::Subnet
        | Kind::RouteTable
        | Kind::InternetGateway
        | Kind::NatGateway
        | Kind::ElasticIp
        | Kind::Peering => return None,
    }))
}

/// The fields of an object of `kind`, read from JSON.
pub fn body(kind: Kind) -> Option<BoxedStrategy<Body>> {
    let read = move |value: Value| {
        Body::from_value(kind, value.clone()).unwrap_or_else(|error| panic!("{}: {error}\n{value}", kind.key()))
    };
    Some(fields(kind)?.prop_map(read).boxed())
}
