use crate::model::kinds::Vpc;
use crate::model::{Edit, VpcId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A VPC has DNS hostnames off.
    ///
    /// ## Why it matters
    /// A VPC made by code starts with hostnames off; one made in the console's wizard has them on. Private names for
    /// endpoints, private hosted zones, Kubernetes nodes and public database names need both DNS switches. Without them
    /// lookups quietly return public addresses, or nothing.
    ///
    /// ## What to do
    /// Turn both DNS support and DNS hostnames on.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 dns_hostnames=true
    /// ```
    "dns/vpc-dns-hostnames-off" {
        severity: Advice,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html",
            "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
        ],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    if vpc.dns_hostnames {
        return;
    }
    let name = cx.name(id);
    let message = format!(
        "{name} has DNS hostnames off: private names of endpoints, hosted zones and Kubernetes nodes will not work."
    );
    let on = Edit::change(id, |vpc| {
        vpc.dns_support = true;
        vpc.dns_hostnames = true;
    });
    let fix = Fix::new(format!("Turn DNS hostnames on in {name}"), Safety::Safe, [on]);
    found.at(id, message).field("dns_hostnames").fix(fix);
}
