use std::collections::BTreeMap;

use super::hcl::{Body, write};
use super::moves::Instance;
use crate::export::bundle::{File, Span};
use crate::model::EntityId;

/// The files of a bundle while they are written, and which lines stand for which object.
#[derive(Default)]
pub(super) struct Files {
    pub(super) files: Vec<File>,
    pub(super) spans: BTreeMap<EntityId, Vec<Span>>,
    /// What the files would make, where that is asked for instead of text.
    instances: Option<Vec<Instance>>,
}

impl Files {
    /// Files of a design with traced names: nothing is written, what they would make is noted.
    pub(super) fn of_instances() -> Files {
        Files { instances: Some(Vec::new()), ..Files::default() }
    }

    /// What the files would make.
    pub(super) fn into_instances(self) -> Vec<Instance> {
        self.instances.unwrap_or_default()
    }

    /// A file of HCL; none when there is nothing to say. Earlier files are taken for the more telling ones.
    pub(super) fn hcl(&mut self, path: impl Into<String>, body: &Body) {
        if body.is_empty() {
            return;
        }
        if let Some(instances) = &mut self.instances {
            let path = path.into();
            let (folder, _) = path.rsplit_once('/').unwrap_or_default();
            instances.extend(Instance::all_of(folder, body));
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
        if self.instances.is_none() {
            self.files.push(File::text(path, text));
        }
    }

    /// A script.
    pub(super) fn script(&mut self, path: impl Into<String>, text: impl Into<String>) {
        if self.instances.is_none() {
            self.files.push(File { executable: true, ..File::text(path, text) });
        }
    }
}
