use crate::model::ElasticIpId;
use crate::model::kinds::{ElasticIp, LoadBalancer, NatGateway};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// An elastic IP is used by nothing.
    ///
    /// ## Why it matters
    /// AWS charges for every public IPv4 address by the hour, used or not. An address that is given back is gone: somebody
    /// else may get it.
    ///
    /// ## What to do
    /// Release it, unless it is kept for a name that partners have on their allow lists, or for something that is not
    /// drawn here.
    ///
    /// ```design,finds
    /// eip eip-a region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 { nat out eip-a } }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    "cost/eip-idle" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-eips.html"],
        each: ElasticIp,
    }
}

fn check(cx: &Context<'_>, id: ElasticIpId, _: &ElasticIp, found: &mut Findings) {
    if cx.referring::<NatGateway>(id).next().is_some() || cx.referring::<LoadBalancer>(id).next().is_some() {
        return;
    }
    let name = cx.name(id);
    // Giving an address back cannot be undone.
    let safety = if cx.exists_in_aws(id) { Safety::NeedsChoice } else { Safety::Safe };
    let fix = Fix::new(format!("Delete {name}"), safety, cx.deletion(id));
    found.at(id, format!("Elastic IP {name} is used by nothing, and costs money all the same.")).fix(fix);
}
