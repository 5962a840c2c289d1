use crate::addressing::Family;
use crate::model::kinds::{Role, Subnet, Tier};
use crate::model::{EntityId, TierId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Held, rule};

rule! {
    /// A private tier sends its IPv6 traffic to an internet gateway.
    ///
    /// ## Why it matters
    /// IPv6 addresses of AWS are public: there is no translation, and so no private side. A subnet whose ::/0 leads to an
    /// internet gateway can be reached from the internet by IPv6, even when its IPv4 side is behind a NAT gateway. Only
    /// security groups are then in between.
    ///
    /// ## What to do
    /// Route ::/0 to an egress-only internet gateway, which lets connections out and none in.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 ipv6=[2600:1f18:1000::/56] {
    ///   igw main
    ///   route_table rt { ::/0 -> igw:main }
    ///   tier app private { subnet app-a a 10.20.0.0/24 ipv6=2600:1f18:1000::/64 route_table=rt }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 ipv6=[2600:1f18:1000::/56] {
    ///   igw main
    ///   route_table rt { 0.0.0.0/0 -> igw:main; ::/0 -> igw:main }
    ///   tier web public { subnet web-a a 10.20.0.0/24 ipv6=2600:1f18:1000::/64 route_table=rt }
    /// }
    /// ```
    "gateways/igw-ipv6-open" {
        severity: Advice,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html",
        ],
        each: Tier,
    }
}

fn check(cx: &Context<'_>, id: TierId, tier: &Tier, found: &mut Findings) {
    if tier.role == Role::Public {
        return;
    }
    let Some(network) = cx.network(tier.vpc) else { return };
    let open = |s: &&Held<Subnet>| {
        let routes = network.association(s).routes();
        let is_v6 = |d: crate::addressing::CidrBlock| d.family() == Family::V6;
        s.ipv6.is_some()
            && routes
                .iter()
                .any(|r| r.destination.get().is_some_and(is_v6) && network.is_own_internet_gateway(r.target))
    };
    let subnets: Vec<&Held<Subnet>> = network.subnets_of(id).filter(open).collect();
    if subnets.is_empty() {
        return;
    }
    let message = format!(
        "{} is meant to be {}, but {} can be reached from the internet by IPv6 through the internet gateway.",
        cx.name(id),
        tier.role.key(),
        list(subnets.iter().map(|s| s.name()))
    );
    found.at(id, message).with(subnets.iter().map(|s| EntityId::from(s.id)));
}
