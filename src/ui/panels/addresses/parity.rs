use cidraw::analysis::{Difference, parity};
use cidraw::editor::Planning;
use cidraw::model::EnvironmentId;
use leptos::prelude::*;

use super::views::Views;
use crate::ui::bridge::bridge;
use crate::ui::panels::object::ObjectLink;
use crate::ui::panels::planning::{chosen, environments};
use crate::ui::signals::Dialog;
use crate::ui::widgets::{Icon, PickOne};

/// Where two environments differ in shape, in sentences with their objects.
#[component]
pub fn Parity() -> impl IntoView {
    let bridge = bridge();
    let choices = Memo::new(move |_| {
        bridge.signals.revision.track();
        bridge.design(environments)
    });
    let at =
        move |n: usize| choices.with_untracked(|all| all.get(n).map(|choice| choice.value.clone()).unwrap_or_default());
    let (a, b) = (RwSignal::new(at(0)), RwSignal::new(at(1)));
    let found = Memo::new(move |_| {
        bridge.signals.revision.track();
        let pair = a.with(|a| chosen::<EnvironmentId>(a)).zip(b.with(|b| chosen::<EnvironmentId>(b)));
        pair.filter(|(a, b)| a != b).map(|(a, b)| bridge.design(|design| parity(design, a, b)))
    });
    let line = |difference: Difference| {
        let links = difference.objects.into_iter().map(|id| view! { <ObjectLink id=id />" " }).collect_view();
        view! { <tr><td class="wrap" role="rowheader">{difference.sentence}</td><td>{links}</td></tr> }
    };
    let table = move || match found.get() {
        None => view! { <p class="empty">"Choose two environments. They are compared by shape, not by address."</p> }
            .into_any(),
        Some(none) if none.is_empty() => view! { <p class="empty">"The two have the same shape."</p> }.into_any(),
        Some(some) => view! {
            <table class="plan" aria-label="Differences">
                <thead><tr><th scope="col">"Difference"</th><th scope="col">"Objects"</th></tr></thead>
                <tbody>{some.into_iter().map(line).collect_view()}</tbody>
            </table>
        }
        .into_any(),
    };
    let stamp =
        move |_| bridge.signals.dialog.set(Some(Dialog::Planning(Planning::Stamp(a.with_untracked(|a| chosen(a))))));
    view! {
        <div class="plan-panel" data-testid="parity">
            <div class="toolbar">
                <Views />
                <PickOne label="First environment" value=a choices=choices />
                <PickOne label="Second environment" value=b choices=choices />
                <span class="grow"></span>
                <button type="button" class="btn btn-sm" disabled=move || choices.with(Vec::is_empty) on:click=stamp>
                    <Icon name="environment" />
                    "New environment like…"
                </button>
            </div>
            <div class="scroll plan-wrap" tabindex="0" role="region" aria-label="Where the environments differ">{table}</div>
        </div>
    }
}
