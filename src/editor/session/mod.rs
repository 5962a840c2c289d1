//! The session: a document, its history, and what is only of the moment (selection, view, tool), which is never saved
//! and never undone.

mod arranging;
mod checking;
mod commands;
mod copying;
mod drawing;
mod gesture;
mod handle;
mod menu;
mod navigate;
mod perform;
mod planning;
mod view;

use std::collections::BTreeSet;

use super::command::Command;
use super::input::Modifiers;
use super::parts::Waiting;
use super::tools::State;
use super::{Parts, Preferences, Response};
use crate::analysis::Analyses;
use crate::model::kinds::Role;
use crate::model::{Design, Diff, EntityId, History, IdSource, Revision};
use crate::scene::{Camera, Layout, Point};

pub use checking::Guard;

pub(super) use arranging::{GRID, NEW_VPC, NOTE, fitted};

/// What the pointer does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tool {
    /// Selects, moves, resizes.
    #[default]
    Select,
    /// Moves the view.
    Hand,
    /// Draws VPCs.
    Vpc,
    /// Adds tiers of subnets.
    Tier,
    /// Adds internet and NAT gateways.
    Gateway,
    /// Connects.
    Connect,
    /// Adds notes.
    Note,
    /// Points things out with a trail that fades.
    Laser,
}

impl Tool {
    /// Every tool, in the order of the rail.
    pub const ALL: [Tool; 8] =
        [Tool::Select, Tool::Hand, Tool::Vpc, Tool::Tier, Tool::Gateway, Tool::Connect, Tool::Note, Tool::Laser];

    /// The command that takes it up.
    pub const fn command(self) -> Command {
        match self {
            Tool::Select => Command::SelectTool,
            Tool::Hand => Command::HandTool,
            Tool::Vpc => Command::VpcTool,
            Tool::Tier => Command::TierTool,
            Tool::Gateway => Command::GatewayTool,
            Tool::Connect => Command::ConnectTool,
            Tool::Note => Command::NoteTool,
            Tool::Laser => Command::LaserTool,
        }
    }
}

/// The editor without a screen: inputs and intents in, differences and effects out.
///
/// ```
/// use cidraw::editor::{Command, Editor};
/// use cidraw::model::{Design, Kind};
///
/// let mut editor = Editor::new(Design::default(), 1);
/// let _ = editor.run(Command::AddVpc);
/// let _ = editor.run(Command::AddPublicTier);
/// assert_eq!(editor.design().of_kind(Kind::Subnet).count(), 3);
/// let _ = editor.run(Command::Undo);
/// assert_eq!(editor.design().of_kind(Kind::Subnet).count(), 0);
/// ```
pub struct Editor {
    design: Design,
    history: History,
    layout: Layout,
    ids: IdSource,
    preferences: Preferences,
    selection: BTreeSet<EntityId>,
    /// The object that has the keyboard.
    focus: Option<EntityId>,
    /// Did the pointer make the selection? Then arrow keys move it; else they move the focus.
    by_pointer: bool,
    /// Where following connections came from.
    trail: Vec<EntityId>,
    camera: Camera,
    viewport: Point,
    pub(super) tool: Tool,
    last_box_tool: Tool,
    saved: Revision,
    /// All that it does, once that is there.
    pub(super) parts: Option<Parts>,
    /// What is to be done then.
    pub(super) waiting: Vec<Waiting>,
    analyses: Analyses,
    /// Have the rules looked at the whole document? From then on they follow changes.
    looked: bool,
    /// How they are run.
    guard: Guard,
    /// Did they break down?
    broken: bool,
    /// What changed since the analyses last looked.
    unchecked: Diff,
    /// Which day it is, when the host has said.
    today: Option<String>,
    /// Which problem of the list was gone to last.
    problem: Option<usize>,
    /// Where the gesture is.
    state: State,
    /// Where the pointer is, in pixels, while it is over the canvas.
    pointer: Option<Point>,
    hover: Option<EntityId>,
    /// Where the menu of the canvas opened, in canvas units: what is chosen there happens there.
    menu_place: Option<Point>,
    /// Keys that are held.
    held: Modifiers,
    /// Is the space bar down, and did it serve to move the view?
    space: Option<bool>,
    tier_options: TierOptions,
}

