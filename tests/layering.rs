//! Who may import whom, and the rules of the house that a reader of one file cannot see.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of the library: layer, name, and the rooms that it may name. A room not listed here is a mistake.
const ROOMS: &[(u8, &str, &[&str], &str)] = &[
    (0, "ordering", &[], "ordering is the bottom: it imports nothing of ours"),
    (0, "wording", &[], "wording is at the bottom with ordering: it imports nothing of ours"),
    (0, "addressing", &[], "addressing imports nothing of ours but ordering and wording"),
    (1, "aws", &["addressing"], "aws may import addressing"),
    (2, "model", &["addressing", "aws"], "model may import addressing and aws"),
    (3, "notation", BELOW_3, SIDE_BY_SIDE),
    (3, "format", BELOW_3, SIDE_BY_SIDE),
    (3, "reach", BELOW_3, SIDE_BY_SIDE),
    (3, "import", BELOW_3, SIDE_BY_SIDE),
    (3, "generate", BELOW_3, SIDE_BY_SIDE),
    (4, "rules", &["addressing", "aws", "model", "reach"], "rules may import layers 0 to 2 and reach"),
    (
        5,
        "analysis",
        &["addressing", "aws", "model", "reach", "rules"],
        "analysis may import layers 0 to 4, but not format, notation, export, import or generate",
    ),
    (
        5,
        "scene",
        &["addressing", "aws", "model", "analysis"],
        "scene may import layers 0 to 2 and the results of analysis",
    ),
    (
        6,
        "lessons",
        &["addressing", "aws", "model", "notation", "reach", "rules", "analysis", "scene"],
        "lessons may import layers 0 to 5 and notation, but not the editor",
    ),
    (
        6,
        "export",
        &["addressing", "aws", "model", "format", "reach", "rules", "analysis", "scene"],
        "export may import layers 0 to 5 and format for the design in a picture, but not the editor",
    ),
    (
        6,
        "editor",
        &["addressing", "aws", "model", "format", "reach", "rules", "analysis", "scene"],
        "editor may import layers 0 to 5 and format for the clipboard, but not lessons",
    ),
];
/// What every room may name.
const EVERYWHERE: &[&str] = &["ordering", "wording"];
const BELOW_3: &[&str] = &["addressing", "aws", "model"];
const SIDE_BY_SIDE: &str =
    "notation, format, reach, import and generate may import addressing, aws and model, but never each other";
/// Exporters for other programs: what they write follows from the design alone.
const CODE: &[&str] = &["src/export/terraform/", "src/export/cloudformation/", "src/export/netbox/", "src/export/csv"];

/// Names of other crates, and the only places that may name them.
const WALLS: &[(&str, &[&str], &str)] = &[
    ("ipnetwork", &["src/addressing/"], "only addressing names ipnetwork"),
    ("leptos", UI, "only src/ui and src/main.rs name leptos"),
    ("web_sys", UI, "only src/ui and src/main.rs name web_sys"),
    ("js_sys", UI, "only src/ui and src/main.rs name js_sys"),
    ("wasm_bindgen", UI, "only src/ui and src/main.rs name wasm_bindgen"),
    ("wasm_bindgen_futures", UI, "only src/ui and src/main.rs name wasm_bindgen_futures"),
    ("gloo", UI, "only src/ui and src/main.rs name gloo"),
    ("console_error_panic_hook", UI, "only src/ui and src/main.rs name console_error_panic_hook"),
    ("clap", &["src/bin/"], "only the command line names clap"),
    ("resvg", &["src/bin/"], "only the command line names resvg"),
];
const UI: &[&str] = &["src/ui/", "src/main.rs"];

/// Words that say nothing about what a file or module is for.
const EMPTY_WORDS: &[&str] = &["utils", "util", "helpers", "helper", "manager"];

