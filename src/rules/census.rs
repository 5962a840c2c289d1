//! What rules over the whole design know of each VPC.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::household::Household;
use super::network::Network;
use crate::addressing::CidrBlock;
use crate::model::kinds::{Balancer, Connectivity, EndpointType};
use crate::model::{AccountId, AddressPoolId, EnvironmentId, Kind, LoadBalancerId, NatGatewayId, VpcId};

/// A VPC in brief: what rules over the whole design may ask of it. Most edits inside a VPC leave it as it is, and such
/// rules are then not run.
#[derive(Clone, Debug, PartialEq)]
pub struct Brief {
    /// The VPC.
    pub id: VpcId,
    /// Its name.
    pub name: String,
    /// Its Region.
    pub region: String,
    /// The account that it names itself, see [`Context::account`](super::Context::account).
    pub account: Option<AccountId>,
    /// Its environment.
    pub environment: Option<EnvironmentId>,
    /// The pool that it names itself.
    pub pool: Option<AddressPoolId>,
    /// Its sound blocks: IPv4 with the primary one first, then IPv6.
    pub blocks: Vec<CidrBlock>,
    /// Does AWS have it already?
    pub exists_in_aws: bool,
    /// How many internet gateways are attached to it.
    pub internet_gateways: usize,
    /// Its zonal NAT gateways, with the zone of each that has one.
    pub nat_zones: Vec<(NatGatewayId, String)>,
    /// How many egress-only gateways it has.
    pub egress_only_gateways: usize,
    /// How many VPN gateways are attached to it.
    pub vpn_gateways: usize,
    /// How many gateway endpoints it has.
    pub gateway_endpoints: usize,
    /// How many resolver endpoints it has.
    pub resolver_endpoints: usize,
    /// How many forwarding rules these have.
    pub resolver_rules: usize,
    /// With how many VPCs these rules are associated, each counted for each rule; with its own where none is named.
    pub resolver_associations: usize,
    /// How many traffic mirror sessions start in it.
    pub mirror_sessions: usize,
    /// How many network interfaces stand in each of its zones at least, as far as it is drawn.
    pub interfaces: BTreeMap<String, usize>,
    /// How many load balancers it has of each kind.
    pub balancers: BTreeMap<Balancer, usize>,
    /// How many public addresses its NAT gateways need, by the elastic IPs that they name.
    pub public_nats: usize,
    /// How many security groups it has, with the default one that AWS makes.
    pub security_groups: usize,
    /// Its load balancers, with their names.
    pub load_balancers: Vec<(LoadBalancerId, String)>,
}

impl Brief {
    /// The VPC that the household is of in brief, when it is in the design.
    pub(super) fn of(household: &Household) -> Option<Brief> {
        let network: &Network = household.network()?;
        let vpc = network.vpc.as_ref()?;
        let groups = household.of_kind(Kind::SecurityGroup);
        let default_drawn = groups.iter().any(|(_, group)| group.head.aws_id.is_some() && group.head.name == "default");
        let balancers = household.of_kind(Kind::LoadBalancer).iter();
        let zone = |nat: &super::Held<crate::model::kinds::NatGateway>| {
            let zone = super::nat::seat(network, nat).map(|s| s.zone.clone()).filter(|zone| !zone.is_empty())?;
            Some((nat.id, zone))
        };
        Some(Brief {
            id: network.id,
            name: vpc.name(),
            region: vpc.region.clone(),
            account: vpc.account,
            environment: vpc.environment,
            pool: vpc.pool,
            blocks: vpc.blocks().collect(),
            exists_in_aws: vpc.exists_in_aws(),
            internet_gateways: network.internet_gateways.len(),
            nat_zones: network.nat_gateways.iter().filter_map(zone).collect(),
            egress_only_gateways: network.egress_only_gateways.len(),
            vpn_gateways: network.vpn_gateways.len(),
            gateway_endpoints: network.endpoints.iter().filter(|e| e.endpoint_type == EndpointType::Gateway).count(),
            resolver_endpoints: network.resolver_endpoints.len(),
            resolver_rules: network.resolver_endpoints.iter().map(|endpoint| endpoint.rules.len()).sum(),
            resolver_associations: network
                .resolver_endpoints
                .iter()
                .flat_map(|endpoint| &endpoint.rules)
                .map(|rule| rule.vpcs.len().max(1))
                .sum(),
            mirror_sessions: household.of_kind(Kind::TrafficMirrorSession).len(),
            interfaces: super::interfaces::by_zone(network),
            balancers: network.load_balancers.iter().fold(BTreeMap::new(), |mut kinds, balancer| {
                *kinds.entry(balancer.balancer).or_default() += 1;
                kinds
            }),
            public_nats: network.nat_gateways.iter().filter(|n| n.connectivity == Connectivity::Public).count(),
            security_groups: groups.len() + usize::from(!default_drawn),
            load_balancers: balancers
                .filter_map(|(id, entity)| Some((id.typed()?, entity.head.name.clone())))
                .collect(),
        })
    }
}

/// All VPCs in brief.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Census {
    briefs: BTreeMap<VpcId, Arc<Brief>>,
}

impl Census {
    /// Every VPC, by id.
    pub fn vpcs(&self) -> impl Iterator<Item = &Brief> {
        self.briefs.values().map(|brief| &**brief)
    }

    /// One VPC.
    pub fn vpc(&self, id: VpcId) -> Option<&Brief> {
        self.briefs.get(&id).map(|brief| &**brief)
    }

    /// Puts the brief of a VPC in place. Says whether that changed anything.
    pub(super) fn put(&mut self, id: VpcId, brief: Option<Brief>) -> bool {
        if self.briefs.get(&id).map(|known| &**known) == brief.as_ref() {
            return false;
        }
        match brief {
            Some(brief) => self.briefs.insert(id, Arc::new(brief)),
            None => self.briefs.remove(&id),
        };
        true
    }
}
