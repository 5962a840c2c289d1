use super::{Done, Draft, internet_gateway, nat_gateway, peering, route_table, routing, there, vpc};
use crate::addressing::CidrBlock;
use crate::editor::{End, Refusal, naming, words};
use crate::model::kinds::{InternetGateway, NatGateway, Peering, Role, RouteTable, Subnet};
use crate::model::{
    AccountId, AddressPoolId, Design, Edit, ElasticIpId, EntityId, EnvironmentId, InternetGatewayId, Kind,
    NatGatewayId, PeeringId, Placement, RouteTableId, SubnetId, VpcId,
};
use crate::ordering::Ordered;

/// Something that a connection could end at, and what would come of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The end.
    pub to: End,
    /// Its name: `VPC dev`, `the internet`.
    pub name: String,
    /// What connecting would add, or why it cannot be.
    pub verdict: Result<String, Refusal>,
}

/// One end that is a VPC or a part of it. Subnets are named when only they are meant.
type Scope = (VpcId, Option<Vec<SubnetId>>);

/// What joins two ends.
enum Connection {
    /// A peering, with routes on both sides.
    Peer(Scope, Scope),
    /// More routes over a peering that is there.
    PeerRoutes(PeeringId, Scope, Scope),
    /// An internet gateway that is not attached yet.
    Attach(InternetGatewayId, VpcId),
    /// A new internet gateway.
    Gateway(VpcId),
    /// NAT gateways in the zones that lack one.
    Nats(VpcId),
    /// The default route of these subnets.
    Default(VpcId, Vec<SubnetId>, EntityId),
    /// A gateway if there is none, and the default route of these subnets to it.
    Open(VpcId, Vec<SubnetId>),
    /// Subnets follow a table.
    Follow(Vec<SubnetId>, RouteTableId),
    /// A NAT gateway gets an address.
    Address(NatGatewayId, ElasticIpId),
    /// A VPC joins an environment.
    Environment(VpcId, EnvironmentId),
    /// A VPC is in an account.
    Account(VpcId, AccountId),
    /// A VPC takes its blocks from a pool.
    Pool(VpcId, AddressPoolId),
}

/// What a connection from `from` could end at, those that would do first.
pub fn candidates(design: &Design, from: EntityId) -> Vec<Candidate> {
    let kinds = [
        Kind::Vpc,
        Kind::InternetGateway,
        Kind::NatGateway,
        Kind::RouteTable,
        Kind::ElasticIp,
        Kind::Environment,
        Kind::Account,
        Kind::AddressPool,
        Kind::Tier,
    ];
    // Whole VPCs are joined as such; a part of one may be joined with a tier of another. Single subnets would make the
    // list as long as the design.
    let kinds = kinds.into_iter().filter(|kind| *kind != Kind::Tier || matches!(from.kind, Kind::Tier | Kind::Subnet));
    let objects = kinds.flat_map(|kind| design.of_kind(kind)).map(|(id, _)| End::Object(id));
    let ends = std::iter::once(End::Internet).chain(objects.filter(|end| *end != End::Object(from)));
    let mut all: Vec<Candidate> = ends
        .filter_map(|to| {
            let verdict = plan(design, from, to).map(|connection| connection.words(design));
            // What never goes together is no candidate; what does in general, but not here, says why.
            let senseless =
                matches!(verdict, Err(Refusal::CannotConnect { .. } | Refusal::SameVpc { .. } | Refusal::SameEnd));
            (!senseless).then(|| Candidate { to, name: end_name(design, to), verdict })
        })
        .collect();
    all.order_by_cached_key(|candidate| (candidate.verdict.is_err(), candidate.to, candidate.name.clone()));
    all
}

fn end_name(design: &Design, end: End) -> String {
    match end {
        End::Object(id) => words::called(design, id),
        End::Internet => "the internet".to_owned(),
        End::NewVpc(..) => "a new VPC".to_owned(),
    }
}

/// What would join the two, without doing it.
pub(in crate::editor) fn verdict(design: &Design, from: EntityId, to: End) -> Result<String, Refusal> {
    match to {
        End::NewVpc(..) => match scope(design, from) {
            Some(_) => Ok("A new VPC, peered".to_owned()),
            None => Err(cannot(design, from, to)),
        },
        to => plan(design, from, to).map(|connection| connection.words(design)),
    }
}

