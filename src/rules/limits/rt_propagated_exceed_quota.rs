use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::{Context, Findings, quota_beyond, rule};

rule! {
    /// VPN gateways propagate more routes into a table than it takes.
    ///
    /// ## Why it matters
    /// A route table takes 100 propagated routes, and nobody can raise that. Beyond it the VPN or Direct Connect session
    /// misbehaves, with all its routes and not only with those beyond the hundredth.
    ///
    /// ## What to do
    /// Announce fewer, wider ranges from the other end, or a default route.
    ///
    /// ```design,finds
    /// account main quotas={propagated-routes-per-route-table: 1}
    /// vpc prod 10.20.0.0/16 account=main {
    ///   vgw office-end
    ///   route_table rt main propagating_gateways=[office-end]
    /// }
    /// external office 192.168.0.0/20 172.16.0.0/16
    /// cgw office 203.0.113.10 region=us-east-1 asn=65010 network=office
    /// vpn office cgw:office gateway=vgw:office-end
    /// ```
    /// ```design,clean
    /// vpc prod 10.20.0.0/16 {
    ///   vgw office-end
    ///   route_table rt main propagating_gateways=[office-end]
    /// }
    /// external office 192.168.0.0/20 172.16.0.0/16
    /// cgw office 203.0.113.10 region=us-east-1 asn=65010 network=office
    /// vpn office cgw:office gateway=vgw:office-end
    /// ```
    "limits/rt-propagated-exceed-quota" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
            "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html",
        ],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    for load in quota_beyond::propagated_routes(cx, network).into_iter().filter(|load| load.is_exceeded()) {
        let message =
            format!("{} would receive {} propagated routes; {}.", load.place, load.used, load.quota.in_words());
        found.on_all(load.objects, message);
    }
}
