//! Elastic IPs: those of NAT gateways belong to the gateway's VPC, others stand alone.

use std::collections::BTreeMap;

use super::account::{Account, Place, is_region, known};
use super::hcl::{Block, Body, Expr};
use super::home::{Home, import};
use super::layout::flat::Flat;
use super::nat_gateway;
use super::object::{Object, keys, scoped_keys};
use super::rows::Rows;
use super::vpc::Vpc;
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::{ElasticIp as Noun, NatGateway};
use crate::model::{AccountId, Design, ElasticIpId, Kind, SubnetId, VpcId};

/// An elastic IP.
#[derive(Clone, Debug)]
pub(super) struct ElasticIp {
    pub(super) object: Object,
}

/// An elastic IP that no NAT gateway of the code uses.
#[derive(Clone, Debug)]
pub(super) struct SpareIp {
    pub(super) object: Object,
    pub(super) place: Place,
    /// An identifier, unique among the spare ones.
    pub(super) label: String,
}

/// Puts each elastic IP into the VPC of the first NAT gateway that uses it. What is left is given back.
pub(super) fn resolve(
    design: &Design,
    accounts: &BTreeMap<AccountId, Account>,
    subnets: &BTreeMap<SubnetId, VpcId>,
    vpcs: &mut BTreeMap<VpcId, Vpc>,
    notes: &mut Notes,
) -> Vec<SpareIp> {
    let mut home_of: BTreeMap<ElasticIpId, VpcId> = BTreeMap::new();
    for (_, nat) in design.all::<NatGateway>() {
        let Some(vpc) = nat_gateway::home(nat, subnets, vpcs) else { continue };
        for eip in nat.own_addresses().into_iter().filter(|eip| design.contains(*eip)) {
            home_of.entry(eip).or_insert(vpc);
        }
    }
    let key_of = scoped_keys(design, Style::Key, home_of.iter().map(|(eip, vpc)| (*vpc, (*eip).into())));
    let spare = || design.of_kind(Kind::ElasticIp).map(|(id, _)| id);
    let label_of = keys(design, Style::Identifier, spare());
    let mut spares = Vec::new();
    for (id, noun) in design.all::<Noun>() {
        let home = home_of.get(&id).and_then(|vpc| vpcs.get_mut(vpc));
        let key = key_of.get(&id.into()).or(label_of.get(&id.into())).cloned().unwrap_or_default();
        let object = |notes: &mut Notes| {
            let object = Object::of(design, id.into(), &key, "eipalloc", notes);
            if let (Some(address), None) = (&noun.address, &object.aws_id) {
                notes.remark(id, format!("AWS chooses the address of a new elastic IP: it will not be {address}."));
            }
            object
        };
        if let Some(vpc) = home {
            if !noun.region.is_empty() && noun.region != vpc.place.region {
                let text = format!(
                    "It is drawn in {}, its NAT gateway in {}: it is written in the latter.",
                    noun.region, vpc.place.region
                );
                notes.remark(id, text);
            }
            vpc.elastic_ips.push(ElasticIp { object: object(notes) });
            continue;
        }
        if !is_region(&noun.region) {
            notes.left_out(
                id,
                format!(
                    "The elastic IP is left out: \"{}\" is not the code of a Region, and no NAT gateway uses it.",
                    noun.region
                ),
            );
            continue;
        }
        let account = known(accounts, noun.account, id, notes);
        let place = Place { account, region: noun.region.clone() };
        spares.push(SpareIp { object: object(notes), place, label: key.clone() });
    }
    spares
}

fn rows(vpc: &Vpc) -> Rows<'_> {
    let mut rows = Rows::default();
    vpc.elastic_ips.iter().for_each(|eip| rows.push(&eip.object, []));
    rows
}

/// The argument of the module.
pub(super) fn argument(vpc: &Vpc) -> Option<Expr> {
    let rows = rows(vpc);
    (!rows.is_empty()).then(|| rows.table())
}

fn lifecycle() -> Block {
    Block::new("lifecycle").attribute("prevent_destroy", Expr::from(true))
}

/// The elastic IPs as resources of their own.
pub(super) fn flat(flat: &Flat) -> Body {
    let rows = rows(flat.vpc);
    let mut body = Body::new();
    if !rows.is_empty() {
        body.block(
            flat.resource("aws_eip")
                .attribute("for_each", rows.for_each())
                .blank()
                .attribute("domain", Expr::text("vpc"))
                .attribute("tags", rows.tags(&[], &flat.environment))
                .block_if((flat.protect && flat.vpc.production).then(lifecycle)),
        );
    }
    body
}

/// An elastic IP that stands alone.
pub(super) fn spare(spare: &SpareIp, provider: Option<Expr>) -> Block {
    Block::resource("aws_eip", &spare_label(spare))
        .marked(spare.object.id)
        .attribute_if("provider", provider)
        .blank()
        .attribute("domain", Expr::text("vpc"))
        .attribute("tags", spare.object.named_tags())
}

/// `import` of an elastic IP that stands alone, when it exists.
pub(super) fn spare_import(spare: &SpareIp) -> Option<Block> {
    let id = spare.object.aws_id.as_ref()?;
    Some(import(&format!("aws_eip.{}", spare_label(spare)), id).marked(spare.object.id))
}

/// What labels of spare addresses begin with: they stand beside those of VPCs. No label made of a name has two `_` in a row.
pub(super) const SPARE: &str = "spare__";

/// The label of a spare address.
pub(super) fn spare_label(spare: &SpareIp) -> String {
    format!("{SPARE}{}", spare.label)
}

/// `import` of the elastic IPs that exist.
pub(super) fn imports(vpc: &Vpc, home: &Home) -> Body {
    let mut body = Body::new();
    for eip in &vpc.elastic_ips {
        home.import(&mut body, &home.keyed("aws_eip", &eip.object.key), &eip.object);
    }
    body
}
