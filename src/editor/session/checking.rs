//! Findings follow the document when the host asks for it: after the screen, so that an edit is seen first.

use std::sync::Arc;

use super::Editor;
use crate::analysis::{Analyses, FindingsDelta};
use crate::editor::intents::Done;
use crate::editor::{Effect, Parts, Refusal, Response, words};
use crate::model::kinds::{Acceptance, Settings, is_day};
use crate::model::{Diff, Edit, Entity, apply_all};
use crate::rules::{Finding, Fix};

/// A design of fewer objects is looked at afresh in no time.
const FEW: usize = 500;

/// Calls what it is given, and says whether that came back.
pub type Guard = fn(&mut dyn FnMut()) -> bool;

/// What guards the rules where a panic unwinds: nothing has to.
pub(super) const UNGUARDED: Guard = |work| {
    work();
    true
};

impl Editor {
    /// What follows from the document as it was at [`Analyses::revision`]: call [`Editor::check`] to bring it up to
    /// date.
    pub fn analyses(&self) -> &Analyses {
        &self.analyses
    }

    /// Brings findings up to date. Hosts call it when an edit has been painted. Without its parts an editor finds nothing,
    /// nor does one whose checks broke down.
    pub fn check(&mut self) -> FindingsDelta {
        let Some(Parts { checks, .. }) = self.parts else { return FindingsDelta::default() };
        if self.broken {
            return FindingsDelta::default();
        }
        let diff = std::mem::take(&mut self.unchecked);
        let looked = std::mem::replace(&mut self.looked, true);
        let (design, analyses) = (&self.design, &mut self.analyses);
        let (mut delta, today) = (None, &self.today);
        let came_back = (self.guard)(&mut || {
            delta = Some(if looked {
                (checks.follow)(analyses, design, &diff)
            } else {
                *analyses = (checks.look)(design);
                let _ = (checks.on_day)(analyses, design, today.clone());
                FindingsDelta::first(analyses)
            });
        });
        match delta {
            Some(delta) if came_back => delta,
            _ => {
                self.broken = true;
                // Half worked out: it is not even fit to be taken apart.
                std::mem::forget(std::mem::take(&mut self.analyses));
                FindingsDelta::default()
            }
        }
    }

    /// Is there next to nothing for [`Editor::check`] to do, though much changed? A large change was undone, or little is
    /// left.
    pub fn is_soon_checked(&self) -> bool {
        let little = self.unchecked.len() >= self.design.len() && self.design.len() < FEW;
        self.looked && (little || self.analyses.recalls(&self.unchecked))
    }

    /// Has the rules run under `guard`: it calls what it is given and says whether that came back. A host whose calls
    /// can break off half-way (WebAssembly aborts on a panic) keeps its editor that way: when one does not come back,
    /// findings are given up, and all else goes on.
    pub fn guard_checks(&mut self, guard: Guard) {
        self.guard = guard;
    }

    /// Did the rules break down? Nothing is checked then, until [`Editor::check_again`] or another document.
    pub fn checks_broke(&self) -> bool {
        self.broken
    }

    /// Has the rules look at the whole document again after they broke down.
    pub fn check_again(&mut self) {
        self.broken = false;
        self.looked = false;
    }

    /// Are the findings those of the document as it is? When the checks broke down there is nothing more to wait for.
    pub fn is_checked(&self) -> bool {
        self.broken || self.analyses.revision() == self.design.revision()
    }

    pub(super) fn apply_fix(&mut self, fingerprint: &str, title: &str) -> Response {
        let _ = self.check();
        let found = self.analyses.findings().filter(|finding| finding.fingerprint() == fingerprint);
        let Some(fix) = found.flat_map(|finding| &finding.fixes).find(|fix| fix.title == title).cloned() else {
            return Refusal::FindingChanged.response();
        };
        match self.mend(&fix) {
            Ok(diff) => {
                let done = Done { label: fix.title, ..Done::default() };
                self.commit(diff, done, true)
            }
            Err(refusal) => refusal.response(),
        }
    }

    pub(super) fn apply_safe_fixes(&mut self, rule: Option<&str>) -> Response {
        let mut whole = Diff::default();
        let mut mended = 0;
        let safe = |finding: &Finding| {
            let wanted = rule.is_none_or(|rule| finding.rule.id == rule);
            finding.fixes.iter().find(|fix| wanted && fix.is_safe()).cloned()
        };
        // A fix may change what others say, so each is looked up anew; the bound is for two that undo each other.
        let _ = self.check();
        for _ in 0..self.analyses.counts().total() {
            let Some(fix) = self.analyses.findings().find_map(|finding| safe(finding)) else { break };
            let Ok(diff) = self.mend(&fix) else { break };
            if diff.is_empty() {
                break;
            }
            mended += 1;
            whole = whole.squash(diff.clone());
            self.unchecked = diff;
            let _ = self.check();
        }
        if mended == 0 {
            return Refusal::Nothing("mended without a decision").response();
        }
        let label = format!("Mend {}", if mended == 1 { "1 problem".to_owned() } else { format!("{mended} problems") });
        self.commit(whole, Done { label, ..Done::default() }, true)
    }

