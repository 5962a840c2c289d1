use crate::model::kinds::{Role, Subnet, Tier};
use crate::model::{Edit, EntityId, TierId};
use crate::rules::routes::without_internet;
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Held, Safety, rule};

rule! {
    /// A tier is meant to be private, but its routes lead to an internet gateway.
    ///
    /// ## Why it matters
    /// Public and private are not settings of a subnet: they follow from its route table alone. A subnet that is called
    /// private and follows a table with a route to an internet gateway is public. A host in it that gets a public address
    /// can be reached from everywhere. A wrong association is the most common way in which a database ends up there.
    ///
    /// ## What to do
    /// Give the subnets a route table without the internet gateway. If they are meant to be public, say so in the tier's
    /// role.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt { 0.0.0.0/0 -> igw:main }
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt }
    ///   tier data isolated { subnet data-a a 10.20.1.0/24 route_table=rt }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt { 0.0.0.0/0 -> igw:main }
    ///   route_table rt-local
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt }
    ///   tier data isolated { subnet data-a a 10.20.1.0/24 route_table=rt-local }
    /// }
    /// ```
    "routing/subnet-name-contradicts-routes" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html"],
        each: Tier,
    }
}

fn check(cx: &Context<'_>, id: TierId, tier: &Tier, found: &mut Findings) {
    if tier.role == Role::Public {
        return;
    }
    let Some(network) = cx.network(tier.vpc) else { return };
    let subnets: Vec<&Held<Subnet>> = network.subnets_of(id).filter(|s| network.leads_to_internet(s)).collect();
    let Some(first) = subnets.first() else { return };
    let table = network.association(first).table().map_or_else(String::new, |table| table.name());
    let names = list(subnets.iter().map(|s| s.name()));
    let message = format!(
        "{} is meant to be {}, but {names} {} {table}, which leads to an internet gateway: {} public.",
        cx.name(id),
        tier.role.key(),
        if subnets.len() == 1 { "follows" } else { "follow" },
        if subnets.len() == 1 { "it is" } else { "they are" },
    );
    let finding = found.at(id, message).with(subnets.iter().map(|s| EntityId::from(s.id)));
    let title = format!("Give {names} a route table without the internet gateway");
    finding.fix(Fix::new(title, Safety::ChangesTraffic, without_internet(cx, network, &subnets)));
    finding.fix(Fix::new(
        format!("Call {} public", cx.name(id)),
        Safety::NeedsChoice,
        [Edit::change(id, |tier| tier.role = Role::Public)],
    ));
}
