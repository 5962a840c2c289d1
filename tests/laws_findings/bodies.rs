//! Objects of a small world, out of dice.

use cidraw::addressing::CidrBlock;
use cidraw::model::kinds::*;
use cidraw::model::{Body, EntityId, Kind, Slug, TypedId, Written};

/// A small world, so that references hit, miss and cross VPCs: three objects of each kind at the most.
fn id<T: TypedId>(n: u8) -> T {
    T::from_slug(Slug::new(&format!("{}", n % 3)).expect("a digit"))
}

/// An object of a kind.
fn of_kind(kind: Kind, n: u8) -> EntityId {
    EntityId::new(kind, Slug::new(&format!("{}", n % 3)).expect("a digit"))
}

/// Numbers out of which an object or a change is made.
pub type Dice = [u8; 8];

fn block(a: u8, b: u8) -> Written<CidrBlock> {
    const TEXTS: [&str; 16] = [
        "10.20.0.0/16",
        "10.20.0.0/20",
        "10.20.16.0/24",
        "10.20.17.0/24",
        "10.21.0.0/16",
        "10.21.0.0/24",
        "172.16.0.0/16",
        "0.0.0.0/0",
        "10.0.0.0/8",
        "10.20.0.0/29",
        "10.20.0.5/24",
        "nonsense",
        "100.64.0.0/16",
        "192.168.0.0/16",
        "2600:1f18::/56",
        "10.22.0.0/16",
    ];
    Written::parse(TEXTS[usize::from(a.wrapping_mul(7).wrapping_add(b)) % TEXTS.len()])
}

/// What somebody may give a VPC, wrong or not.
fn vpc_block(a: u8, b: u8) -> Written<CidrBlock> {
    const TEXTS: [&str; 12] = [
        "10.20.0.0/16",
        "10.20.0.0/20",
        "10.21.0.0/16",
        "10.0.0.0/24",
        "10.0.1.0/24",
        "172.16.0.0/16",
        "172.31.0.0/16",
        "10.20.0.5/24",
        "100.64.0.0/16",
        "192.168.0.0/16",
        "198.19.0.0/16",
        "54.20.0.0/16",
    ];
    Written::parse(TEXTS[usize::from(a.wrapping_mul(7).wrapping_add(b)) % TEXTS.len()])
}

fn region(n: u8) -> String {
    ["us-east-1", "eu-west-1", ""][usize::from(n % 7).min(2)].to_owned()
}

fn target(a: u8, b: u8) -> RouteTarget {
    let kind = match a % 12 {
        0 => return RouteTarget::Local,
        1 | 7 => Kind::InternetGateway,
        2 | 8 => Kind::NatGateway,
        5 => Kind::Vpc,
        6 => Kind::VpnGateway,
        9 => Kind::TransitGateway,
        10 => Kind::Endpoint,
        11 => Kind::EgressOnlyGateway,
        _ => Kind::Peering,
    };
    RouteTarget::To(of_kind(kind, b))
}

fn destination(a: u8, n: u8) -> Destination {
    if a.is_multiple_of(6) { Destination::PrefixList(id(a.wrapping_add(n))) } else { block(a, n).into() }
}

