//! A VPC and what stands in it.

use std::sync::{Arc, OnceLock};

use super::household::Held;
use crate::addressing::{CidrBlock, PrefixSet};
use crate::model::kinds::{
    EgressOnlyGateway, Endpoint, EndpointType, InternetGateway, LoadBalancer, NatGateway, NetworkAcl, ResolverEndpoint,
    Route, RouteTable, RouteTarget, SecurityGroup, Subnet, SubnetReservation, Tier, Vpc, VpnGateway, Workload,
};
use crate::model::{EndpointId, Entity, EntityId, Kind, Noun, RouteTableId, SubnetId, TierId, TypedId, VpcId};
use crate::ordering::Ordered;

/// A VPC and what stands in it, each kind by id. Made once, and made anew when something in it changes.
#[derive(Clone, Debug)]
pub struct Network {
    /// The VPC's id.
    pub id: VpcId,
    /// The VPC; none when objects name one that is not in the design.
    pub vpc: Option<Held<Vpc>>,
    /// Its tiers.
    pub tiers: Vec<Held<Tier>>,
    /// Its subnets.
    pub subnets: Vec<Held<Subnet>>,
    /// What is kept of its subnets.
    pub reservations: Vec<Held<SubnetReservation>>,
    /// Its route tables.
    pub tables: Vec<Held<RouteTable>>,
    /// The internet gateways attached to it.
    pub internet_gateways: Vec<Held<InternetGateway>>,
    /// The NAT gateways in its subnets.
    pub nat_gateways: Vec<Held<NatGateway>>,
    /// Its egress-only gateways.
    pub egress_only_gateways: Vec<Held<EgressOnlyGateway>>,
    /// The VPN gateways attached to it.
    pub vpn_gateways: Vec<Held<VpnGateway>>,
    /// Its security groups.
    pub security_groups: Vec<Held<SecurityGroup>>,
    /// Its network ACLs.
    pub network_acls: Vec<Held<NetworkAcl>>,
    /// What runs in it.
    pub workloads: Vec<Held<Workload>>,
    /// Its endpoints.
    pub endpoints: Vec<Held<Endpoint>>,
    /// Its load balancers.
    pub load_balancers: Vec<Held<LoadBalancer>>,
    /// Its resolver endpoints.
    pub resolver_endpoints: Vec<Held<ResolverEndpoint>>,
    used: OnceLock<PrefixSet>,
    nested: OnceLock<Vec<(usize, usize)>>,
}

/// Which route table a subnet follows.
#[derive(Clone, Copy, Debug)]
pub enum Association<'n> {
    /// The one that it names.
    Own(&'n Held<RouteTable>),
    /// The VPC's main one, because it names none.
    Main(&'n Held<RouteTable>),
    /// The main one that AWS makes with each VPC and that nobody has drawn: it holds the local routes only.
    UndrawnMain,
    /// It names one that is not in its VPC: nothing can be said.
    Broken,
}

impl<'n> Association<'n> {
    /// The table, where one is drawn.
    pub fn table(self) -> Option<&'n Held<RouteTable>> {
        match self {
            Association::Own(table) | Association::Main(table) => Some(table),
            Association::UndrawnMain | Association::Broken => None,
        }
    }

    /// Its routes besides the local ones.
    pub fn routes(self) -> &'n [Route] {
        self.table().map_or(&[], |table| &table.routes)
    }

    /// Is it known where the subnet's packets go?
    pub fn is_known(self) -> bool {
        !matches!(self, Association::Broken)
    }
}

fn held<N: Noun>(members: &[(EntityId, Arc<Entity>)]) -> Vec<Held<N>> {
    members.iter().filter_map(|(id, entity)| Held::new(*id, entity)).collect()
}

fn find<N: Noun>(list: &[Held<N>], id: N::Id) -> Option<&Held<N>> {
    list.binary_search_by(|held| held.id.cmp(&id)).ok().map(|at| &list[at])
}

impl Network {
    /// The VPC `id` out of the objects that live in it, sorted by id.
    pub(super) fn new(id: VpcId, members: &[(EntityId, Arc<Entity>)]) -> Network {
        Network {
            id,
            vpc: held(members).pop(),
            tiers: held(members),
            subnets: held(members),
            reservations: held(members),
            tables: held(members),
            internet_gateways: held(members),
            nat_gateways: held(members),
            egress_only_gateways: held(members),
            vpn_gateways: held(members),
            security_groups: held(members),
            network_acls: held(members),
            workloads: held(members),
            endpoints: held(members),
            load_balancers: held(members),
            resolver_endpoints: held(members),
            used: OnceLock::new(),
            nested: OnceLock::new(),
        }
    }

    /// The VPC's name; its id when it has none or is not there.
    pub fn name(&self) -> String {
        self.vpc.as_ref().map_or_else(|| self.id.to_string(), Held::name)
    }

    /// The VPC's sound blocks: IPv4 with the primary one first, then IPv6.
    pub fn blocks(&self) -> impl Iterator<Item = CidrBlock> {
        self.vpc.iter().flat_map(|vpc| vpc.blocks())
    }

    /// The subnet with this id, when it is in this VPC.
    pub fn subnet(&self, id: SubnetId) -> Option<&Held<Subnet>> {
        find(&self.subnets, id)
    }

    /// The tier with this id, when it is in this VPC.
    pub fn tier(&self, id: TierId) -> Option<&Held<Tier>> {
        find(&self.tiers, id)
    }

