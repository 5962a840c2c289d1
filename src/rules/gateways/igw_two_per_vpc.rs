use crate::model::kinds::{InternetGateway, RouteTable, RouteTarget, Vpc};
use crate::model::{Edit, EntityId, RouteTableId, VpcId};
use crate::ordering::Ordered;
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Held, Safety, rule};

rule! {
    /// A VPC has more than one internet gateway.
    ///
    /// ## Why it matters
    /// An internet gateway is not a box but a service that grows by itself and spans all zones: one is neither a
    /// bottleneck nor a single point of failure. AWS attaches one to a VPC and refuses a second.
    ///
    /// ## What to do
    /// Keep one, and lead all routes to it: it serves every zone and every subnet of the VPC.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { igw one; igw two }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { igw one }
    /// ```
    "gateways/igw-two-per-vpc" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    let gateways = &network.internet_gateways;
    if gateways.len() < 2 {
        return;
    }
    let names = list(gateways.iter().map(Held::name));
    let message = format!("{} has {} internet gateways ({names}). A VPC takes one.", network.name(), gateways.len());
    // The one that most routes use stays.
    let uses = |gateway: &Held<InternetGateway>| {
        let target = RouteTarget::To(gateway.entity_id());
        network.tables.iter().flat_map(|t| &t.routes).filter(|route| route.target == target).count()
    };
    let keep = gateways.iter().max_by_key(|g| (uses(g), std::cmp::Reverse(g.id)));
    let finding = found.on_all([EntityId::from(id)], message).with(gateways.iter().map(|g| g.id));
    let Some(keep) = keep else { return };
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
                for route in &mut table.routes {
                    if route.target.object().is_some_and(|target| gone.contains(&target)) {
                        route.target = to;
                    }
                }
            })
        })
        .collect();
    edits.extend(gone.iter().map(|gateway| Edit::remove(*gateway)));
    finding.fix(Fix::new(format!("Keep {} and delete the others", keep.name()), Safety::NeedsChoice, edits));
}
