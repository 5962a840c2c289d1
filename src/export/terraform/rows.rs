use super::hcl::{Entry, Expr};
use super::object::{Object, tag_map};
use crate::model::Tags;

/// The objects of one resource block: one row a key. A row says only what it has; the block asks for the rest.
pub(super) struct Rows<'a>(Vec<Row<'a>>);

struct Row<'a> {
    object: &'a Object,
    fields: Vec<(&'static str, Expr)>,
}

impl<'a> Rows<'a> {
    pub(super) fn new() -> Rows<'a> {
        Rows(Vec::new())
    }

    /// One more row. Fields without a value are not written.
    pub(super) fn push(&mut self, object: &'a Object, fields: impl IntoIterator<Item = (&'static str, Option<Expr>)>) {
        let fields = fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        self.0.push(Row { object, fields });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A map of objects, one row a line.
    pub(super) fn table(&self) -> Expr {
        let row = |row: &Row| {
            let mut fields: Vec<Entry> =
                row.fields.iter().map(|(name, value)| Entry::word(name, value.clone())).collect();
            fields.extend(row.object.row_extras());
            Entry::text(&row.object.key, Expr::Map(fields)).marked(row.object.id)
        };
        Expr::Table(self.0.iter().map(row).collect())
    }

    /// The same, or just the keys when no row has more to say. Both give the same keys.
    pub(super) fn for_each(&self) -> Expr {
        let bare = self.0.iter().all(|row| row.fields.is_empty() && row.object.row_extras().is_empty());
        match bare {
            true => Expr::Set(self.0.iter().map(|row| (row.object.key.clone(), Some(row.object.id))).collect()),
            false => self.table(),
        }
    }

    /// How the block asks a row for a field: nothing when no row has it, `default` where some have not.
    pub(super) fn column(&self, name: &str, default: &str) -> Option<Expr> {
        let having = self.0.iter().filter(|row| row.fields.iter().any(|(field, _)| *field == name)).count();
        match having {
            0 => None,
            all if all == self.0.len() => Some(Expr::code(format!("each.value.{name}"))),
            _ => Some(Expr::code(format!("lookup(each.value, \"{name}\", {default})"))),
        }
    }

    /// The tags of each: its name, what `more` says, those of the environment, its own.
    pub(super) fn tags(&self, more: &[(&str, &str)], environment: &Tags) -> Expr {
        let named = self.0.iter().any(|row| row.object.name != row.object.key);
        let name = if named { "lookup(each.value, \"name\", each.key)" } else { "each.key" };
        let mut all = vec![Entry::word("Name", Expr::code(name))];
        all.extend(more.iter().map(|(key, code)| Entry::word(key, Expr::code(*code))));
        if let Expr::Map(entries) = tag_map(environment) {
            all.extend(entries);
        }
        let own = self.0.iter().any(|row| !row.object.tags.is_empty());
        let all = Expr::Map(all);
        if own { all.merged_with("lookup(each.value, \"tags\", {})") } else { all }
    }
}
