//! Security groups, and each rule as a resource of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::filter::{Drawn, Packets, is_description};
use super::hcl::{Body, Entry, Expr};
use super::home::Home;
use super::layout::flat::Flat;
use super::object::{Object, keeps_its_name, scoped_keys};
use super::prefix_list::{self, PrefixList};
use super::rows::Rows;
use super::sheet::Sheet;
use super::sight::Sight;
use super::vpc::Vpc;
use crate::addressing::{CidrBlock, Family};
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::{Direction, RulePeer, SecurityGroup as Noun, SecurityGroupRule};
use crate::model::{Design, PrefixListId, SecurityGroupId, VpcId};
use crate::ordering::Ordered;

/// A security group.
#[derive(Clone, Debug)]
pub(super) struct SecurityGroup {
    pub(super) group: SecurityGroupId,
    pub(super) object: Object,
    /// Its name on AWS when it is made: unique in the VPC, and never changed.
    pub(super) group_name: String,
    description: String,
    rules: Vec<Rule>,
}

#[derive(Clone, Debug)]
struct Rule {
    ingress: bool,
    /// Unique among the rules of its group and direction: what it allows, not where it stands.
    key: String,
    packets: Packets,
    peer: Peer,
    description: String,
}

/// Who is at the other end.
#[derive(Clone, Debug)]
enum Peer {
    Block(CidrBlock),
    /// A group, by its VPC and key.
    Group(VpcId, String),
    List(PrefixListId),
}

/// Puts the groups into their VPCs, then the rules into the groups: a rule may name any group.
pub(super) fn resolve(design: &Design, lists: &[PrefixList], vpcs: &mut BTreeMap<VpcId, Vpc>, notes: &mut Notes) {
    let key_of = scoped_keys(design, Style::Key, design.all::<Noun>().map(|(id, noun)| (noun.vpc, id.into())));
    let mut homes: BTreeMap<SecurityGroupId, (VpcId, String)> = BTreeMap::new();
    for (id, noun) in design.all::<Noun>() {
        let Some(vpc) = vpcs.get_mut(&noun.vpc) else {
            notes.left_out(id, "The security group is left out with its VPC.");
            continue;
        };
        let Some(key) = key_of.get(&id.into()) else { continue };
        let object = Object::of(design, id.into(), key, "sg", notes);
        if object.aws_id.is_some() && object.name.eq_ignore_ascii_case("default") {
            notes.left_out(id, "It is the group that AWS made with the VPC, and is left as it is.");
            continue;
        }
        if object.aws_id.is_some() {
            notes.remark(id, "The group exists. Its description on AWS must be that in the code, or it is replaced; its rules that exist have to be imported by their sgr ids before you apply.");
        }
        // AWS keeps names that begin so; no key has a colon.
        let group_name = if key.starts_with("sg-") { format!("group:{key}") } else { key.clone() };
        let description = described(id, &noun.description, notes);
        homes.insert(id, (noun.vpc, key.clone()));
        vpc.groups.push(SecurityGroup { group: id, object, group_name, description, rules: Vec::new() });
    }
    for (id, noun) in design.all::<Noun>() {
        let Some((vpc_id, key)) = homes.get(&id) else { continue };
        let Some(vpc) = vpcs.get(vpc_id) else { continue };
        let mut seen = BTreeSet::new();
        let mut rules = Vec::new();
        for drawn in &noun.rules {
            match rule(id, vpc, drawn, &homes, lists, vpcs, notes) {
                Ok(rule) if seen.insert((rule.ingress, rule.key.clone())) => rules.push(rule),
                Ok(rule) => notes.left_out(id, format!("The rule {} is there twice; it is written once.", rule.key)),
                Err(why) => notes.left_out(id, format!("The rule for {} is left out: {why}", drawn.peer)),
            }
        }
        rules.order_by(|a, b| (!a.ingress, &a.key).cmp(&(!b.ingress, &b.key)));
        let group = vpcs.get_mut(vpc_id).and_then(|vpc| vpc.groups.iter_mut().find(|group| group.object.key == *key));
        if let Some(group) = group {
            group.rules = rules;
        }
    }
}

