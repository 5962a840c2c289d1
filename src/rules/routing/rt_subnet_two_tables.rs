use crate::model::kinds::Subnet;
use crate::model::{Edit, SubnetId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A subnet follows a route table of another VPC.
    ///
    /// ## Why it matters
    /// Each subnet follows exactly one route table, and it must be one of its own VPC: a table only knows the gateways and
    /// local routes of that VPC. AWS refuses any other association.
    ///
    /// ## What to do
    /// Associate the subnet with a table of its own VPC. Without one it follows the main table.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { tier app private { subnet app-a a 10.20.0.0/24 route_table=rt-other } }
    /// vpc other 10.21.0.0/16 { route_table rt-other }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   route_table rt-main
    ///   tier app private { subnet app-a a 10.20.0.0/24 route_table=rt-main }
    /// }
    /// ```
    "routing/rt-subnet-two-tables" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html"],
        each: Subnet,
    }
}

fn check(cx: &Context<'_>, id: SubnetId, subnet: &Subnet, found: &mut Findings) {
    let Some(named) = subnet.route_table else { return };
    let Some(table) = cx.get(named).filter(|table| table.vpc != subnet.vpc) else { return };
    let name = cx.name(id);
    let message = format!(
        "{name} is in {}, but follows {}, a route table of {}.",
        cx.name(subnet.vpc),
        cx.name(named),
        cx.name(table.vpc)
    );
    found.at(id, message).with([named]).field("route_table").fix(Fix::new(
        format!("Let {name} follow the main table of {}", cx.name(subnet.vpc)),
        Safety::NeedsChoice,
        [Edit::change(id, |subnet| subnet.route_table = None)],
    ));
}
