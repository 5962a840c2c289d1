//! Cuts the compiled application in two or more: what the first screen needs, and what comes later.
//!
//! The cut has to be made between the compiler and wasm-bindgen, and trunk has no place for that. So this program
//! stands in for the wasm-bindgen that trunk calls ([`stand_in`]): it cuts, then calls the real one ([`run_instead`]).

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use anyhow::{Context, Result, anyhow, bail};
use wasm_split_cli_support::{Options, transform};

use crate::{cache::say, command::run, project};

/// Names the real wasm-bindgen to the one that stands in for it.
const REAL: &str = "XTASK_WASM_BINDGEN";

/// The script that fetches the later parts; the application imports it under this name.
pub const LINK: &str = "parts.js";

/// What the compiler has to be told, so that there is something to cut by: places marked for it, and the links between
/// functions, which are usually forgotten.
pub const FLAGS: &str = "--cfg split -Clink-args=--emit-relocs";

/// Makes a folder with a program called `wasm-bindgen` that is this one, to be put first on the PATH of `caller`, who
/// will call it.
///
/// # Errors
/// When the folder cannot be written.
pub fn stand_in(caller: &mut Command, real: &Path) -> Result<PathBuf> {
    let folder = project::web_target().join("stand-in");
    fs::create_dir_all(&folder)?;
    let program = folder.join("wasm-bindgen");
    if program.exists() {
        fs::remove_file(&program)?;
    }
    fs::copy(env::current_exe()?, &program).context("cannot stand in for wasm-bindgen")?;
    caller.env(REAL, real);
    Ok(folder)
}

/// Was this program called in the place of wasm-bindgen?
pub fn is_called() -> bool {
    env::args_os().next().is_some_and(|program| Path::new(&program).file_stem().is_some_and(|n| n == "wasm-bindgen"))
}

/// Does what wasm-bindgen was asked for, on the first part.
pub fn run_instead() -> ExitCode {
    match cut_and_bind() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn cut_and_bind() -> Result<()> {
    let real = env::var_os(REAL).with_context(|| format!("{REAL} does not name the real wasm-bindgen"))?;
    let mut arguments: Vec<String> = env::args().skip(1).collect();
    let mut bindgen = Command::new(real);
    if let Some(input) = arguments.iter().position(|argument| argument.ends_with(".wasm")) {
        let name = option(&arguments, "--out-name").context("wasm-bindgen is called without --out-name")?.to_owned();
        let first = cut(Path::new(&arguments[input]), &name)?;
        arguments[input] = first.to_str().context("a path that is not text")?.to_owned();
        // The later parts use what the first one exports.
        bindgen.args(["--keep-lld-exports", "--no-demangle"]);
    }
    run(bindgen.args(arguments))
}

/// The value of `--name value` or `--name=value`.
fn option<'a>(arguments: &'a [String], name: &str) -> Option<&'a str> {
    arguments.iter().enumerate().find_map(|(at, argument)| match argument.strip_prefix(name)? {
        "" => arguments.get(at + 1).map(String::as_str),
        rest => rest.strip_prefix('='),
    })
}

/// The folder of the parts and the script that fetches them.
fn folder() -> PathBuf {
    project::web_target().join("parts")
}

/// Cuts; the first part, for wasm-bindgen.
fn cut(compiled: &Path, name: &str) -> Result<PathBuf> {
    let folder = folder();
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let first = folder.join("first").with_extension("wasm");
    let input = fs::read(compiled)?;
    let link = format!("./{LINK}");
    let bound = format!("./{name}.js");
    let mut options = Options::new(&input);
    options.output_dir = &folder;
    options.main_out_path = &first;
    options.link_name = &link;
    options.main_module = &bound;
    let parts = transform(options).map_err(|error| anyhow!("{error:#}")).context("cannot cut the application")?;
    if parts.split_modules.is_empty() {
        bail!("nothing to cut: was the application compiled with `{FLAGS}`?");
    }
    say(&format!("cut into the first part and {} later ones", parts.split_modules.len()));
    Ok(first)
}

/// Puts the later parts and their script beside the page.
///
/// # Errors
/// When a file cannot be copied.
pub fn gather(staged: &Path) -> Result<()> {
    for entry in fs::read_dir(folder())? {
        let file = entry?.path();
        if file.file_name().is_some_and(|name| name != "first.wasm") {
            fs::copy(&file, staged.join(file.file_name().unwrap_or_default()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_found_in_both_spellings() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(option(&words("--target web --out-name app in.wasm"), "--out-name"), Some("app"));
        assert_eq!(option(&words("--out-name=app in.wasm"), "--out-name"), Some("app"));
        assert_eq!(option(&words("--target web in.wasm"), "--out-name"), None);
    }
}
