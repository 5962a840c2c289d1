//! Keeps the work: in the browser within 300 ms of an edit, in a file when asked to, in a link when shared.

use std::cell::RefCell;

use cidraw::editor::{Command, Intent, Preferences};
use cidraw::model::{Design, Revision};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{File, FileSystemFileHandle};

use super::bridge::Bridge;
use super::platform::files::{self, Saved};
use super::platform::storage::{Kept, Storage};
use super::platform::{document, page, preferences, share, window};
use super::signals::{Dialog, Keeping};
use super::workbench::workbench;

/// How long edits are gathered before they are written. The promise is 300 ms; writing takes the rest.
const GATHER_MS: u32 = 120;

#[derive(Default)]
struct Work {
    /// The record that the open design is kept under.
    key: String,
    /// The file that Save goes to.
    file: Option<FileSystemFileHandle>,
    /// The state that is in the file.
    in_file: Revision,
    waiting: Option<Timeout>,
    writing: bool,
    /// Edits came while a write was under way.
    again: bool,
    /// A link's design that waits for the person's choice.
    offered: Option<(String, Design)>,
}

thread_local! {
    static WORK: RefCell<Work> = RefCell::new(Work::default());
}

/// After an edit: marks the work as unsaved and has it written soon.
pub fn note_edit(bridge: Bridge) {
    bridge.signals.keeping.set(Keeping::Edited);
    WORK.with_borrow_mut(|work| {
        if work.key.is_empty() {
            work.key = new_key();
        }
        // The first edit of a burst starts the clock: a long burst is written every time it runs out.
        if work.waiting.is_none() {
            work.waiting = Some(Timeout::new(GATHER_MS, move || write(bridge)));
        }
    });
}

/// A key for the record of a design that was just begun or opened.
fn new_key() -> String {
    format!("{:.0}-{:06.0}", js_sys::Date::now(), js_sys::Math::random() * 1e6)
}

fn write(bridge: Bridge) {
    let busy = WORK.with_borrow_mut(|work| {
        work.waiting = None;
        work.again |= work.writing;
        std::mem::replace(&mut work.writing, true)
    });
    if busy {
        return;
    }
    spawn_local(async move {
        let outcome = async {
            // What there is to keep was made by the workbench.
            let Some(workbench) = workbench(bridge).await else { return Ok(()) };
            let kept = Kept {
                key: WORK.with_borrow(|work| work.key.clone()),
                name: bridge.signals.file_name.get_untracked(),
                text: bridge.design(workbench.save),
                at: js_sys::Date::now(),
            };
            Storage::open().await?.put(&kept).await
        };
        if let Err(error) = outcome.await {
            let text = format!("This browser does not keep your work ({error}). Save it to a file.");
            bridge.signals.keeping.set(Keeping::Failed(error.to_string()));
            bridge.signals.bar.set(Some(text));
        }
        let again = WORK.with_borrow_mut(|work| {
            work.writing = false;
            std::mem::take(&mut work.again)
        });
        if again {
            write(bridge);
        }
    });
}

/// Begins: with the design of a link, the one that was open last, or an empty one.
pub async fn begin(bridge: Bridge) {
    let fragment = window().location().hash().unwrap_or_default();
    let last = last_kept().await;
    if let Some(kept) = last
        && let Some((name, design)) = opened(bridge, &kept.name, &kept.text).await
    {
        WORK.with_borrow_mut(|work| work.key = kept.key);
        show(bridge, &name, design);
        bridge.signals.keeping.set(Keeping::Edited);
    }
    if !fragment.is_empty() {
        open_link(bridge, &fragment).await;
    }
    page::mark("data-ready", "true");
}

async fn last_kept() -> Option<Kept> {
    let storage = Storage::open().await.ok()?;
    // Pruning is housekeeping: when it fails the store is only larger than it needs to be.
    let _ = storage.prune().await;
    storage.all().await.ok()?.into_iter().next()
}

