//! Files made from a design: code, tables, pictures.
//!
//! An exporter is a pure function of the design: the same objects give the same bytes, in whatever order they were added.
//! What a format cannot say is noted in the [`Bundle`], never dropped silently, and the rest is written.

mod archive;
mod bundle;
mod csv;
pub mod naming;
mod options;
mod terraform;
mod transliteration;

pub use bundle::{Bundle, Content, File, Note, NoteKind, Span};
pub use csv::Csv;
pub use options::{Backend, Layout, Options, ProviderMajor};
pub use terraform::Terraform;

use crate::model::Design;

/// Makes files from a design. One is a file of this folder and a line in [`EXPORTERS`].
pub trait Exporter: Sync {
    /// The word for it on the command line: `terraform`.
    fn id(&self) -> &'static str;

    /// What it is called in menus.
    fn title(&self) -> &'static str;

    /// What the main files end in, without the dot.
    fn file_extension(&self) -> &'static str;

    /// The layouts that it knows, the default first; empty when there is nothing to choose.
    fn layouts(&self) -> &'static [Layout];

    /// The files for `design`. Never fails: what cannot be written is noted.
    fn export(&self, design: &Design, options: &Options) -> Bundle;
}

/// Every exporter, in the order of the menu.
pub static EXPORTERS: &[&dyn Exporter] = &[&Terraform, &Csv];

/// The exporter with the id `id`.
pub fn exporter(id: &str) -> Option<&'static dyn Exporter> {
    EXPORTERS.iter().copied().find(|exporter| exporter.id() == id)
}
