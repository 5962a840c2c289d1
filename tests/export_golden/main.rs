//! What exporters make of the designs in `designs`, word for word, and what holds for every design.
//!
//! `UPDATE=1 cargo test --test export_golden` writes the goldens anew.

mod hcl;
mod hostile;
mod laws;
mod papers;
mod refused;
mod renames;
mod spans;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use cidraw::export::{Bundle, EXPORTERS, Layout, NoteKind, Options, exporter};
use cidraw::model::Design;

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/export_golden")
}

/// Every design of the folder `designs`, by name.
fn designs() -> BTreeMap<String, Design> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(here().join("designs")).expect("the folder is there").flatten() {
        let name = entry.path().file_stem().expect("a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(entry.path()).expect("a text");
        let design = cidraw::notation::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        found.insert(name, design);
    }
    assert!(found.len() >= 7);
    found
}

fn terraform(design: &Design, layout: Layout) -> Bundle {
    exporter("terraform").expect("there is one").export(design, &Options { layout, ..Options::default() })
}

/// The bundle as one text: notes, then files. The module is the same in each and is left out.
fn shown(bundle: &Bundle) -> String {
    let mut text = String::new();
    for note in &bundle.notes {
        let mark = if note.kind == NoteKind::LeftOut { '-' } else { '!' };
        let about = note.object.map(|id| id.to_string()).unwrap_or_default();
        writeln!(text, "{mark} {about}: {}", note.text).expect("a text grows");
    }
    for file in bundle.files.iter().filter(|file| !file.path.starts_with("modules/")) {
        let run = if file.executable { " (executable)" } else { "" };
        write!(text, "\n=== {}{run}\n{}", file.path, file.as_text().expect("a text")).expect("a text grows");
    }
    text
}

/// Holds a text against the golden at `path`, or writes it there; says where they differ.
fn differs(path: &str, now: &str) -> Option<String> {
    let path = here().join(path);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, now).expect("a file");
        return None;
    }
    let was = fs::read_to_string(&path).unwrap_or_default();
    let pairs = was.lines().zip(now.lines()).enumerate();
    let (line, (a, b)) = pairs.clone().find(|(_, (a, b))| a != b).or_else(|| {
        let (a, b) = (was.lines().count(), now.lines().count());
        (a != b).then_some((a.min(b), ("(another length)", "(another length)")))
    })?;
    Some(format!("{}:{}\n  was {a}\n  now {b}", path.display(), line + 1))
}

fn assert_none(differing: Vec<String>) {
    assert!(differing.is_empty(), "UPDATE=1 to accept:\n{}", differing.join("\n"));
}

#[test]
fn the_code_is_as_it_was() {
    let mut differing = Vec::new();
    for (name, design) in designs() {
        for layout in Layout::ALL {
            let now = shown(&terraform(&design, layout));
            differing.extend(differs(&format!("terraform/{name}.{}.txt", layout.key()), &now));
        }
    }
    assert_none(differing);
}

#[test]
fn every_exporter_has_its_words() {
    let mut ids: Vec<&str> = EXPORTERS.iter().map(|exporter| exporter.id()).collect();
    for exporter in EXPORTERS {
        assert!(exporter.id().bytes().all(|b| b.is_ascii_lowercase()), "{}", exporter.id());
        assert!(!exporter.title().is_empty() && !exporter.file_extension().starts_with('.'));
        assert_eq!(cidraw::export::exporter(exporter.id()).map(|found| found.id()), Some(exporter.id()));
    }
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
    assert!(exporter("word").is_none());
}

#[test]
fn the_module_is_the_same_whatever_the_design() {
    let module = |design: &Design| -> Vec<_> {
        let bundle = terraform(design, Layout::Environments);
        bundle.files.into_iter().filter(|file| file.path.starts_with("modules/")).collect()
    };
    let designs = designs();
    let first = module(&designs["one-vpc"]);
    assert_eq!(first.len(), 12);
    assert!(designs.values().all(|design| module(design) == first));
}
