//! What a fake of AWS describes once a stack is there, beside what the design says: object by object.

use std::collections::{BTreeMap, BTreeSet};

use cidraw::export::{Bundle, NoteKind};
use cidraw::model::EntityId;

use crate::bench::{self, Bench, designs, export};
use crate::deployable::make_deployable;
use crate::described::Described;
use crate::drawn::Drawn;

/// What there is of each object, in sentences that read the same from either side.
pub type Facts = BTreeMap<EntityId, BTreeSet<String>>;

#[test]
fn what_is_there_is_what_was_drawn() {
    let Some(bench) = Bench::new("what_is_there_is_what_was_drawn") else { return };
    let mut compared: BTreeMap<_, usize> = BTreeMap::new();
    let mut wrong: Vec<String> = Vec::new();
    for (name, design) in designs() {
        let bundle = export(&design, &bench::flat_json());
        let dir = bench.write(&name, &bundle);
        // What is noted as left out is not looked for.
        let incomplete = incomplete(&bundle);
        for (template, region) in bench::templates(&bundle) {
            let path = dir.join(&template);
            let kept = make_deployable(&path);
            if kept.is_empty() {
                continue;
            }
            let out = bench.path(&format!("{name}-described"));
            if let Err(said) = bench.deploy(&region, &path, Some(&out)) {
                wrong.push(format!("{name}: {said}"));
                continue;
            }
            let owners = owners(&bundle, &template, &kept);
            let there: BTreeSet<EntityId> = owners.values().copied().collect();
            let drawn = Drawn { design: &design, there: &there }.facts();
            let described = Described::read(&out.join(path.file_stem().expect("a name")), &owners).facts();
            let both: BTreeSet<&EntityId> = drawn.keys().chain(described.keys()).collect();
            for id in both {
                let (drawn, described) = (drawn.get(id), described.get(id));
                if drawn == described {
                    *compared.entry(id.kind).or_default() += 1;
                } else if !incomplete.contains(id) || drawn.is_some() != described.is_some() {
                    wrong.push(format!("{name}: {template}: {id}: drawn as {drawn:?}, there is {described:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("compared: {compared:?}");
    assert!(compared.len() >= 23, "objects of every kind that the fake knows are compared: {compared:?}");
}

/// Objects of which something is noted as left out. That workloads are not written takes nothing from others.
fn incomplete(bundle: &Bundle) -> BTreeSet<EntityId> {
    let left = bundle.notes.iter().filter(|note| note.kind == NoteKind::LeftOut);
    left.filter(|note| !note.text.starts_with("Workloads are not written")).filter_map(|note| note.object).collect()
}

/// The object of each logical id in `kept`.
fn owners(bundle: &Bundle, template: &str, kept: &BTreeSet<String>) -> BTreeMap<String, EntityId> {
    let file = bundle.files.iter().position(|file| file.path == template).expect("a template");
    let lines: Vec<&str> = bundle.files[file].as_text().expect("a text").lines().collect();
    let spans = bundle.spans.iter().flat_map(|(id, spans)| spans.iter().map(move |span| (*id, span)));
    spans
        .filter(|(_, span)| span.file == file)
        .map(|(id, span)| (lines[span.first - 1].split('"').nth(1).expect("a logical id").to_owned(), id))
        .filter(|(name, _)| kept.contains(name))
        .collect()
}
