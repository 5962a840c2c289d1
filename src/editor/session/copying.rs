//! To and from the clipboard.

use std::collections::BTreeSet;

use super::{Editor, NEW_VPC};
use crate::editor::intents::with_content;
use crate::editor::{Effect, Intent, Refusal, Response, clipboard, words};
use crate::model::EntityId;
use crate::scene::Point;
use crate::wording::counted;

impl Editor {
    pub(super) fn copy(&mut self) -> Response {
        let chosen: BTreeSet<EntityId> = self.selection.clone();
        let objects = with_content(&self.design, &chosen);
        if objects.is_empty() {
            return Refusal::Nothing("copied").response();
        }
        let ids: Vec<EntityId> = chosen.into_iter().collect();
        let said = format!("Copied {}.", words::objects(&self.design, &ids));
        Response::effect(Effect::Copy(clipboard::write(objects))).then(Response::tell(said))
    }

    pub(super) fn copy_blocks(&mut self) -> Response {
        let text = clipboard::blocks(&self.design, self.selection.iter().copied());
        if text.is_empty() {
            return Refusal::Nothing("copied as blocks").response();
        }
        let blocks = text.lines().count();
        let said = format!("Copied {}.", counted(blocks, "block", "blocks"));
        Response::effect(Effect::Copy(text)).then(Response::tell(said))
    }

    pub(super) fn delete(&mut self) -> Response {
        let ids = self.selection.iter().copied().collect();
        self.perform(Intent::Delete { ids })
    }

    /// The code that stands for the selection. The host makes it.
    pub(super) fn copy_code(&self) -> Response {
        let ids: Vec<EntityId> = self.selection.iter().copied().collect();
        if ids.is_empty() { Refusal::Nothing("copied").response() } else { Response::effect(Effect::CopyCode(ids)) }
    }

    /// A picture of the selection, or of everything.
    pub(super) fn copy_picture(&self, pixels: bool) -> Response {
        let drawn = |id: &EntityId| self.layout.bounds_of([*id]).is_some();
        let ids: Vec<EntityId> = self.selection.iter().copied().filter(drawn).collect();
        match self.layout.bounds() {
            Some(_) => Response::effect(Effect::CopyPicture { ids, pixels }),
            None => Response::say("The canvas is empty."),
        }
    }

    /// Pastes where the menu opened, else where the pointer is, else in the middle of the view.
    pub(super) fn paste_here(&self, here: Option<Point>) -> Response {
        let pointer = || self.pointer.map(|at| self.camera.to_world(at));
        let at = here.or_else(pointer).map(|at| self.free_place(at, NEW_VPC));
        Response::effect(Effect::ReadClipboard { at })
    }
}
