use crate::model::kinds::{PrivateZone, Vpc};
use crate::model::{Edit, PrivateZoneId, VpcId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A private hosted zone is associated with a VPC in which its names do not resolve.
    ///
    /// ## Why it matters
    /// Names of private zones are answered by the VPC's own DNS server, and only with both DNS switches of the VPC on: DNS
    /// support and DNS hostnames. AWS takes the association without a word; lookups then fail, or return what the
    /// internet says.
    ///
    /// ## What to do
    /// Turn DNS support and DNS hostnames on: both cost nothing.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16
    /// private_zone internal internal.example.com vpcs=[main]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 dns_hostnames=true
    /// private_zone internal internal.example.com vpcs=[main]
    /// ```
    "dns/phz-needs-dns-attributes" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html",
        ],
        each: PrivateZone,
    }
}

fn check(cx: &Context<'_>, id: PrivateZoneId, zone: &PrivateZone, found: &mut Findings) {
    let off = |vpc: &&VpcId| cx.get(**vpc).is_some_and(|vpc| !vpc.dns_support || !vpc.dns_hostnames);
    let mut vpcs: Vec<VpcId> = zone.vpcs.iter().filter(off).copied().collect();
    vpcs.dedup();
    if vpcs.is_empty() {
        return;
    }
    let names = list(vpcs.iter().map(|vpc| cx.name(*vpc)));
    let domain = if zone.domain.is_empty() { cx.name(id) } else { zone.domain.clone() };
    let message = format!("Names of {domain} do not resolve in {names}: DNS support or DNS hostnames is off there.");
    let on = |vpc: &mut Vpc| {
        vpc.dns_support = true;
        vpc.dns_hostnames = true;
    };
    let edits: Vec<Edit> = vpcs.iter().map(|vpc| Edit::change(*vpc, on)).collect();
    let fix = Fix::new(format!("Turn both DNS switches of {names} on"), Safety::Safe, edits);
    found.at(id, message).with(vpcs).field("vpcs").fix(fix);
}
