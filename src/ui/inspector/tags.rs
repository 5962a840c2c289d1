use std::collections::{BTreeMap, BTreeSet};

use cidraw::model::EntityId;
use leptos::prelude::*;
use serde_json::Value;

use super::section::Section;
use super::subjects::Subjects;
use crate::ui::bridge::Bridge;
use crate::ui::widgets::{ErrorLine, FieldError, Icon, TextField, Typing, element_id};

/// Keys with their values. A value that several objects do not share is `None`.
pub type Pairs = BTreeMap<String, Option<String>>;

/// The tags of the objects, to be changed, added and removed.
#[component]
pub fn Tags(
    /// The objects.
    subjects: Subjects,
) -> impl IntoView {
    let bridge = subjects.bridge;
    let pairs = Memo::new(move |_| bridge.follow(|_| shared(bridge, &subjects.ids())));
    let set = Callback::new(move |(key, value): (String, Option<String>)| {
        subjects.set(&format!("tags/{key}"), value.map_or(Value::Null, Value::String))
    });
    let note = Signal::derive(move || count(pairs.with(BTreeMap::len)));
    view! {
        <Section title="Tags" note=note name="tags">
            <PairList pairs=pairs set=set key_label="Key" value_label="Value" />
        </Section>
    }
}

fn count(n: usize) -> String {
    if n == 0 { String::new() } else { n.to_string() }
}

/// The tags that any of the objects has.
fn shared(bridge: Bridge, ids: &[EntityId]) -> Pairs {
    bridge.design(|design| {
        let tags: Vec<_> = ids.iter().filter_map(|id| Some(&design.entity(*id)?.head.tags)).collect();
        let keys: BTreeSet<&String> = tags.iter().flat_map(|tags| tags.keys()).collect();
        let value = |key: &String| {
            let first = tags.first()?.get(key)?;
            tags.iter().all(|tags| tags.get(key) == Some(first)).then(|| first.clone())
        };
        keys.into_iter().map(|key| (key.clone(), value(key))).collect()
    })
}

/// Keys and values: each value a field, a button to remove it, and a line to add one.
#[component]
pub fn PairList(
    /// What there is.
    #[prop(into)]
    pairs: Signal<Pairs>,
    /// Sets a value, or removes the key.
    set: Callback<(String, Option<String>), Result<(), FieldError>>,
    /// What keys are called.
    key_label: &'static str,
    /// What values are called.
    value_label: &'static str,
    /// Keys to choose from, where they are known.
    #[prop(optional, into)]
    known: Signal<Vec<String>>,
) -> impl IntoView {
    let row = move |key: String| {
        let own = key.clone();
        let value = Memo::new(move |_| pairs.with(|pairs| pairs.get(&own).cloned().flatten()));
        let shown = Signal::derive(move || value.get().unwrap_or_default());
        let several = Signal::derive(move || if value.with(Option::is_none) { "Several" } else { "" }.to_owned());
        let (of_value, of_removal) = (key.clone(), key.clone());
        let commit = Callback::new(move |text: String| set.run((of_value.clone(), Some(text))));
        view! {
            <div class="pair" data-key=key.clone()>
                <div class="props"><TextField label=key.clone() value=shown placeholder=several commit=commit /></div>
                <button
                    type="button"
                    class="btn btn-icon btn-sm"
                    aria-label=format!("Remove {key}")
                    on:click=move |_| drop(set.run((of_removal.clone(), None)))
                >
                    <Icon name="close" />
                </button>
            </div>
        }
    };
    view! {
        <div class="pairs">
            <For each=move || pairs.with(|pairs| pairs.keys().cloned().collect::<Vec<_>>()) key=Clone::clone children=row />
            <NewPair pairs=pairs set=set key_label=key_label value_label=value_label known=known />
        </div>
    }
}

/// A line to add a key with its value.
#[component]
fn NewPair(
    pairs: Signal<Pairs>,
    set: Callback<(String, Option<String>), Result<(), FieldError>>,
    key_label: &'static str,
    value_label: &'static str,
    known: Signal<Vec<String>>,
) -> impl IntoView {
    let (key, value) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let typing = Typing::new();
    let (list_id, error_id) = (element_id("keys"), element_id("error"));
    let add = move || {
        let new = key.get_untracked().trim().to_owned();
        let outcome = match new.is_empty() {
            true => Err(FieldError::new(format!("{key_label}: write one first."))),
            false if pairs.with_untracked(|pairs| pairs.contains_key(&new)) => {
                Err(FieldError::new(format!("\"{new}\" is there already: change its value above.")))
            }
            false => set.run((new, Some(value.get_untracked().trim().to_owned()))),
        };
        if outcome.is_ok() {
            key.set(String::new());
            value.set(String::new());
        }
        typing.settle(outcome);
    };
    let enter = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            add();
        }
    };
    let list = list_id.clone();
    view! {
        <div class="new-pair">
            <span class="field">
                <input
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=key_label
                    aria-label=format!("New: {key_label}")
                    list=list
                    prop:value=move || key.get()
                    on:input=move |event| key.set(event_target_value(&event))
                    on:keydown=enter
                />
            </span>
            <span class="field">
                <input
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=value_label
                    aria-label=format!("New: {value_label}")
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                    on:keydown=enter
                />
            </span>
            <button type="button" class="btn btn-icon btn-line" aria-label="Add" title="Add" on:click=move |_| add()>
                <Icon name="plus" />
            </button>
            <datalist id=list_id>
                <For each=move || known.get() key=Clone::clone let(word)><option value=word.clone()></option></For>
            </datalist>
        </div>
        <ErrorLine id=error_id error=typing.error on_correct=Callback::new(|_| ()) />
    }
}
