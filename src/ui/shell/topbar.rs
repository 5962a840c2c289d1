use leptos::prelude::*;

use cidraw::editor::{Command, Intent};

use crate::ui::bridge::bridge;
use crate::ui::platform::page;
use crate::ui::signals::{Dialog, DockTab, Keeping};
use crate::ui::widgets::Icon;
use crate::ui::{effects, keep};

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
            <FileMenu />
            <span class="unsaved" data-testid="keeping" class:is-saved=move || signals.keeping.get() == Keeping::Saved>
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
            <button class="field field-quiet find" data-testid="find" aria-label="Find an object, block or address"
                on:click=move |_| signals.dialog.set(Some(Dialog::Palette(String::new())))>
                <Icon name="search" />
                <span class="grow">"Find an object, block or address"</span>
                <span class="kbd">{format!("{mod_key} K")}</span>
            </button>
            <button class="btn tally" data-testid="problems"
                aria-label=move || {
                    let counts = counts.get();
                    format!("{} errors, {} warnings, {} advice", counts.errors, counts.warnings, counts.advice)
                }
                on:click=move |_| {
                    signals.dock_tab.set(DockTab::Problems);
                    signals.dock_open.set(true);
                }>
                <span class="count error"><Icon name="error" />{move || counts.get().errors}</span>
                <span class="count warning"><Icon name="warning" />{move || counts.get().warnings}</span>
                <span class="count advice"><Icon name="advice" />{move || counts.get().advice}</span>
            </button>
            <span class="rule wide-only"></span>
            <button class="btn btn-icon theme-switch" data-testid="theme" aria-label="Change between light and dark" title="Light or dark (Alt Shift D)"
                on:click=move |_| effects::toggle_theme(bridge)>
                <Icon name=Signal::derive(move || {
                    signals.theme.track();
                    if effects::is_dark(bridge) { "sun" } else { "moon" }
                }) />
            </button>
            <button class="btn btn-icon wide-only" data-testid="present" aria-label="Present" title=format!("Present ({mod_key} .)")
                on:click=move |_| bridge.run(Command::TogglePresent)>
                <Icon name="present" />
            </button>
            <button class="btn btn-line" data-testid="share" on:click=move |_| signals.dialog.set(Some(Dialog::Share))>
                <Icon name="share" /><span class="wide-only">"Share"</span>
            </button>
            <button class="btn btn-primary" data-testid="export" on:click=move |_| bridge.run(Command::Export)>
                <Icon name="export" /><span class="wide-only">"Export"</span>
            </button>
        </header>
    }
}

/// The brand and the file's name; a press shows what can be done with the file.
#[component]
fn FileMenu() -> impl IntoView {
    let bridge = bridge();
    let signals = bridge.signals;
    let open = RwSignal::new(false);
    let item = move |label: &'static str, key: &'static str, act: fn(crate::ui::bridge::Bridge)| {
        view! {
            <button class="menu-item" role="menuitem" on:click=move |_| {
                open.set(false);
                act(bridge);
            }>
                <span class="grow">{label}</span>
                <span class="quiet">{key}</span>
            </button>
        }
    };
    view! {
        <span class="brand" aria-hidden="true"><Icon name="brand" class="icon-20" /></span>
        <div class="file-menu" on:keydown=move |event| {
            if event.key() == "Escape" { open.set(false); }
        }>
            <button class="btn file" data-testid="file-menu" aria-haspopup="menu"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=move |_| open.update(|open| *open = !*open)>
                <span class="file-name" data-testid="file-name">{move || signals.file_name.get()}</span>
                <small class="wide-only">".cidraw.json"</small>
            </button>
            <Show when=move || open.get()>
                <div class="menu-ground" on:click=move |_| open.set(false)></div>
                <div class="menu float" role="menu" aria-label="File">
                    {item("New", "", keep::start_new)}
                    {item("Open a file…", "Ctrl O", keep::choose_file)}
                    {item("Start from a template…", "", |b| b.signals.dialog.set(Some(Dialog::Templates)))}
                    {item("Recent designs…", "", |b| b.signals.dialog.set(Some(Dialog::Recent)))}
                    {item("Save", "Ctrl S", keep::save)}
                    {item("Export…", "Ctrl Shift E", |b| b.signals.dialog.set(Some(Dialog::Export)))}
                    {item("Share a link…", "", |b| b.signals.dialog.set(Some(Dialog::Share)))}
                </div>
            </Show>
        </div>
    }
}
