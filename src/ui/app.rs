//! The page: regions, and what belongs to the page as a whole.

use cidraw::editor::{Editor, Input, Panel as Region, command_for};
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, HtmlElement, HtmlInputElement, KeyboardEvent};

use super::bridge::Bridge;
use super::canvas::{Minimap, Stage, is_paste, key_press};
use super::platform::{document, fault, window};
use super::shell::{LiveRegion, NoticeBar, Offline, PresentBar, Rail, Toasts, TopBar, TouchBar, Welcome, ZoomBar};
use super::workbench::{self, Later, Panel};
use super::{effects, keep};

/// The application.
#[component]
pub fn App() -> impl IntoView {
    let seed = (js_sys::Math::random() * 2f64.powi(53)) as u64;
    let bridge = Bridge::new(Editor::without_parts(seed));
    provide_context(bridge);
    bridge.change(|editor| {
        editor.guard_checks(fault::comes_back);
        editor.set_preferences(keep::preferences())
    });
    effects::restore_theme(bridge);
    keep::keep_panels(bridge);
    listen(bridge);
    keep::watch_the_end(bridge);
    workbench::fetch_when_touched(bridge);
    spawn_local(keep::begin(bridge));
    let signals = bridge.signals;
    // Somebody, or the page itself, asks for what only the workbench has.
    Effect::new(move || {
        let asked = signals.menu.with(Option::is_some) || signals.file_menu.with(Option::is_some);
        if asked || signals.dialog.with(Option::is_some) || signals.revision.get() > 0 {
            workbench::fetch(bridge);
        }
    });
    let picked = move |event: web_sys::Event| {
        let input: HtmlInputElement = event_target(&event);
        if let Some(file) = input.files().and_then(|files| files.item(0)) {
            keep::open_file(bridge, file, None);
        }
        // The same file can be picked again.
        input.set_value("");
    };
    let size = move |region: Region, tall: bool| {
        move || format!("{}px", signals.arranged().size(region, tall, signals.window.get()))
    };
    view! {
        <div
            class="app"
            class:presenting=move || signals.presenting.get()
            class:resizing=move || signals.resizing.get().is_some()
            style=("--outline-w", size(Region::Outline, false))
            style=("--inspector-w", size(Region::Inspector, false))
            style=("--dock-h", size(Region::Dock, false))
            style=("--dock-tall-h", size(Region::Dock, true))
        >
            <TopBar />
            <Rail />
            <Show when=move || signals.outline_open.get()>
                <Panel part=|bench| (bench.outline)() class="outline" name="Outline"
                    empty="Nothing here yet. Draw a VPC (P)." />
            </Show>
            <Stage>
                <input class="sr" type="file" tabindex="-1" aria-label="Open a design" accept=".json,.svg,.png,application/json,image/svg+xml,image/png"
                    data-testid="open-file" on:change=picked />
                <NoticeBar />
                <Welcome />
                <Later part=|bench| (bench.menu)() />
                <Toasts />
                <ZoomBar />
                <Minimap />
                <TouchBar />
                <PresentBar />
                <Offline />
            </Stage>
            <Show when=move || signals.inspector_open.get()>
                <Panel part=|bench| (bench.inspector)() class="inspector" name="Inspector"
                    empty="The fields of what you select are here." />
            </Show>
            <Show when=move || signals.dock_open.get()>
                <Panel part=|bench| (bench.dock)() class="dock" name="Problems" empty="No problems." />
            </Show>
            <Later part=|bench| (bench.splitters)() />
        </div>
        <Later part=|bench| (bench.dialogs)() />
        <LiveRegion />
    }
}

/// What the page hears wherever the focus is: shortcuts outside fields and dialogs, pasted text.
fn listen(bridge: Bridge) {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document(), "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        // Where the key went down counts, not where the focus is now: a choice in a dialog may have moved it.
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if event.default_prevented() || target.is_some_and(|target| in_field_or_dialog(&target)) {
            return;
        }
        let press = key_press(event);
        if is_paste(&press) {
            return effects::expect_paste(bridge);
        }
        // Away from the canvas only chords act: letters and arrows belong to whatever has the focus.
        let global = press.modifiers.mod_key || matches!(press.key.as_str(), "F8" | "?" | "F1");
        if (global || document().active_element().is_some_and(|e| e.tag_name() == "BODY"))
            && bridge.with(|editor| command_for(&press, editor.preferences().single_keys).is_some())
        {
            event.prevent_default();
            bridge.input(Input::KeyDown(press));
        }
    })
    .forget();
    EventListener::new_with_options(&document(), "paste", options, move |event| {
        let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
        let text = data.and_then(|data| data.get_data("text/plain").ok());
        if let Some(text) = text.filter(|text| !text.is_empty())
            && effects::pasted(bridge, text)
        {
            event.prevent_default();
        }
    })
    .forget();
    EventListener::new(&document(), "fullscreenchange", move |_| {
        if document().fullscreen_element().is_none() {
            effects::present(bridge, false);
        }
    })
    .forget();
    EventListener::new(&window(), "hashchange", move |_| {
        spawn_local(keep::open_address(bridge));
    })
    .forget();
    // The canvas is told of other colours by nobody else.
    for query in ["(prefers-color-scheme: dark)", "(forced-colors: active)"] {
        if let Ok(Some(query)) = window().match_media(query) {
            EventListener::new(&query, "change", move |_| {
                bridge.signals.theme.update(|_| {});
                super::frame::request_paint();
            })
            .forget();
        }
    }
}

/// Does a key on this element belong to somebody who types, or to a dialog?
fn in_field_or_dialog(element: &Element) -> bool {
    let editable = element.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable);
    editable
        || matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        || element.closest("dialog, [role=menu]").ok().flatten().is_some()
}
