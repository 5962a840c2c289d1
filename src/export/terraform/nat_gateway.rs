//! NAT gateways.

use std::collections::{BTreeMap, BTreeSet};

use super::hcl::quote::ascii_literal;
use super::hcl::{Block, Body, Entry, Expr};
use super::home::Home;
use super::layout::flat::Flat;
use super::object::{Object, scoped_keys};
use super::rows::Rows;
use super::vpc::Vpc;
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::export::options::ProviderMajor;
use crate::model::kinds::{Connectivity, NatGateway as Noun};
use crate::model::{Design, ElasticIpId, EntityId, NatGatewayId, SubnetId, VpcId};

/// A NAT gateway.
#[derive(Clone, Debug)]
pub(super) struct NatGateway {
    pub(super) object: Object,
    pub(super) place: Place,
}

/// Where a NAT gateway stands, with its addresses.
#[derive(Clone, Debug)]
pub(super) enum Place {
    /// In a subnet.
    Zonal {
        /// The key of its subnet.
        subnet: String,
        private: bool,
        /// The keys of its elastic IPs.
        elastic_ips: Vec<String>,
    },
    /// In the VPC: with the keys of its elastic IPs by zone, or none where AWS chooses.
    Regional(Vec<(String, Vec<String>)>),
}

impl NatGateway {
    pub(super) fn is_regional(&self) -> bool {
        matches!(self.place, Place::Regional(_))
    }

    /// The type and label of the resource that holds the NAT gateways of its sort, in the flat layout. No label made of
    /// a name has two `_` in a row.
    pub(super) fn flat_resource(&self, label: &str) -> String {
        let sort = if self.is_regional() { "__regional" } else { "" };
        format!("aws_nat_gateway.{label}{sort}")
    }
}

/// The VPC in whose code a NAT gateway is.
pub(super) fn home(nat: &Noun, subnets: &BTreeMap<SubnetId, VpcId>, vpcs: &BTreeMap<VpcId, Vpc>) -> Option<VpcId> {
    match nat.is_regional() {
        true => nat.vpc.filter(|vpc| vpcs.contains_key(vpc)),
        false => subnets.get(&nat.subnet?).copied(),
    }
}

/// Puts the NAT gateways that code can say into their VPCs. Subnets and elastic IPs are there already.
pub(super) fn resolve(
    design: &Design,
    subnets: &BTreeMap<SubnetId, VpcId>,
    provider: ProviderMajor,
    vpcs: &mut BTreeMap<VpcId, Vpc>,
    notes: &mut Notes,
) {
    // A gateway that is left out keeps its key from others, so that mending it moves nothing.
    let all = || design.all::<Noun>().map(|(id, noun)| (noun.home(design), id.into()));
    let key_of = scoped_keys(design, Style::Key, all());
    let mut used: BTreeSet<EntityId> = BTreeSet::new();
    for (id, noun) in design.all::<Noun>() {
        let Some(vpc) = home(noun, subnets, vpcs).and_then(|vpc| vpcs.get_mut(&vpc)) else {
            let what = if noun.is_regional() { "VPC" } else { "subnet" };
            notes.left_out(id, format!("The NAT gateway is left out: its {what} is not in the code."));
            continue;
        };
        let mut addresses = Addresses { design, id, vpc, notes, used: &mut used };
        let place = match noun.is_regional() {
            true => regional(noun, provider, &mut addresses),
            false => zonal(noun, &mut addresses),
        };
        let (Some(place), Some(key)) = (place, key_of.get(&id.into())) else { continue };
        let object = Object::of(design, id.into(), key, "nat", notes);
        vpc.nat_gateways.push(NatGateway { object, place });
    }
}

/// Finds the elastic IPs of one NAT gateway, and notes those that are not to be found.
struct Addresses<'a> {
    design: &'a Design,
    id: NatGatewayId,
    vpc: &'a Vpc,
    notes: &'a mut Notes,
    /// The elastic IPs that have an owner already.
    used: &'a mut BTreeSet<EntityId>,
}

