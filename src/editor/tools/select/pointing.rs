use super::{Brushing, Dragging, Handle, Reordering, Resizing, Shifting};
use crate::editor::SelectMode;
use crate::editor::input::{Pointer, PointerKind};
use crate::editor::intents::is_locked;
use crate::editor::preview::Cursor;
use crate::editor::tools::pan::Panning;
use crate::editor::tools::{Act, Phase, State, Step, View, pick};
use crate::model::{EntityId, Kind, NatGatewayId};
use crate::scene::Picture;

/// How long a finger or a pen rests for the menu, in milliseconds.
const LONG_PRESS: f64 = 500.0;

/// Pressed, and not moved yet: it may become a click, a drag, a marquee or a long press.
#[derive(Clone, Debug)]
pub struct Pointing {
    start: Pointer,
    on: Option<EntityId>,
    handle: Option<Handle>,
    held: f64,
}

impl Pointing {
    pub fn new(pointer: &Pointer, view: &View) -> Pointing {
        let handle = Handle::at(view, pointer);
        let on = pick(view, pointer.at, pointer.kind, |_| true);
        Pointing { start: *pointer, on, handle, held: 0.0 }
    }

    /// The press became a drag.
    fn drag(self, pointer: &Pointer, view: &View) -> Step {
        let touch = self.start.kind == PointerKind::Touch;
        if let Some(handle) = self.handle {
            return Step::to(Resizing::new(handle, &self.start, view)).then_moved(pointer, view);
        }
        // What is locked is dragged no more than the ground is.
        let Some(on) = self.on.filter(|id| !is_locked(view.design, *id)) else {
            // A finger on empty canvas pans: it has no wheel to do that with.
            let state: State = if touch { Panning::new(&self.start, view).into() } else { self.brush(view) };
            return Step::to(state).then_moved(pointer, view);
        };
        let selected = view.selection.contains(&on);
        // A finger that slides over an object means to pan, unless it chose the object first.
        if touch && !selected {
            return Step::to(Panning::new(&self.start, view)).then_moved(pointer, view);
        }
        // Shift and a drag inside a VPC draw a marquee there.
        if self.start.modifiers.shift && !selected {
            return Step::to(self.brush(view)).then_moved(pointer, view);
        }
        let Some((state, taken)) = self.grab(on, view) else { return Step::to(State::Spent) };
        let step = Step::to(state).then_moved(pointer, view);
        if view.selection.contains(&taken) { step } else { step.with(Act::Select(vec![taken], SelectMode::Replace)) }
    }

    fn brush(&self, view: &View) -> State {
        Brushing::new(&self.start, view).into()
    }

    /// The drag that fits what was pressed, and what it takes hold of.
    fn grab(&self, on: EntityId, view: &View) -> Option<(State, EntityId)> {
        let chosen = |id: EntityId| -> Vec<EntityId> {
            let alike = view.selection.iter().copied().filter(|other| other.kind == id.kind);
            if view.selection.contains(&id) { alike.collect() } else { vec![id] }
        };
        let placed = |id: EntityId| Picture::of(id.kind).is_placed();
        if placed(on) {
            let all = view.selection.iter().copied().filter(|other| placed(*other));
            let ids = if view.selection.contains(&on) { all.collect() } else { vec![on] };
            return Some((Dragging::new(&self.start, ids, view)?.into(), on));
        }
        match on.kind {
            Kind::Subnet => {
                let ids = chosen(on).into_iter().filter_map(EntityId::typed).collect();
                Some((Shifting::new(&self.start, on.typed()?, ids, view).into(), on))
            }
            Kind::Tier => Some((Reordering::new(&self.start, on.typed()?, view)?.into(), on)),
            // What stands in a subnet goes with the subnet, what stands elsewhere in a VPC with the VPC.
            _ if Picture::of(on.kind) == Picture::Housed => {
                let cell = view.layout.cell_at(view.world(self.start.at));
                let border = matches!(on.kind, Kind::InternetGateway | Kind::EgressOnlyGateway | Kind::VpnGateway);
                let subnet = match on.typed::<NatGatewayId>() {
                    Some(nat) => view.design.get(nat)?.seat(view.design),
                    None => cell.and_then(|cell| cell.subnet).filter(|_| !border),
                };
                if let Some(subnet) = subnet {
                    return Some((Shifting::new(&self.start, subnet, vec![subnet], view).into(), subnet.into()));
                }
                let vpc = view.layout.vpc_of(on)?;
                Some((Dragging::new(&self.start, vec![vpc.into()], view)?.into(), vpc.into()))
            }
            _ => None,
        }
    }
}

impl Step {
    /// The new state sees the move that led to it.
    fn then_moved(self, pointer: &Pointer, view: &View) -> Step {
        let Step { state, mut acts } = self;
        let next = state.moved(pointer, view);
        acts.extend(next.acts);
        Step { state: next.state, acts }
    }
}

impl Phase for Pointing {
    fn moved(self, pointer: &Pointer, view: &View) -> Step {
        if pointer.at.distance(self.start.at) <= self.start.kind.drag_threshold() {
            return Step::to(self);
        }
        self.drag(pointer, view)
    }

    fn released(self, _: &Pointer, view: &View) -> Step {
        let held = self.start.modifiers;
        let adds = held.shift;
        // A click takes hold of a handle and the next one lets it go: nothing needs a drag.
        if let Some(handle) = self.handle.filter(|_| self.start.clicks < 2) {
            let said = "Click where the edge is to go. Escape leaves it where it was.".to_owned();
            return Step::to(Resizing::new(handle, &self.start, view)).with(Act::Say(said));
        }
        match self.on {
            Some(on) if self.start.clicks == 2 && !adds => {
                Step::idle().with(Act::Select(vec![on], SelectMode::Replace)).with(Act::Rename(on))
            }
            Some(on) if adds => Step::idle().with(Act::Select(vec![on], SelectMode::Toggle)),
            Some(on) => Step::idle().with(Act::Select(vec![on], SelectMode::Replace)),
            None if adds || self.handle.is_some() => Step::idle(),
            None => Step::idle().with(Act::Select(Vec::new(), SelectMode::Replace)),
        }
    }

    fn ticked(self, elapsed: f64, view: &View) -> Step {
        let held = self.held + elapsed.max(0.0);
        if self.start.kind == PointerKind::Mouse || held < LONG_PRESS {
            return Step::to(Pointing { held, ..self });
        }
        let menu = Act::Menu(self.start.at);
        match self.on {
            Some(on) if !view.selection.contains(&on) => {
                Step::to(State::Spent).with(Act::Select(vec![on], SelectMode::Replace)).with(menu)
            }
            Some(_) => Step::to(State::Spent).with(menu),
            None => Step::to(State::Spent).with(Act::Select(Vec::new(), SelectMode::Replace)).with(menu),
        }
    }

    fn wants_ticks(&self, _: &View) -> bool {
        self.start.kind != PointerKind::Mouse
    }

    fn cursor(&self, _: &View) -> Cursor {
        self.handle.map_or(Cursor::Default, Handle::cursor)
    }
}
