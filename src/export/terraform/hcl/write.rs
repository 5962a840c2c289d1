use super::quote::{comment, literal};
use super::{Block, Body, Entry, Expr, Item};
use crate::model::EntityId;

/// Lines `first` to `last` (from 1) stand for `object`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The object.
    pub(crate) object: EntityId,
    /// The first line.
    pub(crate) first: usize,
    /// The last line.
    pub(crate) last: usize,
}

/// A list or map longer than this goes over several lines. An entry of a table may be a row, and rows may be long.
const SHORT: usize = 100;
const ROW: usize = 180;

/// The text of a file, and what its lines stand for.
pub(crate) fn write(body: &Body) -> (String, Vec<Mark>) {
    let mut writer = Writer::default();
    writer.body(body, 0);
    (writer.text, writer.marks)
}

#[derive(Default)]
struct Writer {
    text: String,
    /// Lines that are finished.
    lines: usize,
    marks: Vec<Mark>,
}

impl Writer {
    fn line(&mut self, depth: usize, text: &str) {
        if !text.is_empty() {
            self.text.extend(std::iter::repeat_n("  ", depth));
            self.text.push_str(text);
        }
        self.text.push('\n');
        self.lines += 1;
    }

    fn mark(&mut self, object: Option<EntityId>, before: usize) {
        if let Some(object) = object {
            self.marks.push(Mark { object, first: before + 1, last: self.lines });
        }
    }

    fn body(&mut self, body: &Body, depth: usize) {
        let mut items = body.0.as_slice();
        // An empty line at the end says nothing.
        while let [rest @ .., Item::Blank] = items {
            items = rest;
        }
        while let Some((item, rest)) = items.split_first() {
            match item {
                Item::Blank => self.line(0, ""),
                Item::Comment(text) => self.line(depth, format!("# {}", comment(text)).trim_end()),
                Item::Block(block) => self.block(block, depth),
                Item::Attribute(_) => {
                    let run = items.iter().take_while(|i| matches!(i, Item::Attribute(_))).count();
                    let entries: Vec<&Entry> = items[..run]
                        .iter()
                        .filter_map(|i| match i {
                            Item::Attribute(entry) => Some(entry),
                            _ => None,
                        })
                        .collect();
                    self.entries(&entries, depth, SHORT);
                    items = &items[run..];
                    continue;
                }
            }
            items = rest;
        }
    }

    fn block(&mut self, block: &Block, depth: usize) {
        let before = self.lines;
        let mut head = block.keyword.to_owned();
        for label in &block.labels {
            head.push(' ');
            head.push_str(&literal(label));
        }
        if block.body.is_empty() {
            self.line(depth, &format!("{head} {{}}"));
        } else {
            self.line(depth, &format!("{head} {{"));
            self.body(&block.body, depth + 1);
            self.line(depth, "}");
        }
        self.mark(block.mark, before);
    }

    /// Entries one a line. `terraform fmt` aligns the `=` of neighbours that have their whole value on their line.
    fn entries(&mut self, entries: &[&Entry], depth: usize, longest: usize) {
        let inline: Vec<Option<String>> = entries.iter().map(|e| one_line(&e.value, longest)).collect();
        let mut at = 0;
        while at < entries.len() {
            let run = inline[at..].iter().take_while(|text| text.is_some()).count();
            let width = entries[at..at + run].iter().map(|e| e.key.len()).max().unwrap_or(0);
            for (entry, text) in entries[at..at + run].iter().zip(&inline[at..at + run]) {
                let before = self.lines;
                self.line(depth, &format!("{:width$} = {}", entry.key, text.as_deref().unwrap_or_default()));
                self.mark(entry.mark, before);
            }
            at += run;
            if let Some(entry) = entries.get(at) {
                let before = self.lines;
                self.many_lines(&entry.key, &entry.value, depth);
                self.mark(entry.mark, before);
                at += 1;
            }
        }
    }

