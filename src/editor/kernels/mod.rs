//! Plans from geometry: data in, an answer out. Files here know nothing of each other, of sessions or of documents.

mod align;
mod free_spot;
mod make_room;
mod shelves;
mod snap;
mod spacing;
mod spatial;

pub use align::{Guide, align};
pub use free_spot::free_spot;
pub use make_room::make_room;
pub use shelves::{Star, banded, stars, tidy};
pub use snap::{constrained, snapped_to_grid};
pub use spacing::{Stretch, equal_spacing};
pub use spatial::{Direction, nearest_to, next_in};
