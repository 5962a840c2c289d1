use crate::model::kinds::{ElasticIp, NatGateway};
use crate::model::{Edit, ElasticIpId, Entity, EntityId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// One elastic IP is used by several NAT gateways.
    ///
    /// ## Why it matters
    /// An elastic IP belongs to one thing at a time. The first NAT gateway gets it; the second one fails when it is
    /// created. Moving an address later breaks the connections that use it.
    ///
    /// ## What to do
    /// Allocate an elastic IP for each NAT gateway.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier web public {
    ///     subnet web-a a 10.20.0.0/24 { nat out-a eip-a }
    ///     subnet web-b b 10.20.1.0/24 { nat out-b eip-a }
    ///   }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier web public {
    ///     subnet web-a a 10.20.0.0/24 { nat out-a eip-a }
    ///     subnet web-b b 10.20.1.0/24 { nat out-b eip-b }
    ///   }
    /// }
    /// eip eip-a region=us-east-1
    /// eip eip-b region=us-east-1
    /// ```
    "gateways/nat-eip-reused" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html",
            "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html",
        ],
        aws_error: "Resource.AlreadyAssociated",
        each: ElasticIp,
    }
}

fn check(cx: &Context<'_>, id: ElasticIpId, eip: &ElasticIp, found: &mut Findings) {
    let users: Vec<_> = cx.referring::<NatGateway>(id).map(|(nat, _)| nat).collect();
    if users.len() < 2 {
        return;
    }
    let name = cx.name(id);
    let message = format!(
        "Elastic IP {name} is used by {}. It belongs to one thing at a time.",
        list(users.iter().map(|nat| cx.name(*nat)))
    );
    let mut edits = Vec::new();
    for nat in &users[1..] {
        let own_name = format!("{}-eip", cx.name(*nat));
        let own: ElasticIpId = cx.new_id(&own_name);
        let body = ElasticIp { address: None, ..eip.clone() };
        edits.push(Edit::add(own, Entity::new(own_name, body)));
        edits.push(Edit::change(*nat, move |nat| {
            for eip in nat.elastic_ips.iter_mut().filter(|eip| **eip == id) {
                *eip = own;
            }
        }));
    }
    let others = list(users[1..].iter().map(|nat| cx.name(*nat)));
    let fix = Fix::new(format!("Allocate an elastic IP of its own for {others}"), Safety::Safe, edits);
    found.at(id, message).with(users.iter().map(|nat| EntityId::from(*nat))).fix(fix);
}
