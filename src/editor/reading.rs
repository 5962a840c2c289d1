//! In which order objects are read out, and what a connection is, seen from one of its ends.

use super::describe::{peering_facts, reading_order};
use super::words;
use crate::model::kinds::{Peering, TransitGatewayAttachment, VpnConnection};
use crate::model::{Design, EntityId, vpc_of};
use crate::ordering::Ordered;
use crate::wording::capitalised;

/// Puts objects in the order of the outline: VPC by VPC, each followed by what is in it, from the internet inward and
/// zone by zone; then what is in no VPC, kind by kind.
pub fn put_in_reading_order(design: &Design, ids: &mut [EntityId]) {
    ids.order_by_cached_key(|id| {
        let entity = design.entity(*id);
        let is_vpc = id.kind == crate::model::Kind::Vpc;
        let vpc = entity.and_then(|entity| vpc_of(design, &entity.body)).map(EntityId::from).or(is_vpc.then_some(*id));
        let home = vpc.map_or(String::new(), |vpc| design.name(vpc));
        (vpc.is_none(), home, vpc, !is_vpc, id.kind, reading_order(design, *id), *id)
    });
}

/// What joins an object to another, said at one of its ends: "Peering to data, routes both ways, no DNS". `None` for
/// what joins nothing.
pub fn connection_words(design: &Design, connection: EntityId, from: EntityId) -> Option<String> {
    let entity = design.entity(connection)?;
    let to = |other: Option<EntityId>| other.map_or("nothing yet".to_owned(), |id| words::called(design, id));
    let (ends, facts): ([Option<EntityId>; 2], Vec<String>) = if let Some(peering) = entity.as_noun::<Peering>() {
        let ends = [peering.requester.into(), peering.accepter.into()].map(Some);
        (ends, peering_facts(design, connection, peering))
    } else if let Some(attachment) = entity.as_noun::<TransitGatewayAttachment>() {
        let table = attachment.associated_table.map_or("the default table".to_owned(), |table| design.name(table));
        let ends = [attachment.resource, attachment.transit_gateway.into()].map(Some);
        (ends, vec![format!("follows {table}")])
    } else if let Some(vpn) = entity.as_noun::<VpnConnection>() {
        ([Some(vpn.customer_gateway.into()), vpn.gateway], Vec::new())
    } else {
        return None;
    };
    let other = if ends[0] == Some(from) { ends[1] } else { ends[0] };
    let what = capitalised(connection.kind.title());
    Some([vec![format!("{what} to {}", to(other))], facts].concat().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use crate::notation::parse;

    #[test]
    fn objects_are_read_vpc_by_vpc_and_row_by_row() {
        let design = parse(
            "vpc b 10.1.0.0/16 { tier app private { subnet b-app-a a 10.1.0.0/20 } }
             vpc a 10.0.0.0/16 {
               tier app private { subnet a-app-b b 10.0.80.0/20; subnet a-app-a a 10.0.64.0/20 }
               tier web public { subnet a-web-a a 10.0.0.0/20 }
             }
             peering a-b a b",
        )
        .expect("it is notation");
        let is_shown = |id: &EntityId| matches!(id.kind, Kind::Vpc | Kind::Subnet | Kind::Peering);
        let mut ids: Vec<EntityId> = design.iter().map(|(id, _)| id).filter(is_shown).collect();
        put_in_reading_order(&design, &mut ids);
        let names: Vec<String> = ids.into_iter().map(|id| design.name(id)).collect();
        assert_eq!(names, ["a", "a-app-a", "a-app-b", "a-web-a", "b", "b-app-a", "a-b"]);
    }

    #[test]
    fn a_peering_is_said_from_both_of_its_ends() {
        let design = parse("vpc app 10.0.0.0/16; vpc data 10.1.0.0/16; peering p app data").expect("it is notation");
        let one = |kind: Kind, name: &str| {
            let found = design.of_kind(kind).find(|(id, _)| design.name(*id) == name);
            found.map(|(id, _)| id).expect("it is there")
        };
        let peering = one(Kind::Peering, "p");
        let said = |vpc| connection_words(&design, peering, one(Kind::Vpc, vpc)).expect("it joins");
        assert_eq!(said("app"), "Peering to VPC data, no routes, no DNS");
        assert_eq!(said("data"), "Peering to VPC app, no routes, no DNS");
        assert_eq!(connection_words(&design, one(Kind::Vpc, "app"), peering), None);
    }
}
