//! Debian packages: installed when we may, named in one command when we may not.

use std::path::Path;

use anyhow::{Result, bail};

use crate::{
    cache,
    command::{capture, command, run},
};

/// Is this Debian (or a child of it)?
pub fn is_debian() -> bool {
    Path::new("/etc/debian_version").exists()
}

/// Is a package installed?
pub fn has(package: &str) -> bool {
    version(package).is_some()
}

/// The installed version of a package.
pub fn version(package: &str) -> Option<String> {
    let said = capture(command("dpkg-query").args(["-W", "-f", "${db:Status-Abbrev}${Version}", package])).ok()?;
    said.strip_prefix("ii ").map(|version| version.trim().to_owned())
}

/// The one command that installs these packages.
pub fn install_command(packages: &[&str]) -> String {
    format!("sudo apt-get install -y --no-install-recommends {}", packages.join(" "))
}

/// Installs those of the packages that are missing.
///
/// # Errors
/// When this is not Debian, when we are not root (the message then is the command to run), or when apt fails.
pub fn install(packages: &[&str], announcement: &str) -> Result<()> {
    let missing: Vec<&str> = packages.iter().copied().filter(|package| !has(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !is_debian() {
        bail!("{} come as Debian packages, and this is not Debian", missing.join(", "));
    }
    if !is_root() {
        bail!("missing {}: run `{}`", missing.join(", "), install_command(&missing));
    }
    let _held = cache::lock("apt")?;
    let still_missing: Vec<&str> = missing.into_iter().filter(|package| !has(package)).collect();
    if still_missing.is_empty() {
        return Ok(());
    }
    cache::say(&format!("installing {}: {announcement}", still_missing.join(", ")));
    // A stale package list would offer versions the mirror no longer has.
    let updated = run(apt().args(["update", "-q"]));
    if let Err(error) = updated {
        cache::say(&format!("{error:#}; going on with the package lists at hand"));
    }
    run(apt().args(["install", "-y", "-q", "--no-install-recommends"]).args(&still_missing))
}

fn apt() -> std::process::Command {
    let mut apt = command("apt-get");
    apt.args(["-o", "DPkg::Lock::Timeout=600", "-o", "Acquire::Retries=3"]).env("DEBIAN_FRONTEND", "noninteractive");
    apt
}

fn is_root() -> bool {
    capture(command("id").arg("-u")).is_ok_and(|id| id == "0")
}
