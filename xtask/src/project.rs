//! Where things are in this checkout, and what its manifests say.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::command::{capture, command};

/// The checkout's root.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies directly under the root")
}

/// The deployable folder, made by `cargo xtask build`.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The folder of a development build.
pub fn dev_dist() -> PathBuf {
    web_target().join("dev-dist")
}

/// The target directory of everything that is compiled to wasm32: apart from the host's, so that neither locks
/// or invalidates the other.
pub fn web_target() -> PathBuf {
    root().join("target").join("web")
}

/// The version of a package in `Cargo.lock`.
///
/// # Errors
/// When the file cannot be read or has no such package.
pub fn locked_version(package: &str) -> Result<String> {
    let text = fs::read_to_string(root().join("Cargo.lock")).context("cannot read Cargo.lock")?;
    version_in_lock(&text, package).map(str::to_owned).with_context(|| format!("Cargo.lock has no {package}"))
}

fn version_in_lock<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

/// What the root package's manifest declares, targets found by their place included.
pub struct Targets(Vec<(String, String)>);

impl Targets {
    /// Asks cargo.
    ///
    /// # Errors
    /// When the manifest is not valid.
    pub fn read() -> Result<Targets> {
        let said =
            capture(command("cargo").args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(root()))?;
        let metadata: Value = serde_json::from_str(&said).context("cargo metadata is not JSON")?;
        let mut targets = Vec::new();
        for package in metadata["packages"].as_array().into_iter().flatten() {
            if package["name"] != "cidraw" {
                continue;
            }
            for target in package["targets"].as_array().into_iter().flatten() {
                let kind = target["kind"][0].as_str().unwrap_or_default();
                let name = target["name"].as_str().unwrap_or_default();
                targets.push((kind.to_owned(), name.to_owned()));
            }
        }
        Ok(Targets(targets))
    }

    /// Is there a target of this kind (`test`, `bench`, `bin`) and name?
    pub fn has(&self, kind: &str, name: &str) -> bool {
        self.names(kind).any(|other| other == name)
    }

    /// The names of all targets of this kind.
    pub fn names<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(other, _)| other == kind).map(|(_, name)| name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_that_of_the_whole_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.1.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in_lock(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(version_in_lock(lock, "wasm"), None);
    }
}
