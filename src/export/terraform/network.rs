//! What of a design Terraform can say, with names for code; both layouts are written from it. Whatever it cannot say is
//! noted on the way.

use std::collections::{BTreeMap, BTreeSet};

use super::account::{Account, Place};
use super::customer_gateway::CustomerGateway;
use super::direct_connect_gateway::DirectConnectGateway;
use super::elastic_ip::SpareIp;
use super::endpoint_service::EndpointService;
use super::load_balancer::LoadBalancer;
use super::object::make_findable;
use super::peering::Peering;
use super::prefix_list::PrefixList;
use super::private_zone::PrivateZone;
use super::resolver_endpoint::ResolverEndpoint;
use super::service_network::ServiceNetwork;
use super::traffic_mirror_session::TrafficMirrorSession;
use super::transit_gateway::Transit;
use super::vpc::Vpc;
use super::vpn_connection::VpnConnection;
use super::{
    account, block_public_access, customer_gateway, direct_connect_gateway, egress_only_gateway, elastic_ip, endpoint,
    endpoint_service, internet_gateway, load_balancer, nat_gateway, network_acl, object, peering, prefix_list,
    private_zone, resolver_endpoint, route, route_table, security_group, service_network, subnet, subnet_reservation,
    traffic_mirror_session, transit_gateway, transit_gateway_attachment, transit_gateway_route_table, unwritten, vpc,
    vpn_connection, vpn_gateway,
};
use crate::export::Pace;
use crate::export::bundle::Notes;
use crate::export::options::{Layout, Options, ProviderMajor};
use crate::model::kinds::Settings;
use crate::model::{AccountId, Design, EndpointServiceId, EntityId, Kind, PeeringId, Tags, VpcId};
use crate::ordering::{Gather, Ordered};

/// The part of a design that Terraform can say.
pub(super) struct Network {
    pub(super) accounts: BTreeMap<AccountId, Account>,
    /// By environment and label.
    pub(super) vpcs: Vec<Vpc>,
    pub(super) shared: Shared,
    /// Tags that every resource gets.
    pub(super) default_tags: Tags,
    pub(super) provider: ProviderMajor,
    /// Where each VPC is among `vpcs`.
    place_of: BTreeMap<VpcId, usize>,
    /// Where each peering is among those shared.
    peering_at: BTreeMap<PeeringId, usize>,
}

/// What no VPC holds: it joins VPCs, or more than one may use it.
#[derive(Default)]
pub(super) struct Shared {
    pub(super) spare_ips: Vec<SpareIp>,
    pub(super) lists: Vec<PrefixList>,
    pub(super) peerings: Vec<Peering>,
    pub(super) transit: Transit,
    pub(super) customers: Vec<CustomerGateway>,
    pub(super) vpns: Vec<VpnConnection>,
    pub(super) direct_connects: Vec<DirectConnectGateway>,
    pub(super) balancers: Vec<LoadBalancer>,
    pub(super) services: Vec<EndpointService>,
    pub(super) resolvers: Vec<ResolverEndpoint>,
    pub(super) zones: Vec<PrivateZone>,
    pub(super) service_networks: Vec<ServiceNetwork>,
    pub(super) mirrors: Vec<TrafficMirrorSession>,
}

/// What is resolved so far: each noun looks for those that it names among the earlier ones.
pub(super) struct Parts {
    pub(super) vpcs: BTreeMap<VpcId, Vpc>,
    pub(super) shared: Shared,
    /// Is the code spread over several states?
    pub(super) spread: bool,
}

/// How many kinds are resolved, each a piece of work.
const STEPS: usize = 28;

