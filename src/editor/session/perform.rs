//! The one door: what was meant becomes edits, a step of history, a new layout, and a response.

use std::collections::BTreeSet;

use super::Editor;
use crate::editor::intents::{self, Done, Draft};
use crate::editor::planning::Planned;
use crate::editor::replacing::{Replacing, replaced_in_aws};
use crate::editor::{Effect, Intent, Refusal, Response, SelectMode, words};
use crate::model::{Design, Diff, EntityId, History};
use crate::ordering::Gather;
use crate::scene::Layout;

impl Editor {
    /// [`Editor::perform`], with all its parts.
    pub(in crate::editor) fn perform_now(&mut self, intent: Intent) -> Response {
        match intent {
            Intent::Undo => self.undo(),
            Intent::Redo => self.redo(),
            Intent::TravelTo(steps) => self.travel_to(steps),
            Intent::Load(design) => self.load(*design),
            Intent::Select { ids, mode } => self.select(ids, mode),
            Intent::SelectAll => self.select_all(),
            Intent::Nudge { dx, dy } => self.nudge(dx, dy),
            Intent::ApplyFix { finding, title } => self.apply_fix(&finding, &title),
            Intent::AcceptFinding { finding, reason, until } => self.accept_finding(finding, &reason, until),
            Intent::ReopenFindings { findings } => self.reopen_findings(findings),
            Intent::ApplySafeFixes { rule } => self.apply_safe_fixes(rule.as_deref()),
            intent => self.carry_out(intent, None),
        }
    }

    /// Carries out an intent that changes the document. Steps with one `burst` key that follow each other are one.
    pub(super) fn carry_out(&mut self, intent: Intent, burst: Option<String>) -> Response {
        let intent = self.with_defaults(intent);
        match self.try_intent(intent, burst) {
            Ok(response) => response,
            Err(refusal) => refusal.response(),
        }
    }

    fn try_intent(&mut self, intent: Intent, burst: Option<String>) -> Result<Response, Refusal> {
        let offers_undo = matches!(intent, Intent::Delete { .. } | Intent::Restore { .. });
        let places_itself = places_itself(&intent);
        // A plan has been shown with what it replaces, and what is deleted is not replaced.
        let agreed = matches!(intent, Intent::CarryOut(_) | Intent::Delete { .. } | Intent::Restore { .. });
        let mut draft = Draft::new(&mut self.design, &mut self.ids, &self.layout, &self.preferences);
        let done = match intents::carry_out(&mut draft, intent) {
            Ok(done) => done,
            Err(refusal) => {
                draft.take_back();
                return Err(refusal);
            }
        };
        let diff = draft.finish();
        let done = match agreed || !self.changes_what_is_in_aws(&diff) {
            true => done,
            false => match self.ask_to_replace(&diff, done) {
                Ok(done) => done,
                Err(asked) => return Ok(asked),
            },
        };
        let diff = self.lay_out(diff, !places_itself);
        let done = Done { burst: burst.or(done.burst), ..done };
        Ok(self.commit(diff, done, offers_undo))
    }

    fn changes_what_is_in_aws(&self, diff: &Diff) -> bool {
        diff.iter().any(|(_, change)| change.old_entity().is_some_and(|old| old.head.aws_id.is_some()))
    }

    /// Takes a change back and asks for leave, when AWS would make something anew. The change is made already.
    fn ask_to_replace(&mut self, diff: &Diff, done: Done) -> Result<Done, Response> {
        self.design.absorb(&diff.reverse());
        let replacements = replaced_in_aws(&self.design, diff);
        if replacements.is_empty() {
            self.design.absorb(diff);
            return Ok(done);
        }
        let Done { label, said, select, burst: _ } = done;
        let planned = Planned { label, said, diff: diff.clone(), select: select.unwrap_or_default() };
        let mut response = Response::none();
        response.effects.push(Effect::AskToReplace(Box::new(Replacing { replacements, planned })));
        Err(response)
    }

    /// Keeps the step and tells the rest of the session.
    pub(super) fn commit(&mut self, diff: Diff, done: Done, offers_undo: bool) -> Response {
        match done.burst {
            Some(key) => self.history.record_burst(done.label.clone(), diff.clone(), key),
            None => self.history.record(done.label.clone(), diff.clone()),
        }
        let said = match &*done.said {
            "" => format!("{}.", done.label),
            said => said.to_owned(),
        };
        let mut response = Response::none();
        if diff.is_empty() && done.select.is_none() {
            response.effects.push(Effect::Announce(format!("Nothing changed: {}.", done.label)));
            return response;
        }
        let effect = if offers_undo { Effect::Toast { text: said, undoable: true } } else { Effect::Announce(said) };
        response.effects.push(effect);
        response = response.then(self.follow(diff));
        if let Some(ids) = done.select {
            let first = ids.first().copied();
            response = response.then(self.set_selection(ids.into_iter().gather()));
            if let Some(id) = first {
                response = response.then(self.set_focus(Some(id))).then(self.reveal(id));
            }
        }
        response
    }

    /// After the document changed: what is gone is neither selected nor focused.
    fn follow(&mut self, diff: Diff) -> Response {
        let design = &self.design;
        let mut response = Response::none();
        let before = self.selection.len();
        self.selection.retain(|id| design.contains(*id));
        response.changed.selection = before != self.selection.len();
        if self.focus.is_some_and(|id| !design.contains(id)) {
            self.focus = None;
            response.changed.focus = true;
        }
        self.trail.retain(|id| design.contains(*id));
        response.changed.design = !diff.is_empty();
        if response.changed.design {
            // A gesture that began on another document has lost its ground.
            let left = self.leave_gesture();
            response = response.then(left);
        }
        self.hover = self.hover.filter(|id| self.design.contains(*id));
        self.unchecked = std::mem::take(&mut self.unchecked).squash(diff.clone());
        response.diff = diff;
        response
    }

