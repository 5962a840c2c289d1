use super::hcl::{Entry, Expr};
use super::object::{Object, tag_map};
use super::sheet::Sheet;
use crate::model::Tags;

/// The objects of one resource block: one row a key, with its name where that is another, and its tags.
#[derive(Default)]
pub(super) struct Rows<'a> {
    objects: Vec<&'a Object>,
    sheet: Sheet,
}

impl<'a> Rows<'a> {
    /// One more row. Fields without a value are not written.
    pub(super) fn push(&mut self, object: &'a Object, fields: impl IntoIterator<Item = (&'static str, Option<Expr>)>) {
        self.objects.push(object);
        self.sheet.push(&object.key, object.id, fields.into_iter().chain(object.extras()));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// A map of objects, one row a line.
    pub(super) fn table(&self) -> Expr {
        self.sheet.table()
    }

    /// The same, or just the keys when no row has more to say. Both give the same keys.
    pub(super) fn for_each(&self) -> Expr {
        self.sheet.bare().unwrap_or_else(|| self.sheet.table())
    }

    /// How the block asks a row for a field: nothing when no row has it, `default` where some have not.
    pub(super) fn column(&self, name: &str, default: &str) -> Option<Expr> {
        self.sheet.column(name, default)
    }

    /// The tags of each: its name, what `more` says, those of the environment, its own.
    pub(super) fn tags(&self, more: &[(&str, &str)], environment: &Tags) -> Expr {
        let named = self.objects.iter().any(|object| object.name != object.key);
        let name = if named { "lookup(each.value, \"name\", each.key)" } else { "each.key" };
        let mut all = vec![Entry::word("Name", Expr::code(name))];
        all.extend(more.iter().map(|(key, code)| Entry::word(key, Expr::code(*code))));
        if let Expr::Map(entries) = tag_map(environment) {
            all.extend(entries);
        }
        let own = self.objects.iter().any(|object| !object.tags.is_empty());
        let all = Expr::Map(all);
        if own { all.merged_with("lookup(each.value, \"tags\", {})") } else { all }
    }
}
