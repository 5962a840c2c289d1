//! What frames the canvas: top bar, tool rail, zoom bar, messages.

mod messages;
mod offline;
mod present;
mod rail;
mod splitter;
mod topbar;
mod touch_bar;
mod welcome;
mod zoom_bar;

pub use messages::{LiveRegion, NoticeBar, Toasts};
pub use offline::Offline;
pub use present::PresentBar;
pub use rail::Rail;
pub use splitter::Splitters;
pub use topbar::TopBar;
pub use touch_bar::TouchBar;
pub use welcome::Welcome;
pub use zoom_bar::ZoomBar;
