use crate::model::{Diff, EntityId, EnvironmentId, SubnetId, VpcId};

use super::command::Command;
use super::panels::{DockTab, Panel};
use super::replacing::Replacing;
use super::targets::Choice;

/// What came of an input or an intent: what the host shows, says or does.
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use = "the screen follows the response"]
pub struct Response {
    /// What changed in the document, all in all.
    pub diff: Diff,
    /// What else changed.
    pub changed: Changed,
    /// What the host has to do, in order.
    pub effects: Vec<Effect>,
}

/// Which parts of the session's state are other than before. A part that is not named here need not be read again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// The document (see the diff), and with it the layout and the history.
    pub design: bool,
    /// Which objects are selected.
    pub selection: bool,
    /// Where the view is.
    pub camera: bool,
    /// The tool, its state, or the cursor.
    pub tool: bool,
    /// What is drawn for a gesture that is not finished.
    pub preview: bool,
    /// What the pointer is over.
    pub hover: bool,
    /// Which object has the keyboard.
    pub focus: bool,
    /// What a person prefers: to be kept by the host.
    pub preferences: bool,
}

impl Changed {
    /// Did anything change?
    pub fn any(self) -> bool {
        self != Changed::default()
    }

    fn merge(&mut self, other: Changed) {
        self.design |= other.design;
        self.selection |= other.selection;
        self.camera |= other.camera;
        self.tool |= other.tool;
        self.preview |= other.preview;
        self.hover |= other.hover;
        self.focus |= other.focus;
        self.preferences |= other.preferences;
    }
}

/// Something that only the host can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// A sentence for the live region.
    Announce(String),
    /// A short message with, perhaps, an undo button. Announce it too.
    Toast {
        /// The sentence.
        text: String,
        /// Does it offer to undo?
        undoable: bool,
    },
    /// What was asked for cannot be done: a message that interrupts (`role="alert"`).
    Refused {
        /// The sentence: what, and why.
        text: String,
        /// Where a value was refused: the field's path, and a text that would do.
        field: Option<FieldRefusal>,
    },
    /// The name of this object is edited in place.
    OpenRename(EntityId),
    /// A menu opens.
    OpenMenu {
        /// Where, in screen pixels of the canvas.
        at: (f64, f64),
        /// What it offers.
        items: Vec<MenuItem>,
    },
    /// A list of what could be meant opens: one of it is performed.
    OpenChoice {
        /// Where, in screen pixels of the canvas.
        at: (f64, f64),
        /// What it offers, the likeliest first.
        choices: Vec<Choice>,
    },
    /// A list to choose the other end of a connection from; see `Editor::candidates`.
    OpenConnect(EntityId),
    /// A list of places to choose from for this subnet; see `Editor::crossings`.
    OpenMoveTo(EntityId),
    /// The palette of all commands and objects.
    OpenPalette,
    /// The palette, to find an object by name, block or address.
    OpenFind,
    /// Every rule with its page.
    OpenRules,
    /// The help with all shortcuts.
    OpenHelp,
    /// A dialog or a table about addresses.
    OpenPlanning(Planning),
    /// AWS would make anew what is there: nothing was done yet, and somebody has to agree.
    AskToReplace(Box<Replacing>),
    /// The export dialog.
    OpenExport,
    /// Have the browser print.
    Print,
    /// Save the document.
    Save,
    /// Ask for a name for the document as it is now, and keep it under that.
    NameVersion,
    /// Choose a document to open.
    Open,
    /// An empty document, in the place of this one.
    StartNew,
    /// The designs to begin with.
    OpenTemplates,
    /// The designs that the host keeps.
    OpenRecent,
    /// A drawing to look around in, in the place of this document.
    OpenDemo,
    /// A link that holds the document.
    OpenShare,
    /// What the person prefers.
    OpenPreferences,
    /// A tab of the dock is shown.
    ShowDock(DockTab),
    /// The keyboard goes to the inspector.
    FocusInspector,
    /// The keyboard goes to the outline.
    FocusOutline,
    /// The keyboard goes back to the canvas.
    FocusCanvas,
    /// This text goes to the clipboard.
    Copy(String),
    /// The code that stands for these objects goes to the clipboard.
    CopyCode(Vec<EntityId>),
    /// A picture goes to the clipboard.
    CopyPicture {
        /// Of these objects with what is in them; of everything when empty.
        ids: Vec<EntityId>,
        /// As pixels, not as SVG?
        pixels: bool,
    },
    /// The host reads the clipboard and performs `Intent::Paste` with this place.
    ReadClipboard {
        /// Where the left top corner goes.
        at: Option<(i32, i32)>,
    },
    /// Between light and dark.
    ToggleTheme,
    /// A panel is collapsed, or brought back.
    TogglePanel(Panel),
    /// The minimap is shown or hidden.
    ToggleMinimap,
    /// Panels are hidden or shown, to present.
    TogglePresent,
    /// Panels are shown again, when they were hidden to present.
    EndPresent,
    /// Say the last announcement again.
    RepeatAnnouncement,
}

