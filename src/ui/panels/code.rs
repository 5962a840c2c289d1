use std::collections::BTreeSet;

use cidraw::export::{Bundle, Options};
use cidraw::model::EntityId;
use cidraw::wording::counted;
use leptos::prelude::*;

use super::export::{Making, Shown};
use super::live_code::{choose_language, language, languages, settled};
use crate::ui::bridge::bridge;
use crate::ui::effects;
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

/// The code of what is selected, or all files of the design.
#[component]
pub fn Code() -> impl IntoView {
    let bridge = bridge();
    let selection = bridge.signals.selection;
    let scope = RwSignal::new(if selection.with_untracked(Vec::is_empty) { Scope::Files } else { Scope::Selection });
    let chosen = RwSignal::new(String::new());
    let search = RwSignal::new(String::new());
    let hit = RwSignal::new(0usize);
    // The line, from 0, that was pressed last.
    let pressed = RwSignal::new(None::<usize>);
    let state = settled(bridge);
    let language = language();
    let making = Making::new(bridge);
    let asked = language.clone();
    Effect::new(move |_| {
        state.track();
        making.start(asked.get(), Options::default(), None);
    });
    on_cleanup(move || making.leave());
    let made = Memo::new(move |_| making.shown.get());
    let paths = Memo::new(move |_| {
        let texts = |made: &Bundle| {
            made.files.iter().filter(|file| file.as_text().is_some()).map(|file| file.path.clone()).collect::<Vec<_>>()
        };
        made.with(|made| texts(&made.bundle))
    });
    // The chosen file, or the one that says most about the selection, or the first.
    let path = Memo::new(move |_| {
        let paths = paths.get();
        let telling = || {
            made.with(|Shown { bundle, .. }| {
                let spans = |id: &EntityId| bundle.spans_of(*id).first().map(|span| span.file);
                let first = selection.with(|ids| ids.iter().find_map(spans));
                first.and_then(|file| bundle.files.get(file)).map(|file| file.path.clone())
            })
        };
        let chosen = chosen.get();
        if paths.contains(&chosen) { chosen } else { telling().or(paths.first().cloned()).unwrap_or_default() }
    });
    let text = Memo::new(move |_| {
        made.with(|Shown { bundle, .. }| match scope.get() {
            Scope::Selection => of_objects(bundle, &selection.get()),
            Scope::Files => bundle.file(&path.get()).and_then(|file| file.as_text()).unwrap_or_default().to_owned(),
        })
    });
    let lines = Memo::new(move |_| text.with(|text| Lines::of(text)));
    let hits = Memo::new(move |_| lines.with(|lines| search.with(|words| lines.holding(words.trim()))));
    let marked = Memo::new(move |_| {
        let hits = hits.get();
        if !hits.is_empty() {
            let shown = hits.get(hit.get() % hits.len()).copied();
            return Marked { bad: BTreeSet::new(), found: hits.into_iter().collect(), shown };
        }
        let found = match scope.get() {
            Scope::Files => made.with(|made| lines_of(&made.bundle, &path.get(), &selection.get())),
            Scope::Selection => BTreeSet::new(),
        };
        // Who presses a line has it in view.
        let shown = pressed.get().filter(|line| found.contains(line)).or(found.first().copied());
        Marked { bad: BTreeSet::new(), shown, found }
    });
    // What the line that is found, or was pressed, stands for.
    let stands_for = move |line: usize| {
        let found = |Shown { bundle, .. }: &Shown| {
            let file = bundle.files.iter().position(|file| file.path == path.get_untracked())?;
            bundle.object_at(file, line + 1)
        };
        made.with_untracked(found).filter(|_| scope.get_untracked() == Scope::Files)
    };
    let found_object = Memo::new(move |_| {
        let line = hits.with(|hits| hits.get(hit.get() % hits.len().max(1)).copied());
        made.track();
        path.track();
        scope.track();
        line.and_then(stands_for)
    });
    let select = move |line: usize, id: EntityId| {
        pressed.set(Some(line));
        chosen.set(path.get_untracked());
        bridge.go_to(id);
    };
    let press = Callback::new(move |line: usize| {
        if let Some(id) = stands_for(line) {
            select(line, id);
        }
    });
    let select_found = move |_| {
        let line = marked.with_untracked(|marked| marked.shown);
        if let (Some(line), Some(id)) = (line, found_object.get_untracked()) {
            select(line, id);
        }
    };
    let of_selection = language.clone();
    let colours = Signal::derive(move || match (scope.get(), of_selection.get()) {
        (Scope::Files, _) => language_of(&path.get()),
        (Scope::Selection, "cloudformation") => Language::Yaml,
        (Scope::Selection, _) => Language::Hcl,
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
        false => counted(hits.with(Vec::len), "line", "lines"),
    };
    let in_language = language.clone();
    let options = languages()
        .map(|(id, title)| view! { <option value=id selected=in_language.get_untracked() == id>{title}</option> });
    let options = options.collect_view();
    let progress = move || making.progress.get().map(|done| format!("Making the code, {done} %"));
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
                <Show when=move || found_object.with(Option::is_some)>
                    <button type="button" class="btn btn-sm" data-testid="code-select" on:click=select_found>
                        <Icon name="target" />
                        {move || found_object.get().map(|id| format!("Select {}", bridge.name(id)))}
                    </button>
                </Show>
                <span class="grow"></span>
                <span class="quiet">{progress}</span>
                <span class="field select">
                    <select
                        aria-label="Language"
                        data-testid="code-language"
                        on:change=move |event| choose_language(&event_target_value(&event))
                    >
                        {options}
                    </select>
                </span>
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
                <CodeView label=label lines=lines language=colours marked=marked on_press=press />
            </Show>
        </div>
    }
}

/// The code that stands for objects, one after the other.
fn of_objects(made: &Bundle, ids: &[EntityId]) -> String {
    let mut parts: Vec<String> = ids.iter().filter_map(|id| made.code_of(*id)).take(MOST).collect();
    if ids.len() > MOST {
        parts.push(format!("# The first {MOST} of {}. Choose Files for all.", counted(ids.len(), "object", "objects")));
    }
    parts.join("\n\n")
}

/// The lines of a file, from 0, that stand for objects.
fn lines_of(made: &Bundle, path: &str, ids: &[EntityId]) -> BTreeSet<usize> {
    let Some(file) = made.files.iter().position(|file| file.path == path) else { return BTreeSet::new() };
    let spans = ids.iter().flat_map(|id| made.spans_of(*id)).filter(|span| span.file == file);
    spans.flat_map(|span| span.first - 1..span.last).collect()
}