pub fn body(kind: Kind, d: Dice) -> Body {
    let [a, b, c, e, f, g, h, i] = d;
    let some = |n: u8| !n.is_multiple_of(3);
    match kind {
        Kind::Settings => {
            let quotas = [("elastic-ips-per-region".to_owned(), u32::from(a % 3))].into();
            Settings { quotas, ..Settings::default() }.into()
        }
        Kind::Account => {
            let quotas = [("vpcs-per-region".to_owned(), u32::from(a % 3))].into();
            Account { quotas, ..Account::default() }.into()
        }
        Kind::Environment => Environment {
            production: a % 2 == 0,
            pool: some(b).then(|| id(c)),
            account: some(e).then(|| id(f)),
            ..Environment::default()
        }
        .into(),
        Kind::AddressPool => {
            let blocks = vec![block(a, b)];
            AddressPool { blocks, parent: some(c).then(|| id(e)), ..AddressPool::default() }.into()
        }
        Kind::Vpc => Vpc {
            region: region(a),
            ipv4: (0..b % 3).map(|n| vpc_block(c, n)).collect(),
            environment: some(e).then(|| id(e)),
            account: some(f).then(|| id(f)),
            pool: some(g).then(|| id(g)),
            dns_hostnames: h % 2 == 0,
            dns_support: i % 4 != 0,
            ..Vpc::default()
        }
        .into(),
        Kind::Tier => Tier::new(id(a), Role::ALL[usize::from(b % 3)], u32::from(c)).into(),
        Kind::Subnet => {
            let mut subnet = Subnet::new(id(a), id(b));
            subnet.zone = ["us-east-1a", "us-east-1b", "eu-west-1a", ""][usize::from(c % 4)].to_owned();
            subnet.ipv4 = some(e).then(|| block(e, f));
            subnet.route_table = some(g).then(|| id(g));
            subnet.auto_public_ip = h % 2 == 0;
            subnet.network_acl = some(i).then(|| id(i));
            subnet.into()
        }
        Kind::RouteTable => {
            let mut table = RouteTable::new(id(a));
            table.main = b % 2 == 0;
            table.routes = (0..c % 3).map(|n| Route { destination: destination(e, n), target: target(f, g) }).collect();
            table.propagating_gateways = (0..h % 2).map(|_| id(i)).collect();
            let edge = [Kind::InternetGateway, Kind::VpnGateway][usize::from(h % 2)];
            table.edge_gateway = (i % 5 == 0).then(|| of_kind(edge, h));
            table.into()
        }
        Kind::InternetGateway => InternetGateway { vpc: some(a).then(|| id(b)) }.into(),
        Kind::NatGateway => {
            let mut nat = NatGateway::public(id(a), id(b));
            if c % 3 == 0 {
                nat.connectivity = Connectivity::Private;
            }
            if e % 3 == 0 {
                nat.elastic_ips.clear();
            }
            if f % 3 == 0 {
                nat.availability = Availability::Regional;
                nat.vpc = some(g).then(|| id(g));
                nat.subnet = nat.subnet.filter(|_| g % 4 == 0);
            }
            if g % 3 == 0 {
                let elastic_ips = (0..e % 3).map(|_| id(b)).collect();
                nat.zone_addresses.push(ZoneAddresses { zone: "us-east-1a".to_owned(), elastic_ips });
            }
            nat.into()
        }
        Kind::ElasticIp => {
            ElasticIp { region: region(a), account: some(b).then(|| id(b)), ..ElasticIp::default() }.into()
        }
        Kind::Peering => Peering::new(id(a), id(b)).into(),
        Kind::SubnetReservation => {
            let reservation = if e % 2 == 0 { ReservationType::Prefix } else { ReservationType::Explicit };
            let block = some(b).then(|| block(b, c));
            SubnetReservation { block, reservation, ..SubnetReservation::new(id(a)) }.into()
        }
        Kind::EgressOnlyGateway => EgressOnlyGateway { vpc: id(a) }.into(),
        Kind::VpnGateway => VpnGateway { vpc: some(a).then(|| id(b)), asn: None }.into(),
        Kind::SecurityGroup => {
            let rules = (0..b % 4).map(|n| group_rule(c.wrapping_add(n), e, f)).collect();
            let description = ["", "the clients' group", "clients"][usize::from(g % 3)].to_owned();
            SecurityGroup { rules, description, ..SecurityGroup::new(id(a)) }.into()
        }
        Kind::NetworkAcl => {
            let entries = (0..c % 5).map(|n| acl_entry(e.wrapping_add(n), f, g)).collect();
            NetworkAcl { main: b % 3 == 0, entries, ..NetworkAcl::new(id(a)) }.into()
        }
        Kind::Workload => workload(d).into(),
        Kind::LoadBalancer => load_balancer(d).into(),
        Kind::Endpoint => endpoint(d).into(),
        Kind::TrafficMirrorSession => {
            let target = match b % 3 {
                0 => id::<cidraw::model::WorkloadId>(c).into(),
                1 => id::<cidraw::model::LoadBalancerId>(c).into(),
                _ => id::<cidraw::model::EndpointId>(c).into(),
            };
            let number = some(e).then_some(u16::from(e % 4));
            TrafficMirrorSession { target: Some(target), number, ..TrafficMirrorSession::new(id(a)) }.into()
        }
        Kind::ResolverEndpoint => {
            let subnets = (0..b % 3).map(|n| id(c.wrapping_add(n * (e % 2)))).collect();
            ResolverEndpoint { subnets, ..ResolverEndpoint::new(id(a)) }.into()
        }
        Kind::ExternalNetwork => ExternalNetwork { blocks: vec![block(a, b)], ..ExternalNetwork::default() }.into(),
        Kind::PrefixList => {
            let entry = |n: u8| PrefixListEntry { block: block(b, n), description: String::new() };
            let entries = (0..c % 4).map(entry).collect();
            let max_entries = some(e).then(|| u32::from(e % 32));
            PrefixList { region: region(a), entries, max_entries, ..PrefixList::default() }.into()
        }
        Kind::CustomerGateway => {
            CustomerGateway { network: some(a).then(|| id(b)), ..CustomerGateway::default() }.into()
        }
        Kind::VpnConnection => VpnConnection {
            gateway: some(b).then(|| of_kind([Kind::VpnGateway, Kind::TransitGateway][usize::from(c % 2)], e)),
            routing: if f % 2 == 0 { VpnRouting::Static } else { VpnRouting::Bgp },
            static_routes: (0..g % 3).map(|n| block(h, n)).collect(),
            ..VpnConnection::new(id(a))
        }
        .into(),
        Kind::DirectConnectGateway => {
            let to = |n: u8| DirectConnectAssociation {
                gateway: of_kind([Kind::VpnGateway, Kind::TransitGateway][usize::from(b % 2)], c.wrapping_add(n)),
                allowed_prefixes: vec![block(e, n)],
            };
            let associations = (0..f % 3).map(to).collect();
            DirectConnectGateway { associations, network: some(g).then(|| id(g)), ..DirectConnectGateway::default() }
                .into()
        }
        Kind::TransitGateway => {
            let association_table = some(b).then(|| id(c));
            TransitGateway { region: region(a), association_table, ..TransitGateway::default() }.into()
        }
        Kind::TransitGatewayAttachment => {
            let resource = [Kind::Vpc, Kind::Vpc, Kind::VpnConnection, Kind::TransitGateway, Kind::Vpc];
            TransitGatewayAttachment {
                subnets: (0..c % 2).map(|_| id(e)).collect(),
                associated_table: some(f).then(|| id(f)),
                propagating_tables: (0..g % 2).map(|_| id(h)).collect(),
                ..TransitGatewayAttachment::new(id(a), of_kind(resource[usize::from(b % 5)], b / 5))
            }
            .into()
        }
        Kind::TransitGatewayRouteTable => {
            let to = |n: u8| TransitGatewayRoute {
                destination: destination(b, n),
                target: if c % 3 == 0 { TransitGatewayTarget::Blackhole } else { TransitGatewayTarget::To(id(e)) },
            };
            TransitGatewayRouteTable { transit_gateway: id(a), routes: (0..f % 3).map(to).collect() }.into()
        }
        Kind::EndpointService => {
            EndpointService { region: region(b), load_balancers: vec![id(a)], ..EndpointService::default() }.into()
        }
        Kind::ServiceNetwork => {
            let member = |n: u8| ServiceNetworkAssociation {
                vpc: id(a.wrapping_add(n)),
                security_groups: some(c).then(|| id(c)).into_iter().collect(),
            };
            let service = LatticeService {
                service: "shop".to_owned(),
                protocol: ListenerProtocol::Https,
                port: None,
                targets: vec![id(e)],
            };
            let associations = (0..b % 3).map(member).collect();
            ServiceNetwork { associations, services: vec![service], ..ServiceNetwork::default() }.into()
        }
        Kind::PrivateZone => PrivateZone { vpcs: vec![id(a)], ..PrivateZone::default() }.into(),
        Kind::Assertion => Assertion::default().into(),
        Kind::Note => Note::default().into(),
        Kind::Comment => {
            Comment { target: some(a).then(|| id::<cidraw::model::SubnetId>(b).into()), ..Comment::default() }.into()
        }
    }
}

