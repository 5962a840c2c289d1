use serde::{Deserialize, Serialize};

use crate::scene::Grouping;

/// What a person prefers. The host keeps it between sessions; it is no part of the document and never undone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Does the wheel of a mouse zoom, rather than pan?
    pub mouse_wheel_zooms: bool,
    /// Do two fingers that slide over a trackpad zoom, rather than pan? A pinch always zooms.
    pub trackpad_zooms: bool,
    /// Do single keys act (V, H, P, ...)? WCAG 2.1.4 wants a way to turn them off.
    pub single_keys: bool,
    /// Do VPCs snap to the grid and to each other?
    pub snap: bool,
    /// Is the grid of dots drawn?
    pub grid: bool,
    /// Does a marquee select what it touches, rather than what it holds?
    pub marquee_touches: bool,
    /// Does a tool stay after one use?
    pub keep_tool: bool,
    /// What the colours of VPCs say.
    pub grouping: Grouping,
    /// The Region of a new VPC; that of the newest VPC when not set.
    pub region: Option<String>,
}

impl Default for Preferences {
    fn default() -> Preferences {
        Preferences {
            mouse_wheel_zooms: false,
            trackpad_zooms: false,
            single_keys: true,
            snap: true,
            grid: true,
            marquee_touches: true,
            keep_tool: false,
            grouping: Grouping::Environment,
            region: None,
        }
    }
}