impl Addresses<'_> {
    /// The keys of `eips`; `known` are those that the gateway has already.
    fn keys(&mut self, eips: &[ElasticIpId], known: &[String]) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        for eip in eips {
            let found = self.vpc.elastic_ips.iter().find(|e| e.object.id == (*eip).into());
            let text = match found {
                Some(found) if keys.contains(&found.object.key) || known.contains(&found.object.key) => {
                    format!("The elastic IP {} is there twice; it is written once.", found.object.name)
                }
                Some(found) => {
                    if !self.used.insert(found.object.id) {
                        let name = &found.object.name;
                        let text = format!("{name} is used by another NAT gateway too: AWS refuses the second.");
                        self.notes.remark(self.id, text);
                    }
                    keys.push(found.object.key.clone());
                    continue;
                }
                None => {
                    let name = self.design.name(*eip);
                    format!("The elastic IP {name} is left out: it is not there, or in use in another VPC.")
                }
            };
            self.notes.left_out(self.id, text);
        }
        keys
    }

    fn leave_out(&mut self, text: impl Into<String>) {
        self.notes.left_out(self.id, text);
    }

    fn names(&self, eips: &[ElasticIpId]) -> String {
        eips.iter().map(|eip| self.design.name(*eip)).collect::<Vec<_>>().join(", ")
    }
}

fn zonal(noun: &Noun, addresses: &mut Addresses<'_>) -> Option<Place> {
    let private = noun.connectivity == Connectivity::Private;
    let subnet = noun.subnet?;
    if !noun.zone_addresses.is_empty() {
        addresses.leave_out("Its addresses by zone are left out: only a regional NAT gateway has them.");
    }
    let elastic_ips = match private {
        false => addresses.keys(&noun.elastic_ips, &[]),
        true => {
            for eip in &noun.elastic_ips {
                let name = addresses.names(&[*eip]);
                addresses.leave_out(format!("A private NAT gateway has no elastic IP: {name} is left out."));
            }
            Vec::new()
        }
    };
    if !private && elastic_ips.is_empty() {
        addresses.leave_out("The NAT gateway is left out: it is public and has no elastic IP.");
        return None;
    }
    let subnet = addresses.vpc.subnets.iter().find(|s| s.object.id == subnet.into())?;
    Some(Place::Zonal { subnet: subnet.object.key.clone(), private, elastic_ips })
}

/// <https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html>
fn regional(noun: &Noun, provider: ProviderMajor, addresses: &mut Addresses<'_>) -> Option<Place> {
    if provider == ProviderMajor::V5 {
        addresses.leave_out("The NAT gateway is left out: regional ones need version 6 of the provider.");
        return None;
    }
    if noun.connectivity == Connectivity::Private {
        addresses.leave_out("The NAT gateway is left out: a regional one cannot be private.");
        return None;
    }
    if noun.subnet.is_some() {
        addresses.leave_out("Its subnet is left out: a regional NAT gateway has none.");
    }
    if !noun.elastic_ips.is_empty() {
        let names = addresses.names(&noun.elastic_ips);
        let text = format!("Of a regional NAT gateway addresses are written by zone only: {names} is left out.");
        addresses.leave_out(text);
    }
    let mut zones: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for own in &noun.zone_addresses {
        let known: Vec<String> = zones.values().flatten().cloned().collect();
        let keys = addresses.keys(&own.elastic_ips, &known);
        if keys.is_empty() || own.zone.is_empty() {
            addresses.leave_out(format!("The zone \"{}\" is left out: it has no name or no elastic IP.", own.zone));
        } else {
            zones.entry(own.zone.clone()).or_default().extend(keys);
        }
    }
    if zones.is_empty() && !noun.zone_addresses.is_empty() {
        addresses.leave_out("The NAT gateway is left out: none of its zones has an elastic IP.");
        return None;
    }
    Some(Place::Regional(zones.into_iter().collect()))
}

fn zonal_rows(vpc: &Vpc) -> Rows<'_> {
    let mut rows = Rows::default();
    for nat in &vpc.nat_gateways {
        let Place::Zonal { subnet, private, elastic_ips } = &nat.place else { continue };
        let more = elastic_ips.get(1..).filter(|more| !more.is_empty());
        rows.push(
            &nat.object,
            [
                ("subnet", Some(Expr::text(subnet))),
                ("connectivity", private.then(|| Expr::text("private"))),
                ("elastic_ip", elastic_ips.first().map(Expr::text)),
                ("secondary_elastic_ips", more.map(|more| Expr::texts(more.iter().cloned()))),
            ],
        );
    }
    rows
}

fn regional_rows(vpc: &Vpc) -> Rows<'_> {
    let mut rows = Rows::default();
    for nat in &vpc.nat_gateways {
        let Place::Regional(zones) = &nat.place else { continue };
        let zone = |(zone, keys): &(String, Vec<String>)| Entry::text(zone, Expr::texts(keys.iter().cloned()));
        let zones = (!zones.is_empty()).then(|| Expr::Map(zones.iter().map(zone).collect()));
        rows.push(&nat.object, [("zone_addresses", zones)]);
    }
    rows
}

