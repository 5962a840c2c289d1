use super::{Phase, State, Step, View};
use crate::editor::input::Pointer;
use crate::editor::preview::{Cursor, Preview};
use crate::scene::Point;

/// How long what the laser drew can be seen, in milliseconds.
const FADES: f64 = 900.0;
/// Points nearer than this to the one before say nothing new, in pixels.
const STEP: f64 = 2.0;
/// No trail is longer than this, in points: what is older has faded.
const MOST: usize = 400;

/// Pointing something out with a trail that fades. Nothing of it is kept.
#[derive(Clone, Debug)]
pub struct PointingOut {
    /// Where it was, in canvas units, and how long ago.
    trail: Vec<(Point, f64)>,
    /// Is the button down?
    on: bool,
}

impl PointingOut {
    pub fn new(pointer: &Pointer, view: &View) -> PointingOut {
        PointingOut { trail: vec![(view.world(pointer.at), 0.0)], on: true }
    }

    /// Is it only fading, so that keys mean what they always mean?
    pub fn is_fading(&self) -> bool {
        !self.on
    }
}

impl Phase for PointingOut {
    fn moved(mut self, pointer: &Pointer, view: &View) -> Step {
        let at = view.world(pointer.at);
        let far = self.trail.last().is_none_or(|(last, _)| last.distance(at) > view.units(STEP));
        if self.on && far {
            self.trail.push((at, 0.0));
            let more = self.trail.len().saturating_sub(MOST);
            self.trail.drain(..more);
        }
        Step::to(self)
    }

    fn released(self, _: &Pointer, _: &View) -> Step {
        Step::to(PointingOut { on: false, ..self })
    }

    fn pressed(self, pointer: &Pointer, view: &View) -> Step {
        Step::to(PointingOut::new(pointer, view))
    }

    fn ticked(mut self, elapsed: f64, _: &View) -> Step {
        for (_, age) in &mut self.trail {
            *age += elapsed.clamp(0.0, FADES);
        }
        // The point under the pointer stays lit.
        if let Some((_, age)) = self.trail.last_mut().filter(|_| self.on) {
            *age = 0.0;
        }
        self.trail.retain(|(_, age)| *age < FADES);
        if self.trail.is_empty() { Step { state: State::Idle, acts: Vec::new() } } else { Step::to(self) }
    }

    fn wants_ticks(&self, _: &View) -> bool {
        true
    }

    fn preview(&self, _: &View) -> Preview {
        let laser = self.trail.iter().map(|(at, age)| (*at, (1.0 - age / FADES) as f32)).collect();
        Preview { laser, ..Preview::default() }
    }

    fn cursor(&self, _: &View) -> Cursor {
        Cursor::Crosshair
    }
}
