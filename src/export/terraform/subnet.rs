//! Subnets, and which route table each follows.

use std::collections::BTreeMap;

use super::hcl::{Block, Body, Entry, Expr};
use super::home::{Home, import};
use super::layout::flat::Flat;
use super::object::{Object, scoped_keys};
use super::rows::Rows;
use super::vpc::{Vpc, is_ipv4_size};
use crate::addressing::CidrBlock;
use crate::export::Pace;
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::{HostnameType, Subnet as Noun, Tier};
use crate::model::{Design, NetworkAclId, RouteTableId, SubnetId, TierId, VpcId};

/// A subnet.
#[derive(Clone, Debug)]
pub(super) struct Subnet {
    pub(super) object: Object,
    /// The name of its tier; empty when it has none.
    pub(super) tier: String,
    /// Where its row stands: the tier's place, then the zone.
    pub(super) order: (u32, String, String),
    pub(super) zone: String,
    pub(super) ipv4: Option<CidrBlock>,
    /// Its place in the VPC's IPv6 range: how many bits are added, and which block of that size it is.
    pub(super) ipv6: Option<(u8, u64)>,
    /// The key of its route table; the main one when not set.
    pub(super) table: Option<String>,
    pub(super) auto_public_ip: bool,
    auto_ipv6: bool,
    /// The key of its network ACL; the main one when not set.
    pub(super) acl: Option<String>,
    dns: DnsOptions,
}

/// What names instances get. <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/hostname-types.html>
#[derive(Clone, Debug)]
struct DnsOptions {
    by_resource: bool,
    a: bool,
    aaaa: bool,
    dns64: bool,
}

impl DnsOptions {
    fn of(noun: &Noun) -> DnsOptions {
        let by_resource = noun.hostname_type == HostnameType::ResourceName;
        DnsOptions { by_resource, a: noun.resource_name_a, aaaa: noun.resource_name_aaaa, dns64: noun.dns64 }
    }
}

/// Puts the subnets that code can say into their VPCs. Route tables are there already.
pub(super) async fn resolve(
    design: &Design,
    vpcs: &mut BTreeMap<VpcId, Vpc>,
    pace: Pace<'_>,
    notes: &mut Notes,
) -> BTreeMap<SubnetId, VpcId> {
    let key_of = scoped_keys(design, Style::Key, design.all::<Noun>().map(|(id, noun)| (noun.vpc, id.into())));
    let mut home_of = BTreeMap::new();
    for (number, (id, noun)) in design.all::<Noun>().enumerate() {
        if number.is_multiple_of(AT_ONCE) {
            pace.done(number, key_of.len()).await;
        }
        let Some(vpc) = vpcs.get_mut(&noun.vpc) else {
            notes.left_out(id, "The subnet is left out with its VPC.");
            continue;
        };
        if noun.zone.is_empty() {
            notes.left_out(id, "The subnet is left out: it is in no zone yet.");
            continue;
        }
        let Some((ipv4, ipv6)) = blocks(id, noun, vpc, notes) else { continue };
        let (tier, order) = tier(design, id, noun.tier, notes);
        let Some(key) = key_of.get(&id.into()) else { continue };
        home_of.insert(id, noun.vpc);
        vpc.subnets.push(Subnet {
            object: Object::of(design, id.into(), key, "subnet", notes),
            order: (order, tier.clone(), noun.zone.clone()),
            tier,
            zone: noun.zone.clone(),
            ipv4,
            ipv6,
            table: noun.route_table.and_then(|table| followed(id, table, vpc, notes)),
            auto_public_ip: noun.auto_public_ip,
            // In a subnet of IPv6 only there is nothing else to give out.
            auto_ipv6: noun.auto_ipv6 && ipv6.is_some() && ipv4.is_some(),
            acl: noun.network_acl.and_then(|acl| filtered(id, acl, vpc, notes)),
            dns: DnsOptions::of(noun),
        });
        if noun.auto_ipv6 && ipv6.is_none() {
            notes.left_out(id, "Giving out IPv6 addresses at launch is left out: the subnet has no IPv6 block.");
        }
    }
    home_of
}

/// How many are looked at between two rests.
const AT_ONCE: usize = 500;

type Blocks = (Option<CidrBlock>, Option<(u8, u64)>);

