use super::page::{Page, code, list, plain, words};
use crate::model::kinds::Assertion;
use crate::model::{Body, Entity, EntityId, Kind};
use crate::ordering::Ordered;

/// Kinds with a table of their own.
const TOLD: [Kind; 14] = [
    Kind::Settings,
    Kind::Account,
    Kind::Environment,
    Kind::AddressPool,
    Kind::ExternalNetwork,
    Kind::Vpc,
    Kind::Tier,
    Kind::Subnet,
    Kind::SubnetReservation,
    Kind::PrefixList,
    Kind::RouteTable,
    Kind::TransitGatewayRouteTable,
    Kind::SecurityGroup,
    Kind::NetworkAcl,
];
/// So many objects are named in a cell; the rest is counted.
const NAMED: usize = 6;

/// Everything else: what it is and what it belongs to.
pub(super) fn write(page: &mut Page) {
    let design = page.design;
    let mut others = design.iter().filter(|(id, _)| !TOLD.contains(&id.kind)).peekable();
    if others.peek().is_none() {
        return;
    }
    page.heading(2, "Gateways, connections and everything else");
    page.table(&[words("Kind"), words("Name"), words("Belongs to"), words("AWS id")]);
    for (id, entity) in others {
        let (name, belongs) = (page.name(id), belongs_to(page, entity));
        let aws_id = entity.head.aws_id.as_deref().map(code).unwrap_or_default();
        page.row(Some(id), [id.kind.title(), &name, &belongs, &aws_id]);
    }
}

/// What an object refers to, or what a note says.
fn belongs_to(page: &Page, entity: &Entity) -> String {
    let mut ids: Vec<EntityId> = Vec::new();
    entity.body.visit_refs(&mut |named| ids.push(named.target));
    ids.order();
    ids.dedup();
    let more = match ids.len() {
        n if n > NAMED => format!(" and {} more", n - NAMED),
        _ => String::new(),
    };
    let names = format!("{}{more}", list(ids.iter().take(NAMED).map(|id| page.called(*id))));
    let said = match &entity.body {
        Body::Note(note) => plain(&note.text),
        Body::Comment(comment) => plain(&comment.text),
        Body::Assertion(Assertion { text, .. }) => plain(text),
        _ => String::new(),
    };
    match (names.is_empty(), said.is_empty()) {
        (false, false) => format!("{names}: {said}"),
        _ => names + &said,
    }
}
