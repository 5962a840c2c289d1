//! The web page: trunk compiles and gathers, then wasm-opt shrinks, then names are made of contents.

use std::{
    fs,
    hash::{DefaultHasher, Hasher},
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use anyhow::{Context, Result, bail};

use crate::{
    cache::say,
    command::{command, prepend_path, run},
    project,
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
        add_folder_of(&mut trunk, &self.wasm_bindgen, &self.toolchain)?;
        trunk.args(["build", "--skip-version-check", "--dist"]).arg(staged);
        match self.profile {
            Profile::Release => trunk.arg("--release"),
            // Fewer and simpler types for the compiler to spell out in views.
            Profile::Dev => trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", DEV_FLAGS),
        };
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

/// Compiler flags of every wasm32 build that is not a release: one set, so that they share their dependencies.
pub const DEV_FLAGS: &str = "--cfg erase_components";

/// The toolchain's own folder has to stay before the tool's, which may be one with another cargo in it.
fn add_folder_of(to: &mut Command, tool: &Path, toolchain: &WasmToolchain) -> Result<()> {
    let folder = tool.parent().context("a tool lies in a folder")?.to_owned();
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

/// Gives the start script, the module and its wasm names that carry a hash of what they finally hold (trunk's
/// names carry that of what the compiler wrote), so that a server may let browsers keep them for ever.
fn name_by_content(staged: &Path) -> Result<()> {
    let page = staged.join("index.html");
    let mut html = fs::read_to_string(&page).context("trunk left no index.html")?;
    for attribute in ["data-js", "data-wasm", "src"] {
        let old = start_script_attribute(&html, attribute)
            .with_context(|| format!("the start script of index.html has no {attribute}: see Trunk.toml"))?
            .trim_start_matches("./")
            .to_owned();
        let new = content_name(&old, &fs::read(staged.join(&old))?);
        fs::rename(staged.join(&old), staged.join(&new))?;
        html = html.replace(&old, &new);
    }
    fs::write(&page, html)?;
    Ok(())
}

/// The value of an attribute of the one script element that has `data-wasm`.
fn start_script_attribute<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    let tag = html
        .split("<script")
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
        .find(|tag| tag.contains("data-wasm="))?;
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[start..].split('"').next()
}

/// `cidraw-app-1f2e3d_bg.wasm` becomes `cidraw-app-HASH.wasm`: one hash, that of the contents.
fn content_name(old: &str, contents: &[u8]) -> String {
    let (stem, extension) = old.rsplit_once('.').unwrap_or((old, ""));
    let stem = stem.trim_end_matches("_bg");
    let stem = match stem.rsplit_once('-') {
        Some((before, hash)) if hash.len() >= 8 && hash.bytes().all(|b| b.is_ascii_hexdigit()) => before,
        _ => stem,
    };
    let mut hasher = DefaultHasher::new();
    hasher.write(contents);
    format!("{stem}-{:016x}.{extension}", hasher.finish())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_carry_the_hash_of_the_contents_and_no_other() {
        let name = content_name("cidraw-app-0123456789abcdef_bg.wasm", b"one");
        assert!(name.starts_with("cidraw-app-") && name.ends_with(".wasm"), "{name}");
        assert!(!name.contains("0123456789abcdef"), "{name}");
        assert_ne!(name, content_name("cidraw-app-0123456789abcdef_bg.wasm", b"two"));
        assert!(content_name("start.js", b"x").starts_with("start-"));
    }

    #[test]
    fn the_start_script_is_told_from_other_scripts() {
        let html = r#"<script src="a.js"></script><script type="module" src="./start.js" data-js="./b.js" data-wasm="./c.wasm"></script>"#;
        assert_eq!(start_script_attribute(html, "src"), Some("./start.js"));
        assert_eq!(start_script_attribute(html, "data-js"), Some("./b.js"));
        assert_eq!(start_script_attribute("<script src=\"a.js\"></script>", "src"), None);
    }
}
