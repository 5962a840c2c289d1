use std::collections::BTreeSet;

use cidraw::model::EntityId;
use leptos::prelude::*;

use super::live_code::{bundle, settled};
use crate::ui::bridge::{Bridge, bridge};
use crate::ui::effects;
use crate::ui::queries::count_words;
use crate::ui::widgets::highlight::{Language, language_of};
use crate::ui::widgets::{CodeView, Icon, Lines, Marked, word};

/// More objects than this are not shown one after the other.
const MOST: usize = 50;

/// What the code tab shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Selection,
    Files,
}

/// The code of what is selected, or all files of the design, as Terraform.
#[component]
pub fn Code() -> impl IntoView {
    let bridge = bridge();
    let selection = bridge.signals.selection;
    let scope = RwSignal::new(if selection.with_untracked(Vec::is_empty) { Scope::Files } else { Scope::Selection });
    let chosen = RwSignal::new(String::new());
    let search = RwSignal::new(String::new());
    let hit = RwSignal::new(0usize);
    let state = settled(bridge);
    let paths = Memo::new(move |_| {
        state.track();
        bundle(bridge)
            .files
            .iter()
            .filter(|file| file.as_text().is_some())
            .map(|file| file.path.clone())
            .collect::<Vec<_>>()
    });
    // The chosen file, or the one that says most about the selection, or the first.
    let path = Memo::new(move |_| {
        let paths = paths.get();
        let telling = || {
            let made = bundle(bridge);
            let first =
                selection.with(|ids| ids.iter().find_map(|id| made.spans_of(*id).first().map(|span| span.file)));
            first.and_then(|file| made.files.get(file)).map(|file| file.path.clone())
        };
        let chosen = chosen.get();
        if paths.contains(&chosen) { chosen } else { telling().or(paths.first().cloned()).unwrap_or_default() }
    });
    let text = Memo::new(move |_| {
        state.track();
        match scope.get() {
            Scope::Selection => of_objects(bridge, &selection.get()),
            Scope::Files => {
                let made = bundle(bridge);
                made.file(&path.get()).and_then(|file| file.as_text()).unwrap_or_default().to_owned()
            }
        }
    });
    let lines = Memo::new(move |_| text.with(|text| Lines::of(text)));
    let hits = Memo::new(move |_| lines.with(|lines| search.with(|words| lines.holding(words.trim()))));
    let marked = Memo::new(move |_| {
        let hits = hits.get();
        if !hits.is_empty() {
            let shown = hits.get(hit.get() % hits.len()).copied();
            return Marked { bad: BTreeSet::new(), found: hits.into_iter().collect(), shown };
        }
        let found =
            if scope.get() == Scope::Files { lines_of(bridge, &path.get(), &selection.get()) } else { BTreeSet::new() };
        Marked { bad: BTreeSet::new(), shown: found.first().copied(), found }
    });
    let language = Signal::derive(move || match scope.get() {
        Scope::Selection => Language::Hcl,
        Scope::Files => language_of(&path.get()),
    });
    let label = Signal::derive(move || match scope.get() {
        Scope::Selection => "Code of the selection".to_owned(),
        Scope::Files => path.get(),
    });
    let of = move |of: Scope, words: &'static str| {
        view! {
            <button type="button" aria-pressed=move || word(scope.get() == of) on:click=move |_| scope.set(of)>{words}</button>
        }
    };
    let empty = move || scope.get() == Scope::Selection && text.with(String::is_empty);
    let why = move || match selection.with(Vec::len) {
        0 => "Select something to see its code, or choose Files.",
        _ => "What is selected has no code of its own: it shows in the code of other objects, or not at all.",
    };
    let step = move |by: usize| {
        let count = hits.with_untracked(Vec::len);
        if count > 0 {
            hit.update(|hit| *hit = (*hit + by) % count);
        }
    };
    let found_words = move || match search.with(|words| words.trim().is_empty()) {
        true => String::new(),
        false => count_words(hits.with(Vec::len), "line", "lines"),
    };
    view! {
        <div class="code-panel" data-testid="code">
            <div class="toolbar">
                <span class="seg" role="group" aria-label="Show the code of">
                    {of(Scope::Selection, "Selection")}
                    {of(Scope::Files, "Files")}
                </span>
                <Show when=move || scope.get() == Scope::Files>
                    <span class="field select">
                        <select
                            aria-label="File"
                            class="mono"
                            prop:value=move || path.get()
                            on:change=move |event| chosen.set(event_target_value(&event))
                        >
                            <For each=move || paths.get() key=Clone::clone let(own)>
                                <option value=own.clone() selected=path.get_untracked() == own>{own.clone()}</option>
                            </For>
                        </select>
                    </span>
                </Show>
                <label class="field">
                    <Icon name="search" />
                    <input
                        type="search"
                        placeholder="Find in the code"
                        aria-label="Find in the code"
                        prop:value=move || search.get()
                        on:input=move |event| {
                            hit.set(0);
                            search.set(event_target_value(&event));
                        }
                        on:keydown=move |event| if event.key() == "Enter" { step(1) }
                    />
                </label>
                <span class="quiet" role="status">{found_words}</span>
                <span class="grow"></span>
                <span class="quiet">"Terraform"</span>
                <button type="button" class="btn btn-sm" disabled=move || text.with(String::is_empty)
                    on:click=move |_| effects::copy(bridge, text.get_untracked())>
                    <Icon name="copy" />
                    "Copy"
                </button>
            </div>
            <Show when=empty>
                <p class="empty">{why}</p>
            </Show>
            <Show when=move || !empty()>
                <CodeView label=label lines=lines language=language marked=marked />
            </Show>
        </div>
    }
}

/// The code that stands for objects, one after the other.
fn of_objects(bridge: Bridge, ids: &[EntityId]) -> String {
    let made = bundle(bridge);
    let mut parts: Vec<String> = ids.iter().filter_map(|id| made.code_of(*id)).take(MOST).collect();
    if ids.len() > MOST {
        parts.push(format!(
            "# The first {MOST} of {}. Choose Files for all.",
            count_words(ids.len(), "object", "objects")
        ));
    }
    parts.join("\n\n")
}

/// The lines of a file, from 0, that stand for objects.
fn lines_of(bridge: Bridge, path: &str, ids: &[EntityId]) -> BTreeSet<usize> {
    let made = bundle(bridge);
    let Some(file) = made.files.iter().position(|file| file.path == path) else { return BTreeSet::new() };
    let spans = ids.iter().flat_map(|id| made.spans_of(*id)).filter(|span| span.file == file);
    spans.flat_map(|span| span.first - 1..span.last).collect()
}
