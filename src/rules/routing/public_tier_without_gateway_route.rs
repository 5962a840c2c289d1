use crate::model::kinds::{Role, Subnet, Tier};
use crate::model::{EntityId, TierId};
use crate::rules::routes::{lead_to_internet, routes_fix};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Held, rule};

rule! {
    /// A tier is meant to be public, but its routes do not lead to an internet gateway.
    ///
    /// ## Why it matters
    /// "Public" is not a setting of a subnet. A subnet is public when the route table that it follows has a route to an
    /// internet gateway of its VPC, and for no other reason. Without it a load balancer with a public address answers
    /// nobody, and a NAT gateway in it carries nothing.
    ///
    /// ## What to do
    /// Attach an internet gateway to the VPC, and give the tier's subnets a route table with 0.0.0.0/0 to that gateway.
    /// Keep it apart from the table of the private subnets.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   vgw office
    ///   route_table rt-public { 10.30.0.0/16 -> vgw:office }
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt-public }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt-public { 0.0.0.0/0 -> igw:main }
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt-public }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt-public { 0.0.0.0/0 -> endpoint:fw }
    ///   route_table rt-fw { 0.0.0.0/0 -> igw:main }
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt-public }
    ///   tier firewall public { subnet fw-a a 10.20.1.0/28 route_table=rt-fw }
    ///   endpoint fw com.amazonaws.vpce.us-east-1.vpce-svc-1 endpoint_type=gateway_load_balancer subnets=[fw-a]
    /// }
    /// ```
    "routing/public-tier-without-gateway-route" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html",
        ],
        each: Tier,
    }
}

fn check(cx: &Context<'_>, id: TierId, tier: &Tier, found: &mut Findings) {
    if tier.role != Role::Public {
        return;
    }
    let Some(network) = cx.network(tier.vpc) else { return };
    let stuck = |s: &&Held<Subnet>| network.association(s).is_known() && !network.leads_to_internet(s);
    // An IPv6-only subnet may well have no IPv4 route.
    let subnets: Vec<&Held<Subnet>> =
        network.subnets_of(id).filter(|s| s.ipv4.is_some() || s.ipv6.is_none()).filter(stuck).collect();
    if subnets.is_empty() {
        return;
    }
    let names = list(subnets.iter().map(|s| s.name()));
    let message = format!(
        "{} is meant to be public, but {names} {} no route to an internet gateway: nothing there reaches the internet or \
         is reached from it.",
        cx.name(id),
        if subnets.len() == 1 { "has" } else { "have" }
    );
    let title = format!("Lead {names} to the internet gateway of {}", network.name());
    found
        .at(id, message)
        .with(subnets.iter().map(|s| EntityId::from(s.id)))
        .fix(routes_fix(title, lead_to_internet(cx, network, &subnets)));
}
