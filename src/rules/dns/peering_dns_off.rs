use crate::model::kinds::Peering;
use crate::model::{Edit, EntityId, PeeringId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A peering answers for public names with public addresses.
    ///
    /// ## Why it matters
    /// Instances and databases with a public name have a private address too. Asked from inside their VPC, the name gives
    /// the private one; asked from a peered VPC it gives the public one, unless the peering's DNS option is on. Traffic
    /// then leaves through the internet gateway, is charged for, and meets security groups that expect private sources.
    ///
    /// ## What to do
    /// Turn DNS resolution on at both ends of the peering. Both VPCs need DNS support and DNS hostnames.
    ///
    /// ```design,finds
    /// vpc a 10.20.0.0/16 dns_hostnames=true
    /// vpc b 10.21.0.0/16 dns_hostnames=true
    /// peering a-b a b requester_dns=true
    /// ```
    /// ```design,clean
    /// vpc a 10.20.0.0/16 dns_hostnames=true
    /// vpc b 10.21.0.0/16 dns_hostnames=true
    /// peering a-b a b requester_dns=true accepter_dns=true
    /// ```
    "dns/peering-dns-off" {
        severity: Advice,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-dns.html",
            "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html",
        ],
        each: Peering,
    }
}

fn check(cx: &Context<'_>, id: PeeringId, peering: &Peering, found: &mut Findings) {
    let (Some(a), Some(b)) = (cx.get(peering.requester), cx.get(peering.accepter)) else { return };
    // VPCs without hostnames have no public names to ask for.
    if peering.requester_dns && peering.accepter_dns
        || !a.dns_hostnames
        || !b.dns_hostnames
        || !a.dns_support
        || !b.dns_support
    {
        return;
    }
    let (a, b) = (cx.name(peering.requester), cx.name(peering.accepter));
    let what = match (peering.requester_dns, peering.accepter_dns) {
        (false, false) => format!("public names of {a} and {b} give public addresses to each other"),
        (false, true) => format!("public names of {a} give public addresses in {b}"),
        (true, _) => format!("public names of {b} give public addresses in {a}"),
    };
    let name = cx.name(id);
    let message = format!("{name}: {what}; such traffic leaves by the internet gateway.");
    let on = Edit::change(id, |peering| {
        peering.requester_dns = true;
        peering.accepter_dns = true;
    });
    found.at(id, message).with([EntityId::from(peering.requester), peering.accepter.into()]).fix(Fix::new(
        format!("Turn DNS resolution on at both ends of {name}"),
        Safety::ChangesTraffic,
        [on],
    ));
}
