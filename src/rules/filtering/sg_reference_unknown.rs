use crate::model::kinds::{RulePeer, SecurityGroup};
use crate::model::{EntityId, SecurityGroupId, VpcId};
use crate::rules::transit_tables::shared_gateways;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A security group names a group of a VPC that it cannot see.
    ///
    /// ## Why it matters
    /// A reference stands for the private addresses of the interfaces that wear the other group. AWS knows them in the same
    /// VPC, in a VPC peered with it in the same Region, and, for inbound rules, over a transit gateway where references
    /// are turned on for the gateway and both attachments. Elsewhere it answers that there is no such group.
    ///
    /// ## What to do
    /// Name the addresses instead, as a block or a prefix list; or peer the two VPCs.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { sg app rules=[{peer: sg:clients, protocol: tcp, ports: 443}] }
    /// vpc other 10.21.0.0/16 { sg clients }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { sg app rules=[{peer: sg:clients, protocol: tcp, ports: 443}] }
    /// vpc other 10.21.0.0/16 { sg clients }
    /// peering main-other main other
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { sg app rules=[{peer: sg:clients, protocol: tcp, ports: 443}] }
    /// vpc other 10.21.0.0/16 { sg clients }
    /// tgw hub us-east-1 security_group_references=true
    /// attachment main hub resource=vpc:main
    /// attachment other hub resource=vpc:other
    /// ```
    "filtering/sg-reference-unknown" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
            "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html",
        ],
        aws_error: "InvalidGroup.NotFound",
        each: SecurityGroup,
    }
}

fn check(cx: &Context<'_>, id: SecurityGroupId, group: &SecurityGroup, found: &mut Findings) {
    let mut told: Vec<SecurityGroupId> = Vec::new();
    for rule in &group.rules {
        let RulePeer::Group(other) = rule.peer else { continue };
        // One that is not in the design is the finding of another rule.
        let Some(vpc) = cx.get(other).map(|fields| fields.vpc) else { continue };
        if vpc == group.vpc || told.contains(&other) || may_see(cx, group.vpc, vpc) {
            continue;
        }
        told.push(other);
        let message = format!(
            "{} of {} names {} of {}, which it cannot see: the VPCs are not joined in a way that knows each other's groups.",
            cx.name(id),
            cx.name(group.vpc),
            cx.name(other),
            cx.name(vpc)
        );
        found.at(id, message).with([EntityId::from(other), vpc.into()]).field("rules");
    }
}

/// Are the VPCs joined in a way that could know each other's groups? Whether it does is said by rules of its own: for
/// peerings between Regions, and for transit gateways.
fn may_see(cx: &Context<'_>, here: VpcId, there: VpcId) -> bool {
    cx.peerings(here).any(|(_, peering)| peering.other_end(here) == Some(there))
        || shared_gateways(cx, here, there).next().is_some()
}
