//! Small parts that panels are made of. They know no object of a design.

mod dialog;
mod icon;

pub use dialog::DialogFrame;
pub use icon::Icon;
