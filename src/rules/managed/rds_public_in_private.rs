use crate::model::Edit;
use crate::model::WorkloadId;
use crate::model::kinds::{Runs, Workload};
use crate::rules::words::list;
use crate::rules::workloads::subnets_of;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A database is to be public, but not all of its subnets are, or its name leads nowhere.
    ///
    /// ## Why it matters
    /// RDS chooses a subnet out of the group, and another one when it fails over: with one private subnet among them a
    /// public database is reachable until that day. Its name leads to the public address only with both DNS switches of
    /// the VPC on.
    ///
    /// ## What to do
    /// Keep databases private, and come to them over a VPN, a bastion or Session Manager. If it must be public, give it
    /// public subnets only.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   igw main
    ///   tier data public { subnet data-a a 10.20.0.0/24 route_table=public; subnet data-b b 10.20.1.0/24 }
    ///   route_table public { 0.0.0.0/0 -> igw:main }
    ///   workload orders databases tier=data public_address=true
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   tier data isolated { subnet data-a a 10.20.0.0/24; subnet data-b b 10.20.1.0/24 }
    ///   workload orders databases tier=data
    /// }
    /// ```
    "managed/rds-public-in-private" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
        ],
        each: Workload,
    }
}

fn check(cx: &Context<'_>, id: WorkloadId, workload: &Workload, found: &mut Findings) {
    if workload.runs != Runs::Databases || !workload.public_address {
        return;
    }
    let Some(network) = cx.network(workload.vpc) else { return };
    let subnets = subnets_of(network, workload);
    let private: Vec<_> = subnets
        .iter()
        .filter(|subnet| network.association(subnet).is_known() && !network.leads_to_internet(subnet))
        .collect();
    let names_off = network.vpc.as_ref().is_some_and(|vpc| !vpc.dns_support || !vpc.dns_hostnames);
    let message = if !private.is_empty() {
        format!(
            "{} is to be public, but {} no route to an internet gateway.",
            cx.name(id),
            match &private[..] {
                [one] => format!("{} has", one.name()),
                several => format!("{} have", list(several.iter().map(|subnet| subnet.name()))),
            }
        )
    } else if names_off && !subnets.is_empty() {
        format!("{} is to be public, but DNS support or DNS hostnames of {} is off.", cx.name(id), network.name())
    } else {
        return;
    };
    let fix = Fix::new(
        format!("Keep {} private", cx.name(id)),
        Safety::ChangesTraffic,
        [Edit::change(id, |workload| workload.public_address = false)],
    );
    found.at(id, message).with(private.iter().map(|subnet| subnet.id)).field("public_address").fix(fix);
}
