//! The panels around the canvas: how large a person made them, and what the window leaves them.

use serde::{Deserialize, Serialize};

use crate::scene::Point;

/// A panel beside the canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// The tree, at the left.
    Outline,
    /// The fields of the selection, at the right.
    Inspector,
    /// Problems, addresses, routes, code and history, below.
    Dock,
}

/// The tabs of the dock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DockTab {
    /// What the rules found.
    Problems,
    /// The address plan.
    Addresses,
    /// Route tables.
    Routes,
    /// The code of what is selected, or of everything.
    Code,
    /// What was done.
    History,
}

/// The panels of a person: sizes in pixels, `None` for the usual size. The host keeps it between sessions; it is no part
/// of the document and never undone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Panels {
    /// The width of the outline.
    pub outline: Option<u32>,
    /// The width of the inspector.
    pub inspector: Option<u32>,
    /// The height of the dock.
    pub dock: Option<u32>,
    /// The height of the dock while it shows the addresses, which need more room.
    pub addresses: Option<u32>,
    /// Is the outline collapsed?
    pub outline_closed: bool,
    /// Is the inspector collapsed?
    pub inspector_closed: bool,
    /// Is the dock collapsed?
    pub dock_closed: bool,
}

/// What the canvas keeps, whatever the panels would like, in pixels.
pub const CANVAS_LEAST: Point = Point::new(320.0, 200.0);

/// Up to this width of the window, in pixels, panels are sheets over its lower part, as in shell.css.
pub const SHEETS_UP_TO: f64 = 900.0;

/// What the top bar and the rail take, in pixels, as in tokens.css.
const BAR: f64 = 48.0;

impl Panel {
    /// Every panel.
    pub const ALL: [Panel; 3] = [Panel::Outline, Panel::Inspector, Panel::Dock];

    /// The name of the panel.
    pub const fn words(self) -> &'static str {
        match self {
            Panel::Outline => "Outline",
            Panel::Inspector => "Inspector",
            Panel::Dock => "Dock",
        }
    }

    /// The least size in pixels at which it is of use.
    pub const fn least(self) -> f64 {
        match self {
            Panel::Outline => 168.0,
            Panel::Inspector => 240.0,
            Panel::Dock => 104.0,
        }
    }
}

impl Panels {
    /// Is this panel collapsed?
    pub const fn is_closed(&self, panel: Panel) -> bool {
        match panel {
            Panel::Outline => self.outline_closed,
            Panel::Inspector => self.inspector_closed,
            Panel::Dock => self.dock_closed,
        }
    }

    /// Where the size of a panel is kept; `tall` for the dock while it shows the addresses.
    pub fn chosen_mut(&mut self, panel: Panel, tall: bool) -> &mut Option<u32> {
        match panel {
            Panel::Outline => &mut self.outline,
            Panel::Inspector => &mut self.inspector,
            Panel::Dock if tall => &mut self.addresses,
            Panel::Dock => &mut self.dock,
        }
    }

    /// What a panel would like to have in a window of this size.
    fn wanted(&self, panel: Panel, tall: bool, window: Point) -> f64 {
        let (chosen, usual) = match panel {
            Panel::Outline => (self.outline, 232.0),
            Panel::Inspector => (self.inspector, 288.0),
            Panel::Dock if tall => (self.addresses, f64::min(602.0, 0.6 * window.y)),
            Panel::Dock => (self.dock, 218.0),
        };
        chosen.map_or(usual, f64::from)
    }

    /// The size of a panel in a window, in pixels: what was chosen, as far as the canvas keeps its least size. Where not
    /// even the least sizes of the panels fit, they have those.
    pub fn size(&self, panel: Panel, tall: bool, window: Point) -> f64 {
        let (least, most) = self.range(panel, tall, window);
        self.wanted(panel, tall, window).clamp(least, most).round()
    }

    /// The least and the most that a panel can have in a window, beside the others as they are.
    pub fn range(&self, panel: Panel, tall: bool, window: Point) -> (f64, f64) {
        let least = panel.least();
        let room = match panel {
            // The inspector makes way first, down to its least size.
            Panel::Outline if self.inspector_closed => across(window),
            Panel::Outline => across(window) - self.size(Panel::Inspector, tall, window),
            Panel::Inspector if self.outline_closed => across(window),
            Panel::Inspector => {
                let room = across(window);
                let beside_least = room - Panel::Outline.least();
                let wanted = self.wanted(Panel::Inspector, tall, window).min(beside_least).max(least);
                let outline = self.wanted(Panel::Outline, tall, window).min(room - wanted);
                // What it has already it may keep.
                (room - outline.max(Panel::Outline.least())).max(wanted)
            }
            Panel::Dock => window.y - BAR - CANVAS_LEAST.y,
        };
        (least, room.max(least))
    }
}

