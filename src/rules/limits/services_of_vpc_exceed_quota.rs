use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::{Context, Findings, Load, quota_services, rule};

rule! {
    /// A load balancer or resolver endpoint has more of something than its quota allows.
    ///
    /// ## Why it matters
    /// An Application or Network Load Balancer takes 50 listeners in a new account, and an Application Load Balancer 1,000
    /// targets. A resolver endpoint takes six addresses, and a forwarding rule six DNS servers. Adding one more fails.
    ///
    /// ## What to do
    /// Spread listeners and targets over several load balancers. Or ask AWS for a higher quota where it grants one, and enter
    /// it in the account's profile here.
    ///
    /// ```design,finds
    /// account main quotas={listeners-per-nlb: 1}
    /// vpc prod 10.20.0.0/16 account=main {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   lb front network scheme=internal subnets=[app-a, app-b] listeners=[{protocol: tcp, port: 80}, {protocol: tcp, port: 443}]
    /// }
    /// ```
    /// ```design,clean
    /// vpc prod 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   lb front network scheme=internal subnets=[app-a, app-b] listeners=[{protocol: tcp, port: 80}, {protocol: tcp, port: 443}]
    /// }
    /// ```
    "limits/services-of-vpc-exceed-quota" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html",
            "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html",
        ],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    for load in quota_services::of_services(cx, network).into_iter().filter(Load::is_exceeded) {
        let name = load.quota.limit.name;
        let message = format!("{}: {} in {}; {}.", name, load.used, load.place, load.quota.in_words());
        found.on_all(load.objects, message);
    }
}
