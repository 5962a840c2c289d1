//! What the rules found: asked for, put together, mended, accepted.

mod accept;
mod ask;
mod row;

use std::sync::Arc;

use cidraw::analysis::{Listed, listed, needless};
use cidraw::editor::{Command, Intent};
use cidraw::rules::{Finding, RULES, Severity};
use cidraw::wording::counted;
use leptos::prelude::*;

use ask::{Ask, AskBar};
use row::{AcceptedRow, HeadingRow, ProblemRow};

pub use accept::AcceptDialog;
pub use row::reason_of;

use super::object::severity_icon;
use crate::ui::bridge::bridge;
use crate::ui::platform::page;
use crate::ui::widgets::{Icon, TableBody, Viewport, word};

/// The height of a row in pixels, as in dock.css.
const ROW: f64 = 30.0;
/// The same where the buttons are under the message, and where fingers press them.
const TALL_ROW: (f64, f64) = (68.0, 88.0);
/// How wide a dock is at most for that.
const NARROW: i32 = 560;
/// How wide one is where messages have as many lines as they take, and how much that is beyond two, about.
const PHONE_WIDTH: i32 = 420;
const PHONE_LINES: f64 = 28.0;

/// How high a row is in a dock of so many pixels.
fn row_height(width: i32) -> f64 {
    let tall = if page::matches("(pointer: coarse)") { TALL_ROW.1 } else { TALL_ROW.0 };
    match width {
        width if width <= PHONE_WIDTH => tall + PHONE_LINES,
        width if width <= NARROW => tall,
        _ => ROW,
    }
}

/// Which findings are shown.
pub type Shown = Option<Severity>;

/// What tells a line from all others.
type LineKey = (String, String, Option<&'static str>, Vec<String>);

/// Two findings with the same key look the same, fixes included.
fn key_of(line: &Listed) -> LineKey {
    match line {
        Listed::Heading(title, count) => (String::new(), title.clone(), None, vec![count.to_string()]),
        Listed::Problem(finding) => {
            let fixes = finding.fixes.iter().map(|fix| fix.title.clone()).collect();
            (finding.fingerprint(), finding.message.clone(), finding.field, fixes)
        }
    }
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
                    false => format!("Only {}", counted(count(), words.0, words.1)),
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
    let accepting = RwSignal::new(None::<Arc<Finding>>);
    let ask = Ask::new(shown);
    // Findings compare by what they say, fixes aside; a list is new whenever the analysis has been there.
    let lines = Memo::new_with_compare(
        move |_| {
            let asked = ask.get(bridge);
            bridge.analyses(|analyses| bridge.design(|design| listed(design, analyses, &asked)))
        },
        |_, _| true,
    );
    let viewport = Viewport::fitting(row_height);
    let count = Signal::derive(move || lines.with(Vec::len));
    let row = Callback::new(move |(at, line): (usize, Listed)| match line {
        Listed::Heading(title, count) => view! { <HeadingRow at=at title=title count=count /> }.into_any(),
        Listed::Problem(finding) if ask.accepted.get_untracked() => {
            view! { <AcceptedRow at=at finding=finding /> }.into_any()
        }
        Listed::Problem(finding) => view! { <ProblemRow at=at finding=finding accepting=accepting /> }.into_any(),
    });
    // What is accepted, in however many groups, is not mended.
    let safe = Memo::new(move |_| {
        bridge.analyses(|analyses| {
            analyses.findings().filter(|finding| finding.fixes.iter().any(|fix| fix.is_safe())).count()
        })
    });
    let gone = Memo::new(move |_| match ask.accepted.get() {
        true => bridge.analyses(|analyses| bridge.design(|design| needless(design, analyses))),
        false => Vec::new(),
    });
    let nothing = move || match (bridge.unchecked(), ask.accepted.get(), ask.narrows()) {
        (true, ..) => UNCHECKED.to_owned(),
        (_, true, false) => "Nothing is accepted.".to_owned(),
        (_, _, true) => "No problem is like that.".to_owned(),
        _ => nothing(shown.get()),
    };
    view! {
        <div class="problems-panel" data-testid="problem-list">
            <AskBar ask=ask>
                <button type="button" class="btn btn-sm" data-testid="all-rules" on:click=move |_| bridge.run(Command::Rules)>
                    "Rules"
                </button>
                <Show when=move || { gone.with(|gone| !gone.is_empty()) }>
                    <button
                        type="button"
                        class="btn btn-sm btn-line"
                        on:click=move |_| bridge.perform(Intent::ReopenFindings { findings: gone.get_untracked() })
                    >
                        {move || format!("Forget {} found no more", gone.with(Vec::len))}
                    </button>
                </Show>
                <Show when=move || { safe.get() > 0 && !ask.accepted.get() }>
                    <button
                        type="button"
                        class="btn btn-sm btn-line"
                        data-testid="fix-all"
                        on:click=move |_| bridge.perform(Intent::ApplySafeFixes { rule: None })
                    >
                        {move || format!("Apply {}", counted(safe.get(), "safe fix", "safe fixes"))}
                    </button>
                </Show>
            </AskBar>
            <Show when=move || count.get() == 0>
                <p class="empty">{nothing}</p>
            </Show>
            <div class="scroll" node_ref=viewport.node on:scroll=move |_| viewport.scrolled() hidden=move || count.get() == 0>
                <table class="rows problems" aria-label="Problems" aria-rowcount=move || count.get() + 1>
                    <thead class="sr">
                        <tr aria-rowindex="1">
                            <th scope="col">"Severity"</th>
                            <th scope="col">"Problem"</th>
                            <th scope="col" class="where">"Where"</th>
                            <th scope="col" class="end">"What mends it"</th>
                        </tr>
                    </thead>
                    <TableBody viewport=viewport rows=lines key=key_of row=row />
                </table>
            </div>
            {move || accepting.get().map(|finding| {
                view! { <AcceptDialog finding=finding on_close=Callback::new(move |()| accepting.set(None)) /> }
            })}
        </div>
    }
}

/// What stands in place of the list when nobody can say what would be in it.
const UNCHECKED: &str = "The checks broke down and are switched off: nobody looks for problems now.";

fn nothing(shown: Shown) -> String {
    match shown {
        None => format!("No problems. {} checked.", counted(RULES.len(), "rule", "rules")),
        Some(Severity::Error) => "Nothing that AWS would refuse.".to_owned(),
        Some(Severity::Warning) => "No warnings.".to_owned(),
        Some(Severity::Advice) => "No advice.".to_owned(),
    }
}
