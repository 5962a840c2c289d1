use crate::model::kinds::{Balancer, LoadBalancer, Scheme, Subnet};
use crate::model::{Edit, LoadBalancerId, SubnetId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Held, Safety, rule};

rule! {
    /// An internal load balancer is in public subnets, beside private ones.
    ///
    /// ## Why it matters
    /// It has private addresses only, so nothing breaks. It takes up addresses of the public tier, and who reads the
    /// picture takes it for a public one.
    ///
    /// ## What to do
    /// Put it into the private subnets of the same zones.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=public; subnet web-b b 10.20.1.0/24 route_table=public }
    ///   tier app private { subnet app-a a 10.20.2.0/24 route_table=app; subnet app-b b 10.20.3.0/24 route_table=app }
    ///   route_table public { 0.0.0.0/0 -> igw:main }
    ///   route_table app
    ///   lb inner scheme=internal subnets=[web-a, web-b]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=public; subnet web-b b 10.20.1.0/24 route_table=public }
    ///   tier app private { subnet app-a a 10.20.2.0/24 route_table=app; subnet app-b b 10.20.3.0/24 route_table=app }
    ///   route_table public { 0.0.0.0/0 -> igw:main }
    ///   route_table app
    ///   lb inner scheme=internal subnets=[app-a, app-b]
    /// }
    /// ```
    "balancers/lb-internal-in-public-subnet" {
        severity: Advice,
        sources: [
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html",
        ],
        each: LoadBalancer,
    }
}

fn check(cx: &Context<'_>, id: LoadBalancerId, balancer: &LoadBalancer, found: &mut Findings) {
    if balancer.scheme != Scheme::Internal || balancer.balancer == Balancer::Gateway {
        return;
    }
    let Some(network) = cx.network(balancer.vpc) else { return };
    let subnets = balancer.subnets.iter().filter_map(|subnet| network.subnet(*subnet));
    let public: Vec<&Held<Subnet>> = subnets.filter(|subnet| network.leads_to_internet(subnet)).collect();
    // Only where there is somewhere else to go to: the private tier that its first target is in comes first.
    let tier_of_target = balancer.targets.iter().find_map(|target| cx.get(*target)?.tier);
    let elsewhere = |from: &&Held<Subnet>| {
        let fits = |s: &&Held<Subnet>| {
            s.zone == from.zone
                && s.ipv4_block().is_some()
                && !network.leads_to_internet(s)
                && !balancer.subnets.contains(&s.id)
        };
        let near = network.subnets.iter().filter(fits).find(|s| Some(s.tier) == tier_of_target);
        near.or_else(|| network.subnets.iter().find(fits)).map(|to| (from.id, to.id))
    };
    let Some(moves) = public.iter().map(elsewhere).collect::<Option<Vec<(SubnetId, SubnetId)>>>() else { return };
    if moves.is_empty() {
        return;
    }
    let message = format!(
        "{} is internal, but sits in the public {}.",
        cx.name(id),
        match &public[..] {
            [one] => format!("subnet {}", one.name()),
            several => format!("subnets {}", list(several.iter().map(|subnet| subnet.name()))),
        }
    );
    let title = format!("Put {} into {}", cx.name(id), list(moves.iter().map(|(_, to)| cx.name(*to))));
    let edit = Edit::change(id, move |balancer: &mut LoadBalancer| {
        for subnet in &mut balancer.subnets {
            if let Some((_, to)) = moves.iter().find(|(from, _)| from == subnet) {
                *subnet = *to;
            }
        }
    });
    let fix = Fix::new(title, Safety::NeedsChoice, [edit]);
    found.at(id, message).with(public.iter().map(|subnet| subnet.id)).field("subnets").fix(fix);
}
