//! Every field of what is selected: typed controls, problems with what mends them, who uses it, its code.
//!
//! One file a kind, called as in `model/kinds`. A field hands what was typed to the editor and keeps it when it is
//! refused, with the reason under it.

mod account;
mod address_pool;
mod blocks;
mod code;
mod elastic_ip;
mod environment;
mod fields;
mod head;
mod internet_gateway;
mod nat_gateway;
mod peering;
mod problems;
mod quotas;
mod route_table;
mod ruler;
mod section;
mod settings;
mod several;
mod subjects;
mod subnet;
mod table;
mod tags;
mod tier;
mod used_by;
mod vpc;

use cidraw::model::{EntityId, Kind};
use leptos::prelude::*;

use super::bridge::bridge;

use code::ObjectCode;
use fields::KindFields;
use head::ObjectHead;
use problems::Problems;
use settings::DesignFields;
use several::Several;
use subjects::Subjects;
use tags::Tags;
use used_by::UsedBy;

/// The inspector.
#[component]
pub fn Inspector() -> impl IntoView {
    let bridge = bridge();
    // An object that is gone leaves the selection too, but the two signals may come one after the other.
    let subjects = Memo::new(move |_| {
        let mut ids = bridge.signals.selection.get();
        bridge.follow(|design| ids.retain(|id| design.contains(*id) && id.kind != Kind::Settings));
        ids
    });
    let content = move || {
        let ids = subjects.get();
        match ids[..] {
            [] => view! { <DesignFields /> }.into_any(),
            [id] => view! { <One id=id /> }.into_any(),
            _ => view! { <Several ids=ids /> }.into_any(),
        }
    };
    view! {
        <aside id="inspector" class="inspector" data-testid="inspector" aria-label="Inspector">
            {content}
        </aside>
    }
}

/// One object.
#[component]
fn One(id: EntityId) -> impl IntoView {
    let subjects = Subjects::new(bridge(), vec![id]);
    // What is wrong stands first, or below the blocks that most of it is about: those kinds place it themselves.
    let blocks_first = matches!(id.kind, Kind::Vpc | Kind::Subnet | Kind::AddressPool);
    view! {
        <ObjectHead id=id />
        <div class="inspector-body">
            {(!blocks_first).then(|| view! { <Problems id=id /> })}
            <KindFields kind=id.kind subjects=subjects />
            <UsedBy id=id />
            <Tags subjects=subjects />
            <ObjectCode id=id />
        </div>
    }
}
