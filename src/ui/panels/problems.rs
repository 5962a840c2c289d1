use std::sync::Arc;

use cidraw::editor::Intent;
use cidraw::model::EntityId;
use cidraw::rules::{Finding, RULES, Rule, Severity};
use leptos::prelude::*;

use super::fix::{FixButton, RuleDialog};
use super::mono::Monospaced;
use super::object::{SeverityMark, severity_icon};
use crate::ui::bridge::{Bridge, bridge};
use crate::ui::queries::count_words;
use crate::ui::widgets::{Icon, TableBody, Viewport, word};

/// The height of a row in pixels, as in dock.css.
const ROW: f64 = 30.0;

/// Which findings are shown.
pub type Shown = Option<Severity>;

/// What tells a finding from all others.
type FindingKey = (String, String, Option<&'static str>, Vec<String>);

/// Two findings with the same key look the same, fixes included.
fn key_of(finding: &Arc<Finding>) -> FindingKey {
    let fixes = finding.fixes.iter().map(|fix| fix.title.clone()).collect();
    (finding.fingerprint(), finding.message.clone(), finding.field, fixes)
}

/// The severities to choose from, each with how many there are.
#[component]
pub fn SeverityFilter(
    /// Which findings are shown.
    shown: RwSignal<Shown>,
) -> impl IntoView {
    let bridge = bridge();
    let counts = Memo::new(move |_| bridge.counts());
    let one = move |severity: Severity| {
        let count = move || counts.get().of(severity);
        // Nothing was looked at: that is not the same as nothing found.
        let shown_count = move || if bridge.unchecked() { "–".to_owned() } else { count().to_string() };
        let icon = severity_icon(severity);
        let words = match severity {
            Severity::Error => ("error", "errors"),
            Severity::Warning => ("warning", "warnings"),
            Severity::Advice => ("piece of advice", "pieces of advice"),
        };
        view! {
            <button
                type="button"
                aria-pressed=move || word(shown.get() == Some(severity))
                aria-label=move || match bridge.unchecked() {
                    true => format!("Only {}: not checked", words.1),
                    false => format!("Only {}", count_words(count(), words.0, words.1)),
                }
                data-severity=severity.key()
                on:click=move |_| shown.set(Some(severity))
            >
                <span class=severity.key()><Icon name=icon class="icon-14" /></span>
                {shown_count}
            </button>
        }
    };
    view! {
        <span class="seg" role="group" aria-label="Show">
            <button type="button" aria-pressed=move || word(shown.get().is_none()) on:click=move |_| shown.set(None)>
                {move || match bridge.unchecked() {
                    true => "All".to_owned(),
                    false => format!("All {}", counts.get().total()),
                }}
            </button>
            {Severity::ALL.into_iter().map(one).collect_view()}
        </span>
    }
}

/// What the rules found, with what mends it.
#[component]
pub fn Problems(
    /// Which findings are shown.
    shown: RwSignal<Shown>,
) -> impl IntoView {
    let bridge = bridge();
    let explained = RwSignal::new(None::<&'static Rule>);
    // Findings compare by what they say, fixes aside; a list is new whenever the analysis has been there.
    let findings = Memo::new_with_compare(
        move |_| {
            bridge.analyses(|analyses| {
                let wanted = |finding: &&Arc<Finding>| shown.get().is_none_or(|severity| finding.severity == severity);
                analyses.findings().filter(wanted).cloned().collect::<Vec<_>>()
            })
        },
        |_, _| true,
    );
    let viewport = Viewport::new(ROW);
    let count = Signal::derive(move || findings.with(Vec::len));
    let row = Callback::new(move |(at, finding): (usize, Arc<Finding>)| {
        view! { <ProblemRow at=at finding=finding explained=explained /> }.into_any()
    });
    let safe = Memo::new(move |_| {
        findings.with(|findings| findings.iter().filter(|f| f.fixes.iter().any(|fix| fix.is_safe())).count())
    });
    view! {
        <div class="problems-panel" data-testid="problem-list">
            <Show when=move || count.get() == 0>
                <p class="empty">
                    {move || if bridge.unchecked() { UNCHECKED.to_owned() } else { nothing(shown.get()) }}
                </p>
            </Show>
            <div class="scroll" node_ref=viewport.node on:scroll=move |_| viewport.scrolled() hidden=move || count.get() == 0>
                <table class="rows problems" aria-label="Problems" aria-rowcount=move || count.get() + 1>
                    <thead>
                        <tr aria-rowindex="1">
                            <th scope="col"><span class="sr">"Severity"</span></th>
                            <th scope="col">"Problem"</th>
                            <th scope="col" class="where">"Where"</th>
                            <th scope="col" class="end">
                                <span class="sr">"What mends it"</span>
                                <Show when=move || { safe.get() > 0 }>
                                    <button
                                        type="button"
                                        class="btn btn-sm btn-line"
                                        data-testid="fix-all"
                                        on:click=move |_| bridge.perform(Intent::ApplySafeFixes { rule: None })
                                    >
                                        {move || format!("Apply {}", count_words(safe.get(), "safe fix", "safe fixes"))}
                                    </button>
                                </Show>
                            </th>
                        </tr>
                    </thead>
                    <TableBody viewport=viewport rows=findings key=key_of row=row />
                </table>
            </div>
            {move || explained.get().map(|rule| {
                view! { <RuleDialog rule=rule on_close=Callback::new(move |()| explained.set(None)) /> }
            })}
        </div>
    }
}

/// What stands in place of the list when nobody can say what would be in it.
const UNCHECKED: &str = "The checks broke down and are switched off: nobody looks for problems now.";

fn nothing(shown: Shown) -> String {
    match shown {
        None => format!("No problems. {} checked.", count_words(RULES.len(), "rule", "rules")),
        Some(Severity::Error) => "Nothing that AWS would refuse.".to_owned(),
        Some(Severity::Warning) => "No warnings.".to_owned(),
        Some(Severity::Advice) => "No advice.".to_owned(),
    }
}

/// Selects what a finding is about, all of it, and brings the first into view.
pub fn show_finding(bridge: Bridge, finding: &Finding) {
    let Some(first) = finding.primary() else { return };
    bridge.select(finding.objects.iter().copied(), cidraw::editor::SelectMode::Replace);
    bridge.change(|editor| editor.reveal(first));
}

/// One finding.
#[component]
fn ProblemRow(
    /// Its place in the list, from 0, when the row was made.
    at: usize,
    /// The finding.
    finding: Arc<Finding>,
    /// The rule whose text is shown.
    explained: RwSignal<Option<&'static Rule>>,
) -> impl IntoView {
    let bridge = bridge();
    let objects: Vec<EntityId> = finding.objects.clone();
    let first = finding.primary();
    let chosen =
        Memo::new(move |_| first.is_some_and(|first| bridge.signals.selection.with(|ids| ids.contains(&first))));
    let rule = finding.rule;
    let shown = finding.clone();
    let where_ = objects.into_iter().take(3).map(|id| view! { <super::object::ObjectLink id=id /> }).collect_view();
    view! {
        <tr
            aria-selected=move || word(chosen.get())
            aria-rowindex=at + 2
            data-rule=rule.id
            data-id=first.map(|id| id.to_string())
        >
            <td><SeverityMark severity=finding.severity /></td>
            <td class="message" role="rowheader">
                <button
                    type="button"
                    class="message-button"
                    title=finding.message.clone()
                    on:click=move |_| show_finding(bridge, &shown)
                >
                    <Monospaced text=finding.message.clone() />
                </button>
            </td>
            <td class="where">{where_}</td>
            <td class="end">
                {(!finding.fixes.is_empty()).then(|| view! { <FixButton finding=finding.clone() index=0 /> })}
                <button type="button" class="btn btn-sm" on:click=move |_| explained.set(Some(rule))>"Why"</button>
            </td>
        </tr>
    }
}
