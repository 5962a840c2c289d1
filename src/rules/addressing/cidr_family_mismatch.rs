use crate::addressing::Family;
use crate::model::{Body, Edit, Entity, EntityId};
use crate::rules::blocks::written_blocks;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// An IPv6 block stands where an IPv4 block belongs, or the reverse.
    ///
    /// ## Why it matters
    /// AWS keeps the two address families apart: they have fields, routes, rules and quotas of their own, and a call that
    /// takes one refuses the other.
    ///
    /// ## What to do
    /// Move the block to the field of its own family.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { tier app private { subnet app-a a ipv6=10.20.0.0/24 } }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { tier app private { subnet app-a a 10.20.0.0/24 } }
    /// ```
    "addressing/cidr-family-mismatch" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html"],
        aws_error: "InvalidParameterValue",
        each_of: [Vpc, Subnet],
    }
}

fn check(cx: &Context<'_>, id: EntityId, entity: &Entity, found: &mut Findings) {
    for written in written_blocks(&entity.body) {
        let Ok(block) = written.sound() else { continue };
        let (takes, is) = match (written.field, block.family()) {
            ("ipv4", Family::V6) => ("IPv4", "IPv6"),
            ("ipv6", Family::V4) => ("IPv6", "IPv4"),
            _ => continue,
        };
        let name = cx.name(id);
        let message = format!("{name}: {block} is {is}, but stands where an {takes} block belongs.");
        let mend = Edit::change_entity(id, move |entity| match &mut entity.body {
            Body::Vpc(vpc) => {
                let (from, to) = match block.family() {
                    Family::V4 => (&mut vpc.ipv6, &mut vpc.ipv4),
                    Family::V6 => (&mut vpc.ipv4, &mut vpc.ipv6),
                };
                from.retain(|b| b.get() != Some(block));
                to.push(block.into());
            }
            Body::Subnet(subnet) => {
                let (from, to) = match block.family() {
                    Family::V4 => (&mut subnet.ipv6, &mut subnet.ipv4),
                    Family::V6 => (&mut subnet.ipv4, &mut subnet.ipv6),
                };
                *from = None;
                *to = Some(block.into());
            }
            _ => {}
        });
        let taken = match &entity.body {
            Body::Subnet(subnet) => subnet.ipv4.is_some() && subnet.ipv6.is_some(),
            _ => false,
        };
        let finding = found.at(id, message).field(written.field);
        if !taken {
            finding.fix(Fix::new(format!("Make {block} the {is} block of {name}"), Safety::Safe, [mend]));
        }
    }
}
