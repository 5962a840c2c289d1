//! Which version was exported before: what is renamed since keeps its resources.

use std::sync::Arc;

use cidraw::export::{Exporter, Layout, Options};
use cidraw::format;
use cidraw::model::Design;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use crate::ui::bridge::Bridge;
use crate::ui::keep;
use crate::ui::panels::recent::ago;
use crate::ui::platform::files;
use crate::ui::platform::versions::Version;
use crate::ui::widgets::{Choice, FieldError, SelectField};

/// The key of a version out of a file.
const FILE: &str = "file";

/// An earlier version, read.
#[derive(Clone)]
pub struct Earlier {
    /// The design as it was.
    pub design: Arc<Design>,
    /// The layout that it was downloaded in; that of now where it is not known.
    pub layout: Option<Layout>,
}

/// The choice of an earlier version, while the dialog is open.
#[derive(Clone, Copy)]
pub struct Since {
    bridge: Bridge,
    /// The versions of the design, the latest first; `None` while they are read.
    versions: RwSignal<Option<Vec<Version>>>,
    /// Why there are none.
    failed: RwSignal<Option<String>>,
    /// The key that somebody chose, empty for none; `None` for the usual one.
    chosen: RwSignal<Option<String>>,
    /// A file with a version, and what it is called.
    file: RwSignal<Option<(String, Earlier)>>,
    /// The key of the one that is read.
    key: RwSignal<String>,
    /// What is read; `None` while it is.
    pub earlier: RwSignal<Option<Option<Earlier>>>,
    /// Rises with each reading: what an earlier one comes to is dropped.
    turn: RwSignal<u64>,
}

impl PartialEq for Earlier {
    fn eq(&self, other: &Earlier) -> bool {
        Arc::ptr_eq(&self.design, &other.design) && self.layout == other.layout
    }
}

impl Since {
    /// Reads the versions, and the usual one of them.
    pub fn new(bridge: Bridge, options: RwSignal<Options>) -> Since {
        let since = Since {
            bridge,
            versions: RwSignal::new(None),
            failed: RwSignal::new(None),
            chosen: RwSignal::new(None),
            file: RwSignal::new(None),
            key: RwSignal::new(String::new()),
            earlier: RwSignal::new(None),
            turn: RwSignal::new(0),
        };
        Effect::new(move |_| {
            bridge.signals.versions.track();
            spawn_local(async move {
                let found = keep::versions().await;
                let _ = since.failed.try_set(found.as_ref().err().cloned());
                let _ = since.versions.try_set(Some(found.unwrap_or_default()));
            });
        });
        let layout = Memo::new(move |_| options.with(|options| options.layout));
        Effect::new(move |before: Option<Layout>| {
            let (chosen, layout, file) = (since.chosen.get(), layout.get(), since.file.get());
            if before.is_some_and(|before| before != layout) {
                // What was taken belongs to the other layout.
                since.earlier.set(None);
            }
            let Some(versions) = since.versions.get() else { return layout };
            let turn = since.turn.get_untracked() + 1;
            since.turn.set(turn);
            spawn_local(async move {
                let (key, earlier) = match chosen {
                    Some(key) if key == FILE => (key, file.map(|(_, earlier)| earlier)),
                    Some(key) => match versions.into_iter().find(|version| version.key == key) {
                        Some(version) => since.read(&version).await,
                        None => (String::new(), None),
                    },
                    None => since.usual(versions, layout).await,
                };
                if since.turn.try_get_untracked() != Some(turn) {
                    return;
                }
                let is_read = since.earlier.try_with_untracked(Option::is_some) == Some(true);
                let is_same = since.key.try_with_untracked(|last| *last == key) == Some(true);
                if is_read && is_same && key != FILE {
                    return;
                }
                let _ = since.key.try_set(key);
                let _ = since.earlier.try_set(Some(earlier));
            });
            layout
        });
        since
    }

