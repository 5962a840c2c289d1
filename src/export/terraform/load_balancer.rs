//! Load balancers.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::elastic_ip::SpareIp;
use super::hcl::{Block, Body, Expr};
use super::home::import;
use super::listener::{self, Listener};
use super::network::Parts;
use super::object::{Object, keeps_its_name, keys, keys_among};
use super::sight::Sight;
use super::subnet::Subnet;
use super::vpc::Vpc;
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::{AddressFamilies, Balancer, CrossZone, LoadBalancer as Noun, Scheme};
use crate::model::{Design, ElasticIpId, EntityId, Kind, LoadBalancerId, VpcId, Written};
use crate::ordering::Ordered;

/// A load balancer.
#[derive(Clone, Debug)]
pub(super) struct LoadBalancer {
    pub(super) balancer: LoadBalancerId,
    object: Object,
    /// An identifier, unique among load balancers.
    pub(super) label: String,
    /// Its name on AWS: at most 32 letters, digits and hyphens, unique in the Region.
    name: String,
    pub(super) vpc: VpcId,
    pub(super) sort: Balancer,
    internal: bool,
    addresses: AddressFamilies,
    /// Keys of subnets, each with its fixed address.
    subnets: Vec<(String, Option<ElasticIpId>)>,
    groups: Vec<String>,
    cross_zone: Option<bool>,
    pub(super) listeners: Vec<Listener>,
    pub(super) targets: Vec<IpAddr>,
}

/// The longest name of a load balancer. <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html>
const LONGEST: usize = 32;

/// Every load balancer that code can say. Subnets, groups and elastic IPs are there already.
pub(super) fn resolve(design: &Design, parts: &Parts, notes: &mut Notes) -> Vec<LoadBalancer> {
    let label_of = keys(design, Style::Identifier, design.of_kind(Kind::LoadBalancer).map(|(id, _)| id));
    let mut balancers = Vec::new();
    for (id, noun) in design.all::<Noun>() {
        let Some(vpc) = parts.vpcs.get(&noun.vpc) else {
            notes.left_out(id, "The load balancer is left out with its VPC.");
            continue;
        };
        let Some(label) = label_of.get(&id.into()) else { continue };
        let subnets = subnets(design, (id, noun), vpc, &parts.shared.spare_ips, notes);
        if subnets.is_empty() {
            notes.left_out(id, "The load balancer is left out: it is in no subnet.");
            continue;
        }
        if !noun.targets.is_empty() {
            notes.remark(id, "Workloads are not written: whoever makes them registers them in its target groups.");
        }
        balancers.push(LoadBalancer {
            balancer: id,
            object: Object::with_id(design, id.into(), label, |text| text.starts_with("arn:aws"), notes),
            name: short_name(label, id),
            label: label.clone(),
            vpc: noun.vpc,
            sort: noun.balancer,
            internal: noun.scheme == Scheme::Internal && noun.balancer != Balancer::Gateway,
            addresses: noun.addresses,
            subnets,
            groups: groups(design, (id, noun), vpc, notes),
            cross_zone: match noun.cross_zone {
                CrossZone::Usual => None,
                // It is always on for one of these.
                CrossZone::On | CrossZone::Off if noun.balancer == Balancer::Application => None,
                CrossZone::On => Some(true),
                CrossZone::Off => Some(false),
            },
            listeners: listener::resolve(id, noun, notes),
            targets: targets(id, noun, notes),
        });
    }
    balancers
}

/// The subnets by key, each with its fixed address.
fn subnets(
    design: &Design,
    (id, noun): (LoadBalancerId, &Noun),
    vpc: &Vpc,
    spares: &[SpareIp],
    notes: &mut Notes,
) -> Vec<(String, Option<ElasticIpId>)> {
    let known = keys_among(design, id, &noun.subnets, vpc.subnets.iter().map(|it| &it.object), notes);
    let takes_addresses = noun.balancer == Balancer::Network && noun.scheme == Scheme::InternetFacing;
    let address = |subnet: &Subnet| {
        let at = noun.subnets.iter().position(|id| subnet.object.id == (*id).into())?;
        let eip = noun.elastic_ips.get(at).copied()?;
        (takes_addresses && spares.iter().any(|spare| spare.object.id == eip.into())).then_some(eip)
    };
    let found = vpc.subnets.iter().filter(|subnet| known.contains(&subnet.object.key));
    let mut subnets: Vec<_> = found.map(|subnet| (subnet.object.key.clone(), address(subnet))).collect();
    subnets.order();
    for eip in noun.elastic_ips.iter().filter(|eip| !subnets.iter().any(|(_, known)| known == &Some(**eip))) {
        notes.left_out(id, format!("The elastic IP {} is left out: only an internet-facing Network Load Balancer has one a subnet, not in use elsewhere.", design.name(*eip)));
    }
    subnets
}

