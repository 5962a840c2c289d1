//! The gesture of the moment: its state, what it shows, and what it wants done.

use super::{Editor, Tool};
use crate::editor::input::Modifiers;
use crate::editor::preview::{Cursor, Preview};
use crate::editor::tools::{Act, Carrying, Handle, State, Step, View, empty_crossing, hovering};
use crate::editor::{Crossing, Effect, Refusal, Response};
use crate::model::EntityId;
use crate::scene::Point;

impl Editor {
    /// What a tool can see.
    pub(super) fn view(&self) -> View<'_> {
        View {
            design: &self.design,
            layout: &self.layout,
            camera: self.camera,
            viewport: self.viewport,
            selection: &self.selection,
            preferences: &self.preferences,
            tier_options: &self.tier_options,
            held: self.held,
        }
    }

    /// [`Editor::preview`], with all its parts.
    pub(in crate::editor) fn preview_now(&self) -> Preview {
        let view = self.view();
        match (self.state.preview(&view), self.pointer) {
            (Some(preview), _) => preview,
            (None, Some(at)) => hovering(self.tool, at, &view),
            (None, None) => Preview::default(),
        }
    }

    /// [`Editor::cursor`], with all its parts.
    pub(in crate::editor) fn cursor_now(&self) -> Cursor {
        let view = self.view();
        if let Some(cursor) = self.state.cursor(&view) {
            return cursor;
        }
        if self.space.is_some() {
            return Cursor::Grab;
        }
        let handle = self.pointer.filter(|_| self.tool == Tool::Select).and_then(|at| {
            let pointer = crate::editor::Pointer::mouse(at.x, at.y);
            Handle::at(&view, &pointer)
        });
        match handle {
            Some(handle) => handle.cursor(),
            None if self.tool == Tool::Select && self.hover.is_some() => Cursor::Pointer,
            None => Cursor::of(self.tool),
        }
    }

    /// The object under the pointer.
    pub fn hover(&self) -> Option<EntityId> {
        self.hover
    }

    /// The crossing without a subnet under the pointer: where one can be added.
    pub fn empty_crossing(&self) -> Option<Crossing> {
        let at = self.pointer.filter(|_| matches!(self.state, State::Idle))?;
        empty_crossing(&self.view(), at).filter(|_| matches!(self.tool, Tool::Select | Tool::Tier))
    }

    /// The handles of the selected VPC, each with its middle in canvas units. None while something is under way.
    pub fn handles(&self) -> Vec<(Handle, Point)> {
        let idle = matches!(self.state, State::Idle) && self.tool == Tool::Select;
        let owner = Handle::owner(&self.view()).filter(|_| idle);
        owner.map_or(Vec::new(), |(vpc, rect)| Handle::all(vpc, rect).collect())
    }

    /// Is a gesture under way?
    pub fn is_busy(&self) -> bool {
        !matches!(self.state, State::Idle | State::Spent)
    }

    /// Is a gesture under way that a key other than Escape would pull the ground from? Panels wait until it ends.
    pub fn is_dragging(&self) -> bool {
        match &self.state {
            State::Idle | State::Spent | State::Connecting(_) | State::Carrying(_) => false,
            State::PointingOut(laser) => !laser.is_fading(),
            _ => true,
        }
    }

    /// Is there only the trail of a laser, that fades?
    pub(super) fn is_fading(&self) -> bool {
        matches!(&self.state, State::PointingOut(laser) if laser.is_fading())
    }

    /// Is something carried with the keyboard?
    pub fn is_carrying(&self) -> bool {
        matches!(self.state, State::Carrying(_))
    }

    /// Does the gesture want to know that time passes? Then the host sends `Input::Tick` with every frame.
    pub fn wants_ticks(&self) -> bool {
        self.state.wants_ticks(&self.view())
    }

    /// Notes which keys are held: they change what a drag does while it goes on.
    pub(super) fn hold(&mut self, held: Modifiers) -> Response {
        let mut response = Response::none();
        response.changed.preview = held != self.held && self.is_busy();
        self.held = held;
        response
    }

    /// Goes on to the next state and does what it wants done.
    pub(super) fn take(&mut self, step: Step) -> Response {
        let mut response = Response::none();
        let was_idle = matches!(self.state, State::Idle | State::Spent);
        let is_idle = matches!(step.state, State::Idle | State::Spent);
        self.state = step.state;
        response.changed.preview = !(was_idle && is_idle);
        response.changed.tool = was_idle != is_idle;
        for act in step.acts {
            let done = self.act(act);
            let refused = done.refusal().is_some();
            response = response.then(done);
            // A tool whose work was refused stays in hand.
            if refused {
                break;
            }
        }
        response
    }

    fn act(&mut self, act: Act) -> Response {
        match act {
            Act::Perform(intent) => self.perform(intent),
            Act::Select(ids, mode) => {
                let emptied = ids.is_empty();
                let selected = self.perform(crate::editor::Intent::Select { ids, mode });
                if emptied && self.selection.is_empty() { selected.then(self.set_focus(None)) } else { selected }
            }
            Act::Camera(camera) => self.set_camera(camera),
            Act::Menu(at) => self.menu_at(at),
            Act::Choose(at, choices) => Response::effect(Effect::OpenChoice { at: (at.x, at.y), choices }),
            Act::Write => {
                let new = self.only();
                self.tool_used().then(new.map_or(Response::none(), |id| Response::effect(Effect::OpenRename(id))))
            }
            Act::Rename(id) => Response::effect(Effect::OpenRename(id)),
            Act::Used => self.tool_used(),
            Act::Refuse(refusal) => refusal.response(),
            Act::Say(text) => Response::say(text),
        }
    }

    /// Leaves the gesture, if there is one: everything is as it was before it.
    pub(super) fn leave_gesture(&mut self) -> Response {
        let mut response = Response::none();
        if matches!(self.state, State::Idle) {
            return response;
        }
        let left = self.state.left();
        self.state = State::Idle;
        response.changed.preview = true;
        response.changed.tool = true;
        match left {
            Some(act) => response.then(self.act(act)),
            None => response,
        }
    }

    /// Leaves the gesture because a person or the host took it away.
    pub(super) fn cancel(&mut self) -> Response {
        let busy = self.is_busy();
        let response = self.leave_gesture();
        if busy { response.then(Response::say("Cancelled.")) } else { response }
    }

    /// Can the focused object, or the selected one, be picked up?
    pub(super) fn can_pick_up(&self) -> bool {
        let id = self.focus.or(self.only());
        id.is_some_and(|id| Carrying::pick_up(id, false, &self.view()).is_some())
    }

    /// Picks the focused object up, to be carried by the arrow keys or to where is clicked next.
    pub(super) fn pick_up(&mut self) -> Response {
        let Some(id) = self.focus.or(self.only()) else { return self.go_in() };
        match Carrying::pick_up(id, self.by_pointer, &self.view()) {
            Some(carrying) => {
                let name = self.design.name(id);
                let said = format!(
                    "Picked up {name}. Arrow keys move it, Enter or a click puts it down, Escape puts it back."
                );
                // Picked up from a menu of the outline, the keys must come here all the same.
                self.take(Step::to(carrying).with(Act::Say(said))).then(Response::effect(Effect::FocusCanvas))
            }
            None => Refusal::Nothing("picked up").response(),
        }
    }
}
