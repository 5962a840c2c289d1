//! The file: `name.cidraw.json`. Reads every version that ever was, writes the newest, loses nothing.
//!
//! `docs/format.md` describes it. One object that cannot be read does not spoil the rest: it is kept as its text
//! ([`Unread`](crate::model::Unread)) and written again. Fields that this version does not know are kept with their
//! object.
//!
//! Laws: `load(&save(d)).design == d`; `save(&load(f).design) == f` for every `f` that `save` wrote.
//!
//! ```
//! use cidraw::format::{load, save};
//!
//! let file = r#"{"cidraw": 1, "objects": [
//!   {"kind": "vpc", "id": "vpc-prod", "name": "prod", "region": "eu-west-1", "ipv4": ["10.0.0.0/16"], "colour": "red"},
//!   {"kind": "vpc", "id": "vpc-dev", "name": "dev", "region": 5}
//! ]}"#;
//! let loaded = load(file)?;
//! assert_eq!(loaded.design.len(), 1);
//! assert_eq!(loaded.notes[0].to_string(), "Line 3, vpc-dev: region: 5 is not a text. The object is kept as it is written.");
//! let saved = save(&loaded.design);
//! assert!(saved.contains("\"colour\": \"red\"") && saved.contains("\"region\": 5"));
//! # Ok::<(), cidraw::format::LoadError>(())
//! ```

mod carried;
mod envelope;
mod error;
mod fields;
mod load;
mod migrations;
mod object;
mod residue;
mod save;
#[cfg(feature = "schema")]
mod schema;

pub use carried::{in_png, is_picture, svg_metadata, text_in};
pub use error::LoadError;
pub use load::{LoadNote, Loaded, load, load_bytes};
pub use save::{Saver, save};
#[cfg(feature = "schema")]
pub use schema::schema;

/// The version that [`save`] writes. Older ones are migrated, newer ones refused.
pub const VERSION: u64 = 1;
/// The minor version that [`save`] writes. A newer one adds fields; it is read, and its fields are kept.
pub const MINOR: u64 = 0;
/// The largest file that is read, in bytes: 50 MB.
pub const LARGEST_FILE: usize = 50_000_000;
/// The largest picture that is read, in bytes: 200 MB. The drawing takes more room than the design that it carries.
pub const LARGEST_PICTURE: usize = 200_000_000;
/// How many lists and objects may stand in each other.
pub const DEEPEST: usize = 64;
/// The longest text in an object, in bytes. An object with a longer one is kept unread.
pub const LONGEST_TEXT: usize = 65_536;
/// How many objects may be unreadable before the file as a whole is refused.
pub const MOST_UNREAD: usize = 10_000;
