use leptos::prelude::*;

use super::Choice;

/// One of a list, in the bar of a view of the dock.
#[component]
pub fn PickOne(
    /// What is chosen, for screen readers.
    label: &'static str,
    /// The value that is chosen.
    value: RwSignal<String>,
    /// What there is.
    choices: Memo<Vec<Choice>>,
) -> impl IntoView {
    let options = move || {
        let option = |choice: Choice| {
            let own = choice.value.clone();
            view! { <option value=choice.value selected=move || value.get() == own>{choice.words}</option> }
        };
        choices.get().into_iter().map(option).collect_view()
    };
    view! {
        <label class="field select">
            <span class="sr">{label}</span>
            <select aria-label=label prop:value=move || value.get() on:change=move |event| value.set(event_target_value(&event))>
                {options}
            </select>
        </label>
    }
}
