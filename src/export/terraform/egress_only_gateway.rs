//! Egress-only gateways: the way out for IPv6.

use std::collections::BTreeMap;

use super::hcl::{Body, Expr};
use super::home::Home;
use super::layout::flat::Flat;
use super::object::{Object, scoped_keys};
use super::rows::Rows;
use super::vpc::Vpc;
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::EgressOnlyGateway as Noun;
use crate::model::{Design, VpcId};

/// Puts each gateway into its VPC.
pub(super) fn resolve(design: &Design, vpcs: &mut BTreeMap<VpcId, Vpc>, notes: &mut Notes) {
    let key_of = scoped_keys(design, Style::Key, design.all::<Noun>().map(|(id, noun)| (noun.vpc, id.into())));
    for (id, noun) in design.all::<Noun>() {
        let Some(vpc) = vpcs.get_mut(&noun.vpc) else {
            notes.left_out(id, "The egress-only gateway is left out with its VPC.");
            continue;
        };
        let Some(key) = key_of.get(&id.into()) else { continue };
        vpc.egress_only_gateways.push(Object::of(design, id.into(), key, "eigw", notes));
    }
}

fn rows(vpc: &Vpc) -> Rows<'_> {
    let mut rows = Rows::default();
    vpc.egress_only_gateways.iter().for_each(|object| rows.push(object, []));
    rows
}

/// The argument of the module.
pub(super) fn argument(vpc: &Vpc) -> Option<Expr> {
    let rows = rows(vpc);
    (!rows.is_empty()).then(|| rows.table())
}

/// The gateways as resources of their own.
pub(super) fn flat(flat: &Flat) -> Body {
    let rows = rows(flat.vpc);
    let mut body = Body::new();
    if !rows.is_empty() {
        body.block(
            flat.resource("aws_egress_only_internet_gateway")
                .attribute("for_each", rows.for_each())
                .blank()
                .attribute("vpc_id", Expr::code(format!("aws_vpc.{}.id", flat.vpc.label)))
                .attribute("tags", rows.tags(&[], &flat.environment)),
        );
    }
    body
}

/// `import` of the gateways that exist.
pub(super) fn imports(vpc: &Vpc, home: &Home) -> Body {
    let mut body = Body::new();
    for object in &vpc.egress_only_gateways {
        home.import(&mut body, &home.keyed("aws_egress_only_internet_gateway", &object.key), object);
    }
    body
}
