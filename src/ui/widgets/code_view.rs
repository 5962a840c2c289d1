use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::highlight::{Language, tokens};
use super::rows::Viewport;
use crate::ui::platform::window;

/// The height of a line, as in code.css.
const LINE: f64 = 18.0;

/// A text by lines. Cheap to clone; two are equal when they are the same one.
#[derive(Clone, Debug, Default)]
pub struct Lines(Arc<Vec<String>>);

impl Lines {
    /// The lines of a text.
    pub fn of(text: &str) -> Lines {
        Lines(Arc::new(text.lines().map(str::to_owned).collect()))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Lines, from 0, that hold `words`, whatever their case.
    pub fn holding(&self, words: &str) -> Vec<usize> {
        if words.is_empty() {
            return Vec::new();
        }
        let words = words.to_lowercase();
        let found = self.0.iter().enumerate().filter(|(_, line)| line.to_lowercase().contains(&words));
        found.map(|(at, _)| at).collect()
    }
}

impl PartialEq for Lines {
    fn eq(&self, other: &Lines) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Which lines stand out, by their number from 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marked {
    /// Something is wrong with these.
    pub bad: BTreeSet<usize>,
    /// These are looked for, or belong to the selection.
    pub found: BTreeSet<usize>,
    /// This one is to be in view.
    pub shown: Option<usize>,
}

/// Code with line numbers and colours. Of a long text only the lines in view are in the page.
#[component]
pub fn CodeView(
    /// What it is, for its accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The text.
    #[prop(into)]
    lines: Signal<Lines>,
    /// Its language.
    #[prop(into)]
    language: Signal<Language>,
    /// Which lines stand out.
    #[prop(into)]
    marked: Signal<Marked>,
    /// Somebody pressed a line, by its number from 0, and did not mark any text.
    #[prop(optional)]
    on_press: Option<Callback<usize>>,
) -> impl IntoView {
    let viewport = Viewport::new(LINE);
    let window = Memo::new(move |_| viewport.range(lines.with(Lines::len)));
    let shown = Memo::new(move |_| (marked.with(|marked| marked.shown), lines.get()));
    Effect::new(move |_| {
        let (line, _) = shown.get();
        if viewport.node.get().is_some() {
            // The text may be a longer one now: the element is as high as it once what depends on it has followed.
            request_animation_frame(move || viewport.bring(line.unwrap_or(0)));
        }
    });
    let line = move |at: usize| {
        let bad = move || marked.with(|marked| marked.bad.contains(&at));
        let found = move || marked.with(|marked| marked.found.contains(&at));
        let text = move || {
            let language = language.get();
            lines.with(|lines| {
                let line = lines.0.get(at).map_or("", String::as_str);
                let part = |(token, text): (super::highlight::Token, &str)| match token.class() {
                    "" => text.to_owned().into_any(),
                    class => view! { <span class=class>{text.to_owned()}</span> }.into_any(),
                };
                tokens(language, line).into_iter().map(part).collect_view()
            })
        };
        view! {
            <div
                class="code-line"
                class:bad=bad
                class:found=found
                class:to-press=on_press.is_some()
                style:top=viewport.offset(at)
                on:click=move |_| {
                    if let Some(press) = on_press.filter(|_| !has_selection()) {
                        press.run(at);
                    }
                }
            >
                <span class="code-number-cell" aria-hidden="true">{at + 1}</span>
                <code>{text}</code>
            </div>
        }
    };
    view! {
        <div
            class="code"
            role="region"
            tabindex="0"
            aria-label=move || label.get()
            node_ref=viewport.node
            on:scroll=move |_| viewport.scrolled()
        >
            <div class="code-lines" style:height=move || viewport.offset(lines.with(Lines::len))>
                <For each=move || window.get() key=|at| *at children=line />
            </div>
        </div>
    }
}

/// Is some text of the page marked?
fn has_selection() -> bool {
    window().get_selection().ok().flatten().is_some_and(|selection| !selection.is_collapsed())
}
