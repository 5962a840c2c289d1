//! How an export of a large design leaves a page alive: it rests between pieces of work, and can be left there.

use std::fmt;
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use super::{Bundle, Layout, Options, Painter};
use crate::analysis::Analyses;
use crate::model::Design;

/// An export under way. Dropping it is cancelling it.
pub type Making<'a> = Pin<Box<dyn Future<Output = Bundle> + 'a>>;

/// Decides when an exporter rests, and for how long.
pub trait Rest {
    /// So much of the work is done, 0 to 1. Is it time to rest? Asked often: the answer has to be quick.
    fn is_due(&self, done: f32) -> bool;

    /// Ends when the work may go on.
    fn rest(&self) -> Pin<Box<dyn Future<Output = ()>>>;
}

/// The pieces of work of an exporter, told as they are done. Without a [`Rest`] it works in one go.
#[derive(Clone, Copy, Default)]
pub struct Pace<'a> {
    rest: Option<&'a dyn Rest>,
    /// What part of the whole is told of, from and to.
    part: Option<(f32, f32)>,
}

impl fmt::Debug for Pace<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pace").field("rests", &self.rest.is_some()).field("part", &self.part).finish()
    }
}

impl<'a> Pace<'a> {
    /// Works with these rests.
    pub fn with(rest: &'a dyn Rest) -> Pace<'a> {
        Pace { rest: Some(rest), part: None }
    }

    /// The pace of a part of the work that goes from `from` to `to`, each 0 to 1.
    #[must_use]
    pub(super) fn part(self, from: f32, to: f32) -> Pace<'a> {
        let (start, end) = self.part.unwrap_or((0.0, 1.0));
        let at = |share: f32| start + (end - start) * share;
        Pace { part: Some((at(from), at(to))), ..self }
    }

    /// Counts that many pieces.
    pub(super) fn steps(self, all: usize) -> Steps<'a> {
        Steps { pace: self, done: 0, all }
    }

    /// A piece is done, `number` of `all`: rests when it is time to.
    pub(super) async fn done(self, number: usize, all: usize) {
        self.at(number as f32 / all.max(1) as f32).await;
    }

    /// So much is done, 0 to 1: rests when it is time to.
    pub(super) async fn at(self, share: f32) {
        let Some(rest) = self.rest else { return };
        let (start, end) = self.part.unwrap_or((0.0, 1.0));
        let share = share.min(1.0);
        if rest.is_due(start + (end - start) * share) {
            rest.rest().await;
        }
    }
}

/// Pieces of work one after the other, counted as they are done.
pub(super) struct Steps<'a> {
    pace: Pace<'a>,
    done: usize,
    all: usize,
}

impl Steps<'_> {
    /// The pace within the next piece, which is done by it.
    pub(super) fn piece(&mut self) -> Pace<'_> {
        let of = |done: usize| done as f32 / self.all.max(1) as f32;
        self.done += 1;
        self.pace.part(of(self.done - 1), of(self.done))
    }

    /// The next piece is done.
    pub(super) async fn done(&mut self) {
        self.done += 1;
        self.pace.done(self.done, self.all).await;
    }
}

/// An earlier version of a design that was exported and put to work: what is renamed since keeps its resources.
#[derive(Clone, Copy)]
pub struct Since<'a> {
    /// The design as it was.
    pub design: &'a Design,
    /// The layout that it was exported in.
    pub layout: Layout,
}

/// What an export is made of, and at which pace.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    /// The design.
    pub design: &'a Design,
    /// What was chosen.
    pub options: &'a Options,
    /// What follows from the design, where somebody knows it already.
    pub known: Option<&'a Analyses>,
    /// What was exported before.
    pub since: Option<Since<'a>>,
    /// Who makes pixels.
    pub painter: Option<&'a dyn Painter>,
    /// When it rests.
    pub pace: Pace<'a>,
}

impl fmt::Debug for Job<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job").field("options", self.options).field("pace", &self.pace).finish_non_exhaustive()
    }
}

impl<'a> Job<'a> {
    /// All of it in one go.
    pub fn new(design: &'a Design, options: &'a Options) -> Job<'a> {
        Job { design, options, known: None, since: None, painter: None, pace: Pace::default() }
    }
}

/// What work comes to that waits for nothing: there is no [`Rest`], and no canvas of a page.
pub(super) fn at_once<T>(work: impl Future<Output = T>) -> T {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(made) => made,
        Poll::Pending => unreachable!("only a Rest and a page's painter wait, and there is neither"),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::export::{EXPORTERS, Exporter};
    use crate::generate::{Spec, generate};

    /// Rests at every chance, and notes how far the work was.
    #[derive(Default)]
    struct Often(RefCell<Vec<f32>>);

    impl Rest for Often {
        fn is_due(&self, done: f32) -> bool {
            self.0.borrow_mut().push(done);
            true
        }

        fn rest(&self) -> Pin<Box<dyn Future<Output = ()>>> {
            let mut rested = false;
            Box::pin(std::future::poll_fn(move |_| {
                if std::mem::replace(&mut rested, true) { Poll::Ready(()) } else { Poll::Pending }
            }))
        }
    }

    /// Does the work piece by piece; what it makes, and how often it rested.
    fn slowly(exporter: &dyn Exporter, design: &Design, options: &Options) -> (Bundle, Vec<f32>) {
        let often = Often::default();
        let job = Job { pace: Pace::with(&often), ..Job::new(design, options) };
        let mut making = exporter.make(job);
        let bundle = loop {
            if let Poll::Ready(bundle) = making.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                break bundle;
            }
        };
        drop(making);
        (bundle, often.0.into_inner())
    }

    #[test]
    fn with_rests_and_without_the_same_comes_out_and_every_exporter_rests_on_the_way() {
        let design = generate(&Spec { vpcs: 40, zones: 2, tiers: 2, peerings: 10, seed: 3 });
        for exporter in EXPORTERS {
            let options = Options::default();
            let (bundle, rests) = slowly(*exporter, &design, &options);
            assert_eq!(bundle, exporter.export(&design, &options), "{}", exporter.id());
            assert!(rests.len() >= 8, "{}: {rests:?}", exporter.id());
            assert!(
                rests.is_sorted() && rests.iter().all(|done| (0.0..=1.0).contains(done)),
                "{}: {rests:?}",
                exporter.id()
            );
        }
    }

    #[test]
    fn a_part_of_a_part_lies_in_it() {
        let pace = Pace::default().part(0.5, 1.0).part(0.0, 0.5);
        assert_eq!(pace.part, Some((0.5, 0.75)));
    }
}
