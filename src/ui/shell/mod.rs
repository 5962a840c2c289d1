//! What frames the canvas: top bar, tool rail, zoom bar, messages.

mod messages;
mod rail;
mod topbar;
mod welcome;
mod zoom_bar;

pub use messages::{LiveRegion, NoticeBar, Toasts};
pub use rail::Rail;
pub use topbar::TopBar;
pub use welcome::Welcome;
pub use zoom_bar::ZoomBar;
