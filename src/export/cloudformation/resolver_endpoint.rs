//! Endpoints of the DNS resolver, and the rules of outbound ones.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::draft::{Draft, words};
use super::resource::{Home, Key, Part, Resource};
use super::share;
use super::value::{Attribute, Value};
use crate::export::naming::{Style, suggest};
use crate::model::kinds::{AddressFamilies, ForwardingRule, QueryFlow, ResolverEndpoint};
use crate::model::{AccountId, ResolverEndpointId, VpcId};

pub(super) fn write(draft: &mut Draft<'_>) {
    for (id, noun) in draft.design.all::<ResolverEndpoint>() {
        let Some(home) = draft.home(id, noun.vpc) else { continue };
        let subnets = draft.ids_in(noun.vpc, id, "subnet", &noun.subnets);
        let groups = draft.ids_in(noun.vpc, id, "security group", &noun.security_groups);
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
        let mut foreign = Vec::new();
        for each in &noun.rules {
            match noun.flow {
                QueryFlow::Outbound => foreign.extend(rule(draft, id, noun, each, home.clone())),
                QueryFlow::Inbound => draft.left_out(id, "Its rules are left out: only an outbound endpoint has them."),
            }
        }
        share(draft, id, noun, home);
        for (each, word, vpc) in foreign {
            associate(draft, id, noun, (each, &word), vpc);
        }
    }
}

/// A rule and the VPCs of its account that follow it; those of other accounts are given back: they wait for a share.
fn rule<'n>(
    draft: &mut Draft<'_>,
    id: ResolverEndpointId,
    noun: &'n ResolverEndpoint,
    each: &'n ForwardingRule,
    home: Home,
) -> Vec<(&'n ForwardingRule, String, VpcId)> {
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
        return Vec::new();
    }
    let word = match each.domain.as_str() {
        "." => "Root".to_owned(),
        domain => words(&suggest(Style::Key, domain, id.into())),
    };
    let Some(endpoint) = draft.id_of(id) else { return Vec::new() };
    let key = rule_key(id, each);
    if draft.has_key(&key) {
        draft.left_out(id, format!("A second rule for \"{}\" is left out.", each.domain));
        return Vec::new();
    }
    let tags = draft.tags(id, &home);
    draft.add(
        Resource::new(key, "AWS::Route53Resolver::ResolverRule", format!("{word}ResolverRule"), home)
            .part(Part::Services)
            .property("DomainName", Value::shown(&each.domain))
            .property("RuleType", "FORWARD")
            .property("ResolverEndpointId", endpoint)
            .property("TargetIps", Value::List(servers))
            .list("Tags", tags),
    );
    let own = [noun.vpc];
    let followers = if each.vpcs.is_empty() { &own[..] } else { &each.vpcs };
    let account = |vpc: VpcId| draft.scopes.get(&vpc).map(|scope| scope.place.account);
    let is_foreign = |vpc: &VpcId| account(*vpc).is_some_and(|of| Some(of) != account(noun.vpc));
    let (foreign, near): (Vec<VpcId>, Vec<VpcId>) = followers.iter().copied().partition(is_foreign);
    for vpc in near {
        associate(draft, id, noun, (each, &word), vpc);
    }
    foreign.into_iter().map(|vpc| (each, word.clone(), vpc)).collect()
}

/// Hands a rule to a VPC, in the account of the VPC.
fn associate(
    draft: &mut Draft<'_>,
    id: ResolverEndpointId,
    noun: &ResolverEndpoint,
    (each, word): (&ForwardingRule, &str),
    vpc: VpcId,
) {
    let place = |vpc: VpcId| draft.scopes.get(&vpc).map(|scope| &scope.place);
    let is_near = place(vpc).map(|place| &place.region) == place(noun.vpc).map(|place| &place.region);
    let is_own = place(vpc) == place(noun.vpc);
    let rule = draft.of(&rule_key(id, each), Attribute::Ref);
    let (Some(rule), Some(to), true) = (rule, draft.id_of(vpc), is_near) else {
        let name = draft.design.name(vpc);
        let text = format!(
            "The rule for \"{}\" is not associated with {name}: it is not in the code, or in another Region.",
            each.domain
        );
        draft.left_out(id, text);
        return;
    };
    let name = format!("{word}ResolverRuleAssociation{}", draft.word(vpc));
    let home = if is_own { noun.vpc } else { vpc };
    draft.add(
        Resource::new(
            Key::role(id, format!("rule {} {vpc}", each.domain)),
            "AWS::Route53Resolver::ResolverRuleAssociation",
            name,
            Home::Vpc(home),
        )
        .part(Part::Services)
        .property("ResolverRuleId", rule)
        .property("VPCId", to)
        .after((!is_own).then(|| share::key(id))),
    );
}

fn rule_key(id: ResolverEndpointId, each: &ForwardingRule) -> Key {
    Key::role(id, format!("rule {}", each.domain))
}

/// Shares the rules that VPCs of other accounts follow. They are there already.
fn share(draft: &mut Draft<'_>, id: ResolverEndpointId, noun: &ResolverEndpoint, home: Home) {
    let Some(own) = draft.scopes.get(&noun.vpc).map(|scope| scope.place.clone()) else { return };
    let strangers = |each: &ForwardingRule| -> BTreeSet<Option<AccountId>> {
        let places = each.vpcs.iter().filter_map(|vpc| Some(&draft.scopes.get(vpc)?.place));
        places.filter(|at| at.region == own.region && at.account != own.account).map(|at| at.account).collect()
    };
    let (mut with, mut arns) = (BTreeSet::new(), Vec::new());
    for each in &noun.rules {
        let of_rule = strangers(each);
        let arn = draft.of(&rule_key(id, each), Attribute::Get("Arn")).filter(|arn| !arns.contains(arn));
        if let (Some(arn), false) = (arn, of_rule.is_empty()) {
            arns.push(arn);
            with.extend(of_rule);
        }
    }
    let name = format!("{}ResolverRules", draft.word(id));
    share::write(draft, id.into(), &name, home, arns, &with);
}
