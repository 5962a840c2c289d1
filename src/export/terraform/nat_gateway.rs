//! NAT gateways.

use std::collections::{BTreeMap, BTreeSet};

use super::hcl::{Body, Expr};
use super::home::Home;
use super::layout::flat::Flat;
use super::object::{Object, scoped_keys};
use super::rows::Rows;
use super::vpc::Vpc;
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::{Connectivity, NatGateway as Noun, Subnet};
use crate::model::{Design, EntityId, SubnetId, VpcId};

/// A NAT gateway.
#[derive(Clone, Debug)]
pub(super) struct NatGateway {
    pub(super) object: Object,
    /// The key of its subnet.
    pub(super) subnet: String,
    pub(super) private: bool,
    /// The keys of its elastic IPs.
    pub(super) elastic_ips: Vec<String>,
}

/// Puts the NAT gateways that code can say into their VPCs. Subnets and elastic IPs are there already.
pub(super) fn resolve(
    design: &Design,
    subnets: &BTreeMap<SubnetId, VpcId>,
    vpcs: &mut BTreeMap<VpcId, Vpc>,
    notes: &mut Notes,
) {
    // A gateway that is left out keeps its key from others, so that mending it moves nothing.
    let scope = |noun: &Noun| design.get(noun.subnet).map(|subnet: &Subnet| subnet.vpc);
    let key_of = scoped_keys(design, Style::Key, design.all::<Noun>().map(|(id, noun)| (scope(noun), id.into())));
    let mut used: BTreeSet<EntityId> = BTreeSet::new();
    for (id, noun) in design.all::<Noun>() {
        let Some(vpc) = subnets.get(&noun.subnet).and_then(|vpc| vpcs.get_mut(vpc)) else {
            notes.left_out(id, "The NAT gateway is left out: its subnet is not in the code.");
            continue;
        };
        let private = noun.connectivity == Connectivity::Private;
        let mut elastic_ips = Vec::new();
        for eip in &noun.elastic_ips {
            let found = vpc.elastic_ips.iter().find(|e| e.object.id == (*eip).into());
            match found {
                _ if private => notes.left_out(
                    id,
                    format!("A private NAT gateway has no elastic IP: {} is left out.", design.name(*eip)),
                ),
                Some(found) if elastic_ips.contains(&found.object.key) => {
                    notes.left_out(
                        id,
                        format!("The elastic IP {} is there twice; it is written once.", found.object.name),
                    );
                }
                Some(found) => {
                    if !used.insert(found.object.id) {
                        notes.remark(
                            id,
                            format!(
                                "{} is used by another NAT gateway too: AWS refuses the second.",
                                found.object.name
                            ),
                        );
                    }
                    elastic_ips.push(found.object.key.clone());
                }
                None => notes.left_out(
                    id,
                    format!(
                        "The elastic IP {} is left out: it is not there, or in use in another VPC.",
                        design.name(*eip)
                    ),
                ),
            }
        }
        if !private && elastic_ips.is_empty() {
            notes.left_out(id, "The NAT gateway is left out: it is public and has no elastic IP.");
            continue;
        }
        let subnet = vpc.subnets.iter().find(|s| s.object.id == noun.subnet.into());
        let (Some(subnet), Some(key)) = (subnet, key_of.get(&id.into())) else { continue };
        let subnet = subnet.object.key.clone();
        let object = Object::of(design, id.into(), key, "nat", notes);
        vpc.nat_gateways.push(NatGateway { object, subnet, private, elastic_ips });
    }
}

fn rows(vpc: &Vpc) -> Rows<'_> {
    let mut rows = Rows::new();
    for nat in &vpc.nat_gateways {
        let more = nat.elastic_ips.get(1..).filter(|more| !more.is_empty());
        rows.push(
            &nat.object,
            [
                ("subnet", Some(Expr::text(&nat.subnet))),
                ("connectivity", nat.private.then(|| Expr::text("private"))),
                ("elastic_ip", nat.elastic_ips.first().map(Expr::text)),
                ("secondary_elastic_ips", more.map(|more| Expr::texts(more.iter().cloned()))),
            ],
        );
    }
    rows
}

/// The argument of the module.
pub(super) fn argument(vpc: &Vpc) -> Option<Expr> {
    let rows = rows(vpc);
    (!rows.is_empty()).then(|| rows.table())
}

/// The NAT gateways as resources of their own.
pub(super) fn flat(flat: &Flat) -> Body {
    let vpc = flat.vpc;
    let rows = rows(vpc);
    let mut body = Body::new();
    if rows.is_empty() {
        return body;
    }
    let label = &vpc.label;
    let public = vpc.nat_gateways.iter().filter(|nat| !nat.private).count();
    let first = format!("aws_eip.{label}[each.value.elastic_ip].id");
    let allocation = match public {
        0 => None,
        all if all == vpc.nat_gateways.len() => Some(first),
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

/// `import` of the NAT gateways that exist.
pub(super) fn imports(vpc: &Vpc, home: &Home) -> Body {
    let mut body = Body::new();
    for nat in &vpc.nat_gateways {
        home.import(&mut body, &home.keyed("aws_nat_gateway", &nat.object.key), &nat.object);
    }
    body
}
