use crate::model::kinds::{Peering, RouteTable, RouteTarget};
use crate::model::{Edit, EntityId, PeeringId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// Two VPCs have more than one peering.
    ///
    /// ## Why it matters
    /// A pair of VPCs can have one peering. It has no limit of bandwidth of its own and no single point of failure, so a
    /// second one would add nothing; AWS refuses it.
    ///
    /// ## What to do
    /// Keep one, and lead all routes over it.
    ///
    /// ```design,finds
    /// vpc a 10.20.0.0/16
    /// vpc b 10.21.0.0/16
    /// peering a-b a b
    /// peering b-a b a
    /// ```
    /// ```design,clean
    /// vpc a 10.20.0.0/16
    /// vpc b 10.21.0.0/16
    /// peering a-b a b
    /// ```
    "peering/peering-duplicate" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html"],
        aws_error: "VpcPeeringConnectionAlreadyExists",
        each: Peering,
    }
}

fn check(cx: &Context<'_>, id: PeeringId, peering: &Peering, found: &mut Findings) {
    if peering.requester == peering.accepter {
        return;
    }
    let same =
        |(other, p): &(PeeringId, &Peering)| *other < id && p.other_end(peering.requester) == Some(peering.accepter);
    // The first of them stays; each later one is told once.
    let Some((first, _)) = cx.peerings(peering.requester).find(same) else { return };
    let name = cx.name(id);
    let message = format!(
        "{} and {} are peered by {} already; {name} cannot be a second one.",
        cx.name(peering.requester),
        cx.name(peering.accepter),
        cx.name(first)
    );
    let (old, new) = (RouteTarget::To(id.into()), RouteTarget::To(first.into()));
    let mut edits: Vec<Edit> = cx
        .referring::<RouteTable>(id)
        .map(|(table, _)| {
            Edit::change(table, move |table| {
                let known: Vec<_> =
                    table.routes.iter().filter(|r| r.target == new).map(|r| r.destination.clone()).collect();
                table.routes.retain(|r| r.target != old || !known.contains(&r.destination));
                for route in table.routes.iter_mut().filter(|route| route.target == old) {
                    route.target = new;
                }
            })
        })
        .collect();
    edits.extend(cx.deletion(id));
    let title = format!("Delete {name} and use {} for its routes", cx.name(first));
    found.at(id, message).with([EntityId::from(first)]).fix(Fix::new(title, Safety::NeedsChoice, edits));
}
