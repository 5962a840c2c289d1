use crate::model::kinds::{EgressOnlyGateway, RouteTable, RouteTarget, Vpc};
use crate::model::{Edit, EntityId, RouteTableId, VpcId};
use crate::ordering::Ordered;
use crate::rules::inhabitants::standing_in;
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Held, Safety, rule};

rule! {
    /// A VPC has more than one egress-only gateway.
    ///
    /// ## Why it matters
    /// A VPC takes one. Like the internet gateway it is redundant by itself, in all zones, and all subnets can share it.
    ///
    /// ## What to do
    /// Keep one, and lead all routes to it.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 2600:1f18:1234:5600::/56 {
    ///   eigw out
    ///   eigw out-2
    ///   route_table rt main { ::/0 -> eigw:out }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 2600:1f18:1234:5600::/56 {
    ///   eigw out
    ///   route_table rt main { ::/0 -> eigw:out }
    /// }
    /// ```
    "gateways/eigw-two-per-vpc" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let gateways = standing_in::<EgressOnlyGateway>(cx, id);
    if gateways.len() < 2 {
        return;
    }
    let names = list(gateways.iter().map(Held::name));
    let message = format!("{} has {} egress-only gateways ({names}). A VPC takes one.", cx.name(id), gateways.len());
    let finding = found.on_all([EntityId::from(id)], message).with(gateways.iter().map(|gateway| gateway.id));
    // The one that most tables lead to stays.
    let uses = |gateway: &Held<EgressOnlyGateway>| cx.referring::<RouteTable>(gateway.id).count();
    let Some(keep) = gateways.iter().max_by_key(|g| (uses(g), std::cmp::Reverse(g.id))) else { return };
    let gone: Vec<EntityId> = gateways.iter().filter(|g| g.id != keep.id).map(Held::entity_id).collect();
    let to = RouteTarget::To(keep.entity_id());
    let mut tables: Vec<RouteTableId> =
        gone.iter().flat_map(|gateway| cx.referring::<RouteTable>(*gateway)).map(|(table, _)| table).collect();
    tables.order();
    tables.dedup();
    let mut edits: Vec<Edit> = tables
        .into_iter()
        .map(|table| {
            let gone = gone.clone();
            Edit::change(table, move |table| {
                let is_gone = |target: RouteTarget| target.object().is_some_and(|target| gone.contains(&target));
                table.routes.iter_mut().filter(|route| is_gone(route.target)).for_each(|route| route.target = to);
            })
        })
        .collect();
    edits.extend(gone.iter().map(|gateway| Edit::remove(*gateway)));
    finding.fix(Fix::new(format!("Keep {} and delete the others", keep.name()), Safety::NeedsChoice, edits));
}
