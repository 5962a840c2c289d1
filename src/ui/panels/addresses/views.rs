use leptos::prelude::*;

use crate::ui::bridge::bridge;
use crate::ui::signals::AddressView;
use crate::ui::widgets::word;

/// What the addresses panel shows: the plan, what is free, who can be peered, where environments differ.
#[component]
pub fn Views() -> impl IntoView {
    let view = bridge().signals.address_view;
    let button = move |of: AddressView, words: &'static str| {
        view! {
            <button type="button" aria-pressed=move || word(view.get() == of) on:click=move |_| view.set(of)>{words}</button>
        }
    };
    view! {
        <span class="seg" role="group" aria-label="Show" data-testid="address-views">
            {button(AddressView::Plan, "Plan")}
            {button(AddressView::Gaps, "Free")}
            {button(AddressView::Peerings, "Peering")}
            {button(AddressView::Parity, "Parity")}
        </span>
    }
}
