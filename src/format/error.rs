//! Why a file is refused as a whole.

use super::{DEEPEST, LARGEST_FILE, MOST_UNREAD, VERSION};

/// Why a file was refused as a whole. `Display` is what the page shows; the design that is open stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// Larger than [`LARGEST_FILE`](super::LARGEST_FILE).
    #[error("The file has {} MB. A design has at most {} MB.", .bytes.div_ceil(1_000_000), LARGEST_FILE / 1_000_000)]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Nothing in it.
    #[error("The file is empty.")]
    Empty,
    /// Not UTF-8.
    #[error("The file is not UTF-8 text: see line {line}. Is it a cidraw design?")]
    NotText {
        /// The line of the first wrong byte, from 1.
        line: usize,
    },
    /// Not JSON.
    #[error("The file is not JSON: line {line}, column {column}: {reason}.")]
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What the parser says.
        reason: String,
    },
    /// An SVG drawing or a PNG that cidraw did not make, or that was made smaller by a program since.
    #[error(
        "The picture carries no design. Only SVG and PNG files that cidraw exported can be opened, as long as no \
         program has taken their metadata away."
    )]
    PictureWithoutDesign,
    /// A picture with a part of a design.
    #[error("The design in the picture is damaged: part of it was lost or changed. Nothing was opened.")]
    PictureDamaged,
    /// JSON that stops in the middle.
    #[error("The file is cut off: it ends at line {line}, column {column}, in the middle of a value.")]
    Truncated {
        /// The last line, from 1.
        line: usize,
        /// The last column.
        column: usize,
    },
    /// Lists and objects in each other deeper than [`DEEPEST`](super::DEEPEST).
    #[error("The file is nested too deep: line {line}, column {column} is below {DEEPEST} levels.")]
    TooDeep {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// JSON, but nothing says that it is a design.
    #[error("The file is JSON but not a cidraw design: {reason}.")]
    NotADesign {
        /// What is missing.
        reason: &'static str,
    },
    /// A field of the file that has to be there once and sound.
    #[error("Line {line}: \"{field}\" {reason}.")]
    Field {
        /// The field.
        field: String,
        /// The line where its value is, from 1.
        line: usize,
        /// What is wrong.
        reason: &'static str,
    },
    /// Written by a newer cidraw.
    #[error(
        "The file has format version {version}; this cidraw reads up to version {VERSION}. \
         Open it with a newer cidraw."
    )]
    Newer {
        /// Its version.
        version: u64,
    },
    /// An older version whose content does not allow the step to the next.
    #[error("The file has format version {version} and could not be brought to version {VERSION}: {reason}.")]
    Migration {
        /// Its version.
        version: u64,
        /// What is in the way.
        reason: String,
    },
    /// More than [`MOST_UNREAD`](super::MOST_UNREAD) objects are wrong: it is something else.
    #[error("More than {MOST_UNREAD} objects cannot be read. The first: {first}")]
    TooManyUnread {
        /// The note about the first.
        first: String,
    },
}

/// The start of a text, for a message: whoever reads it has the line.
pub(super) fn short(text: &str) -> &str {
    text.char_indices().nth(80).map_or(text, |(end, _)| &text[..end])
}
