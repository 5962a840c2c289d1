use std::collections::BTreeMap;

use crate::model::kinds::Settings;
use crate::model::{Entity, EntityId};
use crate::rules::{Context, Findings, rule};

rule! {
    /// Two tags of an object differ only in case.
    ///
    /// ## Why it matters
    /// To AWS, Env and env are two tags. Cost reports and policies that look for one miss the other, and conditions in
    /// IAM policies compare keys without regard to case, which makes it worse.
    ///
    /// ## What to do
    /// Decide on one spelling, and use it for everything.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 tags={Env: prod, env: prod}
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 tags={env: prod}
    /// ```
    "tags/tag-key-case-duplicate" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html"],
        each_of: [Vpc, Subnet, RouteTable, InternetGateway, NatGateway, ElasticIp, Peering],
    }
}

fn check(cx: &Context<'_>, id: EntityId, entity: &Entity, found: &mut Findings) {
    if entity.head.tags.is_empty() {
        return;
    }
    let mut spellings: BTreeMap<String, &str> = BTreeMap::new();
    let defaults = cx.get(Settings::id()).map(|settings| &settings.default_tags);
    for key in defaults.into_iter().flatten().map(|(key, _)| key).chain(entity.head.tags.keys()) {
        if let Some(other) = spellings.insert(key.to_lowercase(), key).filter(|other| other != key) {
            let message = format!(
                "{}: the tags \"{other}\" and \"{key}\" differ only in case; AWS takes them for two.",
                cx.name(id)
            );
            found.at(id, message).field("tags");
        }
    }
}
