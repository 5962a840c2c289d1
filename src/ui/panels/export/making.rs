//! The files of an export in the making: in pieces, so that the page stays alive, and no longer than somebody waits.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

use cidraw::analysis::Analyses;
use cidraw::export::{Bundle, Job, Layout, Options, Pace, Painter, Painting, PictureOptions, Rest, Since};
use cidraw::model::Design;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::exporter;
use super::since::Earlier;
use crate::ui::bridge::Bridge;
use crate::ui::canvas::png_bytes;
use crate::ui::platform::page::today;
use crate::ui::platform::time;

/// What was made.
#[derive(Clone, Default)]
pub struct Shown {
    /// Of which format; empty before anything was made.
    pub id: &'static str,
    /// The files, made anew as a whole.
    pub bundle: Arc<Bundle>,
    /// What they were made of.
    pub design: Arc<Design>,
    /// In which layout.
    pub layout: Layout,
    /// Why there are none.
    pub refused: Option<String>,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Shown) -> bool {
        self.id == other.id && Arc::ptr_eq(&self.bundle, &other.bundle) && self.refused == other.refused
    }
}

/// The making of files: one at a time, the last that was asked for.
#[derive(Clone, Copy)]
pub struct Making {
    bridge: Bridge,
    /// What was made last.
    pub shown: RwSignal<Shown>,
    /// How much of what is being made is done, 0 to 100; `None` when nothing is under way.
    pub progress: RwSignal<Option<u8>>,
    /// Did somebody stop it?
    pub stopped: RwSignal<bool>,
    /// Rises with each start and stop: work of another turn is dropped.
    turn: RwSignal<u64>,
}

impl Making {
    /// Nothing yet.
    pub fn new(bridge: Bridge) -> Making {
        Making {
            bridge,
            shown: RwSignal::new(Shown::default()),
            progress: RwSignal::new(None),
            stopped: RwSignal::new(false),
            turn: RwSignal::new(0),
        }
    }

    /// Makes the files of a format, instead of what is being made.
    pub fn start(self, id: &'static str, options: Options, earlier: Option<Earlier>) {
        let options = Options { today: Some(today()), ..options };
        let turn = self.turn.get_untracked() + 1;
        self.turn.set(turn);
        self.stopped.set(false);
        let (design, layout) = (Arc::new(self.bridge.design(Clone::clone)), options.layout);
        spawn_local(async move {
            let made = self.files(turn, id, &design, &options, earlier.as_ref()).await;
            if self.turn.try_get_untracked() != Some(turn) {
                return;
            }
            if let Some(mut bundle) = made {
                // What an exporter that made nothing says is why.
                let refused = bundle.files.is_empty().then(|| bundle.notes.drain(..).next());
                let refused = refused.flatten().map(|note| note.text);
                self.shown.set(Shown { id, bundle: Arc::new(bundle), design, layout, refused });
            }
            self.progress.set(None);
        });
    }

    /// Drops what is being made, and says so.
    pub fn stop(self) {
        self.leave();
        self.progress.set(None);
        self.stopped.set(true);
        self.shown.set(Shown::default());
    }

    /// Drops what is being made: nobody waits for it.
    pub fn leave(self) {
        let _ = self.turn.try_update_untracked(|turn| *turn += 1);
    }

    async fn files(
        self,
        turn: u64,
        id: &'static str,
        design: &Design,
        options: &Options,
        earlier: Option<&Earlier>,
    ) -> Option<Bundle> {
        let exporter = exporter(id);
        let since = earlier.map(|it| Since { design: &it.design, layout: it.layout.unwrap_or(options.layout) });
        let fresh = |analyses: &&Analyses| analyses.revision() == design.revision();
        let known = exporter.wants_findings().then(|| self.bridge.with(|editor| editor.analyses().clone()));
        let breaths = Breaths { making: self, id, last: Cell::new(time::now()), done: Cell::new(0.0) };
        let pace = Pace::with(&breaths);
        let painter = Canvas(self.bridge);
        let known = known.as_ref().filter(fresh);
        let mut work = exporter.make(Job { design, options, known, since, painter: Some(&painter), pace });
        poll_fn(|cx| match self.turn.try_get_untracked() {
            Some(now) if now == turn => work.as_mut().poll(cx).map(Some),
            _ => Poll::Ready(None),
        })
        .await
    }
}

/// Rests whenever the page has waited for a while, until it has drawn and heard what there was to hear.
struct Breaths {
    making: Making,
    /// What is made.
    id: &'static str,
    last: Cell<f64>,
    done: Cell<f32>,
}

/// How long a page may wait, in milliseconds.
const WORK_MS: f64 = 30.0;

impl Rest for Breaths {
    fn is_due(&self, done: f32) -> bool {
        self.done.set(done);
        time::now() - self.last.get() > WORK_MS
    }

    fn rest(&self) -> Pin<Box<dyn Future<Output = ()>>> {
        // The files of another format would be taken for these.
        if self.making.shown.try_with_untracked(|shown| shown.id != self.id && !shown.id.is_empty()) == Some(true) {
            self.making.shown.set(Shown::default());
        }
        let _ = self.making.progress.try_set(Some((self.done.get() * 100.0) as u8));
        // The wait itself is no work.
        self.last.set(time::now() + 4.0);
        Box::pin(time::wait(0))
    }
}

/// Paints with a canvas of the page.
struct Canvas(Bridge);

impl Painter for Canvas {
    fn paint<'a>(&'a self, _: &'a Design, picture: &'a PictureOptions) -> Painting<'a> {
        // The dialog is modal and starts anew with each revision: the editor's design is the one that is exported.
        Box::pin(png_bytes(self.0, &picture.only, picture.theme, picture.scale))
    }
}
