//! Endpoints of the VPC's DNS resolver, and the rules of outbound ones.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::account::Place;
use super::hcl::{Block, Body, Entry, Expr};
use super::home::import;
use super::network::{Network, Parts};
use super::object::{Object, keys, keys_among};
use super::share::{self, Share, With};
use super::sheet::Sheet;
use super::sight::Sight;
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::{AddressFamilies, QueryFlow, ResolverEndpoint as Noun};
use crate::model::{Design, Kind, ResolverEndpointId, VpcId, Written};

/// An endpoint of the resolver.
#[derive(Clone, Debug)]
pub(super) struct ResolverEndpoint {
    endpoint: ResolverEndpointId,
    object: Object,
    /// An identifier, unique among resolver endpoints.
    pub(super) label: String,
    vpc: VpcId,
    outbound: bool,
    subnets: Vec<String>,
    groups: Vec<String>,
    addresses: AddressFamilies,
    /// By domain: the servers, and the VPCs whose questions go there.
    rules: Rules,
}

type Rules = BTreeMap<String, (Vec<IpAddr>, BTreeSet<VpcId>)>;

/// Every resolver endpoint that code can say.
pub(super) fn resolve(design: &Design, parts: &Parts, notes: &mut Notes) -> Vec<ResolverEndpoint> {
    let label_of = keys(design, Style::Identifier, design.of_kind(Kind::ResolverEndpoint).map(|(id, _)| id));
    let mut endpoints = Vec::new();
    for (id, noun) in design.all::<Noun>() {
        let Some(vpc) = parts.vpcs.get(&noun.vpc) else {
            notes.left_out(id, "The resolver endpoint is left out with its VPC.");
            continue;
        };
        let Some(label) = label_of.get(&id.into()) else { continue };
        let subnets = keys_among(design, id, &noun.subnets, vpc.subnets.iter().map(|it| &it.object), notes);
        let groups = keys_among(design, id, &noun.security_groups, vpc.groups.iter().map(|it| &it.object), notes);
        if subnets.len() < 2 || groups.is_empty() {
            notes.left_out(id, "The resolver endpoint is left out: it needs two subnets and a security group.");
            continue;
        }
        let outbound = noun.flow == QueryFlow::Outbound;
        if !outbound && !noun.rules.is_empty() {
            notes.left_out(id, "Its rules are left out: an inbound endpoint has none.");
        }
        let rules = if outbound { rules(design, id, noun, parts, notes) } else { Rules::new() };
        endpoints.push(ResolverEndpoint {
            endpoint: id,
            object: Object::with_id(design, id.into(), label, is_resolver_id, notes),
            label: label.clone(),
            vpc: noun.vpc,
            outbound,
            subnets,
            groups,
            addresses: noun.addresses,
            rules,
        });
    }
    endpoints
}

fn rules(design: &Design, id: ResolverEndpointId, noun: &Noun, parts: &Parts, notes: &mut Notes) -> Rules {
    let mut rules = Rules::new();
    let own = parts.vpcs.get(&noun.vpc).map(|vpc| vpc.place.region.clone());
    for drawn in &noun.rules {
        let mut servers: Vec<IpAddr> = drawn.servers.iter().filter_map(Written::get).collect();
        servers.sort_unstable();
        servers.dedup();
        if drawn.domain.is_empty() || servers.is_empty() || rules.contains_key(&drawn.domain) {
            let text =
                format!("The rule for \"{}\" is left out: it names no server, or is there already.", drawn.domain);
            notes.left_out(id, text);
            continue;
        }
        let mut vpcs = BTreeSet::new();
        for vpc in if drawn.vpcs.is_empty() { std::slice::from_ref(&noun.vpc) } else { &drawn.vpcs } {
            match parts.vpcs.get(vpc).filter(|vpc| Some(&vpc.place.region) == own.as_ref()) {
                Some(vpc) => drop(vpcs.insert(vpc.vpc)),
                None => notes.left_out(
                    id,
                    format!(
                        "The rule for \"{}\" is not associated with {}: it is not in the code, or in another Region.",
                        drawn.domain,
                        design.name(*vpc)
                    ),
                ),
            }
        }
        rules.insert(drawn.domain.clone(), (servers, vpcs));
    }
    rules
}

impl ResolverEndpoint {
    /// The endpoint, its rules, and the VPCs that follow them.
    pub(super) fn write(&self, sight: &mut Sight) -> Body {
        let mut body = Body::new();
        let Some(vpc) = sight.network.vpc(self.vpc) else { return body };
        let sort = match self.addresses {
            AddressFamilies::Ipv4 => None,
            AddressFamilies::DualStack => Some(Expr::text("DUALSTACK")),
            AddressFamilies::Ipv6 => Some(Expr::text("IPV6")),
        };
        let groups = sight.group_ids(vpc, &self.groups);
        let subnets: Vec<String> = self.subnets.iter().map(|key| format!("{}.id", sight.subnet(vpc, key))).collect();
        let mut block = sight
            .resource("aws_route53_resolver_endpoint", &self.label, &vpc.place)
            .marked(self.endpoint)
            .blank()
            .attribute("name", Expr::text(&self.label))
            .attribute("direction", Expr::text(if self.outbound { "OUTBOUND" } else { "INBOUND" }))
            .attribute_if("resolver_endpoint_type", sort)
            .attribute_if("security_group_ids", groups)
            .attribute("tags", self.object.named_tags());
        for subnet in subnets {
            block = block.block(Block::new("ip_address").attribute("subnet_id", Expr::code(subnet)));
        }
        body.block(block);
        if !self.rules.is_empty() {
            body.append(self.write_rules(sight));
        }
        body
    }

