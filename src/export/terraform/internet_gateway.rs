//! Internet gateways.

use std::collections::BTreeMap;

use super::hcl::{Body, Entry, Expr};
use super::home::Home;
use super::layout::flat::Flat;
use super::object::{Object, tag_map};
use super::vpc::Vpc;
use crate::export::bundle::Notes;
use crate::export::naming::{Style, suggest};
use crate::model::kinds::InternetGateway as Noun;
use crate::model::{Design, VpcId};

/// The internet gateway of a VPC. There is one at most, so its address in the code does not carry its name.
#[derive(Clone, Debug)]
pub(super) struct InternetGateway {
    pub(super) object: Object,
}

/// Puts each gateway into its VPC.
pub(super) fn resolve(design: &Design, vpcs: &mut BTreeMap<VpcId, Vpc>, notes: &mut Notes) {
    for (id, noun) in design.all::<Noun>() {
        let Some(vpc_id) = noun.vpc else {
            notes.left_out(id, "The internet gateway is left out: it is attached to no VPC.");
            continue;
        };
        let Some(vpc) = vpcs.get_mut(&vpc_id) else {
            notes.left_out(id, "The internet gateway is left out with its VPC.");
            continue;
        };
        if let Some(first) = &vpc.internet_gateway {
            let text = format!("The internet gateway is left out: its VPC has {} already.", first.object.name);
            notes.left_out(id, text);
            continue;
        }
        let name = design.entity(id).map(|entity| entity.head.name.clone()).unwrap_or_default();
        let key = suggest(Style::Key, &name, id.into());
        vpc.internet_gateway = Some(InternetGateway { object: Object::of(design, id.into(), &key, "igw", notes) });
    }
}

/// The argument of the module.
pub(super) fn argument(vpc: &Vpc) -> Option<Entry> {
    let object = &vpc.internet_gateway.as_ref()?.object;
    let mut fields = vec![Entry::word("name", Expr::text(&object.name))];
    if !object.tags.is_empty() {
        fields.push(Entry::word("tags", tag_map(&object.tags)));
    }
    Some(Entry::word("internet_gateway", Expr::Map(fields)).marked(object.id))
}

/// The gateway as a resource of its own.
pub(super) fn flat(flat: &Flat) -> Body {
    let mut body = Body::new();
    if let Some(InternetGateway { object }) = &flat.vpc.internet_gateway {
        body.block(
            flat.resource("aws_internet_gateway")
                .marked(object.id)
                .blank()
                .attribute("vpc_id", Expr::code(format!("aws_vpc.{}.id", flat.vpc.label)))
                .attribute("tags", flat.tags(object)),
        );
    }
    body
}

/// `import` of the gateway, when it exists.
pub(super) fn imports(vpc: &Vpc, home: &Home) -> Body {
    let mut body = Body::new();
    if let Some(InternetGateway { object }) = &vpc.internet_gateway {
        home.import(&mut body, &address(home), object);
    }
    body
}

/// Its address.
pub(super) fn address(home: &Home) -> String {
    match home {
        Home::Flat { .. } => home.address("aws_internet_gateway"),
        Home::Module { .. } => home.keyed("aws_internet_gateway", "this"),
    }
}
