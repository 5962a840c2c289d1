//! Where templates are put to work: a folder of their own, cfn-lint, and a fake of AWS.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use cidraw::export::{Bundle, Layout, Options, TemplateSyntax, exporter};
use cidraw::model::Design;

/// A folder that goes with the test.
pub struct Bench {
    check: PathBuf,
    lint: PathBuf,
    root: PathBuf,
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

impl Bench {
    /// `None`, and a line that says why, where there is nothing to check with.
    pub fn new(test: &str) -> Option<Bench> {
        let check = match std::env::var_os("CIDRAW_CLOUDFORMATION_CHECK") {
            Some(path) => PathBuf::from(path),
            None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/verify/cloudformation/check.sh"),
        };
        let installed = check.is_file()
            && Command::new(&check).arg("--install").output().is_ok_and(|output| output.status.success());
        if !installed {
            println!("skipped: {test}: no {}, or it cannot be installed", check.display());
            return None;
        }
        let home = |name: &str| std::env::var_os(name).map(PathBuf::from);
        let cache = home("XDG_CACHE_HOME").or_else(|| Some(home("HOME")?.join(".cache"))).expect("a home");
        let root = std::env::temp_dir().join(format!("cidraw-{}-{test}", std::process::id()));
        fs::create_dir_all(&root).expect("a folder for the test");
        Some(Bench { check, lint: cache.join("netverify/cloudformation/venv/bin/cfn-lint"), root })
    }

    /// Writes a bundle into the folder `name`.
    pub fn write(&self, name: &str, bundle: &Bundle) -> PathBuf {
        let root = self.root.join(name);
        for file in &bundle.files {
            let path = root.join(&file.path);
            fs::create_dir_all(path.parent().expect("inside the root")).expect("a folder");
            fs::write(&path, file.bytes()).expect("a file");
        }
        root
    }

    /// Makes a stack of one template in an empty account of the fake. What it describes afterwards goes to `out`.
    ///
    /// # Errors
    /// What the fake said when it did not make every resource.
    pub fn deploy(&self, region: &str, template: &Path, out: Option<&Path>) -> Result<(), String> {
        let mut command = self.deploying(region);
        if let Some(out) = out {
            command.arg("--out").arg(out);
        }
        let output = command.arg(template).output().expect("deploy.py runs");
        let said = said(&output);
        // It passes over what it does not know, and succeeds.
        if output.status.success() && !said.contains("NOT deployed") { Ok(()) } else { Err(said) }
    }

    /// What the fake said of each template whose stack it did not make, each in an empty account. Most of the time goes
    /// into starting the fake, which is done once for all and again after each refusal.
    pub fn refusals(&self, region: &str, templates: &[PathBuf]) -> BTreeMap<PathBuf, String> {
        let mut refused = BTreeMap::new();
        let mut left = templates;
        while !left.is_empty() {
            let said = said(&self.deploying(region).args(left).output().expect("deploy.py runs"));
            let made = said.lines().filter(|line| line.starts_with("ok   deploy")).count();
            if made == left.len() {
                break;
            }
            let words = said.split_once("FAIL deploy").map_or(said.as_str(), |(_, words)| words);
            let words = words.split_once(".json: ").map_or(words, |(_, words)| words);
            refused.insert(left[made].clone(), words.lines().next().unwrap_or_default().trim().to_owned());
            left = &left[made + 1..];
        }
        refused
    }

    fn deploying(&self, region: &str) -> Command {
        let mut command = Command::new(self.lint.with_file_name("python"));
        command.env("PYTHONDONTWRITEBYTECODE", "1").arg(self.check.with_file_name("deploy.py"));
        command.arg("--region").arg(region);
        command
    }

    /// Lints templates that need others before they can be deployed.
    pub fn lint(&self, region: &str, templates: &[PathBuf]) {
        let mut command = Command::new(&self.lint);
        command.args(["--regions", region, "--non-zero-exit-code", "warning", "--"]).args(templates);
        let output = command.output().expect("cfn-lint runs");
        assert!(output.status.success(), "{}", said(&output));
    }

