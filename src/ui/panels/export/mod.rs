//! The code, to look at, copy and download.

mod files;
mod making;
mod options;
mod picture;
mod since;
mod tree;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};

use cidraw::export::{EXPORTERS, Exporter, Options};
use cidraw::model::EntityId;
use cidraw::rules::Severity;
use cidraw::wording::counted;
use leptos::prelude::*;
use leptos::task::spawn_local;

use files::{Files, size_words};
pub use making::{Making, Shown};
use options::{LayoutChoice, Notes, OwnOptions, Refused};
use picture::{PictureChoice, PicturePreview, media_type};
use since::{Earlier, Since, SinceChoice};

use crate::ui::bridge::{Bridge, bridge};
use crate::ui::effects;
use crate::ui::keep;
use crate::ui::platform::{clipboard, files as downloads};
use crate::ui::widgets::highlight::language_of;
use crate::ui::widgets::{CodeView, DialogFrame, Icon, Lines, Marked, Tab, TabList};

thread_local! {
    /// What was chosen the last time, while the page is open.
    static CHOSEN: RefCell<(&'static str, Options)> = RefCell::new(("terraform", Options::default()));
}

/// The exporter with an id.
fn exporter(id: &str) -> &'static dyn Exporter {
    cidraw::export::exporter(id).unwrap_or(EXPORTERS[0])
}

/// The objects that AWS would refuse.
fn refused(bridge: Bridge) -> Vec<EntityId> {
    bridge.analyses(|analyses| {
        let errors = analyses.findings().filter(|finding| finding.severity == Severity::Error);
        let objects: BTreeSet<EntityId> = errors.flat_map(|finding| finding.objects.iter().copied()).collect();
        objects.into_iter().collect()
    })
}

