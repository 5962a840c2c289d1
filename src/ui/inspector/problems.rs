use std::sync::Arc;

use cidraw::editor::Intent;
use cidraw::model::EntityId;
use cidraw::rules::{Finding, Severity};
use cidraw::wording::capitalised;
use leptos::prelude::*;

use super::section::Section;
use crate::ui::bridge::bridge;
use crate::ui::panels::fix::{FixButton, safety_words};
use crate::ui::panels::mono::Monospaced;
use crate::ui::panels::object::{ObjectLink, SeverityMark};
use crate::ui::panels::problems::{AcceptDialog, reason_of};
use crate::ui::panels::rules::open_rule;

/// More findings than this on one object are counted, not listed: the dock has them all.
const MOST: usize = 20;

/// The findings on an object, each with what mends it.
#[component]
pub fn Problems(
    /// The object.
    id: EntityId,
) -> impl IntoView {
    let bridge = bridge();
    let findings = Memo::new_with_compare(move |_| bridge.findings_on(id), |_, _| true);
    let count = Memo::new(move |_| findings.with(Vec::len));
    let accepted = Memo::new_with_compare(
        move |_| {
            let about = |finding: &&Arc<Finding>| finding.objects.contains(&id);
            bridge.analyses(|analyses| analyses.accepted().filter(about).cloned().collect::<Vec<_>>())
        },
        |_, _| true,
    );
    let shown = move || findings.with(|all| all.iter().take(MOST).cloned().collect::<Vec<_>>());
    let card = move |finding: Arc<Finding>| view! { <FindingCard finding=finding about=id /> };
    let key = |finding: &Arc<Finding>| {
        let fixes: Vec<String> = finding.fixes.iter().map(|fix| fix.title.clone()).collect();
        (finding.fingerprint(), finding.message.clone(), fixes)
    };
    view! {
        <Show when=move || { count.get() > 0 }>
            <Section title="Problems" note=Signal::derive(move || count.get().to_string()) name="problems">
                <For each=shown key=key children=card />
                {move || count.get().checked_sub(MOST + 1).map(|more| view! { <p class="quiet">{format!("{} more in the dock.", more + 1)}</p> })}
            </Section>
        </Show>
        <Show when=move || accepted.with(|accepted| !accepted.is_empty())>
            <Section title="Accepted" name="accepted">
                <For each=move || accepted.get() key=|finding| finding.fingerprint() children=accepted_line />
            </Section>
        </Show>
    }
}

/// A finding that was accepted, with the reason.
fn accepted_line(finding: Arc<Finding>) -> impl IntoView {
    let bridge = bridge();
    let fingerprint = finding.fingerprint();
    let reason = reason_of(bridge, &fingerprint);
    view! {
        <div class="finding-line is-accepted" data-rule=finding.rule.id>
            <SeverityMark severity=finding.severity />
            <div class="grow">
                <p><Monospaced text=finding.message.clone() /></p>
                <p class="quiet">{reason}</p>
                <button
                    type="button"
                    class="btn btn-sm"
                    on:click=move |_| bridge.perform(Intent::ReopenFindings { findings: vec![fingerprint.clone()] })
                >
                    "Open again"
                </button>
            </div>
        </div>
    }
}

/// One finding: what is wrong, what to do, why.
#[component]
pub fn FindingCard(
    /// The finding.
    finding: Arc<Finding>,
    /// The object that the panel is about: it needs no link.
    #[prop(optional, into)]
    about: Option<EntityId>,
) -> impl IntoView {
    let bridge = bridge();
    let rule = finding.rule;
    let title = capitalised(rule.summary().trim_end_matches('.'));
    let others: Vec<EntityId> = finding.objects.iter().copied().filter(|id| Some(*id) != about).take(4).collect();
    // One filled button a card, and none for mere advice.
    let primary = finding.severity != Severity::Advice;
    let fix = {
        let finding = finding.clone();
        move |index: usize| {
            let safety = bridge.design(|design| safety_words(design, &finding.fixes[index]));
            view! {
                <div class="fix">
                    <FixButton finding=finding.clone() index=index primary=primary && index == 0 said=true />
                    {safety.map(|words| view! { <p class="fix-safety">{words}</p> })}
                </div>
            }
        }
    };
    let fixes = finding.fixes.len();
    let links = (!others.is_empty()).then(|| {
        view! {
            <p class="finding-where">{others.into_iter().map(|id| view! { <ObjectLink id=id /> }).collect_view()}</p>
        }
    });
    let accepting = RwSignal::new(false);
    let accepted = finding.clone();
    let why = view! {
        <button type="button" class="btn btn-sm" on:click=move |_| open_rule(bridge, rule)>"Learn why"</button>
        <button type="button" class="btn btn-sm" title="Leave it as it is, for a reason" on:click=move |_| accepting.set(true)>
            "Accept…"
        </button>
        {move || accepting.get().then(|| {
            view! { <AcceptDialog finding=accepted.clone() on_close=Callback::new(move |()| accepting.set(false)) /> }
        })}
    };
    // Advice is quiet: a line, without a frame and without its rule's summary.
    if finding.severity == Severity::Advice {
        return view! {
            <div class="finding-line" data-rule=rule.id>
                <SeverityMark severity=finding.severity />
                <div class="grow">
                    <p><Monospaced text=finding.message.clone() /></p>
                    {(0..fixes).map(fix).collect_view()}
                    {why}
                </div>
            </div>
        }
        .into_any();
    }
    view! {
        <div class=format!("finding {}", finding.severity.key()) data-rule=rule.id>
            <h4><SeverityMark severity=finding.severity />{title}</h4>
            <p><Monospaced text=finding.message.clone() /></p>
            {links}
            {(0..fixes).map(fix).collect_view()}
            <div class="actions">{why}</div>
        </div>
    }
    .into_any()
}
