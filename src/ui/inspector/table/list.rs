//! Lists: of texts, of objects, of entries with fields.

use std::collections::BTreeSet;

use cidraw::model::fields::{Control, Field};
use cidraw::model::{Design, Kind};
use cidraw::wording::counted;
use leptos::prelude::*;
use serde_json::{Map, Value};

use super::named::words_for;
use super::{Subjects, entry_field, objects};
use crate::ui::widgets::{Choice, FieldError, Icon, SelectField, TextField, word};

fn length(value: Memo<Option<Value>>) -> Memo<usize> {
    Memo::new(move |_| value.with(|value| value.as_ref().and_then(Value::as_array).map_or(0, Vec::len)))
}

/// A button that takes an entry out of a list.
fn remove(subjects: Subjects, path: String, label: String) -> impl IntoView {
    view! {
        <button
            type="button"
            class="btn btn-icon btn-sm"
            aria-label=label.clone()
            title=label
            on:click=move |_| drop(subjects.set(&path, Value::Null))
        >
            <Icon name="close" />
        </button>
    }
}

/// Texts, blocks, addresses or objects in a list, with a field to add one.
#[component]
pub fn TextList(
    /// The field.
    field: Field,
    /// Its path.
    path: String,
    /// Its value.
    value: Memo<Option<Value>>,
    /// The objects that are edited.
    subjects: Subjects,
    /// The kinds of object in the list; none when it holds texts.
    kinds: &'static [Kind],
) -> impl IntoView {
    let bridge = subjects.bridge;
    let count = length(value);
    let at = path.clone();
    let row = move |index: usize| {
        let own = format!("{at}/{index}");
        let text = Signal::derive(move || {
            let item = value.with(|value| value.as_ref()?.get(index)?.as_str().map(str::to_owned));
            item.unwrap_or_default()
        });
        let shown = Signal::derive(move || bridge.follow(|design| words_for(design, &text.get(), &[])));
        let gone = format!("Remove {} {}", field.label, index + 1);
        let set = own.clone();
        let content = match kinds {
            [] => {
                let commit = Callback::new(move |typed: String| subjects.set(&set, Value::from(typed.trim())));
                let label = format!("{} {}", field.label, index + 1);
                view! { <div class="props">
                    <TextField label=label value=text commit=commit mono=true path=own.clone() />
                </div> }
                .into_any()
            }
            [..] => view! { <span>{move || shown.get()}</span> }.into_any(),
        };
        view! { <li>{content}{remove(subjects, own, gone)}</li> }
    };
    let append = format!("{path}/-");
    let add = Callback::new(move |text: String| match text.trim() {
        "" => Ok(()),
        text => subjects.set(&append, Value::from(text)),
    });
    let nothing = Signal::stored(String::new());
    let adder = match kinds {
        [] => {
            view! { <TextField label="Add" value=nothing commit=add mono=true path=format!("{path}/-") /> }.into_any()
        }
        kinds => {
            let all = objects(subjects, kinds, true);
            let choices = Signal::derive(move || {
                let taken = value.with(|value| value.as_ref().and_then(Value::as_array).cloned().unwrap_or_default());
                let free = |choice: &Choice| taken.iter().all(|item| item.as_str() != Some(&choice.value));
                let mut choices = vec![Choice::new("", "Choose one to add")];
                choices.extend(all.get().into_iter().filter(free));
                choices
            });
            view! {
                <SelectField label="Add" value=Signal::stored(Some(String::new())) choices=choices commit=add path=format!("{path}/-") />
            }
            .into_any()
        }
    };
    view! {
        <p class="list-title">{field.label} " " <span class="quiet">{move || count.get()}</span></p>
        <ul class="object-list">
            <For each=move || 0..count.get() key=|index| *index children=row />
        </ul>
        <div class="props">{adder}</div>
    }
}

