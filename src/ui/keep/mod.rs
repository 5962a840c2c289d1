//! Keeps the work: in the browser within 300 ms of an edit, in a file when asked to, in a link when shared.

mod downloads;
mod file;
mod link;
mod panels;
mod versions;
mod writing;

pub use downloads::{download_name, note_download};
pub use file::{choose_file, download, open_file, save, save_over};
pub use link::{leave_offered, open_address, take_offered};
pub use panels::keep_panels;
pub use versions::{
    delete_version, design_of, download_version, name_version, rename_version, restore_version, versions,
};
pub use writing::watch_the_end;

use std::cell::RefCell;

use cidraw::editor::{Command, Intent, Preferences};
use cidraw::model::{Design, Revision};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::FileSystemFileHandle;

use super::bridge::Bridge;
use super::platform::storage::{Kept, Storage, StorageError};
use super::platform::{files, page, preferences, tabs, window};
use super::signals::{Keeping, Notice, Offer};
use super::workbench::workbench;

/// The design in hand, as it is kept.
#[derive(Default)]
struct Work {
    /// The record that the open design is kept under; none until there is something to keep.
    key: String,
    /// The file that Save goes to.
    file: Option<FileSystemFileHandle>,
    /// When that file was changed last, as far as this tab knows.
    file_at: f64,
    /// The state that is in the file.
    in_file: Revision,
    /// A link's design that waits for the person's choice.
    offered: Option<(String, Design)>,
}

thread_local! {
    static WORK: RefCell<Work> = RefCell::new(Work::default());
}

/// After an edit: marks the work as unsaved and has it written soon.
pub fn note_edit(bridge: Bridge) {
    if !matches!(bridge.signals.keeping.get_untracked(), Keeping::Failed(_)) {
        bridge.signals.keeping.set(Keeping::Edited);
    }
    let fresh = WORK.with_borrow_mut(|work| {
        let fresh = work.key.is_empty();
        if fresh {
            work.key = new_key();
        }
        fresh.then(|| work.key.clone())
    });
    if let Some(key) = fresh {
        bridge.signals.versions.update(|count| *count += 1);
        // Nobody else knows this record.
        spawn_local(async move { _ = tabs::take(&key).await });
    }
    writing::soon(bridge);
}

/// A key for the record of a design that was just begun or opened.
fn new_key() -> String {
    format!("{:.0}-{:06.0}", js_sys::Date::now(), js_sys::Math::random() * 1e6)
}

/// What a page that broke down leaves behind when the person wants to begin without the design.
const BEGIN_EMPTY: &str = "cidraw.begin-empty";

/// Begins: with the design of a link, the one that was open last, or an empty one.
pub async fn begin(bridge: Bridge) {
    let session = window().session_storage().ok().flatten();
    let empty = session.as_ref().is_some_and(|session| session.get_item(BEGIN_EMPTY).is_ok_and(|mark| mark.is_some()));
    if let Some(session) = session.filter(|_| empty) {
        let _ = session.remove_item(BEGIN_EMPTY);
    }
    match last_kept().await {
        // The store may be slow, and somebody quick: what they drew meanwhile stays.
        Ok(Some(kept)) if !empty && bridge.design(Design::is_empty) => {
            if let Some((name, design)) = opened(bridge, &kept.name, &kept.text).await {
                show_kept(bridge, &kept, &name, design).await;
                // It is the latest as it is. Writing it again would be news to a tab that has it open.
                writing::never_mind();
            }
        }
        Ok(Some(_)) => {}
        Ok(None) => writing::miss(bridge, "this browser has forgotten it"),
        Err(error) => writing::miss(bridge, &error.to_string()),
    }
    open_address(bridge).await;
    page::mark("data-ready", "true");
}

