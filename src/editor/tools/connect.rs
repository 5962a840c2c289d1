use std::sync::Arc;

use super::{Act, Phase, Step, View, pick, scroll_at_edge};
use crate::editor::input::{Pointer, PointerKind};
use crate::editor::intents::{far_ends, verdict};
use crate::editor::preview::{Cursor, Link, Preview};
use crate::editor::session::GRID;
use crate::editor::{Choice, End, Intent, Refusal};
use crate::model::{EntityId, Kind};
use crate::ordering::Gather;
use crate::rules::home;
use crate::scene::Point;

/// Drawing a line: pressed at one end and released at the other, or clicked at one end and then at the other.
#[derive(Clone, Debug)]
pub struct Connecting {
    from: EntityId,
    start: Point,
    at: Point,
    kind: PointerKind,
    /// The first end was clicked; the line follows the pointer until the second click.
    clicked: bool,
    dragged: bool,
    /// VPCs that the line cannot end at.
    dimmed: Arc<Vec<EntityId>>,
}

/// What can be at the end of a line.
fn connectable(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Vpc
            | Kind::Subnet
            | Kind::Tier
            | Kind::InternetGateway
            | Kind::NatGateway
            | Kind::TransitGateway
            | Kind::VpnGateway
            | Kind::CustomerGateway
            | Kind::DirectConnectGateway
            | Kind::ExternalNetwork
            | Kind::ServiceNetwork
            | Kind::Endpoint
    )
}

/// Starts a line at what the pointer is on.
pub fn begin(pointer: &Pointer, view: &View) -> Step {
    match pick(view, pointer.at, pointer.kind, |id| connectable(id.kind)) {
        Some(from) => Step::to(Connecting {
            from,
            start: pointer.at,
            at: pointer.at,
            kind: pointer.kind,
            clicked: false,
            dragged: false,
            dimmed: Arc::new(unfit(from, view)),
        }),
        None => Step::idle().with(Act::Refuse(Refusal::ConnectNeedsStart)),
    }
}

/// A new object with its left top corner here.
fn new_at(kind: Kind, world: Point) -> End {
    let at = world.snapped(GRID);
    End::New { kind, x: at.x as i32, y: at.y as i32 }
}

/// What a line could start from where the pointer is: it shows its ports.
pub fn hovering(at: Point, view: &View) -> Preview {
    let on = pick(view, at, PointerKind::Mouse, |id| connectable(id.kind));
    Preview { ports: on, ..Preview::default() }
}

/// VPCs that nothing leads to from there.
fn unfit(from: EntityId, view: &View) -> Vec<EntityId> {
    let own = home(view.design, from);
    let others = view.design.of_kind(Kind::Vpc).map(|(id, _)| id).filter(|id| *id != own);
    others.filter(|id| verdict(view.design, from, End::Object(*id)).is_err()).gather()
}

impl Connecting {
    /// Where the line would end.
    fn end(&self, view: &View) -> End {
        let world = view.world(self.at);
        // From a VPC or a hub one means a VPC: its subnets do not catch the line.
        let wanted = |id: EntityId| {
            let inner = matches!(id.kind, Kind::Subnet | Kind::Tier);
            let hub =
                matches!(self.from.kind, Kind::Vpc | Kind::TransitGateway | Kind::VpnGateway | Kind::ServiceNetwork);
            id != self.from && connectable(id.kind) && !(hub && inner)
        };
        if let Some(id) = pick(view, self.at, self.kind, wanted) {
            return End::Object(id);
        }
        if view.layout.internet().is_some_and(|bar| bar.inflate(view.units(self.kind.slop())).contains(world)) {
            return End::Internet;
        }
        let kind = far_ends(self.from.kind).first().copied().unwrap_or(Kind::Vpc);
        new_at(kind, world)
    }

