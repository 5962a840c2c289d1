//! The text form of a design in few words, for docs, lessons and tests.
//!
//! ```
//! let design = cidraw::notation::parse(
//!     "vpc prod 10.0.0.0/16 region=eu-west-1 at 0,0 {
//!        igw main                                  # attached to the VPC it stands in
//!        tier public public {                      # a name and a role; the order is the position
//!          subnet pub-a a 10.0.0.0/24 route_table=rt auto_public_ip=true { nat nat-a eip-a }
//!        }
//!        route_table rt main { 0.0.0.0/0 -> igw:main; 10.9.0.0/16 -> peering:gone }
//!      }
//!      eip eip-a region=eu-west-1
//!      peering prod-other prod other",
//! )?;
//! assert_eq!(design.len(), 8);
//! let text = cidraw::notation::to_notation(&design);
//! assert_eq!(cidraw::notation::parse(&text)?, design);
//! # Ok::<(), cidraw::notation::NotationError>(())
//! ```
//!
//! A statement is `word name positional* key=value* [at x,y [size w,h]] { children }` and ends at the line's end or at
//! `;`. `key=value` sets the field of that name in the file, word for word; positional values are short forms
//! (the blocks of a VPC or pool, the zone and blocks of a subnet, the role of a tier, `main`, `production`, the elastic
//! IPs of a NAT gateway, the two ends of a peering). `id=`, `aws_id=` and `tags={}` work for every kind. An object that stands inside another
//! names it.
//!
//! Fields that name objects of several kinds, and names further inside a value (the rules of a security group, the
//! ends of an assertion), are written `kind:name`: `rules=[{peer: sg:web, protocol: tcp, ports: 443}]`.
//!
//! A reference is a name, `kind:name`, an id, or `@id`; a name in the same VPC wins over one elsewhere. One that resolves
//! to nothing becomes a dangling id made from the name. Ids are made from names. A wrong address (`10.0.0.5/24`) is
//! kept as it is written.

mod build;
mod grammar;
mod lexer;
mod loose;
mod names;
mod print;
mod syntax;

pub use print::to_notation;

use crate::model::Design;

/// Why a text is not a design in notation. `Display` says where, what, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Line {line}, column {column}: {message}")]
pub struct NotationError {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong, and the correction.
    pub message: String,
}

/// A place in the text: line and column, from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Place {
    line: usize,
    column: usize,
}

impl Place {
    fn error(self, message: impl Into<String>) -> NotationError {
        NotationError { line: self.line, column: self.column, message: message.into() }
    }
}

/// Reads a design from notation.
///
/// # Errors
/// The first thing that is not notation: an unknown word or field, a missing name, a brace too few, an ambiguous name.
pub fn parse(text: &str) -> Result<Design, NotationError> {
    build::design(&syntax::statements(text)?)
}

#[cfg(test)]
mod tests;