/// The designs kept in this browser, the latest first.
pub async fn recent() -> Vec<Kept> {
    match Storage::open().await {
        Ok(storage) => storage.all().await.unwrap_or_default(),
        Err(_) => Vec::new(),
    }
}

/// Opens a design kept in this browser, to go on with it under the same record.
pub async fn open_kept(bridge: Bridge, kept: &Kept) {
    let Some((name, design)) = opened(bridge, &kept.name, &kept.text).await else { return };
    start_other(bridge, &name, design, None);
    WORK.with_borrow_mut(|work| work.key.clone_from(&kept.key));
}

/// Opens the design of a link. One's own work is asked about first.
pub async fn open_link(bridge: Bridge, fragment: &str) {
    let text = match share::unpack(fragment).await {
        None => return,
        Some(Ok(text)) => text,
        Some(Err(error)) => return bridge.signals.bar.set(Some(error.to_string())),
    };
    let Some((name, design)) = opened(bridge, "shared design", &text).await else { return };
    let own_work = bridge.design(|own| !own.is_empty() && *own != design);
    if own_work {
        WORK.with_borrow_mut(|work| work.offered = Some((name, design)));
        bridge.signals.dialog.set(Some(Dialog::KeepOrReplace));
    } else {
        start_other(bridge, &name, design, None);
    }
    // The address bar shows the link no longer: a reload opens what is being worked on.
    let _ = window().history().map(|history| {
        history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", window().location().pathname().ok().as_deref())
    });
}

/// Opens the design that a link offered. One's own stays among the recent ones.
pub fn take_offered(bridge: Bridge) {
    if let Some((name, design)) = WORK.with_borrow_mut(|work| work.offered.take()) {
        start_other(bridge, &name, design, None);
        bridge.signals.said.set("The design of the link is open. Yours is under Recent.".into());
    }
}

/// Leaves the design that a link offered.
pub fn leave_offered() {
    WORK.with_borrow_mut(|work| work.offered = None);
}

/// Reads a file's text as a design; what is wrong goes into the bar above the canvas.
async fn opened(bridge: Bridge, name: &str, text: &str) -> Option<(String, Design)> {
    bridge.signals.refused.set(None);
    match (workbench(bridge).await?.load)(text) {
        Ok(loaded) => {
            if !loaded.notes.is_empty() {
                let first = &loaded.notes[0];
                let more = match loaded.notes.len() - 1 {
                    0 => String::new(),
                    n => format!(" {n} more: see Problems."),
                };
                bridge.signals.bar.set(Some(format!("{name}, line {}: {}{more}", first.line, first.message)));
            }
            Some((name.to_owned(), loaded.design))
        }
        Err(error) => {
            bridge.signals.bar.set(Some(format!("{name} was not opened. {error}")));
            // Of a link or of what the browser kept nobody else has the text.
            bridge.signals.refused.set(Some((name.to_owned(), text.to_owned())));
            None
        }
    }
}

fn show(bridge: Bridge, name: &str, design: Design) {
    bridge.signals.file_name.set(name.to_owned());
    bridge.signals.forget_entities();
    bridge.perform(Intent::Load(Box::new(design)));
    bridge.run(Command::ZoomToFit);
}

/// Shows another design as work of its own.
pub fn start_other(bridge: Bridge, name: &str, design: Design, file: Option<FileSystemFileHandle>) {
    bridge.signals.bar.set(None);
    let from_file = file.is_some();
    WORK.with_borrow_mut(|work| {
        work.waiting = None;
        work.key = new_key();
        work.file = file;
    });
    show(bridge, name, design);
    note_edit(bridge);
    if from_file {
        bridge.signals.keeping.set(Keeping::Saved);
    }
    WORK.with_borrow_mut(|work| work.in_file = bridge.design(Design::revision));
}

