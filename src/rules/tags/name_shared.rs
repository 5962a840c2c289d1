use std::collections::BTreeMap;

use crate::model::{EntityId, Kind};
use crate::rules::names::label;
use crate::rules::{Context, Findings, rule};

rule! {
    /// VPCs, environments or other things of one kind share a name.
    ///
    /// ## Why it matters
    /// AWS does not care: to it a name is a tag. People do, and so does code: folders, modules and resources are named
    /// after these objects, and two with one name have to be numbered.
    ///
    /// ## What to do
    /// Give each its own name, for example with the Region or the environment in it.
    ///
    /// ```design,finds
    /// vpc prod 10.20.0.0/16 region=eu-west-1
    /// vpc prod 10.21.0.0/16 region=us-east-1 id=vpc-other
    /// ```
    /// ```design,clean
    /// vpc prod-eu 10.20.0.0/16 region=eu-west-1
    /// vpc prod-us 10.21.0.0/16 region=us-east-1
    /// ```
    "tags/name-shared" {
        severity: Warning,
        sources: ["https://developer.hashicorp.com/terraform/language/syntax/configuration"],
        design,
    }
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut labels: BTreeMap<(Kind, String), Vec<(EntityId, String)>> = BTreeMap::new();
    for vpc in cx.census().vpcs() {
        // A VPC without a name is called by its id, which is its own.
        labels.entry((Kind::Vpc, label(&vpc.name))).or_default().push((vpc.id.into(), vpc.name.clone()));
    }
    for kind in [Kind::Account, Kind::Environment, Kind::AddressPool, Kind::ElasticIp, Kind::Peering] {
        for (id, entity) in cx.all_of(kind).filter(|(_, entity)| !entity.head.name.is_empty()) {
            let name = &entity.head.name;
            labels.entry((kind, label(name))).or_default().push((id, name.clone()));
        }
    }
    for ((kind, _), objects) in labels.into_iter().filter(|(_, objects)| objects.len() > 1) {
        let message = match objects.iter().all(|(_, name)| *name == objects[0].1) {
            true => format!("{} {} are called {}.", objects.len(), kind.plural(), objects[0].1),
            false => format!(
                "The {} {} have the same name in code.",
                kind.plural(),
                crate::rules::words::list(objects.iter().map(|(_, name)| format!("\"{name}\"")))
            ),
        };
        found.on_all(objects.into_iter().map(|(id, _)| id), message).field("name");
    }
}
