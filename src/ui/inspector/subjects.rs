use cidraw::model::kinds::Vpc;
use cidraw::model::{Body, EntityId, Kind, Noun, VpcId};
use cidraw::ordering::Ordered;
use leptos::prelude::*;
use serde_json::Value;

use crate::ui::bridge::Bridge;
use crate::ui::queries::text_or_null;
use crate::ui::widgets::{CheckField, Choice, Commit, FieldError, SelectField, TextField};

/// Of more objects than this the values are not compared: they count as different.
const COMPARED: usize = 2_000;

/// The objects that the inspector is about: one, or several of a kind.
#[derive(Clone, Copy)]
pub struct Subjects {
    /// The editor.
    pub bridge: Bridge,
    ids: StoredValue<Vec<EntityId>>,
}

impl Subjects {
    /// These objects. To be called by the component that shows them.
    pub fn new(bridge: Bridge, ids: Vec<EntityId>) -> Subjects {
        Subjects { bridge, ids: StoredValue::new(ids) }
    }

    /// Their ids.
    pub fn ids(self) -> Vec<EntityId> {
        self.ids.get_value()
    }

    /// The one object, when it is one.
    pub fn one(self) -> Option<EntityId> {
        self.ids.with_value(|ids| match ids[..] {
            [id] => Some(id),
            _ => None,
        })
    }

    /// What all of them have. `None` when they differ, or none is of this kind.
    pub fn common<N: Noun, T>(self, read: impl Fn(&N) -> T + Send + Sync + 'static) -> Memo<Option<T>>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        let of = move |body: &Body| N::from_body(body).map(&read);
        if let Some(id) = self.one() {
            return self.bridge.part(id, move |entity| of(&entity.body));
        }
        Memo::new(move |_| {
            self.bridge.follow(|design| {
                self.ids.with_value(|ids| {
                    let mut values = ids.iter().filter_map(|id| of(&design.entity(*id)?.body));
                    let first = values.next().filter(|_| ids.len() <= COMPARED)?;
                    values.all(|value| value == first).then_some(first)
                })
            })
        })
    }

    /// What all of them have at a path, as JSON; null where the file would not say. `None` when they differ.
    pub fn json(self, path: String) -> Memo<Option<Value>> {
        let pointer = format!("/{path}");
        let of =
            move |body: &Body| body.to_value().ok().and_then(|all| all.pointer(&pointer).cloned()).unwrap_or_default();
        if let Some(id) = self.one() {
            return self.bridge.part(id, move |entity| Some(of(&entity.body)));
        }
        Memo::new(move |_| {
            self.bridge.follow(|design| {
                self.ids.with_value(|ids| {
                    let mut values = ids.iter().filter_map(|id| Some(of(&design.entity(*id)?.body)));
                    let first = values.next().filter(|_| ids.len() <= COMPARED)?;
                    values.all(|value| value == first).then_some(first)
                })
            })
        })
    }

    /// Sets a field of all of them.
    pub fn set(self, path: &str, value: Value) -> Result<(), FieldError> {
        self.ids.with_value(|ids| self.bridge.set_field(ids, path, value))
    }

    /// Takes a text for a field; an empty one takes the value away.
    pub fn take_text(self, path: &'static str) -> Commit {
        Callback::new(move |text: String| self.set(path, text_or_null(text.trim())))
    }

    /// Takes a whole number for a field; an empty text takes the value away.
    pub fn take_number(self, path: &'static str) -> Commit {
        Callback::new(move |text: String| match text.trim() {
            "" => self.set(path, Value::Null),
            text => match text.parse::<u32>() {
                Ok(number) => self.set(path, number.into()),
                Err(_) => Err(FieldError::new(format!("\"{text}\" is not a whole number."))),
            },
        })
    }

    /// A line of text.
    pub fn text<N: Noun>(self, label: &'static str, path: &'static str, mono: bool, read: fn(&N) -> String) -> AnyView {
        let value = self.common(read);
        let shown = Signal::derive(move || value.get().unwrap_or_default());
        let several = Signal::derive(move || if value.with(Option::is_none) { "Several" } else { "" }.to_owned());
        view! {
            <TextField label=label value=shown placeholder=several commit=self.take_text(path) mono=mono path=path />
        }
        .into_any()
    }

    /// A whole number that may be left out.
    pub fn number<N: Noun>(
        self,
        label: &'static str,
        path: &'static str,
        none: &'static str,
        read: fn(&N) -> Option<u32>,
    ) -> AnyView {
        let value = self.common(read);
        let shown = Signal::derive(move || value.get().flatten().map(|n| n.to_string()).unwrap_or_default());
        let hint = Signal::derive(move || if value.with(Option::is_none) { "Several" } else { none }.to_owned());
        view! {
            <TextField label=label value=shown placeholder=hint commit=self.take_number(path) mono=true path=path />
        }
        .into_any()
    }

    /// A choice; the empty one takes the value away.
    pub fn choice<N: Noun>(
        self,
        label: &'static str,
        path: &'static str,
        choices: Signal<Vec<Choice>>,
        read: impl Fn(&N) -> String + Send + Sync + 'static,
    ) -> AnyView {
        let value = self.common(read);
        view! { <SelectField label=label value=value choices=choices commit=self.take_text(path) path=path /> }
            .into_any()
    }

    /// A switch.
    pub fn switch<N: Noun>(
        self,
        label: &'static str,
        help: &'static str,
        path: &'static str,
        read: fn(&N) -> bool,
    ) -> AnyView {
        let value = self.common(read);
        let commit = Callback::new(move |on: bool| self.set(path, Value::Bool(on)));
        view! { <CheckField label=label help=help value=value commit=commit path=path /> }.into_any()
    }

    /// The objects of a kind to choose from, by name; `none` is what choosing nothing is called.
    pub fn objects(self, kind: Kind, none: &'static str) -> Signal<Vec<Choice>> {
        self.objects_where(kind, none, |_| true)
    }

    /// The objects of a kind that `keep` lets through.
    pub fn objects_where(
        self,
        kind: Kind,
        none: &'static str,
        keep: impl Fn(&Body) -> bool + Send + Sync + 'static,
    ) -> Signal<Vec<Choice>> {
        let bridge = self.bridge;
        Memo::new(move |_| {
            bridge.follow(|design| {
                let kept = design.of_kind(kind).filter(|(_, entity)| keep(&entity.body));
                let mut all: Vec<Choice> = kept.map(|(id, _)| Choice::new(id.to_string(), design.name(id))).collect();
                all.order_by_cached_key(|choice| choice.words.to_lowercase());
                if !none.is_empty() {
                    all.insert(0, Choice::new("", none));
                }
                all
            })
        })
        .into()
    }

    /// The VPC that all of them are in, given how to find that of one.
    pub fn vpc<N: Noun>(self, read: fn(&N) -> VpcId) -> Memo<Option<VpcId>> {
        self.common(read)
    }
}

/// The Region of a VPC.
pub fn region_of(bridge: Bridge, vpc: VpcId) -> String {
    bridge.follow(|design| design.get(vpc).map(|vpc: &Vpc| vpc.region.clone()).unwrap_or_default())
}

/// A reference as its field has it; empty for none.
pub fn id_text(id: Option<impl ToString>) -> String {
    id.map(|id| id.to_string()).unwrap_or_default()
}
