//! Carries out what only the page can do: dialogs, clipboard, focus, files.

use cidraw::editor::{Command, DockTab, Effect, Intent, Panel, Planning, Tool};
use cidraw::model::EntityId;
use cidraw::scene::Theme;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::bridge::Bridge;
use super::platform::{clipboard, document, page, preferences, window};
use super::signals::{AddressView, Dialog, Menu, MenuLines, Toast, VersionDialog};
use super::workbench::workbench;
use super::{canvas, keep};

/// How long a message stays that asks for nothing.
const TOAST_MS: u32 = 6_000;

/// Carries out one effect.
pub fn carry_out(bridge: Bridge, effect: Effect) {
    let signals = bridge.signals;
    match effect {
        Effect::Announce(text) => say(bridge, text),
        Effect::Toast { text, undoable } => toast(bridge, text, undoable, false),
        // A refusal at a field is shown there, by the field that asked.
        Effect::Refused { field: Some(_), text } => say(bridge, text),
        Effect::Refused { text, field: None } => toast(bridge, text, false, true),
        Effect::OpenRename(id) => signals.rename.set(Some(id)),
        Effect::OpenMenu { at, items } => signals.menu.set(Some(Menu { at, lines: MenuLines::Commands(items) })),
        Effect::OpenChoice { at, choices } => signals.menu.set(Some(Menu { at, lines: MenuLines::Choices(choices) })),
        Effect::OpenConnect(id) => signals.dialog.set(Some(Dialog::Connect(id))),
        Effect::OpenMoveTo(id) => signals.dialog.set(Some(Dialog::MoveTo(id))),
        Effect::OpenPalette | Effect::OpenFind => signals.dialog.set(Some(Dialog::Palette(String::new()))),
        Effect::OpenRules => signals.dialog.set(Some(Dialog::Rules(None))),
        Effect::OpenHelp => signals.dialog.set(Some(Dialog::Help)),
        // In a task of its own: the Enter that ended a field would press the button that the dialog gives the focus to.
        Effect::AskToReplace(replacing) => {
            Timeout::new(0, move || bridge.signals.dialog.set(Some(Dialog::Replacing(replacing)))).forget();
        }
        Effect::OpenPlanning(planning) => open_planning(bridge, planning),
        Effect::OpenExport => signals.dialog.set(Some(Dialog::Export)),
        Effect::Print => print(bridge),
        Effect::Save => keep::save(bridge),
        Effect::NameVersion => signals.dialog.set(Some(Dialog::Version(VersionDialog::Name))),
        Effect::Open => keep::choose_file(bridge),
        Effect::StartNew => keep::start_new(bridge),
        Effect::OpenTemplates => signals.dialog.set(Some(Dialog::Templates)),
        Effect::OpenRecent => signals.dialog.set(Some(Dialog::Recent)),
        Effect::OpenDemo => keep::open_demo(bridge),
        Effect::OpenShare => signals.dialog.set(Some(Dialog::Share)),
        Effect::OpenPreferences => signals.dialog.set(Some(Dialog::Preferences)),
        Effect::ShowDock(tab) => show_dock(bridge, tab),
        Effect::FocusInspector => {
            signals.show(Panel::Inspector);
            focus_soon("[data-testid=inspector] input, [data-testid=inspector] button");
        }
        Effect::FocusOutline => {
            signals.show(Panel::Outline);
            focus_soon("[data-testid=outline] [role=treeitem][tabindex='0']");
        }
        Effect::FocusCanvas => focus_soon("[data-testid=canvas]"),
        Effect::Copy(text) => copy_objects(bridge, text),
        Effect::CopyCode(ids) => copy_code(bridge, ids),
        Effect::CopyPicture { ids, pixels } => copy_picture(bridge, ids, pixels),
        Effect::ReadClipboard { at } => paste(bridge, at),
        Effect::ToggleTheme => toggle_theme(bridge),
        Effect::TogglePanel(panel) => toggle_panel(bridge, panel),
        Effect::ToggleMinimap => canvas::toggle_minimap(bridge),
        Effect::TogglePresent => present(bridge, !signals.presenting.get_untracked()),
        Effect::EndPresent => present(bridge, false),
        Effect::RepeatAnnouncement => {
            let text = signals.said.with_untracked(|text| text.trim_end_matches(AGAIN).to_owned());
            say(bridge, text);
        }
    }
}