    /// Says which day it is, as `2026-11-22`: findings accepted until a day before are open again.
    pub fn set_today(&mut self, today: String) -> FindingsDelta {
        self.today = Some(today);
        match self.parts {
            Some(Parts { checks, .. }) if self.looked => {
                (checks.on_day)(&mut self.analyses, &self.design, self.today.clone())
            }
            _ => FindingsDelta::default(),
        }
    }

    pub(super) fn accept_finding(&mut self, finding: String, reason: &str, until: Option<String>) -> Response {
        let refused =
            |path: &str, message: &str| Refusal::Field { path: path.into(), message: message.into(), correction: None };
        let reason = reason.trim().to_owned();
        if reason.is_empty() {
            return refused("reason", "Say why it may stay: whoever reads the report asks.").response();
        }
        let over = |until: &String| !is_day(until) || self.today.as_ref().is_some_and(|today| until < today);
        if until.as_ref().is_some_and(over) {
            return refused("until", "That is no day from today on. Write it as 2027-03-31.").response();
        }
        let _ = self.check();
        // What is about no object is told from its like by nothing that lasts.
        let lasts = |found: &&Arc<Finding>| !found.objects.is_empty() && found.fingerprint() == finding;
        let Some(found) = self.analyses.findings().find(lasts) else {
            return Refusal::FindingChanged.response();
        };
        let label = format!("Accept \"{}\"", found.rule.summary().trim_end_matches('.'));
        let said = match &until {
            Some(until) => format!("Accepted until {until}: {reason}"),
            None => format!("Accepted: {reason}"),
        };
        let acceptance = Acceptance { finding, reason, until };
        let change = move |settings: &mut Settings| {
            // What ran out was accepted before.
            settings.accepted.retain(|before| !before.is_of(&acceptance.finding));
            settings.accepted.push(acceptance.clone());
        };
        self.change_settings(change, Done { label, said, ..Done::default() })
    }

    pub(super) fn reopen_findings(&mut self, mut findings: Vec<String>) -> Response {
        let accepted = self.design.get(Settings::id()).map(|settings| &settings.accepted);
        findings.retain(|finding| accepted.is_some_and(|all| all.iter().any(|one| one.is_of(finding))));
        let label = match findings.len() {
            0 => return Refusal::FindingChanged.response(),
            1 => "Open an accepted problem again".to_owned(),
            n => format!("Open {n} accepted problems again"),
        };
        let change = move |settings: &mut Settings| {
            settings.accepted.retain(|acceptance| !findings.iter().any(|finding| acceptance.is_of(finding)));
        };
        self.change_settings(change, Done { label, ..Done::default() })
    }

    fn change_settings(&mut self, change: impl Fn(&mut Settings) + Send + Sync + 'static, done: Done) -> Response {
        let missing = !self.design.contains(Settings::id());
        let add = missing.then(|| Edit::add(Settings::id(), Entity::new("", Settings::default())));
        match apply_all(&mut self.design, add.into_iter().chain([Edit::change(Settings::id(), change)])) {
            Ok(diff) => {
                let diff = self.lay_out(diff, true);
                self.commit(diff, done, true)
            }
            Err(error) => Refusal::from(error).response(),
        }
    }

    fn mend(&mut self, fix: &Fix) -> Result<Diff, Refusal> {
        let diff = apply_all(&mut self.design, fix.edits.iter().cloned())?;
        Ok(self.lay_out(diff, true))
    }

    /// What the live region says when findings came and went: "2 new problems: ...; 1 fixed."
    pub fn findings_said(&self, delta: &FindingsDelta) -> Option<Effect> {
        let gone =
            delta.gone.iter().filter(|old| !delta.fresh.iter().any(|new| new.fingerprint() == old.fingerprint()));
        let fresh =
            delta.fresh.iter().filter(|new| !delta.gone.iter().any(|old| new.fingerprint() == old.fingerprint()));
        let (gone, fresh): (usize, Vec<_>) = (gone.count(), fresh.collect());
        let mut parts = Vec::new();
        match fresh.len() {
            0 => {}
            1 => parts.push(format!("1 new problem: {}", fresh[0].message.trim_end_matches('.'))),
            n => {
                let first: Vec<&str> = fresh.iter().take(2).map(|f| f.message.trim_end_matches('.')).collect();
                parts.push(format!("{n} new problems: {}", words::list(&first)));
            }
        }
        if gone > 0 {
            parts.push(format!("{gone} fixed"));
        }
        if delta.closed > 0 {
            parts.push(format!("{} accepted", delta.closed));
        }
        (!parts.is_empty()).then(|| Effect::Announce(format!("{}.", parts.join("; "))))
    }
}