pub(super) fn connect(draft: &mut Draft, from: EntityId, to: End) -> Result<Done, Refusal> {
    if !draft.design().contains(from) {
        return Err(Refusal::NotThere(from));
    }
    let label = format!("Connect {} to {}", words::called(draft.design(), from), end_name(draft.design(), to));
    let connection = match to {
        End::NewVpc(x, y) => {
            let own = scope(draft.design(), from).ok_or_else(|| cannot(draft.design(), from, to))?;
            let done = vpc::draw(draft, Placement::at(x, y), None)?;
            let new = done.select.iter().flatten().find_map(|id| id.typed::<VpcId>());
            Connection::Peer(own, (new.ok_or(Refusal::SameEnd)?, None))
        }
        to => plan(draft.design(), from, to)?,
    };
    let done = connection.make(draft)?;
    Ok(Done { label, ..done })
}

fn cannot(design: &Design, from: EntityId, to: End) -> Refusal {
    Refusal::CannotConnect { a: words::called(design, from), b: end_name(design, to) }
}

/// The part of a VPC that an object stands for.
fn scope(design: &Design, id: EntityId) -> Option<Scope> {
    match id.kind {
        Kind::Vpc => Some((id.typed()?, None)),
        Kind::Tier => {
            let tier = design.get(id.typed::<crate::model::TierId>()?)?;
            Some((tier.vpc, Some(design.referring::<Subnet>(id).map(|(subnet, _)| subnet).collect())))
        }
        Kind::Subnet => {
            let subnet: SubnetId = id.typed()?;
            Some((design.get(subnet)?.vpc, Some(vec![subnet])))
        }
        Kind::Settings
        | Kind::Account
        | Kind::Environment
        | Kind::AddressPool
        | Kind::RouteTable
        | Kind::InternetGateway
        | Kind::NatGateway
        | Kind::ElasticIp
        | Kind::Peering => None,
    }
}

/// What joins the two, whichever way round the line was drawn.
fn plan(design: &Design, from: EntityId, to: End) -> Result<Connection, Refusal> {
    let to_id = match to {
        End::Object(id) => id,
        End::Internet => return to_internet(design, from).unwrap_or_else(|| Err(cannot(design, from, to))),
        End::NewVpc(..) => return Err(cannot(design, from, to)),
    };
    if from == to_id {
        return Err(Refusal::SameEnd);
    }
    for id in [from, to_id] {
        if !design.contains(id) {
            return Err(Refusal::NotThere(id));
        }
    }
    between(design, from, to_id)
        .or_else(|| between(design, to_id, from))
        .unwrap_or_else(|| Err(cannot(design, from, to)))
}

fn between(design: &Design, a: EntityId, b: EntityId) -> Option<Result<Connection, Refusal>> {
    if let (Some(left), Some(right)) = (scope(design, a), scope(design, b)) {
        return Some(peer(design, (a, left), (b, right)));
    }
    if let (Some(nat), Some(eip)) = (a.typed::<NatGatewayId>(), b.typed::<ElasticIpId>()) {
        return Some(Ok(Connection::Address(nat, eip)));
    }
    let (vpc, subnets) = scope(design, a)?;
    let whole = a.typed::<VpcId>();
    let other_vpc = || Err(Refusal::OtherVpc { what: words::called(design, a), than: words::called(design, b) });
    Some(match b.kind {
        Kind::InternetGateway => {
            let gateway: InternetGatewayId = b.typed()?;
            let attached = design.get(gateway).and_then(|fields: &InternetGateway| fields.vpc);
            match (attached, subnets) {
                (None, _) => match routing::internet_gateway(design, vpc) {
                    Some(has) => Err(Refusal::HasInternetGateway { vpc: design.name(vpc), gateway: design.name(has) }),
                    None => Ok(Connection::Attach(gateway, vpc)),
                },
                (Some(of), _) if of != vpc => other_vpc(),
                (Some(_), Some(subnets)) => Ok(Connection::Default(vpc, subnets, b)),
                (Some(_), None) => Err(Refusal::HasInternetGateway { vpc: design.name(vpc), gateway: design.name(b) }),
            }
        }
        Kind::NatGateway => {
            let nat = design.get(b.typed::<NatGatewayId>()?)?;
            let of = design.get(nat.subnet).map(|subnet: &Subnet| subnet.vpc);
            let private = || routing::subnets_with(design, vpc, Role::Private, None);
            match subnets.unwrap_or_else(private) {
                _ if of != Some(vpc) => other_vpc(),
                subnets => Ok(Connection::Default(vpc, subnets, b)),
            }
        }
        Kind::RouteTable => {
            let table: RouteTableId = b.typed()?;
            let of = design.get(table).map(|fields: &RouteTable| fields.vpc);
            match subnets {
                _ if of != Some(vpc) => other_vpc(),
                Some(subnets) => Ok(Connection::Follow(subnets, table)),
                None => return None,
            }
        }
        Kind::Environment => Ok(Connection::Environment(whole?, b.typed()?)),
        Kind::Account => Ok(Connection::Account(whole?, b.typed()?)),
        Kind::AddressPool => Ok(Connection::Pool(whole?, b.typed()?)),
        Kind::Settings | Kind::Vpc | Kind::Tier | Kind::Subnet | Kind::ElasticIp | Kind::Peering => return None,
    })
}

