mod json;
mod markdown;
mod text;

use std::path::{Path, PathBuf};

use cidraw::analysis::{Comparison, FieldChange, ObjectChange, value_words};
use cidraw::format::Loaded;
use cidraw::model::EntityId;
use clap::{Args, ValueEnum};
use serde_json::Value;

use crate::Ending;
use crate::input::{print, read, tell_notes};

/// Tell how one design differs from another: objects, fields, addresses freed and taken, what AWS would replace.
///
/// How the files are laid out makes no difference. Exit code 1 when there is a difference.
#[derive(Args)]
pub struct Compare {
    /// The older design.
    #[arg(value_name = "A")]
    old: PathBuf,
    /// The newer design.
    #[arg(value_name = "B")]
    new: PathBuf,
    /// How to tell.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A line for each object and field, for people.
    Text,
    /// One document; see docs/cli.md.
    Json,
    /// Tables, for a review.
    Markdown,
}

/// Two files and how the second differs from the first.
struct Compared<'a> {
    paths: [&'a Path; 2],
    sides: [Loaded; 2],
    comparison: Comparison,
}

impl Compare {
    pub fn run(&self) -> Ending {
        let paths = [self.old.as_path(), self.new.as_path()];
        let (old, new) = match (read(paths[0]), read(paths[1])) {
            (Ok((_, old)), Ok((_, new))) => (old, new),
            _ => return Ending::Failed,
        };
        tell_notes(paths[0], &old);
        tell_notes(paths[1], &new);
        let comparison = Comparison::of(&old.design, &new.design);
        let compared = Compared { paths, sides: [old, new], comparison };
        let told = match self.format {
            Format::Text => text::tell(&compared),
            Format::Json => format!("{:#}\n", json::document(&compared)),
            Format::Markdown => markdown::tell(&compared),
        };
        let ending = if compared.comparison.is_empty() { Ending::Done } else { Ending::Found };
        ending.max(print(&told))
    }
}

impl Compared<'_> {
    /// The names of the files.
    fn files(&self) -> [String; 2] {
        self.paths.map(|path| path.display().to_string())
    }

    /// An object of the older design by kind and name, on one line.
    fn called(&self, id: EntityId) -> String {
        format!("{} {}", id.kind.title(), text::one_line(&self.sides[0].design.name(id)))
    }

    /// What a field was and what it is.
    fn words(&self, object: &ObjectChange, field: &FieldChange) -> [String; 2] {
        [self.old_words(object, field, &field.old), self.new_words(object, field, &field.new)]
    }

    fn old_words(&self, object: &ObjectChange, field: &FieldChange, value: &Value) -> String {
        value_words(&self.sides[0].design, object.id.kind, &field.path, value)
    }

    fn new_words(&self, object: &ObjectChange, field: &FieldChange, value: &Value) -> String {
        value_words(&self.sides[1].design, object.id.kind, &field.path, value)
    }
}
