//! Fields of kinds without a component of their own, from the table of all fields.

mod list;
mod named;

use cidraw::aws::region::REGIONS;
use cidraw::model::fields::{Control, Field, fields_of};
use cidraw::model::{EntityId, Kind};
use cidraw::ordering::Ordered;
use leptos::prelude::*;
use serde_json::Value;

use super::section::Section;
use super::subjects::Subjects;
use crate::ui::queries::text_or_null;
use crate::ui::widgets::{CheckField, Choice, Commit, FieldError, SelectField, TextField, Typing, element_id};
use list::{Entries, TextList};
use named::{id_named, words_for};

/// Every field of a kind, as the table has it.
#[component]
pub fn TableFields(
    /// The kind of all subjects.
    kind: Kind,
    /// The objects.
    subjects: Subjects,
) -> impl IntoView {
    let fields = fields_of(kind).iter();
    view! {
        <Section title="Fields" name="fields">
            {fields.map(|field| table_field(*field, field.path.to_owned(), subjects)).collect_view()}
        </Section>
    }
}

/// Some fields of a kind whose others have a component of their own.
#[component]
pub fn FurtherFields(
    /// The kind of all subjects.
    kind: Kind,
    /// Their paths.
    paths: &'static [&'static str],
    /// The objects.
    subjects: Subjects,
) -> impl IntoView {
    let fields = fields_of(kind).iter().filter(|field| paths.contains(&field.path));
    view! {
        <Section title="Further" name="further">
            {fields.map(|field| table_field(*field, field.path.to_owned(), subjects)).collect_view()}
        </Section>
    }
}

/// One field at its path, with its line of help.
fn table_field(field: Field, path: String, subjects: Subjects) -> AnyView {
    let control = control(field, path, subjects);
    match field.control {
        // These say themselves what they are for, over the whole width.
        Control::Switch { .. } => control,
        Control::Entries(_) | Control::Refs(_) | Control::Texts | Control::Blocks | Control::Addresses => {
            view! { <div class="wide-field">{control}<p class="help">{field.help}</p></div> }.into_any()
        }
        _ => view! { <div class="props">{control}<p class="help">{field.help}</p></div> }.into_any(),
    }
}

/// One field of an entry of a list: its help is a tooltip, since there are many entries.
fn entry_field(field: Field, path: String, subjects: Subjects) -> AnyView {
    let control = control(Field { help: "", ..field }, path, subjects);
    let class = match field.control {
        Control::Switch { .. } => "",
        Control::Entries(_) | Control::Refs(_) | Control::Texts | Control::Blocks | Control::Addresses => "wide-field",
        _ => "props",
    };
    view! { <div class=class title=field.help>{control}</div> }.into_any()
}

fn control(field: Field, path: String, subjects: Subjects) -> AnyView {
    let value = subjects.json(path.clone());
    let label = field.label;
    match field.control {
        Control::Text | Control::Zone => line(field, path, subjects, value, false),
        Control::Block | Control::Address | Control::Protocol | Control::Ports => {
            line(field, path, subjects, value, true)
        }
        Control::Lines => view! { <LinesField label=label path=path value=value subjects=subjects /> }.into_any(),
        Control::Number { least, most } => number(field, path, subjects, value, (least, most)),
        Control::Switch { on_by_default } => {
            let on = Signal::derive(move || value.get().map(|value| value.as_bool().unwrap_or(on_by_default)));
            let at = path.clone();
            let commit = Callback::new(move |on: bool| subjects.set(&at, Value::Bool(on)));
            view! { <CheckField label=label help=field.help value=on commit=commit path=path /> }.into_any()
        }
        Control::Choice(words) => {
            let usual = words.first().map_or("", |(word, _)| *word);
            let all: Vec<Choice> = words.iter().map(|(word, words)| Choice::new(*word, *words)).collect();
            choice(label, path, subjects, value, usual, Signal::stored(all))
        }
        Control::Region => {
            let mut all: Vec<Choice> = REGIONS
                .iter()
                .filter(|region| region.confirmed)
                .map(|region| Choice::new(region.code, format!("{} {}", region.code, region.name)))
                .collect();
            if !field.required {
                all.insert(0, Choice::new("", "Not chosen"));
            }
            choice(label, path, subjects, value, "", Signal::stored(all))
        }
        Control::Ref([]) => peer(field, path, subjects, value, Peer { kinds: &Kind::ALL, words: &[], block: false }),
        Control::Ref(kinds) => choice(label, path, subjects, value, "", objects(subjects, kinds, field.required)),
        Control::Peer { kinds, words, block } => peer(field, path, subjects, value, Peer { kinds, words, block }),
        Control::Refs(kinds) => {
            view! { <TextList field=field path=path value=value subjects=subjects kinds=kinds /> }.into_any()
        }
        Control::Texts | Control::Blocks | Control::Addresses => {
            view! { <TextList field=field path=path value=value subjects=subjects kinds=&[] /> }.into_any()
        }
        Control::Entries(inner) => {
            view! { <Entries field=field inner=inner path=path value=value subjects=subjects /> }.into_any()
        }
        // Only the design and accounts have these, and components of their own.
        Control::Quotas | Control::Tags => ().into_any(),
    }
}