    /// The route table with this id, when it is in this VPC.
    pub fn table(&self, id: RouteTableId) -> Option<&Held<RouteTable>> {
        find(&self.tables, id)
    }

    /// The drawn main route table. Of several the first.
    pub fn main_table(&self) -> Option<&Held<RouteTable>> {
        self.tables.iter().find(|table| table.main)
    }

    /// Which route table the subnet follows.
    pub fn association(&self, subnet: &Subnet) -> Association<'_> {
        match subnet.route_table {
            Some(id) => self.table(id).map_or(Association::Broken, Association::Own),
            None => self.main_table().map_or(Association::UndrawnMain, Association::Main),
        }
    }

    /// The subnets that follow the table, by their own choice or because it is the main one.
    pub fn followers(&self, table: RouteTableId) -> impl Iterator<Item = &Held<Subnet>> {
        self.subnets.iter().filter(move |s| self.association(s).table().is_some_and(|t| t.id == table))
    }

    /// The subnets of the tier.
    pub fn subnets_of(&self, tier: TierId) -> impl Iterator<Item = &Held<Subnet>> {
        self.subnets.iter().filter(move |subnet| subnet.tier == tier)
    }

    /// Do the subnet's routes lead IPv4 packets to an internet gateway of this VPC? That is what makes a subnet public. A
    /// firewall may stand between the two: an endpoint whose own subnet leads there.
    pub fn leads_to_internet(&self, subnet: &Subnet) -> bool {
        let through = |route: &Route| {
            let everything = route.destination.get() == Some(CidrBlock::any_v4());
            let endpoint = target_as(route).and_then(|id: EndpointId| find(&self.endpoints, id)).filter(|_| everything);
            let seats = endpoint.into_iter().filter(|e| e.endpoint_type == EndpointType::GatewayLoadBalancer);
            seats.flat_map(|e| &e.subnets).filter_map(|id| self.subnet(*id)).any(|seat| self.leads_straight_out(seat))
        };
        self.leads_straight_out(subnet) || self.association(subnet).routes().iter().any(through)
    }

    fn leads_straight_out(&self, subnet: &Subnet) -> bool {
        self.association(subnet).routes().iter().any(|route| {
            let v4 = route.destination.get().is_some_and(|d| d.family() == crate::addressing::Family::V4);
            v4 && self.is_own_internet_gateway(route.target)
        })
    }

    /// Is the target an internet gateway attached to this VPC?
    pub fn is_own_internet_gateway(&self, target: RouteTarget) -> bool {
        target.object().and_then(EntityId::typed).is_some_and(|id| find(&self.internet_gateways, id).is_some())
    }

    /// The addresses that the subnets take.
    pub fn used(&self) -> &PrefixSet {
        self.used.get_or_init(|| self.subnets.iter().flat_map(|subnet| subnet.blocks()).collect())
    }

    /// The addresses of the VPC's blocks.
    pub fn space(&self) -> PrefixSet {
        self.blocks().collect()
    }

    /// Pairs of subnets of which the first covers the second, as places in `subnets`. Each subnet that lies in another is
    /// paired once, with the tightest that covers it.
    pub fn nested_subnets(&self) -> &[(usize, usize)] {
        self.nested.get_or_init(|| {
            let at = self.subnets.iter().enumerate();
            let mut pairs = nested(at.flat_map(|(i, s)| s.blocks().map(move |block| (block, i))), |a, b| a != b);
            pairs.order();
            pairs.dedup();
            pairs
        })
    }
}

/// Pairs (outer, inner) of owners of which a block of the first covers a block of the second: for each block the
/// tightest one that covers it and whose owner `concerns` it. Of two equal blocks the one of the lower owner is the
/// outer.
pub(super) fn nested<T: Copy + Ord>(
    blocks: impl Iterator<Item = (CidrBlock, T)>,
    concerns: impl Fn(T, T) -> bool,
) -> Vec<(T, T)> {
    let mut sorted: Vec<(CidrBlock, T)> = blocks.collect();
    sorted.order();
    let mut pairs = Vec::new();
    // Prefixes nest or are apart, so those that cover the present one are a stack.
    let mut open: Vec<(CidrBlock, T)> = Vec::new();
    for (block, owner) in sorted {
        while open.last().is_some_and(|(outer, _)| !outer.covers(block)) {
            open.pop();
        }
        if let Some((_, outer)) = open.iter().rev().find(|(_, outer)| concerns(*outer, owner)) {
            pairs.push((*outer, owner));
        }
        open.push((block, owner));
    }
    pairs
}

/// The route that packets to `destination` take: of those that cover it the longest; of equal ones the first.
pub(super) fn longest_match(routes: &[Route], destination: CidrBlock) -> Option<&Route> {
    let covering = routes.iter().filter(|route| route.destination.get().is_some_and(|d| d.covers(destination)));
    covering.rev().max_by_key(|route| route.destination.get().map(CidrBlock::length))
}

/// Does the route send packets to an object of this kind?
pub(super) fn goes_to(route: &Route, kind: Kind) -> bool {
    route.target.object().is_some_and(|id| id.kind == kind)
}

/// The id as one of kind `T`, when the route points at such an object.
pub(super) fn target_as<T: TypedId>(route: &Route) -> Option<T> {
    route.target.object().and_then(EntityId::typed)
}
