use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};

use crate::ui::platform::{document, page};

/// A modal dialog: the browser's own `<dialog>`, which keeps the focus inside and makes the page behind it inert.
/// Closing gives the focus back to where it was.
#[component]
pub fn DialogFrame(
    /// Its heading, which also names it.
    #[prop(into)]
    title: String,
    /// Classes for its size.
    #[prop(optional)]
    class: &'static str,
    /// What Escape, the close button and a press on the ground behind do.
    on_close: Callback<()>,
    /// What stands beside the heading.
    #[prop(optional, into)]
    head: ViewFn,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let label = title.clone();
    let node = NodeRef::<leptos::html::Dialog>::new();
    let before = document().active_element().and_then(|e| e.dyn_into::<HtmlElement>().ok());
    let before = StoredValue::new_local(before);
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            let dialog: &HtmlDialogElement = &dialog;
            if !dialog.open() {
                // It refuses only when it is open already or not in the page.
                let _ = dialog.show_modal();
                begin_in_body(dialog);
            }
        }
    });
    on_cleanup(move || {
        // While it is open nothing behind it takes the focus.
        if let Some(Some(dialog)) = node.try_get_untracked() {
            dialog.close();
        }
        let before = before.try_with_value(Clone::clone).flatten();
        let still_there = before.filter(|element| element.is_connected() && element.tag_name() != "BODY");
        // What had it may be gone: a row, a menu.
        let canvas = || document().query_selector("canvas").ok()??.dyn_into::<HtmlElement>().ok();
        if let Some(element) = still_there.or_else(canvas) {
            let _ = element.focus();
        }
    });
    let outside = move |event: web_sys::MouseEvent| {
        let on_ground = event.target().is_some_and(|t| t.dyn_ref::<HtmlDialogElement>().is_some());
        if on_ground {
            on_close.run(());
        }
    };
    view! {
        <dialog
            node_ref=node
            class=format!("dialog {class}")
            aria-label=label
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                on_close.run(());
            }
            on:mousedown=outside
        >
            <header class="dialog-head">
                <h2>{title}</h2>
                {head.run()}
                <button class="btn btn-icon dialog-close" aria-label="Close" on:click=move |_| on_close.run(())>
                    <super::Icon name="close" />
                </button>
            </header>
            {children()}
        </dialog>
    }
}

/// A dialog begins at its first field, or at the first of what there is to choose. The browser begins at the button that closes it, because that stands first; where
/// a keyboard would come over half of the screen, that is left so.
fn begin_in_body(dialog: &HtmlDialogElement) {
    let active = document().active_element();
    let closes = active.is_some_and(|element| element.class_list().contains("dialog-close"));
    if !closes || page::matches("(pointer: coarse)") {
        return;
    }
    let first = ".dialog-body :is(input, select, textarea, .card):not([disabled])";
    if let Ok(Some(field)) = dialog.query_selector(first)
        && let Ok(field) = field.dyn_into::<HtmlElement>()
    {
        let _ = field.focus();
    }
}
