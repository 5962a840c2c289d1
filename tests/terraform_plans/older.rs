//! Code for version 5 of the provider, planned with what that version knows.
//!
//! Nobody has the provider itself here. The stand-in is given the schema of the oldest version that the code asks for
//! (`tests/data/aws-provider-5.json`): what that version does not know it refuses.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use cidraw::export::{Layout, NoteKind, Options, ProviderMajor};
use serde_json::{Map, Value};

use super::bench::{self, Bench, design, designs, export};

const SCHEMA: &str = "tests/data/aws-provider-5.json";

fn schema() -> Map<String, Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(SCHEMA);
    let text = fs::read_to_string(path).expect("the schema is there");
    serde_json::from_str(&text).expect("JSON")
}

fn five(layout: Layout) -> Options {
    Options { layout, provider: ProviderMajor::V5, protect: false, ..Options::default() }
}

/// The schema with what the stand-in knows besides of the arguments that version 5 has too: defaults, rules for values,
/// what forces a replacement.
fn with_facts(of_six: &Value) -> Value {
    let mut schema = schema();
    for sort in ["resources", "data"] {
        for (kind, block) in schema[sort].as_object_mut().expect("types") {
            for (fact, known) in of_six[sort][kind].as_object().into_iter().flatten() {
                // Attributes and blocks are what a version has; all else is about them.
                if fact != "a" && fact != "b" {
                    block[fact] = still_there(known, block);
                }
            }
        }
    }
    Value::Object(schema)
}

/// Facts without those that name an argument which the block has not.
fn still_there(known: &Value, block: &Value) -> Value {
    let has = |name: &str| {
        let first = name.split('.').next().unwrap_or(name);
        block["a"].get(first).is_some() || block["b"].get(first).is_some()
    };
    match known {
        Value::Object(facts) => {
            facts.iter().filter(|(name, _)| has(name)).map(|(name, fact)| (name.clone(), fact.clone())).collect()
        }
        Value::Array(groups) => {
            let kept = |group: &Value| match group {
                Value::String(name) => has(name),
                Value::Array(names) => names.iter().filter_map(Value::as_str).all(has),
                _ => true,
            };
            groups.iter().filter(|group| kept(group)).cloned().collect()
        }
        other => other.clone(),
    }
}

/// The stand-in's words about NAT gateways take arguments for granted that came with regional ones, in version 6.
fn without_regional(python: &str) -> String {
    python
        .replace("cfg[\"availability_mode\"]", "cfg.get(\"availability_mode\")")
        .replace("return {**out, \"availability_mode\"", "return out if True else {**out, \"availability_mode\"")
}

/// A stand-in of version 5 beside the installed one of version 6; its CLI configuration. `None` where the stand-in is
/// built in another way than this knows.
fn install(bench: &Bench, six: &Path) -> Option<PathBuf> {
    let cache = six.parent()?;
    let (from, to) = (cache.join("provider"), bench.path("provider-5"));
    let of_six: Value = serde_json::from_str(&fs::read_to_string(from.join("aws-schema.json")).ok()?).ok()?;
    fs::create_dir_all(&to).ok()?;
    for file in fs::read_dir(&from).ok()?.flatten() {
        if file.path().extension().is_some_and(|it| it == "py" || it == "pem") {
            let text = fs::read_to_string(file.path()).ok()?;
            fs::write(to.join(file.file_name()), without_regional(&text)).ok()?;
        }
    }
    let schema = with_facts(&of_six);
    let version = schema["provider_version"].as_str()?;
    fs::write(to.join("aws-schema.json"), schema.to_string()).ok()?;
    let arch = if cfg!(target_arch = "aarch64") { "arm64" } else { "amd64" };
    let binary = bench.path(&format!("mirror-5/registry.terraform.io/hashicorp/aws/{version}/linux_{arch}"));
    fs::create_dir_all(&binary).ok()?;
    let binary = binary.join(format!("terraform-provider-aws_v{version}_x5"));
    let (python, to) = (cache.join("venv/bin/python"), to.display());
    let start = format!("import sys; sys.path.insert(0, \"{to}\"); import plugin; plugin.main()");
    fs::write(&binary, format!("#!/bin/sh\nexec \"{}\" -I -c '{start}'\n", python.display())).ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&binary, fs::Permissions::from_mode(0o755)).ok()?;
    }
    let mirror = bench.path("mirror-5");
    let rc = format!(
        "disable_checkpoint = true\nprovider_installation {{\n  filesystem_mirror {{\n    path    = \"{}\"\n    include = [\"registry.terraform.io/hashicorp/aws\"]\n  }}\n}}\n",
        mirror.display()
    );
    let config = bench.path("terraform-5.rc");
    fs::write(&config, rc).ok()?;
    Some(config)
}

