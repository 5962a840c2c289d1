use std::collections::BTreeMap;

use cidraw::editor::{Command, SelectMode};
use cidraw::model::{EntityId, Kind};
use cidraw::wording::counted;
use leptos::prelude::*;

use super::fields::KindFields;
use super::head::{CloseButton, menu_lines};
use super::section::Section;
use super::subjects::Subjects;
use super::tags::Tags;
use crate::ui::bridge::bridge;
use crate::ui::widgets::{Icon, MenuButton};

/// What the inspector shows of several objects: how many of what, and what can be set for all.
#[component]
pub fn Several(
    /// The objects.
    ids: Vec<EntityId>,
) -> impl IntoView {
    let bridge = bridge();
    let mut kinds: BTreeMap<Kind, Vec<EntityId>> = BTreeMap::new();
    for id in &ids {
        kinds.entry(id.kind).or_default().push(*id);
    }
    let same = kinds.len() == 1;
    let subjects = Subjects::new(bridge, ids.clone());
    let kind = ids.first().map(|id| id.kind);
    let title = match kind.filter(|_| same) {
        Some(kind) => counted(ids.len(), kind.title(), kind.plural()),
        None => counted(ids.len(), "object", "objects"),
    };
    let lines = Callback::new(move |()| menu_lines(bridge));
    let row = move |(kind, ids): (Kind, Vec<EntityId>)| {
        let words = counted(ids.len(), kind.title(), kind.plural());
        view! {
            <li>
                <span class="grow">{words}</span>
                <button
                    type="button"
                    class="btn btn-sm"
                    on:click=move |_| bridge.select(ids.clone(), SelectMode::Replace)
                >
                    "Only these"
                </button>
            </li>
        }
    };
    view! {
        <header class="inspector-head">
            <span class="picture"><Icon name="select" class="icon-20" /></span>
            <div class="grow">
                <h2>{title}</h2>
                <p>"Selected"</p>
            </div>
            <MenuButton label="More" icon="more" lines=lines />
            <CloseButton />
        </header>
        <div class="inspector-body">
            <Section title="Do with all" name="all">
                <div class="actions">
                    <button type="button" class="btn btn-sm btn-line" on:click=move |_| bridge.run(Command::Duplicate)>
                        <Icon name="copy" />
                        "Duplicate"
                    </button>
                    <button type="button" class="btn btn-sm btn-line" on:click=move |_| bridge.run(Command::Delete)>
                        <Icon name="trash" />
                        "Delete"
                    </button>
                </div>
            </Section>
            {match kind.filter(|_| same) {
                Some(kind) => view! { <KindFields kind=kind subjects=subjects /> }.into_any(),
                None => view! {
                    <Section title="Kinds" name="kinds">
                        <ul class="object-list">{kinds.into_iter().map(row).collect_view()}</ul>
                    </Section>
                }
                .into_any(),
            }}
            <Tags subjects=subjects />
        </div>
    }
}