fn groups(design: &Design, (id, noun): (LoadBalancerId, &Noun), vpc: &Vpc, notes: &mut Notes) -> Vec<String> {
    if noun.balancer != Balancer::Gateway {
        return keys_among(design, id, &noun.security_groups, vpc.groups.iter().map(|it| &it.object), notes);
    }
    for group in &noun.security_groups {
        let name = design.name(*group);
        notes.left_out(id, format!("The security group {name} is left out: a Gateway Load Balancer has none."));
    }
    Vec::new()
}

fn targets(id: LoadBalancerId, noun: &Noun, notes: &mut Notes) -> Vec<IpAddr> {
    let mut targets = BTreeSet::new();
    for written in &noun.target_addresses {
        match Written::get(written) {
            Some(address) => drop(targets.insert(address)),
            None => notes.left_out(id, format!("The target \"{written}\" is left out: it is not an address.")),
        }
    }
    targets.into_iter().collect()
}

/// The label with `-` for `_`; one that is too long ends with the id. No other load balancer has a say in it, since one
/// with another name is another one.
fn short_name(label: &str, id: LoadBalancerId) -> String {
    let name = label.replace('_', "-");
    // AWS keeps names that begin so. No label made of a name has two `_` in a row.
    let name = if name.starts_with("internal-") { format!("lb--{name}") } else { name };
    if name.len() <= LONGEST {
        return name;
    }
    let slug = EntityId::from(id).slug.to_string();
    let kept: String = name.chars().take(LONGEST - slug.len() - 1).collect();
    format!("{}-{slug}", kept.trim_end_matches('-'))
}

impl LoadBalancer {
    /// The load balancer, its target groups and listeners.
    pub(super) fn write(&self, sight: &mut Sight) -> Body {
        let mut body = Body::new();
        let Some(vpc) = sight.network.vpc(self.vpc) else { return body };
        let groups = sight.group_ids(vpc, &self.groups);
        let has_addresses = self.subnets.iter().any(|(_, address)| address.is_some());
        let keys: Vec<String> = self.subnets.iter().map(|(key, _)| key.clone()).collect();
        let subnet_ids = sight.subnet_ids(vpc, &keys);
        let families = match self.addresses {
            AddressFamilies::Ipv4 => None,
            // A load balancer without IPv4 is one of both families whose public addresses are IPv6.
            AddressFamilies::DualStack | AddressFamilies::Ipv6 => Some(Expr::text("dualstack")),
        };
        let (sort, is_gateway) = match self.sort {
            Balancer::Application => ("application", false),
            Balancer::Network => ("network", false),
            Balancer::Gateway => ("gateway", true),
        };
        let mut block = sight
            .resource("aws_lb", &self.label, &vpc.place)
            .marked(self.balancer)
            .blank()
            .attribute("name", Expr::text(&self.name))
            .attribute("load_balancer_type", Expr::text(sort))
            .attribute_if("internal", (!is_gateway).then(|| Expr::from(self.internal)))
            .attribute_if("subnets", (!has_addresses).then_some(subnet_ids))
            .attribute_if("security_groups", groups)
            .attribute_if("ip_address_type", families)
            .attribute_if("enable_cross_zone_load_balancing", self.cross_zone.map(Expr::from))
            .attribute("tags", self.object.named_tags());
        if has_addresses {
            for (key, address) in &self.subnets {
                let id = Expr::code(format!("{}.id", sight.subnet(vpc, key)));
                let eip = address.and_then(|eip| sight.elastic_ip(eip)).map(|eip| Expr::code(format!("{eip}.id")));
                block = block
                    .block(Block::new("subnet_mapping").attribute("subnet_id", id).attribute_if("allocation_id", eip));
            }
        }
        body.block(keeps_its_name(block));
        body.append(listener::write(self, vpc, sight));
        body
    }

    /// `import` of the balancer, when it exists: by its ARN.
    pub(super) fn imports(&self) -> Body {
        let mut body = Body::new();
        if let Some(arn) = &self.object.aws_id {
            body.block(import(&format!("aws_lb.{}", self.label), arn).marked(self.balancer));
        }
        body
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_that_aws_takes() {
        let id: LoadBalancerId = "lb-x7k2m9qd".parse().expect("an id");
        assert_eq!(short_name("web_front", id), "web-front");
        assert_eq!(short_name("internal_api", id), "lb--internal-api");
        let long = short_name("a_load_balancer_with_quite_a_long_name", id);
        assert_eq!((long.as_str(), long.len()), ("a-load-balancer-with-qu-x7k2m9qd", LONGEST));
    }
}
