use crate::aws::region::region;
use crate::model::kinds::{Connectivity, ElasticIp, NatGateway};
use crate::model::{Edit, ElasticIpId, Entity, EntityId, NatGatewayId};
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
    ///   igw main
    ///   tier web public {
    ///     subnet web-a a 10.20.0.0/24 { nat out-a eip-a }
    ///     subnet web-b b 10.20.1.0/24 { nat out-b eip-a }
    ///   }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   nat out availability=regional zone_addresses=[{zone: us-east-1a, elastic_ips: [eip:eip-a]}, {zone: us-east-1b, elastic_ips: [eip:eip-a]}]
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
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
    // What is in a field that is not for such a gateway is the finding of other rules.
    let uses = |nat: &NatGateway| match (nat.connectivity, nat.is_regional()) {
        (Connectivity::Private, _) => 0,
        (_, true) => nat.zone_addresses.iter().filter(|zone| zone.elastic_ips.contains(&id)).count(),
        (_, false) => usize::from(nat.elastic_ips.contains(&id)),
    };
    let users = cx.referring::<NatGateway>(id).map(|(user, nat)| (user, uses(nat)));
    let users: Vec<(NatGatewayId, usize)> = users.filter(|(_, uses)| *uses > 0).collect();
    if users.iter().map(|(_, uses)| uses).sum::<usize>() < 2 {
        return;
    }
    let name = cx.name(id);
    let user_words = |(nat, uses): &(NatGatewayId, usize)| match uses {
        1 => cx.name(*nat),
        zones => format!("{} in {zones} zones", cx.name(*nat)),
    };
    let message = format!(
        "Elastic IP {name} is used by {}. It belongs to one thing at a time.",
        list(users.iter().map(user_words))
    );
    let mut edits = Vec::new();
    let mut others: Vec<String> = Vec::new();
    for (at, (nat, uses)) in users.iter().enumerate() {
        // The first keeps it, in its first zone.
        for number in usize::from(at == 0)..*uses {
            let own_name = if number == 0 { "eip".to_owned() } else { format!("eip-{}", number + 1) };
            let own_name = format!("{}-{own_name}", cx.name(*nat));
            let own: ElasticIpId = cx.new_id(&own_name);
            let body = ElasticIp { address: None, ..eip.clone() };
            edits.push(Edit::add(own, Entity::new(own_name, body)));
            edits.push(Edit::change(*nat, move |nat| replace_last(nat, id, own)));
            others.push(cx.name(*nat));
        }
    }
    others.dedup();
    let sound = region(&eip.region).is_some() && eip.account.is_none_or(|account| cx.exists(account));
    let title = format!("Allocate an elastic IP of its own for {}", list(others));
    let fix = Fix::new(title, Safety::Safe, edits);
    found.at(id, message).with(users.iter().map(|(nat, _)| EntityId::from(*nat))).fix(sound.then_some(fix));
}

/// Puts another address in the place of one: in the last zone that has it, where the gateway has them by zone.
fn replace_last(nat: &mut NatGateway, old: ElasticIpId, new: ElasticIpId) {
    let list = match nat.is_regional() {
        true => nat.zone_addresses.iter_mut().rev().map(|zone| &mut zone.elastic_ips).find(|list| list.contains(&old)),
        false => Some(&mut nat.elastic_ips),
    };
    list.into_iter().flatten().filter(|eip| **eip == old).for_each(|eip| *eip = new);
}
