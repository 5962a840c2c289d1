//! Reading the code back with a parser that is not ours.

use std::collections::BTreeSet;

use cidraw::export::Bundle;
use hcl_edit::expr::{Expression, ObjectKey};
use hcl_edit::structure::{Body, Structure};

/// Panics when a file is not HCL, when two blocks of a folder share an address, or two entries of a map a key.
pub fn assert_sound(bundle: &Bundle) {
    let mut addresses = BTreeSet::new();
    for file in &bundle.files {
        let path = file.path.as_str();
        assert!(!path.starts_with('/') && !path.split('/').any(|part| matches!(part, "" | "." | "..")), "{path}");
        assert!(path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/._-".contains(&b)), "{path}");
        let text = file.as_text().expect("a text");
        assert!(text.ends_with('\n') && !text.contains('\r') && !text.contains('\0'), "{path}");
        if !(path.ends_with(".tf") || path.ends_with(".hcl")) {
            continue;
        }
        let body: Body = text.parse().unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for structure in body.iter() {
            let Structure::Block(block) = structure else { panic!("{path}: an attribute outside blocks") };
            let labels: Vec<&str> = block.labels.iter().map(|label| label.as_str()).collect();
            if matches!(block.ident.as_str(), "resource" | "data" | "module" | "output" | "run") {
                let name = labels.last().expect("a label");
                assert!(is_identifier(name), "{path}: {name}");
                let address = format!("{folder} {} {}", block.ident.as_str(), labels.join(" "));
                assert!(addresses.insert(address.clone()), "{address} is there twice");
            }
            check(path, &block.body);
        }
    }
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn check(path: &str, body: &Body) {
    for structure in body.iter() {
        match structure {
            Structure::Attribute(attribute) => keys(path, &attribute.value),
            Structure::Block(block) => check(path, &block.body),
        }
    }
}

fn keys(path: &str, value: &Expression) {
    match value {
        Expression::Object(object) => {
            let mut seen = BTreeSet::new();
            for (key, value) in object.iter() {
                let key = match key {
                    ObjectKey::Ident(ident) => ident.as_str().to_owned(),
                    ObjectKey::Expression(expression) => expression.to_string().trim().to_owned(),
                };
                assert!(seen.insert(key.clone()), "{path}: the key {key} is there twice");
                keys(path, value.expr());
            }
        }
        Expression::Array(items) => items.iter().for_each(|item| keys(path, item)),
        _ => {}
    }
}
