//! `cargo xtask serve`: the page on a local address, built again and reloaded when a source changes.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, SystemTime},
};

use anyhow::Result;

use crate::{
    build::{Builder, Profile},
    cache::say,
    project,
    server::StaticServer,
};

/// The port when none is asked for.
const USUAL_PORT: u16 = 8080;

/// What the page is made of.
const SOURCES: &[&str] = &["src", "assets", "index.html", "Trunk.toml", "Cargo.toml", "Cargo.lock"];

/// How often sources are looked at. Looking takes about a millisecond for a few hundred files.
const INTERVAL: Duration = Duration::from_millis(300);

/// Builds, serves and, with `watch`, keeps building. Runs until it is interrupted.
///
/// # Errors
/// When the first build fails or the port is taken.
pub fn serve(profile: Profile, port: Option<u16>, watch: bool) -> Result<()> {
    let builder = Builder::provide(profile)?;
    let mut seen = stamps();
    let folder = builder.build()?;
    let server = match (StaticServer::start(&folder, port.unwrap_or(USUAL_PORT), watch), port) {
        (Ok(server), _) => server,
        (Err(error), Some(_)) => return Err(error),
        // Another checkout is probably being served on the usual port.
        (Err(_), None) => StaticServer::start(&folder, 0, watch)?,
    };
    println!("cidraw is at {}", server.address());
    if !watch {
        loop {
            thread::park();
        }
    }
    say("watching the sources; the page reloads after each build; Ctrl-C ends");
    loop {
        thread::sleep(INTERVAL);
        let now = stamps();
        if now == seen {
            continue;
        }
        // Taken before the build: what is saved while it runs leads to another one.
        seen = now;
        match builder.build() {
            Ok(_) => server.reload(),
            Err(error) => say(&format!("{error:#}; the page stays as it was")),
        }
    }
}

type Stamps = BTreeMap<PathBuf, SystemTime>;

fn stamps() -> Stamps {
    let mut stamps = Stamps::new();
    for source in SOURCES {
        stamp(&project::root().join(source), &mut stamps);
    }
    stamps
}

fn stamp(path: &Path, stamps: &mut Stamps) {
    if let Ok(entries) = fs::read_dir(path) {
        for entry in entries.flatten() {
            stamp(&entry.path(), stamps);
        }
    } else if let Ok(modified) = path.metadata().and_then(|data| data.modified()) {
        stamps.insert(path.to_owned(), modified);
    }
}