fn peer(design: &Design, a: (EntityId, Scope), b: (EntityId, Scope)) -> Result<Connection, Refusal> {
    let ((a, left), (b, right)) = (a, b);
    if left.0 == right.0 {
        return Err(Refusal::SameVpc { a: words::called(design, a), b: words::called(design, b) });
    }
    for (id, (_, subnets)) in [(a, &left), (b, &right)] {
        let isolated = |id: &SubnetId| design.get(*id).is_some_and(|s| routing::role_of(design, s) == Role::Isolated);
        if subnets.as_ref().is_some_and(|subnets| !subnets.is_empty() && subnets.iter().all(isolated)) {
            return Err(Refusal::Isolated(words::called(design, id)));
        }
    }
    let joined = design.referring::<Peering>(left.0).find(|(_, p)| p.other_end(left.0) == Some(right.0));
    match joined {
        Some((id, _)) if left.1.is_some() || right.1.is_some() => Ok(Connection::PeerRoutes(id, left, right)),
        _ => peering::check(design, left.0, right.0).map(|()| Connection::Peer(left, right)),
    }
}

/// To the internet: a VPC by a gateway, a public subnet by a route to it, a private one by a NAT gateway.
fn to_internet(design: &Design, from: EntityId) -> Option<Result<Connection, Refusal>> {
    if !design.contains(from) {
        return Some(Err(Refusal::NotThere(from)));
    }
    let (vpc, subnets) = scope(design, from)?;
    let gateway = routing::internet_gateway(design, vpc);
    let Some(subnets) = subnets else {
        return Some(match gateway {
            None => Ok(Connection::Gateway(vpc)),
            Some(gateway) if zones_lack_nat(design, vpc) == 0 => {
                Err(Refusal::HasInternetGateway { vpc: design.name(vpc), gateway: design.name(gateway) })
            }
            Some(_) => Ok(Connection::Nats(vpc)),
        });
    };
    let role = subnets.first().and_then(|id| design.get(*id)).map_or(Role::Private, |s| routing::role_of(design, s));
    Some(match role {
        Role::Public => Ok(Connection::Open(vpc, subnets)),
        Role::Isolated => Err(Refusal::Isolated(words::called(design, from))),
        Role::Private if zones_lack_nat(design, vpc) > 0 => Ok(Connection::Nats(vpc)),
        Role::Private => {
            let zones: Vec<&String> = subnets.iter().filter_map(|id| Some(&design.get(*id)?.zone)).collect();
            let nats = routing::nat_gateways(design, vpc);
            match nats.iter().find(|(_, zone)| zones.contains(&zone)).or(nats.first()) {
                Some((nat, _)) => Ok(Connection::Default(vpc, subnets, (*nat).into())),
                None => Err(Refusal::NoZoneForNat(design.name(vpc))),
            }
        }
    })
}

/// How many zones have a public and a private subnet and no NAT gateway.
fn zones_lack_nat(design: &Design, vpc: VpcId) -> usize {
    let nats = routing::nat_gateways(design, vpc);
    let has = |role, zone: &str| !routing::subnets_with(design, vpc, role, Some(zone)).is_empty();
    let zones = super::tier::zones_of(design, vpc).into_iter();
    zones.filter(|z| has(Role::Public, z) && has(Role::Private, z) && nats.iter().all(|(_, of)| of != z)).count()
}

impl Connection {
    /// What it adds, to be shown before it is made.
    fn words(&self, design: &Design) -> String {
        match self {
            Connection::Peer(..) => "Peering, with routes on both sides".to_owned(),
            Connection::PeerRoutes(id, ..) => format!("Routes on both sides over peering {}", design.name(*id)),
            Connection::Attach(..) => "Attach the gateway, with routes for the public tiers".to_owned(),
            Connection::Gateway(_) => "Internet gateway, with routes for the public tiers".to_owned(),
            Connection::Nats(_) => "NAT gateway in each zone, with routes for the private tiers".to_owned(),
            Connection::Default(_, _, target) => format!("Default route to {}", words::called(design, *target)),
            Connection::Open(..) => "Default route to the internet gateway".to_owned(),
            Connection::Follow(_, table) => format!("Follow {}", words::called(design, *table)),
            Connection::Address(..) => "Use the elastic IP".to_owned(),
            Connection::Environment(_, id) => format!("Belong to {}", words::called(design, *id)),
            Connection::Account(_, id) => format!("Be in {}", words::called(design, *id)),
            Connection::Pool(_, id) => format!("Take addresses from {}", words::called(design, *id)),
        }
    }

