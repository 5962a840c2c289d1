//! The tools' cache: one folder per tool and version, shared by every checkout of this user.

use std::{
    env, fs,
    fs::File,
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context, Result};

/// `${XDG_CACHE_HOME:-~/.cache}/cidraw-xtask`
///
/// # Errors
/// When neither `XDG_CACHE_HOME` nor `HOME` is set.
pub fn folder() -> Result<PathBuf> {
    let base = match env::var_os("XDG_CACHE_HOME").filter(|set| !set.is_empty()) {
        Some(set) => PathBuf::from(set),
        None => PathBuf::from(env::var_os("HOME").context("HOME is not set")?).join(".cache"),
    };
    Ok(base.join("cidraw-xtask"))
}

/// Where an entry is, if it has been made.
///
/// # Errors
/// As [`folder`].
pub fn existing(entry: &str) -> Result<Option<PathBuf>> {
    let place = folder()?.join(entry);
    Ok(place.is_dir().then_some(place))
}

/// Returns the entry, made by `make` if it is not there yet. `make` gets an empty folder to fill, which is
/// moved to its place only when `make` has succeeded: an entry is whole or absent. Of several processes that
/// want the same entry one makes it and the others wait.
///
/// # Errors
/// When `make` fails or the cache cannot be written.
pub fn entry(name: &str, announcement: &str, make: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
    let place = folder()?.join(name);
    if place.is_dir() {
        return Ok(place);
    }
    let _held = lock(name)?;
    if place.is_dir() {
        return Ok(place);
    }
    say(&format!("{name}: {announcement}"));
    let started = Instant::now();
    let partial = folder()?.join(format!("{name}.partial"));
    if partial.exists() {
        fs::remove_dir_all(&partial)?;
    }
    fs::create_dir_all(&partial)?;
    make(&partial).with_context(|| format!("cannot install {name}"))?;
    fs::rename(&partial, &place)?;
    say(&format!("{name}: ready after {} s", started.elapsed().as_secs()));
    Ok(place)
}

/// Holds a lock for as long as the returned file lives. Says so when it has to wait.
///
/// # Errors
/// When the cache cannot be written.
pub fn lock(name: &str) -> Result<File> {
    let cache = folder()?;
    fs::create_dir_all(&cache).with_context(|| format!("cannot make {}", cache.display()))?;
    let file = File::create(cache.join(format!("{name}.lock")))?;
    if file.try_lock().is_err() {
        say(&format!("{name}: another build is installing it, waiting"));
        file.lock()?;
    }
    Ok(file)
}

/// One line about what the machinery does, apart from what the tools print.
pub fn say(line: &str) {
    eprintln!("xtask: {line}");
}