fn shown(value: Memo<Option<Value>>) -> Signal<String> {
    Signal::derive(move || match value.get() {
        Some(Value::String(text)) => text,
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    })
}

fn hint(value: Memo<Option<Value>>) -> Signal<String> {
    Signal::derive(move || if value.with(Option::is_none) { "Several" } else { "" }.to_owned())
}

fn line(field: Field, path: String, subjects: Subjects, value: Memo<Option<Value>>, mono: bool) -> AnyView {
    let at = path.clone();
    let commit = Callback::new(move |text: String| match text.trim() {
        "" if field.required => Err(FieldError::new(format!("{}: this cannot be empty.", field.label))),
        text => subjects.set(&at, text_or_null(text)),
    });
    view! { <TextField label=field.label value=shown(value) placeholder=hint(value) commit=commit mono=mono path=path /> }
        .into_any()
}

fn number(
    field: Field,
    path: String,
    subjects: Subjects,
    value: Memo<Option<Value>>,
    (least, most): (u32, u32),
) -> AnyView {
    let at = path.clone();
    let wrong = move || FieldError::new(format!("Write a whole number from {least} to {most}."));
    let commit = Callback::new(move |text: String| match text.trim() {
        "" if field.required => Err(wrong()),
        "" => subjects.set(&at, Value::Null),
        text => match text.parse::<u32>().ok().filter(|number| (least..=most).contains(number)) {
            Some(number) => subjects.set(&at, number.into()),
            None => Err(wrong()),
        },
    });
    view! { <TextField label=field.label value=shown(value) placeholder=hint(value) commit=commit mono=true path=path /> }
        .into_any()
}

fn choice(
    label: &'static str,
    path: String,
    subjects: Subjects,
    value: Memo<Option<Value>>,
    usual: &'static str,
    choices: Signal<Vec<Choice>>,
) -> AnyView {
    let chosen = Signal::derive(move || value.get().map(|value| value.as_str().unwrap_or(usual).to_owned()));
    let at = path.clone();
    let commit = Callback::new(move |text: String| subjects.set(&at, text_or_null(&text)));
    view! { <SelectField label=label value=chosen choices=choices commit=commit path=path /> }.into_any()
}

/// The objects of some kinds to choose from, by name.
fn objects(subjects: Subjects, kinds: &'static [Kind], required: bool) -> Signal<Vec<Choice>> {
    let bridge = subjects.bridge;
    Memo::new(move |_| {
        bridge.follow(|design| {
            let ids = kinds.iter().flat_map(|kind| design.of_kind(*kind)).map(|(id, _)| id);
            let words = |id: EntityId| match kinds.len() {
                1 => design.name(id),
                _ => format!("{} {}", id.kind.title(), design.name(id)),
            };
            let mut all: Vec<Choice> = ids.map(|id| Choice::new(id.to_string(), words(id))).collect();
            all.order_by_cached_key(|choice| choice.words.to_lowercase());
            if !required {
                all.insert(0, Choice::new("", "None"));
            }
            all
        })
    })
    .into()
}

/// What a field for "a block, an object or a word" takes.
#[derive(Clone, Copy)]
struct Peer {
    kinds: &'static [Kind],
    words: &'static [(&'static str, &'static str)],
    block: bool,
}

/// A field that takes a name, a word or a block, as somebody types it.
fn peer(field: Field, path: String, subjects: Subjects, value: Memo<Option<Value>>, peer: Peer) -> AnyView {
    let bridge = subjects.bridge;
    let text = shown(value);
    let shown = Signal::derive(move || bridge.follow(|design| words_for(design, &text.get(), peer.words)));
    let at = path.clone();
    let commit: Commit = Callback::new(move |typed: String| {
        let typed = typed.trim();
        let word = peer.words.iter().find(|(word, words)| *word == typed || words.eq_ignore_ascii_case(typed));
        let named = || bridge.design(|design| id_named(design, typed, peer.kinds));
        match (typed, word, named()) {
            ("", ..) if !field.required => subjects.set(&at, Value::Null),
            (_, Some((word, _)), _) => subjects.set(&at, Value::from(*word)),
            (_, _, Some(id)) => subjects.set(&at, Value::from(id.to_string())),
            (typed, ..) if peer.block => subjects.set(&at, Value::from(typed)),
            (typed, ..) => Err(FieldError::new(format!("Nothing that belongs here is called \"{typed}\"."))),
        }
    });
    view! { <TextField label=field.label value=shown placeholder=hint(value) commit=commit path=path /> }.into_any()
}

/// Lines of text.
#[component]
fn LinesField(label: &'static str, path: String, value: Memo<Option<Value>>, subjects: Subjects) -> impl IntoView {
    let typing = Typing::new();
    let id = element_id("lines");
    let text = shown(value);
    let at = path.clone();
    let take = move || typing.commit(text, |text| subjects.set(&at, text_or_null(&text)));
    view! {
        <label for=id.clone()>{label}</label>
        <div class="prop">
            <span class="field">
                <textarea
                    id=id
                    rows=3
                    data-field=path
                    placeholder=move || hint(value).get()
                    prop:value=move || typing.shown(text)
                    on:input=move |event| typing.input(event_target_value(&event))
                    on:change=move |_| take()
                />
            </span>
        </div>
    }
}
