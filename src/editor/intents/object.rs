//! An object of any kind, added to what is selected.

use super::{Done, Draft, vpc};
use crate::addressing::CidrBlock;
use crate::editor::{Refusal, naming, words};
use crate::model::kinds::*;
use crate::model::{
    Body, Design, Edit, Entity, EntityId, Kind, Placement, SubnetId, TierId, TypedId, VpcId, WorkloadId, holder_of,
    vpc_of,
};
use crate::wording::capitalised;

/// What is selected, as far as a new object can be added to it.
struct Near<'a> {
    design: &'a Design,
    ids: &'a [EntityId],
    kind: Kind,
    region: String,
}

/// Adds an object of `kind` to the objects `near`: what it must refer to is taken from them.
pub(super) fn add(draft: &mut Draft, kind: Kind, near: &[EntityId], at: Option<Placement>) -> Result<Done, Refusal> {
    let region = vpc::region_for_new(draft);
    if let Some(done) = own_way(draft, kind, near, &region)? {
        return Ok(done);
    }
    let near = Near { design: draft.design(), ids: near, kind, region };
    let body = near.body()?;
    let stem = match vpc_of(near.design, &body).filter(|vpc| near.design.contains(*vpc)) {
        Some(vpc) => format!("{}-{}", near.design.name(vpc), kind.id_prefix()),
        None => kind.id_prefix().to_owned(),
    };
    let name = naming::free_of(&stem, near.design, kind);
    let mut entity = Entity::new(name, body);
    entity.head.at = at.filter(|_| crate::scene::Picture::of(kind) == crate::scene::Picture::Free);
    let id = draft.fresh_like(EntityId::new(kind, crate::model::Slug::from_name("x")));
    draft.apply(Edit::add(id, entity))?;
    let design = draft.design();
    let called = words::called(design, id);
    let holder = design.entity(id).and_then(|entity| holder_of(design, &entity.body));
    let to = holder.map_or_else(String::new, |holder| format!(" to {}", words::called(design, holder)));
    Ok(Done::new(format!("Add {called}")).said(format!("Added {called}{to}.")).selecting([id]))
}

/// Kinds that bring more along than themselves have an intent of their own.
fn own_way(draft: &mut Draft, kind: Kind, ids: &[EntityId], region: &str) -> Result<Option<Done>, Refusal> {
    let near = Near { design: draft.design(), ids, kind, region: region.to_owned() };
    let (vpc, subnet, pair) = (near.vpc(), near.of::<SubnetId>(), near.all::<VpcId>());
    let tier = near.of::<TierId>().or_else(|| Some(near.design.get(subnet?)?.tier));
    let missing = |needs| Refusal::NeedsSelected { kind: capitalised(kind.title()), needs };
    Ok(Some(match kind {
        Kind::Account => super::account::add(draft, None)?,
        Kind::Environment => super::environment::add(draft, None, false)?,
        Kind::AddressPool => super::address_pool::add(draft, None, Vec::new(), None)?,
        Kind::ElasticIp => super::elastic_ip::add(draft, region.to_owned(), None)?,
        Kind::InternetGateway => super::internet_gateway::add(draft, vpc.ok_or_else(|| missing(A_VPC))?)?,
        Kind::RouteTable => super::route_table::add(draft, vpc.ok_or_else(|| missing(A_VPC))?)?,
        Kind::NatGateway => super::nat_gateway::add(draft, subnet.ok_or_else(|| missing("a public subnet"))?)?,
        Kind::Subnet => super::tier::extend(draft, tier.ok_or_else(|| missing("a tier"))?, None)?,
        Kind::Peering => match pair[..] {
            [a, b] => super::connect::connect(draft, a.into(), crate::editor::End::Object(b.into()))?,
            _ => return Err(missing("two VPCs")),
        },
        Kind::Settings | Kind::Vpc | Kind::Tier => return Err(missing("its own tool")),
        Kind::ExternalNetwork
        | Kind::SubnetReservation
        | Kind::PrefixList
        | Kind::EgressOnlyGateway
        | Kind::VpnGateway
        | Kind::CustomerGateway
        | Kind::VpnConnection
        | Kind::DirectConnectGateway
        | Kind::TransitGateway
        | Kind::TransitGatewayAttachment
        | Kind::TransitGatewayRouteTable
        | Kind::Endpoint
        | Kind::EndpointService
        | Kind::SecurityGroup
        | Kind::NetworkAcl
        | Kind::Workload
        | Kind::LoadBalancer
        | Kind::ServiceNetwork
        | Kind::TrafficMirrorSession
        | Kind::ResolverEndpoint
        | Kind::PrivateZone
        | Kind::Assertion
        | Kind::Note
        | Kind::Comment => return Ok(None),
    }))
}

