use leptos::html;
use leptos::prelude::*;

use super::field::{Commit, FieldError, element_id};

/// A switch with its words, and a line about it. One row of a `.props` grid.
#[component]
pub fn CheckField(
    /// Its words.
    #[prop(into)]
    label: String,
    /// Is it on? `None`: some of several objects.
    #[prop(into)]
    value: Signal<Option<bool>>,
    /// Takes the change.
    commit: Commit<bool>,
    /// What it means, in one line.
    #[prop(optional, into)]
    help: String,
    /// The path of the field, for tests and for going to it.
    #[prop(optional, into)]
    path: String,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let error = RwSignal::new(None::<FieldError>);
    let id = element_id("check");
    let named = id.clone();
    let change = move |event| {
        let outcome = commit.run(event_target_checked(&event));
        if let Some(input) = node.get_untracked().filter(|_| outcome.is_err()) {
            // The box follows the hand at once; a refused change has to be taken back.
            input.set_checked(value.get_untracked() == Some(true));
        }
        error.set(outcome.err());
    };
    // A box that stands for some of several shows a dash, which only the property can say.
    Effect::new(move |_| {
        let value = value.get();
        if let Some(input) = node.get() {
            input.set_indeterminate(value.is_none());
        }
    });
    view! {
        <label class="check" for=named>
            <input
                id=id
                type="checkbox"
                node_ref=node
                data-field=path
                prop:checked=move || value.get() == Some(true)
                on:change=change
            />
            <span>{label}</span>
            {(!help.is_empty()).then(|| view! { <small>{help}</small> })}
            {move || error.get().map(|error| view! { <small class="field-error">{error.text}</small> })}
        </label>
    }
}
