use super::hcl::{Block, Entry, Expr};
use crate::model::EntityId;

/// The rows of one resource block that are no objects of their own: rules, entries, routes. A row says only what it has.
#[derive(Default)]
pub(super) struct Sheet(Vec<Line>);

struct Line {
    key: String,
    of: EntityId,
    fields: Vec<(&'static str, Expr)>,
}

impl Sheet {
    /// One more row, which stands for a part of `of`. Fields without a value are not written.
    pub(super) fn push(
        &mut self,
        key: impl Into<String>,
        of: impl Into<EntityId>,
        fields: impl IntoIterator<Item = (&'static str, Option<Expr>)>,
    ) {
        let fields = fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        self.0.push(Line { key: key.into(), of: of.into(), fields });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A map of objects, one row a line.
    pub(super) fn table(&self) -> Expr {
        let row = |line: &Line| {
            let fields = line.fields.iter().map(|(name, value)| Entry::word(name, value.clone())).collect();
            Entry::text(&line.key, Expr::Map(fields)).marked(line.of)
        };
        Expr::Table(self.0.iter().map(row).collect())
    }

    /// The keys, when no row has more to say.
    pub(super) fn bare(&self) -> Option<Expr> {
        let bare = self.0.iter().all(|line| line.fields.is_empty());
        bare.then(|| Expr::Set(self.0.iter().map(|line| (line.key.clone(), Some(line.of))).collect()))
    }

    /// How the block asks a row for a field: nothing when no row has it, `default` where some have not.
    pub(super) fn column(&self, name: &str, default: &str) -> Option<Expr> {
        let having = self.0.iter().filter(|line| line.fields.iter().any(|(field, _)| *field == name)).count();
        match having {
            0 => None,
            all if all == self.0.len() => Some(Expr::code(format!("each.value.{name}"))),
            _ => Some(Expr::code(format!("lookup(each.value, \"{name}\", {default})"))),
        }
    }

    /// The block with these arguments, each asked of the rows by its own name.
    pub(super) fn arguments(&self, block: Block, names: &[&str]) -> Block {
        names.iter().fold(block, |block, name| block.attribute_if(name, self.column(name, "null")))
    }
}