/// Shows a tab of the dock, and gives it the focus.
fn show_dock(bridge: Bridge, tab: DockTab) {
    let signals = bridge.signals;
    if tab == DockTab::Addresses {
        signals.address_view.set(AddressView::Plan);
    }
    signals.dock_tab.set(tab);
    signals.show(Panel::Dock);
    focus_soon("[data-testid=dock] [role=tab][aria-selected=true]");
}

/// Shows a tab of the addresses, or opens the dialog for a plan.
fn open_planning(bridge: Bridge, planning: Planning) {
    let signals = bridge.signals;
    let view = match planning {
        Planning::Gaps => AddressView::Gaps,
        Planning::Peerings => AddressView::Peerings,
        Planning::Parity => AddressView::Parity,
        dialog => return signals.dialog.set(Some(Dialog::Planning(dialog))),
    };
    signals.address_view.set(view);
    signals.dock_tab.set(DockTab::Addresses);
    signals.show(Panel::Dock);
    focus_soon("[data-testid=address-views] [aria-pressed=true]");
}

/// How long findings must stand before they are spoken of, so that nobody hears of every keystroke.
const SPEAK_MS: u32 = 900;

thread_local! {
    static TO_SAY: std::cell::RefCell<Option<Timeout>> = const { std::cell::RefCell::new(None) };
}

/// Behind a sentence that is said again: a live region speaks only when its text is another.
const AGAIN: char = '\u{A0}';

/// What is said of one thing that happened: sentences that come together are one text, or only the last were heard.
const TOGETHER_MS: u32 = 20;

thread_local! {
    static SAYING: std::cell::RefCell<(Vec<String>, Option<Timeout>)> = const { std::cell::RefCell::new((Vec::new(), None)) };
}

/// Has the live region say something, when a screen reader has time for it.
pub fn say(bridge: Bridge, text: impl Into<String>) {
    let text = text.into();
    let flush = Timeout::new(TOGETHER_MS, move || {
        let mut text = SAYING.with_borrow_mut(|(texts, _)| std::mem::take(texts)).join(" ");
        let _ = bridge.signals.said.try_update(|said| {
            if *said == text {
                text.push(AGAIN);
            }
            *said = text;
        });
    });
    SAYING.with_borrow_mut(|(texts, timer)| {
        if texts.last() != Some(&text) {
            texts.push(text);
        }
        *timer = Some(flush);
    });
}

/// Says what is to be said when nothing newer comes soon.
pub fn say_later(bridge: Bridge, effect: Effect) {
    TO_SAY.set(Some(Timeout::new(SPEAK_MS, move || carry_out(bridge, effect))));
}

