use crate::addressing::{CidrBlock, LINK_LOCAL_V4};
use crate::model::kinds::{NetworkAcl, SecurityGroup};
use crate::model::{Edit, Entity, EntityId, VpcId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A filter names an address that no filter sees: of Amazon's DNS, time, metadata or licence servers.
    ///
    /// ## Why it matters
    /// These servers answer on the host itself, at 169.254 addresses and at the VPC's base address plus two. Neither
    /// security groups nor network ACLs look at packets to them: a rule that allows them does nothing, and an entry that
    /// denies them stops nobody.
    ///
    /// ## What to do
    /// Remove it. Names are filtered by Route 53 Resolver DNS Firewall; access to metadata is an option of each instance
    /// (IMDSv2, hop limit).
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { sg app rules=[{direction: egress, peer: 10.20.0.2/32, protocol: udp, ports: 53}] }
    /// ```
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   acl inner entries=[
    ///     {direction: egress, number: 90, action: deny, block: 169.254.169.254/32},
    ///     {direction: egress, number: 100, block: 0.0.0.0/0}
    ///   ]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { sg app rules=[{direction: egress, peer: 10.20.4.10/32, protocol: udp, ports: 53}] }
    /// ```
    "filtering/sg-cannot-filter-dns" {
        severity: Advice,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
        ],
        each_of: [SecurityGroup, NetworkAcl],
    }
}

/// VPC Lattice answers here, and security groups do filter it.
const LATTICE: CidrBlock = CidrBlock::v4([169, 254, 171, 0], 24);

/// Who answers at the block where no filter looks.
fn unfiltered(cx: &Context<'_>, vpc: VpcId, block: CidrBlock) -> Option<&'static str> {
    if LINK_LOCAL_V4.covers(block) && !block.overlaps(LATTICE) {
        return Some("a server on the host itself");
    }
    let primary = cx.get(vpc)?.ipv4_blocks().next()?;
    (block.addresses() == 1 && primary.nth(2) == Some(block.first())).then_some("the VPC's own DNS server")
}

fn check(cx: &Context<'_>, id: EntityId, entity: &Entity, found: &mut Findings) {
    let (vpc, field, named): (VpcId, _, Vec<CidrBlock>) = if let Some(group) = entity.as_noun::<SecurityGroup>() {
        let blocks = group.rules.iter().filter_map(|rule| rule.peer.written()?.get());
        (group.vpc, "rules", blocks.collect())
    } else if let Some(acl) = entity.as_noun::<NetworkAcl>() {
        (acl.vpc, "entries", acl.entries.iter().filter_map(|entry| entry.block.get()).collect())
    } else {
        return;
    };
    let mut told: Vec<CidrBlock> = Vec::new();
    for block in named {
        let Some(who) = unfiltered(cx, vpc, block).filter(|_| !told.contains(&block)) else { continue };
        told.push(block);
        let message =
            format!("{}: {block} is {who}, whose packets pass every filter. The line does nothing.", cx.name(id));
        let edit = Edit::change_entity(id, move |entity| {
            if let crate::model::Body::SecurityGroup(group) = &mut entity.body {
                group.rules.retain(|rule| rule.peer.written().and_then(|written| written.get()) != Some(block));
            } else if let crate::model::Body::NetworkAcl(acl) = &mut entity.body {
                acl.entries.retain(|entry| entry.block.get() != Some(block));
            }
        });
        let fix = Fix::new(format!("Remove what is said of {block}"), Safety::Safe, [edit]);
        found.at(id, message).field(field).fix(fix);
    }
}
