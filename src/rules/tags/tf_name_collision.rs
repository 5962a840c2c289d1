use std::collections::BTreeMap;

use crate::model::kinds::Vpc;
use crate::model::{EntityId, Kind, VpcId};
use crate::rules::names::label;
use crate::rules::words::list;
use crate::rules::{Context, Findings, rule};

rule! {
    /// Objects of one kind in one VPC have the same name in code.
    ///
    /// ## Why it matters
    /// Terraform names its resources with letters, digits, dashes and underscores, so web.app and web-app become the same
    /// name. Two resources of one type cannot share a name: exported code has to number them, and which number is which
    /// nobody can remember. In the console the two look alike too.
    ///
    /// ## What to do
    /// Give each its own name, one that differs in letters or digits: web-app and web-app-admin.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet "app a" a 10.20.0.0/24; subnet app_a b 10.20.1.0/24 }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    /// }
    /// ```
    "tags/tf-name-collision" {
        severity: Warning,
        sources: ["https://developer.hashicorp.com/terraform/language/syntax/configuration"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(household) = cx.household(id.into()) else { return };
    for kind in [Kind::Tier, Kind::Subnet, Kind::RouteTable, Kind::InternetGateway, Kind::NatGateway] {
        let mut labels: BTreeMap<String, Vec<(EntityId, &str)>> = BTreeMap::new();
        for (id, entity) in household.of_kind(kind).iter().filter(|(_, entity)| !entity.head.name.is_empty()) {
            labels.entry(label(&entity.head.name)).or_default().push((*id, &entity.head.name));
        }
        for (label, objects) in labels.into_iter().filter(|(_, objects)| objects.len() > 1) {
            let message = format!(
                "The {} {} of {} all become {label} in code.",
                kind.plural(),
                list(objects.iter().map(|(_, name)| format!("\"{name}\""))),
                cx.name(id)
            );
            found.on_all(objects.into_iter().map(|(id, _)| id), message).field("name");
        }
    }
}
