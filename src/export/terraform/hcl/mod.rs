//! A writer of HCL whose text is what `terraform fmt` would make of it. Every line can be marked with the object that it
//! stands for.
//!
//! Only what the exporter needs: expressions that are not data (references, conditions) are given as code.

pub(crate) mod quote;
mod read;
mod write;

use crate::model::EntityId;

pub(crate) use read::Repeated;
pub(crate) use write::{inline, write};

/// The body of a file or a block, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Body(Vec<Item>);

#[derive(Clone, Debug)]
enum Item {
    Attribute(Entry),
    Block(Block),
    Comment(String),
    Blank,
}

/// `name = value`, or an entry of a map.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    key: String,
    value: Expr,
    mark: Option<EntityId>,
}

/// `resource "aws_vpc" "prod" { ... }`
#[derive(Clone, Debug)]
pub(crate) struct Block {
    keyword: &'static str,
    labels: Vec<String>,
    body: Body,
    mark: Option<EntityId>,
    /// Over which keys it is repeated, where the code does not show it.
    keys: Option<Vec<String>>,
}

/// The right side of an attribute.
#[derive(Clone, Debug)]
pub(crate) enum Expr {
    /// A string, written as a literal.
    Text(String),
    /// A number.
    Number(u64),
    /// `true` or `false`.
    Bool(bool),
    /// An expression on one line, as it is: `aws_vpc.prod.id`.
    Code(String),
    /// An expression on several lines, as they are; each further one is indented by hand.
    Lines(Vec<String>),
    /// On one line where it is short.
    List(Vec<Expr>),
    /// On one line where it is short.
    Map(Vec<Entry>),
    /// A map with one entry a line.
    Table(Vec<Entry>),
    /// `toset([...])`, one element a line.
    Set(Vec<(String, Option<EntityId>)>),
}

impl Expr {
    /// A string that means `text`.
    pub(crate) fn text(text: impl Into<String>) -> Expr {
        Expr::Text(text.into())
    }

    /// A string of what is shown of a value: a block, an address.
    pub(crate) fn shown(value: impl std::fmt::Display) -> Expr {
        Expr::Text(value.to_string())
    }

    /// An expression, as it is.
    pub(crate) fn code(code: impl Into<String>) -> Expr {
        Expr::Code(code.into())
    }

    /// `merge(this, code)`: what `code` has on top.
    pub(crate) fn merged_with(&self, code: &str) -> Expr {
        Expr::Code(format!("merge({}, {code})", write::inline(self)))
    }

    /// A list of strings.
    pub(crate) fn texts<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Expr {
        Expr::List(texts.into_iter().map(Expr::text).collect())
    }
}

impl From<bool> for Expr {
    fn from(value: bool) -> Expr {
        Expr::Bool(value)
    }
}

impl Entry {
    /// `name = value`, where `name` is an identifier.
    pub(crate) fn word(name: &str, value: Expr) -> Entry {
        Entry { key: name.to_owned(), value, mark: None }
    }

    /// `"key" = value`: a key that is data.
    pub(crate) fn text(key: &str, value: Expr) -> Entry {
        Entry { key: quote::ascii_literal(key), value, mark: None }
    }

    /// A key that is data, without quotes where it can be: tags.
    pub(crate) fn tag(key: &str, value: Expr) -> Entry {
        if quote::is_identifier(key) { Entry::word(key, value) } else { Entry::text(key, value) }
    }

    /// Its lines stand for `object`.
    pub(crate) fn marked(mut self, object: impl Into<EntityId>) -> Entry {
        self.mark = Some(object.into());
        self
    }
}

impl Body {
    /// An empty one.
    pub(crate) fn new() -> Body {
        Body::default()
    }

    /// Is nothing in it?
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `name = value`
    pub(crate) fn attribute(&mut self, name: &str, value: Expr) -> &mut Body {
        self.0.push(Item::Attribute(Entry::word(name, value)));
        self
    }

    /// A line of comment. Several lines when the text has several.
    pub(crate) fn comment(&mut self, text: &str) -> &mut Body {
        self.0.extend(text.lines().map(|line| Item::Comment(line.to_owned())));
        self
    }

    /// An empty line, unless one is there already or nothing is above.
    pub(crate) fn blank(&mut self) -> &mut Body {
        if !matches!(self.0.last(), None | Some(Item::Blank)) {
            self.0.push(Item::Blank);
        }
        self
    }

    /// All of another body, with an empty line between.
    pub(crate) fn append(&mut self, other: Body) -> &mut Body {
        if !other.is_empty() {
            self.blank();
            self.0.extend(other.0);
        }
        self
    }

    /// A block, with an empty line above unless a comment is.
    pub(crate) fn block(&mut self, block: Block) -> &mut Body {
        if !matches!(self.0.last(), Some(Item::Comment(_))) {
            self.blank();
        }
        self.0.push(Item::Block(block));
        self
    }
}

impl Block {
    /// A block without labels or content.
    pub(crate) fn new(keyword: &'static str) -> Block {
        Block { keyword, labels: Vec::new(), body: Body::new(), mark: None, keys: None }
    }

    /// `resource "kind" "label"`
    pub(crate) fn resource(kind: &str, label: &str) -> Block {
        Block::new("resource").label(kind).label(label)
    }

    /// One more label.
    pub(crate) fn label(mut self, label: &str) -> Block {
        self.labels.push(label.to_owned());
        self
    }

    /// Its lines stand for `object`.
    pub(crate) fn marked(mut self, object: impl Into<EntityId>) -> Block {
        self.mark = Some(object.into());
        self
    }

    /// It is repeated over these keys: for a `for_each` that is no map or set.
    pub(crate) fn over(mut self, keys: impl IntoIterator<Item = String>) -> Block {
        self.keys = Some(keys.into_iter().collect());
        self
    }

    /// `name = value`
    pub(crate) fn attribute(mut self, name: &str, value: Expr) -> Block {
        self.body.attribute(name, value);
        self
    }

    /// An attribute whose lines may stand for an object.
    pub(crate) fn entry(mut self, entry: Entry) -> Block {
        self.body.0.push(Item::Attribute(entry));
        self
    }

    /// `name = value`, when there is a value.
    pub(crate) fn attribute_if(self, name: &str, value: Option<Expr>) -> Block {
        match value {
            Some(value) => self.attribute(name, value),
            None => self,
        }
    }

    /// An empty line, unless one is there already.
    pub(crate) fn blank(mut self) -> Block {
        self.body.blank();
        self
    }

    /// A line of comment inside, above what comes next.
    pub(crate) fn comment(mut self, text: &str) -> Block {
        self.body.blank().comment(text);
        self
    }

    /// A block inside.
    pub(crate) fn block(mut self, block: Block) -> Block {
        self.body.block(block);
        self
    }

    /// A block inside, when there is one.
    pub(crate) fn block_if(self, block: Option<Block>) -> Block {
        match block {
            Some(block) => self.block(block),
            None => self,
        }
    }
}
