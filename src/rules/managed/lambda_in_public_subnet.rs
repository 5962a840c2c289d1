use crate::model::WorkloadId;
use crate::model::kinds::{Runs, Tier, Workload};
use crate::model::{Edit, TierId};
use crate::rules::words::list;
use crate::rules::workloads::subnets_of;
use crate::rules::{Context, Findings, Fix, Held, Network, Safety, rule};

rule! {
    /// A function is attached to public subnets, where it has no way to the internet.
    ///
    /// ## Why it matters
    /// The interfaces of Lambda have private addresses only, whatever the subnet gives to others, and an internet gateway
    /// drops packets from private addresses. A function in a public subnet waits for the internet until it times out.
    ///
    /// ## What to do
    /// Attach it to private subnets that lead to a NAT gateway, or to endpoints of the services that it calls.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=public; subnet web-b b 10.20.1.0/24 route_table=public }
    ///   tier app private { subnet app-a a 10.20.2.0/24 route_table=app; subnet app-b b 10.20.3.0/24 route_table=app }
    ///   route_table public { 0.0.0.0/0 -> igw:main }
    ///   route_table app
    ///   workload hook functions tier=web
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.2.0/24; subnet app-b b 10.20.3.0/24 }
    ///   workload hook functions tier=app
    /// }
    /// ```
    "managed/lambda-in-public-subnet" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html",
            "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",
        ],
        each: Workload,
    }
}

fn check(cx: &Context<'_>, id: WorkloadId, workload: &Workload, found: &mut Findings) {
    // Over IPv6 an internet gateway does carry what a function sends.
    if workload.runs != Runs::Functions || workload.ipv6 {
        return;
    }
    let Some(network) = cx.network(workload.vpc) else { return };
    let subnets = subnets_of(network, workload);
    let public: Vec<_> = subnets.into_iter().filter(|subnet| network.leads_to_internet(subnet)).collect();
    if public.is_empty() {
        return;
    }
    let message = format!(
        "{} is in the public {}: a function has private addresses only, which an internet gateway drops.",
        cx.name(id),
        match &public[..] {
            [one] => format!("subnet {}", one.name()),
            several => format!("subnets {}", list(several.iter().map(|subnet| subnet.name()))),
        }
    );
    let fix = private_tier(network, workload).filter(|_| workload.addresses.is_empty()).map(|tier| {
        let to = tier.id;
        Fix::new(
            format!("Attach {} to tier {}", cx.name(id), tier.name()),
            Safety::NeedsChoice,
            [Edit::change(id, move |workload: &mut Workload| {
                workload.tier = Some(to);
                workload.subnets.clear();
            })],
        )
    });
    found.at(id, message).with(public.iter().map(|subnet| subnet.id)).fix(fix);
}

/// A tier none of whose subnets is public: one that leads out by another way comes first.
fn private_tier<'n>(network: &'n Network, workload: &Workload) -> Option<&'n Held<Tier>> {
    let private = |tier: TierId| {
        let mut subnets = network.subnets_of(tier).peekable();
        subnets.peek().is_some() && subnets.all(|s| s.ipv4_block().is_some() && !network.leads_to_internet(s))
    };
    let leads_out = |tier: TierId| {
        network.subnets_of(tier).all(|s| {
            let mut routes = network.association(s).routes().iter();
            routes.any(|route| route.destination.get().is_some_and(|d| d.length() == 0))
        })
    };
    let mut tiers = network.tiers.iter().filter(|tier| Some(tier.id) != workload.tier && private(tier.id));
    let first = tiers.clone().next();
    tiers.find(|tier| leads_out(tier.id)).or(first)
}