fn endpoint([a, b, c, e, f, g, h, i]: Dice) -> Endpoint {
    const SERVICES: [&str; 5] =
        ["com.amazonaws.us-east-1.s3", "com.amazonaws.us-east-1.ecr.api", "com.amazonaws.eu-west-1.s3", "", ""];
    let types = [EndpointType::Interface, EndpointType::Gateway, EndpointType::GatewayLoadBalancer];
    Endpoint {
        endpoint_type: types[usize::from(b % 3)],
        service: SERVICES[usize::from(c % 5)].to_owned(),
        endpoint_service: e.is_multiple_of(3).then(|| id(e)),
        subnets: (0..f % 3).map(|n| id(f.wrapping_add(n))).collect(),
        route_tables: (0..g % 2).map(|_| id(g)).collect(),
        security_groups: (0..h % 2).map(|_| id(h)).collect(),
        private_dns: i % 2 == 0,
        private_dns_inbound_only: i % 3 == 0,
        ..Endpoint::new(id(a))
    }
}

fn protocol(n: u8) -> Option<Written<Protocol>> {
    [None, Some(Protocol::TCP), Some(Protocol::UDP), Some(Protocol::ICMP), Some(Protocol::ICMPV6), Some(Protocol::TCP)]
        [usize::from(n % 6)]
    .map(Written::Sound)
}

