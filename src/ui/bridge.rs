//! The one way from the screen to the editor and back: inputs and intents in, diffs and effects out.

use leptos::prelude::*;

use cidraw::editor::{Command, Editor, Input, Intent, Parts, Response};
use cidraw::model::{Design, Diff, Entity, EntityId, IdSource};
use gloo::timers::callback::Timeout;
use std::sync::Arc;

use super::platform::fault;
use super::signals::{Notice, Offer, Signals};
use super::{effects, frame, queries};

/// A handle on the editor, given to every component by context.
#[derive(Clone, Copy)]
pub struct Bridge {
    editor: StoredValue<Editor, LocalStorage>,
    behind: StoredValue<Behind, LocalStorage>,
    /// What the screen reads.
    pub signals: Signals,
}

/// What the panels have not been told yet: the canvas comes first, they follow in a task after its frame.
#[derive(Default)]
struct Behind {
    diff: Diff,
    design: bool,
    selection: bool,
    focus: bool,
    findings: bool,
    /// Counts how often the findings became different.
    found: u64,
    /// Had the checks broken down when somebody looked last?
    broke: bool,
    task: Option<Timeout>,
}

/// The handle, inside a component.
pub fn bridge() -> Bridge {
    use_context::<Bridge>().expect("App provides the bridge")
}

impl Bridge {
    /// A bridge to a new editor. To be called once, at the root.
    pub fn new(editor: Editor) -> Bridge {
        Bridge {
            editor: StoredValue::new_local(editor),
            behind: StoredValue::new_local(Behind::default()),
            signals: Signals::new(),
        }
    }

    /// Reads the editor.
    pub fn with<R>(self, read: impl FnOnce(&Editor) -> R) -> R {
        self.editor.with_value(read)
    }

    /// Reads the document.
    pub fn design<R>(self, read: impl FnOnce(&Design) -> R) -> R {
        self.with(|editor| read(editor.design()))
    }

    /// The signal of one object: `None` once it is gone.
    pub fn entity(self, id: EntityId) -> ArcRwSignal<Option<Arc<Entity>>> {
        let now = self.design(|design| design.entity(id).cloned());
        self.signals.entity(id, now)
    }

    /// Works something out on the document without changing it. `None` once the application is gone.
    pub fn plan<R>(self, make: impl FnOnce(&Design, &mut IdSource) -> R) -> Option<R> {
        self.editor.try_update_value(|editor| editor.plan(make))
    }

    /// Hands an input to the editor.
    pub fn input(self, input: Input) {
        self.change(|editor| editor.handle(input));
    }

    /// Performs what somebody meant.
    pub fn perform(self, intent: Intent) {
        self.change(|editor| editor.perform(intent));
    }

    /// Runs a command of the keymap, a menu or the palette.
    pub fn run(self, command: Command) {
        self.change(|editor| editor.run(command));
    }

    /// Changes the editor by `act` and lets the screen follow.
    pub fn change(self, act: impl FnOnce(&mut Editor) -> Response) {
        let Some(response) = self.editor.try_update_value(act) else { return };
        self.absorb(response);
    }

    /// Gives the editor its parts: what was put off is done, and what has been drawn so far is looked at.
    pub fn complete(self, parts: Parts) {
        self.change(|editor| editor.complete(parts));
        frame::request_paint();
    }

    /// Lets lines follow the boxes that were painted without them.
    pub fn route(self) {
        self.editor.update_value(Editor::route);
        frame::request_paint();
    }

    /// Brings the findings up to date; whether they are others now.
    pub fn check(self) -> bool {
        if self.with(Editor::is_checked) {
            return false;
        }
        let Some(said) = self.editor.try_update_value(|editor| {
            let delta = editor.check();
            (!delta.is_empty()).then(|| editor.findings_said(&delta))
        }) else {
            return false;
        };
        // Who uses which addresses is known anew even where no finding is another.
        self.behind.update_value(|behind| {
            behind.findings = true;
            behind.found += 1;
        });
        if self.heed_broken_checks() {
            return true;
        }
        let Some(effect) = said else { return false };
        if let Some(effect) = effect {
            effects::say_later(self, effect);
        }
        true
    }

