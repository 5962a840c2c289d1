use std::sync::atomic::{AtomicUsize, Ordering};

use leptos::attr::AttributeValue;
use leptos::attr::custom::{CustomAttr, custom_attribute};
use leptos::prelude::*;

/// Why a field did not take what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// What is wrong, as a sentence.
    pub text: String,
    /// A text that would be taken.
    pub correction: Option<String>,
}

impl FieldError {
    /// A refusal without a correction.
    pub fn new(text: impl Into<String>) -> FieldError {
        FieldError { text: text.into(), correction: None }
    }
}

/// What takes a value, or says why not.
pub type Commit<T = String> = Callback<T, Result<(), FieldError>>;

/// An id for an element, so that a label or a description can name it. No two calls give the same.
pub fn element_id(stem: &str) -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(1);
    format!("{stem}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// `true` or `false` for an ARIA state, which is a word and not a switch.
pub fn word(state: bool) -> &'static str {
    if state { "true" } else { "false" }
}

/// How deep a row of a tree is, from 1. Leptos has no method for this attribute.
pub fn aria_level<V: AttributeValue>(level: V) -> CustomAttr<&'static str, V> {
    custom_attribute("aria-level", level)
}

/// What is typed into a field and not taken yet, and why it was not taken.
#[derive(Clone, Copy)]
pub struct Typing {
    /// What was typed since the value was shown last.
    pub text: RwSignal<Option<String>>,
    /// Why it was not taken.
    pub error: RwSignal<Option<FieldError>>,
}

impl Typing {
    /// Nothing typed.
    pub fn new() -> Typing {
        Typing { text: RwSignal::new(None), error: RwSignal::new(None) }
    }

    /// What the field shows.
    pub fn shown(self, value: Signal<String>) -> String {
        self.text.get().unwrap_or_else(|| value.get())
    }

    /// Takes over what is in the element now.
    pub fn input(self, text: String) {
        self.text.set(Some(text));
    }

    /// Hands what was typed to `commit`. A refused text stays, with the reason.
    ///
    /// Called also when the element goes away while somebody types: the signals may be gone by then.
    pub fn commit(self, value: Signal<String>, commit: impl FnOnce(String) -> Result<(), FieldError>) {
        let Some(Some(text)) = self.text.try_get_untracked() else { return };
        if value.try_get_untracked().is_none_or(|value| value == text) {
            return self.forget();
        }
        self.settle(commit(text));
    }

    /// Takes over what came of handing a value over.
    pub fn settle(self, outcome: Result<(), FieldError>) {
        match outcome {
            Ok(()) => self.forget(),
            Err(error) => {
                let _ = self.error.try_set(Some(error));
            }
        }
    }

    /// Shows the value of the document again. Says whether there was anything to forget.
    pub fn give_up(self) -> bool {
        let typed = self.text.get_untracked().is_some() || self.error.get_untracked().is_some();
        self.forget();
        typed
    }

    fn forget(self) {
        let _ = self.text.try_set(None);
        let _ = self.error.try_set(None);
    }

    /// Enter takes what was typed, Escape gives it up. Says whether the key was for the field.
    pub fn key(self, event: &web_sys::KeyboardEvent, take: impl FnOnce()) {
        match event.key().as_str() {
            "Enter" => {
                event.prevent_default();
                take();
            }
            "Escape" if self.give_up() => {
                event.stop_propagation();
                event.prevent_default();
            }
            _ => {}
        }
    }
}

/// The reason under a field, with the correction as a button.
#[component]
pub fn ErrorLine(
    /// The id that the field's `aria-describedby` names.
    id: String,
    /// The reason; nothing is shown without one.
    #[prop(into)]
    error: Signal<Option<FieldError>>,
    /// What takes the correction.
    on_correct: Callback<String>,
) -> impl IntoView {
    let correction = move || {
        error.get().and_then(|error| error.correction).map(|text| {
            let words = text.clone();
            view! {
                <button class="btn btn-sm btn-fix" type="button" on:click=move |_| on_correct.run(text.clone())>
                    "Use " <span class="mono">{words}</span>
                </button>
            }
        })
    };
    view! {
        <div class="field-error" id=id hidden=move || error.with(Option::is_none)>
            <p>{move || error.get().map(|error| error.text)}</p>
            {correction}
        </div>
    }
}

/// A label and a line of text. Two cells of a `.props` grid.
#[component]
pub fn TextField(
    /// The label.
    #[prop(into)]
    label: String,
    /// The value of the document.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what was typed.
    commit: Commit,
    /// Is it data, to be set in monospace?
    #[prop(optional)]
    mono: bool,
    /// What stands in it while it is empty.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// The path of the field, for tests and for going to it.
    #[prop(optional, into)]
    path: String,
) -> impl IntoView {
    let typing = Typing::new();
    let (id, error_id) = (element_id("field"), element_id("error"));
    let take = move || typing.commit(value, |text| commit.run(text));
    let correct = Callback::new(move |text: String| typing.settle(commit.run(text)));
    let described = error_id.clone();
    view! {
        <label for=id.clone()>{label}</label>
        <div class="prop">
            <span class="field" class:invalid=move || typing.error.with(Option::is_some)>
                <input
                    id=id
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    class:mono=mono
                    data-field=path
                    placeholder=move || placeholder.get()
                    prop:value=move || typing.shown(value)
                    aria-invalid=move || word(typing.error.with(Option::is_some))
                    aria-describedby=described
                    on:input=move |event| typing.input(event_target_value(&event))
                    on:change=move |_| take()
                    on:keydown=move |event| typing.key(&event, take)
                />
            </span>
            <ErrorLine id=error_id error=typing.error on_correct=correct />
        </div>
    }
}
