use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use cidraw::editor::{Command, Panel, Tool};

use crate::ui::bridge::bridge;
use crate::ui::widgets::Icon;

/// The tools: what picks them up, their picture and their key.
const TOOLS: [(Tool, Command, &str, &str); 8] = [
    (Tool::Select, Command::SelectTool, "select", "V"),
    (Tool::Hand, Command::HandTool, "hand", "H"),
    (Tool::Vpc, Command::VpcTool, "vpc", "P"),
    (Tool::Tier, Command::TierTool, "subnet", "S"),
    (Tool::Gateway, Command::GatewayTool, "internet-gateway", "G"),
    (Tool::Connect, Command::ConnectTool, "connect", "C"),
    (Tool::Note, Command::NoteTool, "note", "T"),
    (Tool::Laser, Command::LaserTool, "target", "K"),
];

/// The keys of a toolbar, as the ARIA authoring practices have them: one tab stop, arrows go from button to button.
fn move_along(event: &KeyboardEvent, stop: RwSignal<usize>) {
    let bar = event.current_target().and_then(|bar| bar.dyn_into::<Element>().ok());
    let Some(Ok(buttons)) = bar.map(|bar| bar.query_selector_all("button")) else { return };
    let (at, count) = (stop.get_untracked(), buttons.length() as usize);
    let next = match event.key().as_str() {
        "ArrowDown" | "ArrowRight" => (at + 1) % count,
        "ArrowUp" | "ArrowLeft" => (at + count - 1) % count,
        "Home" => 0,
        "End" => count - 1,
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    if let Some(button) = buttons.get(next as u32).and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        let _ = button.focus();
    }
}

/// The tool rail at the left.
#[component]
pub fn Rail() -> impl IntoView {
    let bridge = bridge();
    let signals = bridge.signals;
    // The button that Tab comes to: the one that was used last.
    let stop = RwSignal::new(0usize);
    let tabindex = move |at: usize| move || if stop.get() == at { "0" } else { "-1" };
    let tool = move |at: usize| {
        let (name, command, icon, key) = TOOLS[at];
        let label = command.words();
        view! {
            <button
                class="tool"
                aria-label=label
                aria-keyshortcuts=key
                title=format!("{label} ({key})")
                data-tool=icon
                tabindex=tabindex(at)
                aria-pressed=move || if signals.tool.get() == name { "true" } else { "false" }
                on:focus=move |_| stop.set(at)
                on:click=move |_| bridge.run(command)
            >
                <Icon name=icon class="icon-20" />
            </button>
        }
    };
    // With the lock a tool stays in hand until Escape.
    let lock = move |at: usize| {
        let label = Command::KeepTool.words();
        let locked = signals.keep_tool;
        view! {
            <button
                class="tool"
                aria-label=label
                aria-keyshortcuts="Q"
                title=move || match locked.get() {
                    true => "The tool stays after a use, until Escape (Q)",
                    false => "Keep the tool after a use (Q)",
                }
                data-testid="keep-tool"
                tabindex=tabindex(at)
                aria-pressed=move || if locked.get() { "true" } else { "false" }
                on:focus=move |_| stop.set(at)
                on:click=move |_| bridge.run(Command::KeepTool)
            >
                {move || view! { <Icon name=if locked.get() { "lock" } else { "unlock" } class="icon-20" /> }}
            </button>
        }
    };
    let panel = move |at: usize, panel: Panel, turn: &'static str, keys: &'static str| {
        let (label, open) = (panel.words(), signals.open(panel));
        view! {
            <button
                class="tool"
                aria-label=label
                aria-keyshortcuts=keys
                title=format!("{label} ({})", keys.replace('+', " "))
                tabindex=tabindex(at)
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:focus=move |_| stop.set(at)
                on:click=move |_| _ = signals.toggle(panel)
            >
                <Icon name="panel" class=turn />
            </button>
        }
    };
    let dialog = move |at: usize, label: &'static str, title: &'static str, icon: &'static str, command: Command| {
        view! {
            <button
                class="tool"
                aria-label=label
                title=title
                data-testid=label.to_ascii_lowercase()
                tabindex=tabindex(at)
                on:focus=move |_| stop.set(at)
                on:click=move |_| bridge.run(command)
            >
                <Icon name=icon class="icon-20" />
            </button>
        }
    };
    let after = TOOLS.len();
    view! {
        <nav class="rail" aria-label="Tools and panels">
            <div class="rail-bar" role="toolbar" aria-label="Tools and panels" aria-orientation="vertical"
                on:keydown=move |event| move_along(&event, stop)>
                {(0..2).map(tool).collect_view()}
                <span class="rule-h"></span>
                {(2..6).map(tool).collect_view()}
                <span class="rule-h"></span>
                {(6..after).map(tool).collect_view()}
                {lock(after)}
                <span class="grow"></span>
                {panel(after + 1, Panel::Outline, "icon-20", "Shift+O")}
                {panel(after + 2, Panel::Dock, "icon-20 up", "Shift+D")}
                {panel(after + 3, Panel::Inspector, "icon-20 back", "Shift+I")}
                {dialog(after + 4, "Help", "Shortcuts (?)", "info", Command::Help)}
                {dialog(after + 5, "Preferences", "Preferences", "settings", Command::Preferences)}
            </div>
        </nav>
    }
}
