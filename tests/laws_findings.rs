//! Laws of the findings, over random designs and random edits.

use cidraw::addressing::CidrBlock;
use cidraw::analysis::Analyses;
use cidraw::model::kinds::*;
use cidraw::model::{
    Body, Design, Diff, Edit, Entity, EntityId, Kind, Slug, TypedId, Written, apply, apply_all, invariants,
};
use cidraw::rules::{Finding, Severity};
use proptest::prelude::*;

/// A small world, so that references hit, miss and cross VPCs: three objects of each kind at the most.
fn id<T: TypedId>(n: u8) -> T {
    T::from_slug(Slug::new(&format!("{}", n % 3)).expect("a digit"))
}

/// An object of a kind.
fn of_kind(kind: Kind, n: u8) -> EntityId {
    EntityId::new(kind, Slug::new(&format!("{}", n % 3)).expect("a digit"))
}

/// Numbers out of which an object or a change is made.
type Dice = [u8; 8];

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

fn body(kind: Kind, d: Dice) -> Body {
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
            SubnetReservation { block: some(b).then(|| block(b, c)), ..SubnetReservation::new(id(a)) }.into()
        }
        Kind::EgressOnlyGateway => EgressOnlyGateway { vpc: id(a) }.into(),
        Kind::VpnGateway => VpnGateway { vpc: some(a).then(|| id(b)), asn: None }.into(),
        Kind::SecurityGroup => SecurityGroup::new(id(a)).into(),
        Kind::NetworkAcl => NetworkAcl::new(id(a)).into(),
        Kind::Workload => Workload { tier: some(b).then(|| id(c)), ..Workload::new(id(a)) }.into(),
        Kind::LoadBalancer => LoadBalancer { targets: vec![id(b)], ..LoadBalancer::new(id(a)) }.into(),
        Kind::Endpoint => endpoint(d).into(),
        Kind::TrafficMirrorSession => TrafficMirrorSession::new(id(a)).into(),
        Kind::ResolverEndpoint => ResolverEndpoint { subnets: vec![id(b)], ..ResolverEndpoint::new(id(a)) }.into(),
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
        Kind::TransitGateway => TransitGateway { region: region(a), ..TransitGateway::default() }.into(),
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
        Kind::ServiceNetwork => ServiceNetwork::default().into(),
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

/// Removes what is there, or adds or replaces: the dice decide.
fn edit(design: &Design, kind: u8, slug: u8, what: u8, d: Dice) -> Edit {
    let kind = Kind::ALL[usize::from(kind) % Kind::ALL.len()];
    let at = EntityId::new(kind, Slug::new(&format!("{}", slug % 3)).expect("a digit"));
    let at = if kind == Kind::Settings { Settings::id().into() } else { at };
    let new = Entity::new(["", "prod", "dev-a", "app"][usize::from(d[7] % 4)], body(kind, d));
    match (design.contains(at), what % 4) {
        (false, _) => Edit::add(at, new),
        (true, 0) => Edit::remove(at),
        (true, _) => Edit::change_entity(at, move |entity| *entity = new.clone()),
    }
}

fn same(incremental: &Analyses, cold: &Analyses) {
    let texts =
        |a: &Analyses| -> Vec<String> { a.findings().map(|f| format!("{} {}", f.rule.id, f.message)).collect() };
    assert_eq!(texts(incremental), texts(cold));
    assert!(incremental.findings().zip(cold.findings()).all(|(a, b)| a.reads_like(b)), "the fixes differ");
    assert_eq!(incremental.counts(), cold.counts());
    assert_eq!(incremental.usage(), cold.usage());
    for finding in cold.findings() {
        for id in &finding.objects {
            let on = |a: &Analyses| -> Vec<String> { a.for_object(*id).iter().map(|f| f.message.clone()).collect() };
            assert_eq!(on(incremental), on(cold));
            assert_eq!(incremental.worst(*id), cold.worst(*id));
        }
    }
}

fn dice() -> impl Strategy<Value = (u8, u8, u8, Dice)> {
    any::<(u8, u8, u8, Dice)>()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_any_edits_the_findings_are_those_of_a_cold_run(edits in prop::collection::vec(dice(), 1..40)) {
        let mut design = Design::default();
        let mut analyses = Analyses::new(&design);
        for (kind, slug, what, d) in edits {
            let before: Vec<_> = analyses.findings().cloned().collect();
            let next = edit(&design, kind, slug, what, d);
            let diff = apply(&mut design, next).expect("the edit fits the design");
            let delta = analyses.absorb(&design, &diff);
            // What the delta says is what became different.
            let mut patched: Vec<_> = before.into_iter().filter(|f| !delta.gone.contains(f)).collect();
            patched.extend(delta.fresh.iter().cloned());
            patched.sort();
            prop_assert!(patched.iter().eq(analyses.findings()));
            same(&analyses, &Analyses::new(&design));
        }
        // Undoing everything at once is an edit like any other.
        let diff = Diff::between(&design, &Design::default());
        design.absorb(&diff);
        analyses.absorb(&design, &diff);
        same(&analyses, &Analyses::new(&design));
    }

    #[test]
    fn a_fix_mends_its_finding_and_makes_no_new_error(edits in prop::collection::vec(dice(), 1..40)) {
        let mut design = Design::default();
        for (kind, slug, what, d) in edits {
            let next = edit(&design, kind, slug, what, d);
            apply(&mut design, next).expect("the edit fits the design");
        }
        // A quota is a matter of the account, not of the design: one more elastic IP may be one too many.
        let errors = |analyses: &Analyses| -> Vec<(&str, Option<EntityId>)> {
            let errors = analyses.findings().filter(|f| f.severity == Severity::Error && f.rule.group() != "limits");
            errors.map(|f| (f.rule.id, f.primary())).collect()
        };
        let analyses = Analyses::new(&design);
        let known = errors(&analyses);
        for finding in analyses.findings() {
            for fix in &finding.fixes {
                let mut mended = design.clone();
                apply_all(&mut mended, fix.edits.clone()).expect("a fix fits its design");
                prop_assert_eq!(invariants::broken(&mended), None);
                let after = Analyses::new(&mended);
                let about = || format!("{}: \"{}\" for {}", finding.rule.id, fix.title, finding.message);
                let remains = |f: &Finding| f.rule == finding.rule && f.objects == finding.objects && f.message == finding.message;
                prop_assert!(!after.findings().any(|f| remains(f)), "{} mends nothing", about());
                // A text says nothing until it is put right, nor does the name of what is not there; what then comes to
                // light is not the fix's doing.
                let comes_to_light = finding.rule.name().starts_with("cidr-") || finding.rule.name() == "dangling";
                for error in errors(&after).into_iter().filter(|_| !comes_to_light) {
                    prop_assert!(known.contains(&error), "{} makes {:?}", about(), error);
                }
            }
        }
    }
}