fn described(id: SecurityGroupId, text: &str, notes: &mut Notes) -> String {
    if is_description(text) {
        return text.to_owned();
    }
    notes.left_out(
        id,
        "A description is left out: AWS takes at most 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*",
    );
    String::new()
}

fn rule(
    id: SecurityGroupId,
    vpc: &Vpc,
    drawn: &SecurityGroupRule,
    homes: &BTreeMap<SecurityGroupId, (VpcId, String)>,
    lists: &[PrefixList],
    vpcs: &BTreeMap<VpcId, Vpc>,
    notes: &mut Notes,
) -> Result<Rule, String> {
    let (peer, at) = match &drawn.peer {
        RulePeer::Block(written) => {
            let block = written.get().ok_or("it is neither a CIDR block nor a group nor a prefix list.")?;
            (Peer::Block(block), block.to_string())
        }
        RulePeer::Group(group) => {
            let (home, key) = homes.get(group).ok_or("the group is not in the code.")?;
            let other = vpcs.get(home).ok_or("the group is not in the code.")?;
            if other.place.region != vpc.place.region {
                return Err("the group is in another Region.".into());
            }
            let at =
                if *home == vpc.vpc { format!("group {key}") } else { format!("group {}/{key}", other.object.key) };
            (Peer::Group(*home, key.clone()), at)
        }
        RulePeer::PrefixList(list) => {
            let found = prefix_list::named(lists, *list, &vpc.place.region)?;
            (Peer::List(*list), format!("list {}", found.label))
        }
    };
    let packets = Packets::of(&Drawn {
        protocol: drawn.protocol.as_ref(),
        ports: drawn.ports.as_ref(),
        icmp_type: drawn.icmp_type,
        icmp_code: drawn.icmp_code,
    })?;
    let ingress = drawn.direction == Direction::Ingress;
    let key = format!("{} {at}", packets.key());
    Ok(Rule { ingress, key, packets, peer, description: described(id, &drawn.description, notes) })
}

impl SecurityGroup {
    /// The prefix lists that its rules name.
    pub(super) fn lists(&self) -> impl Iterator<Item = PrefixListId> {
        self.rules.iter().filter_map(|rule| match rule.peer {
            Peer::List(list) => Some(list),
            Peer::Block(_) | Peer::Group(..) => None,
        })
    }
}

impl Rule {
    /// Does it stay in its VPC? Others are part of `connections`.
    fn is_inside(&self, vpc: &Vpc) -> bool {
        match &self.peer {
            Peer::Block(_) => true,
            Peer::Group(home, _) => *home == vpc.vpc,
            Peer::List(_) => false,
        }
    }

    fn common(&self) -> Vec<(&'static str, Option<Expr>)> {
        let [from, to] = self.packets.port_fields();
        let description = (!self.description.is_empty()).then(|| Expr::text(&self.description));
        vec![
            ("ip_protocol", Some(Expr::text(&self.packets.protocol))),
            ("from_port", from),
            ("to_port", to),
            ("description", description),
        ]
    }

    fn blocks(&self) -> Vec<(&'static str, Option<Expr>)> {
        let Peer::Block(block) = &self.peer else { return Vec::new() };
        let argument = if block.family() == Family::V4 { "cidr_ipv4" } else { "cidr_ipv6" };
        vec![(argument, Some(Expr::shown(block)))]
    }
}

/// The argument of the module: groups with the rules that stay in the VPC.
pub(super) fn argument(vpc: &Vpc) -> Option<Expr> {
    let groups = vpc.groups.iter().map(|group| {
        let mut fields = Vec::new();
        if group.group_name != group.object.key {
            fields.push(Entry::word("group_name", Expr::text(&group.group_name)));
        }
        if !group.description.is_empty() {
            fields.push(Entry::word("description", Expr::text(&group.description)));
        }
        fields.extend(group.object.row_extras());
        for (name, ingress) in [("ingress", true), ("egress", false)] {
            let mut sheet = Sheet::default();
            for rule in group.rules.iter().filter(|rule| rule.ingress == ingress && rule.is_inside(vpc)) {
                let inner = match &rule.peer {
                    Peer::Group(_, key) => Some(Expr::text(key)),
                    Peer::Block(_) | Peer::List(_) => None,
                };
                let peer = rule.blocks().into_iter().chain([("group", inner)]);
                sheet.push(&rule.key, group.group, rule.common().into_iter().chain(peer));
            }
            if !sheet.is_empty() {
                fields.push(Entry::word(name, sheet.table()));
            }
        }
        Entry::text(&group.object.key, Expr::Map(fields)).marked(group.group)
    });
    (!vpc.groups.is_empty()).then(|| Expr::Table(groups.collect()))
}

