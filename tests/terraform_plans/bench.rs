//! Where exported code is put to work: a folder of its own, `terraform`, and the stand-in for AWS.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use cidraw::export::{Bundle, Layout, Options, exporter};
use cidraw::model::Design;

/// A folder that goes with the test.
pub struct Bench {
    check: PathBuf,
    config: String,
    root: PathBuf,
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// What the mirror session of a design copies: code asks for it by a variable, which other code does not have.
const MIRRORED: (&str, &str) = ("TF_VAR_mirror_sources", "{ tap = \"eni-0a1b2c3d4e5f60718\" }");

impl Bench {
    /// `None`, and a line that says why, where there is nothing to check with.
    pub fn new(test: &str) -> Option<Bench> {
        let check = match std::env::var_os("CIDRAW_TERRAFORM_CHECK") {
            Some(path) => PathBuf::from(path),
            None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/verify/terraform/check.sh"),
        };
        let there = check.is_file() && Command::new("terraform").arg("version").output().is_ok();
        if !there {
            println!("skipped: {test}: no terraform, or no {}", check.display());
            return None;
        }
        let install = Command::new(check.with_file_name("install.sh")).output().expect("install.sh runs");
        assert!(install.status.success(), "{}", String::from_utf8_lossy(&install.stderr));
        let config = String::from_utf8(install.stdout).expect("a path").trim().to_owned();
        let root = std::env::temp_dir().join(format!("cidraw-{}-{test}", std::process::id()));
        fs::create_dir_all(&root).expect("a folder for the test");
        Some(Bench { check, config, root: root.canonicalize().expect("a folder for the test") })
    }

    /// The CLI configuration with which `terraform` finds the stand-in.
    pub fn config(&self) -> &str {
        &self.config
    }

    /// From now on `terraform` looks for providers with this one.
    pub fn use_config(&mut self, config: &Path) {
        self.config = config.to_string_lossy().into_owned();
    }

    /// Writes a bundle over what is in the folder `name`; earlier code goes, state stays.
    pub fn write(&self, name: &str, bundle: &Bundle) -> PathBuf {
        forget_code(&self.root.join(name));
        self.add(name, bundle)
    }

    /// Writes a bundle over what is in the folder `name`; earlier code stays where nothing is in its place.
    pub fn add(&self, name: &str, bundle: &Bundle) -> PathBuf {
        let root = self.root.join(name);
        for file in &bundle.files {
            let path = root.join(&file.path);
            fs::create_dir_all(path.parent().expect("inside the root")).expect("a folder");
            fs::write(&path, file.bytes()).expect("a file");
            #[cfg(unix)]
            if file.executable {
                use std::os::unix::fs::PermissionsExt;
                fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("permissions");
            }
        }
        root
    }

    /// A path inside the folder of the test.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Runs the check script over folders, each in an AWS of its own, as far as step `until`.
    pub fn check(&self, until: &str, dirs: &[PathBuf]) {
        let mut command = Command::new(&self.check);
        command.env(MIRRORED.0, MIRRORED.1).arg("--until").arg(until).args(dirs);
        let output = command.output().expect("check.sh runs");
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        println!("{said}");
    }

    /// Applies a folder in an AWS of its own, without what `check` looks at besides: quicker. An error is the judge's first
    /// sentence, as far as its code.
    pub fn judge(&self, dir: &Path) -> Result<(), String> {
        let terraform = |arguments: &[&str]| {
            let mut command = self.command("terraform", dir);
            command.env("NETVERIFY_CLOUD", dir.join("cloud.jsonl")).args(arguments);
            said(command.output().expect("terraform runs"))
        };
        terraform(&["init", "-input=false"])
            .and_then(|_| terraform(&["apply", "-input=false", "-auto-approve", "-no-color"]))
            .map(|_| ())
            .map_err(|said| {
                let words = said.lines().find_map(|line| line.split_once("Error: ").map(|(_, words)| words.trim()));
                let words = words.unwrap_or(&said);
                // What follows the code names ids and whichever of two objects came second.
                match words.split_once("api error ") {
                    Some((doing, rest)) => format!("{doing}api error {}", rest.split(':').next().unwrap_or(rest)),
                    None => words.to_owned(),
                }
            })
    }

