//! What `docs/` says about the file is made from the types: `UPDATE=1 cargo test --features schema --test format_docs`.

use std::fs;
use std::path::{Path, PathBuf};

use cidraw::model::Kind;
use cidraw::model::fields::{Control, Field, fields_of};

fn docs(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)
}

/// Holds a file against what it should be, or writes it.
#[track_caller]
fn keep(name: &str, fresh: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(docs(name), fresh).unwrap();
    }
    let kept = fs::read_to_string(docs(name)).unwrap_or_default();
    assert!(kept == fresh, "docs/{name} is stale: UPDATE=1 cargo test --features schema --test format_docs");
}

#[cfg(feature = "schema")]
#[test]
fn the_schema_is_the_one_of_the_types() {
    keep("format.schema.json", &format!("{:#}\n", cidraw::format::schema()));
}

#[test]
fn the_table_of_kinds_lists_every_field() {
    const START: &str = "<!-- kinds: made from the types, do not edit -->\n";
    const END: &str = "<!-- end of kinds -->\n";
    let page = fs::read_to_string(docs("format.md")).unwrap();
    let (before, rest) = page.split_once(START).expect("the table has a start");
    let (_, after) = rest.split_once(END).expect("the table has an end");
    keep("format.md", &format!("{before}{START}{}{END}{after}", table()));
}

fn table() -> String {
    let mut table = String::from("| kind | prefix | fields |\n|---|---|---|\n");
    for kind in Kind::ALL {
        let fields: Vec<String> = fields_of(kind).iter().map(field_words).collect();
        table += &format!("| `{}` | `{}` | {} |\n", kind.key(), kind.id_prefix(), fields.join("; "));
    }
    table
}

fn field_words(field: &Field) -> String {
    let required = if field.required { ", required" } else { "" };
    format!("`{}` {}{required}", field.path, type_words(&field.control))
}

fn type_words(control: &Control) -> String {
    match control {
        Control::Text | Control::Lines | Control::Zone | Control::Region => "text".to_owned(),
        Control::Texts => "[text]".to_owned(),
        Control::Number { least, most } => format!("{least} to {most}"),
        Control::Switch { on_by_default: true } => "bool, default true".to_owned(),
        Control::Switch { on_by_default: false } => "bool".to_owned(),
        Control::Choice(words) => {
            let words: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            format!("{} (default), {}", words[0], words[1..].join(", "))
        }
        Control::Ref(kinds) => ids(kinds),
        Control::Refs(kinds) => format!("[{}]", ids(kinds)),
        Control::Block => "block".to_owned(),
        Control::Blocks => "[block]".to_owned(),
        Control::Address => "address".to_owned(),
        Control::Addresses => "[address]".to_owned(),
        Control::Protocol => "protocol".to_owned(),
        Control::Ports => "ports".to_owned(),
        Control::Peer { kinds, words, block } => {
            let words = words.iter().map(|(word, _)| format!("`{word}`"));
            let block = block.then(|| "block".to_owned());
            words.chain(block).chain([ids(kinds)]).collect::<Vec<_>>().join(" or ")
        }
        Control::Entries(fields) => format!("[{}]", fields.iter().map(field_words).collect::<Vec<_>>().join(", ")),
        Control::Quotas => "map of whole numbers".to_owned(),
        Control::Tags => "map of texts".to_owned(),
    }
}

fn ids(kinds: &[Kind]) -> String {
    match kinds {
        [] => "id".to_owned(),
        kinds => format!("id of {}", kinds.iter().map(|kind| kind.key()).collect::<Vec<_>>().join("/")),
    }
}
