use std::collections::{BTreeMap, BTreeSet};

use crate::export::bundle::Span;
use crate::model::EntityId;
use crate::model::plan::harmless;

/// A CSV file in the making, with the lines of each object.
pub(super) struct Sheet<const N: usize> {
    writer: csv::Writer<Vec<u8>>,
    rows: usize,
    lines: usize,
    spans: Vec<(EntityId, Span)>,
}

impl<const N: usize> Sheet<N> {
    /// A sheet with these headings.
    pub(super) fn new(headings: [&str; N]) -> Sheet<N> {
        let mut sheet = Sheet { writer: csv::Writer::from_writer(Vec::new()), rows: 0, lines: 1, spans: Vec::new() };
        sheet.writer.write_record(headings).expect("memory takes every record");
        sheet
    }

    /// A row, which stands for `object`. No field has a line end: see [`cut`].
    pub(super) fn row(&mut self, object: Option<EntityId>, fields: [String; N]) {
        let fields = fields.each_ref().map(|field| harmless(field));
        self.writer.write_record(fields.iter().map(|field| field.as_bytes())).expect("memory takes every record");
        self.rows += 1;
        self.lines += 1;
        let line = self.lines;
        self.spans.extend(object.map(|id| (id, Span { file: 0, first: line, last: line })));
    }

    /// The text, how many rows it has, and the lines of each object.
    pub(super) fn finish(self) -> (String, usize, Vec<(EntityId, Span)>) {
        let bytes = self.writer.into_inner().expect("memory takes every record");
        (String::from_utf8(bytes).expect("every field is a text"), self.rows, self.spans)
    }
}

/// A text on one line, of so many characters at most, and no formula. NetBox takes spaces off both ends of what it reads:
/// what differs in nothing else would be one.
pub(super) fn cut(text: &str, most: usize) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let cut: String = harmless(line.trim()).chars().take(most).collect();
    cut.trim_end().to_owned()
}

/// What NetBox calls an object of that name, of so many characters at most: a name of spaces is none, and the id stands in
/// for it.
pub(super) fn named(id: EntityId, name: &str, most: usize) -> String {
    let name = cut(name, most);
    if name.is_empty() { id.to_string() } else { name }
}

/// What NetBox takes as a slug: letters, digits, hyphens and underscores, 100 at most.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars() {
        match c {
            c if c.is_ascii_alphanumeric() || c == '_' => slug.push(c.to_ascii_lowercase()),
            _ if !slug.ends_with('-') && !slug.is_empty() => slug.push('-'),
            _ => {}
        }
    }
    let slug: String = slug.trim_end_matches('-').chars().take(100).collect();
    if slug.is_empty() { "x".to_owned() } else { slug }
}

/// Names that differ, each of so many characters at most: of two that are the same in whatever case, the later has its id
/// behind it.
pub(super) fn unique(names: impl Iterator<Item = (EntityId, String)>, most: usize) -> BTreeMap<EntityId, String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut named = BTreeMap::new();
    for (id, name) in names {
        let mut name = self::named(id, &name, most);
        if !taken.insert(name.to_lowercase()) {
            let id = id.to_string();
            name = format!("{}-{id}", cut(&name, most.saturating_sub(id.len() + 1)));
            taken.insert(name.to_lowercase());
        }
        named.insert(id, name);
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_what_netbox_takes() {
        assert_eq!(["Public / web", "eu-west-1", "größe", "日本"].map(slug), ["public-web", "eu-west-1", "gr-e", "x"]);
        assert_eq!(slug(&"a".repeat(200)).len(), 100);
    }

    #[test]
    fn of_two_names_the_later_carries_its_id() {
        let id = |text: &str| text.parse::<EntityId>().expect("an id");
        let names = unique([(id("vpc-a"), "Main".into()), (id("vpc-b"), "main".into())].into_iter(), 10);
        assert_eq!((&*names[&id("vpc-a")], &*names[&id("vpc-b")]), ("Main", "main-vpc-b"));
    }
}
