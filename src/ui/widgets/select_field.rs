use leptos::html;
use leptos::prelude::*;

use super::field::{Commit, FieldError, element_id, word};

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is handed over.
    pub value: String,
    /// What it is called.
    pub words: String,
}

impl Choice {
    /// A choice called `words`.
    pub fn new(value: impl Into<String>, words: impl Into<String>) -> Choice {
        Choice { value: value.into(), words: words.into() }
    }
}

/// What a select shows for several objects that differ. No choice has this value.
const SEVERAL: &str = "\u{1}several";

/// A label and the browser's own list of choices. Two cells of a `.props` grid.
#[component]
pub fn SelectField(
    /// The label.
    #[prop(into)]
    label: String,
    /// What is chosen. `None`: several objects differ.
    #[prop(into)]
    value: Signal<Option<String>>,
    /// What there is to choose from.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Takes the choice.
    commit: Commit,
    /// Is it data, to be set in monospace?
    #[prop(optional)]
    mono: bool,
    /// The path of the field, for tests and for going to it.
    #[prop(optional, into)]
    path: String,
) -> impl IntoView {
    let node = NodeRef::<html::Select>::new();
    let error = RwSignal::new(None::<FieldError>);
    let (id, error_id) = (element_id("select"), element_id("error"));
    let options = Memo::new(move |_| {
        let mut all = choices.get();
        match value.get() {
            None => all.insert(0, Choice::new(SEVERAL, "Several")),
            // A value from a file that is none of the choices stays, and is shown as it is.
            Some(value) if all.iter().all(|choice| choice.value != value) => {
                all.insert(0, Choice::new(value.clone(), value));
            }
            Some(_) => {}
        }
        all
    });
    // The element keeps its own choice: it is set whenever the value or the list becomes different.
    let show = move |select: &web_sys::HtmlSelectElement| {
        select.set_value(&value.get_untracked().unwrap_or_else(|| SEVERAL.to_owned()));
    };
    Effect::new(move |_| {
        options.track();
        value.track();
        if let Some(select) = node.get() {
            show(&select);
        }
    });
    let change = move |event| {
        let chosen = event_target_value(&event);
        if chosen == SEVERAL {
            return;
        }
        let outcome = commit.run(chosen);
        if let Some(select) = node.get_untracked().filter(|_| outcome.is_err()) {
            show(&select);
        }
        error.set(outcome.err());
    };
    let described = error_id.clone();
    view! {
        <label for=id.clone()>{label}</label>
        <div class="prop">
            <span class="field select" class:invalid=move || error.with(Option::is_some)>
                <select
                    id=id
                    node_ref=node
                    class:mono=mono
                    data-field=path
                    aria-invalid=move || word(error.with(Option::is_some))
                    aria-describedby=described
                    on:change=change
                >
                    <For each=move || options.get() key=|choice| (choice.value.clone(), choice.words.clone()) let(choice)>
                        <option value=choice.value.clone()>{choice.words.clone()}</option>
                    </For>
                </select>
            </span>
            <div class="field-error" id=error_id hidden=move || error.with(Option::is_none)>
                <p>{move || error.get().map(|error| error.text)}</p>
            </div>
        </div>
    }
}
