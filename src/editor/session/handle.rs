//! Inputs: keys to commands, pointers to the gesture of the moment.

use super::{Editor, Tool};
use crate::editor::Response;
use crate::editor::input::{Button, Input, KeyPress, Pointer};
use crate::editor::kernels::Direction;
use crate::editor::keymap::command_for;
use crate::editor::tools::{State, begin, pick};
use crate::model::EntityId;

impl Editor {
    /// [`Editor::handle`], with all its parts.
    pub(in crate::editor) fn handle_now(&mut self, input: Input) -> Response {
        match input {
            Input::PointerDown(pointer) => self.pointer_down(&pointer),
            Input::PointerMove(pointer) => self.pointer_move(&pointer),
            Input::PointerUp(pointer) => self.pointer_up(&pointer),
            Input::PointerCancel => self.cancel(),
            Input::PointerLeave => self.pointer_leave(),
            Input::Wheel { at, delta, modifiers, device } => self.wheel(at, delta, modifiers, device),
            Input::Pinch { at, by, factor } => self.leave_gesture().then(self.pinch(at, by, factor)),
            Input::KeyDown(press) => self.key_down(&press),
            Input::KeyUp(press) => self.key_up(&press),
            Input::Blur => {
                self.space = None;
                self.history.end_burst();
                let held = self.hold(Default::default());
                held.then(self.cancel())
            }
            Input::Resize { viewport } => self.resize(viewport),
            Input::Tick { elapsed } => self.tick(elapsed),
        }
    }

    fn pointer_down(&mut self, pointer: &Pointer) -> Response {
        if !sound(pointer) {
            return Response::none();
        }
        self.pointer = Some(pointer.at);
        self.by_pointer = true;
        self.history.end_burst();
        let held = self.hold(pointer.modifiers);
        // The main button puts a carried object down; another one puts it back, and begins something else.
        let carrying = matches!(self.state, State::Carrying(_)) && pointer.button != Button::Main;
        let put_back = if carrying || self.is_fading() { self.leave_gesture() } else { Response::none() };
        self.menu_place = None;
        if pointer.button == Button::Main
            && let Some(panned) = &mut self.space
        {
            *panned = true;
        }
        let space = self.space.is_some();
        let step = match &self.state {
            State::Idle | State::Spent => begin(self.tool, pointer, space, &self.view()),
            state => state.clone().pressed(pointer, &self.view()),
        };
        held.then(put_back).then(self.take(step))
    }

    fn pointer_move(&mut self, pointer: &Pointer) -> Response {
        if !sound(pointer) {
            return Response::none();
        }
        self.pointer = Some(pointer.at);
        let held = self.hold(pointer.modifiers);
        match &self.state {
            State::Idle => held.then(self.hover_at(pointer)),
            state => {
                let step = state.clone().moved(pointer, &self.view());
                held.then(self.take(step))
            }
        }
    }

    fn pointer_up(&mut self, pointer: &Pointer) -> Response {
        if !sound(pointer) {
            return Response::none();
        }
        self.pointer = Some(pointer.at);
        let held = self.hold(pointer.modifiers);
        let idle = matches!(self.state, State::Idle);
        if idle && pointer.button == Button::Secondary {
            return held.then(self.context_menu(pointer));
        }
        // The last move may have been left out before the button went up.
        let step = self.state.clone().moved(pointer, &self.view());
        let moved = if idle { Response::none() } else { self.take(step) };
        let step = self.state.clone().released(pointer, &self.view());
        held.then(moved).then(self.take(step))
    }

    fn pointer_leave(&mut self) -> Response {
        self.pointer = None;
        let mut response = self.set_hover(None);
        response.changed.preview |= matches!(self.state, State::Idle) && self.tool != Tool::Select;
        response
    }

    fn hover_at(&mut self, pointer: &Pointer) -> Response {
        let on = pick(&self.view(), pointer.at, pointer.kind, |_| true);
        let mut response = self.set_hover(on);
        response.changed.preview |= !matches!(self.tool, Tool::Select | Tool::Hand);
        response
    }

    fn set_hover(&mut self, hover: Option<EntityId>) -> Response {
        let mut response = Response::none();
        response.changed.hover = hover != self.hover;
        self.hover = hover;
        response
    }

    /// The menu of what is under the pointer, which is selected for it.
    fn context_menu(&mut self, pointer: &Pointer) -> Response {
        let on = pick(&self.view(), pointer.at, pointer.kind, |_| true);
        let selected = match on {
            Some(id) if self.selection.contains(&id) => Response::none(),
            Some(id) => self.set_selection([id].into()).then(self.set_focus(Some(id))),
            None => self.set_selection(Default::default()),
        };
        selected.then(self.menu_at(pointer.at))
    }

    fn key_down(&mut self, press: &KeyPress) -> Response {
        let held = self.hold(press.modifiers);
        if matches!(&*press.key, "Shift" | "Alt" | "Control" | "Meta") {
            return held;
        }
        held.then(self.key(press))
    }

    fn key(&mut self, press: &KeyPress) -> Response {
        if let State::Carrying(carrying) = &self.state
            && let Some(response) = self.carry(carrying.clone(), press)
        {
            return response;
        }
        if press.key == "Escape" && !matches!(self.state, State::Idle | State::Spent) && !self.is_fading() {
            return self.cancel();
        }
        if press.key == " " && press.modifiers == Default::default() && !matches!(self.state, State::Carrying(_)) {
            // Held, it moves the view with the pointer; let go without that, it picks up.
            if !press.repeat {
                self.space = Some(false);
            }
            let mut response = Response::none();
            response.changed.tool = !press.repeat;
            return response;
        }
        let Some(command) = command_for(press, self.preferences.single_keys) else { return Response::none() };
        let moves = matches!(&*press.key, "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Tab");
        if !moves {
            self.history.end_burst();
        }
        self.menu_place = None;
        if self.is_dragging() { Response::none() } else { self.run_with(command, press.modifiers) }
    }

    fn key_up(&mut self, press: &KeyPress) -> Response {
        let held = self.hold(press.modifiers);
        if press.key != " " {
            return held;
        }
        let mut response = held;
        response.changed.tool = self.space.is_some();
        match self.space.take() {
            Some(false) => response.then(self.run(crate::editor::Command::PickUp)),
            _ => response,
        }
    }

    /// A key while something is carried; `None` for keys that have nothing to do with it.
    fn carry(&mut self, carrying: crate::editor::tools::Carrying, press: &KeyPress) -> Option<Response> {
        let direction = match &*press.key {
            "ArrowLeft" => Direction::Left,
            "ArrowRight" => Direction::Right,
            "ArrowUp" => Direction::Up,
            "ArrowDown" => Direction::Down,
            "Enter" | " " => {
                let step = carrying.put_down(&self.view());
                let nothing = step.acts.is_empty();
                let response = self.take(step);
                return Some(if nothing { response.then(Response::say("Put down where it was.")) } else { response });
            }
            _ => return None,
        };
        if press.modifiers.mod_key || press.modifiers.alt {
            return None;
        }
        let step = carrying.arrow(direction, &self.view());
        Some(self.take(step))
    }

    fn tick(&mut self, elapsed: f64) -> Response {
        let step = self.state.clone().ticked(elapsed, &self.view());
        self.take(step)
    }
}

/// Devices send sound numbers; what does not is no pointer.
fn sound(pointer: &Pointer) -> bool {
    pointer.at.x.is_finite() && pointer.at.y.is_finite()
}
