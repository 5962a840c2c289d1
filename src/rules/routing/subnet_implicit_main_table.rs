use crate::model::kinds::{Subnet, Vpc};
use crate::model::{Edit, EntityId, VpcId};
use crate::rules::network::Association;
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Held, Safety, rule};

rule! {
    /// Subnets follow the main route table because nothing else was said.
    ///
    /// ## Why it matters
    /// A subnet without a route table of its own follows the VPC's main one. Whoever later changes the main table, or
    /// makes another table the main one, silently sends these subnets' traffic elsewhere, and every new subnet's too. In
    /// most diagrams the association cannot be seen.
    ///
    /// ## What to do
    /// Associate each subnet with its table, and keep the main table to local routes.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   route_table rt-main main
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   route_table rt-main main
    ///   tier app private { subnet app-a a 10.20.0.0/24 route_table=rt-main }
    /// }
    /// ```
    "routing/subnet-implicit-main-table" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    // Before any main table is drawn there is nothing to be led astray by.
    let Some(main) = network.main_table() else { return };
    let implicit = |s: &&Held<Subnet>| matches!(network.association(s), Association::Main(_));
    let subnets: Vec<&Held<Subnet>> = network.subnets.iter().filter(implicit).collect();
    if subnets.is_empty() {
        return;
    }
    let names = list(subnets.iter().map(|s| s.name()));
    let message = format!(
        "{names} {} {}, the main route table of {}, only because nothing else is said: a change of main table moves {}.",
        if subnets.len() == 1 { "follows" } else { "follow" },
        main.name(),
        network.name(),
        if subnets.len() == 1 { "it" } else { "them" },
    );
    let table = main.id;
    let associate = subnets.iter().map(|s| Edit::change(s.id, move |s| s.route_table = Some(table)));
    let fix = Fix::new(format!("Associate {names} with {}", main.name()), Safety::Safe, associate);
    found.on_all(subnets.iter().map(|s| EntityId::from(s.id)), message).field("route_table").fix(fix);
}
