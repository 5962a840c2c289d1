//! What a report is written on: lines, with the objects that they stand for, and texts that are nothing but text.

use std::collections::BTreeMap;

use crate::export::bundle::Span;
use crate::export::terraform::hcl::quote;
use crate::model::{Design, EntityId};

/// A heading of a table's column, and whether numbers stand under it.
pub(super) type Column = (&'static str, bool);

/// A column of words.
pub(super) const fn words(title: &'static str) -> Column {
    (title, false)
}

/// A column of numbers.
pub(super) const fn number(title: &'static str) -> Column {
    (title, true)
}

/// A report in the making.
pub(super) struct Page<'a> {
    /// What it is about.
    pub(super) design: &'a Design,
    text: String,
    lines: usize,
    spans: BTreeMap<EntityId, Vec<Span>>,
}

impl<'a> Page<'a> {
    pub(super) fn new(design: &'a Design) -> Page<'a> {
        Page { design, text: String::new(), lines: 0, spans: BTreeMap::new() }
    }

    /// One line, which holds no line end.
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
        self.lines += 1;
    }

    /// A heading of level 1 to 6. `title` is Markdown already.
    pub(super) fn heading(&mut self, level: usize, title: &str) {
        if self.lines > 0 {
            self.line("");
        }
        self.line(&format!("{} {title}", "#".repeat(level)));
    }

    /// A paragraph, Markdown already.
    pub(super) fn paragraph(&mut self, text: &str) {
        self.line("");
        self.line(text);
    }

    /// The lines of a paragraph or heading that was just written stand for `object`.
    pub(super) fn stands_for(&mut self, object: impl Into<EntityId>) {
        let span = Span { file: 0, first: self.lines, last: self.lines };
        self.spans.entry(object.into()).or_default().push(span);
    }

    /// Begins a table.
    pub(super) fn table(&mut self, columns: &[Column]) {
        self.line("");
        let titles: Vec<&str> = columns.iter().map(|(title, _)| *title).collect();
        self.line(&format!("| {} |", titles.join(" | ")));
        let marks: Vec<&str> = columns.iter().map(|(_, number)| if *number { "--:" } else { "---" }).collect();
        self.line(&format!("| {} |", marks.join(" | ")));
    }

    /// A row of the table that was begun, which stands for `object`. The cells are Markdown already.
    pub(super) fn row<const N: usize>(&mut self, object: Option<EntityId>, cells: [&str; N]) {
        self.line(&format!("| {} |", cells.join(" | ")));
        if let Some(id) = object {
            self.stands_for(id);
        }
    }

    /// The name of an object as text; empty when it is not in the design.
    pub(super) fn name(&self, id: impl Into<EntityId>) -> String {
        let id = id.into();
        if self.design.contains(id) { plain(&self.design.name(id)) } else { String::new() }
    }

    /// An object with its kind, `NAT gateway nat-a`; its id when it is not in the design.
    pub(super) fn called(&self, id: EntityId) -> String {
        match self.design.contains(id) {
            true => format!("{} {}", id.kind.title(), plain(&self.design.name(id))),
            false => format!("{} (not in the design)", code(&id.to_string())),
        }
    }

    /// The text, and where each object is in it.
    pub(super) fn finish(self) -> (String, BTreeMap<EntityId, Vec<Span>>) {
        (self.text, self.spans)
    }
}

/// A text that is nothing but text: in a cell, in a heading, in a paragraph of one line.
///
/// Marks of Markdown (<https://spec.commonmark.org/0.31.2/#backslash-escapes>), of HTML, of formulas and of addresses that
/// readers turn into links are shown as they are; what is not seen, or turns the direction of text, becomes a space.
pub(super) fn plain(text: &str) -> String {
    let shown = quote::comment(text);
    let shown = shown.trim();
    let mut out = String::with_capacity(shown.len() + 8);
    // "1." and "-" at the start of a paragraph would begin a list.
    let digits = shown.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in shown.char_indices() {
        let rest = &shown[at..];
        let marked = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' | '!' | '@' | '$' => true,
            '-' | '+' | '=' => at == 0,
            '.' if shown[..at].ends_with("www") => true,
            '.' | ')' => digits > 0 && at == digits,
            ':' => rest.starts_with("://"),
            _ => false,
        };
        if marked {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A text in letters of one width. A bar would end the cell even there.
pub(super) fn code(text: &str) -> String {
    let shown = quote::comment(text);
    match shown.contains('`') || shown.trim() != shown || shown.is_empty() {
        true => plain(&shown),
        false => format!("`{}`", shown.replace('|', "\\|")),
    }
}

/// Several texts with commas between.
pub(super) fn list(texts: impl IntoIterator<Item = String>) -> String {
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}

/// "no subnets", "1 subnet", "2 subnets".
pub(super) fn count(number: usize, one: &str, several: &str) -> String {
    match number {
        0 => format!("no {several}"),
        1 => format!("1 {one}"),
        _ => format!("{number} {several}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_markup() {
        assert_eq!(plain("a|b `c` <img src=x> *d* [e](f)"), "a\\|b \\`c\\` \\<img src=x\\> \\*d\\* \\[e\\](f)");
        assert_eq!(plain("two\nlines &lt; $x$ @me"), "two lines \\&lt; \\$x\\$ \\@me");
        assert_eq!(plain("https://x.example and www.example"), "https\\://x.example and www\\.example");
        assert_eq!([plain("- a"), plain("1. b"), plain("# c")], ["\\- a", "1\\. b", "\\# c"]);
        assert_eq!(plain("10.0.0.0/16, 2.5"), "10\\.0.0.0/16, 2.5");
        assert_eq!([code("a|b"), code("a`|b"), code("")], ["`a\\|b`", "a\\`\\|b", ""]);
    }
}
