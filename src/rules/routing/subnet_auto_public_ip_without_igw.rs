use crate::model::kinds::{Role, Subnet, Tier};
use crate::model::{Edit, EntityId, TierId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Held, Safety, rule};

rule! {
    /// Instances get public addresses in a subnet that does not lead to the internet.
    ///
    /// ## Why it matters
    /// A public IPv4 address works only through an internet gateway of the same VPC. Where the routes do not lead to one,
    /// the address does nothing, and AWS charges for every public IPv4 address by the hour, used or not.
    ///
    /// ## What to do
    /// Turn the automatic addresses off. If the subnet was meant to be public, route 0.0.0.0/0 to the internet gateway
    /// instead.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 auto_public_ip=true }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt { 0.0.0.0/0 -> igw:main }
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt auto_public_ip=true }
    /// }
    /// ```
    "routing/subnet-auto-public-ip-without-igw" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html",
        ],
        each: Tier,
    }
}

fn check(cx: &Context<'_>, id: TierId, tier: &Tier, found: &mut Findings) {
    // A public tier that leads nowhere is told as that.
    if tier.role == Role::Public {
        return;
    }
    let Some(network) = cx.network(tier.vpc) else { return };
    let idle =
        |s: &&Held<Subnet>| s.auto_public_ip && network.association(s).is_known() && !network.leads_to_internet(s);
    let subnets: Vec<&Held<Subnet>> = network.subnets_of(id).filter(idle).collect();
    if subnets.is_empty() {
        return;
    }
    let names = list(subnets.iter().map(|s| s.name()));
    let message = format!(
        "{names} {} instances public addresses but {} no route to an internet gateway: the addresses cost and do nothing.",
        if subnets.len() == 1 { "gives" } else { "give" },
        if subnets.len() == 1 { "has" } else { "have" },
    );
    let off = subnets.iter().map(|s| Edit::change(s.id, |subnet| subnet.auto_public_ip = false));
    let fix = Fix::new(format!("Turn public addresses off in {names}"), Safety::Safe, off);
    found.on_all(subnets.iter().map(|s| EntityId::from(s.id)), message).field("auto_public_ip").fix(fix);
}