    fn many_lines(&mut self, key: &str, value: &Expr, depth: usize) {
        match value {
            Expr::Map(entries) | Expr::Table(entries) => {
                self.line(depth, &format!("{key} = {{"));
                let entries: Vec<&Entry> = entries.iter().collect();
                let longest = if matches!(value, Expr::Table(_)) { ROW } else { SHORT };
                self.entries(&entries, depth + 1, longest);
                self.line(depth, "}");
            }
            Expr::List(items) => {
                self.line(depth, &format!("{key} = ["));
                for item in items {
                    // A list of lists does not occur; of maps it does, and a map fits on a line of any length.
                    let text = inline(item);
                    self.line(depth + 1, &format!("{text},"));
                }
                self.line(depth, "]");
            }
            Expr::Set(items) => {
                self.line(depth, &format!("{key} = toset(["));
                for (item, object) in items {
                    let before = self.lines;
                    self.line(depth + 1, &format!("{},", literal(item)));
                    self.mark(*object, before);
                }
                self.line(depth, "])");
            }
            Expr::Lines(lines) => {
                for (i, line) in lines.iter().enumerate() {
                    if i == 0 { self.line(depth, &format!("{key} = {line}")) } else { self.line(depth, line) }
                }
            }
            Expr::Text(_) | Expr::Number(_) | Expr::Bool(_) | Expr::Code(_) => {
                let text = inline(value);
                self.line(depth, &format!("{key} = {text}"));
            }
        }
    }
}

/// The value on one line, however long.
pub(crate) fn inline(value: &Expr) -> String {
    one_line(value, usize::MAX).unwrap_or_default()
}

/// The value on one line; `None` when it needs several, or is longer than `longest`.
fn one_line(value: &Expr, longest: usize) -> Option<String> {
    let fits = |text: String| (text.len() <= longest).then_some(text);
    match value {
        Expr::Text(text) => Some(literal(text)),
        Expr::Number(number) => Some(number.to_string()),
        Expr::Bool(value) => Some(value.to_string()),
        Expr::Code(code) => Some(code.clone()),
        Expr::List(items) => {
            let items: Option<Vec<String>> = items.iter().map(|item| one_line(item, longest)).collect();
            fits(format!("[{}]", items?.join(", ")))
        }
        Expr::Map(entries) if entries.iter().all(|e| e.mark.is_none()) => {
            let entries: Option<Vec<String>> =
                entries.iter().map(|e| Some(format!("{} = {}", e.key, one_line(&e.value, longest)?))).collect();
            let entries = entries?;
            if entries.is_empty() { Some("{}".into()) } else { fits(format!("{{ {} }}", entries.join(", "))) }
        }
        Expr::Table(entries) if entries.is_empty() => Some("{}".into()),
        Expr::Set(items) if items.is_empty() => Some("toset([])".into()),
        Expr::Map(_) | Expr::Table(_) | Expr::Set(_) | Expr::Lines(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(body: &Body) -> String {
        write(body).0
    }

    #[test]
    fn neighbours_on_one_line_are_aligned() {
        let mut body = Body::new();
        body.attribute("a", Expr::Number(1)).attribute("long_name", Expr::from(true));
        body.attribute(
            "table",
            Expr::Table(vec![Entry::text("k", Expr::text("v")), Entry::text("key", Expr::text("w"))]),
        );
        body.attribute("b", Expr::texts(["x", "y"]));
        assert_eq!(
            text(&body),
            "a         = 1\nlong_name = true\ntable = {\n  \"k\"   = \"v\"\n  \"key\" = \"w\"\n}\nb = [\"x\", \"y\"]\n"
        );
    }

    #[test]
    fn lines_are_marked_with_their_object() {
        let subnet: EntityId = "subnet-a".parse().unwrap();
        let vpc: EntityId = "vpc-a".parse().unwrap();
        let mut body = Body::new();
        body.comment("two\nlines");
        let rows = Expr::Table(vec![Entry::text("a", Expr::Number(1)).marked(subnet)]);
        body.block(Block::resource("aws_subnet", "a").attribute("for_each", rows).marked(vpc));
        let (text, marks) = write(&body);
        assert_eq!(text, "# two\n# lines\nresource \"aws_subnet\" \"a\" {\n  for_each = {\n    \"a\" = 1\n  }\n}\n");
        assert_eq!(marks, [Mark { object: subnet, first: 5, last: 5 }, Mark { object: vpc, first: 3, last: 7 }]);
    }

    #[test]
    fn a_long_map_goes_over_several_lines() {
        let long = "x".repeat(60);
        let entries = vec![Entry::tag("Name", Expr::text(&long)), Entry::tag("a:b", Expr::text(&long))];
        let mut body = Body::new();
        body.attribute("tags", Expr::Map(entries));
        assert_eq!(text(&body), format!("tags = {{\n  Name  = \"{long}\"\n  \"a:b\" = \"{long}\"\n}}\n"));
    }
}
