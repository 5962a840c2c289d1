//! Small parts that panels are made of. They know no object of a design.

mod check_field;
mod cidr_field;
mod code_view;
mod dialog;
mod field;
pub mod highlight;
mod icon;
mod menu;
mod pick_one;
mod rows;
mod select_field;
mod space_map;
mod table_body;
mod tabs;

pub use check_field::CheckField;
pub use cidr_field::{CidrField, error_of};
pub use code_view::{CodeView, Lines, Marked};
pub use dialog::DialogFrame;
pub use field::{Commit, ErrorLine, FieldError, TextField, Typing, aria_level, element_id, word};
pub use icon::Icon;
pub use menu::{MenuButton, MenuLine, OpenMenu, chord_words};
pub use pick_one::PickOne;
pub use rows::Viewport;
pub use select_field::{Choice, SelectField};
pub use space_map::{MapPart, SpaceMap, map_picture};
pub use table_body::{Slot, TableBody, WindowBody};
pub use tabs::{Tab, TabList};