/// The argument of the module for zonal ones.
pub(super) fn argument(vpc: &Vpc) -> Option<Expr> {
    let rows = zonal_rows(vpc);
    (!rows.is_empty()).then(|| rows.table())
}

/// The argument of the module for regional ones.
pub(super) fn regional_argument(vpc: &Vpc) -> Option<Expr> {
    let rows = regional_rows(vpc);
    (!rows.is_empty()).then(|| rows.table())
}

/// The NAT gateways as resources of their own.
pub(super) fn flat(flat: &Flat) -> Body {
    let vpc = flat.vpc;
    let rows = zonal_rows(vpc);
    let mut body = Body::new();
    body.append(flat_regional(flat));
    if rows.is_empty() {
        return body;
    }
    let label = &vpc.label;
    let zonal = vpc.nat_gateways.iter().filter(|nat| !nat.is_regional());
    let is_public = |nat: &&NatGateway| matches!(nat.place, Place::Zonal { private: false, .. });
    let first = format!("aws_eip.{label}[each.value.elastic_ip].id");
    let allocation = match zonal.clone().filter(is_public).count() {
        0 => None,
        all if all == zonal.count() => Some(first),
        _ => Some(format!("try({first}, null)")),
    };
    let secondary = rows.column("secondary_elastic_ips", "[]").map(|column| {
        let Expr::Code(column) = column else { return column };
        Expr::code(format!("[for key in {column} : aws_eip.{label}[key].id]"))
    });
    let gateway = vpc.internet_gateway.as_ref().map(|_| format!("[aws_internet_gateway.{label}]"));
    body.block(
        flat.resource("aws_nat_gateway")
            .attribute("for_each", rows.for_each())
            .blank()
            .attribute("subnet_id", Expr::code(format!("aws_subnet.{label}[each.value.subnet].id")))
            .attribute_if("connectivity_type", rows.column("connectivity", "\"public\""))
            .attribute_if("allocation_id", allocation.map(Expr::code))
            .attribute_if("secondary_allocation_ids", secondary)
            .attribute("tags", rows.tags(&[], &flat.environment))
            .blank()
            .attribute_if("depends_on", gateway.map(Expr::code)),
    );
    body
}

/// Regional NAT gateways as a resource of their own: they share no argument with zonal ones.
fn flat_regional(flat: &Flat) -> Body {
    let vpc = flat.vpc;
    let rows = regional_rows(vpc);
    let mut body = Body::new();
    let label = &vpc.label;
    if rows.is_empty() {
        return body;
    }
    let zones = rows.column("zone_addresses", "{}").map(|zones| {
        let content = Block::new("content")
            .attribute("availability_zone", Expr::code("availability_zone_address.key"))
            .attribute(
                "allocation_ids",
                Expr::code(format!("[for key in availability_zone_address.value : aws_eip.{label}[key].id]")),
            );
        Block::new("dynamic").label("availability_zone_address").attribute("for_each", zones).block(content)
    });
    let gateway = vpc.internet_gateway.as_ref().map(|_| format!("[aws_internet_gateway.{label}]"));
    let block = flat
        .sort_of_resource("aws_nat_gateway", "__regional")
        .attribute("for_each", rows.for_each())
        .blank()
        .attribute("availability_mode", Expr::text("regional"))
        .attribute("vpc_id", Expr::code(format!("aws_vpc.{label}.id")))
        .attribute("tags", rows.tags(&[], &flat.environment))
        .block_if(zones)
        .blank()
        .attribute_if("depends_on", gateway.map(Expr::code));
    body.block(block);
    body
}

/// `import` of the NAT gateways that exist.
pub(super) fn imports(vpc: &Vpc, home: &Home) -> Body {
    let mut body = Body::new();
    for nat in &vpc.nat_gateways {
        let address = match (home, nat.is_regional()) {
            (Home::Flat { label }, true) => format!("aws_nat_gateway.{label}__regional"),
            (Home::Module { name }, true) => format!("module.{name}.aws_nat_gateway.regional"),
            (_, false) => home.address("aws_nat_gateway"),
        };
        home.import(&mut body, &format!("{address}[{}]", ascii_literal(&nat.object.key)), &nat.object);
    }
    body
}