/// What the outline and the inspector can share.
fn across(window: Point) -> f64 {
    window.x - BAR - CANVAS_LEAST.x
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WIDE: Point = Point::new(1440.0, 900.0);

    #[test]
    fn without_a_choice_they_have_their_usual_sizes() {
        let panels = Panels::default();
        assert_eq!(panels.size(Panel::Outline, false, WIDE), 232.0);
        assert_eq!(panels.size(Panel::Inspector, false, WIDE), 288.0);
        assert_eq!(panels.size(Panel::Dock, false, WIDE), 218.0);
        assert_eq!(panels.size(Panel::Dock, true, WIDE), 540.0);
        assert_eq!(panels.size(Panel::Dock, true, Point::new(1920.0, 1080.0)), 602.0);
    }

    #[test]
    fn a_large_outline_leaves_the_inspector_its_size_and_the_canvas_its_own() {
        let panels = Panels { outline: Some(2000), ..Panels::default() };
        assert_eq!(panels.size(Panel::Outline, false, WIDE), 1440.0 - 48.0 - 288.0 - 320.0);
        let alone = Panels { inspector_closed: true, ..panels };
        assert_eq!(alone.size(Panel::Outline, false, WIDE), 1440.0 - 48.0 - 320.0);
    }

    #[test]
    fn an_inspector_grows_up_to_the_outline_and_the_canvas() {
        let panels = Panels::default();
        assert_eq!(panels.range(Panel::Inspector, false, WIDE), (240.0, 1440.0 - 48.0 - 232.0 - 320.0));
    }

    #[test]
    fn what_another_version_kept_is_read_as_far_as_it_goes() {
        let read: Panels = serde_json::from_str(r#"{"outline": 300, "reach": 7}"#).expect("unknown names are left");
        assert_eq!(read, Panels { outline: Some(300), ..Panels::default() });
    }

    proptest! {
        #[test]
        fn the_canvas_keeps_its_least_size_in_every_window_that_has_no_sheets(
            (w, h) in (901.0..4000.0f64, 352.0..2500.0f64),
            sizes in prop::array::uniform4(prop::option::of(0u32..5000)),
            [outline_closed, inspector_closed, tall] in prop::array::uniform3(any::<bool>()),
        ) {
            let [outline, inspector, dock, addresses] = sizes;
            let panels = Panels { outline, inspector, dock, addresses, outline_closed, inspector_closed, dock_closed: false };
            let window = Point::new(w, h);
            let of = |panel: Panel| if panels.is_closed(panel) { 0.0 } else { panels.size(panel, tall, window) };
            prop_assert!(w - BAR - of(Panel::Outline) - of(Panel::Inspector) >= CANVAS_LEAST.x - 1.0);
            prop_assert!(h - BAR - of(Panel::Dock) >= CANVAS_LEAST.y - 1.0);
        }

        #[test]
        fn what_a_splitter_is_dragged_to_within_its_range_is_what_the_panel_gets(
            (w, part) in (901.0..4000.0f64, 0.0..=1.0f64),
            (outline, inspector) in (0u32..1500, 0u32..1500),
            panel in prop::sample::select(Panel::ALL.to_vec()),
        ) {
            let window = Point::new(w, 900.0);
            let mut panels = Panels { outline: Some(outline), inspector: Some(inspector), ..Panels::default() };
            let (least, most) = panels.range(panel, false, window);
            let to = (least + part * (most - least)).floor();
            let other = if panel == Panel::Outline { Panel::Inspector } else { Panel::Outline };
            let before = panels.size(other, false, window);
            *panels.chosen_mut(panel, false) = Some(to as u32);
            prop_assert!((panels.size(panel, false, window) - to).abs() <= 1.0);
            // It may have what it wanted all along, now that there is room.
            prop_assert!(panels.size(other, false, window) >= before - 1.0, "the other panel had to make way");
        }
    }
}