    /// What could be made at the end of the line, when that is empty canvas and not one thing only.
    fn choices(&self, view: &View) -> Vec<Choice> {
        let End::New { .. } = self.end(view) else { return Vec::new() };
        let world = view.world(self.at);
        let choice = |kind: &Kind| {
            let to = new_at(*kind, world);
            let words = verdict(view.design, self.from, to).ok()?;
            Some(Choice { words, intent: Intent::Connect { from: self.from, to } })
        };
        let choices: Vec<Choice> = far_ends(self.from.kind).iter().filter_map(choice).collect();
        if choices.len() > 1 { choices } else { Vec::new() }
    }

    fn finish(self, view: &View) -> Step {
        let to = self.end(view);
        let choices = self.choices(view);
        if !choices.is_empty() {
            return Step::idle().with(Act::Choose(self.at, choices)).with(Act::Used);
        }
        match verdict(view.design, self.from, to) {
            Ok(_) => Step::idle().with(Act::Perform(Intent::Connect { from: self.from, to })).with(Act::Used),
            // A click that missed can be followed by a better one.
            Err(refusal) if self.clicked => Step::to(self).with(Act::Refuse(refusal)),
            Err(refusal) => Step::idle().with(Act::Refuse(refusal)),
        }
    }

    /// Is the pointer still on the first end?
    fn on_start(&self, view: &View) -> bool {
        pick(view, self.at, self.kind, |id| connectable(id.kind)) == Some(self.from)
    }
}

impl Phase for Connecting {
    fn moved(self, pointer: &Pointer, _: &View) -> Step {
        let far = self.start.distance(pointer.at) > pointer.kind.drag_threshold();
        Step::to(Connecting { at: pointer.at, dragged: self.dragged || (far && !self.clicked), ..self })
    }

    fn pressed(self, pointer: &Pointer, _: &View) -> Step {
        Step::to(Connecting { at: pointer.at, ..self })
    }

    fn released(self, pointer: &Pointer, view: &View) -> Step {
        let own = Connecting { at: pointer.at, ..self };
        match (own.clicked, own.dragged) {
            (false, false) => {
                let said = format!("Connecting {}. Click the other end.", view.design.name(own.from));
                Step::to(Connecting { clicked: true, ..own }).with(Act::Say(said))
            }
            // Back on the first end: thought better of.
            (_, _) if own.on_start(view) => Step::idle(),
            (_, _) => own.finish(view),
        }
    }

    fn ticked(self, elapsed: f64, view: &View) -> Step {
        let scroll = scroll_at_edge(self.at, elapsed, view).filter(|_| self.dragged);
        scroll.into_iter().fold(Step::to(self), Step::with)
    }

    fn wants_ticks(&self, view: &View) -> bool {
        self.dragged && scroll_at_edge(self.at, 1.0, view).is_some()
    }

    fn preview(&self, view: &View) -> Preview {
        let to = self.end(view);
        let moved = self.clicked || self.dragged;
        let verdict = verdict(view.design, self.from, to);
        let target = match to {
            End::Object(id) => Some(id),
            End::Internet | End::New { .. } => None,
        };
        let choices = self.choices(view);
        let verdict = match &choices[..] {
            [first, ..] => Ok(format!("{}, or another choice", first.words)),
            [] => verdict,
        };
        let link = Link { from: self.from, to: view.world(self.at), target, fits: verdict.is_ok() };
        let dimmed = self.dimmed.clone();
        let preview = Preview {
            dimmed,
            link: Some(link),
            drop: target.and_then(|id| view.layout.rect(id)),
            ports: target,
            ..Preview::default()
        };
        if moved && !self.on_start(view) { preview.saying(verdict) } else { preview }
    }

    fn cursor(&self, view: &View) -> Cursor {
        match verdict(view.design, self.from, self.end(view)) {
            Err(_) if !self.on_start(view) => Cursor::NotAllowed,
            _ => Cursor::Crosshair,
        }
    }
}
