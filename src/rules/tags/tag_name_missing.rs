use crate::model::{Entity, EntityId};
use crate::rules::{Context, Findings, rule};

rule! {
    /// An object has no name.
    ///
    /// ## Why it matters
    /// VPCs, subnets, route tables and gateways have no name of their own in AWS: it is a tag. Without it the console, the
    /// bill and the colleague on call see an id only, and exported code has to make a name up.
    ///
    /// ## What to do
    /// Give it a name that says what it is for and where: prod-app-a, prod-nat-b.
    ///
    /// ```design,finds
    /// vpc "" 10.20.0.0/16
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16
    /// ```
    "tags/tag-name-missing" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html"],
        each_of: [Vpc, Subnet, RouteTable, InternetGateway, NatGateway, ElasticIp, Peering],
    }
}

fn check(_: &Context<'_>, id: EntityId, entity: &Entity, found: &mut Findings) {
    if entity.head.name.trim().is_empty() {
        found
            .at(id, format!("The {} {id} has no name: the console will show its id only.", id.kind.title()))
            .field("name");
    }
}
