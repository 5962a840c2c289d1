use crate::addressing::CidrBlock;
use crate::model::kinds::{RouteTarget, Vpc};
use crate::model::{Kind, VpcId};
use crate::rules::{Context, Findings, rule};

rule! {
    /// A further block of a VPC contains the destination of a route that leads out of it.
    ///
    /// ## Why it matters
    /// Each block of a VPC brings a local route. AWS refuses to add a block that equals or contains the destination of a
    /// route in one of the VPC's tables: packets that the route sends elsewhere today would suddenly be local. A block
    /// that is smaller than the destination is fine.
    ///
    /// ## What to do
    /// Choose a block that contains no such destination, or first remove the route.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 10.21.0.0/16 {
    ///   route_table rt main { 10.21.4.0/24 -> peering:main-other }
    /// }
    /// vpc other 10.21.4.0/24
    /// peering main-other main other
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 10.22.0.0/16 {
    ///   route_table rt main { 10.21.4.0/24 -> peering:main-other }
    /// }
    /// vpc other 10.21.4.0/24
    /// peering main-other main other
    /// ```
    "addressing/vpc-secondary-swallows-route" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    let blocks: Vec<CidrBlock> = vpc.ipv4_blocks().collect();
    let leads_out = |target: RouteTarget| {
        // A NAT gateway may take over local traffic, so its route does not lead out.
        target.object().is_some_and(|id| matches!(id.kind, Kind::Peering | Kind::InternetGateway))
    };
    for block in blocks.iter().skip(1) {
        for table in &network.tables {
            let swallowed = table.routes.iter().find_map(|route| {
                let destination = route.destination.get().filter(|d| block.covers(*d))?;
                leads_out(route.target).then_some((destination, route.target))
            });
            let Some((destination, target)) = swallowed else { continue };
            let to = target.object().map_or_else(|| "local".to_owned(), |id| cx.name(id));
            let message = format!(
                "{}: {block} cannot be added, because {} has a route to {destination} over {to} that lies inside it.",
                network.name(),
                table.name()
            );
            found.at(id, message).with([table.id]).field("ipv4");
        }
    }
}
