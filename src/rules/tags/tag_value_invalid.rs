use crate::aws::limits;
use crate::model::{Body, Entity, EntityId};
use crate::rules::{Context, Findings, rule};

rule! {
    /// A tag's value is longer than AWS takes.
    ///
    /// ## Why it matters
    /// A value may be empty, but has no more than 256 characters. Long notes belong into a document, and its link into the
    /// tag. Values show up in many answers of the API, so they are no place for secrets either.
    ///
    /// ## What to do
    /// Shorten the value to 256 characters or fewer.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 tags={note: "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789"}
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 tags={note: "see the wiki"}
    /// ```
    "tags/tag-value-invalid" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html"],
        aws_error: "InvalidParameterValue",
        each_of: [Settings, Vpc, Subnet, RouteTable, InternetGateway, NatGateway, ElasticIp, Peering],
    }
}

fn check(cx: &Context<'_>, id: EntityId, entity: &Entity, found: &mut Findings) {
    let Some(longest) = limits::TAG_VALUE_LENGTH.default else { return };
    let defaults = match &entity.body {
        Body::Settings(settings) => Some(&settings.default_tags),
        _ => None,
    };
    for (key, value) in entity.head.tags.iter().chain(defaults.into_iter().flatten()) {
        let length = value.chars().count();
        if length > longest as usize {
            let message = format!(
                "{}: the value of the tag \"{key}\" has {length} characters; {longest} is the most.",
                cx.name(id)
            );
            found.at(id, message).field("tags");
        }
    }
}
