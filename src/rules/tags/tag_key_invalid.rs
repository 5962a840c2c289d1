use crate::aws::limits;
use crate::model::{Body, Edit, Entity, EntityId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A tag's key is not one that AWS takes.
    ///
    /// ## Why it matters
    /// Keys that start with "aws:" are written by AWS itself, and nobody else may use them. A key has one to 128
    /// characters. One wrong key makes AWS refuse the whole call, and with it the resource.
    ///
    /// ## What to do
    /// Give the tag a key of 1 to 128 characters that does not start with "aws:".
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 tags={"aws:team": platform}
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 tags={team: platform}
    /// ```
    "tags/tag-key-invalid" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html"],
        aws_error: "InvalidParameterValue",
        each_of: [Settings, Vpc, Subnet, RouteTable, InternetGateway, NatGateway, ElasticIp, Peering],
    }
}

fn check(cx: &Context<'_>, id: EntityId, entity: &Entity, found: &mut Findings) {
    let longest = limits::TAG_KEY_LENGTH.default.map_or(usize::MAX, |n| n as usize);
    let defaults = match &entity.body {
        Body::Settings(settings) => Some(&settings.default_tags),
        _ => None,
    };
    let of_all = defaults.into_iter().flatten().map(|(key, _)| (key, "default_tags"));
    for (key, field) in entity.head.tags.keys().map(|key| (key, "tags")).chain(of_all) {
        let reason = if key.is_empty() {
            "it is empty".to_owned()
        } else if key.chars().count() > longest {
            format!("it has more than {longest} characters")
        } else if key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:")) {
            "\"aws:\" belongs to AWS".to_owned()
        } else {
            continue;
        };
        let short: String = key.chars().take(40).collect();
        let message = format!("{}: the tag key \"{short}\" is not allowed: {reason}.", cx.name(id));
        let key = key.clone();
        let remove = Edit::change_entity(id, move |entity| {
            entity.head.tags.remove(&key);
            if let Body::Settings(settings) = &mut entity.body {
                settings.default_tags.remove(&key);
            }
        });
        let fix = Fix::new(format!("Remove the tag \"{short}\""), Safety::NeedsChoice, [remove]);
        found.at(id, message).field(field).fix(fix);
    }
}
