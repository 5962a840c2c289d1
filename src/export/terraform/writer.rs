use std::collections::BTreeMap;

use super::hcl::{Body, write};
use crate::export::bundle::{File, Span};
use crate::model::EntityId;

/// The files of a bundle while they are written, and which lines stand for which object.
#[derive(Default)]
pub(super) struct Files {
    pub(super) files: Vec<File>,
    pub(super) spans: BTreeMap<EntityId, Vec<Span>>,
}

impl Files {
    /// A file of HCL; none when there is nothing to say. Earlier files are taken for the more telling ones.
    pub(super) fn hcl(&mut self, path: impl Into<String>, body: &Body) {
        if body.is_empty() {
            return;
        }
        let (text, marks) = write(body);
        let file = self.files.len();
        for mark in marks {
            let span = Span { file, first: mark.first, last: mark.last };
            self.spans.entry(mark.object).or_default().push(span);
        }
        self.files.push(File::text(path, text));
    }

    /// A file of text.
    pub(super) fn text(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.files.push(File::text(path, text));
    }

    /// A script.
    pub(super) fn script(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.files.push(File { executable: true, ..File::text(path, text) });
    }
}
