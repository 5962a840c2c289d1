use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent};

use crate::ui::platform::document;
use crate::ui::widgets::{DialogFrame, Icon, word};
use cidraw::editor::fit;
use cidraw::ordering::Ordered;

/// One line of a list to choose from.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is.
    pub name: String,
    /// What choosing it does, or why it cannot be chosen.
    pub about: String,
    /// Can it be chosen?
    pub enabled: bool,
    /// Its shortcut; empty for none.
    pub chord: String,
}

/// A dialog with a list that typing narrows: a combobox with its list always open.
#[component]
pub fn Choose(
    /// Its heading.
    #[prop(into)]
    title: String,
    /// What to type.
    placeholder: &'static str,
    /// For tests.
    testid: &'static str,
    /// The lines for what was typed; the number is handed to `on_choose`.
    lines: Signal<Vec<(usize, Line)>>,
    /// What is typed.
    typed: RwSignal<String>,
    /// What is shown when no line is left.
    #[prop(into)]
    empty: Signal<String>,
    /// Makes the picture of a line.
    picture: Callback<usize, AnyView>,
    /// Takes the choice.
    on_choose: Callback<usize>,
    /// Closes the dialog.
    on_close: Callback<()>,
) -> impl IntoView {
    let at = RwSignal::new(0usize);
    let input = NodeRef::<html::Input>::new();
    input.on_load(|input: HtmlInputElement| input.select());
    let choose = move |place: usize| {
        let line = lines.with_untracked(|lines| lines.get(place).map(|(number, line)| (*number, line.enabled)));
        if let Some((number, true)) = line {
            on_choose.run(number);
        }
    };
    let step = move |to: usize| {
        at.set(to);
        // Options are never focused: the one that is meant is scrolled to by hand.
        gloo::timers::callback::Timeout::new(0, move || {
            let option = document().get_element_by_id(&option_id(to)).and_then(|e| e.dyn_into::<HtmlElement>().ok());
            if let Some((option, list)) = option.and_then(|option| Some((option.clone(), option.parent_element()?))) {
                let (above, below) = (option.offset_top(), option.offset_top() + option.offset_height());
                if above < list.scroll_top() {
                    list.set_scroll_top(above);
                } else if below > list.scroll_top() + list.client_height() {
                    list.set_scroll_top(below - list.client_height());
                }
            }
        })
        .forget();
    };
    let on_key = move |event: KeyboardEvent| {
        let (now, count) = (at.get_untracked(), lines.with_untracked(Vec::len).max(1));
        match event.key().as_str() {
            "ArrowDown" => step((now + 1) % count),
            "ArrowUp" => step((now + count - 1) % count),
            "PageDown" => step((now + 8).min(count - 1)),
            "PageUp" => step(now.saturating_sub(8)),
            "Enter" => choose(now),
            _ => return,
        }
        event.prevent_default();
    };
    let option = move |(place, (number, line)): (usize, (usize, Line))| {
        view! {
            <li
                id=option_id(place)
                role="option"
                class="option"
                aria-selected=move || word(at.get() == place)
                aria-disabled=word(!line.enabled)
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| choose(place)
            >
                {picture.run(number)}
                <span class="grow name">{line.name}</span>
                <span class="quiet about">{line.about}</span>
                {(!line.chord.is_empty()).then(|| view! { <span class="kbd">{line.chord}</span> })}
            </li>
        }
    };
    let list = move || lines.get().into_iter().enumerate().map(option).collect_view();
    let label = placeholder;
    view! {
        <DialogFrame title=title class="dialog-palette" on_close=on_close>
            <div class="palette" data-testid=testid>
                <label class="field palette-field">
                    <Icon name="search" />
                    <input
                        node_ref=input
                        type="text"
                        autofocus=true
                        role="combobox"
                        autocomplete="off"
                        spellcheck="false"
                        placeholder=placeholder
                        aria-label=label
                        aria-expanded="true"
                        aria-controls="palette-list"
                        aria-activedescendant=move || option_id(at.get())
                        prop:value=move || typed.get()
                        on:input=move |event| {
                            at.set(0);
                            typed.set(event_target_value(&event));
                        }
                        on:keydown=on_key
                    />
                </label>
                <ul id="palette-list" class="palette-list" role="listbox" aria-label="Found">{list}</ul>
                <Show when=move || lines.with(Vec::is_empty)>
                    <p class="empty">{move || empty.get()}</p>
                </Show>
            </div>
        </DialogFrame>
    }
}

fn option_id(place: usize) -> String {
    format!("palette-{place}")
}

/// The lines that fit what was typed, the best first, each with its place in `all`.
pub fn narrowed(all: &[Line], typed: &str) -> Vec<(usize, Line)> {
    let wanted = typed.trim().to_lowercase();
    let fits = |(at, line): (usize, &Line)| {
        let rank = fit(&line.name, &wanted).or_else(|| fit(&line.about, &wanted).map(|rank| rank + 5))?;
        Some((rank + if line.enabled { 0 } else { 10 }, at, line.clone()))
    };
    let mut found: Vec<(usize, usize, Line)> = all.iter().enumerate().filter_map(fits).collect();
    found.order_by_key(|(rank, at, _)| (*rank, *at));
    found.into_iter().map(|(_, at, line)| (at, line)).collect()
}
