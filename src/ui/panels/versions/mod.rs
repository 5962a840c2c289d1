//! Versions of the design that somebody gave a name: their list, and what is asked when something is done with one.

mod compare;
mod dialogs;

use cidraw::editor::Command;
use cidraw::wording::counted;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::recent::{ago, date};
use crate::ui::bridge::{Bridge, bridge};
use crate::ui::keep;
use crate::ui::platform::versions::Version;
use crate::ui::signals::{Dialog, VersionDialog};
use crate::ui::widgets::{Icon, MenuButton, MenuLine};

use compare::Compare;
use dialogs::{Ask, DeleteVersion};

/// What is done with a version.
#[component]
pub fn VersionDialogs(
    /// Which.
    dialog: VersionDialog,
) -> impl IntoView {
    match dialog {
        VersionDialog::Name => view! { <Ask version=None /> }.into_any(),
        VersionDialog::Rename(version) => view! { <Ask version=Some(version) /> }.into_any(),
        VersionDialog::Compare(version) => view! { <Compare version=version /> }.into_any(),
        VersionDialog::Delete(version) => view! { <DeleteVersion version=version /> }.into_any(),
    }
}

fn show(bridge: Bridge, dialog: VersionDialog) {
    bridge.signals.dialog.set(Some(Dialog::Version(dialog)));
}

/// The versions of the design in hand, the latest first.
#[component]
pub fn Versions() -> impl IntoView {
    let bridge = bridge();
    let found = RwSignal::new(None::<Result<Vec<Version>, String>>);
    Effect::new(move |_| {
        bridge.signals.versions.track();
        spawn_local(async move {
            let versions = keep::versions().await;
            let _ = found.try_set(Some(versions));
        });
    });
    let can_name = Memo::new(move |_| {
        bridge.signals.revision.track();
        bridge.with(|editor| editor.can(Command::NameVersion))
    });
    let list = move || {
        match found.get() {
        None => ().into_any(),
        Some(Err(sentence)) => view! { <p class="empty error" role="alert">{sentence}</p> }.into_any(),
        Some(Ok(all)) if all.is_empty() => view! {
            <p class="empty">"Name a version before a large change: you can look at what changed since, and go back to it."</p>
        }
        .into_any(),
        Some(Ok(all)) => view! {
            <ul class="version-list" aria-label="Versions">
                {all.into_iter().map(|version| view! { <Row version=version /> }).collect_view()}
            </ul>
        }
        .into_any(),
    }
    };
    view! {
        <section class="versions" data-testid="versions" aria-label="Versions">
            <header class="toolbar">
                <h2 class="grow">"Versions"</h2>
                <button
                    type="button"
                    class="btn btn-sm btn-line"
                    data-testid="name-version"
                    disabled=move || !can_name.get()
                    on:click=move |_| show(bridge, VersionDialog::Name)
                >
                    <Icon name="plus" class="icon-14" />
                    "Name this version…"
                </button>
            </header>
            <div class="scroll">{list}</div>
        </section>
    }
}

/// One version.
#[component]
fn Row(version: Version) -> impl IntoView {
    let bridge = bridge();
    let about = format!("{}, {}", ago(js_sys::Date::now() - version.at), counted(version.objects, "object", "objects"));
    let kept = StoredValue::new(version.clone());
    let lines = Callback::new(move |()| {
        let line = |words: &'static str, act: fn(Bridge, Version)| {
            MenuLine::new(words, Callback::new(move |()| act(bridge, kept.get_value())))
        };
        vec![
            line("Rename…", |bridge, version| show(bridge, VersionDialog::Rename(version))),
            line("Download as a file", |bridge, version| {
                spawn_local(async move { keep::download_version(bridge, &version).await });
            }),
            MenuLine {
                divided: true,
                ..line("Delete…", |bridge, version| show(bridge, VersionDialog::Delete(version)))
            },
        ]
    });
    let restore = move |_| spawn_local(async move { keep::restore_version(bridge, &kept.get_value()).await });
    let named = |verb: &str| format!("{verb} {}", version.name);
    view! {
        <li class="version" data-version=version.name.clone()>
            <span class="version-words">
                <span class="name strong">{version.name.clone()}</span>
                <span class="quiet" title=date(version.at)>{about}</span>
            </span>
            <button
                type="button"
                class="btn btn-sm"
                aria-label=named("Compare")
                on:click=move |_| show(bridge, VersionDialog::Compare(kept.get_value()))
            >
                "Compare"
            </button>
            <button type="button" class="btn btn-sm" aria-label=named("Restore") on:click=restore>"Restore"</button>
            <MenuButton label=named("More about") icon="more" lines=lines />
        </li>
    }
}
