use std::collections::BTreeMap;

use crate::model::{AccountId, Edit, LoadBalancerId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A load balancer has a name that AWS does not take, or that another one has.
    ///
    /// ## Why it matters
    /// The name becomes a part of a DNS name: up to 32 letters, digits and hyphens, with no hyphen at either end, and not
    /// beginning with "internal-", which AWS puts before internal ones itself. An account has each name once in a Region.
    /// It cannot be changed without a new load balancer.
    ///
    /// ## What to do
    /// Choose a short name that says what stands behind it.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { lb "web front" network }
    /// ```
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { lb web-front network }
    /// vpc other 10.21.0.0/16 { lb web-front network }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { lb web-front network }
    /// vpc other 10.21.0.0/16 region=eu-west-1 { lb web-front network }
    /// ```
    "balancers/lb-name-invalid" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
        ],
        design,
    }
}

/// As long as a name may be.
const LONGEST: usize = 32;

fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut names: BTreeMap<(Option<AccountId>, &str, String), Vec<LoadBalancerId>> = BTreeMap::new();
    for vpc in cx.census().vpcs() {
        let account = if vpc.load_balancers.is_empty() { None } else { cx.account(vpc) };
        for (id, name) in vpc.load_balancers.iter().filter(|(_, name)| !name.is_empty()) {
            names.entry((account, &vpc.region, name.to_ascii_lowercase())).or_default().push(*id);
            let Some(wrong) = wrong_with(name) else { continue };
            let better = better(name);
            let taken = vpcs_have(cx, &better);
            let fix = (wrong_with(&better).is_none() && !taken).then(|| {
                Fix::new(format!("Call it {better}"), Safety::NeedsChoice, [Edit::rename(*id, better.clone())])
            });
            found.at(*id, format!("\"{name}\" is no name for a load balancer: {wrong}.")).field("name").fix(fix);
        }
    }
    for ((_, region, name), same) in names.into_iter().filter(|(_, same)| same.len() > 1) {
        let message = format!("{} load balancers of one account in {region} are called {name}.", same.len());
        found.on_all(same, message).field("name");
    }
}

fn vpcs_have(cx: &Context<'_>, name: &str) -> bool {
    cx.census().vpcs().flat_map(|vpc| &vpc.load_balancers).any(|(_, other)| other.eq_ignore_ascii_case(name))
}

fn wrong_with(name: &str) -> Option<&'static str> {
    if name.len() > LONGEST {
        Some("AWS takes 32 characters")
    } else if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        Some("AWS takes letters, digits and hyphens")
    } else if name.starts_with('-') || name.ends_with('-') {
        Some("it cannot begin or end with a hyphen")
    } else if name.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("internal-")) {
        Some("\"internal-\" is for AWS to put before it")
    } else {
        None
    }
}

/// The name with hyphens for what AWS does not take.
fn better(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let start = plain.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("internal-"));
    let kept = if start { &plain[9..] } else { &plain[..] };
    let kept: String = kept.trim_matches('-').chars().take(LONGEST).collect();
    kept.trim_matches('-').to_owned()
}
