use crate::model::kinds::{RouteTable, Vpc};
use crate::model::{Edit, EntityId, VpcId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Held, Safety, rule};

rule! {
    /// A VPC has several main route tables.
    ///
    /// ## Why it matters
    /// The main table is what a subnet follows that names no table of its own. There is exactly one: AWS makes it with the
    /// VPC, and another can take its place, but two would give such a subnet two answers.
    ///
    /// ## What to do
    /// Decide which one is the main table. The best one to be it has local routes only, so that a subnet that someone
    /// forgets to associate reaches nothing outside.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { route_table rt-1 main; route_table rt-2 main }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { route_table rt-1 main; route_table rt-2 }
    /// ```
    "routing/rt-main-count" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    let mains: Vec<&Held<RouteTable>> = network.tables.iter().filter(|table| table.main).collect();
    if mains.len() < 2 {
        return;
    }
    let message = format!(
        "{} has {} main route tables ({}). A VPC has exactly one.",
        network.name(),
        mains.len(),
        list(mains.iter().map(|table| table.name()))
    );
    let finding = found.on_all([EntityId::from(id)], message).with(mains.iter().map(|table| table.id));
    for keep in &mains {
        let others = mains.iter().filter(|table| table.id != keep.id);
        finding.fix(Fix::new(
            format!("Make {} the main table", keep.name()),
            Safety::NeedsChoice,
            others.map(|table| Edit::change(table.id, |table| table.main = false)),
        ));
    }
}
