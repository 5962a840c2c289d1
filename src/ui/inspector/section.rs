use leptos::prelude::*;

/// A part of the inspector under a heading.
#[component]
pub fn Section(
    /// The heading.
    #[prop(into)]
    title: String,
    /// What stands behind it: a number, a word.
    #[prop(optional, into)]
    note: Signal<String>,
    /// For tests and styles.
    #[prop(optional)]
    name: &'static str,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="section" data-section=name>
            <h3>
                {title}
                {move || Some(note.get()).filter(|note| !note.is_empty()).map(|note| view! { <span class="quiet">{note}</span> })}
            </h3>
            {children()}
        </section>
    }
}

/// Facts beside each other: a word and its value.
#[component]
pub fn Facts(
    /// Words and values.
    #[prop(into)]
    facts: Signal<Vec<(String, String)>>,
    /// One below the other, for long words?
    #[prop(optional)]
    wide: bool,
) -> impl IntoView {
    view! {
        <dl class="facts" class:wide=wide hidden=move || facts.with(Vec::is_empty)>
            <For each=move || facts.get() key=Clone::clone let((term, value))>
                <div>
                    <dt>{term.clone()}</dt>
                    <dd class="mono">{value.clone()}</dd>
                </div>
            </For>
        </dl>
    }
}
