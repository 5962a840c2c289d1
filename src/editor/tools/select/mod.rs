//! The select tool: what a press becomes.

mod brushing;
mod carrying;
mod dragging;
mod pointing;
mod reordering;
mod resizing;
mod shifting;

pub use brushing::Brushing;
pub use carrying::Carrying;
pub use dragging::Dragging;
pub use pointing::Pointing;
pub use reordering::Reordering;
pub use resizing::{Handle, Resizing};
pub use shifting::Shifting;
