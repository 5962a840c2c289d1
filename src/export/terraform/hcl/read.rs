//! What a body says, read back: which blocks it has, and over which keys one is repeated.

use super::quote::meaning;
use super::{Block, Body, Entry, Expr, Item};

/// How often a block stands for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Repeated {
    /// Once.
    Not,
    /// Once for each key.
    Over(Vec<String>),
}

impl Body {
    /// The blocks in it, not those inside of these.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.0.iter().filter_map(|item| match item {
            Item::Block(block) => Some(block),
            Item::Attribute(_) | Item::Comment(_) | Item::Blank => None,
        })
    }
}

impl Block {
    /// `resource`, `module`, ...
    pub(crate) fn keyword(&self) -> &'static str {
        self.keyword
    }

    /// Its labels, without quotes.
    pub(crate) fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Its arguments by name.
    pub(crate) fn arguments(&self) -> impl Iterator<Item = (&str, &Expr)> {
        self.body.0.iter().filter_map(|item| match item {
            Item::Attribute(Entry { key, value, .. }) => Some((key.as_str(), value)),
            Item::Block(_) | Item::Comment(_) | Item::Blank => None,
        })
    }

    /// What its `for_each` says.
    pub(crate) fn repeated(&self) -> Repeated {
        if let Some(keys) = &self.keys {
            return Repeated::Over(keys.clone());
        }
        match self.arguments().find(|(name, _)| *name == "for_each") {
            None => Repeated::Not,
            Some((_, rows)) => {
                let keys = rows.keys();
                debug_assert!(keys.is_some(), "{:?}: its keys are not in the code, Block::over says them", self.labels);
                Repeated::Over(keys.unwrap_or_default())
            }
        }
    }
}

impl Expr {
    /// The keys of a map, the elements of a set.
    pub(crate) fn keys(&self) -> Option<Vec<String>> {
        match self {
            Expr::Set(items) => Some(items.iter().map(|(item, _)| item.clone()).collect()),
            Expr::Map(_) | Expr::Table(_) => Some(self.rows().map(|(key, _)| key).collect()),
            Expr::List(items) => items.iter().map(Expr::as_text).collect(),
            Expr::Text(_) | Expr::Number(_) | Expr::Bool(_) | Expr::Code(_) | Expr::Lines(_) => None,
        }
    }

    fn as_text(&self) -> Option<String> {
        match self {
            Expr::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// The entries of a map by key; none of what is no map.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (String, &Expr)> {
        let entries = match self {
            Expr::Map(entries) | Expr::Table(entries) => entries.as_slice(),
            _ => &[],
        };
        entries.iter().map(|entry| (meaning(&entry.key), &entry.value))
    }
}
