//! What an editor can do without until somebody acts: in the page it arrives after the first screen.

use super::preview::Cursor;
use super::{Command, Editor, Input, Intent, Preview, Response};
use crate::analysis::Checks;

/// All that an editor does. Without it an editor is an empty canvas that keeps in mind what it is asked for; with it,
/// it is done. What is reached only through here may be fetched later: nothing else of the editor names it.
#[derive(Clone, Copy)]
pub struct Parts {
    pub(super) handle: fn(&mut Editor, Input) -> Response,
    pub(super) run: fn(&mut Editor, Command) -> Response,
    pub(super) perform: fn(&mut Editor, Intent) -> Response,
    pub(super) preview: fn(&Editor) -> Preview,
    pub(super) cursor: fn(&Editor) -> Cursor,
    pub(super) route: fn(&mut Editor),
    pub(super) checks: Checks,
}

impl Parts {
    /// All of them.
    pub const ALL: Parts = Parts {
        handle: Editor::handle_now,
        run: Editor::run_now,
        perform: Editor::perform_now,
        preview: Editor::preview_now,
        cursor: Editor::cursor_now,
        route: Editor::route_now,
        checks: Checks::ALL,
    };
}

/// What somebody did before the parts were there.
pub(super) enum Waiting {
    Input(Input),
    Command(Command),
    Intent(Intent),
}

impl Editor {
    /// Takes an input.
    pub fn handle(&mut self, input: Input) -> Response {
        self.route();
        match (self.parts, input) {
            (Some(parts), input) => (parts.handle)(self, input),
            (None, Input::Resize { viewport }) => self.resize(viewport),
            (None, input) => self.put_off(Waiting::Input(input)),
        }
    }

    /// Runs a command, as a menu, the palette or a button asks.
    pub fn run(&mut self, command: Command) -> Response {
        self.route();
        match self.parts {
            Some(parts) => (parts.run)(self, command),
            None => self.put_off(Waiting::Command(command)),
        }
    }

    /// Does what was meant. What cannot be done is refused with a sentence, and nothing changes.
    pub fn perform(&mut self, intent: Intent) -> Response {
        self.route();
        match self.parts {
            Some(parts) => (parts.perform)(self, intent),
            None => self.put_off(Waiting::Intent(intent)),
        }
    }

    /// What is drawn for the gesture of the moment, or for the tool under the pointer.
    pub fn preview(&self) -> Preview {
        self.parts.map_or_else(Preview::default, |parts| (parts.preview)(self))
    }

    /// What the pointer looks like.
    pub fn cursor(&self) -> Cursor {
        self.parts.map_or_else(|| Cursor::of(self.tool), |parts| (parts.cursor)(self))
    }

    /// Lets lines follow the boxes, where an edit left that for later: hosts call it when the boxes have been painted.
    /// Whatever is done next finds them in their places.
    pub fn route(&mut self) {
        if let Some(parts) = self.parts.filter(|_| !self.is_routed()) {
            (parts.route)(self);
        }
    }

    fn put_off(&mut self, waiting: Waiting) -> Response {
        self.waiting.push(waiting);
        Response::none()
    }

    /// Gives its parts to an editor that began without them, and does what was put off.
    pub fn complete(&mut self, parts: Parts) -> Response {
        self.parts = Some(parts);
        let mut response = Response::none();
        for waiting in std::mem::take(&mut self.waiting) {
            response = response.then(match waiting {
                Waiting::Input(input) => self.handle(input),
                Waiting::Command(command) => self.run(command),
                Waiting::Intent(intent) => self.perform(intent),
            });
        }
        response
    }
}