/// What is shown about addresses: tables and dialogs that the host has, since they only read the document until a plan
/// is carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Planning {
    /// A new layout, for what is selected.
    Replan(Option<EntityId>),
    /// Other blocks for these VPCs or subnets.
    Blocks(Vec<EntityId>),
    /// A new environment like this one.
    Stamp(Option<EnvironmentId>),
    /// A list of blocks that become subnets, of this VPC where the list does not say.
    List(Option<VpcId>),
    /// A part of this subnet that is kept.
    Reserve(SubnetId),
    /// The plan as CSV.
    Csv,
    /// What is free.
    Gaps,
    /// Which VPCs can be peered.
    Peerings,
    /// Where two environments differ.
    Parity,
}

/// Why a value was refused at its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRefusal {
    /// The field's path.
    pub path: String,
    /// A text that would be taken: `10.0.0.0/24` for `10.0.0.5/24`.
    pub correction: Option<String>,
}

/// One line of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    /// What it does.
    pub command: Command,
    /// Its words.
    pub words: &'static str,
    /// Its shortcut, as help shows it for this platform-neutral table: `Mod+D`. Empty without one.
    pub chord: String,
    /// Can it be chosen now?
    pub enabled: bool,
    /// Does a line divide it from the one above?
    pub divided: bool,
}

impl Response {
    /// Nothing came of it.
    pub fn none() -> Response {
        Response::default()
    }

    /// Only this is to be done.
    pub fn effect(effect: Effect) -> Response {
        Response { effects: vec![effect], ..Response::default() }
    }

    /// Only this is to be said.
    pub fn say(text: impl Into<String>) -> Response {
        Response::effect(Effect::Announce(text.into()))
    }

    /// Only this is to be said, and shown for a moment: what came of it cannot be seen otherwise.
    pub fn tell(text: impl Into<String>) -> Response {
        Response::effect(Effect::Toast { text: text.into(), undoable: false })
    }

    /// It was refused.
    pub fn refused(text: impl ToString) -> Response {
        Response::effect(Effect::Refused { text: text.to_string(), field: None })
    }

    /// This and then `later`, as one.
    pub fn then(mut self, later: Response) -> Response {
        self.diff = self.diff.squash(later.diff);
        self.changed.merge(later.changed);
        self.effects.extend(later.effects);
        self
    }

    /// The sentences for the live region.
    pub fn announcements(&self) -> impl Iterator<Item = &str> {
        self.effects.iter().filter_map(|effect| match effect {
            Effect::Announce(text) | Effect::Toast { text, .. } | Effect::Refused { text, .. } => Some(text.as_str()),
            _ => None,
        })
    }

    /// The refusal, when it was refused.
    pub fn refusal(&self) -> Option<&str> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::Refused { text, .. } => Some(text.as_str()),
            _ => None,
        })
    }
}
