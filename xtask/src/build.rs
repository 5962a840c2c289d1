//! The web page: trunk compiles and gathers, what comes later is cut off, wasm-opt shrinks, names are made of
//! contents.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use anyhow::{Context, Result, bail};

use crate::{
    cache::say,
    command::{command, prepend_path, run},
    naming::name_by_content,
    project, split,
    steps::in_ci,
    wasm_toolchain::WasmToolchain,
    web_tools::{self, WasmOpt},
};

/// Optimised for the reader, or quickly made for the writer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// What is deployed: into `dist/`.
    Release,
    /// For `cargo xtask serve`: into `target/web/dev-dist/`.
    Dev,
}

/// What a build needs, found or installed once; `cargo xtask serve` builds many times with it.
pub struct Builder {
    toolchain: WasmToolchain,
    trunk: PathBuf,
    wasm_bindgen: PathBuf,
    wasm_opt: Option<WasmOpt>,
    profile: Profile,
}

impl Builder {
    /// Finds or installs the tools.
    ///
    /// # Errors
    /// When one is missing and cannot be installed.
    pub fn provide(profile: Profile) -> Result<Builder> {
        Ok(Builder {
            toolchain: WasmToolchain::provide()?,
            wasm_bindgen: web_tools::wasm_bindgen()?,
            trunk: web_tools::trunk()?,
            wasm_opt: match profile {
                Profile::Release => wasm_opt_or_warning()?,
                Profile::Dev => None,
            },
            profile,
        })
    }

    /// Builds; the folder to serve.
    ///
    /// # Errors
    /// When a tool fails. A folder from an earlier build then stays as it was.
    pub fn build(&self) -> Result<PathBuf> {
        let started = Instant::now();
        let dist = match self.profile {
            Profile::Release => project::dist(),
            Profile::Dev => project::dev_dist(),
        };
        fs::create_dir_all(project::web_target())?;
        let guard = fs::File::create(project::web_target().join("build.lock"))?;
        guard.lock()?;

        let staged = project::web_target().join("staged");
        if staged.exists() {
            fs::remove_dir_all(&staged)?;
        }
        fs::create_dir(&staged)?;
        self.gather(&staged)?;
        if self.profile == Profile::Release {
            split::gather(&staged)?;
        }
        if let Some(tool) = &self.wasm_opt {
            optimise(tool, &staged)?;
        }
        name_by_content(&staged)?;
        if dist.exists() {
            fs::remove_dir_all(&dist)?;
        }
        fs::rename(&staged, &dist)?;
        let shown = dist.strip_prefix(project::root()).unwrap_or(&dist);
        say(&format!("{}/ built in {:.1} s", shown.display(), started.elapsed().as_secs_f32()));
        Ok(dist)
    }

    fn gather(&self, staged: &Path) -> Result<()> {
        let mut trunk = command(&self.trunk);
        trunk.current_dir(project::root());
        self.toolchain.apply(&mut trunk)?;
        let bindgen = match self.profile {
            Profile::Release => split::stand_in(&mut trunk, &self.wasm_bindgen)?,
            Profile::Dev => self.wasm_bindgen.parent().context("a tool lies in a folder")?.to_owned(),
        };
        put_first(&mut trunk, bindgen, &self.toolchain)?;
        // Fewer and simpler types to spell out in views: quicker to compile, and less to fetch.
        let mut flags = FLAGS.to_owned();
        if self.profile == Profile::Release {
            flags = format!("{flags} {}", split::FLAGS);
        }
        trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
        trunk.args(["build", "--skip-version-check", "--dist"]).arg(staged);
        if self.profile == Profile::Release {
            trunk.arg("--release");
        }
        // trunk takes NO_COLOR=1, which others set, for a malformed boolean.
        run(trunk.env_remove("NO_COLOR"))
    }
}

/// The page works without wasm-opt, so for a developer a missing one is a warning. What is deployed comes from CI.
fn wasm_opt_or_warning() -> Result<Option<WasmOpt>> {
    match web_tools::wasm_opt() {
        Ok(tool) => Ok(Some(tool)),
        Err(error) if in_ci() => Err(error),
        Err(error) => {
            say(&format!("WARNING: dist/ will be too big: {error:#}"));
            Ok(None)
        }
    }
}

/// Compiler flags of every build for wasm32: one set, so that they share their dependencies.
pub const FLAGS: &str = "--cfg erase_components";

/// The toolchain's own folder has to stay before the tool's, which may be one with another cargo in it.
fn put_first(to: &mut Command, folder: PathBuf, toolchain: &WasmToolchain) -> Result<()> {
    let mut folders = vec![folder];
    if let WasmToolchain::Debian { sysroot, .. } = toolchain {
        folders.insert(0, sysroot.join("bin"));
    }
    prepend_path(to, &folders)
}

/// The features rustc uses for wasm32 by itself. Given one by one because Debian's wasm-opt does not know some
/// of the names that newer compilers write into the file.
const WASM_FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-multivalue",
];

fn optimise(tool: &WasmOpt, staged: &Path) -> Result<()> {
    for file in files_with_extension(staged, "wasm")? {
        let before = fs::metadata(&file)?.len();
        let smaller = file.with_extension("opt");
        run(command(&tool.program)
            .args(["-Oz", "--strip-debug", "--strip-producers"])
            .args(WASM_FEATURES)
            .arg(&file)
            .arg("-o")
            .arg(&smaller))?;
        fs::rename(&smaller, &file)?;
        let after = fs::metadata(&file)?.len();
        say(&format!("wasm-opt {}: {} -> {} kB", tool.version, before / 1000, after / 1000));
    }
    Ok(())
}

/// The files directly in a folder that have this extension.
///
/// # Errors
/// When the folder cannot be read.
pub fn files_with_extension(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        if file.extension().is_some_and(|e| e == extension) {
            found.push(file);
        }
    }
    if found.is_empty() {
        bail!("no .{extension} file in {}", folder.display());
    }
    Ok(found)
}