#[test]
fn version_5_of_the_provider_plans_every_design() {
    let Some(mut bench) = Bench::new("version_5_of_the_provider_plans_every_design") else { return };
    let Some(config) = install(&bench, Path::new(bench.config())) else {
        println!(
            "skipped: version_5_of_the_provider_plans_every_design: the stand-in is not built as this test knows it"
        );
        return;
    };
    bench.use_config(&config);
    let mut wrong = Vec::new();
    let mut plan = |name: &str, dir: &Path| {
        if let Err(said) = bench.try_plan(dir) {
            wrong.push(format!("{name}: {said}"));
        }
    };
    for (name, design) in designs() {
        let dir = bench.write(&format!("{name}-flat"), &export(&design, &five(Layout::Flat)));
        plan(&name, &dir);
    }
    // The module, and what joins.
    for name in ["accounts", "inside", "joined", "regional"] {
        let bundle = export(&design(name), &five(Layout::Environments));
        let root = bench.write(name, &bundle);
        for folder in bench::folders(&bundle) {
            plan(&format!("{name} {folder}"), &root.join(folder));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What version 5 cannot say is left out, with a note.
#[test]
fn regional_nat_gateways_are_left_out_for_version_5() {
    for layout in Layout::ALL {
        let bundle = export(&design("regional"), &five(layout));
        let said = |note: &&cidraw::export::Note| note.kind == NoteKind::LeftOut && note.text.contains("version 6");
        let noted = bundle.notes.iter().filter(said).filter_map(|note| note.object).collect::<BTreeSet<_>>();
        assert!(!noted.is_empty(), "{:?}", bundle.notes);
        let code: String =
            bundle.files.iter().filter(|file| file.path.ends_with(".tf")).filter_map(|f| f.as_text()).collect();
        assert!(!code.contains("availability_mode"), "{layout:?}");
    }
}

/// Every resource and argument that code for version 5 names is one of that version: read, not run, so that it is looked
/// at where there is no `terraform` too.
#[test]
fn code_for_version_5_names_only_what_that_version_has() {
    let schema = schema();
    let mut unknown = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for (name, design) in designs() {
        for layout in Layout::ALL {
            for file in export(&design, &five(layout)).files.iter().filter(|file| file.path.ends_with(".tf")) {
                let body: hcl_edit::structure::Body = file.as_text().expect("a text").parse().expect("HCL");
                for block in body.blocks() {
                    let sort = match block.ident.as_str() {
                        "resource" => "resources",
                        "data" => "data",
                        _ => continue,
                    };
                    let kind = block.labels.first().map(|label| label.as_str().to_owned()).unwrap_or_default();
                    if kind.starts_with("aws_") {
                        seen.insert(kind.clone());
                        unknown.extend(
                            unknown_in(&schema[sort][&kind], &block.body, &kind).map(|what| format!("{name}: {what}")),
                        );
                    }
                }
            }
        }
    }
    assert!(seen.len() > 50, "{seen:?}");
    assert!(unknown.is_empty(), "{unknown:#?}");
}

/// What every resource may have, whatever its type.
const META: [&str; 4] = ["count", "depends_on", "for_each", "provider"];

fn unknown_in(block: &Value, body: &hcl_edit::structure::Body, path: &str) -> impl Iterator<Item = String> {
    let mut unknown = Vec::new();
    if block.is_null() {
        unknown.push(path.to_owned());
    }
    for attribute in body.attributes() {
        let name = attribute.key.as_str();
        let flags = block["a"][name][0].as_str().unwrap_or_default();
        if !META.contains(&name) && !flags.contains(['o', 'r']) {
            unknown.push(format!("{path}.{name}"));
        }
    }
    for inner in body.blocks() {
        let name = match inner.ident.as_str() {
            "dynamic" => inner.labels.first().map_or("", |label| label.as_str()),
            name => name,
        };
        if name == "lifecycle" {
            continue;
        }
        let known = &block["b"][name][3];
        let content = inner.body.blocks().find(|it| it.ident.as_str() == "content");
        let body = if inner.ident.as_str() == "dynamic" { content.map(|it| &it.body) } else { Some(&inner.body) };
        if let Some(body) = body {
            unknown.extend(unknown_in(known, body, &format!("{path}.{name}")));
        }
    }
    unknown.into_iter()
}
