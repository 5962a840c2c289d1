use std::collections::BTreeMap;

use cidraw::editor::planning::{self, Scope, VpcBlocks, Wishes, scopes_of};
use cidraw::model::kinds::{Tier, Vpc};
use cidraw::model::{Design, EntityId, Kind, TierId, VpcId};
use cidraw::ordering::Ordered;
use leptos::prelude::*;

use super::table::BeforeAfter;
use super::{Foot, Pick, lengths};
use crate::ui::bridge::bridge;
use crate::ui::widgets::{Choice, DialogFrame};

/// A new layout for a tier, a VPC or an environment: shown beside the old one, and made when it is asked for.
#[component]
pub fn Replan(
    /// What was selected.
    id: Option<EntityId>,
) -> impl IntoView {
    let bridge = bridge();
    let mut scopes = id.map(|id| bridge.design(|design| scopes_of(design, id))).unwrap_or_default();
    if scopes.is_empty() {
        scopes = bridge.design(|design| design.all::<Vpc>().map(|(id, _)| Scope::Vpc(id)).collect());
    }
    // The VPC first, when there is one: a tier is planned alone only when it is asked about itself.
    let tier = id.is_some_and(|id| id.kind == Kind::Tier);
    let first = |scope: &Scope| if tier { matches!(scope, Scope::Tier(_)) } else { matches!(scope, Scope::Vpc(_)) };
    let first = scopes.iter().position(first).unwrap_or(0);
    let words = |design: &Design, scope: &Scope| match scope {
        Scope::Tier(id) => format!("Tier {}", design.name(*id)),
        Scope::Vpc(id) => format!("VPC {}", design.name(*id)),
        Scope::Environment(id) => format!("Environment {}", design.name(*id)),
    };
    let choices: Vec<Choice> = bridge.design(|design| {
        scopes.iter().enumerate().map(|(at, scope)| Choice::new(at.to_string(), words(design, scope))).collect()
    });
    let scopes = StoredValue::new(scopes);
    let at = RwSignal::new(first.to_string());
    let blocks = RwSignal::new("keep".to_owned());
    let room = RwSignal::new("0".to_owned());
    let wished = RwSignal::new(BTreeMap::<TierId, u8>::new());
    let scope = Memo::new(move |_| {
        let at: usize = at.with(|at| at.parse().unwrap_or(0));
        scopes.with_value(|scopes| scopes.get(at).copied())
    });
    let plan = Memo::new(move |_| {
        let scope = scope.get()?;
        let kept = match blocks.get().as_str() {
            "pack" => VpcBlocks::Pack,
            "fit" => VpcBlocks::Fit,
            _ => VpcBlocks::Keep,
        };
        let wishes = Wishes { lengths: wished.get(), room: room.with(|n| n.parse().unwrap_or(0)), blocks: kept };
        Some(bridge.design(|design| planning::replan(design, scope, &wishes)).map_err(|why| why.to_string()))
    });
    let shown = Signal::derive(move || plan.get().map(|plan| plan.map(|plan| plan.readdressing)));
    let planned = Signal::derive(move || {
        let plan = plan.get()?.ok()?;
        plan.changes_anything().then_some(plan.readdressing.planned)
    });
    let about = move || plan.get().and_then(Result::ok).map(|plan| view! { <Summaries plan=plan /> });
    let whole = move || !matches!(scope.get(), Some(Scope::Tier(_)) | None);
    let tiers = move || {
        let found = bridge.design(|design| tiers_in(design, scope.get()));
        found.into_iter().map(|(id, name)| view! { <Length tier=id name=name wished=wished /> }).collect_view()
    };
    let kept = vec![
        Choice::new("keep", "Stay: AWS replaces subnets only"),
        Choice::new("pack", "Move together, each as large as it is"),
        Choice::new("fit", "Move together, each as small as it can be"),
    ];
    let rooms = ["As the next power of two leaves", "1 more", "2 more", "3 more", "4 more"];
    let rooms: Vec<Choice> = rooms.iter().enumerate().map(|(n, words)| Choice::new(n.to_string(), *words)).collect();
    let close = Callback::new(move |()| bridge.signals.dialog.set(None));
    view! {
        <DialogFrame title="Re-plan the addresses" class="dialog-plan" on_close=close>
            <div class="dialog-body" data-testid="replan-dialog">
                <div class="props plan-options">
                    <Pick label="Plan anew" value=at choices=choices />
                    <Show when=whole><Pick label="Blocks of VPCs" value=blocks choices=kept.clone() /></Show>
                    <Pick label="Room for zones" value=room choices=rooms />
                    {tiers}
                </div>
                <BeforeAfter plan=shown />
                {about}
            </div>
            <Foot words="Re-plan".to_owned() planned=planned />
        </DialogFrame>
    }
}

