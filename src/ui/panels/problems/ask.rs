use std::collections::BTreeSet;

use cidraw::analysis::{Asked, Grouping, areas};
use cidraw::model::kinds::Environment;
use cidraw::wording::capitalised;
use leptos::prelude::*;

use super::Shown;
use crate::ui::bridge::{Bridge, bridge};
use crate::ui::widgets::{Choice, Icon, PickOne, word};

/// What is asked for in the bar above the problems.
#[derive(Clone, Copy)]
pub struct Ask {
    shown: RwSignal<Shown>,
    text: RwSignal<String>,
    grouping: RwSignal<String>,
    area: RwSignal<String>,
    environment: RwSignal<String>,
    selected: RwSignal<bool>,
    /// Those that were accepted, instead of those that are open?
    pub accepted: RwSignal<bool>,
}

impl Ask {
    /// Nothing but a severity.
    pub fn new(shown: RwSignal<Shown>) -> Ask {
        Ask {
            shown,
            text: RwSignal::default(),
            grouping: RwSignal::new("none".to_owned()),
            area: RwSignal::default(),
            environment: RwSignal::default(),
            selected: RwSignal::default(),
            accepted: RwSignal::default(),
        }
    }

    /// The question, followed.
    pub fn get(self, bridge: Bridge) -> Asked {
        let grouping = self.grouping.with(|key| Grouping::ALL.into_iter().find(|(_, of, _)| of == key));
        let objects = match self.selected.get() {
            true => bridge.signals.selection.with(|ids| ids.iter().copied().collect()),
            false => BTreeSet::new(),
        };
        Asked {
            severity: self.shown.get(),
            area: Some(self.area.get()).filter(|area| !area.is_empty()),
            environment: self.environment.with(|id| id.parse().ok()),
            objects,
            text: self.text.get(),
            accepted: self.accepted.get(),
            grouping: grouping.map_or(Grouping::None, |(grouping, ..)| grouping),
        }
    }

    /// Is more asked than a severity?
    pub fn narrows(self) -> bool {
        let text = |signal: RwSignal<String>| signal.with(|text| !text.trim().is_empty());
        text(self.text) || text(self.area) || text(self.environment) || self.selected.get()
    }
}

/// The bar above the problems.
#[component]
pub fn AskBar(
    /// What is asked for.
    ask: Ask,
    /// What stands at its end.
    children: Children,
) -> impl IntoView {
    let bridge = bridge();
    let groupings = Memo::new(|_| Grouping::ALL.map(|(_, key, words)| Choice::new(key, words)).to_vec());
    let every_area = Memo::new(move |_| {
        let found = bridge.analyses(areas);
        let area = |(area, count): (&str, usize)| Choice::new(area, format!("{} ({count})", capitalised(area)));
        std::iter::once(Choice::new("", "Every area")).chain(found.into_iter().map(area)).collect::<Vec<_>>()
    });
    let environments = Memo::new(move |_| {
        bridge.follow(|design| {
            let all = design.all::<Environment>().map(|(id, _)| Choice::new(id.to_string(), design.name(id)));
            std::iter::once(Choice::new("", "Every environment")).chain(all).collect::<Vec<_>>()
        })
    });
    let accepted = Memo::new(move |_| bridge.analyses(|analyses| analyses.accepted().count()));
    let some = move || accepted.get() > 0 || ask.accepted.get();
    view! {
        <div class="toolbar problems-bar" role="group" aria-label="Which problems">
            <label class="field">
                <Icon name="search" />
                <input
                    type="search"
                    placeholder="Filter"
                    aria-label="Filter the problems"
                    data-testid="problem-filter"
                    prop:value=move || ask.text.get()
                    on:input=move |event| ask.text.set(event_target_value(&event))
                />
            </label>
            <PickOne label="Put problems together" value=ask.grouping choices=groupings />
            <PickOne label="Area" value=ask.area choices=every_area />
            <Show when=move || { environments.with(|all| all.len() > 1) }>
                <PickOne label="Environment" value=ask.environment choices=environments />
            </Show>
            <label class="check">
                <input
                    type="checkbox"
                    data-testid="problems-of-selection"
                    prop:checked=move || ask.selected.get()
                    on:change=move |event| ask.selected.set(event_target_checked(&event))
                />
                <span>"On the selection"</span>
            </label>
            <Show when=some>
                <button
                    type="button"
                    class="btn btn-sm"
                    data-testid="accepted"
                    aria-pressed=move || word(ask.accepted.get())
                    on:click=move |_| ask.accepted.update(|on| *on = !*on)
                >
                    {move || format!("{} accepted", accepted.get())}
                </button>
            </Show>
            <span class="grow"></span>
            {children()}
        </div>
    }
}
