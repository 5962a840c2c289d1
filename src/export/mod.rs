//! Files made from a design: code, tables, pictures.
//!
//! What is for AWS reads the design alone; what is for people (the report, pictures) also what follows from it: findings
//! of [`analysis`](crate::analysis), the display list of [`scene`](crate::scene). `tests/layering.rs` holds the two apart.
//!
//! An exporter is a pure function of the design: the same objects give the same bytes, in whatever order they were added.
//! What a format cannot say is noted in the [`Bundle`], never dropped silently, and the rest is written.

mod archive;
mod bundle;
mod cloudformation;
mod csv;
mod markdown;
mod mermaid;
pub mod naming;
mod netbox;
mod options;
mod pace;
mod png;
mod svg;
mod terraform;
mod transliteration;

pub use bundle::{Bundle, Content, File, Note, NoteKind, Span};
pub use cloudformation::CloudFormation;
pub use csv::Csv;
pub use markdown::Markdown;
pub use mermaid::Mermaid;
pub use netbox::NetBox;
pub use options::{Backend, Layout, OfferedLayout, Options, PictureOptions, ProviderMajor, TemplateSyntax};
pub use pace::{Job, Making, Pace, Rest, Since};
pub use png::{Painter, Painting, Png};
pub use svg::{Svg, copied_svg};
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
    fn layouts(&self) -> &'static [OfferedLayout] {
        &[]
    }

    /// The syntaxes that its templates can be written in, the default first; empty when there is nothing to choose.
    fn syntaxes(&self) -> &'static [TemplateSyntax] {
        &[]
    }

    /// What protecting production does to its files, in one sentence; `None` when it does nothing.
    fn protection(&self) -> Option<&'static str> {
        None
    }

    /// Does it draw: are a theme, a scale and what is shown to be chosen ([`PictureOptions`])?
    fn draws(&self) -> bool {
        false
    }

    /// Does it take somebody who makes pixels ([`Job::painter`])? Without one it makes no file, and says so.
    fn wants_painter(&self) -> bool {
        false
    }

    /// Does it want to know what follows from the design ([`Job::known`])?
    fn wants_findings(&self) -> bool {
        false
    }

    /// Do its files say what is renamed since an earlier version ([`Job::since`])?
    fn follows_renames(&self) -> bool {
        false
    }

    /// Makes the files, piece by piece. Never fails: what cannot be written is noted.
    fn make<'a>(&'a self, job: Job<'a>) -> Making<'a>;

    /// Does a job in one go: without rests, and with a painter that waits for nothing.
    fn make_at_once(&self, job: Job<'_>) -> Bundle {
        pace::at_once(self.make(Job { pace: Pace::default(), ..job }))
    }

    /// The files for `design`, in one go.
    fn export(&self, design: &Design, options: &Options) -> Bundle {
        self.make_at_once(Job::new(design, options))
    }

    /// The same, for a design that was exported before.
    fn export_since(&self, design: &Design, options: &Options, since: Since) -> Bundle {
        self.make_at_once(Job { since: Some(since), ..Job::new(design, options) })
    }
}

/// Every exporter, in the order of the menu.
pub static EXPORTERS: &[&dyn Exporter] = &[&Terraform, &CloudFormation, &Csv, &NetBox, &Markdown, &Svg, &Png, &Mermaid];

/// The exporter with the id `id`.
pub fn exporter(id: &str) -> Option<&'static dyn Exporter> {
    EXPORTERS.iter().copied().find(|exporter| exporter.id() == id)
}
