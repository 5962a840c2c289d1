//! Network ACLs, their entries, and the subnets that name them.

use std::collections::{BTreeMap, BTreeSet};

use super::filter::{Drawn, Packets, signed};
use super::hcl::{Block, Body, Entry, Expr};
use super::home::{Home, import};
use super::layout::flat::Flat;
use super::object::{Object, scoped_keys, tag_map};
use super::rows::Rows;
use super::sheet::Sheet;
use super::vpc::Vpc;
use crate::addressing::{CidrBlock, Family};
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::{AclAction, Direction, NetworkAcl as Noun, NetworkAclEntry};
use crate::model::{Design, VpcId};
use crate::ordering::Ordered;

/// A network ACL.
#[derive(Clone, Debug)]
pub(super) struct NetworkAcl {
    pub(super) object: Object,
    /// Does it stand for the one that AWS makes with the VPC?
    pub(super) main: bool,
    entries: Vec<AclEntry>,
}

#[derive(Clone, Debug)]
struct AclEntry {
    egress: bool,
    number: u16,
    allow: bool,
    packets: Packets,
    block: CidrBlock,
}

impl AclEntry {
    /// Its key in its ACL: `ingress 100`. What it lets through may change.
    fn key(&self) -> String {
        format!("{} {}", if self.egress { "egress" } else { "ingress" }, self.number)
    }

    fn fields(&self) -> Vec<(&'static str, Option<Expr>)> {
        let [from, to] = if self.packets.ports.is_some() { self.packets.port_fields() } else { [None, None] };
        let is = |family| (self.block.family() == family).then(|| Expr::shown(self.block));
        vec![
            ("rule_number", Some(Expr::Number(self.number.into()))),
            ("egress", self.egress.then(|| Expr::from(true))),
            ("rule_action", Some(Expr::text(if self.allow { "allow" } else { "deny" }))),
            ("protocol", Some(Expr::text(&self.packets.protocol))),
            ("from_port", from),
            ("to_port", to),
            ("icmp_type", self.packets.icmp.map(|(kind, _)| signed(kind))),
            ("icmp_code", self.packets.icmp.map(|(_, code)| signed(code))),
            ("cidr_block", is(Family::V4)),
            ("ipv6_cidr_block", is(Family::V6)),
        ]
    }
}

/// Puts the ACLs into their VPCs. Subnets name them later.
pub(super) fn resolve(design: &Design, vpcs: &mut BTreeMap<VpcId, Vpc>, notes: &mut Notes) {
    let key_of = scoped_keys(design, Style::Key, design.all::<Noun>().map(|(id, noun)| (noun.vpc, id.into())));
    for (id, noun) in design.all::<Noun>() {
        let Some(vpc) = vpcs.get_mut(&noun.vpc) else {
            notes.left_out(id, "The network ACL is left out with its VPC.");
            continue;
        };
        let Some(key) = key_of.get(&id.into()) else { continue };
        let object = Object::of(design, id.into(), key, "acl", notes);
        let mut main = noun.main;
        if let Some(first) = vpc.acls.iter().find(|acl| acl.main && main) {
            let text = format!("The VPC has a main ACL already, {}: in the code this one is not.", first.object.name);
            notes.left_out(id, text);
            main = false;
        }
        let mut seen = BTreeSet::new();
        let mut entries = Vec::new();
        for drawn in &noun.entries {
            match entry(drawn) {
                Ok(entry) if seen.insert(entry.key()) => entries.push(entry),
                Ok(entry) => {
                    notes.left_out(
                        id,
                        format!("A second entry {} is left out: each number is there once.", entry.key()),
                    );
                }
                Err(why) => notes.left_out(id, format!("The entry {} is left out: {why}", drawn.number)),
            }
        }
        entries.order_by_key(|entry| (entry.egress, entry.number));
        vpc.acls.push(NetworkAcl { object, main, entries });
    }
}

fn entry(drawn: &NetworkAclEntry) -> Result<AclEntry, String> {
    if !(1..=32_766).contains(&drawn.number) {
        return Err("its number is not one of 1 to 32766.".into());
    }
    let block = drawn.block.get().ok_or_else(|| format!("\"{}\" is not a CIDR block.", drawn.block))?;
    let packets = Packets::of(&Drawn {
        protocol: drawn.protocol.as_ref(),
        ports: drawn.ports.as_ref(),
        icmp_type: drawn.icmp_type,
        icmp_code: drawn.icmp_code,
    })?;
    let egress = drawn.direction == Direction::Egress;
    Ok(AclEntry { egress, number: drawn.number, allow: drawn.action == AclAction::Allow, packets, block })
}

fn others(vpc: &Vpc) -> impl Iterator<Item = &NetworkAcl> {
    vpc.acls.iter().filter(|acl| !acl.main)
}

/// The entries of one ACL as a map, for the module.
fn entries(acl: &NetworkAcl) -> Option<Expr> {
    let mut sheet = Sheet::default();
    acl.entries.iter().for_each(|entry| sheet.push(entry.key(), acl.object.id, entry.fields()));
    (!sheet.is_empty()).then(|| sheet.table())
}

