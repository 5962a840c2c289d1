use crate::model::kinds::{RouteTable, Workload};
use crate::model::{Edit, EntityId, WorkloadId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// Routes lead to a workload that drops packets for others.
    ///
    /// ## Why it matters
    /// An interface takes packets that are for its own addresses, and sends packets that come from them: it checks source
    /// and destination, unless that is turned off. A NAT instance, firewall or router with the check on drops everything
    /// that the routes lead to it.
    ///
    /// ## What to do
    /// Turn the check off for all its interfaces.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt-public { 0.0.0.0/0 -> igw:main }
    ///   route_table rt-app { 0.0.0.0/0 -> workload:router }
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt-public }
    ///   tier app private { subnet app-a a 10.20.1.0/24 route_table=rt-app }
    ///   workload router tier=web public_address=true
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt-public { 0.0.0.0/0 -> igw:main }
    ///   route_table rt-app { 0.0.0.0/0 -> workload:router }
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt-public }
    ///   tier app private { subnet app-a a 10.20.1.0/24 route_table=rt-app }
    ///   workload router tier=web public_address=true source_dest_check=false
    /// }
    /// ```
    "routing/rt-appliance-source-dest-check" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_NAT_Instance.html",
        ],
        each: Workload,
    }
}

fn check(cx: &Context<'_>, id: WorkloadId, workload: &Workload, found: &mut Findings) {
    let tables: Vec<EntityId> = cx.referring::<RouteTable>(id).map(|(table, _)| table.into()).collect();
    if !workload.source_dest_check || tables.is_empty() {
        return;
    }
    let name = cx.name(id);
    let message = format!(
        "{} leads packets for others to {name}, whose source and destination check drops them.",
        list(tables.iter().map(|table| cx.name(*table)))
    );
    found.at(id, message).with(tables).field("source_dest_check").fix(Fix::new(
        format!("Turn the check of {name} off"),
        Safety::ChangesTraffic,
        [Edit::change(id, |workload| workload.source_dest_check = false)],
    ));
}
