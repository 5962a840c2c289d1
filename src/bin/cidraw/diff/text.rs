//! For people: `+`, `-` or `~` and the object, its fields below it, the addresses and a sum at the end.

use std::fmt::Write;

use cidraw::analysis::{AddressChange, FieldChange, Happened, ObjectChange, Owner};
use cidraw::model::EntityId;

use super::Compared;

pub fn tell(compared: &Compared<'_>) -> String {
    let mut out = String::new();
    let comparison = &compared.comparison;
    for object in &comparison.objects {
        tell_object(&mut out, compared, object);
    }
    for field in &comparison.file {
        let _ = writeln!(out, "~ field of the file {}: {} -> {}", field.path, field.old, field.new);
    }
    for (sign, all) in [('-', &comparison.unread_gone), ('+', &comparison.unread_new)] {
        for unread in all {
            let _ = writeln!(out, "{sign} unreadable object at line {}: {}", unread.line, unread.reason);
        }
    }
    addresses(&mut out, "freed", &comparison.freed);
    addresses(&mut out, "taken", &comparison.taken);
    for replaced in &comparison.replaced {
        let with = match &*replaced.with {
            [] => String::new(),
            with => format!("; with it {}", objects(compared, with)),
        };
        let (object, fields) = (compared.called(replaced.object), replaced.fields.join(", "));
        let _ = writeln!(out, "replaced in AWS: {object} for its {fields}{with}");
    }
    let [old, new] = compared.files();
    let _ = writeln!(out, "{old} -> {new}: {}", summary(compared));
    out
}

/// Objects by kind and name: `NAT gateway nat-a, subnet reservation pods`.
pub fn objects(compared: &Compared<'_>, ids: &[EntityId]) -> String {
    ids.iter().map(|id| compared.called(*id)).collect::<Vec<_>>().join(", ")
}

/// How much differs, in a line.
pub fn summary(compared: &Compared<'_>) -> String {
    let comparison = &compared.comparison;
    if comparison.is_empty() {
        return "no difference".to_owned();
    }
    let words = [Happened::Added, Happened::Removed, Happened::Changed];
    words.map(|happened| format!("{} {}", comparison.count(happened), happened.key())).join(", ")
}

fn tell_object(out: &mut String, compared: &Compared<'_>, object: &ObjectChange) {
    let sign = match object.happened {
        Happened::Added => '+',
        Happened::Removed => '-',
        Happened::Changed => '~',
    };
    let was = object.was_called.as_ref().map_or(String::new(), |was| format!(", was {}", one_line(was)));
    let _ = writeln!(out, "{sign} {}{was}", title(object));
    if object.happened == Happened::Removed {
        return;
    }
    // A new name is in the title.
    for field in object.fields.iter().filter(|field| field.path != "name") {
        tell_field(out, compared, object, field);
    }
}

/// What an object is called, with its kind and id: `subnet app-a (subnet-x1)`.
fn title(object: &ObjectChange) -> String {
    let (kind, id) = (object.id.kind.title(), object.id);
    if object.name == id.to_string() {
        format!("{kind} {id}")
    } else {
        format!("{kind} {} ({id})", one_line(&object.name))
    }
}

fn tell_field(out: &mut String, compared: &Compared<'_>, object: &ObjectChange, field: &FieldChange) {
    let path = one_line(&field.path);
    let [old, new] = compared.words(object, field);
    let list = field.old.is_array() || field.new.is_array();
    let _ = match () {
        () if field.is_reordered() => writeln!(out, "    {path}: the same in another order: {new}"),
        () if list => {
            let _ = writeln!(out, "    {path}:");
            for gone in &field.gone {
                let _ = writeln!(out, "      - {}", compared.old_words(object, field, gone));
            }
            for fresh in &field.fresh {
                let _ = writeln!(out, "      + {}", compared.new_words(object, field, fresh));
            }
            Ok(())
        }
        () if object.happened == Happened::Added => writeln!(out, "    {path}: {new}"),
        () => writeln!(out, "    {path}: {old} -> {new}"),
    };
}

fn addresses(out: &mut String, what: &str, all: &[AddressChange]) {
    for change in all {
        let _ = writeln!(out, "addresses {what}: {} of {}", change.block, owners(change));
    }
}

/// Who has or had addresses: `subnet app-a`, `subnets app-a and app-b`.
pub fn owners(change: &AddressChange) -> String {
    let names: Vec<String> = change.owners.iter().map(|Owner { name, .. }| one_line(name)).collect();
    match names.as_slice() {
        [one] => format!("{} {one}", change.kind.title()),
        _ => format!("{} {}", change.kind.plural(), names.join(", ")),
    }
}

/// A name on one line.
pub fn one_line(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
