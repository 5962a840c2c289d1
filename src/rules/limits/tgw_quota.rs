use crate::aws::limits;
use crate::model::{Body, Entity, EntityId};
use crate::rules::{Context, Findings, Load, quota_beyond, rule};

rule! {
    /// A transit gateway, an account or a VPC has more of something around transit gateways than the quota allows.
    ///
    /// ## Why it matters
    /// An account may have five transit gateways in a Region, a VPC attachments to five, and a transit gateway 5,000
    /// attachments, 50 peers and 20 route tables. Its 10,000 routes are counted over all its tables together, which surprises
    /// where many tables hold the same routes. Creating one more fails.
    ///
    /// ## What to do
    /// Summarise static routes, propagate into fewer tables, or split the network over several transit gateways. Most of
    /// these quotas can be raised: ask AWS, and enter the number in the account's profile here.
    ///
    /// ```design,finds
    /// account main quotas={tgw-route-tables: 1}
    /// tgw hub us-east-1 account=main
    /// tgw_table spokes hub
    /// tgw_table services hub
    /// ```
    /// ```design,clean
    /// tgw hub us-east-1
    /// tgw_table spokes hub
    /// tgw_table services hub
    /// ```
    "limits/tgw-quota" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html"],
        each_of: [Vpc, TransitGateway],
    }
}

fn check(cx: &Context<'_>, id: EntityId, entity: &Entity, found: &mut Findings) {
    let loads: Vec<Load> = match &entity.body {
        Body::Vpc(_) => {
            let network = id.typed().and_then(|vpc| cx.network(vpc));
            network.and_then(|network| quota_beyond::transit_gateways_of(cx, network)).into_iter().collect()
        }
        Body::TransitGateway(gateway) => {
            let of_gateway = id.typed().map_or_else(Vec::new, |id| quota_beyond::of_transit_gateway(cx, id, gateway));
            // By account and Region, told once: at the first of them.
            let of_account = quota_beyond::transit_gateways(cx).into_iter().filter(|l| l.objects.first() == Some(&id));
            of_gateway.into_iter().chain(of_account).collect()
        }
        _ => Vec::new(),
    };
    for load in loads.into_iter().filter(Load::is_exceeded) {
        let message = format!("{} has {} {}; {}.", load.place, load.used, what(&load), load.quota.in_words());
        found.on_all(load.objects, message);
    }
}

/// What is counted.
fn what(load: &Load) -> &'static str {
    let known = [
        (&limits::TGW_ATTACHMENTS, "attachments"),
        (&limits::TGW_PEERING_ATTACHMENTS, "peering attachments"),
        (&limits::TGW_DX_GATEWAYS, "Direct Connect gateways"),
        (&limits::TGW_ROUTE_TABLES, "route tables"),
        (&limits::TGW_ROUTES_TOTAL, "routes in all its tables"),
        (&limits::TGW_PER_VPC, "transit gateways"),
        (&limits::TRANSIT_GATEWAYS_PER_ACCOUNT, "transit gateways"),
    ];
    known.iter().find(|(limit, _)| limit.id == load.quota.limit.id).map_or("of them", |(_, word)| word)
}