    /// What cfn-lint calls an error in templates of a Region: the first of each.
    pub fn lint_errors(&self, region: &str, templates: &[PathBuf]) -> BTreeMap<PathBuf, String> {
        let mut command = Command::new(&self.lint);
        command.args(["--regions", region, "--format", "json", "--non-zero-exit-code", "none", "--"]).args(templates);
        let output = command.output().expect("cfn-lint runs");
        if String::from_utf8_lossy(&output.stderr).contains(&format!("['{region}'] are unsupported")) {
            let words = format!("cfn-lint: Regions ['{region}'] are unsupported");
            return templates.iter().map(|template| (template.clone(), words.clone())).collect();
        }
        let all: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
        let mut first = BTreeMap::new();
        for found in all.iter().filter(|found| found["Level"] == "Error") {
            let text = |field: &serde_json::Value| field.as_str().expect("a text").to_owned();
            let words = format!("cfn-lint {}: {}", text(&found["Rule"]["Id"]), text(&found["Message"]));
            first.entry(PathBuf::from(text(&found["Filename"]))).or_insert(words);
        }
        first
    }

    /// A path inside the folder of the test.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }
}

/// Everything that a program wrote.
fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// The design of that name among the goldens of exports.
pub fn design(name: &str) -> Design {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/export_golden/designs/{name}.txt"));
    parse(&fs::read_to_string(path).expect("a design"))
}

/// A design in notation.
pub fn parse(text: &str) -> Design {
    cidraw::notation::parse(text).expect("notation")
}

/// Every design of the goldens, every template, and one design for each group of kinds.
pub fn designs() -> Vec<(String, Design)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found: BTreeMap<String, Design> = BTreeMap::new();
    let folders = [
        ("tests/export_golden/designs", ".txt"),
        ("tests/cloudformation/designs", ".txt"),
        ("assets/templates", ".cidraw.json"),
    ];
    for (folder, ending) in folders {
        for entry in fs::read_dir(here.join(folder)).into_iter().flatten().flatten() {
            let file = entry.file_name().into_string().expect("a name in UTF-8");
            let Some(name) = file.strip_suffix(ending) else { continue };
            let text = fs::read_to_string(entry.path()).expect("a file");
            let design = match ending {
                ".txt" => parse(&text),
                _ => cidraw::format::load(&text).expect("a design").design,
            };
            found.entry(name.to_owned()).or_insert(design);
        }
    }
    assert!(found.len() > 5, "the designs are where they are looked for");
    found.into_iter().collect()
}

/// What the exporter makes.
pub fn export(design: &Design, options: &Options) -> Bundle {
    exporter("cloudformation").expect("there is one").export(design, options)
}

/// Everything of an account and Region in one stack: nothing has to be there before.
pub fn flat() -> Options {
    Options { layout: Layout::Flat, ..Options::default() }
}

/// The same in JSON.
pub fn flat_json() -> Options {
    Options { syntax: TemplateSyntax::Json, ..flat() }
}

/// The templates of a bundle in the order of deploying, each with its Region, as the script has them.
pub fn templates(bundle: &Bundle) -> Vec<(String, String)> {
    let script = bundle.file("deploy.sh").and_then(|file| file.as_text()).expect("a script");
    let stacks = script.lines().filter_map(|line| line.strip_prefix("stack "));
    let stacks = stacks.filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        Some((words.next()?.to_owned(), words.next()?.to_owned()))
    });
    stacks.filter(|(path, _)| bundle.file(path).is_some()).collect()
}

/// The same by Region.
pub fn by_region(bundle: &Bundle) -> BTreeMap<String, Vec<String>> {
    let mut regions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (template, region) in templates(bundle) {
        regions.entry(region).or_default().push(template);
    }
    regions
}
