use crate::model::kinds::{PrefixList, Route, RouteTable};
use crate::model::{EntityId, PrefixListId, RouteTableId};
use crate::rules::{Context, Findings, rule};

rule! {
    /// Two prefix lists of one route table overlap and lead to different targets.
    ///
    /// ## Why it matters
    /// There is no order between two prefix lists. Where they overlap AWS picks one of the routes at random and keeps it:
    /// what the table does cannot be told from the design, and may differ between two copies of it.
    ///
    /// ## What to do
    /// Split the entries so that no address is in both lists.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   route_table rt main { pl:offices -> tgw:hub; pl:partners -> peering:main-partner }
    /// }
    /// vpc partner 10.21.0.0/16
    /// peering main-partner main partner
    /// tgw hub us-east-1
    /// attachment main hub resource=vpc:main
    /// pl offices region=us-east-1 entries=[{block: 192.168.0.0/16}]
    /// pl partners region=us-east-1 entries=[{block: 10.21.0.0/16}, {block: 192.168.4.0/24}]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   route_table rt main { pl:offices -> tgw:hub; pl:partners -> peering:main-partner }
    /// }
    /// vpc partner 10.21.0.0/16
    /// peering main-partner main partner
    /// tgw hub us-east-1
    /// attachment main hub resource=vpc:main
    /// pl offices region=us-east-1 entries=[{block: 192.168.0.0/16}]
    /// pl partners region=us-east-1 entries=[{block: 10.21.0.0/16}]
    /// ```
    "routing/rt-prefix-lists-overlap" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html"],
        each: RouteTable,
    }
}

fn check(cx: &Context<'_>, id: RouteTableId, table: &RouteTable, found: &mut Findings) {
    let listed = |route: &Route| -> Option<(PrefixListId, EntityId, &PrefixList)> {
        let (list, target) = route.destination.prefix_list().zip(route.target.object())?;
        Some((list, target, cx.get(list)?))
    };
    let lists: Vec<(PrefixListId, EntityId, &PrefixList)> = table.routes.iter().filter_map(listed).collect();
    for (n, (b, to_b, later)) in lists.iter().enumerate() {
        for (a, to_a, earlier) in lists[..n].iter().filter(|(a, to_a, _)| a != b && to_a != to_b) {
            let shared = earlier.blocks().flat_map(|x| later.blocks().filter_map(move |y| x.intersection(y))).next();
            let Some(shared) = shared else { continue };
            let message = format!(
                "{}: {} leads to {} and {} to {}, and both hold {shared}. AWS follows one of them at random.",
                cx.name(id),
                cx.name(*a),
                cx.name(*to_a),
                cx.name(*b),
                cx.name(*to_b)
            );
            found.at(id, message).with([*a, *b]).field("routes");
        }
    }
}
