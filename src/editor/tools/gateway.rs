use super::{Act, Phase, Step, View, pick};
use crate::editor::input::{Pointer, PointerKind};
use crate::editor::intents::gateway_verdict;
use crate::editor::preview::{Cursor, Preview};
use crate::editor::{Intent, Refusal};
use crate::model::{EntityId, Kind};
use crate::scene::Point;

/// Pressed to add a gateway: to a subnet a NAT gateway, to a VPC an internet gateway.
#[derive(Clone, Debug)]
pub struct AddingGateway {
    start: Point,
    at: Point,
    kind: PointerKind,
}

impl AddingGateway {
    pub fn new(pointer: &Pointer) -> AddingGateway {
        AddingGateway { start: pointer.at, at: pointer.at, kind: pointer.kind }
    }
}

/// What a click would add, and to what.
fn plan(at: Point, kind: PointerKind, view: &View) -> Option<(EntityId, Intent)> {
    let id = pick(view, at, kind, |id| matches!(id.kind, Kind::Subnet | Kind::Vpc))?;
    let intent = match id.typed() {
        Some(vpc) => Intent::AddInternetGateway { vpc },
        None => Intent::AddNatGateway { subnet: id.typed()? },
    };
    Some((id, intent))
}

impl Phase for AddingGateway {
    fn moved(self, pointer: &Pointer, _: &View) -> Step {
        Step::to(AddingGateway { at: pointer.at, ..self })
    }

    fn released(self, pointer: &Pointer, view: &View) -> Step {
        // Released elsewhere, it was thought better of (WCAG 2.5.2).
        let (pressed, released) = (plan(self.start, self.kind, view), plan(pointer.at, self.kind, view));
        match released {
            Some((id, intent)) if pressed.as_ref().is_some_and(|(first, _)| *first == id) => {
                Step::idle().with(Act::Perform(intent)).with(Act::Used)
            }
            None if pressed.is_none() => Step::idle().with(Act::Refuse(Refusal::GatewayNeedsVpc)),
            _ => Step::idle(),
        }
    }

    fn preview(&self, view: &View) -> Preview {
        shown(self.at, self.kind, view)
    }

    fn cursor(&self, _: &View) -> Cursor {
        Cursor::Crosshair
    }
}

fn shown(at: Point, kind: PointerKind, view: &View) -> Preview {
    match plan(at, kind, view) {
        Some((id, _)) => {
            Preview { drop: view.layout.rect(id), ..Preview::default() }.saying(gateway_verdict(view.design, id))
        }
        None => Preview::default(),
    }
}

/// What a click would add where the pointer is.
pub fn hovering(at: Point, view: &View) -> Preview {
    shown(at, PointerKind::Mouse, view)
}