/// The groups as resources of their own, without rules.
pub(super) fn flat(flat: &Flat) -> Body {
    let vpc = flat.vpc;
    let mut rows = Rows::default();
    for group in &vpc.groups {
        let named = (group.group_name != group.object.key).then(|| Expr::text(&group.group_name));
        let description = (!group.description.is_empty()).then(|| Expr::text(&group.description));
        rows.push(&group.object, [("group_name", named), ("description", description)]);
    }
    let mut body = Body::new();
    if !rows.is_empty() {
        let name = rows.column("group_name", "each.key").unwrap_or_else(|| Expr::code("each.key"));
        body.block(keeps_its_name(
            flat.resource("aws_security_group")
                .attribute("for_each", rows.for_each())
                .blank()
                .attribute("name", name)
                .attribute_if("description", rows.column("description", "null"))
                .attribute("vpc_id", Expr::code(format!("aws_vpc.{}.id", vpc.label)))
                .attribute("tags", rows.tags(&[], &flat.environment)),
        ));
    }
    body
}

/// The rules of a VPC's groups: all of them, or those that lead out of the VPC.
pub(super) fn rules(vpc: &Vpc, sight: &mut Sight, only_outward: bool) -> Body {
    let mut body = Body::new();
    let network = sight.network;
    for (kind, ingress) in
        [("aws_vpc_security_group_ingress_rule", true), ("aws_vpc_security_group_egress_rule", false)]
    {
        let mut sheet = Sheet::default();
        let mut named = Vec::new();
        for group in &vpc.groups {
            for rule in group.rules.iter().filter(|rule| rule.ingress == ingress) {
                if only_outward && rule.is_inside(vpc) {
                    continue;
                }
                let peer = match &rule.peer {
                    Peer::Block(_) => ("cidr_ipv4", None),
                    Peer::Group(home, key) => {
                        let Some(other) = network.vpc(*home) else { continue };
                        let at = sight.group(other, key);
                        let id = match other.place.account == vpc.place.account {
                            true => Expr::code(format!("{at}.id")),
                            false => Expr::code(format!("\"${{{at}.owner_id}}/${{{at}.id}}\"")),
                        };
                        ("referenced_security_group_id", Some(id))
                    }
                    Peer::List(list) => {
                        let list = network.shared.lists.iter().find(|known| known.list == *list);
                        named.extend(list);
                        ("prefix_list_id", list.map(|list| Expr::code(list.reference())))
                    }
                };
                let of = Expr::code(format!("{}.id", sight.group(vpc, &group.object.key)));
                let fields = [("security_group_id", Some(of))].into_iter().chain(rule.common()).chain(rule.blocks());
                sheet.push(format!("{} {}", group.object.key, rule.key), group.group, fields.chain([peer]));
            }
        }
        if !sheet.is_empty() {
            let block = sight.resource(kind, &vpc.label, &vpc.place);
            let block = sheet.arguments(block.attribute("for_each", sheet.table()).blank(), &ARGUMENTS);
            let shares = prefix_list::shared_with(sight, &vpc.place, named);
            body.block(block.blank().attribute_if("depends_on", shares));
        }
    }
    body
}

const ARGUMENTS: [&str; 9] = [
    "security_group_id",
    "ip_protocol",
    "from_port",
    "to_port",
    "cidr_ipv4",
    "cidr_ipv6",
    "referenced_security_group_id",
    "prefix_list_id",
    "description",
];

/// `import` of the groups that exist.
pub(super) fn imports(vpc: &Vpc, home: &Home) -> Body {
    let mut body = Body::new();
    for group in &vpc.groups {
        home.import(&mut body, &home.keyed("aws_security_group", &group.object.key), &group.object);
    }
    body
}