impl Parts {
    async fn of(
        design: &Design,
        options: &Options,
        accounts: &BTreeMap<AccountId, Account>,
        pace: Pace<'_>,
        notes: &mut Notes,
    ) -> Parts {
        let mut steps = pace.steps(STEPS);
        let mut vpcs = vpc::resolve(design, accounts, notes);
        steps.done().await;
        internet_gateway::resolve(design, &mut vpcs, notes);
        steps.done().await;
        vpn_gateway::resolve(design, &mut vpcs, notes);
        steps.done().await;
        egress_only_gateway::resolve(design, &mut vpcs, notes);
        steps.done().await;
        route_table::resolve(design, &mut vpcs, notes);
        steps.done().await;
        network_acl::resolve(design, &mut vpcs, notes);
        steps.done().await;
        let subnets = subnet::resolve(design, &mut vpcs, steps.piece(), notes).await;
        subnet_reservation::resolve(design, &subnets, &mut vpcs, notes);
        steps.done().await;
        let spare_ips = elastic_ip::resolve(design, accounts, &subnets, &mut vpcs, notes);
        steps.done().await;
        nat_gateway::resolve(design, &subnets, options.provider, &mut vpcs, notes);
        steps.done().await;
        let lists = prefix_list::resolve(design, accounts, notes);
        steps.done().await;
        security_group::resolve(design, &lists, &mut vpcs, notes);
        steps.done().await;
        let peerings = peering::resolve(design, &vpcs, notes);
        steps.done().await;
        let spread = options.layout == Layout::Environments;
        let shared = Shared { spare_ips, lists, peerings, ..Shared::default() };
        let mut parts = Parts { vpcs, shared, spread };
        parts.shared.balancers = load_balancer::resolve(design, &parts, notes);
        steps.done().await;
        parts.shared.services = endpoint_service::resolve(design, accounts, &parts, notes);
        steps.done().await;
        let services: Vec<EndpointServiceId> = parts.shared.services.iter().map(|service| service.service).collect();
        endpoint::resolve(design, &services, &mut parts.vpcs, notes);
        steps.done().await;
        parts.shared.resolvers = resolver_endpoint::resolve(design, &parts, notes);
        steps.done().await;
        parts.shared.zones = private_zone::resolve(design, accounts, &parts, notes);
        steps.done().await;
        parts.shared.service_networks = service_network::resolve(design, accounts, &parts, notes);
        steps.done().await;
        parts.shared.mirrors = traffic_mirror_session::resolve(design, &parts, notes);
        steps.done().await;
        parts.shared.transit.gateways = transit_gateway::resolve(design, accounts, notes);
        steps.done().await;
        parts.shared.transit.tables = transit_gateway_route_table::resolve(design, &parts, notes);
        steps.done().await;
        parts.shared.customers = customer_gateway::resolve(design, accounts, notes);
        steps.done().await;
        parts.shared.vpns = vpn_connection::resolve(design, &parts, notes);
        steps.done().await;
        parts.shared.direct_connects = direct_connect_gateway::resolve(design, accounts, &parts, notes);
        steps.done().await;
        parts.shared.transit.attachments = transit_gateway_attachment::resolve(design, &parts, notes);
        steps.done().await;
        transit_gateway_route_table::fill(design, &mut parts, notes);
        steps.done().await;
        route::resolve(design, &mut parts, notes);
        prefix_list::find_users(&mut parts, notes);
        steps.done().await;
        parts
    }
}

impl Shared {
    fn sort_by_label(&mut self) {
        self.spare_ips.order_by(|a, b| a.label.cmp(&b.label));
        self.lists.order_by(|a, b| a.label.cmp(&b.label));
        self.peerings.order_by(|a, b| a.label.cmp(&b.label));
        self.transit.gateways.order_by(|a, b| a.label.cmp(&b.label));
        self.transit.tables.order_by(|a, b| a.label.cmp(&b.label));
        self.transit.attachments.order_by(|a, b| a.label.cmp(&b.label));
        self.customers.order_by(|a, b| a.label.cmp(&b.label));
        self.vpns.order_by(|a, b| a.label.cmp(&b.label));
        self.direct_connects.order_by(|a, b| a.label.cmp(&b.label));
        self.balancers.order_by(|a, b| a.label.cmp(&b.label));
        self.services.order_by(|a, b| a.label.cmp(&b.label));
        self.resolvers.order_by(|a, b| a.label.cmp(&b.label));
        self.zones.order_by(|a, b| a.label.cmp(&b.label));
        self.service_networks.order_by(|a, b| a.label.cmp(&b.label));
        self.mirrors.order_by(|a, b| a.label.cmp(&b.label));
    }
}

impl Network {
    pub(super) async fn of(design: &Design, options: &Options, pace: Pace<'_>, notes: &mut Notes) -> Network {
        let accounts = account::resolve(design, notes);
        let mut parts = Parts::of(design, options, &accounts, pace.part(0.0, 0.9), notes).await;
        let settings = design.get(Settings::id());
        let default_tags = settings
            .map(|settings| object::sound_tags(Settings::id().into(), &settings.default_tags, notes))
            .unwrap_or_default();
        unwritten::note(design, notes);
        notes.unread(design);

        let mut vpcs: Vec<Vpc> = parts.vpcs.into_values().collect();
        // Spread over several states, which find each other's objects by tag.
        if options.layout == Layout::Environments {
            make_findable(vpcs.iter_mut().map(|v| ((v.place.clone(), v.environment, v.cidr), &mut v.object)).collect());
            for vpc in &mut vpcs {
                make_findable(vpc.tables.iter_mut().map(|table| ((), &mut table.object)).collect());
                make_findable(vpc.subnets.iter_mut().map(|subnet| ((), &mut subnet.object)).collect());
                make_findable(vpc.groups.iter_mut().map(|group| ((), &mut group.object)).collect());
            }
        }
        pace.done(95, 100).await;
        vpcs.iter_mut().for_each(sort_for_reading);
        let environment = |vpc: &Vpc| vpc.environment.map(|id| design.name(id));
        vpcs.order_by_cached_key(|vpc| (environment(vpc).is_none(), environment(vpc), vpc.label.clone()));
        parts.shared.sort_by_label();
        let place_of = vpcs.iter().enumerate().map(|(place, vpc)| (vpc.vpc, place)).gather();
        let peering_at = parts.shared.peerings.iter().enumerate().map(|(place, it)| (it.peering, place)).gather();
        let (shared, provider) = (parts.shared, options.provider);
        let network = Network { accounts, vpcs, shared, default_tags, provider, place_of, peering_at };
        network.note_what_has_no_resource(design, notes);
        block_public_access::note(&network, notes);
        transit_gateway::note(&network, notes);
        resolver_endpoint::note(&network, notes);
        network
    }

