use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, HtmlElement, KeyboardEvent, Node};

use crate::ui::platform::{document, page, window};

use super::Icon;
use super::field::{element_id, word};

/// One line of a menu.
#[derive(Clone)]
pub struct MenuLine {
    /// Its words.
    pub words: String,
    /// Its shortcut, with `Mod` for Ctrl or Cmd. Empty without one.
    pub chord: String,
    /// Can it be chosen now?
    pub enabled: bool,
    /// Does a line divide it from the one above?
    pub divided: bool,
    /// What choosing it does.
    pub act: Callback<()>,
}

impl MenuLine {
    /// A line that can be chosen.
    pub fn new(words: impl Into<String>, act: Callback<()>) -> MenuLine {
        MenuLine { words: words.into(), chord: String::new(), enabled: true, divided: false, act }
    }
}

/// A chord as this platform writes it: `Ctrl+D`, or `⌘D` on Apple's.
pub fn chord_words(chord: &str) -> String {
    match page::is_apple() {
        true => chord.replace("Mod+", "⌘").replace("Shift+", "⇧").replace("Alt+", "⌥"),
        false => chord.replace("Mod+", "Ctrl+"),
    }
}

/// An open menu, at a place of the window. It takes the focus, and gives it back to where it was.
#[component]
pub fn OpenMenu(
    /// What it is a menu of, for its accessible name.
    #[prop(into)]
    label: String,
    /// Where its corner goes, in pixels of the window. It moves as far as it must to be seen whole.
    at: (f64, f64),
    /// Its lines.
    lines: Vec<MenuLine>,
    /// To be run when it closes, whatever the reason.
    on_close: Callback<()>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let before = document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let before = StoredValue::new_local(before);
    let place = RwSignal::new(at);
    node.on_load(move |menu| {
        let bounds = menu.get_bounding_client_rect();
        let size = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|v| v.as_f64()).unwrap_or(f64::MAX);
        let (width, height) = (size(window().inner_width()), size(window().inner_height()));
        place.set((at.0.min(width - bounds.width() - 4.0).max(4.0), at.1.min(height - bounds.height() - 4.0).max(4.0)));
        focus(&menu, |_, _| 0);
    });
    // Taking the menu away moves the focus, which comes here again when nobody waits for it any more.
    let close = move || {
        let _ = on_close.try_run(());
    };
    let leave = move || {
        if let Some(Some(element)) = before.try_with_value(Clone::clone) {
            let _ = element.focus();
        }
    };
    // The act may open a dialog or move the focus, so the menu is gone and the focus is back before it.
    let choose = move |act: Callback<()>| {
        leave();
        act.run(());
        close();
    };
    let on_key = move |event: KeyboardEvent| {
        let Some(menu) = node.get_untracked() else { return };
        // Keys in a menu are the menu's: arrows would move things on the canvas.
        event.stop_propagation();
        match event.key().as_str() {
            "ArrowDown" => focus(&menu, |at, n| (at + 1) % n),
            "ArrowUp" => focus(&menu, |at, n| (at + n - 1) % n),
            "Home" => focus(&menu, |_, _| 0),
            "End" => focus(&menu, |_, n| n - 1),
            "Escape" | "Tab" => {
                leave();
                close();
            }
            key if key.chars().count() == 1 && key != " " => focus_letter(&menu, key),
            _ => return,
        }
        event.prevent_default();
    };
    let on_leave = move |event: FocusEvent| {
        let inside = |target: Element| node.get_untracked().is_some_and(|menu| menu.contains(Some(target.as_ref())));
        if !event.related_target().and_then(|t| t.dyn_into().ok()).is_some_and(inside) {
            close();
        }
    };
    let line = move |line: MenuLine| {
        let MenuLine { words, chord, enabled, divided, act } = line;
        view! {
            {divided.then(|| view! { <div class="menu-rule" role="separator"></div> })}
            <button
                type="button"
                class="menu-line"
                role="menuitem"
                tabindex="-1"
                aria-disabled=word(!enabled)
                on:click=move |_| if enabled { choose(act) }
            >
                <span class="grow">{words}</span>
                {(!chord.is_empty()).then(|| view! { <span class="menu-chord">{chord_words(&chord)}</span> })}
            </button>
        }
    };
    view! {
        <div
            node_ref=node
            class="popup-menu"
            role="menu"
            tabindex="-1"
            aria-label=label
            style:left=move || format!("{}px", place.get().0)
            style:top=move || format!("{}px", place.get().1)
            on:keydown=on_key
            on:focusout=on_leave
            on:contextmenu=|event| event.prevent_default()
        >
            {lines.into_iter().map(line).collect_view()}
        </div>
    }
}

/// The lines of an open menu, as elements.
fn items(menu: &Element) -> Vec<HtmlElement> {
    let Ok(found) = menu.query_selector_all("[role=menuitem]") else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)).filter_map(|node| node.dyn_into().ok()).collect()
}

/// The line that has the focus.
fn focused(items: &[HtmlElement]) -> Option<usize> {
    let active = document().active_element()?;
    items.iter().position(|item| active.is_same_node(Some(item.unchecked_ref::<Node>())))
}

/// Focuses the line that `next` finds, given the one that has the focus and how many there are.
fn focus(menu: &Element, next: impl Fn(usize, usize) -> usize) {
    let items = items(menu);
    if items.is_empty() {
        return;
    }
    // Before the first, so that "next" from nothing is the first.
    let at = focused(&items).unwrap_or(items.len() - 1);
    let _ = items[next(at, items.len())].focus();
}

/// Focuses the next line that begins with this letter.
fn focus_letter(menu: &Element, letter: &str) {
    let items = items(menu);
    let start = focused(&items).map_or(0, |at| at + 1);
    let letter = letter.to_lowercase();
    let begins = |item: &&HtmlElement| item.text_content().unwrap_or_default().to_lowercase().starts_with(&letter);
    if let Some(item) = items[start..].iter().chain(&items[..start]).find(begins) {
        let _ = item.focus();
    }
}

/// A button that opens a menu under itself.
#[component]
pub fn MenuButton(
    /// What the menu is for: the button's accessible name.
    #[prop(into)]
    label: String,
    /// The button's icon.
    icon: &'static str,
    /// Makes the lines when the menu opens.
    lines: Callback<(), Vec<MenuLine>>,
) -> impl IntoView {
    let node = NodeRef::<html::Button>::new();
    let open = RwSignal::new(None::<(f64, f64)>);
    let id = element_id("menu-button");
    let toggle = move || {
        let bounds = node.get_untracked().map(|button| button.get_bounding_client_rect());
        open.update(|open| *open = if open.is_some() { None } else { bounds.map(|b| (b.left(), b.bottom() + 4.0)) });
    };
    let menu_label = label.clone();
    let menu = move || {
        open.get().map(|at| {
            let on_close = Callback::new(move |()| open.set(None));
            view! { <OpenMenu label=menu_label.clone() at=at lines=lines.run(()) on_close=on_close /> }
        })
    };
    view! {
        <button
            node_ref=node
            id=id
            type="button"
            class="btn btn-icon"
            aria-label=label.clone()
            title=label
            aria-haspopup="menu"
            aria-expanded=move || word(open.with(Option::is_some))
            // A press moves the focus out of the open menu, which closes it: the click after it must not open it again.
            on:mousedown=move |event| if open.with_untracked(Option::is_some) { event.prevent_default() }
            on:click=move |_| toggle()
        >
            <Icon name=icon />
        </button>
        {menu}
    }
}
