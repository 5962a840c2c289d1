use crate::model::RouteTableId;
use crate::model::kinds::{RouteTable, Subnet};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// No subnet follows a route table.
    ///
    /// ## Why it matters
    /// The table does nothing, but readers take it for real, it counts against the quota of tables in the VPC, and its
    /// routes hold on to gateways and peerings that someone may want to delete. Usually it is left over from a subnet that
    /// was renamed or moved.
    ///
    /// ## What to do
    /// Associate the subnets that it was made for, or delete it.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   route_table rt-main main
    ///   route_table rt-old
    ///   tier app private { subnet app-a a 10.20.0.0/24 route_table=rt-main }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   route_table rt-app
    ///   tier app private { subnet app-a a 10.20.0.0/24 route_table=rt-app }
    /// }
    /// ```
    "routing/rt-unused" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"],
        each: RouteTable,
    }
}

fn check(cx: &Context<'_>, id: RouteTableId, table: &RouteTable, found: &mut Findings) {
    let Some(network) = cx.network(table.vpc) else { return };
    // In a VPC without subnets nothing is used yet; a subnet of another VPC that names it is the finding of another rule.
    // A gateway may follow it instead.
    let followed = table.main || table.edge_gateway.is_some();
    if followed || network.subnets.is_empty() || cx.referring::<Subnet>(id).next().is_some() {
        return;
    }
    let name = cx.name(id);
    found.at(id, format!("No subnet of {} follows {name}.", network.name())).fix(Fix::new(
        format!("Delete {name}"),
        Safety::Safe,
        cx.deletion(id),
    ));
}
