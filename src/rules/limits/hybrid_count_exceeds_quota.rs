use crate::rules::{Context, Findings, Load, quota_beyond, rule};

rule! {
    /// There are more gateways or connections to networks outside than the quota allows.
    ///
    /// ## Why it matters
    /// A new account may have 50 customer gateways, five VPN gateways and 50 VPN connections in a Region, ten of them on one
    /// VPN gateway, and 200 Direct Connect gateways. A static VPN connection on a VPN gateway takes 100 routes. Creating one
    /// more fails.
    ///
    /// ## What to do
    /// End VPN connections on a transit gateway, which serves many VPCs with one. Or ask AWS for a higher quota, and enter it
    /// in the account's profile here.
    ///
    /// ```design,finds
    /// account main quotas={customer-gateways-per-region: 1}
    /// cgw office-1 203.0.113.10 region=us-east-1 asn=65010 account=main
    /// cgw office-2 198.51.100.10 region=us-east-1 asn=65010 account=main
    /// ```
    /// ```design,clean
    /// cgw office-1 203.0.113.10 region=us-east-1 asn=65010
    /// cgw office-2 198.51.100.10 region=us-east-1 asn=65010
    /// ```
    "limits/hybrid-count-exceeds-quota" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html",
            "https://docs.aws.amazon.com/directconnect/latest/UserGuide/limits.html",
        ],
        design,
    }
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    for load in quota_beyond::hybrid(cx).into_iter().filter(Load::is_exceeded) {
        let name = load.quota.limit.name;
        let message = format!("{}: {} in {}; {}.", name, load.used, load.place, load.quota.in_words());
        found.on_all(load.objects, message);
    }
}