    /// Takes the last step back.
    pub fn undo(&mut self) -> Response {
        match self.history.undo(&mut self.design) {
            Some((label, diff)) => self.travelled(format!("Undid: {label}."), diff),
            None => Response::say("There is nothing to undo."),
        }
    }

    /// Makes the last undone step again.
    pub fn redo(&mut self) -> Response {
        match self.history.redo(&mut self.design) {
            Some((label, diff)) => self.travelled(format!("Did again: {label}."), diff),
            None => Response::say("There is nothing to do again."),
        }
    }

    fn travelled(&mut self, said: String, diff: Diff) -> Response {
        self.layout.absorb_boxes(&self.design, &diff);
        self.route_or_defer(&diff);
        let shown = self.show_change(&diff);
        Response::tell(said).then(self.follow(diff)).then(shown)
    }

    /// When all of a change is off the screen, its first object is brought into view.
    fn show_change(&mut self, diff: &Diff) -> Response {
        let view = self.camera.view(self.viewport);
        let mut first = None;
        for (id, _) in diff.iter() {
            let Some(rect) = self.layout.bounds_of([id]) else { continue };
            if view.intersects(rect) {
                return Response::none();
            }
            first = first.or(Some(id));
        }
        first.map_or(Response::none(), |id| self.reveal(id))
    }

    fn travel_to(&mut self, steps: usize) -> Response {
        let mut whole = Diff::default();
        while self.history.done().len() > steps {
            let Some((_, diff)) = self.history.undo(&mut self.design) else { break };
            whole = whole.squash(diff);
        }
        while self.history.done().len() < steps {
            let Some((_, diff)) = self.history.redo(&mut self.design) else { break };
            whole = whole.squash(diff);
        }
        let said = match self.history.done().last() {
            Some(entry) => format!("The design is as it was after: {}.", entry.label),
            None => "The design is as it was opened.".to_owned(),
        };
        self.travelled(said, whole)
    }

    /// Another document: its own history, nothing selected, all of it in view.
    fn load(&mut self, new: Design) -> Response {
        let diff = Diff::between(&self.design, &new);
        // The revision goes on rising, so that nothing that was worked out for the old document passes for the new.
        self.design.absorb(&diff);
        // What could not be read is the same when its text is, and may stand at another line.
        self.design = std::mem::take(&mut self.design).with_unread(new.unread().to_vec());
        // Nobody goes back to the document before: nothing of it is kept.
        self.layout = Layout::new(&self.design);
        self.check_again();
        self.history = History::default();
        self.saved = self.design.revision();
        let objects = words::counts(
            self.design
                .iter()
                .map(|(id, _)| id)
                .filter(|id| id.kind == crate::model::Kind::Vpc || id.kind == crate::model::Kind::Subnet),
        );
        let said = match &*objects {
            "" => "Opened an empty design.".to_owned(),
            objects => format!("Opened a design with {objects}."),
        };
        let mut response = Response::say(said).then(self.follow(diff));
        response.changed.design = true;
        let deselected = self.set_selection(BTreeSet::new());
        let unfocused = self.set_focus(None);
        let fitted = self.zoom_to_rect(self.layout.bounds());
        response.then(deselected).then(unfocused).then(fitted)
    }

    fn select(&mut self, ids: Vec<EntityId>, mode: SelectMode) -> Response {
        let ids: Vec<EntityId> = ids.into_iter().filter(|id| self.design.contains(*id)).collect();
        let last = ids.last().copied();
        let mut selection = match mode {
            SelectMode::Replace => BTreeSet::new(),
            SelectMode::Add | SelectMode::Toggle => self.selection.clone(),
        };
        for id in ids {
            if mode == SelectMode::Toggle && selection.contains(&id) {
                selection.remove(&id);
            } else {
                selection.insert(id);
            }
        }
        let selected = self.set_selection(selection);
        match last {
            Some(id) => selected.then(self.set_focus(Some(id))),
            None => selected,
        }
    }

    /// VPCs and what stands on the canvas by itself; within VPCs nothing, since it goes where its VPC goes.
    fn select_all(&mut self) -> Response {
        let shown = |id: &EntityId| self.layout.rect(*id).is_some() && self.layout.vpc_of(*id).is_none();
        let all: BTreeSet<EntityId> = self.design.iter().map(|(id, _)| id).filter(shown).gather();
        let said = match all.len() {
            0 => "There is nothing to select.".to_owned(),
            _ => format!("Selected {}.", words::counts(all.iter().copied())),
        };
        self.set_selection(all).then(Response::say(said))
    }

    pub(super) fn set_selection(&mut self, selection: BTreeSet<EntityId>) -> Response {
        let mut response = Response::none();
        if selection != self.selection {
            self.selection = selection;
            self.history.end_burst();
            response.changed.selection = true;
        }
        response
    }

    pub(super) fn set_focus(&mut self, focus: Option<EntityId>) -> Response {
        let mut response = Response::none();
        response.changed.focus = focus != self.focus;
        self.focus = focus;
        response
    }
}

/// Does the intent say itself where things go? Then nothing else makes way for it.
fn places_itself(intent: &Intent) -> bool {
    matches!(
        intent,
        Intent::DrawVpc { .. }
            | Intent::MoveObjects { .. }
            | Intent::ResizeVpc { .. }
            | Intent::Arrange { .. }
            | Intent::Restore { .. }
    )
}
