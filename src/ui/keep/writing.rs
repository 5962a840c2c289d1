//! Writes what is edited into the browser's store: soon, in order, and again when it did not work.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use cidraw::format::Saver;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use super::{WORK, copy_name, new_key};
use crate::ui::bridge::Bridge;
use crate::ui::effects;
use crate::ui::platform::storage::{Kept, Put, Storage, StorageError};
use crate::ui::platform::{preferences, tabs, time, window};
use crate::ui::signals::{Keeping, Notice, Offer};
use crate::ui::workbench::{Workbench, workbench};

/// How long edits are gathered before they are written, in milliseconds: twice as long as the text takes to make, within
/// these bounds. The promise is 300 ms; writing takes the rest.
const GATHER_MS: std::ops::RangeInclusive<f64> = 30.0..=120.0;

/// After how long what could not be written is tried again: somebody may have made room.
const AGAIN_MS: u32 = 3_000;

/// Under which name the preferences have the name of the design that was kept last.
const LAST_KEPT: &str = "last-kept";

#[derive(Default)]
struct Writing {
    /// Runs out when what was gathered is to be written.
    waiting: Option<Timeout>,
    /// What is to be written, the oldest first, each design once.
    queue: VecDeque<Kept>,
    /// Is somebody at it?
    busy: bool,
    /// Runs out when what could not be written is tried again.
    again: Option<Timeout>,
    /// When each record was written or read last by this tab.
    known: BTreeMap<String, f64>,
    /// Makes the text.
    saver: Saver,
    /// How long it took to make the last text, in milliseconds.
    took: f64,
    /// The store, while it works.
    storage: Option<Storage>,
    /// No record is of before this: clocks jump, and the latest design must stay the latest.
    latest: f64,
}

thread_local! {
    static WRITING: RefCell<Writing> = RefCell::new(Writing::default());
}

/// Has the design in hand written soon. The first edit of a burst starts the clock: a long burst is written every time
/// it runs out.
pub fn soon(bridge: Bridge) {
    WRITING.with_borrow_mut(|writing| {
        if writing.waiting.is_none() {
            let gather = (2.0 * writing.took).clamp(*GATHER_MS.start(), *GATHER_MS.end());
            writing.waiting = Some(Timeout::new(gather as u32, move || now_if_due(bridge)));
        }
    });
}

/// What waits to be written is as it was: it need not be.
pub fn never_mind() {
    WRITING.with_borrow_mut(|writing| writing.waiting = None);
}

/// Writes what waits to be written, as it is now.
pub fn now_if_due(bridge: Bridge) {
    if WRITING.with_borrow_mut(|writing| writing.waiting.take()).is_none() {
        return;
    }
    match bridge.signals.workbench.get_untracked() {
        Some(workbench) => take(bridge, workbench),
        // What there is to keep was made by the workbench: it is on its way.
        None => spawn_local(async move {
            if let Some(workbench) = workbench(bridge).await {
                take(bridge, workbench);
            }
        }),
    }
}

/// No record is to be of before this time.
pub fn not_before(at: f64) {
    WRITING.with_borrow_mut(|writing| writing.latest = writing.latest.max(at));
}

/// A record is as it was at this time, as far as this tab knows.
pub fn knows(kept: &Kept) {
    not_before(kept.at);
    WRITING.with_borrow_mut(|writing| writing.known.insert(kept.key.clone(), kept.at));
}

/// Takes the design as it is now into the queue.
fn take(bridge: Bridge, workbench: &Workbench) {
    let key = WORK.with_borrow(|work| work.key.clone());
    let name = bridge.signals.file_name.get_untracked();
    let start = time::now();
    // Taken out meanwhile: should it break down, the rest can still be written.
    let mut saver = WRITING.with_borrow_mut(|writing| std::mem::take(&mut writing.saver));
    let text = bridge.design(|design| (workbench.save_again)(&mut saver, design));
    WRITING.with_borrow_mut(|writing| (writing.saver, writing.took) = (saver, time::now() - start));
    push(bridge, key, name, text);
}

fn push(bridge: Bridge, key: String, name: String, text: Arc<String>) {
    let idle = WRITING.with_borrow_mut(|writing| {
        let at = js_sys::Date::now().max(writing.latest + 1.0);
        writing.latest = at;
        writing.queue.retain(|older| older.key != key);
        writing.queue.push_back(Kept { key, name, text, at });
        !std::mem::replace(&mut writing.busy, true)
    });
    if idle {
        spawn_local(work_off(bridge));
    }
}