/// Entries with fields of their own, and a button to add one.
#[component]
pub fn Entries(
    /// The field.
    field: Field,
    /// The fields of an entry.
    inner: &'static [Field],
    /// Its path.
    path: String,
    /// Its value.
    value: Memo<Option<Value>>,
    /// The objects that are edited.
    subjects: Subjects,
) -> impl IntoView {
    let bridge = subjects.bridge;
    let count = length(value);
    let error = RwSignal::new(None::<FieldError>);
    let at = path.clone();
    let opened = RwSignal::new(BTreeSet::<usize>::new());
    let entry = move |index: usize| {
        let own = format!("{at}/{index}");
        let title = format!("{} {}", field.label, index + 1);
        let words = move || {
            let entry = value.with(|value| value.as_ref()?.get(index).cloned());
            let words = entry.map(|entry| bridge.follow(|design| entry_words(design, inner, &entry)));
            words.filter(|words| !words.is_empty()).unwrap_or_else(|| "Nothing yet".to_owned())
        };
        let open = Memo::new(move |_| opened.with(|opened| opened.contains(&index)));
        let toggle = move |_| {
            opened.update(|opened| {
                if !opened.remove(&index) {
                    opened.insert(index);
                }
            });
        };
        let at = own.clone();
        // A list can be long: the fields of an entry are made when somebody opens it.
        let fields = move || {
            let part = |part: &Field| entry_field(*part, format!("{at}/{}", part.path), subjects);
            open.get().then(|| view! { <div class="entry-fields">{inner.iter().map(part).collect_view()}</div> })
        };
        view! {
            <div class="entry" role="group" aria-label=title.clone()>
                <div class="entry-head">
                    <button type="button" class="entry-words" aria-expanded=move || word(open.get()) on:click=toggle>
                        <span class="twist" class:turn=open><Icon name="chevron" /></span>
                        <span class="mono">{words}</span>
                    </button>
                    {remove(subjects, own, format!("Remove {title}"))}
                </div>
                {fields}
            </div>
        }
    };
    let append = format!("{path}/-");
    let add = move |_| {
        let index = count.get_untracked();
        let new = bridge.design(|design| new_entry(design, inner, index));
        let refused = new.and_then(|new| subjects.set(&append, new)).err();
        if refused.is_none() {
            opened.update(|opened| opened.extend([index]));
        }
        error.set(refused);
    };
    view! {
        <div class="entries" data-entries=path>
            <p>{field.label} " " <span class="quiet">{move || counted(count.get(), "entry", "entries")}</span></p>
            <For each=move || 0..count.get() key=|index| *index children=entry />
            <button type="button" class="btn btn-sm btn-line" on:click=add>
                <Icon name="plus" />
                "Add an entry"
            </button>
            <p class="field-error" hidden=move || error.with(Option::is_none)>
                {move || error.get().map(|error| error.text)}
            </p>
        </div>
    }
}

/// An entry in a line: what its fields say, those that say nothing left out.
fn entry_words(design: &Design, fields: &[Field], entry: &Value) -> String {
    let said = fields.iter().filter_map(|field| {
        let value = entry.get(field.path)?;
        Some(match (field.control, value) {
            (Control::Switch { .. }, Value::Bool(on)) => {
                if *on {
                    field.label.to_lowercase()
                } else {
                    format!("not {}", field.label.to_lowercase())
                }
            }
            (Control::Choice(words), Value::String(text)) => {
                words.iter().find(|(word, _)| word == text).map_or(text.clone(), |(_, words)| (*words).to_owned())
            }
            (Control::Peer { words, .. }, Value::String(text)) => words_for(design, text, words),
            (_, Value::String(text)) => words_for(design, text, &[]),
            (Control::Number { .. }, Value::Number(number)) if field.path == "number" => number.to_string(),
            (_, Value::Number(number)) => format!("{} {number}", field.label.to_lowercase()),
            (_, Value::Array(items)) => {
                let text = |item: &Value| item.as_str().map(|text| words_for(design, text, &[]));
                let texts: Vec<String> = items.iter().filter_map(text).collect();
                if texts.is_empty() { counted(items.len(), "entry", "entries") } else { texts.join(", ") }
            }
            _ => return None,
        })
    });
    said.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// An entry with what it must have: the `index`th of its list.
fn new_entry(design: &Design, fields: &[Field], index: usize) -> Result<Value, FieldError> {
    let mut entry = Map::new();
    for field in fields.iter().filter(|field| field.required) {
        let object = |kinds: &[Kind]| kinds.iter().find_map(|kind| design.of_kind(*kind).next()).map(|(id, _)| id);
        let missing =
            || FieldError::new(format!("{}: there is nothing in the design yet that belongs here.", field.label));
        let value = match field.control {
            // Numbered entries leave room between them.
            Control::Number { least, most } if field.path == "number" => {
                Value::from((index as u32 + 1).saturating_mul(100).clamp(least, most))
            }
            Control::Number { least, .. } => Value::from(least),
            Control::Peer { block: true, .. } | Control::Block => Value::from("0.0.0.0/0"),
            Control::Peer { words: [(word, _), ..], .. } => Value::from(*word),
            Control::Peer { kinds, .. } | Control::Ref(kinds) => {
                Value::from(object(kinds).ok_or_else(missing)?.to_string())
            }
            _ => Value::from(format!("new-{}", index + 1)),
        };
        entry.insert(field.path.to_owned(), value);
    }
    Ok(Value::Object(entry))
}
