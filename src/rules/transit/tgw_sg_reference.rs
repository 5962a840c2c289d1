use crate::model::kinds::{Direction, RulePeer, SecurityGroup};
use crate::model::{Edit, EntityId, SecurityGroupId, TransitGatewayAttachmentId};
use crate::rules::exposure::name_blocks;
use crate::rules::transit_tables::{Shared, follows, shared_gateways};
use crate::rules::transit_ways::{way_to, ways};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A security group names a group behind a transit gateway that does not carry the reference.
    ///
    /// ## Why it matters
    /// Inbound rules may name groups of other VPCs behind the same transit gateway. It has to be turned on for the gateway,
    /// where it is off at first, and for both attachments. It never works for outbound rules, nor where the packets pass an
    /// inspection VPC on their way, which hides the interface that they come from. (Older AWS pages say that transit gateways
    /// know no references at all.)
    ///
    /// ## What to do
    /// Turn references on, or name the blocks of the other VPC, which works everywhere.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { sg app rules=[{peer: sg:clients, protocol: tcp, ports: 443}] }
    /// vpc other 10.21.0.0/16 { sg clients }
    /// tgw hub us-east-1
    /// attachment main hub resource=vpc:main
    /// attachment other hub resource=vpc:other
    /// ```
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { sg app rules=[{direction: egress, peer: sg:servers, protocol: tcp, ports: 443}] }
    /// vpc other 10.21.0.0/16 { sg servers }
    /// tgw hub us-east-1 security_group_references=true
    /// attachment main hub resource=vpc:main
    /// attachment other hub resource=vpc:other
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { sg app rules=[{peer: sg:clients, protocol: tcp, ports: 443}] }
    /// vpc other 10.21.0.0/16 { sg clients }
    /// tgw hub us-east-1 security_group_references=true
    /// attachment main hub resource=vpc:main
    /// attachment other hub resource=vpc:other
    /// ```
    "transit/tgw-sg-reference" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
        ],
        each: SecurityGroup,
    }
}

/// Why a reference is not carried.
enum Reason {
    Outbound,
    GatewayOff,
    AttachmentsOff(Vec<TransitGatewayAttachmentId>),
    Inspected(TransitGatewayAttachmentId),
}

fn check(cx: &Context<'_>, id: SecurityGroupId, group: &SecurityGroup, found: &mut Findings) {
    let mut told: Vec<(SecurityGroupId, Direction)> = Vec::new();
    for rule in &group.rules {
        let RulePeer::Group(other) = rule.peer else { continue };
        let Some(of) = cx.get(other).map(|fields| fields.vpc).filter(|of| *of != group.vpc) else { continue };
        let peered = cx.peerings(group.vpc).any(|(_, peering)| peering.other_end(group.vpc) == Some(of));
        if peered || told.contains(&(other, rule.direction)) {
            continue;
        }
        // Over any of several gateways is enough.
        let shared: Vec<Shared<'_>> = shared_gateways(cx, group.vpc, of).collect();
        let reasons: Vec<Option<Reason>> = shared.iter().map(|shared| reason(cx, shared, rule.direction)).collect();
        let (Some(shared), true) = (shared.first(), reasons.iter().all(Option::is_some)) else { continue };
        let Some(reason) = reasons.into_iter().flatten().next() else { continue };
        told.push((other, rule.direction));
        let why = match &reason {
            Reason::Outbound => "outbound rules cannot name groups over a transit gateway".to_owned(),
            Reason::GatewayOff => format!("references are off on {}", cx.name(shared.gateway)),
            Reason::AttachmentsOff(off) => {
                format!("references are off on {}", crate::rules::words::list(off.iter().map(|a| cx.name(*a))))
            }
            Reason::Inspected(by) => format!("the packets pass {} on their way", cx.name(*by)),
        };
        let message = format!(
            "{} of {} names {} of {}, which does not work over {}: {why}.",
            cx.name(id),
            cx.name(group.vpc),
            cx.name(other),
            cx.name(of),
            cx.name(shared.gateway)
        );
        let finding = found.at(id, message).with([EntityId::from(other), shared.gateway.into()]).field("rules");
        finding.fix(turn_on(cx, shared, &reason));
        let blocks = cx.get(of).map_or_else(Vec::new, |vpc| vpc.blocks().collect());
        finding.fix(name_blocks(id, other, Some(rule.direction), blocks));
    }
}

fn reason(cx: &Context<'_>, shared: &Shared<'_>, direction: Direction) -> Option<Reason> {
    let gateway = cx.get(shared.gateway)?;
    if direction == Direction::Egress {
        return Some(Reason::Outbound);
    }
    if !gateway.security_group_references {
        return Some(Reason::GatewayOff);
    }
    let off = [shared.ours, shared.theirs].into_iter().filter(|(_, a)| !a.security_group_references).map(|(id, _)| id);
    let off: Vec<TransitGatewayAttachmentId> = off.collect();
    if !off.is_empty() {
        return Some(Reason::AttachmentsOff(off));
    }
    // The packets come from the other VPC, by the table that its attachment follows.
    let table = follows(gateway, shared.theirs.1)?;
    let ours = cx.get(shared.ours.1.resource.typed::<crate::model::VpcId>()?)?.blocks().next()?;
    let by = way_to(&ways(cx, shared.gateway, gateway, table), ours)?.to.filter(|to| *to != shared.ours.0)?;
    Some(Reason::Inspected(by))
}

/// Turns references on wherever they are off, when that is all there is to it.
fn turn_on(cx: &Context<'_>, shared: &Shared<'_>, reason: &Reason) -> Option<Fix> {
    if !matches!(reason, Reason::GatewayOff | Reason::AttachmentsOff(_)) {
        return None;
    }
    let mut edits = vec![Edit::change(shared.gateway, |gateway| gateway.security_group_references = true)];
    for (attachment, fields) in [shared.ours, shared.theirs] {
        if !fields.security_group_references {
            edits.push(Edit::change(attachment, |attachment| attachment.security_group_references = true));
        }
    }
    let title = format!("Turn security group references on for {}", cx.name(shared.gateway));
    Some(Fix::new(title, Safety::ChangesTraffic, edits))
}
