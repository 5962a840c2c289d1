use leptos::prelude::*;

/// A symbol of `assets/icons.svg`, which is part of the page. Decorative: the words beside it carry the meaning.
#[component]
pub fn Icon(
    /// The symbol's id without `i-`.
    name: &'static str,
    /// Classes besides `icon`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    // Nothing in it follows a signal: a page has hundreds of them.
    view! {
        <svg class=format!("icon {class}") aria-hidden="true">
            <use_ href=format!("#i-{name}")></use_>
        </svg>
    }
}
