use leptos::prelude::*;

/// A symbol of `assets/icons.svg`, which is part of the page. Decorative: the words beside it carry the meaning.
#[component]
pub fn Icon(
    /// The symbol's id without `i-`.
    #[prop(into)]
    name: Signal<&'static str>,
    /// Classes besides `icon`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! {
        <svg class=format!("icon {class}") aria-hidden="true">
            <use_ href=move || format!("#i-{}", name.get())></use_>
        </svg>
    }
}