    /// If the rules broke down just now: says so, and that the rest goes on, and offers what helps.
    fn heed_broken_checks(self) -> bool {
        let broke = self.with(Editor::checks_broke);
        let Some(true) = self.behind.try_update_value(|behind| !std::mem::replace(&mut behind.broke, broke) && broke)
        else {
            return false;
        };
        let report = fault::report("checking", &self.design(queries::inventory));
        let text = "The checks broke down on this design and are switched off. Drawing, saving and exporting go on, and your work is safe.";
        let notice = Notice::from(text).offering(Offer::CheckAgain).offering(Offer::Design);
        self.signals.bar.set(Some(notice.offering(Offer::Report(report))));
        self.behind.update_value(|behind| {
            behind.findings = true;
            behind.found += 1;
        });
        true
    }

    /// Says which day it is. What was accepted until a day before is open again.
    pub fn set_today(self, today: String) {
        let delta = self.editor.try_update_value(|editor| editor.set_today(today));
        if delta.is_some_and(|delta| !delta.is_empty()) {
            self.behind.update_value(|behind| {
                behind.findings = true;
                behind.found += 1;
            });
            frame::request_paint();
        }
    }

    /// Has the rules look again after they broke down.
    pub fn check_again(self) {
        self.signals.bar.set(None);
        self.editor.update_value(Editor::check_again);
        frame::request_paint();
    }

    /// How many objects changed that the panels have not been told of yet.
    pub fn untold(self) -> usize {
        self.behind.with_value(|behind| behind.diff.len())
    }

    /// Counts how often the findings became different.
    pub fn found(self) -> u64 {
        self.behind.with_value(|behind| behind.found)
    }

    /// Tells the panels in a task of its own, once the browser has shown what was painted.
    pub fn catch_up_soon(self) {
        self.behind.update_value(|behind| {
            if behind.design || behind.findings {
                behind.task = Some(Timeout::new(0, move || self.catch_up()));
            }
        });
    }

    /// Tells the panels what they have not been told yet.
    fn catch_up(self) {
        let told = self.behind.try_update_value(|behind| {
            let (found, broke) = (behind.found, behind.broke);
            std::mem::replace(behind, Behind { found, broke, ..Behind::default() })
        });
        let (Some(behind), signals) = (told, self.signals) else { return };
        if behind.design {
            signals.absorb(&behind.diff);
            signals.revision.set(self.design(Design::revision));
        }
        if behind.selection {
            signals.selection.set(self.with(|editor| editor.selection().iter().copied().collect()));
        }
        if behind.focus {
            signals.focus.set(self.with(Editor::focus));
        }
        if behind.findings {
            signals.findings.set(behind.found);
        }
    }

    fn absorb(self, response: Response) {
        let signals = self.signals;
        let changed = response.changed;
        self.heed_broken_checks();
        self.behind.update_value(|behind| {
            if changed.design {
                behind.diff = std::mem::take(&mut behind.diff).squash(response.diff);
                behind.design = true;
            }
            behind.selection |= changed.selection;
            behind.focus |= changed.focus;
        });
        if changed.design {
            super::keep::note_edit(self);
            // A button to undo is about the edit before this one no more.
            signals.toasts.update(|toasts| toasts.retain(|toast| !toast.undoable));
        } else if !self.behind.with_value(|behind| behind.design) && !self.with(Editor::is_dragging) {
            // Nothing to wait for: who selects in a panel sees it there at once. While something is dragged they wait:
            // to build the inspector of what was just picked up would hold the drag up.
            self.catch_up();
        }
        if changed.tool {
            signals.tool.set(self.with(Editor::tool));
        }
        if changed.camera {
            signals.camera.set(self.with(Editor::camera));
        }
        if changed.preferences {
            super::keep::keep_preferences(self);
            signals.keep_tool.set(self.with(|editor| editor.preferences().keep_tool));
        }
        if changed.any() {
            frame::request_paint();
        }
        for effect in response.effects {
            effects::carry_out(self, effect);
        }
    }
}