const A_VPC: &str = "a VPC or something in it";

impl Near<'_> {
    fn needs(&self, needs: &'static str) -> Refusal {
        Refusal::NeedsSelected { kind: capitalised(self.kind.title()), needs }
    }

    fn all<T: TypedId>(&self) -> Vec<T> {
        self.ids.iter().filter_map(|id| id.typed()).collect()
    }

    fn of<T: TypedId>(&self) -> Option<T> {
        self.ids.iter().find_map(|id| id.typed())
    }

    /// The selected one, or the only one of the design.
    fn of_or_only<T: TypedId>(&self) -> Option<T> {
        let mut all = self.design.of_kind(<T::Noun as crate::model::Noun>::KIND).filter_map(|(id, _)| id.typed::<T>());
        self.of().or_else(|| all.next().filter(|_| all.next().is_none()))
    }

    fn vpc(&self) -> Option<VpcId> {
        let around = |id: &EntityId| vpc_of(self.design, &self.design.entity(*id)?.body);
        self.of().or_else(|| self.ids.iter().find_map(around))
    }

    fn in_vpc(&self) -> Result<VpcId, Refusal> {
        self.vpc().ok_or_else(|| self.needs(A_VPC))
    }

    /// The selected subnets, or those of the selected tiers; else the innermost one of each zone of the VPC.
    fn one_a_zone(&self, vpc: VpcId) -> Vec<SubnetId> {
        let own = |id: &SubnetId| self.design.get(*id).is_some_and(|subnet| subnet.vpc == vpc);
        let mut chosen = self.all::<SubnetId>();
        for tier in self.all::<TierId>() {
            chosen.extend(self.design.referring::<Subnet>(tier).map(|(id, _)| id));
        }
        chosen.retain(own);
        if !chosen.is_empty() {
            return chosen;
        }
        let mut by_zone = std::collections::BTreeMap::new();
        for (id, subnet) in self.design.referring::<Subnet>(vpc).filter(|(_, subnet)| !subnet.zone.is_empty()) {
            let order = self.design.get(subnet.tier).map_or(0, |tier| tier.order);
            let best = by_zone.entry(&subnet.zone).or_insert((order, id));
            *best = (*best).max((order, id));
        }
        by_zone.into_values().map(|(_, id)| id).collect()
    }

    /// A VPC has one of these at most.
    fn only_one<N: crate::model::Noun>(&self, vpc: VpcId) -> Result<(), Refusal> {
        match self.design.referring::<N>(vpc).next() {
            None => Ok(()),
            Some((id, _)) => {
                Err(Refusal::HasOne { vpc: self.design.name(vpc), has: words::called(self.design, id.into()) })
            }
        }
    }

    /// A VPN gateway or transit gateway: the selected one, or that of the selected VPC.
    fn aws_end(&self) -> Option<EntityId> {
        let ends = |kind| matches!(kind, Kind::VpnGateway | Kind::TransitGateway);
        let of_vpc = || self.design.referring::<VpnGateway>(self.vpc()?).next().map(|(id, _)| id.into());
        self.ids.iter().copied().find(|id| ends(id.kind)).or_else(of_vpc)
    }

    fn body(&self) -> Result<Body, Refusal> {
        let region = self.region.clone();
        Ok(match self.kind {
            Kind::ExternalNetwork => ExternalNetwork::default().into(),
            Kind::SubnetReservation => SubnetReservation::new(self.of().ok_or_else(|| self.needs("a subnet"))?).into(),
            Kind::PrefixList => PrefixList { region, ..PrefixList::default() }.into(),
            Kind::EgressOnlyGateway => {
                let vpc = self.in_vpc()?;
                self.only_one::<EgressOnlyGateway>(vpc)?;
                EgressOnlyGateway { vpc }.into()
            }
            Kind::VpnGateway => {
                let vpc = self.vpc();
                vpc.map_or(Ok(()), |vpc| self.only_one::<VpnGateway>(vpc))?;
                VpnGateway { vpc, asn: None }.into()
            }
            Kind::CustomerGateway => {
                CustomerGateway { region, network: self.of(), ..CustomerGateway::default() }.into()
            }
            Kind::VpnConnection => {
                let customer_gateway = self.of_or_only().ok_or_else(|| self.needs("a customer gateway"))?;
                VpnConnection { gateway: self.aws_end(), ..VpnConnection::new(customer_gateway) }.into()
            }
            Kind::DirectConnectGateway => {
                let allowed_prefixes = Vec::new();
                let association = |gateway| DirectConnectAssociation { gateway, allowed_prefixes };
                let associations = self.aws_end().map(association).into_iter().collect();
                DirectConnectGateway { associations, network: self.of(), ..DirectConnectGateway::default() }.into()
            }
            Kind::TransitGateway => TransitGateway { region, ..TransitGateway::default() }.into(),
            Kind::TransitGatewayAttachment => self.attachment()?,
            Kind::TransitGatewayRouteTable => {
                let transit_gateway = self.of_or_only().ok_or_else(|| self.needs("a transit gateway"))?;
                TransitGatewayRouteTable { transit_gateway, routes: Vec::new() }.into()
            }
            Kind::Endpoint => {
                let vpc = self.in_vpc()?;
                Endpoint { subnets: self.one_a_zone(vpc), endpoint_service: self.of(), ..Endpoint::new(vpc) }.into()
            }
            Kind::EndpointService => {
                EndpointService { region, load_balancers: self.all(), ..EndpointService::default() }.into()
            }
            Kind::SecurityGroup => {
                // AWS makes each group with this rule.
                let out = SecurityGroupRule::all(Direction::Egress, RulePeer::Block(CidrBlock::any_v4().into()));
                SecurityGroup { rules: vec![out], ..SecurityGroup::new(self.in_vpc()?) }.into()
            }
            Kind::NetworkAcl => NetworkAcl::new(self.in_vpc()?).into(),
            Kind::Workload => {
                let (subnets, security_groups) = (self.all(), self.all());
                Workload { tier: self.of(), subnets, security_groups, ..Workload::new(self.in_vpc()?) }.into()
            }
            Kind::LoadBalancer => {
                let vpc = self.in_vpc()?;
                let (targets, security_groups) = (self.all(), self.all());
                let (subnets, scheme) = (self.one_a_zone(vpc), Scheme::Internal);
                LoadBalancer { scheme, subnets, targets, security_groups, ..LoadBalancer::new(vpc) }.into()
            }
            Kind::ServiceNetwork => {
                let joined = |vpc| ServiceNetworkAssociation { vpc, security_groups: Vec::new() };
                let associations = self.all().into_iter().map(joined).collect();
                ServiceNetwork { region, associations, ..ServiceNetwork::default() }.into()
            }
            Kind::TrafficMirrorSession => {
                let source: WorkloadId = self.of().ok_or_else(|| self.needs("a workload"))?;
                let takes = |kind| matches!(kind, Kind::Workload | Kind::LoadBalancer | Kind::Endpoint);
                let target = self.ids.iter().copied().find(|id| takes(id.kind) && *id != source.into());
                TrafficMirrorSession { target, ..TrafficMirrorSession::new(source) }.into()
            }
            Kind::ResolverEndpoint => {
                let vpc = self.in_vpc()?;
                let (subnets, security_groups) = (self.one_a_zone(vpc), self.all());
                ResolverEndpoint { subnets, security_groups, ..ResolverEndpoint::new(vpc) }.into()
            }
            Kind::PrivateZone => {
                PrivateZone { vpcs: self.vpc().into_iter().collect(), ..PrivateZone::default() }.into()
            }
            Kind::Assertion => {
                let end = |at: usize| self.ids.get(at).copied().map(AssertionEnd::Object);
                Assertion { from: end(0), to: end(1), ..Assertion::default() }.into()
            }
            Kind::Note => Note::default().into(),
            Kind::Comment => Comment { target: self.ids.first().copied(), ..Comment::default() }.into(),
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
            | Kind::Peering => return Err(self.needs("its own tool")),
        })
    }

    /// What is selected beside the transit gateway is attached to it: a line, another transit gateway, or a VPC.
    fn attachment(&self) -> Result<Body, Refusal> {
        let transit_gateway = self.of_or_only().ok_or_else(|| self.needs("a transit gateway and a VPC"))?;
        let line = |id: &&EntityId| {
            matches!(id.kind, Kind::VpnConnection | Kind::DirectConnectGateway | Kind::TransitGateway)
                && **id != EntityId::from(transit_gateway)
        };
        let vpc = self.vpc();
        let line = self.ids.iter().find(line).copied();
        let resource = line.or_else(|| vpc.map(EntityId::from)).ok_or_else(|| self.needs("a VPC to attach"))?;
        let subnets = vpc.filter(|_| line.is_none()).map_or_else(Vec::new, |vpc| self.one_a_zone(vpc));
        Ok(TransitGatewayAttachment { subnets, ..TransitGatewayAttachment::new(transit_gateway, resource) }.into())
    }
}