/// How the tier tool makes the next tier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TierOptions {
    /// Its role; public first and then private when not set.
    pub role: Option<Role>,
    /// Its name; that of its role when not set.
    pub name: Option<String>,
    /// The prefix length of its subnets, /16 to /28; decided by the VPC when not set.
    pub length: Option<u8>,
}

impl Editor {
    /// An editor of `design`. `seed` makes the ids of new objects: a random number from the host, or a known one to
    /// replay a session.
    pub fn new(design: Design, seed: u64) -> Editor {
        let mut editor = Editor::without_parts(seed);
        editor.layout = Layout::new(&design);
        editor.saved = design.revision();
        editor.design = design;
        let _ = editor.complete(Parts::ALL);
        let _ = editor.check();
        editor
    }

    /// An editor of nothing yet, that puts off whatever it is asked for until [`Editor::complete`]: the page shows
    /// itself before the parts have arrived.
    pub fn without_parts(seed: u64) -> Editor {
        Editor {
            saved: 0,
            parts: None,
            waiting: Vec::new(),
            analyses: Analyses::default(),
            looked: false,
            guard: checking::UNGUARDED,
            broken: false,
            unchecked: Diff::default(),
            today: None,
            problem: None,
            state: State::Idle,
            pointer: None,
            hover: None,
            menu_place: None,
            held: Modifiers::NONE,
            space: None,
            tier_options: TierOptions::default(),
            design: Design::default(),
            history: History::default(),
            layout: Layout::default(),
            ids: IdSource::new(seed),
            preferences: Preferences::default(),
            selection: BTreeSet::new(),
            focus: None,
            by_pointer: false,
            trail: Vec::new(),
            camera: Camera::default(),
            viewport: Point::new(1024.0, 768.0),
            tool: Tool::Select,
            last_box_tool: Tool::Vpc,
        }
    }

    /// The document.
    pub fn design(&self) -> &Design {
        &self.design
    }

    /// What can be undone and made again.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Where everything is.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// What is selected.
    pub fn selection(&self) -> &BTreeSet<EntityId> {
        &self.selection
    }

    /// Which object has the keyboard, among those of the canvas.
    pub fn focus(&self) -> Option<EntityId> {
        self.focus
    }

    /// The part of the canvas that the screen shows.
    pub fn camera(&self) -> Camera {
        self.camera
    }

    /// The size of the canvas element in pixels.
    pub fn viewport(&self) -> Point {
        self.viewport
    }

    /// What the pointer does.
    pub fn tool(&self) -> Tool {
        self.tool
    }

    /// What the person prefers.
    pub fn preferences(&self) -> &Preferences {
        &self.preferences
    }

    /// Takes over what the host kept, or what the preferences panel set.
    pub fn set_preferences(&mut self, preferences: Preferences) -> Response {
        let mut response = Response::none();
        response.changed.preferences = self.preferences != preferences;
        self.preferences = preferences;
        response
    }

    /// How the tier tool makes the next tier.
    pub fn tier_options(&self) -> &TierOptions {
        &self.tier_options
    }

    /// Sets how the tier tool makes the next tier.
    pub fn set_tier_options(&mut self, options: TierOptions) -> Response {
        let mut response = Response::none();
        response.changed.tool = options != self.tier_options;
        self.tier_options = options;
        response
    }

    /// Ends a burst: the next change is a step of undo of its own. Hosts call it when a field loses the keyboard.
    pub fn end_burst(&mut self) {
        self.history.end_burst();
    }

    /// Has the document changed since it was saved?
    pub fn is_unsaved(&self) -> bool {
        self.saved != self.design.revision()
    }

    /// The host saved the document as it was at `revision`.
    pub fn mark_saved(&mut self, revision: Revision) {
        self.saved = revision;
    }
}
