//! Which check is run when.
//!
//! A *unit* is one rule over one home. It is run again when something in its home changed, or when something that it
//! read elsewhere did. Rules over the whole design are one unit each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use super::board::Outcome;
use crate::model::{Design, EntityId, Kind};
use crate::rules::{Check, Context, Dirty, Finding, Findings, Index, RULES, Read};

/// A rule, by its place in `RULES`, over a home; over the whole design when none.
type Unit = (Option<EntityId>, usize);

/// What a unit found, and what it read outside its home.
#[derive(Clone, Debug, Default)]
struct Result {
    findings: Vec<Arc<Finding>>,
    /// Sorted.
    reads: Vec<Read>,
}

impl Result {
    fn is_empty(&self) -> bool {
        self.findings.is_empty() && self.reads.is_empty()
    }
}

/// The rules that look at each kind, by their places in `RULES`: a home holds few kinds, and most rules pass it by.
static RULES_OF: LazyLock<BTreeMap<Kind, Vec<usize>>> = LazyLock::new(|| {
    let mut of: BTreeMap<Kind, Vec<usize>> = BTreeMap::new();
    for (at, rule) in RULES.iter().enumerate() {
        if let Check::Each(kinds, _) = rule.check {
            kinds.iter().for_each(|kind| of.entry(*kind).or_default().push(at));
        }
    }
    of
});

/// The rules that may have something to say about a home; without one, those over the whole design. Sorted.
fn rules_for(index: &Index, home: Option<EntityId>) -> Vec<usize> {
    let Some(home) = home else {
        return (0..RULES.len()).filter(|at| matches!(RULES[*at].check, Check::Design(_))).collect();
    };
    let kinds = index.household(home).into_iter().flat_map(|household| household.kinds());
    let mut rules: Vec<usize> = kinds.filter_map(|kind| RULES_OF.get(&kind)).flatten().copied().collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

/// The results of one home by rule, sorted; rules without any are left out.
type Results = Vec<(usize, Result)>;

/// The results of all units, kept by home: most rules have nothing to say about most homes, and a home is run whole.
#[derive(Clone, Debug, Default)]
pub(super) struct Runs {
    results: BTreeMap<Option<EntityId>, Results>,
    readers: BTreeMap<Read, BTreeSet<Unit>>,
}

impl Runs {
    /// Runs everything.
    pub(super) fn run_all(&mut self, design: &Design, index: &Index) -> Outcome {
        let mut outcome = Outcome::default();
        for home in index.homes() {
            self.run_home(design, index, Some(home), &mut outcome);
        }
        self.run_home(design, index, None, &mut outcome);
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
            self.run_home(design, index, Some(*home), &mut outcome);
        }
        for (home, at) in due {
            self.run_again(design, index, (home, at), &mut outcome);
        }
        outcome
    }

    /// Runs every rule over a home, or drops its results when nothing lives there any more. Without a home: the rules over
    /// the whole design.
    fn run_home(&mut self, design: &Design, index: &Index, home: Option<EntityId>, outcome: &mut Outcome) {
        let cx = Context::new(design, index, home);
        let old = self.results.remove(&home).unwrap_or_default();
        let now: Results = rules_for(index, home)
            .into_iter()
            .map(|at| (at, run(&cx, (home, at), index, outcome)))
            .filter(|(_, result)| !result.is_empty())
            .collect();
        let mut after = now.iter().peekable();
        for (at, old) in old {
            let new = loop {
                match after.next_if(|(rule, _)| *rule <= at) {
                    Some((rule, new)) if *rule == at => break Some(new),
                    Some((rule, new)) => self.note_reads((home, *rule), &[], &new.reads),
                    None => break None,
                }
            };
            self.note_reads((home, at), &old.reads, new.map_or(&[], |new| &new.reads));
            outcome.before.extend(old.findings);
        }
        for (rule, new) in after {
            self.note_reads((home, *rule), &[], &new.reads);
        }
        if !now.is_empty() {
            self.results.insert(home, now);
        }
    }

    /// Runs one rule over one home again.
    fn run_again(&mut self, design: &Design, index: &Index, unit: Unit, outcome: &mut Outcome) {
        let (home, at) = unit;
        let new = run(&Context::new(design, index, home), unit, index, outcome);
        let mut results = self.results.remove(&home).unwrap_or_default();
        let place = results.binary_search_by_key(&at, |(rule, _)| *rule);
        let old = place.map(|place| results.remove(place).1).unwrap_or_default();
        self.note_reads(unit, &old.reads, &new.reads);
        outcome.before.extend(old.findings);
        if !new.is_empty() {
            results.insert(place.unwrap_or_else(|place| place), (at, new));
        }
        if !results.is_empty() {
            self.results.insert(home, results);
        }
    }

    /// Notes who reads what, where `unit` read `before` and reads `now`.
    fn note_reads(&mut self, unit: Unit, before: &[Read], now: &[Read]) {
        for read in before.iter().filter(|read| now.binary_search(read).is_err()) {
            if let Some(readers) = self.readers.get_mut(read) {
                readers.remove(&unit);
                if readers.is_empty() {
                    self.readers.remove(read);
                }
            }
        }
        for read in now.iter().filter(|read| before.binary_search(read).is_err()) {
            self.readers.entry(*read).or_default().insert(unit);
        }
    }
}

/// Runs one rule over one home.
fn run(cx: &Context<'_>, (home, at): Unit, index: &Index, outcome: &mut Outcome) -> Result {
    let rule = RULES[at];
    let mut found = Findings::of(rule);
    match (rule.check, home) {
        (Check::Each(kinds, check), Some(home)) => {
            let household = index.household(home);
            for (id, entity) in household.iter().flat_map(|held| kinds.iter().flat_map(|kind| held.of_kind(*kind))) {
                check(cx, *id, entity, &mut found);
            }
        }
        (Check::Design(check), None) => check(cx, &mut found),
        (Check::Each(..), None) | (Check::Design(_), Some(_)) => return Result::default(),
    }
    let reads = cx.take_reads();
    let findings: Vec<Arc<Finding>> = found.into_sorted().into_iter().map(Arc::new).collect();
    outcome.now.extend(findings.iter().cloned());
    Result { findings, reads: reads.into_iter().collect() }
}
