use crate::model::kinds::Peering;
use crate::model::{Edit, EntityId, PeeringId, VpcId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A peering resolves DNS names, but a VPC at its end has none.
    ///
    /// ## Why it matters
    /// The peering's DNS option lets one VPC ask for names of the other. AWS refuses to turn it on unless both VPCs have
    /// DNS support and DNS hostnames on.
    ///
    /// ## What to do
    /// Turn DNS support and DNS hostnames on in both VPCs, or the option off.
    ///
    /// ```design,finds
    /// vpc a 10.20.0.0/16 dns_hostnames=true
    /// vpc b 10.21.0.0/16
    /// peering a-b a b requester_dns=true
    /// ```
    /// ```design,clean
    /// vpc a 10.20.0.0/16 dns_hostnames=true
    /// vpc b 10.21.0.0/16 dns_hostnames=true
    /// peering a-b a b requester_dns=true accepter_dns=true
    /// ```
    "dns/peering-dns-needs-hostnames" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-dns.html"],
        aws_error: "InvalidVpcPeeringConnectionState.DnsHostnamesDisabled",
        each: Peering,
    }
}

fn check(cx: &Context<'_>, id: PeeringId, peering: &Peering, found: &mut Findings) {
    if !peering.requester_dns && !peering.accepter_dns {
        return;
    }
    let off = |vpc: &VpcId| cx.get(*vpc).is_some_and(|vpc| !vpc.dns_hostnames || !vpc.dns_support);
    let without: Vec<VpcId> = [peering.requester, peering.accepter].into_iter().filter(off).collect();
    if without.is_empty() {
        return;
    }
    let names = list(without.iter().map(|vpc| cx.name(*vpc)));
    let message = format!("{} resolves DNS names, but {names} has DNS hostnames or DNS support off.", cx.name(id));
    let on = without.iter().map(|vpc| {
        Edit::change(*vpc, |vpc| {
            vpc.dns_support = true;
            vpc.dns_hostnames = true;
        })
    });
    let fix = Fix::new(format!("Turn DNS hostnames on in {names}"), Safety::Safe, on);
    found.at(id, message).with(without.iter().map(|vpc| EntityId::from(*vpc))).fix(fix);
}