/// The tiers that a scope has, each with the name that tells it from others.
fn tiers_in(design: &Design, scope: Option<Scope>) -> Vec<(TierId, String)> {
    let of_vpc = |vpc: VpcId, with_vpc: bool| {
        let mut tiers: Vec<(u32, TierId)> = design.referring::<Tier>(vpc).map(|(id, tier)| (tier.order, id)).collect();
        tiers.order();
        let name = |id: TierId| match with_vpc {
            true => format!("{} / {}", design.name(vpc), design.name(id)),
            false => design.name(id),
        };
        tiers.into_iter().map(|(_, id)| (id, name(id))).collect::<Vec<_>>()
    };
    match scope {
        None => Vec::new(),
        Some(Scope::Tier(id)) => vec![(id, design.name(id))],
        Some(Scope::Vpc(vpc)) => of_vpc(vpc, false),
        Some(Scope::Environment(id)) => {
            let vpcs = design.referring::<Vpc>(id).filter(|(_, vpc)| vpc.environment == Some(id));
            vpcs.flat_map(|(vpc, _)| of_vpc(vpc, true)).collect()
        }
    }
}

/// The wished length of a tier's subnets.
#[component]
fn Length(tier: TierId, name: String, wished: RwSignal<BTreeMap<TierId, u8>>) -> impl IntoView {
    let own = wished.with_untracked(|wished| wished.get(&tier).map(|n| n.to_string()).unwrap_or_default());
    let value = RwSignal::new(own);
    Effect::new(move |before: Option<String>| {
        let now = value.get();
        if before.is_some_and(|before| before != now) {
            wished.update(|wished| match now.parse() {
                Ok(length) => drop(wished.insert(tier, length)),
                Err(_) => drop(wished.remove(&tier)),
            });
        }
        now
    });
    view! { <Pick label=format!("Subnets of {name}") value=value choices=lengths(Some("As they are")) /> }
}

/// The one prefix of each tier, and what is left to say.
#[component]
fn Summaries(plan: planning::Replan) -> impl IntoView {
    let bridge = bridge();
    let lines = bridge.design(|design| {
        let tier = |summary: &planning::TierSummary| {
            let spare = match summary.spare {
                0 => "no further place".to_owned(),
                1 => "1 further place".to_owned(),
                n => format!("{n} further places"),
            };
            format!("{}: {}, {spare} under it.", design.name(summary.tier), summary.prefix)
        };
        let full = |id: &TierId| format!("{}: no prefix of its own, its VPC is too full for that.", design.name(*id));
        let unused = |(id, block): &(VpcId, cidraw::addressing::CidrBlock)| {
            format!(
                "{block} of {} holds no subnet any more. AWS takes a further block away while the VPC stays.",
                design.name(*id)
            )
        };
        let tiers = plan.summaries.iter().map(tier).chain(plan.unsummarised.iter().map(full));
        tiers.chain(plan.unused.iter().map(unused)).collect::<Vec<String>>()
    });
    (!lines.is_empty()).then(|| {
        view! {
            <h3>"One prefix for each tier"</h3>
            <ul class="plan-list">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        }
    })
}
