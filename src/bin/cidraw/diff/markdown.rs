//! Tables for a review: what somebody pastes into a merge request.

use std::fmt::Write;

use cidraw::analysis::{AddressChange, Happened, ObjectChange};

use super::Compared;
use super::text::{objects, owners, summary};

pub fn tell(compared: &Compared<'_>) -> String {
    let comparison = &compared.comparison;
    let [old, new] = compared.files();
    let mut out = format!("### {} → {}\n\n{}\n", safe(&old), safe(&new), summary(compared));
    let rows: Vec<String> = comparison.objects.iter().flat_map(|object| rows(compared, object)).collect();
    table(&mut out, "Objects", ["", "object", "field", "old", "new"], &rows);
    let file = comparison
        .file
        .iter()
        .map(|field| row([&safe(&field.path), &code(&field.old.to_string()), &code(&field.new.to_string())]));
    table(&mut out, "Fields of the file", ["field", "old", "new"], &file.collect::<Vec<_>>());
    let addresses = |what: &'static str, all: &[AddressChange]| {
        all.iter()
            .map(|change| row([what, &code(&change.block.to_string()), &safe(&owners(change))]))
            .collect::<Vec<_>>()
    };
    let rows = [addresses("freed", &comparison.freed), addresses("taken", &comparison.taken)].concat();
    table(&mut out, "Addresses", ["", "block", "of"], &rows);
    let replaced = comparison.replaced.iter().map(|replaced| {
        let with = objects(compared, &replaced.with);
        row([&safe(&compared.called(replaced.object)), &code(&replaced.fields.join(", ")), &safe(&with)])
    });
    table(&mut out, "Replaced in AWS", ["object", "for its", "with it"], &replaced.collect::<Vec<_>>());
    let unread = [("removed", &comparison.unread_gone), ("added", &comparison.unread_new)];
    let rows: Vec<String> = unread
        .into_iter()
        .flat_map(|(what, all)| all.iter().map(move |u| row([what, &u.line.to_string(), &safe(&u.reason)])))
        .collect();
    table(&mut out, "Objects that cannot be read", ["", "line", "reason"], &rows);
    out
}

fn table<const N: usize>(out: &mut String, title: &str, heads: [&str; N], rows: &[String]) {
    if !rows.is_empty() {
        let _ = write!(out, "\n#### {title}\n\n{}{}{}", row(heads), row(["---"; N]), rows.concat());
    }
}

/// A line for each field that differs, the object in each; one line when there is none.
fn rows(compared: &Compared<'_>, object: &ObjectChange) -> Vec<String> {
    let happened = object.happened.key();
    let (kind, id) = (object.id.kind.title(), object.id.to_string());
    let title = match object.name == id {
        true => format!("{kind} {}", code(&id)),
        false => format!("{kind} **{}** {}", safe(&object.name), code(&id)),
    };
    if object.happened == Happened::Removed || object.fields.is_empty() {
        return vec![row([happened, &title, "", "", ""])];
    }
    let fields = object.fields.iter().map(|field| {
        let list = field.old.is_array() || field.new.is_array();
        let words = |values: &[serde_json::Value], of: &dyn Fn(&serde_json::Value) -> String| {
            values.iter().map(|value| code(&of(value))).collect::<Vec<_>>().join("<br>")
        };
        let [old, new] = match list && !field.is_reordered() {
            true => [
                words(&field.gone, &|value| compared.old_words(object, field, value)),
                words(&field.fresh, &|value| compared.new_words(object, field, value)),
            ],
            false => compared.words(object, field).map(|words| code(&words)),
        };
        let old = if object.happened == Happened::Added { String::new() } else { old };
        row([happened, &title, &code(&field.path), &old, &new])
    });
    fields.collect()
}

fn row<const N: usize>(cells: [&str; N]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// A text that is nothing but text in a cell of a table.
fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' | '!' | '@' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A text as code in a cell of a table: a bar ends the cell even there.
fn code(text: &str) -> String {
    if text.contains('`') || text.trim().is_empty() {
        return safe(text);
    }
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("`{}`", text.replace('|', "\\|"))
}