fn blocks(id: SubnetId, noun: &Noun, vpc: &Vpc, notes: &mut Notes) -> Option<Blocks> {
    let ipv4 = noun.ipv4_block().filter(|block| is_ipv4_size(*block));
    if let (Some(written), None) = (&noun.ipv4, ipv4) {
        notes.left_out(id, format!("The subnet is left out: \"{written}\" is not an IPv4 block of /16 to /28."));
        return None;
    }
    let mut ipv6 = None;
    if let Some(written) = &noun.ipv6 {
        ipv6 = noun.ipv6_block().and_then(|block| place_in(vpc.ipv6?, block));
        if ipv6.is_none() {
            notes.left_out(
                id,
                format!(
                    "The IPv6 block \"{written}\" is left out: it is no /60 or /64 of the range that its VPC gets."
                ),
            );
        }
    }
    if ipv4.is_none() && ipv6.is_none() {
        notes.left_out(id, "The subnet is left out: it has no block.");
        return None;
    }
    Some((ipv4, ipv6))
}

/// How `cidrsubnet` says `block` inside `range`: the bits added, and the number of the block.
fn place_in(range: CidrBlock, block: CidrBlock) -> Option<(u8, u64)> {
    if !range.covers(block) || block.length() <= range.length() || block.length() > 64 {
        return None;
    }
    let number = (block.first_bits() - range.first_bits()) >> (128 - block.length());
    Some((block.length() - range.length(), u64::try_from(number).ok()?))
}

fn tier(design: &Design, id: SubnetId, tier: TierId, notes: &mut Notes) -> (String, u32) {
    match design.get(tier) {
        Some(Tier { order, .. }) => (design.name(tier).chars().take(256).collect(), *order),
        None => {
            notes.remark(id, format!("There is no tier {tier}: the subnet's tag Tier is empty."));
            (String::new(), u32::MAX)
        }
    }
}

fn followed(id: SubnetId, table: RouteTableId, vpc: &Vpc, notes: &mut Notes) -> Option<String> {
    let found = vpc.tables.iter().find(|t| t.object.id == table.into());
    if found.is_none() {
        let text =
            format!("The route table {table} is not one of its VPC: in the code the subnet follows the main one.");
        notes.left_out(id, text);
    }
    found.map(|t| t.object.key.clone())
}

/// The key of the ACL that a subnet names; nothing where that is the main one.
fn filtered(id: SubnetId, acl: NetworkAclId, vpc: &Vpc, notes: &mut Notes) -> Option<String> {
    let found = vpc.acls.iter().find(|known| known.object.id == acl.into());
    if found.is_none() {
        notes.left_out(
            id,
            format!("The network ACL {acl} is not one of its VPC: in the code the main one is in force."),
        );
    }
    found.filter(|known| !known.main).map(|known| known.object.key.clone())
}

/// The rows of a VPC's subnets; `with_table` when a row says which table it follows, and which ACL is in force.
fn rows(vpc: &Vpc, with_table: bool) -> Rows<'_> {
    let mut rows = Rows::default();
    for subnet in &vpc.subnets {
        let ipv6 = subnet.ipv6.map(|(bits, number)| {
            Expr::Map(vec![
                Entry::word("newbits", Expr::Number(bits.into())),
                Entry::word("netnum", Expr::Number(number)),
            ])
        });
        rows.push(
            &subnet.object,
            [
                ("cidr_block", subnet.ipv4.map(Expr::shown)),
                ("ipv6", ipv6),
                ("availability_zone", Some(Expr::text(&subnet.zone))),
                ("tier", Some(Expr::text(&subnet.tier))),
                ("route_table", subnet.table.as_ref().filter(|_| with_table).map(Expr::text)),
                ("network_acl", subnet.acl.as_ref().filter(|_| with_table).map(Expr::text)),
                ("map_public_ip_on_launch", subnet.auto_public_ip.then(|| Expr::from(true))),
                ("assign_ipv6_address_on_creation", subnet.auto_ipv6.then(|| Expr::from(true))),
                (HOSTNAME_TYPE, subnet.dns.by_resource.then(|| Expr::text("resource-name"))),
                (NAME_A, subnet.dns.a.then(|| Expr::from(true))),
                (NAME_AAAA, subnet.dns.aaaa.then(|| Expr::from(true))),
                ("enable_dns64", subnet.dns.dns64.then(|| Expr::from(true))),
            ],
        );
    }
    rows
}

const HOSTNAME_TYPE: &str = "private_dns_hostname_type_on_launch";
const NAME_A: &str = "enable_resource_name_dns_a_record_on_launch";
const NAME_AAAA: &str = "enable_resource_name_dns_aaaa_record_on_launch";