    fn make(self, draft: &mut Draft) -> Result<Done, Refusal> {
        Ok(match self {
            Connection::Peer(a, b) => {
                let ends = [draft.design().name(a.0), draft.design().name(b.0)];
                let added = peering::add(draft, a, b)?;
                let said = match added.routes {
                    0 => format!("Peered {} and {}. No route table needs a route.", ends[0], ends[1]),
                    1 => format!(
                        "Peered {} and {}: added 1 route, in {}.",
                        ends[0],
                        ends[1],
                        tables_by_vpc(draft, &added.tables)
                    ),
                    n => format!(
                        "Peered {} and {}: added {n} routes, in {}.",
                        ends[0],
                        ends[1],
                        tables_by_vpc(draft, &added.tables)
                    ),
                };
                Done::default().said(said).selecting([added.peering.into()])
            }
            Connection::PeerRoutes(id, a, b) => {
                let routes = peering::add_routes(draft, id, &a, &b)?.0;
                Done::default().said(format!("Added {routes} routes over peering {}.", draft.design().name(id)))
            }
            Connection::Attach(gateway, vpc) => {
                draft.apply(Edit::change(gateway, move |fields| fields.vpc = Some(vpc)))?;
                let tables = routing::open_public(draft, vpc, gateway)?;
                let name = draft.design().name(gateway);
                let routes = internet_gateway::routes_added(draft, &tables);
                Done::default().said(format!("Attached internet gateway {name}{routes}"))
            }
            Connection::Gateway(vpc) => internet_gateway::add(draft, vpc)?,
            Connection::Nats(vpc) => nat_gateway::add_in_each_zone(draft, vpc)?,
            Connection::Default(vpc, subnets, target) => send_to(draft, vpc, &subnets, target)?,
            Connection::Open(vpc, subnets) => {
                let gateway = match routing::internet_gateway(draft.design(), vpc) {
                    Some(gateway) => gateway,
                    None => internet_gateway::attach(draft, vpc)?.0,
                };
                send_to(draft, vpc, &subnets, gateway.into())?
            }
            Connection::Follow(subnets, table) => route_table::associate(draft, subnets, Some(table))?,
            Connection::Address(nat, eip) => {
                draft.apply(Edit::change(nat, move |fields: &mut NatGateway| {
                    if !fields.elastic_ips.contains(&eip) {
                        fields.elastic_ips.push(eip);
                    }
                }))?;
                let design = draft.design();
                Done::default().said(format!("{} uses {}.", words::called(design, nat), words::called(design, eip)))
            }
            Connection::Environment(vpc, id) => super::environment::assign(draft, vec![vpc], Some(id))?,
            Connection::Account(vpc, id) => {
                draft.apply(Edit::change(vpc, move |fields| fields.account = Some(id)))?;
                let design = draft.design();
                Done::default().said(format!("{} is in {}.", words::called(design, vpc), words::called(design, id)))
            }
            Connection::Pool(vpc, id) => {
                draft.apply(Edit::change(vpc, move |fields| fields.pool = Some(id)))?;
                let (vpc, pool) = (words::called(draft.design(), vpc), words::called(draft.design(), id));
                Done::default().said(format!("{vpc} takes new blocks from {pool}."))
            }
        })
    }
}

/// "app and web of dev and main of prod".
fn tables_by_vpc(draft: &Draft, tables: &[RouteTableId]) -> String {
    let design = draft.design();
    let mut by_vpc: std::collections::BTreeMap<String, Vec<String>> = Default::default();
    for id in tables {
        let vpc = design.get(*id).map_or(String::new(), |table| design.name(table.vpc));
        by_vpc.entry(vpc).or_default().push(design.name(*id));
    }
    let each = by_vpc.into_iter().map(|(vpc, mut names)| {
        names.order();
        format!("{} of {vpc}", words::list(&names))
    });
    words::list(&each.collect::<Vec<_>>())
}

/// Sends packets for any address from these subnets to `target`, in tables that only they follow.
fn send_to(draft: &mut Draft, vpc: VpcId, subnets: &[SubnetId], target: EntityId) -> Result<Done, Refusal> {
    there(draft.design(), vpc)?;
    let base = match target.kind {
        Kind::InternetGateway => "public".to_owned(),
        _ => draft.design().name(target),
    };
    let base = naming::route_table(&base, draft.design(), vpc);
    let (tables, _) = routing::own_tables(draft, vpc, subnets, &base)?;
    for table in &tables {
        routing::set_route(draft, *table, CidrBlock::any_v4(), target)?;
    }
    let names: Vec<String> = tables.iter().map(|id| draft.design().name(*id)).collect();
    let target = words::called(draft.design(), target);
    Ok(Done::default().said(format!("Packets for 0.0.0.0/0 go to {target} from route table {}.", words::list(&names))))
}
