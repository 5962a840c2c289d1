//! When what follows the document follows it: one edit at once, many in a row when they are over.

use leptos::prelude::*;

use crate::ui::platform::time;

/// Notes when edits came.
#[derive(Clone, Copy)]
pub struct EditPace(StoredValue<f64>);

impl Default for EditPace {
    fn default() -> EditPace {
        EditPace(StoredValue::new(f64::NEG_INFINITY))
    }
}

impl EditPace {
    /// How long to wait after the edit that came just now, in milliseconds: not at all, or `rest` when another came less
    /// than twice as long ago.
    pub fn wait(self, rest: u32) -> u32 {
        let now = time::now();
        let before = self.0.try_update_value(|last| std::mem::replace(last, now)).unwrap_or(now);
        if now - before < 2.0 * f64::from(rest) { rest } else { 0 }
    }
}