    /// A command in `dir`. Whatever runs on this bench shares one AWS.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>, dir: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(dir)
            .env("TF_CLI_CONFIG_FILE", &self.config)
            .env("NETVERIFY_CLOUD", self.root.join("cloud.jsonl"))
            .env(MIRRORED.0, MIRRORED.1)
            .env("CHECKPOINT_DISABLE", "1")
            .env("TF_IN_AUTOMATION", "1")
            .env("TF_INPUT", "0")
            .env("TF_CLI_ARGS_plan", "-no-color")
            .env("TF_CLI_ARGS_apply", "-no-color")
            .env("TF_CLI_ARGS_init", "-no-color")
            .env_remove("TF_WORKSPACE")
            .env_remove("TF_DATA_DIR");
        command
    }

    /// What `terraform` says; an error is what it says too.
    pub fn terraform(&self, dir: &Path, arguments: &[&str]) -> Result<String, String> {
        said(self.command("terraform", dir).args(arguments).output().expect("terraform runs"))
    }

    /// Plans `dir`; an error is what `terraform` says.
    pub fn try_plan(&self, dir: &Path) -> Result<(), String> {
        self.terraform(dir, &["init", "-input=false"])?;
        self.terraform(dir, &["plan", "-input=false", "-out=tfplan"]).map(|_| ())
    }

    /// The resources that a plan of `dir` would change, each with what it would do: `create`, `update`, `delete`,
    /// `replace`.
    pub fn plan(&self, dir: &Path) -> BTreeMap<String, String> {
        self.try_plan(dir).expect("a plan");
        let shown = self.terraform(dir, &["show", "-json", "tfplan"]).expect("show");
        let plan: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
        let mut changes = BTreeMap::new();
        for change in plan["resource_changes"].as_array().into_iter().flatten() {
            let actions: Vec<&str> =
                change["change"]["actions"].as_array().into_iter().flatten().filter_map(|a| a.as_str()).collect();
            let action = match actions.as_slice() {
                ["no-op"] | ["read"] => continue,
                [one] => one,
                _ => "replace",
            };
            changes.insert(change["address"].as_str().unwrap_or_default().to_owned(), action.to_owned());
        }
        changes
    }

    /// Applies the plan that [`Bench::plan`] made.
    pub fn apply(&self, dir: &Path) {
        self.terraform(dir, &["apply", "-input=false", "tfplan"]).expect("apply");
    }
}

/// Both outputs, as the text of success or failure.
pub fn said(output: Output) -> Result<String, String> {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    match output.status.success() {
        true => Ok(text),
        false => Err(text + &String::from_utf8_lossy(&output.stderr)),
    }
}

fn forget_code(dir: &Path) {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with(".terraform") {
            forget_code(&path);
        } else if path.extension().is_some_and(|it| it == "tf") || path.to_string_lossy().ends_with(".tftest.hcl") {
            let _ = fs::remove_file(path);
        }
    }
}

/// The design of that name among the goldens.
pub fn design(name: &str) -> Design {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/export_golden/designs/{name}.txt"));
    parse(&fs::read_to_string(path).expect("a design"))
}

/// A design in notation.
pub fn parse(text: &str) -> Design {
    cidraw::notation::parse(text).expect("notation")
}

/// Every design of the goldens, and every template.
pub fn designs() -> Vec<(String, Design)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for (folder, ending) in [("tests/export_golden/designs", ".txt"), ("assets/templates", ".cidraw.json")] {
        for entry in fs::read_dir(here.join(folder)).into_iter().flatten().flatten() {
            let file = entry.file_name().into_string().expect("a name in UTF-8");
            let Some(name) = file.strip_suffix(ending) else { continue };
            let text = fs::read_to_string(entry.path()).expect("a file");
            let design = match ending {
                ".txt" => parse(&text),
                _ => cidraw::format::load(&text).expect("a design").design,
            };
            if found.iter().all(|(other, _)| other != name) {
                found.push((name.to_owned(), design));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(found.len() > 5, "the designs are where they are looked for");
    found
}

/// What the exporter makes.
pub fn export(design: &Design, options: &Options) -> Bundle {
    exporter("terraform").expect("there is one").export(design, options)
}

/// The flat layout, without protection: tests destroy what they made.
pub fn flat() -> Options {
    Options { layout: Layout::Flat, protect: false, ..Options::default() }
}

/// The folders of a bundle that have a state, in the order of applying.
pub fn folders(bundle: &Bundle) -> Vec<String> {
    let guard = bundle.file("guard.sh").and_then(|file| file.as_text()).expect("a script");
    let cases = guard.lines().filter_map(|line| line.trim().split_once(") name=").map(|(folder, _)| folder.to_owned()));
    cases.collect()
}
