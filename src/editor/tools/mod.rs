//! What the pointer does: states that take inputs and answer with the next state and what is to be done.
//!
//! A state only reads the [`View`]; a gesture changes nothing until it ends, so leaving it at any time restores all.

mod connect;
mod gateway;
mod laser;
mod note;
mod pan;
mod pick;
mod place_vpc;
mod select;
mod tier;

pub(super) use pick::{empty_crossing, pick};
pub(super) use select::Carrying;
pub use select::Handle;

use std::collections::BTreeSet;

use super::input::{Button, Modifiers, Pointer};
use super::preview::{Cursor, Preview};
use super::session::Tool;
use super::{Choice, Intent, Preferences, Refusal, SelectMode, TierOptions};
use crate::model::{Design, EntityId, EnvironmentId};
use crate::scene::{Camera, Layout, Point};

/// What a tool can see.
pub(super) struct View<'a> {
    pub design: &'a Design,
    pub layout: &'a Layout,
    pub camera: Camera,
    pub viewport: Point,
    pub selection: &'a BTreeSet<EntityId>,
    pub preferences: &'a Preferences,
    pub tier_options: &'a TierOptions,
    /// Keys that are held now.
    pub held: Modifiers,
}

impl View<'_> {
    /// The canvas point at a point of the screen.
    pub fn world(&self, screen: Point) -> Point {
        self.camera.to_world(screen)
    }

    /// Does a drag snap now? Mod turns the preference round.
    pub fn snaps(&self) -> bool {
        self.preferences.snap != self.held.mod_key
    }

    /// The environment that new VPCs belong to: the one that is selected.
    pub fn environment(&self) -> Option<EnvironmentId> {
        self.selection.first().filter(|_| self.selection.len() == 1)?.typed()
    }

    /// Pixels as canvas units.
    pub fn units(&self, pixels: f64) -> f64 {
        pixels / self.camera.scale
    }
}

/// What a state wants done.
#[derive(Clone, Debug)]
pub(super) enum Act {
    /// The document changes.
    Perform(Intent),
    /// Others are selected.
    Select(Vec<EntityId>, SelectMode),
    /// The view moves.
    Camera(Camera),
    /// The menu of the selection opens.
    Menu(Point),
    /// A list of what could be meant opens.
    Choose(Point, Vec<Choice>),
    /// The name of the object is edited.
    Rename(EntityId),
    /// The text of the one selected object is written, and the tool has done its work.
    Write,
    /// The tool has done its work.
    Used,
    /// It cannot be.
    Refuse(Refusal),
    /// Something to hear.
    Say(String),
}

/// The next state, and what is to be done.
pub(super) struct Step {
    pub state: State,
    pub acts: Vec<Act>,
}

impl Step {
    pub fn to(state: impl Into<State>) -> Step {
        Step { state: state.into(), acts: Vec::new() }
    }

    pub fn idle() -> Step {
        Step { state: State::Idle, acts: Vec::new() }
    }

    pub fn with(mut self, act: Act) -> Step {
        self.acts.push(act);
        self
    }
}

/// One phase of a gesture.
pub(super) trait Phase: Sized + Into<State> {
    /// The pointer moved.
    fn moved(self, pointer: &Pointer, view: &View) -> Step;
    /// The button went up.
    fn released(self, pointer: &Pointer, view: &View) -> Step;
    /// A button went down while the gesture goes on.
    fn pressed(self, _: &Pointer, _: &View) -> Step {
        Step::to(self)
    }
    /// Time passed.
    fn ticked(self, _: f64, _: &View) -> Step {
        Step::to(self)
    }
    /// Does it want to know that time passes?
    fn wants_ticks(&self, _: &View) -> bool {
        false
    }
    /// What is drawn meanwhile.
    fn preview(&self, _: &View) -> Preview {
        Preview::default()
    }
    /// What the pointer looks like meanwhile.
    fn cursor(&self, view: &View) -> Cursor;
    /// What must be undone by hand when the gesture is left: only the view, which moved with the pointer.
    fn left(&self) -> Option<Act> {
        None
    }
}

