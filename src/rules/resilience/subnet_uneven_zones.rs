use crate::model::TierId;
use crate::model::kinds::Tier;
use crate::rules::{Context, Findings, rule};

rule! {
    /// The subnets of a tier have different sizes.
    ///
    /// ## Why it matters
    /// Load balancers and Auto Scaling spread evenly over the zones, so the smallest subnet is the limit of all. And when
    /// one zone is lost, the others must take its load: the small one runs out of addresses just then.
    ///
    /// ## What to do
    /// Give the subnets of a tier the same length in each zone. A subnet cannot be resized later.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/22; subnet app-b b 10.20.4.0/24 }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/22; subnet app-b b 10.20.4.0/22 }
    /// }
    /// ```
    "resilience/subnet-uneven-zones" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html"],
        each: Tier,
    }
}

fn check(cx: &Context<'_>, id: TierId, tier: &Tier, found: &mut Findings) {
    let Some(network) = cx.network(tier.vpc) else { return };
    let sized = || network.subnets_of(id).filter_map(|s| Some((s.ipv4_block()?.length(), s)));
    let widest = sized().min_by_key(|(length, s)| (*length, s.id));
    let narrowest = sized().max_by_key(|(length, s)| (*length, std::cmp::Reverse(s.id)));
    let (Some((wide, large)), Some((narrow, small))) = (widest, narrowest) else { return };
    // Two sizes in one zone are a matter of taste; zones of different size are not.
    let per_zone = |zone: &str| -> u128 {
        network.subnets_of(id).filter(|s| s.zone == zone).filter_map(|s| s.ipv4_block()).map(|b| b.addresses()).sum()
    };
    if wide == narrow || large.zone == small.zone || per_zone(&large.zone) == per_zone(&small.zone) {
        return;
    }
    let message = format!(
        "Tier {}: {} is a /{wide}, but {} is a /{narrow}. After the loss of {} the smaller one must carry its load.",
        cx.name(id),
        large.name(),
        small.name(),
        if large.zone.is_empty() { "a zone" } else { &large.zone }
    );
    found.at(id, message).with([small.id, large.id]);
}
