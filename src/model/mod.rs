//! The document: objects by id, and the one door through which they change.
//!
//! A design that is half drawn or wrong is a normal value here. Nothing in this room judges it (that is `rules`) and
//! nothing draws it (that is `scene`).

mod aside;
mod design;
mod diff;
mod edit;
mod entity;
pub mod fields;
mod history;
mod id;
pub mod invariants;
pub mod kinds;
mod place;
mod placement;
pub mod plan;
mod refs;
#[cfg(feature = "schema")]
pub mod schema;
mod written;

pub use aside::Aside;
pub use design::{Beside, Design, Extra, Revision, Unread};
pub use diff::{Change, Diff};
pub use edit::{Edit, EditError, apply, apply_all};
pub use entity::{Body, Entity, Head, Kind, Noun, Tags};
pub use history::{Entry, History};
pub use id::{EntityId, IdError, IdSource, Slug, TypedId};
pub use place::{account_of, holder_of, nat_gateways_of, vpc_of};
pub use placement::Placement;
pub use refs::{OnDelete, Ref, Removal, removal};
pub use written::Written;

pub use entity::ids::*;
