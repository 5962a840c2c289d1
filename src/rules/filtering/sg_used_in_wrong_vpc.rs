use crate::model::{Entity, EntityId};
use crate::rules::filters::worn;
use crate::rules::{Context, Findings, rule};

rule! {
    /// Something wears a security group of another VPC.
    ///
    /// ## Why it matters
    /// A security group works in its own VPC. AWS refuses an interface, load balancer or endpoint that names a group of
    /// another. (A group may be associated with further VPCs of its Region; such associations are not drawn here.)
    ///
    /// ## What to do
    /// Use a group of the same VPC, with the same rules if need be.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload app tier=app security_groups=[of-other]
    /// }
    /// vpc other 10.21.0.0/16 { sg of-other }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload app tier=app security_groups=[of-main]
    ///   sg of-main
    /// }
    /// ```
    "filtering/sg-used-in-wrong-vpc" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-assoc.html",
            "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html",
        ],
        aws_error: "InvalidGroup.NotFound",
        each_of: [Workload, LoadBalancer, Endpoint, ResolverEndpoint],
    }
}

fn check(cx: &Context<'_>, id: EntityId, entity: &Entity, found: &mut Findings) {
    let Some((vpc, groups)) = worn(&entity.body) else { return };
    for group in groups {
        let Some(other) = cx.get(*group).map(|fields| fields.vpc).filter(|other| *other != vpc) else { continue };
        let message =
            format!("{} is in {}, but wears {} of {}.", cx.name(id), cx.name(vpc), cx.name(*group), cx.name(other));
        found.at(id, message).with([EntityId::from(*group), other.into()]).field("security_groups");
    }
}
