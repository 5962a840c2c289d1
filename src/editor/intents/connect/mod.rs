mod far_end;
mod hub;
mod joining;
mod plan;

pub(in crate::editor) use far_end::far_ends;
use hub::Hub;
use plan::{plan, scope};

use super::{Done, Draft, internet_gateway, nat_gateway, peering, route_table, routing, there};
use crate::addressing::CidrBlock;
use crate::editor::{End, Refusal, naming, words};
use crate::model::{
    AccountId, AddressPoolId, Design, Edit, ElasticIpId, EntityId, EnvironmentId, InternetGatewayId, Kind,
    NatGatewayId, PeeringId, RouteTableId, SubnetId, VpcId,
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
    /// Over something that joins many networks.
    Hub(Hub),
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
        Kind::TransitGateway,
        Kind::VpnGateway,
        Kind::CustomerGateway,
        Kind::DirectConnectGateway,
        Kind::ExternalNetwork,
        Kind::ServiceNetwork,
        Kind::Endpoint,
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
        End::New { kind, .. } => format!("a new {}", kind.title()),
    }
}

/// What would join the two, without doing it.
pub(in crate::editor) fn verdict(design: &Design, from: EntityId, to: End) -> Result<String, Refusal> {
    match to {
        End::New { kind, .. } => match far_ends(from.kind).contains(&kind) {
            true => Ok(far_end::words(from.kind, kind)),
            false => Err(cannot(design, from, to)),
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
        End::New { kind, x, y } => {
            let new = far_end::make(draft, from, kind, (x, y))?;
            plan(draft.design(), from, End::Object(new))?
        }
        to => plan(draft.design(), from, to)?,
    };
    let done = connection.make(draft)?;
    Ok(Done { label, ..done })
}

fn cannot(design: &Design, from: EntityId, to: End) -> Refusal {
    Refusal::CannotConnect { a: words::called(design, from), b: end_name(design, to) }
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
            Connection::Hub(hub) => hub.words(design),
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
                nat_gateway::take_address(draft, nat, eip)?;
                let design = draft.design();
                Done::default().said(format!("{} uses {}.", words::called(design, nat), words::called(design, eip)))
            }
            Connection::Environment(vpc, id) => super::environment::assign(draft, vec![vpc], Some(id))?,
            Connection::Account(vpc, id) => {
                draft.apply(Edit::change(vpc, move |fields| fields.account = Some(id)))?;
                let design = draft.design();
                Done::default().said(format!("{} is in {}.", words::called(design, vpc), words::called(design, id)))
            }
            Connection::Hub(hub) => hub.make(draft)?,
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