/// Writes the queue off, as far as it goes.
async fn work_off(bridge: Bridge) {
    while let Some(kept) = WRITING.with_borrow_mut(|writing| writing.queue.pop_front()) {
        let base = WRITING.with_borrow(|writing| writing.known.get(&kept.key).copied());
        match write(&kept, base).await {
            Ok(Put::Kept(_)) => {
                knows(&kept);
                succeeded(bridge, &kept);
            }
            Ok(Put::Taken) => part(bridge, kept),
            Err(error) => {
                failed(bridge, kept, &error);
                break;
            }
        }
    }
    WRITING.with_borrow_mut(|writing| writing.busy = false);
}

async fn write(kept: &Kept, base: Option<f64>) -> Result<Put, StorageError> {
    // Opening takes as long as writing: the store stays open. One that was closed behind our back is opened anew.
    if let Some(storage) = WRITING.with_borrow_mut(|writing| writing.storage.take())
        && let Ok(put) = storage.put(kept, base).await
    {
        WRITING.with_borrow_mut(|writing| writing.storage = Some(storage));
        return Ok(put);
    }
    let storage = Storage::open().await?;
    let put = storage.put(kept, base).await?;
    WRITING.with_borrow_mut(|writing| writing.storage = Some(storage));
    Ok(put)
}

fn succeeded(bridge: Bridge, kept: &Kept) {
    let signals = bridge.signals;
    if preferences::get(LAST_KEPT).as_ref() != Some(&kept.name) {
        preferences::set(LAST_KEPT, &kept.name);
    }
    if matches!(signals.keeping.get_untracked(), Keeping::Failed(_)) {
        signals.keeping.set(Keeping::Edited);
        if signals.bar.with_untracked(|bar| bar.as_ref().is_some_and(|notice| notice.text.starts_with(NOT_KEPT))) {
            signals.bar.set(None);
        }
        effects::say(bridge, "This browser keeps your work again.");
    }
}

/// How the message begins that says so.
const NOT_KEPT: &str = "This browser does not keep your work";

fn failed(bridge: Bridge, kept: Kept, error: &StorageError) {
    let signals = bridge.signals;
    // It is said once. Who closes the message has read it; the mark beside the file's name stays.
    if !matches!(signals.keeping.get_untracked(), Keeping::Failed(_)) {
        let text = format!("{NOT_KEPT} ({error}). Save it to a file before you close this page.");
        signals.bar.set(Some(Notice::from(text).offering(Offer::Design)));
    }
    signals.keeping.set(Keeping::Failed(error.to_string()));
    WRITING.with_borrow_mut(|writing| {
        if writing.queue.iter().all(|newer| newer.key != kept.key) {
            writing.queue.push_front(kept);
        }
        writing.again = Some(Timeout::new(AGAIN_MS, move || {
            let idle = WRITING.with_borrow_mut(|writing| !std::mem::replace(&mut writing.busy, true));
            if idle {
                spawn_local(work_off(bridge));
            }
        }));
    });
}

/// Another tab has written to the same record: this one goes on beside it.
fn part(bridge: Bridge, kept: Kept) {
    let key = new_key();
    let name = copy_name(&kept.name);
    let in_hand = WORK.with_borrow_mut(|work| {
        let in_hand = work.key == kept.key;
        if in_hand {
            work.key.clone_from(&key);
        }
        in_hand
    });
    if in_hand {
        bridge.signals.file_name.set(name.clone());
        bridge.signals.versions.update(|count| *count += 1);
        let text = format!("{} was changed in another tab too. Both are kept, this one as {name}.", kept.name);
        bridge.signals.bar.set(Some(text.into()));
        let key = key.clone();
        spawn_local(async move { _ = tabs::take(&key).await });
    }
    WRITING.with_borrow_mut(|writing| writing.queue.push_front(Kept { key, name, ..kept }));
}

/// Says that there was a design here which is not to be had any more, if there was one.
pub fn miss(bridge: Bridge, why: &str) {
    let Some(name) = preferences::get(LAST_KEPT) else { return };
    let text = format!("{name} was kept in this browser, but {why}. If you saved it to a file, open that.");
    bridge.signals.bar.set(Some(text.into()));
    preferences::forget(LAST_KEPT);
}

/// Has the page write what is due before it goes, and ask before it goes with what could not be written.
pub fn watch_the_end(bridge: Bridge) {
    EventListener::new(&window(), "pagehide", move |_| now_if_due(bridge)).forget();
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window(), "beforeunload", options, move |event| {
        let failed = matches!(bridge.signals.keeping.get_untracked(), Keeping::Failed(_));
        if failed && WRITING.with_borrow(|writing| !writing.queue.is_empty()) {
            event.prevent_default();
            // Older browsers ask only then.
            if let Some(event) = event.dyn_ref::<web_sys::BeforeUnloadEvent>() {
                event.set_return_value("unsaved");
            }
        }
    })
    .forget();
}
