//! axe-core, the rules of accessibility that every screen is held against: one script, fetched from npm.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};
use serde_json::json;

use crate::{
    cache,
    command::{command, on_path, run},
    debian, pins,
};

const SCRIPT: &str = "node_modules/axe-core/axe.min.js";

/// Finds or fetches the script.
///
/// # Errors
/// When there is no npm and none can be installed, when the package cannot be fetched, or when it is not the one
/// whose checksum is pinned.
pub fn script() -> Result<PathBuf> {
    let (version, integrity) = pins::AXE;
    let place = cache::entry(&format!("axe-core-{version}"), "fetching it with npm, 3 MB, seconds", |partial| {
        if on_path("npm").is_none() && debian::is_debian() {
            debian::install(pins::DEBIAN_NPM, "npm, a minute")?;
        }
        on_path("npm").context("no npm: install Node.js")?;
        // npm itself compares what it fetched with the checksum of the lock file.
        let needed = json!({ "axe-core": version });
        let manifest = json!({ "name": "axe", "private": true, "dependencies": needed });
        let lock = json!({
            "name": "axe",
            "lockfileVersion": 3,
            "requires": true,
            "packages": {
                "": { "name": "axe", "dependencies": needed },
                "node_modules/axe-core": { "version": version, "integrity": integrity },
            },
        });
        fs::write(partial.join("package.json"), manifest.to_string())?;
        fs::write(partial.join("package-lock.json"), lock.to_string())?;
        run(command("npm").current_dir(partial).args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]))
    })?;
    let script = place.join(SCRIPT);
    fs::metadata(&script).with_context(|| format!("{} is missing", script.display()))?;
    Ok(script)
}
