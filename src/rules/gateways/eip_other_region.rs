use crate::aws::region::region;
use crate::model::kinds::{ElasticIp, NatGateway};
use crate::model::{Edit, ElasticIpId};
use crate::rules::nat::network_of;
use crate::rules::space::replacing;
use crate::rules::{Context, Findings, Fix, rule};

rule! {
    /// An elastic IP is used in another Region or account than its own.
    ///
    /// ## Why it matters
    /// An elastic IP is allocated to one account in one Region, and only things there can use it: another Region's API
    /// does not know it.
    ///
    /// ## What to do
    /// Allocate the elastic IP where the NAT gateway is.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 region=eu-west-1 {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 { nat out eip-a } }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 region=eu-west-1 {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 { nat out eip-a } }
    /// }
    /// eip eip-a region=eu-west-1
    /// ```
    "gateways/eip-other-region" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-eips.html"],
        aws_error: "InvalidAllocationID.NotFound",
        each: ElasticIp,
    }
}

fn check(cx: &Context<'_>, id: ElasticIpId, eip: &ElasticIp, found: &mut Findings) {
    for (nat, _) in cx.referring::<NatGateway>(id) {
        let Some(network) = network_of(cx, nat) else { continue };
        let Some(vpc) = &network.vpc else { continue };
        if region(&vpc.region).is_none() {
            continue;
        }
        let account = cx.account_of(network);
        // An elastic IP without an account goes where it is used.
        let other_account = eip.account.is_some() && eip.account != account;
        let name = cx.name(id);
        let message = if eip.region != vpc.region {
            format!("{name} is in {}, but {} uses it in {}.", eip.region, cx.name(nat), vpc.region)
        } else if other_account {
            format!("{name} is in another account than {}, which uses it.", cx.name(nat))
        } else {
            continue;
        };
        let own = vpc.region.clone();
        found.at(id, message).with([nat]).field(if other_account { "account" } else { "region" }).fix(Fix::new(
            format!("Allocate {name} in {}{}", vpc.region, cx.in_account(account)),
            replacing([(id.into(), cx.exists_in_aws(id))]),
            [Edit::change(id, move |eip| {
                eip.region.clone_from(&own);
                eip.account = eip.account.and(account);
            })],
        ));
    }
}
