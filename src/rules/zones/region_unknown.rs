use crate::aws::region::region;
use crate::model::{Body, Entity, EntityId};
use crate::rules::{Context, Findings, rule};

rule! {
    /// A Region's code is not one that AWS has.
    ///
    /// ## Why it matters
    /// Every VPC and every elastic IP lives in one Region, named by its code: us-east-1, eu-central-1. With a code that
    /// does not exist nothing can be created, and nothing can be said about zones and quotas.
    ///
    /// ## What to do
    /// Choose a Region from the list. The code is the short form with dashes and a number, not the name ("Ireland").
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 region=eu-ireland-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 region=eu-west-1
    /// ```
    "zones/region-unknown" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html"],
        each_of: [Vpc, ElasticIp],
    }
}

fn check(cx: &Context<'_>, id: EntityId, entity: &Entity, found: &mut Findings) {
    let code = match &entity.body {
        Body::Vpc(vpc) => &vpc.region,
        Body::ElasticIp(eip) => &eip.region,
        _ => return,
    };
    if region(code).is_some() {
        return;
    }
    let name = cx.name(id);
    let message = match code.is_empty() {
        true => format!("{name} has no Region. It cannot be created anywhere."),
        false => format!("{name}: \"{code}\" is not a Region of AWS."),
    };
    found.at(id, message).field("region");
}