/// The argument of the module for ACLs of one's own.
pub(super) fn argument(vpc: &Vpc) -> Option<Expr> {
    let acls = others(vpc).map(|acl| {
        let mut fields = acl.object.row_extras();
        fields.extend(entries(acl).map(|entries| Entry::word("entries", entries)));
        Entry::text(&acl.object.key, Expr::Map(fields)).marked(acl.object.id)
    });
    let acls: Vec<Entry> = acls.collect();
    (!acls.is_empty()).then_some(Expr::Table(acls))
}

/// The argument of the module for the main one.
pub(super) fn main_argument(vpc: &Vpc) -> Option<Entry> {
    let acl = vpc.acls.iter().find(|acl| acl.main)?;
    let mut fields = vec![Entry::word("name", Expr::text(&acl.object.name))];
    if !acl.object.tags.is_empty() {
        fields.push(Entry::word("tags", tag_map(&acl.object.tags)));
    }
    fields.extend(entries(acl).map(|entries| Entry::word("entries", entries)));
    Some(Entry::word("main_network_acl", Expr::Map(fields)).marked(acl.object.id))
}

/// The ACLs as resources of their own.
pub(super) fn flat(flat: &Flat) -> Body {
    let vpc = flat.vpc;
    let label = &vpc.label;
    let mut body = Body::new();
    let mut rows = Rows::default();
    others(vpc).for_each(|acl| rows.push(&acl.object, []));
    if !rows.is_empty() {
        body.block(
            flat.resource("aws_network_acl")
                .attribute("for_each", rows.for_each())
                .blank()
                .attribute("vpc_id", Expr::code(format!("aws_vpc.{label}.id")))
                .attribute("tags", rows.tags(&[], &flat.environment)),
        );
    }
    let mut sheet = Sheet::default();
    for acl in others(vpc) {
        for entry in &acl.entries {
            let of = [("network_acl", Some(Expr::text(&acl.object.key)))];
            let key = format!("{} {}", acl.object.key, entry.key());
            sheet.push(key, acl.object.id, of.into_iter().chain(entry.fields()));
        }
    }
    if !sheet.is_empty() {
        let acl = Expr::code(format!("aws_network_acl.{label}[each.value.network_acl].id"));
        let block = flat.resource("aws_network_acl_rule").attribute("for_each", sheet.table()).blank();
        body.block(sheet.arguments(block.attribute("network_acl_id", acl), &ARGUMENTS));
    }
    let named = |subnet: &super::subnet::Subnet| {
        Some(Entry::text(&subnet.object.key, Expr::text(subnet.acl.as_ref()?)).marked(subnet.object.id))
    };
    let named: Vec<Entry> = vpc.subnets.iter().filter_map(named).collect();
    if !named.is_empty() {
        body.block(
            flat.resource("aws_network_acl_association")
                .attribute("for_each", Expr::Table(named))
                .blank()
                .attribute("subnet_id", Expr::code(format!("aws_subnet.{label}[each.key].id")))
                .attribute("network_acl_id", Expr::code(format!("aws_network_acl.{label}[each.value].id"))),
        );
    }
    body.append(flat_main(flat));
    body
}

const ARGUMENTS: [&str; 10] = [
    "rule_number",
    "egress",
    "rule_action",
    "protocol",
    "from_port",
    "to_port",
    "icmp_type",
    "icmp_code",
    "cidr_block",
    "ipv6_cidr_block",
];

/// The ACL that AWS made with the VPC: taken over, not made. Its entries are part of it, since those that it had go.
fn flat_main(flat: &Flat) -> Body {
    let mut body = Body::new();
    let Some(acl) = flat.vpc.acls.iter().find(|acl| acl.main) else { return body };
    let id = Expr::code(format!("aws_vpc.{}.default_network_acl_id", flat.vpc.label));
    let mut block = flat
        .resource("aws_default_network_acl")
        .marked(acl.object.id)
        .blank()
        .attribute("default_network_acl_id", id)
        .attribute("tags", flat.tags(&acl.object));
    for entry in &acl.entries {
        let mut inner = Block::new(if entry.egress { "egress" } else { "ingress" });
        for (name, value) in entry.fields() {
            let name = match name {
                "rule_number" => "rule_no",
                "rule_action" => "action",
                "egress" => continue,
                name => name,
            };
            // Inside the ACL ports have to be there, whatever the protocol.
            let value = value.or_else(|| matches!(name, "from_port" | "to_port").then(|| Expr::Number(0)));
            inner = inner.attribute_if(name, value);
        }
        block = block.block(inner);
    }
    // Which subnets it holds for is what other ACLs leave over.
    let ignored = Block::new("lifecycle").attribute("ignore_changes", Expr::code("[subnet_ids]"));
    body.block(block.block(ignored));
    body
}

/// `import` of the ACLs that exist, with their entries. The main one is taken over anyway.
pub(super) fn imports(vpc: &Vpc, home: &Home) -> Body {
    let mut body = Body::new();
    for acl in others(vpc) {
        let Some(id) = &acl.object.aws_id else { continue };
        home.import(&mut body, &home.keyed("aws_network_acl", &acl.object.key), &acl.object);
        for entry in &acl.entries {
            let to = home.keyed("aws_network_acl_rule", &format!("{} {}", acl.object.key, entry.key()));
            let of = format!("{id}:{}:{}:{}", entry.number, entry.packets.protocol, entry.egress);
            body.block(import(&to, &of).marked(acl.object.id));
        }
    }
    body
}