    pub(super) fn endpoint_service(&self, id: EndpointServiceId) -> Option<&EndpointService> {
        self.shared.services.iter().find(|service| service.service == id)
    }

    pub(super) fn vpc(&self, id: VpcId) -> Option<&Vpc> {
        self.vpcs.get(*self.place_of.get(&id)?)
    }

    pub(super) fn peering(&self, id: PeeringId) -> Option<&Peering> {
        self.shared.peerings.get(*self.peering_at.get(&id)?)
    }

    /// Does the peering join two accounts or Regions?
    pub(super) fn is_across(&self, peering: &Peering) -> bool {
        let place = |id| self.vpc(id).map(|vpc| &vpc.place);
        place(peering.requester) != place(peering.accepter)
    }

    /// What a route to a peering names.
    pub(super) fn peering_reference(&self, id: PeeringId) -> Option<String> {
        let peering = self.peering(id)?;
        Some(peering.reference(self.is_across(peering)))
    }

    /// Every account and Region in use.
    pub(super) fn places(&self) -> BTreeSet<Place> {
        let vpcs = self.vpcs.iter().map(|vpc| vpc.place.clone());
        let spare = self.shared.spare_ips.iter().map(|spare| spare.place.clone());
        let lists = self.shared.lists.iter().map(|list| list.place.clone());
        let transit = self.shared.transit.gateways.iter().map(|gateway| gateway.place.clone());
        let customers = self.shared.customers.iter().map(|customer| customer.place.clone());
        let direct = self.shared.direct_connects.iter().map(|gateway| gateway.place.clone());
        let services = self.shared.services.iter().map(|service| service.place.clone());
        let lattice = self.shared.service_networks.iter().map(|network| network.place.clone());
        let joined = transit.chain(customers).chain(direct).chain(services).chain(lattice);
        vpcs.chain(spare).chain(lists).chain(joined).collect()
    }

    /// Some kinds have no resource of their own: they become folders, providers and tags, or only a line in the README.
    fn note_what_has_no_resource(&self, design: &Design, notes: &mut Notes) {
        for (id, _) in design.of_kind(Kind::AddressPool) {
            notes.left_out(id, "An address pool is for planning: the README lists it, no resource stands for it.");
        }
        for (id, _) in design.of_kind(Kind::Environment) {
            if !self.vpcs.iter().any(|vpc| vpc.environment.map(EntityId::from) == Some(id)) {
                notes.left_out(id, "The environment is left out: no VPC in the code belongs to it.");
            }
        }
        let places = self.places();
        for (id, _) in design.of_kind(Kind::Account) {
            if !places.iter().any(|place| place.account.map(EntityId::from) == Some(id)) {
                notes.left_out(id, "The account is left out: nothing in the code is in it.");
            }
        }
        for (id, _) in design.of_kind(Kind::Tier) {
            if design.referrers(id).next().is_none() {
                notes.left_out(id, "The tier is left out: it has no subnets.");
            }
        }
    }
}

/// Public before private, zone by zone; tables with the main one first; the rest by key.
fn sort_for_reading(vpc: &mut Vpc) {
    vpc.subnets.order_by(|a, b| (&a.order, &a.object.key).cmp(&(&b.order, &b.object.key)));
    vpc.tables.order_by(|a, b| (!a.main, &a.object.key).cmp(&(!b.main, &b.object.key)));
    vpc.nat_gateways.order_by(|a, b| a.object.key.cmp(&b.object.key));
    vpc.elastic_ips.order_by(|a, b| a.object.key.cmp(&b.object.key));
    vpc.egress_only_gateways.order_by(|a, b| a.key.cmp(&b.key));
    vpc.acls.order_by(|a, b| a.object.key.cmp(&b.object.key));
    vpc.groups.order_by(|a, b| a.object.key.cmp(&b.object.key));
    vpc.reservations.order_by(|a, b| a.key.cmp(&b.key));
    vpc.endpoints.order_by(|a, b| a.object.key.cmp(&b.object.key));
}
