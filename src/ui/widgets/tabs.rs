use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::Icon;
use super::field::word;

/// One tab.
#[derive(Clone)]
pub struct Tab<T: 'static> {
    /// What it stands for.
    pub id: T,
    /// Its words.
    pub words: String,
    /// Its icon; empty for none.
    pub icon: &'static str,
    /// A number behind the words; empty for none.
    pub count: Signal<String>,
}

/// A row of tabs with one tab stop: arrows, Home and End move among them and show what they stand for.
#[component]
pub fn TabList<T: Clone + PartialEq + Send + Sync + 'static>(
    /// What the tabs are for.
    label: &'static str,
    /// Classes of the row.
    class: &'static str,
    /// Classes of each tab.
    #[prop(optional)]
    tab_class: &'static str,
    /// The tabs.
    tabs: Vec<Tab<T>>,
    /// Which one is shown.
    #[prop(into)]
    shown: Signal<T>,
    /// Shows another one.
    on_show: Callback<T>,
    /// The id of the panel that shows it.
    panel: &'static str,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let ids: Vec<T> = tabs.iter().map(|tab| tab.id.clone()).collect();
    let ids = StoredValue::new(ids);
    let on_key = move |event: KeyboardEvent| {
        let at = ids.with_value(|ids| ids.iter().position(|id| shown.with_untracked(|shown| id == shown))).unwrap_or(0);
        let count = ids.with_value(Vec::len);
        let next = match event.key().as_str() {
            "ArrowRight" => (at + 1) % count,
            "ArrowLeft" => (at + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        on_show.run(ids.with_value(|ids| ids[next].clone()));
        let selector = format!("[role=tab]:nth-of-type({})", next + 1);
        if let Some(Ok(Some(tab))) = node.get_untracked().map(|list| list.query_selector(&selector)) {
            let _ = tab.unchecked_into::<HtmlElement>().focus();
        }
    };
    let tab = move |tab: Tab<T>| {
        let Tab { id, words, icon, count } = tab;
        let (own, chosen, title) = (id.clone(), id, words.clone());
        let selected = Memo::new(move |_| shown.with(|shown| *shown == own));
        view! {
            <button
                type="button"
                role="tab"
                class=tab_class
                title=title
                aria-selected=move || word(selected.get())
                aria-controls=panel
                tabindex=move || if selected.get() { "0" } else { "-1" }
                on:click=move |_| on_show.run(chosen.clone())
            >
                {(!icon.is_empty()).then(|| view! { <Icon name=icon /> })}
                <span class="tab-words">{words}</span>
                {move || Some(count.get()).filter(|n| !n.is_empty()).map(|n| view! { <span class="n">{n}</span> })}
            </button>
        }
    };
    view! {
        <div node_ref=node class=class role="tablist" aria-label=label on:keydown=on_key>
            {tabs.into_iter().map(tab).collect_view()}
        </div>
    }
}
