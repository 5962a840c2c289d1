use crate::addressing::CidrBlock;
use crate::model::kinds::{RulePeer, SecurityGroup};
use crate::model::{EntityId, SecurityGroupId};
use crate::rules::exposure::name_blocks;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A security group names a group of a VPC that is peered from another Region.
    ///
    /// ## Why it matters
    /// A reference to a group works over a peering inside one Region, also between accounts. Over a peering between Regions
    /// it does not: AWS answers that there is no such group.
    ///
    /// ## What to do
    /// Name the blocks of the other VPC instead, or of the subnets that the packets come from.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { sg app rules=[{peer: sg:clients, protocol: tcp, ports: 443}] }
    /// vpc far 10.21.0.0/16 region=eu-west-1 { sg clients }
    /// peering main-far main far
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { sg app rules=[{peer: 10.21.0.0/16, protocol: tcp, ports: 443}] }
    /// vpc far 10.21.0.0/16 region=eu-west-1 { sg clients }
    /// peering main-far main far
    /// ```
    "peering/peering-inter-region-sg-reference" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html"],
        aws_error: "InvalidGroup.NotFound",
        each: SecurityGroup,
    }
}

fn check(cx: &Context<'_>, id: SecurityGroupId, group: &SecurityGroup, found: &mut Findings) {
    let Some(here) = cx.get(group.vpc) else { return };
    let mut told: Vec<SecurityGroupId> = Vec::new();
    for rule in &group.rules {
        let RulePeer::Group(other) = rule.peer else { continue };
        let Some(of) = cx.get(other).map(|fields| fields.vpc).filter(|of| *of != group.vpc) else { continue };
        let Some(there) = cx.get(of).filter(|there| there.region != here.region) else { continue };
        let over = cx.peerings(group.vpc).find(|(_, peering)| peering.other_end(group.vpc) == Some(of));
        let Some((over, _)) = over.filter(|_| !told.contains(&other)) else { continue };
        told.push(other);
        let message = format!(
            "{} of {} names {} of {}, which is in {}: a reference does not work over a peering between Regions.",
            cx.name(id),
            cx.name(group.vpc),
            cx.name(other),
            cx.name(of),
            there.region
        );
        let blocks: Vec<CidrBlock> = there.blocks().collect();
        let finding = found.at(id, message).with([EntityId::from(other), of.into(), over.into()]).field("rules");
        finding.fix(name_blocks(id, other, None, blocks));
    }
}
