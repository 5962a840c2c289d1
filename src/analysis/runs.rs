//! Which check is run when.
//!
//! A *unit* is one rule over one home. It is run again when something in its home changed, or when something that it
//! read elsewhere did. Rules over the whole design are one unit each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::board::Outcome;
use crate::model::{Design, EntityId};
use crate::rules::{Check, Context, Dirty, Finding, Findings, Index, RULES, Read};

/// A rule, by its place in `RULES`, over a home; over the whole design when none.
type Unit = (Option<EntityId>, usize);

/// What a unit found, and what it read outside its home.
#[derive(Clone, Debug, Default)]
struct Result {
    findings: Vec<Arc<Finding>>,
    reads: Vec<Read>,
}

/// The results of all units; units without any are left out.
#[derive(Clone, Debug, Default)]
pub(super) struct Runs {
    results: BTreeMap<Unit, Result>,
    readers: BTreeMap<Read, BTreeSet<Unit>>,
}

impl Runs {
    /// Runs everything.
    pub(super) fn run_all(&mut self, design: &Design, index: &Index) -> Outcome {
        let mut outcome = Outcome::default();
        for home in index.homes() {
            self.run_home(design, index, home, &mut outcome);
        }
        let cx = Context::new(design, index, None);
        for (at, rule) in RULES.iter().enumerate() {
            if let Check::Design(_) = rule.check {
                self.run(&cx, (None, at), index, &mut outcome);
            }
        }
        outcome
    }

    /// Runs what a change made stale.
    pub(super) fn absorb(&mut self, design: &Design, index: &Index, dirty: &Dirty) -> Outcome {
        let mut due: BTreeSet<Unit> = BTreeSet::new();
        for read in &dirty.reads {
            due.extend(self.readers.get(read).into_iter().flatten());
        }
        due.retain(|(home, _)| home.is_none_or(|home| !dirty.homes.contains(&home)));
        let mut outcome = Outcome::default();
        for home in &dirty.homes {
            self.run_home(design, index, *home, &mut outcome);
        }
        for unit in due {
            self.run(&Context::new(design, index, unit.0), unit, index, &mut outcome);
        }
        outcome
    }

    /// Runs every rule over a home, or drops its results when nothing lives there any more.
    fn run_home(&mut self, design: &Design, index: &Index, home: EntityId, outcome: &mut Outcome) {
        let cx = Context::new(design, index, Some(home));
        for (at, rule) in RULES.iter().enumerate() {
            if let Check::Each(..) = rule.check {
                self.run(&cx, (Some(home), at), index, outcome);
            }
        }
    }

    fn run(&mut self, cx: &Context<'_>, unit: Unit, index: &Index, outcome: &mut Outcome) {
        let (home, at) = unit;
        let rule = RULES[at];
        let mut found = Findings::of(rule);
        match (rule.check, home) {
            (Check::Each(kinds, check), Some(home)) => {
                let household = index.household(home);
                for kind in kinds {
                    for (id, entity) in household.map_or(&[][..], |household| household.of_kind(*kind)) {
                        check(cx, *id, entity, &mut found);
                    }
                }
            }
            (Check::Design(check), None) => check(cx, &mut found),
            (Check::Each(..), None) | (Check::Design(_), Some(_)) => {}
        }
        let reads = cx.take_reads();
        let findings: Vec<Arc<Finding>> = found.into_sorted().into_iter().map(Arc::new).collect();
        outcome.now.extend(findings.iter().cloned());
        self.replace(unit, Result { findings, reads: reads.into_iter().collect() }, outcome);
    }

    fn replace(&mut self, unit: Unit, result: Result, outcome: &mut Outcome) {
        if let Some(old) = self.results.remove(&unit) {
            for read in old.reads.iter().filter(|read| result.reads.binary_search(read).is_err()) {
                if let Some(readers) = self.readers.get_mut(read) {
                    readers.remove(&unit);
                    if readers.is_empty() {
                        self.readers.remove(read);
                    }
                }
            }
            outcome.before.extend(old.findings);
        }
        if result.findings.is_empty() && result.reads.is_empty() {
            return;
        }
        for read in &result.reads {
            self.readers.entry(*read).or_default().insert(unit);
        }
        self.results.insert(unit, result);
    }
}
