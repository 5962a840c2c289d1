//! The JSON document of `diff`. Fields are added, never changed; `docs/cli.md` lists them.

use cidraw::analysis::{AddressChange, FieldChange, Happened, ObjectChange, Replacement};
use cidraw::model::Unread;
use serde_json::{Map, Value, json};

use super::Compared;

pub fn document(compared: &Compared<'_>) -> Value {
    let comparison = &compared.comparison;
    let [old, new] = compared.files();
    let kinds = [Happened::Added, Happened::Removed, Happened::Changed];
    let counts: Map<String, Value> =
        kinds.into_iter().map(|happened| (happened.key().to_owned(), comparison.count(happened).into())).collect();
    json!({
        "version": 1,
        "old": old,
        "new": new,
        "same": comparison.is_empty(),
        "counts": counts,
        "objects": comparison.objects.iter().map(|change| object(compared, change)).collect::<Vec<_>>(),
        "addresses": {
            "freed": comparison.freed.iter().map(addresses).collect::<Vec<_>>(),
            "taken": comparison.taken.iter().map(addresses).collect::<Vec<_>>(),
        },
        "replaced": comparison.replaced.iter().map(replaced).collect::<Vec<_>>(),
        "file": comparison.file.iter().map(field).collect::<Vec<_>>(),
        "unread": {
            "removed": comparison.unread_gone.iter().map(unread).collect::<Vec<_>>(),
            "added": comparison.unread_new.iter().map(unread).collect::<Vec<_>>(),
        },
    })
}

fn object(compared: &Compared<'_>, change: &ObjectChange) -> Value {
    let [old_line, new_line] = compared.sides.each_ref().map(|side| side.lines.get(&change.id));
    json!({
        "change": change.happened.key(),
        "id": change.id.to_string(),
        "kind": change.id.kind.key(),
        "name": change.name,
        "was_called": change.was_called,
        "old_line": old_line,
        "new_line": new_line,
        "fields": change.fields.iter().map(field).collect::<Vec<_>>(),
    })
}

fn field(change: &FieldChange) -> Value {
    let mut told = json!({ "field": change.path, "old": change.old, "new": change.new });
    if change.old.is_array() || change.new.is_array() {
        told["removed"] = change.gone.clone().into();
        told["added"] = change.fresh.clone().into();
    }
    told
}

fn addresses(change: &AddressChange) -> Value {
    let owners = change.owners.iter().map(|owner| json!({ "id": owner.id.to_string(), "name": owner.name }));
    json!({
        "block": change.block.to_string(),
        "kind": change.kind.key(),
        "objects": owners.collect::<Vec<_>>(),
    })
}

fn replaced(replacement: &Replacement) -> Value {
    json!({
        "id": replacement.object.to_string(),
        "fields": replacement.fields,
        "with": replacement.with.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn unread(unread: &Unread) -> Value {
    json!({ "line": unread.line, "reason": unread.reason })
}
