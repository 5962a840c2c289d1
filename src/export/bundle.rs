use std::collections::BTreeMap;

use crate::model::{Design, EntityId};
use crate::ordering::Ordered;

/// One file of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it goes, with `/` between folders, never absolute and never upward: `envs/prod/main.tf`.
    pub path: String,
    /// Its content.
    pub content: Content,
    /// Is it a script to be run?
    pub executable: bool,
}

/// What is in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text in UTF-8 that ends with a newline.
    Text(String),
    /// Anything else.
    Bytes(Vec<u8>),
}

impl File {
    /// A text file.
    pub fn text(path: impl Into<String>, text: impl Into<String>) -> File {
        File { path: path.into(), content: Content::Text(text.into()), executable: false }
    }

    /// Its content as bytes.
    pub fn bytes(&self) -> &[u8] {
        match &self.content {
            Content::Text(text) => text.as_bytes(),
            Content::Bytes(bytes) => bytes,
        }
    }

    /// Its content as text, when it is text.
    pub fn as_text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Bytes(_) => None,
        }
    }

    /// How many lines of text it has; 0 for other content.
    pub fn lines(&self) -> usize {
        self.as_text().map_or(0, |text| text.lines().count())
    }
}

/// What became of an object that the files do not hold as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteKind {
    /// It, or a part of it, is not in the files.
    LeftOut,
    /// It is in the files, with something to know about it.
    Remark,
}

/// Something to tell whoever takes the files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// Whether something is missing.
    pub kind: NoteKind,
    /// The object it is about; `None` when it is about the design, or about an object that could not be read.
    pub object: Option<EntityId>,
    /// A sentence.
    pub text: String,
}

/// Lines of a file that stand for an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Which file: an index into [`Bundle::files`].
    pub file: usize,
    /// The first line, from 1.
    pub first: usize,
    /// The last line.
    pub last: usize,
}

impl Span {
    /// How many lines it has.
    pub fn len(&self) -> usize {
        self.last - self.first + 1
    }

    /// Never: a span has at least one line.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Is `line` of file `file` in it?
    pub fn holds(&self, file: usize, line: usize) -> bool {
        self.file == file && (self.first..=self.last).contains(&line)
    }
}

/// What an exporter makes: files, what is to be said about them, and which lines stand for which object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bundle {
    /// The files, sorted by path.
    pub files: Vec<File>,
    /// What the files leave out and what else is to be known. Sorted: what is missing first.
    pub notes: Vec<Note>,
    /// The lines of each object, the most telling place first. An object that is left out has none.
    pub spans: BTreeMap<EntityId, Vec<Span>>,
}

impl Bundle {
    /// The file at `path`.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// The places that stand for `object`, the most telling first.
    pub fn spans_of(&self, object: impl Into<EntityId>) -> &[Span] {
        self.spans.get(&object.into()).map_or(&[], Vec::as_slice)
    }

    /// The text that stands for `object`: its most telling place.
    pub fn code_of(&self, object: impl Into<EntityId>) -> Option<String> {
        let span = self.spans_of(object).first()?;
        let text = self.files.get(span.file)?.as_text()?;
        let lines: Vec<&str> = text.lines().skip(span.first - 1).take(span.len()).collect();
        let margin = lines.iter().filter(|l| !l.is_empty()).map(|l| l.len() - l.trim_start().len()).min().unwrap_or(0);
        Some(lines.iter().map(|l| l.get(margin..).unwrap_or_default()).collect::<Vec<_>>().join("\n"))
    }

    /// The object that line `line` (from 1) of file `file` stands for: the one with the fewest lines around it.
    pub fn object_at(&self, file: usize, line: usize) -> Option<EntityId> {
        let all = self.spans.iter().flat_map(|(id, spans)| spans.iter().map(move |span| (*id, span)));
        all.filter(|(_, span)| span.holds(file, line)).min_by_key(|(id, span)| (span.len(), *id)).map(|(id, _)| id)
    }

    /// How many bytes the files have together.
    pub fn size(&self) -> usize {
        self.files.iter().map(|file| file.bytes().len()).sum()
    }

    /// Sorts the files by path and the notes by weight, keeping the spans right. Exporters call it last.
    pub(super) fn sorted(mut self) -> Bundle {
        let mut order: Vec<usize> = (0..self.files.len()).collect();
        order.order_by(|a, b| self.files[*a].path.cmp(&self.files[*b].path));
        let mut place = vec![0; order.len()];
        order.iter().enumerate().for_each(|(new, old)| place[*old] = new);
        self.files.order_by(|a, b| a.path.cmp(&b.path));
        self.spans.values_mut().flatten().for_each(|span| span.file = place[span.file]);
        self.notes.order();
        self.notes.dedup();
        self
    }
}

/// Collects notes while an exporter works.
#[derive(Debug, Default)]
pub(super) struct Notes(Vec<Note>);

impl Notes {
    /// `object`, or the part of it that `text` names, is not in the files.
    pub(super) fn left_out(&mut self, object: impl Into<EntityId>, text: impl Into<String>) {
        self.0.push(Note { kind: NoteKind::LeftOut, object: Some(object.into()), text: text.into() });
    }

    /// No object of some kind is in the files.
    pub(super) fn left_out_kind(&mut self, text: impl Into<String>) {
        self.0.push(Note { kind: NoteKind::LeftOut, object: None, text: text.into() });
    }

    /// `object` is in the files; `text` is to be known.
    pub(super) fn remark(&mut self, object: impl Into<EntityId>, text: impl Into<String>) {
        self.0.push(Note { kind: NoteKind::Remark, object: Some(object.into()), text: text.into() });
    }

    /// `text` is to be known of the design as a whole.
    pub(super) fn remark_of_all(&mut self, text: impl Into<String>) {
        self.0.push(Note { kind: NoteKind::Remark, object: None, text: text.into() });
    }

    /// The objects of the file that could not be read cannot be written either.
    pub(super) fn unread(&mut self, design: &Design) {
        for unread in design.unread() {
            let text = format!("The object at line {} of the file could not be read: {}", unread.line, unread.reason);
            self.0.push(Note { kind: NoteKind::LeftOut, object: None, text });
        }
    }

    /// Sorted, without repeats: what a bundle holds, and what its README lists.
    pub(super) fn finish(mut self) -> Vec<Note> {
        self.0.order();
        self.0.dedup();
        self.0
    }
}
