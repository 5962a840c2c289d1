use serde::{Deserialize, Serialize};

/// Where a thing is drawn, in canvas units (pixels at 100 %). Kept apart from what the thing is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Placement {
    /// The left edge.
    pub x: i32,
    /// The top edge.
    pub y: i32,
    /// The width asked for, when wider than the content needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub w: Option<u32>,
    /// The height asked for, when taller than the content needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub h: Option<u32>,
    /// Does it stay there, whatever is dragged, arranged or deleted?
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub locked: bool,
}

impl Placement {
    /// At `x`, `y`, as large as the content needs.
    pub const fn at(x: i32, y: i32) -> Placement {
        Placement { x, y, w: None, h: None, locked: false }
    }
}