async fn last_kept() -> Result<Option<Kept>, StorageError> {
    let storage = Storage::open().await?;
    let all = storage.all().await?;
    // Pruning is housekeeping: when it fails the store is only larger than it needs to be.
    let _ = storage.prune(&all).await;
    let last = all.into_iter().next();
    if let Some(last) = &last {
        writing::not_before(last.at);
    }
    Ok(last)
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
    leave(bridge, None);
    show_kept(bridge, kept, &name, design).await;
}

/// Shows a kept design, to go on with it; when another tab is at it, to go on with a copy.
async fn show_kept(bridge: Bridge, kept: &Kept, name: &str, design: Design) {
    if tabs::take(&kept.key).await {
        WORK.with_borrow_mut(|work| work.key.clone_from(&kept.key));
        writing::knows(kept);
        show(bridge, name, design);
    } else {
        show(bridge, &copy_name(name), design);
        // Only an edit makes a copy: who just looks leaves nothing behind.
        writing::never_mind();
        WORK.with_borrow_mut(|work| work.key.clear());
        let text = format!(
            "{name} is open in another tab. What you change here is kept apart from it, as {}.",
            copy_name(name)
        );
        bridge.signals.bar.set(Some(text.into()));
    }
    bridge.signals.versions.update(|count| *count += 1);
    bridge.signals.keeping.set(Keeping::Edited);
}

/// What a design is called that goes on beside the one of that name.
fn copy_name(name: &str) -> String {
    match name.strip_suffix(" (copy)") {
        Some(_) => name.to_owned(),
        None => format!("{name} (copy)"),
    }
}

/// Reads a file's text as a design; what is wrong goes into the bar above the canvas.
async fn opened(bridge: Bridge, name: &str, text: &str) -> Option<(String, Design)> {
    match (workbench(bridge).await?.load)(text) {
        Ok(loaded) => {
            if !loaded.notes.is_empty() {
                let first = &loaded.notes[0];
                let more = match loaded.notes.len() - 1 {
                    0 => String::new(),
                    n => format!(" {n} more: see Problems."),
                };
                let text = format!("{name}, line {}: {}{more}", first.line, first.message);
                bridge.signals.bar.set(Some(text.into()));
            }
            Some((name.to_owned(), loaded.design))
        }
        Err(error) => {
            let notice = Notice::from(format!("{name} was not opened. {error}"));
            let offer = Offer::RefusedText { name: name.to_owned(), text: text.to_owned() };
            bridge.signals.bar.set(Some(notice.offering(offer)));
            None
        }
    }
}

fn show(bridge: Bridge, name: &str, design: Design) {
    bridge.signals.file_name.set(name.to_owned());
    bridge.perform(Intent::Load(Box::new(design)));
    bridge.run(Command::ZoomToFit);
}

/// Leaves the design in hand as it is kept.
fn leave(bridge: Bridge, file: Option<FileSystemFileHandle>) {
    // What is waiting to be written is of the design that is left.
    writing::now_if_due(bridge);
    tabs::give_back();
    WORK.with_borrow_mut(|work| *work = Work { file, offered: work.offered.take(), ..Work::default() });
}

/// Shows another design as work of its own.
pub fn start_other(bridge: Bridge, name: &str, design: Design, file: Option<FileSystemFileHandle>) {
    bridge.signals.bar.set(None);
    let from_file = file.is_some();
    leave(bridge, file);
    show(bridge, name, design);
    note_edit(bridge);
    if from_file {
        bridge.signals.keeping.set(Keeping::Saved);
    }
    WORK.with_borrow_mut(|work| work.in_file = bridge.design(Design::revision));
}

/// The design that shows most of what there is to see.
const DEMO: &str = "three-environments";

/// Opens the demo, as a design of one's own to play with.
pub fn open_demo(bridge: Bridge) {
    spawn_local(async move {
        match files::fetch_own(&format!("templates/{DEMO}{}", files::ENDING)).await {
            Err(sentence) => bridge.signals.bar.set(Some(sentence.into())),
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
