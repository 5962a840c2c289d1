use std::sync::Arc;

use cidraw::editor::{Intent, SelectMode};
use cidraw::model::EntityId;
use cidraw::model::kinds::Settings;
use cidraw::rules::Finding;
use leptos::prelude::*;

use crate::ui::bridge::{Bridge, bridge};
use crate::ui::panels::fix::FixButton;
use crate::ui::panels::mono::Monospaced;
use crate::ui::panels::object::{ObjectLink, SeverityMark};
use crate::ui::panels::rules::open_rule;
use crate::ui::widgets::{Icon, word};

/// Selects what a finding is about, all of it, and brings the first into view.
fn show_finding(bridge: Bridge, finding: &Finding) {
    let Some(first) = finding.primary() else { return };
    bridge.select(finding.objects.iter().copied(), SelectMode::Replace);
    bridge.change(|editor| editor.reveal(first));
}

/// What the problems below have in common.
#[component]
pub fn HeadingRow(
    /// Its place in the list, from 0, when the row was made.
    at: usize,
    /// What they have in common.
    title: String,
    /// How many they are.
    count: usize,
) -> impl IntoView {
    view! {
        <tr class="group-row" aria-rowindex=at + 2>
            <th colspan="4" scope="rowgroup">{title}<span class="quiet mono">{count}</span></th>
        </tr>
    }
}

/// The mark, the message and the places of a finding.
#[component]
fn Told(
    /// The finding.
    finding: Arc<Finding>,
    /// What follows the message.
    #[prop(optional, into)]
    more: String,
) -> impl IntoView {
    let bridge = bridge();
    let shown = finding.clone();
    let objects: Vec<EntityId> = finding.objects.iter().copied().take(3).collect();
    let title = format!("{} {more}", finding.message);
    view! {
        <td><SeverityMark severity=finding.severity /></td>
        <td class="message" role="rowheader">
            <button type="button" class="message-button" title=title.trim().to_owned() on:click=move |_| show_finding(bridge, &shown)>
                <Monospaced text=finding.message.clone() />
                {(!more.is_empty()).then(|| view! { <span class="quiet">" "{more}</span> })}
            </button>
        </td>
        <td class="where">{objects.into_iter().map(|id| view! { <ObjectLink id=id /> }).collect_view()}</td>
    }
}

/// One finding.
#[component]
pub fn ProblemRow(
    /// Its place in the list, from 0, when the row was made.
    at: usize,
    /// The finding.
    finding: Arc<Finding>,
    /// The finding that is being accepted.
    accepting: RwSignal<Option<Arc<Finding>>>,
) -> impl IntoView {
    let bridge = bridge();
    let first = finding.primary();
    let chosen =
        Memo::new(move |_| first.is_some_and(|first| bridge.signals.selection.with(|ids| ids.contains(&first))));
    let rule = finding.rule;
    let accepted = finding.clone();
    view! {
        <tr
            aria-selected=move || word(chosen.get())
            aria-rowindex=at + 2
            data-rule=rule.id
            data-id=first.map(|id| id.to_string())
        >
            <Told finding=finding.clone() />
            <td class="end">
                {(!finding.fixes.is_empty()).then(|| view! { <FixButton finding=finding.clone() index=0 /> })}
                <button type="button" class="btn btn-sm" on:click=move |_| open_rule(bridge, rule)>"Why"</button>
                {first.map(|_| view! {
                    <button
                        type="button"
                        class="btn btn-sm accept"
                        title="Leave it as it is, for a reason"
                        on:click=move |_| accepting.set(Some(accepted.clone()))
                    >
                        <span class="accept-picture"><Icon name="check" /></span>
                        <span class="accept-words">"Accept…"</span>
                    </button>
                })}
            </td>
        </tr>
    }
}

/// Why a finding was accepted, and until when: "Until 2027-03-31: the lease runs out."
pub fn reason_of(bridge: Bridge, fingerprint: &str) -> String {
    bridge.design(|design| {
        let settings: Option<&Settings> = design.get(Settings::id());
        let acceptance = settings.and_then(|settings| settings.acceptance(fingerprint));
        acceptance.map_or_else(String::new, |acceptance| match &acceptance.until {
            Some(until) => format!("Until {until}: {}", acceptance.reason),
            None => acceptance.reason.clone(),
        })
    })
}

/// One that was accepted.
#[component]
pub fn AcceptedRow(
    /// Its place in the list, from 0, when the row was made.
    at: usize,
    /// The finding.
    finding: Arc<Finding>,
) -> impl IntoView {
    let bridge = bridge();
    let fingerprint = finding.fingerprint();
    let reason = reason_of(bridge, &fingerprint);
    view! {
        <tr class="is-accepted" aria-rowindex=at + 2 data-rule=finding.rule.id>
            <Told finding=finding.clone() more=format!("— {reason}") />
            <td class="end">
                <button
                    type="button"
                    class="btn btn-sm"
                    data-testid="reopen"
                    on:click=move |_| bridge.perform(Intent::ReopenFindings { findings: vec![fingerprint.clone()] })
                >
                    "Open again"
                </button>
            </td>
        </tr>
    }
}
