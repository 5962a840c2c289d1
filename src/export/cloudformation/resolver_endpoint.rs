//! Endpoints of the DNS resolver, and the rules of outbound ones.

use std::net::IpAddr;

use super::draft::{Draft, words};
use super::resource::{Home, Key, Part, Resource};
use super::value::{Attribute, Value};
use crate::export::naming::{Style, suggest};
use crate::model::ResolverEndpointId;
use crate::model::kinds::{AddressFamilies, ForwardingRule, QueryFlow, ResolverEndpoint};

pub(super) fn write(draft: &mut Draft<'_>) {
    for (id, noun) in draft.design.all::<ResolverEndpoint>() {
        let Some(home) = draft.home(id, noun.vpc) else { continue };
        let subnets: Vec<Value> = noun.subnets.iter().filter_map(|subnet| draft.id_of(*subnet)).collect();
        let groups = draft.ids_of(id, "security group", &noun.security_groups);
        if subnets.len() < noun.subnets.len() {
            draft.left_out(id, "A subnet that is not in the code is left out.");
        }
        if subnets.len() < 2 || groups.is_empty() {
            draft.left_out(id, "The resolver endpoint is left out: it needs two subnets and a security group.");
            continue;
        }
        let word = draft.word(id);
        let families = match noun.addresses {
            AddressFamilies::Ipv4 => "IPV4",
            AddressFamilies::DualStack => "DUALSTACK",
            AddressFamilies::Ipv6 => "IPV6",
        };
        let direction = if noun.flow == QueryFlow::Inbound { "INBOUND" } else { "OUTBOUND" };
        let name: String = super::security_group::sound(&draft.design.name(id))
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ' ') { c } else { '-' })
            .take(64)
            .collect();
        let addresses = subnets.into_iter().map(|subnet| Value::map([("SubnetId", subnet)])).collect();
        let tags = draft.tags(id, &home);
        draft.add(
            Resource::new(
                Key::of(id),
                "AWS::Route53Resolver::ResolverEndpoint",
                format!("{word}ResolverEndpoint"),
                home.clone(),
            )
            .part(Part::Services)
            .property("Name", Value::text(name))
            .property("Direction", direction)
            .property("ResolverEndpointType", families)
            .property("IpAddresses", Value::List(addresses))
            .list("SecurityGroupIds", groups)
            .list("Tags", tags),
        );
        for each in &noun.rules {
            match noun.flow {
                QueryFlow::Outbound => rule(draft, id, noun, each, home.clone()),
                QueryFlow::Inbound => draft.left_out(id, "Its rules are left out: only an outbound endpoint has them."),
            }
        }
    }
}

fn rule(draft: &mut Draft<'_>, id: ResolverEndpointId, noun: &ResolverEndpoint, each: &ForwardingRule, home: Home) {
    let servers: Vec<Value> = each
        .servers
        .iter()
        .filter_map(|server| {
            Some(match server.get()? {
                IpAddr::V4(address) => Value::map([("Ip", Value::shown(address))]),
                IpAddr::V6(address) => Value::map([("Ipv6", Value::shown(address))]),
            })
        })
        .collect();
    let sound = !each.domain.is_empty()
        && each.domain.len() <= 256
        && each.domain.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
    if servers.is_empty() || servers.len() < each.servers.len() || !sound {
        draft.left_out(
            id,
            format!("The rule for \"{}\" is left out: its domain or a server of it is none.", each.domain),
        );
        return;
    }
    let word = match each.domain.as_str() {
        "." => "Root".to_owned(),
        domain => words(&suggest(Style::Key, domain, id.into())),
    };
    let Some(endpoint) = draft.id_of(id) else { return };
    let key = Key::role(id, format!("rule {}", each.domain));
    if draft.has_key(&key) {
        draft.left_out(id, format!("A second rule for \"{}\" is left out.", each.domain));
        return;
    }
    let tags = draft.tags(id, &home);
    draft.add(
        Resource::new(key.clone(), "AWS::Route53Resolver::ResolverRule", format!("{word}ResolverRule"), home)
            .part(Part::Services)
            .property("DomainName", Value::shown(&each.domain))
            .property("RuleType", "FORWARD")
            .property("ResolverEndpointId", endpoint)
            .property("TargetIps", Value::List(servers))
            .list("Tags", tags),
    );
    let own = [noun.vpc];
    for vpc in if each.vpcs.is_empty() { &own[..] } else { &each.vpcs } {
        let (Some(rule), Some(to)) = (draft.of(&key, Attribute::Ref), draft.id_of(*vpc)) else {
            draft.left_out(
                id,
                format!(
                    "The rule for {} is not handed to {}: it is not in the code.",
                    each.domain,
                    draft.design.name(*vpc)
                ),
            );
            continue;
        };
        let name = format!("{word}ResolverRuleAssociation{}", draft.word(*vpc));
        draft.add(
            Resource::new(
                Key::role(id, format!("rule {} {vpc}", each.domain)),
                "AWS::Route53Resolver::ResolverRuleAssociation",
                name,
                Home::Vpc(noun.vpc),
            )
            .part(Part::Services)
            .property("ResolverRuleId", rule)
            .property("VPCId", to),
        );
    }
}