/// Opens a file that was picked or dropped.
pub fn open_file(bridge: Bridge, file: File, handle: Option<FileSystemFileHandle>) {
    spawn_local(async move {
        let name = files::design_name(&file.name());
        match files::read(&file).await {
            Err(sentence) => bridge.signals.bar.set(Some(sentence)),
            Ok(text) => {
                bridge.signals.bar.set(None);
                if let Some((name, design)) = opened(bridge, &name, &text).await {
                    let notes = bridge.signals.bar.get_untracked();
                    start_other(bridge, &name, design, handle);
                    bridge.signals.keeping.set(Keeping::Saved);
                    bridge.signals.bar.set(notes);
                    bridge.signals.said.set(format!("Opened {name}."));
                }
            }
        }
    });
}

/// Asks for a file: the browser's own dialog where there is one, else the page's file input.
pub fn choose_file(bridge: Bridge) {
    spawn_local(async move {
        match files::pick("showOpenFilePicker", None).await {
            files::Picked::Handle(handle) => {
                use wasm_bindgen::JsCast;
                match wasm_bindgen_futures::JsFuture::from(handle.get_file()).await {
                    Ok(file) => open_file(bridge, file.unchecked_into(), Some(handle)),
                    Err(e) => bridge.signals.bar.set(Some(format!(
                        "{} could not be read ({}).",
                        handle.name(),
                        super::platform::reason(&e)
                    ))),
                }
            }
            files::Picked::Cancelled => {}
            files::Picked::Unsupported => {
                if let Ok(Some(input)) = document().query_selector("[data-testid=open-file]") {
                    use wasm_bindgen::JsCast;
                    input.unchecked_into::<web_sys::HtmlElement>().click();
                }
            }
        }
    });
}

/// Saves to the file it came from, or to one that the person picks.
pub fn save(bridge: Bridge) {
    let name = bridge.signals.file_name.get_untracked();
    let file = WORK.with_borrow(|work| work.file.clone());
    spawn_local(async move {
        let Some(workbench) = workbench(bridge).await else { return };
        let text = bridge.design(workbench.save);
        let revision = bridge.design(Design::revision);
        let sentence = match files::save(&name, &text, file).await {
            Err(sentence) => return bridge.signals.bar.set(Some(sentence)),
            Ok(Saved::Cancelled) => return,
            Ok(Saved::Downloaded) => format!("Downloaded {name}{}.", files::ENDING),
            Ok(Saved::To(handle)) => {
                let file_name = handle.name();
                bridge.signals.file_name.set(files::design_name(&file_name));
                WORK.with_borrow_mut(|work| work.file = Some(handle));
                format!("Saved {file_name}.")
            }
        };
        WORK.with_borrow_mut(|work| work.in_file = revision);
        if bridge.design(Design::revision) == revision {
            bridge.signals.keeping.set(Keeping::Saved);
        }
        bridge.signals.said.set(sentence);
    });
}

/// The design that shows most of what there is to see.
const DEMO: &str = "three-environments";

/// Opens the demo, as a design of one's own to play with.
pub fn open_demo(bridge: Bridge) {
    spawn_local(async move {
        match files::fetch_own(&format!("templates/{DEMO}{}", files::ENDING)).await {
            Err(sentence) => bridge.signals.bar.set(Some(sentence)),
            Ok(text) => {
                if let Some((_, design)) = opened(bridge, "demo", &text).await {
                    start_other(bridge, "demo", design, None);
                    bridge.signals.said.set("A demo is open. Change what you like: it is yours.".into());
                }
            }
        }
    });
}

/// An empty design; the one before stays among the recent ones.
pub fn start_new(bridge: Bridge) {
    start_other(bridge, "untitled", Design::default(), None);
    bridge.signals.keeping.set(Keeping::Saved);
}

/// The preferences kept in this browser.
pub fn preferences() -> Preferences {
    preferences::get("preferences").and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Keeps the preferences as they are.
pub fn keep_preferences(bridge: Bridge) {
    if let Ok(text) = bridge.with(|editor| serde_json::to_string(editor.preferences())) {
        preferences::set("preferences", &text);
    }
}
