use std::collections::BTreeMap;

use cidraw::ordering::Ordered;
use cidraw::rules::{RULES, Rule};
use cidraw::wording::{capitalised, counted};
use leptos::prelude::*;

use crate::ui::bridge::bridge;
use crate::ui::panels::object::SeverityMark;

/// The rules that found something in the design, the worst first and of these those that found most.
#[component]
pub fn FoundHere(
    /// The rule whose page is open.
    open: RwSignal<Option<&'static Rule>>,
) -> impl IntoView {
    let bridge = bridge();
    let found = Memo::new(move |_| {
        bridge.signals.findings.track();
        let mut counts = BTreeMap::<&'static str, usize>::new();
        bridge.analyses(|analyses| {
            analyses.findings().for_each(|finding| *counts.entry(finding.rule.id).or_default() += 1);
        });
        let mut rules: Vec<(&'static Rule, usize)> =
            RULES.iter().filter_map(|rule| Some((*rule, *counts.get(rule.id)?))).collect();
        rules.order_by_key(|(rule, count)| (rule.severity, std::cmp::Reverse(*count)));
        rules
    });
    let row = move |(rule, count): (&'static Rule, usize)| {
        view! {
            <li>
                <button type="button" class="rule-row" on:click=move |_| open.set(Some(rule))>
                    <SeverityMark severity=rule.severity />
                    <span class="grow">{capitalised(rule.summary().trim_end_matches('.'))}</span>
                    <span class="quiet">{counted(count, "place", "places")}</span>
                </button>
            </li>
        }
    };
    move || {
        let found = found.get();
        let title = match found.is_empty() {
            true => "Nothing found in this design",
            false => "Found in this design",
        };
        view! {
            <section class="rules-found" data-testid="rules-found">
                <h2>{title}</h2>
                <p class="quiet">
                    "Each rule says what it looks for, why it matters, what to do about it and where AWS says so."
                </p>
                <ul>{found.into_iter().map(row).collect_view()}</ul>
            </section>
        }
    }
}
