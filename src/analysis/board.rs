//! All findings, in the order of lists and by object.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::FindingsDelta;
use crate::model::EntityId;
use crate::ordering::Gather;
use crate::rules::{Finding, Severity};

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// What AWS would refuse.
    pub errors: usize,
    /// What very likely does not do what was meant.
    pub warnings: usize,
    /// What could be better.
    pub advice: usize,
}

impl Counts {
    /// All of them.
    pub fn total(self) -> usize {
        self.errors + self.warnings + self.advice
    }

    /// Those of one severity.
    pub fn of(self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.warnings,
            Severity::Advice => self.advice,
        }
    }

    fn of_mut(&mut self, severity: Severity) -> &mut usize {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Advice => &mut self.advice,
        }
    }
}

/// What checks found, and what the same checks had found before.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) before: Vec<Arc<Finding>>,
    pub(super) now: Vec<Arc<Finding>>,
}

/// All findings.
#[derive(Clone, Debug, Default)]
pub(super) struct Board {
    /// Those that are open.
    all: BTreeSet<Arc<Finding>>,
    /// Those that somebody accepted.
    accepted: BTreeSet<Arc<Finding>>,
    /// The fingerprints of what may stay.
    may_stay: BTreeSet<String>,
    by_object: BTreeMap<EntityId, Vec<Arc<Finding>>>,
    counts: Counts,
}

impl Board {
    /// Puts what was found in place of what was found before.
    pub(super) fn absorb(&mut self, outcome: Outcome) -> FindingsDelta {
        let before: BTreeSet<Arc<Finding>> = outcome.before.into_iter().collect();
        let now: BTreeSet<Arc<Finding>> = outcome.now.into_iter().collect();
        let mut delta = FindingsDelta::default();
        for old in &before {
            if self.accepted.remove(old) {
                continue;
            }
            if now.get(old).is_none_or(|new| !new.reads_like(old)) {
                delta.gone.push(old.clone());
            }
            self.remove(old);
        }
        for new in now {
            if self.stays(&new) {
                self.accepted.insert(new);
                continue;
            }
            if before.get(&new).is_none_or(|old| !old.reads_like(&new)) {
                delta.fresh.push(new.clone());
            }
            self.insert(new);
        }
        delta.objects = delta.gone.iter().chain(&delta.fresh).flat_map(|f| f.objects.iter().copied()).collect();
        delta
    }

    /// Takes over what may stay. What is open again is fresh; what is accepted now is merely marked otherwise.
    pub(super) fn accept(&mut self, may_stay: BTreeSet<String>) -> FindingsDelta {
        let mut delta = FindingsDelta::default();
        if may_stay == self.may_stay {
            return delta;
        }
        self.may_stay = may_stay;
        let closed: Vec<Arc<Finding>> = self.all.iter().filter(|finding| self.stays(finding)).cloned().collect();
        let opened: Vec<Arc<Finding>> = self.accepted.iter().filter(|finding| !self.stays(finding)).cloned().collect();
        delta.objects = closed.iter().chain(&opened).flat_map(|finding| finding.objects.iter().copied()).collect();
        for finding in closed {
            self.remove(&finding);
            self.accepted.insert(finding);
            delta.closed += 1;
        }
        for finding in &opened {
            self.accepted.remove(finding);
            self.insert(finding.clone());
        }
        delta.fresh = opened;
        delta
    }

    /// How these findings differ from those of `before`, another board of the same design.
    pub(super) fn since(&self, before: &Board) -> FindingsDelta {
        let reads_otherwise = |there: Option<&Arc<Finding>>, here: &Arc<Finding>| {
            there.is_none_or(|there| !Arc::ptr_eq(there, here) && !there.reads_like(here))
        };
        let mut delta = FindingsDelta::default();
        for old in &before.all {
            if self.accepted.contains(old) {
                delta.closed += 1;
            } else if reads_otherwise(self.all.get(old), old) {
                delta.gone.push(old.clone());
            }
        }
        let fresh = self.all.iter().filter(|new| reads_otherwise(before.all.get(*new), new));
        delta.fresh = fresh.cloned().collect();
        let objects = delta.gone.iter().chain(&delta.fresh).flat_map(|finding| &finding.objects);
        delta.objects = objects.copied().gather();
        delta
    }

    fn stays(&self, finding: &Finding) -> bool {
        !self.may_stay.is_empty() && self.may_stay.contains(&finding.fingerprint())
    }

    pub(super) fn accepted(&self) -> impl Iterator<Item = &Arc<Finding>> {
        self.accepted.iter()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Arc<Finding>> {
        self.all.iter()
    }

    pub(super) fn on(&self, id: EntityId) -> &[Arc<Finding>] {
        self.by_object.get(&id).map_or(&[], Vec::as_slice)
    }

    pub(super) fn counts(&self) -> Counts {
        self.counts
    }

    fn insert(&mut self, finding: Arc<Finding>) {
        let is_new = self.all.insert(finding.clone());
        debug_assert!(is_new, "two checks say the same: {}", finding.message);
        if !is_new {
            return;
        }
        for id in &finding.objects {
            let list = self.by_object.entry(*id).or_default();
            let at = list.partition_point(|other| *other < finding);
            list.insert(at, finding.clone());
        }
        *self.counts.of_mut(finding.severity) += 1;
    }

    fn remove(&mut self, finding: &Arc<Finding>) {
        if !self.all.remove(finding) {
            return;
        }
        for id in &finding.objects {
            if let Some(list) = self.by_object.get_mut(id) {
                list.retain(|other| other != finding);
                if list.is_empty() {
                    self.by_object.remove(id);
                }
            }
        }
        *self.counts.of_mut(finding.severity) -= 1;
    }
}