thread_local! {
    /// How many messages there have been.
    static TOASTS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// Shows a message, and says it.
pub fn toast(bridge: Bridge, text: String, undoable: bool, refusal: bool) {
    let signals = bridge.signals;
    if !refusal {
        say(bridge, text.clone());
    }
    // Never used again: what is shown is told apart by it.
    let id = TOASTS.replace(TOASTS.get() + 1);
    signals.toasts.update(|toasts| {
        // What only tells something takes the place of what was told before, and what is refused again of its refusal.
        let tells = !undoable && !refusal;
        toasts.retain(|toast| toast.undoable || if toast.refusal { toast.text != text } else { !tells });
        // The latest three are enough to read.
        if toasts.len() > 2 {
            toasts.remove(0);
        }
        toasts.push(Toast { id, text, undoable, refusal });
    });
    // What offers to undo stays until the next edit: nobody has to be quick.
    if undoable {
        return;
    }
    Timeout::new(TOAST_MS, move || {
        let _ = signals.toasts.try_update(|toasts| toasts.retain(|toast| toast.id != id));
    })
    .forget();
}

/// Puts a text on the clipboard and says so.
pub fn copy(bridge: Bridge, text: String) {
    spawn_local(async move {
        if let Err(sentence) = clipboard::copy(&text).await {
            toast(bridge, sentence, false, true);
        }
    });
}

thread_local! {
    /// What was copied when the browser refused its clipboard: it can be pasted in this page all the same.
    static OWN_CLIPBOARD: std::cell::RefCell<Option<String>> = const { std::cell::RefCell::new(None) };
}

/// Puts objects on the clipboard, or on the page's own when that may not be.
fn copy_objects(bridge: Bridge, text: String) {
    spawn_local(async move {
        match clipboard::write(&text).await {
            Ok(()) => OWN_CLIPBOARD.set(None),
            Err(why) => {
                OWN_CLIPBOARD.set(Some(text));
                let sentence = format!("{why} What you copied can be pasted on this page, but nowhere else.");
                toast(bridge, sentence, false, true);
            }
        }
    });
}

fn paste(bridge: Bridge, at: Option<(i32, i32)>) {
    if let Some(text) = OWN_CLIPBOARD.with_borrow(Clone::clone) {
        return bridge.perform(Intent::Paste { text, at, into: None });
    }
    spawn_local(async move {
        match clipboard::read().await {
            Ok(text) => bridge.perform(Intent::Paste { text, at, into: None }),
            Err(sentence) => toast(bridge, sentence, false, true),
        }
    });
}

/// How long the browser has to paste by itself, once the chord was pressed.
const PASTE_MS: u32 = 120;

thread_local! {
    static PASTING: std::cell::RefCell<Option<Timeout>> = const { std::cell::RefCell::new(None) };
}

/// The chord that pastes was pressed: the browser brings the text without asking for leave. When nothing comes, the
/// clipboard is asked for.
pub fn expect_paste(bridge: Bridge) {
    PASTING.set(Some(Timeout::new(PASTE_MS, move || paste(bridge, None))));
}

/// The browser brought a text; whether it was waited for.
pub fn pasted(bridge: Bridge, text: String) -> bool {
    let waited = PASTING.take().is_some();
    if waited {
        bridge.perform(Intent::Paste { text, at: None, into: None });
    }
    waited
}

/// Puts the code that stands for objects on the clipboard.
fn copy_code(bridge: Bridge, ids: Vec<EntityId>) {
    let Some(workbench) = bridge.signals.workbench.get_untracked() else { return };
    match (workbench.code)(bridge, &ids) {
        Some(code) => {
            copy(bridge, code);
            toast(bridge, "Copied as Terraform.".to_owned(), false, false);
        }
        None => toast(bridge, "No Terraform resource stands for what is selected.".to_owned(), false, true),
    }
}

/// Puts a picture of objects, or of everything, on the clipboard.
fn copy_picture(bridge: Bridge, ids: Vec<EntityId>, pixels: bool) {
    let Some(picture) = bridge.signals.workbench.get_untracked().map(|workbench| workbench.picture) else { return };
    if !pixels {
        let theme = if is_dark(bridge) { Theme::Dark } else { Theme::Light };
        copy(bridge, bridge.with(|editor| (picture.svg)(editor, theme, &ids)));
        toast(bridge, "Copied as SVG.".to_owned(), false, false);
        return;
    }
    let made = bridge.with(|editor| canvas::png(editor, picture, &ids));
    spawn_local(async move {
        match canvas::copy_png(made).await {
            Ok(()) => toast(bridge, "Copied as PNG.".to_owned(), false, false),
            Err(sentence) => toast(bridge, sentence, false, true),
        }
    });
}

/// Has the browser print, once what is printed can be put together.
fn print(bridge: Bridge) {
    spawn_local(async move {
        // In a task of its own: the menu or palette that asked for it is gone by then.
        if workbench(bridge).await.is_some() {
            Timeout::new(0, || _ = window().print()).forget();
        }
    });
}

/// Hides the panels and fills the screen, or brings them back.
pub fn present(bridge: Bridge, on: bool) {
    let presenting = bridge.signals.presenting;
    if presenting.get_untracked() == on {
        return;
    }
    presenting.set(on);
    page::fill_screen(on);
    // The tool and the selection are let go: nothing is marked meanwhile, and the next Escape ends it.
    if on && bridge.with(|editor| editor.tool() != Tool::Select) {
        bridge.run(Command::SelectNone);
    }
    if on && bridge.with(|editor| !editor.selection().is_empty()) {
        bridge.run(Command::SelectNone);
    }
    bridge.signals.said.set(if on { "Presenting. Escape ends it." } else { "The panels are back." }.to_owned());
    focus_soon("[data-testid=canvas]");
}

/// Collapses a panel, or brings it back. Who was in it goes on at the canvas.
fn toggle_panel(bridge: Bridge, panel: Panel) {
    let happened = if bridge.signals.toggle(panel) { "shown" } else { "hidden" };
    say(bridge, format!("{} {happened}.", panel.words()));
    keep_focus("[data-testid=canvas]");
}

/// Gives the focus to the first element that fits, once the page shows it. A menu that was opened meanwhile keeps it:
/// it would close without.
pub fn focus_soon(selector: &'static str) {
    Timeout::new(0, move || {
        let in_menu = |element: Element| element.closest("[role=menu]").is_ok_and(|menu| menu.is_some());
        if document().active_element().is_some_and(in_menu) {
            return;
        }
        if let Ok(Some(element)) = document().query_selector(selector) {
            let _ = element.unchecked_into::<HtmlElement>().focus();
        }
    })
    .forget();
}

/// How long panels may take to follow an edit, in milliseconds.
const FOLLOWED_MS: u32 = 250;

/// Gives the focus to the first element that fits, if what had it goes away with what is being done.
pub fn keep_focus(selector: &'static str) {
    Timeout::new(FOLLOWED_MS, move || {
        if document().active_element().is_none_or(|element| element.tag_name() == "BODY") {
            focus_soon(selector);
        }
    })
    .forget();
}

/// Shows the theme that was chosen last.
pub fn restore_theme(bridge: Bridge) {
    match preferences::get("theme").as_deref() {
        Some("dark") => set_theme(bridge, "dark"),
        Some("light") => set_theme(bridge, "light"),
        _ => {}
    }
}

/// Is it dark now?
pub fn is_dark(bridge: Bridge) -> bool {
    match bridge.signals.theme.get_untracked() {
        "dark" => true,
        "light" => false,
        _ => page::matches("(prefers-color-scheme: dark)"),
    }
}

/// From light to dark, or back.
pub fn toggle_theme(bridge: Bridge) {
    set_theme(bridge, if is_dark(bridge) { "light" } else { "dark" });
}

/// Light, dark, or what the system says: `light`, `dark`, or nothing.
pub fn choose_theme(bridge: Bridge, theme: &str) {
    set_theme(bridge, ["light", "dark"].into_iter().find(|known| *known == theme).unwrap_or_default());
}

fn set_theme(bridge: Bridge, theme: &'static str) {
    bridge.signals.theme.set(theme);
    page::mark("data-theme", theme);
    preferences::set("theme", theme);
    super::frame::request_paint();
}

/// The link that carries the design, once it is packed.
pub async fn share_link(bridge: Bridge) -> Result<String, String> {
    let workbench = workbench(bridge).await.ok_or("The link could not be made.")?;
    let text = bridge.design(workbench.save);
    let fragment = super::platform::share::pack(&text).await.map_err(|e| e.to_string())?;
    let location = window().location();
    let page = location.origin().unwrap_or_default() + &location.pathname().unwrap_or_default();
    Ok(page + &fragment)
}