const LONGEST_FILE: usize = 400;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below `folders`: its path from the root, with `/`, and its text.
fn sources(folders: &[&str]) -> BTreeMap<String, String> {
    fn walk(folder: PathBuf, found: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    folders.iter().for_each(|folder| walk(root().join(folder), &mut found));
    assert!(!found.is_empty());
    found
}

/// The code of a file as lines with their numbers: without comments, texts, and what stands behind `#[cfg(test)]`.
fn code(text: &str) -> Vec<(usize, String)> {
    let mut lines = Vec::new();
    let mut skip: Option<usize> = None;
    let (mut depth, mut in_comment) = (0usize, false);
    for (index, line) in text.lines().enumerate() {
        let line = bare(line, &mut in_comment);
        let before = depth;
        depth = (depth + line.matches('{').count()).saturating_sub(line.matches('}').count());
        let opened = line.contains('{');
        match skip {
            // The item behind the attribute ends with its brace, or with a semicolon when it has none.
            Some(outer) => {
                if depth <= outer && (opened || line.contains('}') || line.trim_end().ends_with(';')) {
                    skip = None;
                }
            }
            None if line.contains("#[cfg(test)]") => {
                let rest = line.split("#[cfg(test)]").nth(1).unwrap_or_default().trim().to_owned();
                skip = (rest.is_empty() || depth > before).then_some(before);
            }
            None => lines.push((index + 1, line)),
        }
    }
    lines
}

/// A line without comments and without what is in quotation marks.
fn bare(line: &str, in_comment: &mut bool) -> String {
    let mut out = String::new();
    let mut rest = line;
    let mut in_text = false;
    while let Some(c) = rest.chars().next() {
        if *in_comment {
            if rest.starts_with("*/") {
                *in_comment = false;
                rest = &rest[1..];
            }
        } else if in_text {
            match c {
                '\\' => rest = rest.get(1..).unwrap_or_default(),
                '"' => in_text = false,
                _ => {}
            }
        } else if rest.starts_with("//") {
            break;
        } else if rest.starts_with("/*") {
            *in_comment = true;
        } else if rest.starts_with("'\"'") || rest.starts_with("'{'") || rest.starts_with("'}'") {
            rest = &rest[2..];
        } else if c == '"' {
            in_text = true;
        } else {
            out.push(c);
        }
        let step = rest.chars().next().map_or(0, char::len_utf8);
        rest = &rest[step..];
    }
    out
}

/// The words of a line.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// The rooms that a file names behind `crate::`, or behind `crate::{`; a use list may span lines.
fn rooms_named(lines: &[(usize, String)]) -> Vec<(usize, String)> {
    let mut named = Vec::new();
    // The depth of braces inside `crate::{ ... }`, when in one.
    let mut list: Option<usize> = None;
    for (number, line) in lines {
        let mut rest = line.as_str();
        let mut expect = list == Some(1);
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix("crate::") {
                if let Some(inside) = after.trim_start().strip_prefix('{') {
                    (list, expect, rest) = (Some(1), true, inside);
                } else {
                    named.extend(words(after).next().map(|word| (*number, word.to_owned())));
                    rest = after;
                }
                continue;
            }
            let c = rest.chars().next().expect("it is not empty");
            if let Some(depth) = list {
                match c {
                    '{' => list = Some(depth + 1),
                    '}' => list = (depth > 1).then(|| depth - 1),
                    ',' if depth == 1 => expect = true,
                    c if expect && (c.is_alphabetic() || c == '_') => {
                        named.extend(words(rest).next().map(|word| (*number, word.to_owned())));
                        expect = false;
                    }
                    _ => {}
                }
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    named
}

/// The room of a file of the library.
fn room_of(file: &str) -> Option<&str> {
    let inside = file.strip_prefix("src/")?;
    if matches!(inside, "lib.rs" | "main.rs") || inside.starts_with("ui/") || inside.starts_with("bin/") {
        return None;
    }
    inside.split(['/', '.']).next()
}

/// Files that are compiled only for tests.
fn is_test(file: &str) -> bool {
    file.ends_with("/tests.rs") || file.contains("/tests/")
}

fn trespasses(file: &str, text: &str) -> Vec<String> {
    let Some(room) = room_of(file).filter(|_| !is_test(file)) else { return Vec::new() };
    let Some(&(_, _, mut may, mut sentence)) = ROOMS.iter().find(|(_, name, ..)| *name == room) else {
        return vec![format!("{file}: {room} has no place in the layers: add it to ROOMS in tests/layering.rs")];
    };
    if CODE.iter().any(|folder| file.starts_with(folder)) {
        (may, sentence) = (BELOW_3, "what is written for other programs follows from the design alone");
    }
    // `super::` as often as the file is deep is `crate::` in other words.
    let deep = file.trim_end_matches("/mod.rs").matches('/').count();
    let up = "super::".repeat(deep);
    let lines: Vec<_> = code(text).into_iter().map(|(number, line)| (number, line.replace(&up, "crate::"))).collect();
    let wrong = rooms_named(&lines).into_iter().filter(|(_, named)| {
        named != room
            && !may.contains(&named.as_str())
            && !EVERYWHERE.contains(&named.as_str())
            && ROOMS.iter().any(|(_, name, ..)| name == named)
    });
    wrong.map(|(line, named)| format!("{file}:{line} names {named}: {sentence}")).collect()
}

#[track_caller]
fn none(found: Vec<String>) {
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn a_room_imports_only_what_is_below_it() {
    none(sources(&["src"]).iter().flat_map(|(file, text)| trespasses(file, text)).collect());
}

#[test]
fn what_a_room_may_import_is_below_it() {
    let layer = |room: &str| ROOMS.iter().find(|(_, name, ..)| *name == room).map(|(layer, ..)| *layer);
    for (own, room, may, _) in ROOMS {
        for other in *may {
            let other_layer = layer(other).unwrap_or_else(|| panic!("{other} is a room"));
            let results = (*room, *other) == ("scene", "analysis");
            assert!(other_layer < *own || results, "{room} may not import {other}: it is not below");
        }
    }
}

#[test]
fn the_library_names_no_browser_and_only_addressing_names_ipnetwork() {
    let mut found = Vec::new();
    for (file, text) in sources(&["src"]) {
        for (line, code) in code(&text) {
            for (name, places, sentence) in WALLS {
                let outside = !places.iter().any(|place| file.starts_with(place));
                if outside && words(&code).any(|word| word == *name) {
                    found.push(format!("{file}:{line}: {sentence}"));
                }
            }
        }
    }
    none(found);
}

#[test]
fn no_file_is_longer_than_400_lines() {
    let long = sources(&["src", "xtask"]).into_iter().map(|(file, text)| (file, text.lines().count()));
    let long = long.filter(|(_, lines)| *lines > LONGEST_FILE);
    none(long.map(|(file, lines)| format!("{file} has {lines} lines: split it by noun or by state")).collect());
}

#[test]
fn names_say_what_a_file_is_for() {
    let mut found = Vec::new();
    for (file, text) in sources(&["src", "xtask", "tests"]) {
        let empty = |name: &str| words(name).flat_map(|word| word.split('_')).any(|word| EMPTY_WORDS.contains(&word));
        if empty(&file) {
            found.push(format!("{file}: call it by what it knows"));
        }
        for (line, code) in code(&text) {
            let declared = code.trim_start().trim_start_matches("pub ").strip_prefix("mod ").map(str::to_owned);
            let declared = declared.and_then(|rest| words(&rest).next().map(str::to_owned));
            if declared.is_some_and(|name| empty(&name)) {
                found.push(format!("{file}:{line}: call the module by what it knows"));
            }
        }
    }
    none(found);
}

#[test]
fn a_trespass_is_seen_however_it_is_written() {
    let seen = |file: &str, text: &str| trespasses(file, text).len();
    assert_eq!(seen("src/model/x.rs", "use crate::rules::Finding;"), 1);
    assert_eq!(seen("src/model/x.rs", "use crate::{addressing::{A, rules}, rules::Finding};"), 1);
    assert_eq!(
        seen("src/model/x.rs", "use crate::{\n    aws,\n    format::{\n        load,\n    },\n    scene,\n};"),
        2
    );
    assert_eq!(seen("src/model/x.rs", "fn f() -> crate::editor::Editor { crate::format::load() }"), 2);
    assert_eq!(seen("src/format/x.rs", "let a = \"\\\"\"; use crate::notation::parse;"), 1);
    assert_eq!(seen("src/generate.rs", "use crate::format::save;"), 1);
    assert_eq!(seen("src/export/terraform/x.rs", "use crate::analysis::Analyses;\nuse crate::model::Design;"), 1);
    assert_eq!(seen("src/export/markdown/x.rs", "use crate::analysis::Analyses;"), 0);
    assert_eq!(seen("src/rules/x.rs", "use crate::reach::Flow;\nuse crate::model::Design;"), 0);
    assert_eq!(seen("src/model/x.rs", "/// See `crate::rules::Rule`.\n// use crate::rules;\n/* crate::rules */"), 0);
    assert_eq!(seen("src/model/x.rs", "const A: &str = \"crate::rules\";"), 0);
    assert_eq!(seen("src/model/x.rs", "#[cfg(test)]\nmod tests {\n    use crate::notation::parse;\n}\n"), 0);
    assert_eq!(seen("src/model/x.rs", "#[cfg(test)]\nmod tests;\nuse crate::rules::Finding;"), 1);
    assert_eq!(seen("src/model/x.rs", "#[cfg(test)]\nmod tests {\n  fn f() { }\n}\nuse crate::rules::Finding;"), 1);
    assert_eq!(seen("src/model/tests.rs", "use crate::notation::parse;"), 0);
    assert_eq!(seen("src/model/x.rs", "use super::super::rules::Finding;\nuse super::rules::Other;"), 1);
    assert_eq!(seen("src/model/mod.rs", "use super::rules::Finding;"), 1);
    assert_eq!(seen("src/parlour/x.rs", ""), 1);
    assert_eq!(seen("src/ui/x.rs", "use crate::format::load;"), 0);
}
