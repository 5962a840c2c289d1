//! Running other programs: found on PATH, free of what `cargo run` put into the environment, checked.

use std::{
    env,
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// A command without the variables that `cargo run` sets for the programs it starts. A nested cargo would take
/// them for the user's own wishes and rebuild everything.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        let Some(text) = name.to_str() else { continue };
        let set_by_cargo = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"]
            .iter()
            .any(|prefix| text.starts_with(prefix));
        if set_by_cargo || text == "CARGO" {
            command.env_remove(&name);
        }
    }
    command
}

/// The words of a command, as one would type them.
pub fn words(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Runs to the end with this terminal's output.
///
/// # Errors
/// When the program cannot be started, or ends with anything but 0.
pub fn run(command: &mut Command) -> Result<()> {
    let line = words(command);
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("cannot start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// Runs silently; what it wrote to stdout, trimmed.
///
/// # Errors
/// As [`run`]; the message carries what the program wrote to stderr.
pub fn capture(command: &mut Command) -> Result<String> {
    let line = words(command);
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot start `{line}`"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{line}` failed ({}): {}", output.status, said.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The first executable file of this name on PATH.
pub fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(|file| is_executable(file))
}

fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

/// Puts folders before the PATH a command would inherit.
///
/// # Errors
/// When a folder's name holds the separator of PATH.
pub fn prepend_path(command: &mut Command, folders: &[PathBuf]) -> Result<()> {
    let inherited = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(env::split_paths(&inherited));
    command.env("PATH", env::join_paths(all)?);
    Ok(())
}

/// The first dotted number in what `program --version` prints: `0.21.14` of `trunk 0.21.14`.
pub fn version_of(program: &Path) -> Option<String> {
    let said = capture(command(program).arg("--version")).ok()?;
    first_version(&said).map(str::to_owned)
}

fn first_version(text: &str) -> Option<&str> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_ascii_digit()))
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// The part of a version before its first dot.
pub fn major(version: &str) -> Option<u32> {
    version.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_what_tools_print() {
        assert_eq!(first_version("trunk 0.21.14"), Some("0.21.14"));
        assert_eq!(first_version("wasm-opt version 108"), Some("108"));
        assert_eq!(first_version("wasm-opt version 132 (version_132)"), Some("132"));
        assert_eq!(first_version("ChromeDriver 156.0.8078.79 (abc-refs/heads@{#1})"), Some("156.0.8078.79"));
        assert_eq!(first_version("no number"), None);
    }

    #[test]
    fn the_major_version_is_what_must_agree_between_browser_and_driver() {
        assert_eq!(major("156.0.8078.79"), Some(156));
        assert_eq!(major("108"), Some(108));
        assert_eq!(major("v1"), None);
    }

    #[test]
    fn a_command_that_fails_says_which_and_how() {
        let error = run(command("sh").args(["-c", "exit 3"])).expect_err("exit 3 is a failure");
        assert!(error.to_string().contains("sh -c exit 3"), "{error}");
    }
}