/// Declares the states: each is a struct of its own file.
macro_rules! states {
    ($($(#[$doc:meta])* $state:ident($type:ty);)+) => {
        /// Where a gesture is.
        #[derive(Clone, Debug, Default)]
        pub(super) enum State {
            /// No gesture.
            #[default]
            Idle,
            /// The gesture is over although a button is still down.
            Spent,
            $($(#[$doc])* $state($type),)+
        }

        $(impl From<$type> for State {
            fn from(state: $type) -> State { State::$state(state) }
        })+

        impl State {
            /// The pointer moved.
            pub fn moved(self, pointer: &Pointer, view: &View) -> Step {
                match self {
                    State::Idle | State::Spent => Step { state: self, acts: Vec::new() },
                    $(State::$state(state) => state.moved(pointer, view),)+
                }
            }

            /// The button went up.
            pub fn released(self, pointer: &Pointer, view: &View) -> Step {
                match self {
                    State::Idle | State::Spent => Step::idle(),
                    $(State::$state(state) => state.released(pointer, view),)+
                }
            }

            /// Another button went down, or the same one again.
            pub fn pressed(self, pointer: &Pointer, view: &View) -> Step {
                match self {
                    State::Idle | State::Spent => Step { state: self, acts: Vec::new() },
                    $(State::$state(state) => state.pressed(pointer, view),)+
                }
            }

            /// Time passed.
            pub fn ticked(self, elapsed: f64, view: &View) -> Step {
                match self {
                    State::Idle | State::Spent => Step { state: self, acts: Vec::new() },
                    $(State::$state(state) => state.ticked(elapsed, view),)+
                }
            }

            /// Does it want to know that time passes?
            pub fn wants_ticks(&self, view: &View) -> bool {
                match self {
                    State::Idle | State::Spent => false,
                    $(State::$state(state) => state.wants_ticks(view),)+
                }
            }

            /// What is drawn meanwhile; `None` without a gesture.
            pub fn preview(&self, view: &View) -> Option<Preview> {
                match self {
                    State::Idle | State::Spent => None,
                    $(State::$state(state) => Some(state.preview(view)),)+
                }
            }

            /// What the pointer looks like; `None` without a gesture.
            pub fn cursor(&self, view: &View) -> Option<Cursor> {
                match self {
                    State::Idle | State::Spent => None,
                    $(State::$state(state) => Some(state.cursor(view)),)+
                }
            }

            /// What must be undone by hand when the gesture is left.
            pub fn left(&self) -> Option<Act> {
                match self {
                    State::Idle | State::Spent => None,
                    $(State::$state(state) => state.left(),)+
                }
            }
        }
    };
}

states! {
    /// Pressed on something, not moved yet.
    Pointing(select::Pointing);
    /// Dragging VPCs.
    Dragging(select::Dragging);
    /// Dragging subnets from crossing to crossing.
    Shifting(select::Shifting);
    /// Dragging a row.
    Reordering(select::Reordering);
    /// Drawing a marquee.
    Brushing(select::Brushing);
    /// Dragging a handle of a VPC.
    Resizing(select::Resizing);
    /// Moving something with the keyboard.
    Carrying(select::Carrying);
    /// Moving the view.
    Panning(pan::Panning);
    /// Drawing a VPC.
    PlacingVpc(place_vpc::PlacingVpc);
    /// Drawing a tier.
    AddingTier(tier::AddingTier);
    /// Pressed to add a gateway.
    AddingGateway(gateway::AddingGateway);
    /// Drawing a line.
    Connecting(connect::Connecting);
    /// Pressed to add a note.
    AddingNote(note::AddingNote);
    /// Pointing something out.
    PointingOut(laser::PointingOut);
}

/// A button went down and no gesture is under way.
pub(super) fn begin(tool: Tool, pointer: &Pointer, space: bool, view: &View) -> Step {
    if pointer.button == Button::Middle || (pointer.button == Button::Main && (space || tool == Tool::Hand)) {
        return Step::to(pan::Panning::new(pointer, view));
    }
    if pointer.button == Button::Secondary {
        return Step::idle();
    }
    match tool {
        Tool::Select | Tool::Hand => Step::to(select::Pointing::new(pointer, view)),
        Tool::Vpc => Step::to(place_vpc::PlacingVpc::new(pointer, view)),
        Tool::Tier => Step::to(tier::AddingTier::new(pointer, view)),
        Tool::Gateway => Step::to(gateway::AddingGateway::new(pointer)),
        Tool::Connect => connect::begin(pointer, view),
        Tool::Note => Step::to(note::AddingNote::new(pointer, view)),
        Tool::Laser => Step::to(laser::PointingOut::new(pointer, view)),
    }
}

/// What is drawn where the pointer hovers with a tool in hand.
pub(super) fn hovering(tool: Tool, at: Point, view: &View) -> Preview {
    match tool {
        Tool::Select | Tool::Hand => Preview::default(),
        Tool::Vpc => place_vpc::hovering(at, view),
        Tool::Tier => tier::hovering(at, view),
        Tool::Gateway => gateway::hovering(at, view),
        Tool::Connect => connect::hovering(at, view),
        Tool::Note => note::hovering(at, view),
        Tool::Laser => Preview::default(),
    }
}

/// How near to the edge of the view a drag scrolls it, in pixels.
const EDGE: f64 = 28.0;
/// How fast, in pixels a millisecond, at the very edge.
const EDGE_SPEED: f64 = 0.9;

/// How fast the view scrolls because a drag is at its edge, in pixels a millisecond.
fn edge_speed(at: Point, viewport: Point) -> Point {
    let axis = |at: f64, size: f64| {
        let (low, high) = (EDGE - at, at - (size - EDGE));
        if size < 4.0 * EDGE {
            0.0
        } else if low > 0.0 {
            -EDGE_SPEED * (low / EDGE).min(1.0)
        } else {
            EDGE_SPEED * (high / EDGE).clamp(0.0, 1.0)
        }
    };
    Point::new(axis(at.x, viewport.x), axis(at.y, viewport.y))
}

/// The view after a drag at its edge for a while.
fn scroll_at_edge(at: Point, elapsed: f64, view: &View) -> Option<Act> {
    let speed = edge_speed(at, view.viewport);
    // A tab that slept must not fling the view away.
    let elapsed = elapsed.clamp(0.0, 50.0);
    (speed != Point::ZERO).then(|| Act::Camera(view.camera.pan_by(speed * -elapsed)))
}
