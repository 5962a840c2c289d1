use cidraw::editor::connection_words;
use cidraw::model::EntityId;
use cidraw::wording::counted;
use leptos::prelude::*;

use super::section::Section;
use crate::ui::bridge::bridge;
use crate::ui::panels::object::{ObjectLink, ObjectPicture};

/// How many are listed at first.
const FEW: usize = 12;

/// The objects that name this one.
#[component]
pub fn UsedBy(
    /// The object.
    id: EntityId,
) -> impl IntoView {
    let bridge = bridge();
    let all = RwSignal::new(false);
    let users = Memo::new(move |_| bridge.follow(|design| design.referrers(id).collect::<Vec<_>>()));
    let count = Memo::new(move |_| users.with(Vec::len));
    let most = move || if all.get() { 500 } else { FEW };
    let shown = move || users.with(|users| users.iter().copied().take(most()).collect::<Vec<_>>());
    let row = move |user: EntityId| {
        // A connection says where it goes; the rest what it is.
        let about = move || {
            let joins = bridge.follow(|design| connection_words(design, user, id));
            joins.unwrap_or_else(|| user.kind.title().to_owned())
        };
        view! {
            <li>
                <ObjectPicture id=user class="icon-14" />
                <ObjectLink id=user />
                <span class="quiet">{about}</span>
            </li>
        }
    };
    view! {
        <Show when=move || { count.get() > 0 }>
            <Section title="Used by" note=Signal::derive(move || count.get().to_string()) name="used-by">
                <ul class="object-list">
                    <For each=shown key=|id| *id children=row />
                </ul>
                <Show when=move || { count.get() > FEW && !all.get() }>
                    <button type="button" class="btn btn-sm" on:click=move |_| all.set(true)>
                        {move || format!("Show {} more", counted(count.get().saturating_sub(FEW), "object", "objects"))}
                    </button>
                </Show>
            </Section>
        </Show>
    }
}
