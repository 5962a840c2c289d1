use serde::{Deserialize, Serialize};

use super::{drop_out, is_default, let_go};
use crate::model::design::Design;
use crate::model::entity::References;
use crate::model::{ElasticIpId, EntityId, Ref, SubnetId, VpcId};

/// Outbound address translation for private subnets.
///
/// A zonal one sits in a subnet; a regional one belongs to the VPC and serves every zone. Which fields go together is
/// for rules to say: any combination can be kept.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html>
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NatGateway {
    /// In one zone, or in all that need it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub availability: Availability,
    /// The subnet that a zonal one sits in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub subnet: Option<SubnetId>,
    /// The VPC that a regional one belongs to. A zonal one is in that of its subnet.
    #[serde(default, skip_serializing_if = "is_default")]
    pub vpc: Option<VpcId>,
    /// Whether it translates to public addresses. A regional one always does.
    #[serde(default, skip_serializing_if = "is_default")]
    pub connectivity: Connectivity,
    /// The elastic IPs of a zonal one: one, and up to seven more by default. None when private.
    #[serde(default, skip_serializing_if = "is_default")]
    pub elastic_ips: Vec<ElasticIpId>,
    /// The elastic IPs of a regional one, by zone (manual mode). With none AWS chooses zones and addresses (automatic
    /// mode).
    #[serde(default, skip_serializing_if = "is_default")]
    pub zone_addresses: Vec<ZoneAddresses>,
}

/// Where a NAT gateway is redundant.
///
/// <https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Availability {
    /// In the zone of its subnet.
    #[default]
    Zonal,
    /// In every zone in which the VPC has something, without a subnet.
    Regional,
}

/// The addresses of a regional NAT gateway in one zone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ZoneAddresses {
    /// The zone's name.
    pub zone: String,
    /// Its elastic IPs there: one, and up to 31 more.
    #[serde(default, skip_serializing_if = "is_default")]
    pub elastic_ips: Vec<ElasticIpId>,
}

/// Whether a NAT gateway translates to public addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Connectivity {
    /// To an elastic IP, for the internet.
    #[default]
    Public,
    /// To its private address, for other networks.
    Private,
}

impl NatGateway {
    /// A public zonal NAT gateway in `subnet` with one elastic IP.
    pub fn public(subnet: SubnetId, elastic_ip: ElasticIpId) -> NatGateway {
        NatGateway { subnet: Some(subnet), elastic_ips: vec![elastic_ip], ..NatGateway::default() }
    }

    /// A regional NAT gateway of `vpc` whose zones and addresses AWS chooses.
    pub fn regional(vpc: VpcId) -> NatGateway {
        NatGateway { availability: Availability::Regional, vpc: Some(vpc), ..NatGateway::default() }
    }

    /// Makes it a regional one of `vpc`: it leaves its subnet and the elastic IPs that it has there. Addresses by zone
    /// stay.
    pub fn make_regional(&mut self, vpc: VpcId) {
        let zone_addresses = std::mem::take(&mut self.zone_addresses);
        *self = NatGateway { zone_addresses, ..NatGateway::regional(vpc) };
    }

    /// Does it belong to the VPC instead of a subnet?
    pub fn is_regional(&self) -> bool {
        self.availability == Availability::Regional
    }

    /// The subnet that it sits in, when that is in the design. A regional one sits in none, whatever it names.
    pub fn seat(&self, design: &Design) -> Option<SubnetId> {
        self.subnet.filter(|id| !self.is_regional() && design.contains(*id))
    }

    /// The VPC that it works for: that of its seat; without one the VPC that it names, or else that of the subnet.
    pub fn home(&self, design: &Design) -> Option<VpcId> {
        let of = |subnet: SubnetId| design.get(subnet).map(|subnet| subnet.vpc);
        self.seat(design).and_then(of).or(self.vpc).or_else(|| self.subnet.and_then(of))
    }

    /// Every elastic IP that it names, in whichever field.
    pub fn addresses(&self) -> impl Iterator<Item = ElasticIpId> {
        self.elastic_ips.iter().chain(self.zone_addresses.iter().flat_map(|zone| &zone.elastic_ips)).copied()
    }

    /// The elastic IPs that AWS gives it: of a regional one those by zone, of a zonal one the others.
    pub fn own_addresses(&self) -> Vec<ElasticIpId> {
        match self.availability {
            Availability::Zonal => self.elastic_ips.clone(),
            Availability::Regional => self.zone_addresses.iter().flat_map(|zone| &zone.elastic_ips).copied().collect(),
        }
    }
}

impl References for NatGateway {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        // Without the thing that it stands in it is nothing. What it names besides can be let go.
        let in_subnet = if self.is_regional() { self.vpc.is_none() } else { self.subnet.is_some() };
        let refer = |owner: bool| if owner { Ref::owner::<EntityId> } else { Ref::other::<EntityId> };
        self.subnet.iter().for_each(|id| visit(refer(in_subnet)("subnet", (*id).into())));
        self.vpc.iter().for_each(|id| visit(refer(!in_subnet)("vpc", (*id).into())));
        self.elastic_ips.iter().for_each(|id| visit(Ref::other("elastic_ips", *id)));
        let by_zone = self.zone_addresses.iter().flat_map(|zone| &zone.elastic_ips);
        by_zone.for_each(|id| visit(Ref::other("zone_addresses", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        let_go(&mut self.subnet, gone);
        let_go(&mut self.vpc, gone);
        drop_out(&mut self.elastic_ips, gone);
        self.zone_addresses.iter_mut().for_each(|zone| drop_out(&mut zone.elastic_ips, gone));
    }
}
