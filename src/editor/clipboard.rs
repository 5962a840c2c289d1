//! What goes to the clipboard and comes back, in this window or another: objects as JSON text, blocks as lines.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::{Body, Design, Entity, EntityId, Placement, Tags};

/// What marks the text as ours.
const MARK: &str = "objects of a cidraw design";

#[derive(Serialize, Deserialize)]
struct Sheet {
    clipboard: String,
    objects: Vec<Object>,
}

#[derive(Serialize, Deserialize)]
struct Object {
    id: EntityId,
    name: String,
    #[serde(default, skip_serializing_if = "Tags::is_empty")]
    tags: Tags,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<Placement>,
    fields: Value,
}

/// Objects as a text for the clipboard.
pub fn write(objects: &[(EntityId, Entity)]) -> String {
    let objects = objects.iter().filter_map(|(id, entity)| {
        let fields = entity.body.to_value().ok()?;
        let head = &entity.head;
        Some(Object { id: *id, name: head.name.clone(), tags: head.tags.clone(), at: head.at, fields })
    });
    let sheet = Sheet { clipboard: MARK.to_owned(), objects: objects.collect() };
    serde_json::to_string(&sheet).unwrap_or_default()
}

/// The objects in a text of the clipboard, by id; `None` when it is something else. What cannot be read is left out.
pub fn read(text: &str) -> Option<Vec<(EntityId, Entity)>> {
    if !text.trim_start().starts_with('{') {
        return None;
    }
    let sheet: Sheet = serde_json::from_str(text).ok()?;
    let objects = sheet.objects.into_iter().filter(|_| sheet.clipboard == MARK).filter_map(|object| {
        let body = Body::from_value(object.id.kind, object.fields).ok()?;
        let mut entity = Entity::new(object.name, body);
        entity.head.tags = object.tags;
        entity.head.at = object.at;
        Some((object.id, entity))
    });
    let mut objects: Vec<(EntityId, Entity)> = objects.collect();
    objects.sort_by_key(|(id, _)| *id);
    objects.dedup_by_key(|(id, _)| *id);
    (!objects.is_empty()).then_some(objects)
}

/// The blocks of objects, one a line, each with the name of its object.
pub fn blocks(design: &Design, ids: impl IntoIterator<Item = EntityId>) -> String {
    let mut lines = Vec::new();
    for id in ids {
        let Some(entity) = design.entity(id) else { continue };
        let name = &entity.head.name;
        match &entity.body {
            Body::Vpc(vpc) => lines.extend(vpc.blocks().map(|block| format!("{block} {name}"))),
            Body::Subnet(subnet) => lines.extend(subnet.blocks().map(|block| format!("{block} {name}"))),
            Body::Tier(_) => {
                let subnets = design.referring::<crate::model::kinds::Subnet>(id);
                let blocks = subnets.flat_map(|(id, s)| s.blocks().map(move |b| (b, id)).collect::<Vec<_>>());
                lines.extend(blocks.map(|(block, id)| format!("{block} {}", design.name(id))));
            }
            Body::AddressPool(pool) => lines.extend(pool.blocks.iter().map(|block| format!("{block} {name}"))),
            Body::Settings(_)
            | Body::Account(_)
            | Body::Environment(_)
            | Body::RouteTable(_)
            | Body::InternetGateway(_)
            | Body::NatGateway(_)
            | Body::ElasticIp(_)
            | Body::Peering(_) => {}
        }
    }
    lines.join("\n")
}
