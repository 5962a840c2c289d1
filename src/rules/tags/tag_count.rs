use std::collections::BTreeSet;

use crate::aws::limits;
use crate::model::kinds::Settings;
use crate::model::{Entity, EntityId};
use crate::rules::{Context, Findings, rule};

rule! {
    /// An object has more tags than AWS takes.
    ///
    /// ## Why it matters
    /// A resource has 50 tags at the most. The name is one of them, and so is each default tag that every exported
    /// resource gets. Tags that AWS adds itself do not count.
    ///
    /// ## What to do
    /// Remove some, here or among the default tags.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 tags={a0: x, a1: x, a2: x, a3: x, a4: x, a5: x, a6: x, a7: x, a8: x, a9: x, b0: x, b1: x, b2: x, b3: x, b4: x, b5: x, b6: x, b7: x, b8: x, b9: x, c0: x, c1: x, c2: x, c3: x, c4: x, c5: x, c6: x, c7: x, c8: x, c9: x, d0: x, d1: x, d2: x, d3: x, d4: x, d5: x, d6: x, d7: x, d8: x, d9: x, e0: x, e1: x, e2: x, e3: x, e4: x, e5: x, e6: x, e7: x, e8: x, e9: x}
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 tags={team: platform, cost: shared}
    /// ```
    "tags/tag-count" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html"],
        aws_error: "TagLimitExceeded",
        each_of: [Vpc, Subnet, RouteTable, InternetGateway, NatGateway, ElasticIp, Peering],
    }
}

fn check(cx: &Context<'_>, id: EntityId, entity: &Entity, found: &mut Findings) {
    let Some(most) = limits::TAGS_PER_RESOURCE.default else { return };
    if entity.head.tags.is_empty() {
        return;
    }
    let mut keys: BTreeSet<&str> = entity.head.tags.keys().map(String::as_str).collect();
    keys.extend(cx.get(Settings::id()).iter().flat_map(|settings| settings.default_tags.keys()).map(String::as_str));
    if !entity.head.name.is_empty() {
        keys.insert("Name");
    }
    if keys.len() > most as usize {
        let message = format!(
            "{} has {} tags, its name and the default tags included; {most} is the most.",
            cx.name(id),
            keys.len()
        );
        found.at(id, message).field("tags");
    }
}