/// The export dialog.
#[component]
pub fn Export() -> impl IntoView {
    let bridge = bridge();
    let (id, mut kept) = CHOSEN.with_borrow(Clone::clone);
    // What is selected now is another matter.
    kept.picture.only.clear();
    let id = RwSignal::new(id);
    let options = RwSignal::new(kept);
    on_cleanup(move || {
        if let (Some(id), Some(options)) = (id.try_get_untracked(), options.try_get_untracked()) {
            CHOSEN.with_borrow_mut(|chosen| *chosen = (id, options));
        }
    });
    let making = Making::new(bridge);
    let shown = making.shown;
    let since = Since::new(bridge, options);
    let make = move |id: &'static str, options: Options, earlier: Option<Option<Earlier>>| {
        match (exporter(id).follows_renames(), earlier) {
            (false, _) => making.start(id, options, None),
            (true, Some(earlier)) => making.start(id, options, earlier),
            // It begins when that is known.
            (true, None) => making.leave(),
        }
    };
    Effect::new(move |_| {
        bridge.signals.revision.track();
        make(id.get(), options.get(), since.earlier.get());
    });
    on_cleanup(move || making.leave());
    let wanted = RwSignal::new(String::new());
    // The chosen file while there is one of that name; else one that says much.
    let path = Memo::new(move |_| {
        let wanted = wanted.get();
        shown.with(|shown| {
            let paths = || shown.bundle.files.iter().map(|file| &file.path);
            let telling = || paths().find(|path| path.starts_with("envs/") && path.ends_with("main.tf"));
            let main = || paths().find(|path| path.ends_with("main.tf") || *path == "vpc.tf");
            let template = || paths().find(|path| path.ends_with(".yaml") || path.ends_with(".json"));
            let prefixes = || paths().find(|path| path.ends_with("prefixes.csv"));
            let found = paths().find(|path| **path == wanted);
            let report = || paths().find(|path| *path == "report.md");
            let found = found.or_else(telling).or_else(main).or_else(template).or_else(report).or_else(prefixes);
            let found = found.or_else(|| paths().next());
            found.cloned().unwrap_or_default()
        })
    });
    let text = Memo::new(move |_| {
        let path = path.get();
        shown.with(|shown| shown.bundle.file(&path).and_then(|file| file.as_text()).map(str::to_owned))
    });
    let lines = Memo::new(move |_| text.with(|text| Lines::of(text.as_deref().unwrap_or_default())));
    let refused = Memo::new(move |_| refused(bridge));
    let bad_files = Memo::new(move |_| {
        shown.with(|shown| {
            let spans =
                refused.with(|ids| ids.iter().flat_map(|id| shown.bundle.spans_of(*id).to_vec()).collect::<Vec<_>>());
            spans.into_iter().map(|span| span.file).collect::<HashSet<usize>>()
        })
    });
    let marked = Memo::new(move |_| {
        let path = path.get();
        shown.with(|shown| {
            let file = shown.bundle.files.iter().position(|file| file.path == path);
            let spans =
                refused.with(|ids| ids.iter().flat_map(|id| shown.bundle.spans_of(*id).to_vec()).collect::<Vec<_>>());
            let own = spans.into_iter().filter(|span| Some(span.file) == file);
            let bad: BTreeSet<usize> = own.flat_map(|span| span.first - 1..span.last).collect();
            Marked { shown: bad.first().copied(), bad, found: BTreeSet::new() }
        })
    });
    let close = Callback::new(move |()| bridge.signals.dialog.set(None));
    let tab = |exporter: &&dyn Exporter| Tab {
        id: exporter.id(),
        words: exporter.title().to_owned(),
        icon: "",
        count: Signal::stored(String::new()),
    };
    let tabs: Vec<Tab<&'static str>> = EXPORTERS.iter().map(tab).collect();
    let head = move || {
        let tabs = tabs.clone();
        let show = Callback::new(move |chosen| id.set(chosen));
        view! {
            <TabList label="Format" class="seg" tabs=tabs shown=id on_show=show panel="export-panel" />
            <span class="grow"></span>
        }
    };
    let language = Signal::derive(move || path.with(|path| language_of(path)));
    let layout = move || view! { <LayoutChoice exporter=exporter(id.get()) options=options /> };
    let earlier = move || view! { <SinceChoice exporter=exporter(id.get()) since=since /> };
    let own_options = move || view! { <OwnOptions exporter=exporter(id.get()) options=options /> };
    let picture = move || exporter(id.get()).draws().then(|| view! { <PictureChoice options=options /> });
    let is_picture = Memo::new(move |_| path.with(|path| media_type(path).is_some()));
    let files = Memo::new(move |_| shown.with(|shown| shown.bundle.files.len()));
    let none = move || files.get() == 0 || making.progress.with(Option::is_some);
    let summary = move || {
        shown.with(|shown| {
            if shown.bundle.files.is_empty() {
                return String::new();
            }
            format!("{}, {}.", counted(shown.bundle.files.len(), "file", "files"), size_words(shown.bundle.size()))
        })
    };
    let single = Memo::new(move |_| files.get() < 2);
    view! {
        <DialogFrame title="Export" class="dialog-export" on_close=close head=head>
            <div
                id="export-panel"
                class="export-body"
                class:stale=move || making.progress.with(Option::is_some)
                role="tabpanel"
                aria-label="Files"
                data-testid="export-dialog"
            >
                <Files shown=shown chosen=path wanted=wanted bad=bad_files />
                <section class="preview" aria-label="Preview">
                    <header>
                        <span class="mono">{move || path.get()}</span>
                        <span class="grow"></span>
                        <span class="quiet">
                            {move || (files.get() > 0 && !is_picture.get()).then(|| counted(lines.with(Lines::len), "line", "lines"))}
                        </span>
                    </header>
                    <Under making=making again=Callback::new(move |()| make(id.get_untracked(), options.get_untracked(), since.earlier.get_untracked())) />
                    {move || match (files.get(), is_picture.get()) {
                        (0, _) => ().into_any(),
                        (_, true) => view! { <PicturePreview shown=shown path=path /> }.into_any(),
                        (_, false) => {
                            view! { <CodeView label=path lines=lines language=language marked=marked /> }.into_any()
                        }
                    }}
                </section>
                <section class="options" aria-label="Options">
                    <Refused />
                    {layout}
                    {earlier}
                    {picture}
                    {own_options}
                    <Notes shown=shown />
                </section>
            </div>
            <footer class="dialog-foot">
                <span class="grow soft" data-testid="export-summary">{summary}</span>
                <button
                    type="button"
                    class="btn btn-line btn-lg"
                    data-testid="export-copy"
                    disabled=move || none() || text.with(Option::is_none)
                    on:click=move |_| copy(bridge, path.get_untracked(), text.get_untracked().unwrap_or_default())
                >
                    <Icon name="copy" />
                    "Copy this file"
                </button>
                <button
                    type="button"
                    class="btn btn-primary btn-lg"
                    autofocus=true
                    data-testid="export-download"
                    disabled=none
                    on:click=move |_| download(bridge, shown.get_untracked())
                >
                    <Icon name="export" />
                    {move || if single.get() { "Download file" } else { "Download zip" }}
                </button>
            </footer>
        </DialogFrame>
    }
}

