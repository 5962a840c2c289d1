use std::collections::HashSet;

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::making::Shown;
use super::tree::{FileRow, rows};
use crate::ui::effects;
use crate::ui::panels::object::SeverityMark;
use crate::ui::widgets::{Icon, aria_level, word};

/// A size as people read it.
pub fn size_words(bytes: usize) -> String {
    match bytes {
        0..100 => format!("{bytes} B"),
        100..100_000 => format!("{:.1} kB", bytes as f64 / 1000.0),
        100_000..10_000_000 => format!("{} kB", bytes / 1000),
        _ => format!("{:.1} MB", bytes as f64 / 1_000_000.0),
    }
}

/// The files of a bundle; the one that is chosen is previewed.
#[component]
pub fn Files(
    /// What is exported.
    shown: RwSignal<Shown>,
    /// Which file is shown, by its path.
    chosen: Memo<String>,
    /// Which one somebody chose: it is shown while there is one of that path.
    wanted: RwSignal<String>,
    /// Files with lines that AWS would refuse, by their number.
    bad: Memo<HashSet<usize>>,
) -> impl IntoView {
    let closed = RwSignal::new(HashSet::<String>::new());
    let active = RwSignal::new(None::<String>);
    let list = Memo::new(move |_| {
        shown.with(|shown| closed.with(|closed| rows(shown.bundle.files.iter().map(|file| file.path.as_str()), closed)))
    });
    // The tab stop is the row somebody went to, or the chosen file.
    let stop = Memo::new(move |_| {
        let wanted = active.get().unwrap_or_else(|| chosen.get());
        list.with(|rows| {
            let at = rows.iter().position(|row| row.path == wanted);
            rows.get(at.unwrap_or(0)).map(|row| row.path.clone()).unwrap_or_default()
        })
    });
    let toggle = move |path: String, open: bool| {
        closed.update(|closed| {
            if open {
                closed.remove(&path);
            } else {
                closed.insert(path);
            }
        });
    };
    let go = move |at: usize| {
        let Some(row) = list.with_untracked(|rows| rows.get(at).cloned()) else { return };
        active.set(Some(row.path.clone()));
        if row.file.is_some() {
            wanted.set(row.path);
        }
        effects::focus_soon("[data-testid=export-dialog] [role=treeitem][tabindex='0']");
    };
    let on_key = move |event: KeyboardEvent| {
        let rows = list.get_untracked();
        let stop = stop.get_untracked();
        let Some(at) = rows.iter().position(|row| row.path == stop) else { return };
        let row = rows[at].clone();
        let last = rows.len() - 1;
        match event.key().as_str() {
            "ArrowDown" => go((at + 1).min(last)),
            "ArrowUp" => go(at.saturating_sub(1)),
            "Home" => go(0),
            "End" => go(last),
            "ArrowRight" if row.file.is_none() && !row.open => {
                toggle(row.path, true);
                go(at);
            }
            "ArrowRight" if row.file.is_none() => go((at + 1).min(last)),
            "ArrowLeft" if row.file.is_none() && row.open => {
                toggle(row.path, false);
                go(at);
            }
            "ArrowLeft" => row.parent.into_iter().for_each(go),
            "Enter" | " " if row.file.is_none() => {
                toggle(row.path, !row.open);
                go(at);
            }
            "Enter" | " " => go(at),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let item = move |row: FileRow| {
        let FileRow { name, path, level, file, open, .. } = row;
        let size = move || {
            let at = file?;
            shown.with(|shown| shown.bundle.files.get(at).map(|file| size_words(file.bytes().len())))
        };
        let (own, stop_path, pressed) = (path.clone(), path.clone(), path.clone());
        let selected = Memo::new(move |_| file.is_some() && chosen.with(|chosen| *chosen == own));
        let is_stop = Memo::new(move |_| stop.with(|stop| *stop == stop_path));
        let wrong = move || file.is_some_and(|at| bad.with(|bad| bad.contains(&at)));
        view! {
            <div
                {..aria_level(level)}
                class="node file-row"
                class:mono=file.is_some()
                role="treeitem"
                data-testid=file.map(|_| "export-file")
                data-path=path.clone()
                title=path
                aria-expanded=file.is_none().then(|| word(open))
                aria-selected=move || file.map(|_| word(selected.get()))
                tabindex=move || if is_stop.get() { "0" } else { "-1" }
                style:padding-left=format!("{}px", 6 + 16 * (level - 1))
                on:click=move |_| {
                    active.set(Some(pressed.clone()));
                    match file {
                        Some(_) => wanted.set(pressed.clone()),
                        None => toggle(pressed.clone(), !open),
                    }
                }
            >
                <span class="twist" class:turn=open>{file.is_none().then(|| view! { <Icon name="chevron" /> })}</span>
                <span class="name">{name}</span>
                {move || wrong().then(|| view! { <SeverityMark severity=cidraw::rules::Severity::Error /> })}
                <span class="size">{size}</span>
            </div>
        }
    };
    view! {
        <nav class="files" aria-label="Files">
            <div role="tree" aria-label="Files" on:keydown=on_key>
                <For each=move || list.get() key=Clone::clone children=item />
            </div>
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::size_words;

    #[test]
    fn sizes_have_two_or_three_digits() {
        assert_eq!(size_words(40), "40 B");
        assert_eq!(size_words(340), "0.3 kB");
        assert_eq!(size_words(1_660), "1.7 kB");
        assert_eq!(size_words(312_400), "312 kB");
        assert_eq!(size_words(12_345_678), "12.3 MB");
    }
}
