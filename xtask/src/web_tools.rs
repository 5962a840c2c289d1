//! The programs that make a web page of the compiled application: trunk, wasm-bindgen, wasm-opt.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{
    cache,
    command::{command, major, on_path, run, version_of},
    debian, pins, project,
};

/// Finds or builds trunk.
///
/// # Errors
/// When it is missing and cannot be built.
pub fn trunk() -> Result<PathBuf> {
    built_tool("trunk", "trunk", pins::TRUNK, &["--locked", "--no-default-features"], "4-5 minutes")
}

/// Finds or builds `wasm-bindgen` of the version in `Cargo.lock`. Its test runner lies beside it.
///
/// # Errors
/// When it is missing and cannot be built.
pub fn wasm_bindgen() -> Result<PathBuf> {
    let version = project::locked_version("wasm-bindgen")?;
    // Without --locked: the published lock file names a version that was withdrawn.
    built_tool("wasm-bindgen-cli", "wasm-bindgen", &version, &[], "2-3 minutes")
}

fn built_tool(package: &str, program: &str, version: &str, options: &[&str], takes: &str) -> Result<PathBuf> {
    if let Some(found) = on_path(program)
        && version_of(&found).as_deref() == Some(version)
    {
        return Ok(found);
    }
    let announcement = format!("building it from source, once per user, {takes} on 2 cores");
    let place = cache::entry(&format!("{program}-{version}"), &announcement, |partial| {
        run(command("cargo")
            .current_dir(partial)
            .args(["install", package, "--version", version])
            .args(options)
            .arg("--root")
            .arg(partial)
            .env("CARGO_TARGET_DIR", partial.join("build"))
            // They run for seconds a day: a fast build is worth more than a fast tool.
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
            .env_remove("RUSTFLAGS"))?;
        let build = partial.join("build");
        if build.exists() {
            std::fs::remove_dir_all(build)?;
        }
        Ok(())
    })?;
    Ok(place.join("bin").join(program))
}

/// A `wasm-opt` and how new it is.
pub struct WasmOpt {
    /// The program.
    pub program: PathBuf,
    /// The version of binaryen it belongs to.
    pub version: u32,
}

/// Finds or installs `wasm-opt`: the one on PATH if it is recent, else npm's, else whatever PATH or Debian has.
///
/// # Errors
/// When there is none and none can be installed.
pub fn wasm_opt() -> Result<WasmOpt> {
    let on_path_now = || on_path("wasm-opt").and_then(|program| with_version(&program));
    let found = on_path_now();
    if let Some(recent) = found.filter(|found| found.version >= pins::BINARYEN_GOOD) {
        return Ok(recent);
    }
    if on_path("npm").is_some() && on_path("node").is_some() {
        match npm_wasm_opt() {
            Ok(tool) => return Ok(tool),
            Err(error) => cache::say(&format!("{error:#}")),
        }
    }
    if on_path_now().is_none() && debian::is_debian() {
        debian::install(&[pins::DEBIAN_BINARYEN], "wasm-opt, seconds")?;
    }
    let tool = on_path_now().with_context(|| format!("no wasm-opt: run `{}`", binaryen_command()))?;
    if tool.version < pins::BINARYEN_OLDEST {
        bail!("wasm-opt {} is too old: {} is the oldest that is known to work", tool.version, pins::BINARYEN_OLDEST);
    }
    Ok(tool)
}

/// The one command that installs it here.
fn binaryen_command() -> &'static str {
    if cfg!(target_os = "macos") {
        "brew install binaryen"
    } else if on_path("dnf").is_some() {
        "sudo dnf install -y binaryen"
    } else if on_path("pacman").is_some() {
        "sudo pacman -S --needed binaryen"
    } else {
        "npm install --global binaryen"
    }
}

fn with_version(program: &Path) -> Option<WasmOpt> {
    Some(WasmOpt { program: program.to_owned(), version: major(&version_of(program)?)? })
}

fn npm_wasm_opt() -> Result<WasmOpt> {
    let entry = format!("binaryen-{}", pins::BINARYEN_NPM);
    let place = cache::entry(&entry, "fetching wasm-opt with npm, about 100 MB, seconds", |partial| {
        run(command("npm")
            .current_dir(partial)
            .args(["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"])
            .arg(partial)
            .arg(format!("binaryen@{}", pins::BINARYEN_NPM)))
    })?;
    let program = place.join("node_modules/.bin/wasm-opt");
    with_version(&program).with_context(|| format!("{} does not run", program.display()))
}