fn copy(bridge: Bridge, path: String, text: String) {
    spawn_local(async move {
        match clipboard::copy(&text).await {
            Ok(()) => crate::ui::effects::say(bridge, format!("Copied {path}.")),
            Err(sentence) => effects::toast(bridge, sentence, false, true),
        }
    });
}

/// How far the making is, with a way to stop it; or why there is nothing to show.
#[component]
fn Under(
    /// The making.
    making: Making,
    /// Makes it after all.
    again: Callback<()>,
) -> impl IntoView {
    move || {
        match (making.progress.get(), making.stopped.get(), making.shown.with(|shown| shown.refused.clone())) {
        (Some(done), ..) => Some(
            view! {
                <div class="making" data-testid="export-progress">
                    <label>"Making the files" <progress max="100" value=done.to_string()></progress></label>
                    <button type="button" class="btn btn-sm btn-line" data-testid="export-stop" on:click=move |_| making.stop()>
                        "Stop"
                    </button>
                </div>
            }
            .into_any(),
        ),
        (None, true, _) => Some(
            view! {
                <div class="making">
                    <p class="grow">"Stopped. Nothing was made."</p>
                    <button type="button" class="btn btn-sm btn-line" data-testid="export-again" on:click=move |_| again.run(())>
                        "Make the files"
                    </button>
                </div>
            }
            .into_any(),
        ),
        (None, false, Some(sentence)) => {
            Some(view! { <p class="empty" role="alert" data-testid="export-refused">{sentence}</p> }.into_any())
        }
        _ => None,
    }
    }
}

/// Downloads the files: one as it is, several as a zip.
fn download(bridge: Bridge, shown: Shown) {
    let name = bridge.signals.file_name.get_untracked();
    let outcome = match &shown.bundle.files[..] {
        [one] => {
            let file = one.path.rsplit('/').next().unwrap_or(&one.path);
            // A picture is the design in another form: it is called so.
            let (file, kind) = match (media_type(file), file.rsplit('.').next()) {
                (Some(kind), Some(ending)) => (format!("{name}.{ending}"), kind),
                _ => (file.to_owned(), "application/octet-stream"),
            };
            downloads::download(&file, kind, one.bytes()).map(|()| file)
        }
        _ => {
            let file = format!("{name}-{}.zip", shown.id);
            downloads::download(&file, "application/zip", &shown.bundle.zip()).map(|()| file)
        }
    };
    match outcome {
        Ok(file) => {
            crate::ui::effects::say(bridge, format!("Downloaded {file}."));
            if exporter(shown.id).follows_renames() {
                spawn_local(async move { keep::note_download(bridge, &shown.design, shown.layout).await });
            }
        }
        Err(sentence) => effects::toast(bridge, sentence, false, true),
    }
}
