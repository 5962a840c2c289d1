//! What is known of one state of a design, and how it follows a change.

use std::collections::BTreeSet;

use super::board::Board;
use super::runs::Runs;
use super::{FindingsDelta, Usage};
use crate::model::{Design, Diff};
use crate::rules::Index;

/// The answers about one state of a design.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    pub(super) index: Index,
    pub(super) board: Board,
    pub(super) usage: Usage,
    runs: Runs,
}

impl Answers {
    /// Looks at a whole design. `may_stay` are the fingerprints of what is accepted.
    pub(super) fn new(design: &Design, may_stay: BTreeSet<String>) -> Answers {
        let index = Index::new(design);
        let mut answers = Answers { usage: Usage::new(design, &index), index, ..Answers::default() };
        let outcome = answers.runs.run_all(design, &answers.index);
        answers.board.accept(may_stay);
        answers.board.absorb(outcome);
        answers
    }

    /// Follows a change. `design` is the design after it.
    pub(super) fn absorb(&mut self, design: &Design, diff: &Diff, may_stay: BTreeSet<String>) -> FindingsDelta {
        let dirty = self.index.absorb(design, diff);
        self.usage.absorb(design, &self.index, &dirty);
        let outcome = self.runs.absorb(design, &self.index, &dirty);
        let accepted = self.board.accept(may_stay);
        let mut delta = self.board.absorb(outcome);
        delta.gone.extend(accepted.gone);
        delta.fresh.extend(accepted.fresh);
        delta.objects.extend(accepted.objects);
        delta.closed += accepted.closed;
        delta
    }
}
