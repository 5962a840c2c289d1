use crate::model::{Body, Entity, EntityId};
use crate::ordering::Ordered;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A tag uses characters that some AWS services refuse.
    ///
    /// ## Why it matters
    /// The networking API takes any character in a tag. Load balancers, databases, functions and cost tools do not: a tag
    /// that is copied to one of them fails in the middle of a deployment.
    ///
    /// ## What to do
    /// Keep to letters, digits, spaces and + - = . _ : / @
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 tags={team: "R&D"}
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 tags={team: "R and D"}
    /// ```
    "tags/tag-charset-portable" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html"],
        each_of: [Settings, Vpc, Subnet, RouteTable, InternetGateway, NatGateway, ElasticIp, Peering],
    }
}

fn is_portable(c: char) -> bool {
    c.is_alphanumeric() || c == ' ' || "+-=._:/@".contains(c)
}

fn check(cx: &Context<'_>, id: EntityId, entity: &Entity, found: &mut Findings) {
    let defaults = match &entity.body {
        Body::Settings(settings) => Some(&settings.default_tags),
        _ => None,
    };
    for (key, value) in entity.head.tags.iter().chain(defaults.into_iter().flatten()) {
        let mut odd: Vec<char> = key.chars().chain(value.chars()).filter(|c| !is_portable(*c)).collect();
        odd.order();
        odd.dedup();
        if !odd.is_empty() {
            let odd: Vec<String> = odd.into_iter().map(|c| format!("{c:?}")).collect();
            let message = format!(
                "{}: the tag \"{key}\" uses {}, which some AWS services refuse.",
                cx.name(id),
                crate::rules::words::list(odd)
            );
            found.at(id, message).field("tags");
        }
    }
}