    fn write_rules(&self, sight: &mut Sight) -> Body {
        let mut body = Body::new();
        let network = sight.network;
        let Some(vpc) = network.vpc(self.vpc) else { return body };
        let label = &self.label;
        let (mut rows, mut followers) = (Vec::new(), BTreeMap::<&Place, Sheet>::new());
        let mut has_ipv6 = false;
        for (domain, (servers, vpcs)) in &self.rules {
            has_ipv6 |= servers.iter().any(IpAddr::is_ipv6);
            let servers = Expr::texts(servers.iter().map(ToString::to_string));
            rows.push(Entry::text(domain, servers).marked(self.endpoint));
            for follower in vpcs.iter().filter_map(|id| network.vpc(*id)) {
                let vpc_id = Expr::code(format!("{}.id", sight.vpc(follower)));
                let fields = [("domain", Some(Expr::text(domain))), ("vpc_id", Some(vpc_id))];
                let of_place = followers.entry(&follower.place).or_default();
                of_place.push(format!("{domain} {}", follower.object.key), self.endpoint, fields);
            }
        }
        let only = |six: bool| {
            let (then, other) = if six { ("target_ip.value", "null") } else { ("null", "target_ip.value") };
            Expr::code(format!("strcontains(target_ip.value, \":\") ? {then} : {other}"))
        };
        let content = match has_ipv6 {
            true => Block::new("content").attribute("ip", only(false)).attribute("ipv6", only(true)),
            false => Block::new("content").attribute("ip", Expr::code("target_ip.value")),
        };
        let servers = Block::new("dynamic")
            .label("target_ip")
            .attribute("for_each", Expr::code("toset(each.value)"))
            .block(content);
        body.block(
            sight
                .resource("aws_route53_resolver_rule", label, &vpc.place)
                .attribute("for_each", Expr::Table(rows))
                .blank()
                .attribute("domain_name", Expr::code("each.key"))
                .attribute("rule_type", Expr::text("FORWARD"))
                .attribute("resolver_endpoint_id", Expr::code(format!("aws_route53_resolver_endpoint.{label}.id")))
                .attribute("tags", Expr::Map(vec![Entry::word("Name", Expr::code("each.key"))]))
                .block(servers),
        );
        let strangers = self.strangers(network);
        let share_label = format!("resolver_rules__{label}");
        let share = Share {
            label: &share_label,
            name: format!("resolver-rules-{label}"),
            of: self.endpoint.into(),
            place: &vpc.place,
            address: format!("aws_route53_resolver_rule.{label}"),
            keys: self.shared_rules(network),
            with: &strangers,
        };
        body.append(share.write(sight));
        for (place, followers) in followers {
            let is_stranger = place.account != vpc.place.account;
            let account = sight.providers.account(place).map_or("own", |it| it.label.as_str());
            let label = if is_stranger { format!("{label}__{account}") } else { label.clone() };
            let rule = format!("aws_route53_resolver_rule.{}[each.value.domain].id", self.label);
            let block = sight
                .resource("aws_route53_resolver_rule_association", &label, place)
                .attribute("for_each", followers.table())
                .blank()
                .attribute("resolver_rule_id", Expr::code(rule));
            let shares = share::waits_for(sight, place, is_stranger.then_some(share_label.as_str()));
            body.block(followers.arguments(block, &["vpc_id"]).blank().attribute_if("depends_on", shares));
        }
        body
    }

    /// Places of VPCs of other accounts that follow a rule, one for each account.
    fn strangers(&self, network: &Network) -> With {
        let followers = self.rules.values().flat_map(|(_, vpcs)| vpcs);
        let places = followers.filter_map(|id| network.vpc(*id)).map(|vpc| &vpc.place);
        let own = network.vpc(self.vpc).and_then(|vpc| vpc.place.account);
        places.filter(|place| place.account != own).map(|place| (place.account, place.clone())).collect()
    }

    /// The domains whose rules such VPCs follow.
    fn shared_rules(&self, network: &Network) -> BTreeSet<String> {
        let own = network.vpc(self.vpc).and_then(|vpc| vpc.place.account);
        let is_stranger = |id: &VpcId| network.vpc(*id).is_some_and(|vpc| vpc.place.account != own);
        let shared = self.rules.iter().filter(|(_, (_, vpcs))| vpcs.iter().any(is_stranger));
        shared.map(|(domain, _)| domain.clone()).collect()
    }

    /// `import` of the endpoint, when it exists.
    pub(super) fn imports(&self) -> Body {
        let mut body = Body::new();
        if let Some(id) = &self.object.aws_id {
            body.block(import(&format!("aws_route53_resolver_endpoint.{}", self.label), id).marked(self.endpoint));
        }
        body
    }
}

/// What is to be known of shares.
pub(super) fn note(network: &Network, notes: &mut Notes) {
    for resolver in &network.shared.resolvers {
        if !resolver.strangers(network).is_empty() {
            notes.remark(resolver.endpoint, share::REMARK);
        }
    }
}

/// `rslvr-in-` or `rslvr-out-`, and letters and digits.
fn is_resolver_id(text: &str) -> bool {
    let rest = text.strip_prefix("rslvr-in-").or_else(|| text.strip_prefix("rslvr-out-"));
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphanumeric()))
}
