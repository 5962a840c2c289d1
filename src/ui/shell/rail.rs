use leptos::prelude::*;

use cidraw::editor::{Command, Tool};

use crate::ui::bridge::bridge;
use crate::ui::signals::Dialog;
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

/// The tool rail at the left.
#[component]
pub fn Rail() -> impl IntoView {
    let bridge = bridge();
    let signals = bridge.signals;
    let tool = move |(name, command, icon, key): (Tool, Command, &'static str, &'static str)| {
        let label = command.words();
        view! {
            <button
                class="tool"
                aria-label=label
                aria-keyshortcuts=key
                title=format!("{label} ({key})")
                data-tool=icon
                aria-pressed=move || if signals.tool.get() == name { "true" } else { "false" }
                on:click=move |_| bridge.run(command)
            >
                <Icon name=icon class="icon-20" />
            </button>
        }
    };
    let panel = move |open: RwSignal<bool>, icon: &'static str, label: &'static str| {
        view! {
            <button
                class="tool"
                aria-label=label
                title=label
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Icon name=icon class="icon-20" />
            </button>
        }
    };
    view! {
        <nav class="rail" role="toolbar" aria-label="Tools" aria-orientation="vertical">
            {TOOLS[..2].iter().map(|t| tool(*t)).collect_view()}
            <span class="rule-h"></span>
            {TOOLS[2..6].iter().map(|t| tool(*t)).collect_view()}
            <span class="rule-h"></span>
            {TOOLS[6..].iter().map(|t| tool(*t)).collect_view()}
            <span class="grow"></span>
            {panel(signals.outline_open, "panel", "Outline")}
            {panel(signals.dock_open, "problems", "Dock")}
            {panel(signals.inspector_open, "filter", "Inspector")}
            <button class="tool" aria-label="Help" title="Shortcuts (?)" data-testid="help"
                on:click=move |_| signals.dialog.set(Some(Dialog::Help))>
                <Icon name="info" class="icon-20" />
            </button>
            <button class="tool" aria-label="Preferences" title="Preferences" data-testid="preferences"
                on:click=move |_| signals.dialog.set(Some(Dialog::Preferences))>
                <Icon name="settings" class="icon-20" />
            </button>
        </nav>
    }
}
