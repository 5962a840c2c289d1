//! Every rule with its page: what it looks for, why it matters, an example, and what to do.

mod found_here;
mod page;

use cidraw::rules::{RULES, Rule};
use cidraw::wording::{capitalised, counted};
use gloo::timers::callback::Timeout;
use leptos::html;
use leptos::prelude::*;
use web_sys::HtmlElement;

use found_here::FoundHere;
use page::RulePage;

use super::object::SeverityMark;
use crate::ui::bridge::{Bridge, bridge};
use crate::ui::effects;
use crate::ui::platform::address;
use crate::ui::signals::Dialog;
use crate::ui::widgets::{DialogFrame, Icon};

/// Opens the page of a rule.
pub fn open_rule(bridge: Bridge, rule: &'static Rule) {
    bridge.signals.dialog.set(Some(Dialog::Rules(Some(rule.id.to_owned()))));
}

/// The rules that hold every word of `text` in their name or their teaching text, those with all of it in the summary
/// first.
fn search(text: &str) -> Vec<&'static Rule> {
    let text = text.trim().to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let holds = |rule: &&&Rule| {
        let whole = || rule.text.to_lowercase();
        words.iter().all(|word| rule.id.contains(word)) || words.iter().all(|word| whole().contains(word))
    };
    let (first, rest): (Vec<&Rule>, Vec<&Rule>) = RULES.iter().filter(holds).copied().partition(|rule| {
        let summary = rule.summary().to_lowercase();
        words.iter().all(|word| summary.contains(word) || rule.id.contains(word))
    });
    first.into_iter().chain(rest).collect()
}

/// All rules beside the page of one.
#[component]
pub fn Rules(
    /// The rule whose page is open at first.
    first: Option<String>,
) -> impl IntoView {
    let bridge = bridge();
    let by_id = |id: &str| RULES.iter().copied().find(|rule| rule.id == id);
    let open = RwSignal::new(first.as_deref().and_then(by_id));
    // The address is that of the page in view, to be sent to somebody.
    Effect::new(move |_| address::set_rule(open.get().map(|rule| rule.id)));
    on_cleanup(|| address::set_rule(None));
    let unknown = first.as_deref().filter(|id| by_id(id).is_none()).map(|id| format!("There is no rule {id}."));
    let text = RwSignal::new(String::new());
    let found = Memo::new_with_compare(move |_| text.with(|text| search(text)), |a, b| a != b);
    let searching = open.get_untracked().is_none();
    let page = NodeRef::<html::Div>::new();
    let close = Callback::new(move |()| bridge.signals.dialog.set(None));
    let row = move |rule: &'static Rule| {
        let show = move |_| {
            open.set(Some(rule));
            if let Some(page) = page.get_untracked() {
                page.set_scroll_top(0);
            }
            // Where there is room for one of the two, the row is hidden now: the focus must not be lost with it.
            effects::focus_soon("[data-testid=rules] .rules-back");
        };
        view! {
            <li>
                <button
                    type="button"
                    class="rule-row"
                    data-rule=rule.id
                    aria-current=move || (open.get() == Some(rule)).then_some("true")
                    on:click=show
                >
                    <SeverityMark severity=rule.severity />
                    <span class="grow">{capitalised(rule.summary().trim_end_matches('.'))}</span>
                </button>
            </li>
        }
    };
    // Who comes from a problem sees where its rule stands among the others.
    let nav = NodeRef::<html::Nav>::new();
    nav.on_load(move |nav: HtmlElement| {
        Timeout::new(0, move || {
            let Ok(Some(current)) = nav.query_selector("[aria-current]") else { return };
            let (list, row) = (nav.get_bounding_client_rect(), current.get_bounding_client_rect());
            let above = row.top() - list.top() - (list.height() - row.height()) / 2.0;
            nav.set_scroll_top(above as i32);
        })
        .forget();
    });
    // Groups while nothing is searched for: then what fits best stands first.
    let list = move || {
        let found = found.get();
        let mut groups: Vec<(&'static str, Vec<&'static Rule>)> = Vec::new();
        let grouped = text.with(|text| text.trim().is_empty());
        for rule in found {
            let group = if grouped { rule.group() } else { "" };
            match groups.last_mut() {
                Some((last, rules)) if *last == group => rules.push(rule),
                _ => groups.push((group, vec![rule])),
            }
        }
        let section = |(group, rules): (&'static str, Vec<&'static Rule>)| {
            view! {
                {(!group.is_empty()).then(|| view! { <h3>{capitalised(group)}</h3> })}
                <ul>{rules.into_iter().map(row).collect_view()}</ul>
            }
        };
        groups.into_iter().map(section).collect_view()
    };
    let back = move |_| {
        open.set(None);
        effects::focus_soon("[data-testid=rule-search]");
    };
    view! {
        <DialogFrame title="Rules" class="dialog-rules" on_close=close>
            <div class="rules" class:has-page=move || open.get().is_some() data-testid="rules">
                <div class="rules-list">
                    <label class="field">
                        <Icon name="search" />
                        <input
                            autofocus=searching
                            type="search"
                            placeholder="Search the rules"
                            aria-label="Search the rules"
                            data-testid="rule-search"
                            on:input=move |event| text.set(event_target_value(&event))
                        />
                    </label>
                    <p class="quiet" role="status">{move || counted(found.with(Vec::len), "rule", "rules")}</p>
                    <nav class="scroll" aria-label="Rules" node_ref=nav>{list}</nav>
                </div>
                <div class="rules-page scroll" node_ref=page>
                    <button type="button" class="btn btn-sm rules-back" on:click=back>
                        <Icon name="chevron" class="back" />
                        "All rules"
                    </button>
                    {move || match open.get() {
                        Some(rule) => view! { <RulePage rule=rule /> }.into_any(),
                        None => view! {
                            {unknown.clone().map(|said| view! { <p class="empty" role="status" data-testid="no-rule">{said}</p> })}
                            <FoundHere open=open />
                        }.into_any(),
                    }}
                </div>
            </div>
        </DialogFrame>
    }
}
