use std::collections::BTreeSet;

use crate::model::kinds::{Balancer, EndpointService};
use crate::model::{EndpointServiceId, EntityId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, rule};

rule! {
    /// An endpoint service stands before a load balancer that cannot carry it.
    ///
    /// ## Why it matters
    /// PrivateLink hands packets to a Network Load Balancer (for interface endpoints) or to a Gateway Load Balancer (for
    /// Gateway Load Balancer endpoints), and one service has one of the two. AWS refuses an Application Load Balancer.
    ///
    /// ## What to do
    /// Put a Network Load Balancer in front; the Application Load Balancer may be its target.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   lb front application scheme=internal subnets=[app-a, app-b]
    /// }
    /// endpoint_service offer us-east-1 load_balancers=[front]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   lb front network scheme=internal subnets=[app-a, app-b]
    /// }
    /// endpoint_service offer us-east-1 load_balancers=[front]
    /// ```
    "endpoints/vpces-load-balancer-kind" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html"],
        each: EndpointService,
    }
}

fn check(cx: &Context<'_>, id: EndpointServiceId, service: &EndpointService, found: &mut Findings) {
    let mut wrong: Vec<EntityId> = Vec::new();
    let mut kinds: BTreeSet<Balancer> = BTreeSet::new();
    for balancer in &service.load_balancers {
        let Some(fields) = cx.get(*balancer) else { continue };
        kinds.insert(fields.balancer);
        if fields.balancer == Balancer::Application {
            wrong.push((*balancer).into());
        }
    }
    if !wrong.is_empty() {
        let message = format!(
            "{} stands before {}: an endpoint service takes Network or Gateway Load Balancers, not Application ones.",
            cx.name(id),
            list(wrong.iter().map(|balancer| cx.name(*balancer)))
        );
        found.at(id, message).with(wrong).field("load_balancers");
    } else if kinds.len() > 1 {
        let message =
            format!("{} mixes Network and Gateway Load Balancers: an endpoint service takes one kind.", cx.name(id));
        found.at(id, message).with(service.load_balancers.iter().copied().map(EntityId::from)).field("load_balancers");
    }
}