fn ports(n: u8) -> Option<Written<PortRange>> {
    const TEXTS: [&str; 6] = ["443", "8080-8090", "8090-8080", "1024-65535", "32768-65535", "https"];
    TEXTS.get(usize::from(n % 8)).map(|text| Written::parse(text))
}

fn direction(n: u8) -> Direction {
    if n.is_multiple_of(3) { Direction::Egress } else { Direction::Ingress }
}

fn group_rule(a: u8, b: u8, c: u8) -> SecurityGroupRule {
    let peer = match a % 4 {
        0 => RulePeer::Group(id(b)),
        1 => RulePeer::PrefixList(id(b)),
        _ => RulePeer::Block(block(a, b)),
    };
    SecurityGroupRule {
        protocol: protocol(b),
        ports: ports(c),
        icmp_code: (b % 6 == 3 && c.is_multiple_of(5)).then_some(c),
        ..SecurityGroupRule::all(direction(a), peer)
    }
}

fn acl_entry(a: u8, b: u8, c: u8) -> NetworkAclEntry {
    let action = if c.is_multiple_of(4) { AclAction::Deny } else { AclAction::Allow };
    NetworkAclEntry {
        protocol: protocol(b),
        ports: ports(c),
        block: block(a, b),
        ..NetworkAclEntry::all(direction(a), u16::from(a % 5) * 10, action, CidrBlock::any_v4())
    }
}

fn workload(d: Dice) -> Workload {
    let [a, b, c, e, f, g, h, i] = d;
    let runs = [Runs::Instances, Runs::Containers, Runs::Functions, Runs::Databases][usize::from(e % 4)];
    let listens = |port: u16| Listens { protocol: None, ports: Some(PortRange::one(port).into()) };
    Workload {
        tier: (b % 3 != 0).then(|| id(c)),
        subnets: (b % 3 == 0).then(|| id(c)).into_iter().collect(),
        runs,
        count: (f % 4 != 0).then_some(u32::from(f)),
        listens: [443, 5432, 6379].get(usize::from(g % 4)).copied().map(listens).into_iter().collect(),
        security_groups: (0..h % 3).map(|n| id(h.wrapping_add(n))).collect(),
        addresses: (g % 3 == 0).then(|| Written::parse("10.20.16.1")).into_iter().collect(),
        public_address: i % 4 == 0,
        pods: (i % 3 == 0).then_some(u32::from(i)),
        prefix_delegation: i % 2 == 0,
        ..Workload::new(id(a))
    }
}

fn load_balancer(d: Dice) -> LoadBalancer {
    let [a, b, c, e, f, g, h, _] = d;
    let protocol = [ListenerProtocol::Https, ListenerProtocol::Tcp, ListenerProtocol::Udp][usize::from(e % 3)];
    LoadBalancer {
        balancer: [Balancer::Application, Balancer::Network, Balancer::Gateway][usize::from(b % 3)],
        scheme: if c % 2 == 0 { Scheme::Internal } else { Scheme::InternetFacing },
        addresses: if c % 3 == 0 { AddressFamilies::DualStack } else { AddressFamilies::Ipv4 },
        subnets: (0..f % 3).map(|n| id(f.wrapping_add(n))).collect(),
        security_groups: (0..g % 3).map(|n| id(g.wrapping_add(n))).collect(),
        listeners: vec![Listener { protocol, port: 443, target_port: (e % 2 == 0).then_some(8080) }],
        targets: (h % 3 != 0).then(|| id(h)).into_iter().collect(),
        cross_zone: if h % 4 == 0 { CrossZone::On } else { CrossZone::Usual },
        ..LoadBalancer::new(id(a))
    }
}
