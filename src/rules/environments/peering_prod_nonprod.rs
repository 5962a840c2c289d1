use crate::model::kinds::Peering;
use crate::model::{EntityId, PeeringId, VpcId};
use crate::rules::environment::{Stage, stage_of};
use crate::rules::{Context, Findings, rule};

rule! {
    /// A peering joins production with a development or test environment.
    ///
    /// ## Why it matters
    /// Separate VPCs keep environments apart only as long as nothing joins them. Over a peering, a mistake or an intruder
    /// in development can reach production; after that, security groups are all that is left.
    ///
    /// ## What to do
    /// If production needs one service of the other side (or the reverse), offer just that by PrivateLink or VPC Lattice,
    /// or put it into a shared VPC that both are peered with.
    ///
    /// ```design,finds
    /// environment production production=true
    /// environment development
    /// vpc prod 10.20.0.0/16 environment=production
    /// vpc dev 10.21.0.0/16 environment=development
    /// peering prod-dev prod dev
    /// ```
    /// ```design,clean
    /// environment production production=true
    /// environment shared
    /// vpc prod 10.20.0.0/16 environment=production
    /// vpc tools 10.21.0.0/16 environment=shared
    /// peering prod-tools prod tools
    /// ```
    "environments/peering-prod-nonprod" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/infrastructure-security.html"],
        each: Peering,
    }
}

fn check(cx: &Context<'_>, id: PeeringId, peering: &Peering, found: &mut Findings) {
    let stage = |vpc: VpcId| stage_of_vpc(cx, vpc);
    let (a, b) = (peering.requester, peering.accepter);
    let (production, other, what) = match (stage(a), stage(b)) {
        (Some(Stage::Production), Some(other)) if other != Stage::Production => (a, b, other),
        (Some(other), Some(Stage::Production)) if other != Stage::Production => (b, a, other),
        _ => return,
    };
    let message = format!(
        "{} joins {} (production) with {} ({}): a mistake there can reach production.",
        cx.name(id),
        cx.name(production),
        cx.name(other),
        what.key()
    );
    found.at(id, message).with([EntityId::from(production), other.into()]);
}

/// What the VPC's environment says, else what its name does.
fn stage_of_vpc(cx: &Context<'_>, vpc: VpcId) -> Option<Stage> {
    let environment = cx.get(vpc)?.environment;
    match environment.and_then(|id| Some((id, cx.get(id)?))) {
        Some((_, environment)) if environment.production => Some(Stage::Production),
        Some((id, _)) => stage_of(&cx.name(id)),
        None => stage_of(&cx.name(vpc)),
    }
}