/// The argument of the module.
pub(super) fn argument(vpc: &Vpc) -> Option<Expr> {
    let rows = rows(vpc, true);
    (!rows.is_empty()).then(|| rows.table())
}

/// The subnets as resources of their own.
pub(super) fn flat(flat: &Flat) -> Body {
    let vpc = flat.vpc;
    let rows = rows(vpc, false);
    let mut body = Body::new();
    if rows.is_empty() {
        return body;
    }
    let label = &vpc.label;
    let range = format!("aws_vpc.{label}.ipv6_cidr_block");
    // A row without IPv6 has no place in the range; a subnet without IPv4 is of IPv6 only.
    let ipv6 = rows.column("ipv6", "null").map(|_| {
        Expr::code(format!("try(cidrsubnet({range}, each.value.ipv6.newbits, each.value.ipv6.netnum), null)"))
    });
    let native = vpc.subnets.iter().any(|subnet| subnet.ipv4.is_none());
    let native = native.then(|| Expr::code("lookup(each.value, \"cidr_block\", null) == null"));
    let assigns = match (rows.column("assign_ipv6_address_on_creation", "false"), native.clone()) {
        (Some(Expr::Code(own)), Some(Expr::Code(native))) => Some(Expr::code(format!("{own} || {native}"))),
        (own, native) => own.or(native),
    };
    // AWS takes a subnet only inside a block that the VPC has already.
    let after = (!vpc.secondary.is_empty()).then(|| format!("[aws_vpc_ipv4_cidr_block_association.{label}]"));
    body.block(
        flat.resource("aws_subnet")
            .attribute("for_each", rows.for_each())
            .blank()
            .attribute("vpc_id", Expr::code(format!("aws_vpc.{label}.id")))
            .attribute_if("cidr_block", rows.column("cidr_block", "null"))
            .attribute_if("ipv6_cidr_block", ipv6)
            .attribute_if("ipv6_native", native)
            .attribute_if("assign_ipv6_address_on_creation", assigns)
            .attribute_if("availability_zone", rows.column("availability_zone", "null"))
            .attribute_if("map_public_ip_on_launch", rows.column("map_public_ip_on_launch", "false"))
            .attribute_if(HOSTNAME_TYPE, rows.column(HOSTNAME_TYPE, "null"))
            .attribute_if(NAME_A, rows.column(NAME_A, "false"))
            .attribute_if(NAME_AAAA, rows.column(NAME_AAAA, "false"))
            .attribute_if("enable_dns64", rows.column("enable_dns64", "false"))
            .attribute("tags", rows.tags(&[("Tier", "each.value.tier")], &flat.environment))
            .blank()
            .attribute_if("depends_on", after.map(Expr::code)),
    );
    body
}

/// Which route table each subnet follows.
pub(super) fn flat_associations(flat: &Flat) -> Body {
    let vpc = flat.vpc;
    let mut body = Body::new();
    let rows: Vec<Entry> = vpc
        .subnets
        .iter()
        .filter_map(|subnet| Some(Entry::text(&subnet.object.key, Expr::text(subnet.table.as_ref()?))))
        .collect();
    if !rows.is_empty() {
        body.block(association(flat, rows));
    }
    body
}

fn association(flat: &Flat, rows: Vec<Entry>) -> Block {
    let label = &flat.vpc.label;
    flat.resource("aws_route_table_association")
        .attribute("for_each", Expr::Table(rows))
        .blank()
        .attribute("subnet_id", Expr::code(format!("aws_subnet.{label}[each.key].id")))
        .attribute("route_table_id", Expr::code(format!("aws_route_table.{label}[each.value].id")))
}

/// `import` of the subnets that exist, and of their associations with tables that exist.
pub(super) fn imports(vpc: &Vpc, home: &Home) -> Body {
    let mut body = Body::new();
    for subnet in &vpc.subnets {
        let Some(subnet_id) = &subnet.object.aws_id else { continue };
        home.import(&mut body, &home.keyed("aws_subnet", &subnet.object.key), &subnet.object);
        let table = vpc.tables.iter().find(|table| Some(&table.object.key) == subnet.table.as_ref());
        if let Some(table_id) = table.and_then(|table| table.object.aws_id.as_ref()) {
            let to = home.keyed("aws_route_table_association", &subnet.object.key);
            body.block(import(&to, &format!("{subnet_id}/{table_id}")).marked(subnet.object.id));
        }
    }
    body
}