    /// Takes a file with an earlier version.
    async fn open(self, file: File) {
        let read = files::read(&file).await;
        let read = read.and_then(|bytes| {
            format::load_bytes(&bytes).map_err(|error| format!("{} was not opened. {error}", file.name()))
        });
        match read {
            Ok(loaded) => {
                let earlier = Earlier { design: Arc::new(loaded.design), layout: None };
                let _ = self.failed.try_set(None);
                let _ = self.file.try_set(Some((files::design_name(&file.name()), earlier)));
                let _ = self.chosen.try_set(Some(FILE.to_owned()));
            }
            Err(sentence) => _ = self.failed.try_set(Some(sentence)),
        }
    }

    async fn read(self, version: &Version) -> (String, Option<Earlier>) {
        match keep::design_of(version).await {
            Ok(design) => {
                let earlier = Earlier { design: Arc::new(design), layout: version.layout };
                (version.key.clone(), Some(earlier))
            }
            Err(sentence) => {
                let _ = self.failed.try_set(Some(sentence));
                (String::new(), None)
            }
        }
    }

    /// What was downloaded last in this layout. Where that is what the design is now, the one before it: whoever downloads once
    /// more gets the same.
    async fn usual(self, versions: Vec<Version>, layout: Layout) -> (String, Option<Earlier>) {
        for version in versions.into_iter().filter(|version| version.layout == Some(layout)) {
            let (key, earlier) = self.read(&version).await;
            let is_now = |earlier: &Earlier| self.bridge.design(|design| *design == *earlier.design);
            if earlier.as_ref().is_some_and(|earlier| !is_now(earlier)) {
                return (key, earlier);
            }
        }
        (String::new(), None)
    }
}

/// The list of what may have been exported before.
#[component]
pub fn SinceChoice(
    /// What makes the files.
    exporter: &'static dyn Exporter,
    /// The choice.
    since: Since,
) -> impl IntoView {
    let choices = Memo::new(move |_| {
        let mut choices = vec![Choice::new("", "Nothing")];
        since.versions.with(|versions| {
            for version in versions.iter().flatten() {
                let ago = ago(js_sys::Date::now() - version.at);
                // The name of a download is long, and what tells one from another stands at its end.
                let words = match version.layout {
                    Some(layout) if version.name == keep::download_name(layout) => {
                        format!("Downloaded {ago} ({})", layout.key())
                    }
                    _ => format!("{}, {ago}", version.name),
                };
                choices.push(Choice::new(version.key.clone(), words));
            }
        });
        since.file.with(|file| choices.extend(file.iter().map(|(name, _)| Choice::new(FILE, name.clone()))));
        choices
    });
    let input = NodeRef::<html::Input>::new();
    let open = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let file = input.files().and_then(|files| files.get(0));
        // The same file may be chosen again.
        input.set_value("");
        if let Some(file) = file {
            spawn_local(since.open(file));
        }
    };
    let value = Signal::derive(move || Some(since.key.get()));
    let commit = Callback::new(move |key: String| -> Result<(), FieldError> {
        since.failed.set(None);
        since.chosen.set(Some(key));
        Ok(())
    });
    let help = move || match (since.failed.get(), since.key.with(String::is_empty)) {
        (Some(sentence), _) => sentence,
        (None, true) if choices.with(|choices| choices.len() < 2) => {
            "What you download here is kept as a version: the next code says what is renamed since.".to_owned()
        }
        (None, true) => "A renamed object is another one: it is destroyed and made anew.".to_owned(),
        (None, false) => "What is renamed since keeps its resources.".to_owned(),
    };
    exporter.follows_renames().then(|| {
        view! {
            <div class="section" data-testid="renamed-since">
                <h3>"Applied before"</h3>
                <div class="props props-tall">
                    <SelectField label="Renamed since" value=value choices=choices commit=commit path="since" />
                </div>
                <input
                    node_ref=input
                    type="file"
                    hidden=true
                    accept=".json,.svg,.png"
                    data-testid="since-file"
                    on:change=open
                />
                <p class="note soft" class:error=move || since.failed.with(Option::is_some)>{help}</p>
                <div class="actions">
                    <button
                        type="button"
                        class="btn btn-sm btn-line"
                        on:click=move |_| {
                            if let Some(input) = input.get_untracked() {
                                input.click();
                            }
                        }
                    >
                        "An earlier file…"
                    </button>
                </div>
            </div>
        }
    })
}
