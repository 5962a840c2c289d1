use leptos::html;
use leptos::prelude::*;

use cidraw::editor::{Command, Intent};

use crate::ui::bridge::bridge;
use crate::ui::effects;
use crate::ui::platform::page;
use crate::ui::signals::{Dialog, Keeping};
use crate::ui::widgets::Icon;

/// The bar at the top: the file, undo, find, what is wrong, theme, share, export.
#[component]
pub fn TopBar() -> impl IntoView {
    let bridge = bridge();
    let signals = bridge.signals;
    let mod_key = if page::is_apple() { "⌘" } else { "Ctrl" };
    let steps = move || {
        signals.revision.track();
        bridge.with(|editor| {
            let history = editor.history();
            let label = |entry: Option<&cidraw::model::Entry>| entry.map(|entry| entry.label.clone());
            (label(history.done().last()), label(history.undone().last()))
        })
    };
    let undo = Memo::new(move |_| steps().0);
    let redo = Memo::new(move |_| steps().1);
    let counts = Memo::new(move |_| {
        signals.findings.track();
        signals.revision.track();
        bridge.with(|editor| editor.analyses().counts())
    });
    let hint = |verb: &str, label: Option<String>, key: String| match label {
        Some(label) => format!("{verb}: {label} ({key})"),
        None => format!("{verb} ({key})"),
    };
    view! {
        <header class="topbar">
            <h1 class="sr">{move || format!("cidraw: {}", signals.file_name.get())}</h1>
            <FileMenu />
            <span class="unsaved" data-testid="keeping" class:is-saved=move || signals.keeping.get() == Keeping::Saved
                class:is-failed=move || matches!(signals.keeping.get(), Keeping::Failed(_))>
                {move || match signals.keeping.get() {
                    Keeping::Saved => "",
                    Keeping::Edited => "Edited",
                    Keeping::Failed(_) => "Not kept",
                }}
            </span>
            <span class="rule wide-only"></span>
            <button class="btn btn-icon" data-testid="undo" aria-label="Undo" disabled=move || undo.with(Option::is_none)
                title=move || hint("Undo", undo.get(), format!("{mod_key} Z")) on:click=move |_| bridge.perform(Intent::Undo)>
                <Icon name="undo" />
            </button>
            <button class="btn btn-icon" data-testid="redo" aria-label="Redo" disabled=move || redo.with(Option::is_none)
                title=move || hint("Redo", redo.get(), format!("{mod_key} Shift Z")) on:click=move |_| bridge.perform(Intent::Redo)>
                <Icon name="redo" />
            </button>
            <button class="field field-quiet find" data-testid="find"
                on:click=move |_| signals.dialog.set(Some(Dialog::Palette(String::new())))>
                <Icon name="search" />
                <span class="grow">"Find an object, block or address"</span>
                <span class="kbd" aria-hidden="true">{format!("{mod_key} K")}</span>
            </button>
            <button class="btn tally" data-testid="problems"
                on:click=move |_| bridge.run(Command::ShowProblems)>
                <Show when=move || !bridge.unchecked() fallback=|| view! { <span class="count error"><Icon name="error" />"Not checked"</span> }>
                    <span class="count error"><Icon name="error" />{move || counts.get().errors}<span class="sr">" errors, "</span></span>
                    <span class="count warning"><Icon name="warning" />{move || counts.get().warnings}<span class="sr">" warnings, "</span></span>
                    <span class="count advice"><Icon name="advice" />{move || counts.get().advice}<span class="sr">" advice"</span></span>
                </Show>
            </button>
            <span class="rule wide-only"></span>
            <button class="btn btn-icon theme-switch" data-testid="theme" aria-label="Light or dark" title="Light or dark (Alt Shift D)"
                on:click=move |_| effects::toggle_theme(bridge)>
                {move || {
                    signals.theme.track();
                    if effects::is_dark(bridge) { view! { <Icon name="sun" /> } } else { view! { <Icon name="moon" /> } }
                }}
            </button>
            <button class="btn btn-icon wide-only" data-testid="present" aria-label="Present" title=format!("Present ({mod_key} .)")
                on:click=move |_| bridge.run(Command::TogglePresent)>
                <Icon name="present" />
            </button>
            <button class="btn btn-line" data-testid="share" on:click=move |_| bridge.run(Command::Share)>
                <Icon name="share" /><span class="wide-name">"Share"</span>
            </button>
            <button class="btn btn-primary" data-testid="export" on:click=move |_| bridge.run(Command::Export)>
                <Icon name="export" /><span class="wide-name">"Export"</span>
            </button>
        </header>
    }
}

/// The brand and the file's name; a press shows what can be done with the file.
#[component]
fn FileMenu() -> impl IntoView {
    let signals = bridge().signals;
    let node = NodeRef::<html::Button>::new();
    let open = signals.file_menu;
    let toggle = move || {
        let bounds = node.get_untracked().map(|button| button.get_bounding_client_rect());
        open.update(|open| *open = if open.is_some() { None } else { bounds.map(|b| (b.left(), b.bottom() + 4.0)) });
    };
    view! {
        <span class="brand" aria-hidden="true"><Icon name="brand" class="icon-20" /></span>
        <button
            node_ref=node
            class="btn file"
            data-testid="file-menu"
            aria-haspopup="menu"
            aria-expanded=move || if open.with(Option::is_some) { "true" } else { "false" }
            // A press moves the focus out of the open menu, which closes it: the click after it must not open it again.
            on:mousedown=move |event| if open.with_untracked(Option::is_some) { event.prevent_default() }
            on:click=move |_| toggle()
        >
            <span class="file-name" data-testid="file-name">{move || signals.file_name.get()}</span>
            <small class="wide-only">".cidraw.json"</small>
        </button>
    }
}
