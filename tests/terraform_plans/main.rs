//! Exported code goes through the real `terraform`, against a stand-in for AWS: it needs neither an account nor a
//! network.
//!
//! `CIDRAW_TERRAFORM_CHECK` names the script that checks a folder; without it the one beside the checkout is taken. Where
//! there is none, or no `terraform`, every test says that it is skipped.

mod bench;
mod edits;
mod guard;
mod joined_edits;
mod judged;
mod older;
#[path = "../common/judged.rs"]
mod record;
mod renames;
mod renames_everywhere;
mod texts;

use bench::{Bench, design, designs, export, flat};
use cidraw::export::{Backend, Layout, Options, ProviderMajor};

/// The designs in which every kind of object is that the code says.
const EVERY_KIND: [&str; 6] = ["inside", "joined", "services", "dns", "watched", "shared"];

#[test]
fn flat_code_is_applied_planned_again_and_destroyed() {
    let Some(bench) = Bench::new("flat_code_is_applied_planned_again_and_destroyed") else { return };
    let dir = bench.write("one-vpc", &export(&design("one-vpc"), &flat()));
    bench.check("destroy", &[dir]);
}

#[test]
fn flat_code_of_every_design_plans() {
    let Some(bench) = Bench::new("flat_code_of_every_design_plans") else { return };
    let dirs: Vec<_> = designs().iter().map(|(name, design)| bench.write(name, &export(design, &flat()))).collect();
    bench.check("plan", &dirs);
}

#[test]
fn every_folder_of_every_design_plans() {
    let Some(bench) = Bench::new("every_folder_of_every_design_plans") else { return };
    let mut dirs = Vec::new();
    for (name, design) in designs() {
        // Applied for real in another test.
        if name == "three-environments" {
            continue;
        }
        let bundle = export(&design, &Options::default());
        let root = bench.write(&name, &bundle);
        dirs.extend(bench::folders(&bundle).into_iter().map(|folder| root.join(folder)));
    }
    bench.check("plan", &dirs);
}

#[test]
fn flat_code_of_every_kind_is_applied_planned_again_and_destroyed() {
    let Some(bench) = Bench::new("flat_code_of_every_kind_is_applied_planned_again_and_destroyed") else { return };
    let dirs: Vec<_> = EVERY_KIND.iter().map(|name| bench.write(name, &export(&design(name), &flat()))).collect();
    bench.check("destroy", &dirs);
}

#[test]
fn what_joins_is_applied_after_the_environments() {
    for name in EVERY_KIND {
        let Some(bench) = Bench::new(&format!("what_joins_{name}")) else { return };
        let bundle = export(&design(name), &Options::default());
        let root = bench.write(name, &bundle);
        let folders = bench::folders(&bundle);
        assert_eq!(folders.last().map(String::as_str), Some("connections"), "{name}");
        for folder in &folders {
            let dir = root.join(folder);
            assert!(bench.plan(&dir).values().all(|action| action == "create"), "{name} {folder}");
            bench.apply(&dir);
        }
        for folder in &folders {
            assert!(bench.plan(&root.join(folder)).is_empty(), "{name} {folder}: the second plan is not empty");
        }
    }
}

#[test]
fn every_backend_and_the_options_are_understood() {
    let Some(bench) = Bench::new("every_backend_and_the_options_are_understood") else { return };
    let bucket = Backend::S3 { bucket: "acme-state".into(), region: "eu-west-1".into(), prefix: "networks/".into() };
    let mut dirs = Vec::new();
    for (name, backend) in [("s3", bucket), ("none", Backend::None)] {
        let options = Options { backend, tests: false, import_blocks: false, ..Options::default() };
        let bundle = export(&design("existing"), &options);
        assert!(bundle.files.iter().all(|file| !file.path.ends_with(".hcl") && !file.path.ends_with("imports.tf")));
        dirs.push(bench.write(name, &bundle).join("envs/prod"));
    }
    bench.check("plan", &dirs);
    let five = export(&design("one-vpc"), &Options { provider: ProviderMajor::V5, ..flat() });
    let versions = five.file("versions.tf").and_then(|file| file.as_text()).expect("a text").to_owned();
    assert!(versions.contains("version = \"~> 5.80\""), "{versions}");
}

#[test]
fn the_written_tests_pass() {
    let Some(bench) = Bench::new("the_written_tests_pass") else { return };
    let bundle = export(&design("accounts"), &Options { layout: Layout::Environments, ..Options::default() });
    let root = bench.write("accounts", &bundle);
    for folder in ["modules/network", "envs/prod", "envs/unassigned"] {
        let dir = root.join(folder);
        bench.terraform(&dir, &["init", "-input=false", "-backend=false"]).expect("init");
        let said = bench.terraform(&dir, &["test", "-no-color"]).expect("test");
        assert!(said.contains("Success!") && !said.contains("Success! 0 passed"), "{folder}: {said}");
    }
}
