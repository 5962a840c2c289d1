//! The part of the program that the first screen does without: panels, dialogs, what the editor does, what the canvas
//! shows, what reads and writes files.
//!
//! A release build keeps it in a file of its own, fetched with the first touch of pointer or keyboard, as soon as
//! there is something to show in it, or when the first screen has stood for a while. What is reached only from [`PARTS`] goes there by itself: nothing outside this
//! room may name a panel, a rule, or what reads, changes, draws or writes a design.

use std::borrow::Cow;
use std::sync::Arc;

use cidraw::editor::Parts;
use cidraw::format::{self, LoadError, Loaded, Saver};
use cidraw::model::{Design, EntityId};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::bridge::{Bridge, bridge};
use super::canvas::Picture;
use super::inspector::Inspector;
use super::panels::{ContextMenu, Dialogs, Dock, FileMenu, Outline, live_code, watch_print};
use super::platform::page::today;
use super::platform::window;
use super::shell::Splitters;

/// What arrives.
pub struct Workbench {
    /// The tree.
    pub outline: fn() -> AnyView,
    /// The fields of the selection.
    pub inspector: fn() -> AnyView,
    /// Problems, addresses, routes, code, history.
    pub dock: fn() -> AnyView,
    /// What resizes the panels.
    pub splitters: fn() -> AnyView,
    /// The dialog that is open.
    pub dialogs: fn() -> AnyView,
    /// The menu that is open: of the canvas, or of the file.
    pub menu: fn() -> AnyView,
    /// Reads a file's text.
    pub load: fn(&str) -> Result<Loaded, LoadError>,
    /// The text of a design in a file's bytes, which may be a picture that carries it.
    pub text_in: for<'a> fn(&'a [u8]) -> Result<Cow<'a, str>, LoadError>,
    /// Are a file's bytes a picture?
    pub is_picture: fn(&[u8]) -> bool,
    /// The text of a file.
    pub save: fn(&Design) -> String,
    /// The same again and again, of one design.
    pub save_again: fn(&mut Saver, &Design) -> Arc<String>,
    /// The code that stands for objects.
    pub code: fn(Bridge, &[EntityId]) -> Option<String>,
    /// Has a page ready whenever the browser prints.
    pub watch_print: fn(Bridge),
    /// What fills the canvas.
    pub picture: Picture,
    parts: Parts,
}

static PARTS: Workbench = Workbench {
    outline: || view! { <Outline /> }.into_any(),
    inspector: || view! { <Inspector /> }.into_any(),
    dock: || view! { <Dock /> }.into_any(),
    splitters: || view! { <Splitters /> }.into_any(),
    dialogs: || view! { <Dialogs /> }.into_any(),
    menu: || view! { <ContextMenu /><FileMenu /> }.into_any(),
    load: format::load,
    text_in: format::text_in,
    is_picture: format::is_picture,
    save: format::save,
    save_again: Saver::save,
    code: live_code::code_of,
    watch_print,
    picture: Picture::ALL,
    parts: Parts::ALL,
};

/// The rest of the program could not be fetched.
struct Unreachable;

#[cfg(split)]
impl From<wasm_split_helpers::SplitLoaderError> for Unreachable {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Unreachable {
        Unreachable
    }
}

#[cfg(split)]
#[wasm_split_helpers::wasm_split(workbench, fallible)]
fn parts() -> Result<&'static Workbench, Unreachable> {
    Ok(&PARTS)
}

/// One file holds everything: nothing to wait for.
#[cfg(not(split))]
async fn parts() -> Result<&'static Workbench, Unreachable> {
    Ok(&PARTS)
}

/// The workbench, once it is there. When it cannot be fetched the bar says so.
pub async fn workbench(bridge: Bridge) -> Option<&'static Workbench> {
    let signals = bridge.signals;
    let Ok(workbench) = parts().await else {
        let text = "A part of the program could not be fetched. What you drew is kept; load the page again.";
        signals.bar.set(Some(text.into()));
        return None;
    };
    if signals.workbench.get_untracked().is_none() {
        signals.workbench.set(Some(workbench));
        bridge.complete(workbench.parts);
        (workbench.watch_print)(bridge);
        // Also when a page is left open over night.
        bridge.set_today(today());
        EventListener::new(&window(), "focus", move |_| bridge.set_today(today())).forget();
    }
    Some(workbench)
}

/// Has the workbench fetched.
pub fn fetch(bridge: Bridge) {
    spawn_local(async move {
        let _ = workbench(bridge).await;
    });
}

/// How long after the first screen it is fetched even when nothing is touched.
const UNTOUCHED_MS: u32 = 4_000;

/// Fetches it with the first touch, or when the first screen has stood for a while.
pub fn fetch_when_touched(bridge: Bridge) {
    Timeout::new(UNTOUCHED_MS, move || fetch(bridge)).forget();
    for event in ["pointermove", "pointerdown", "keydown", "focusin"] {
        let options = EventListenerOptions { passive: true, ..EventListenerOptions::run_in_capture_phase() };
        EventListener::once_with_options(&window(), event, options, move |_| fetch(bridge)).forget();
    }
}

/// A panel that comes with the workbench; until then its frame.
#[component]
pub fn Panel(
    /// Which one.
    part: fn(&Workbench) -> AnyView,
    /// The class of its frame.
    class: &'static str,
    /// Its name.
    name: &'static str,
    /// What it says while there is nothing in it.
    empty: &'static str,
) -> impl IntoView {
    let workbench = bridge().signals.workbench;
    move || match workbench.get() {
        Some(workbench) => part(workbench),
        None => view! {
            <section id=class class=class data-testid=class aria-label=name>
                <div class="panel-head"><h2 class="grow">{name}</h2></div>
                <p class="empty">{empty}</p>
            </section>
        }
        .into_any(),
    }
}

/// A part that shows nothing until there is something to show.
#[component]
pub fn Later(
    /// Which one.
    part: fn(&Workbench) -> AnyView,
) -> impl IntoView {
    let workbench = bridge().signals.workbench;
    move || workbench.get().map(part)
}
