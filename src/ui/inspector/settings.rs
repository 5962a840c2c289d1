use std::collections::BTreeMap;

use cidraw::addressing::usable_addresses;
use cidraw::model::kinds::{Settings, Subnet};
use cidraw::model::{EntityId, Kind};
use cidraw::wording::{capitalised, counted, thousands};
use leptos::html;
use leptos::prelude::*;
use serde_json::{Map, Value};

use super::head::CloseButton;
use super::quotas::Quotas;
use super::section::{Facts, Section};
use super::subjects::Subjects;
use super::tags::PairList;
use crate::ui::bridge::bridge;
use crate::ui::queries::text_or_null;
use crate::ui::widgets::{FieldError, Icon, MenuButton, TextField};

/// The kinds that are counted, and how the count is called.
const COUNTED: [Kind; 8] = [
    Kind::Vpc,
    Kind::Subnet,
    Kind::RouteTable,
    Kind::InternetGateway,
    Kind::NatGateway,
    Kind::Peering,
    Kind::Environment,
    Kind::AddressPool,
];

/// What the inspector shows when nothing is selected: the design as a whole.
#[component]
pub fn DesignFields() -> impl IntoView {
    let bridge = bridge();
    let id: EntityId = Settings::id().into();
    let subjects = Subjects::new(bridge, vec![id]);
    let name = bridge.part(id, |entity| entity.head.name.clone());
    let take_name = Callback::new(move |text: String| bridge.set_field(&[id], "name", Value::String(text)));
    let counts = Memo::new(move |_| {
        bridge.follow(|design| {
            let count = |kind: Kind| (capitalised(kind.plural()), thousands(design.of_kind(kind).count() as u128));
            let mut all: Vec<(String, String)> = COUNTED.into_iter().map(count).collect();
            let usable: u128 = design.all::<Subnet>().filter_map(|(_, s)| s.ipv4_block()).map(usable_addresses).sum();
            all.push(("Usable".to_owned(), thousands(usable)));
            all
        })
    });
    let findings = Memo::new(move |_| bridge.counts());
    let checked = move || match findings.get() {
        counts if counts.total() == 0 => "No problems.".to_owned(),
        counts => format!(
            "{}, {}, {}.",
            counted(counts.errors, "error", "errors"),
            counted(counts.warnings, "warning", "warnings"),
            counted(counts.advice, "piece of advice", "pieces of advice"),
        ),
    };
    let lines = Callback::new(move |()| super::head::menu_lines(bridge));
    view! {
        <header class="inspector-head">
            <span class="picture"><Icon name="settings" class="icon-20" /></span>
            <div class="grow">
                <h2>{move || Some(name.get()).filter(|name| !name.is_empty()).unwrap_or_else(|| bridge.signals.file_name.get())}</h2>
                <p>"The whole design"</p>
            </div>
            <MenuButton label="More" icon="more" lines=lines />
            <CloseButton />
        </header>
        <div class="inspector-body">
            <Section title="In it" name="counts">
                <Facts facts=counts />
                <p class="quiet note">{checked}</p>
            </Section>
            <Section title="Design" name="settings">
                <div class="props">
                    <TextField label="Name" value=name commit=take_name path="name" />
                </div>
                <Description subjects=subjects />
            </Section>
            <DefaultTags subjects=subjects />
            <Quotas subjects=subjects quotas=subjects.common(|settings: &Settings| settings.quotas.clone()) />
        </div>
    }
}

/// What the design is for.
#[component]
fn Description(subjects: Subjects) -> impl IntoView {
    let node = NodeRef::<html::Textarea>::new();
    let value = subjects.common(|settings: &Settings| settings.description.clone());
    let take = move || {
        let Some(text) = node.try_get_untracked().flatten().map(|area| area.value()) else { return };
        if text != value.get_untracked().unwrap_or_default() {
            let _ = subjects.set("description", text_or_null(text.trim()));
        }
    };
    view! {
        <label class="area">
            <span>"Description"</span>
            <textarea
                node_ref=node
                rows=3
                data-field="description"
                prop:value=move || value.get().unwrap_or_default()
                on:change=move |_| take()
            ></textarea>
        </label>
    }
}

/// Tags that every exported resource gets.
#[component]
fn DefaultTags(subjects: Subjects) -> impl IntoView {
    let tags = subjects.common(|settings: &Settings| settings.default_tags.clone());
    let tags = Memo::new(move |_| tags.get().unwrap_or_default());
    let pairs =
        Memo::new(move |_| tags.get().into_iter().map(|(key, value)| (key, Some(value))).collect::<BTreeMap<_, _>>());
    // The whole map: a key may hold a slash, which divides the parts of a path.
    let set = Callback::new(move |(key, value): (String, Option<String>)| -> Result<(), FieldError> {
        let mut map: Map<String, Value> = tags.get_untracked().into_iter().map(|(k, v)| (k, v.into())).collect();
        match value {
            Some(value) => map.insert(key, value.into()),
            None => map.remove(&key),
        };
        subjects.set("default_tags", Value::Object(map))
    });
    view! {
        <Section title="Tags of every resource" name="default_tags">
            <PairList pairs=pairs set=set key_label="Key" value_label="Value" />
        </Section>
    }
}
