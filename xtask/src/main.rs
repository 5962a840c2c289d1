//! `cargo xtask`: everything that is done with this project besides writing it. Installs what is missing.

mod axe;
mod bench;
mod browser;
mod build;
mod cache;
mod command;
mod debian;
mod fuzz;
mod naming;
mod pins;
mod project;
mod provisions;
mod serve;
mod server;
mod shots;
mod size;
mod split;
mod steps;
mod test;
mod wasm_toolchain;
mod web_tools;

use std::{path::PathBuf, process::ExitCode};

use anyhow::Result;
use clap::{Parser, Subcommand};

use build::{Builder, Profile};

/// Builds, serves, tests and measures cidraw. Installs what is missing, says so before it takes long.
#[derive(Parser)]
#[command(name = "cargo xtask", version, about)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the deployable page into dist/.
    Build {
        /// Build quickly and unoptimised instead, into target/web/dev-dist/.
        #[arg(long)]
        dev: bool,
    },
    /// Build, serve on a local address, build again and reload the page when a source changes.
    Serve {
        /// Serve the optimised page, as it would be deployed.
        #[arg(long)]
        release: bool,
        /// The port (8080, or any free one when that is taken).
        #[arg(long)]
        port: Option<u16>,
        /// Build once and serve that.
        #[arg(long)]
        no_watch: bool,
    },
    /// Check everything: format, clippy, tests on the host and in the browser, journeys, exported code, size.
    Test {
        /// Only these steps.
        steps: Vec<String>,
        /// Print the steps instead.
        #[arg(long)]
        list: bool,
    },
    /// Try the laws on random designs, edits and damaged files for as long as you like.
    Fuzz {
        /// How long; compiling comes before, and the last round is finished.
        #[arg(long, default_value_t = 10)]
        minutes: u64,
    },
    /// Print every measured figure beside its budget.
    Bench {
        /// Only these: native, browser.
        steps: Vec<String>,
    },
    /// Build, and print what the first screen weighs.
    Size,
    /// Take a picture of every state of the screen, in both themes.
    Shots {
        /// Where to put them.
        #[arg(default_value = "shots")]
        folder: PathBuf,
    },
}

fn main() -> ExitCode {
    if split::is_called() {
        return split::run_instead();
    }
    match act() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Error: {error:?}");
            ExitCode::FAILURE
        }
    }
}

fn act() -> Result<()> {
    match Arguments::parse().task {
        Task::Build { dev } => Builder::provide(profile(!dev))?.build().map(|_| ()),
        Task::Serve { release, port, no_watch } => serve::serve(profile(release), port, !no_watch),
        Task::Test { list: true, .. } => {
            test::list();
            Ok(())
        }
        Task::Test { steps, .. } => test::test(&steps),
        Task::Fuzz { minutes } => fuzz::fuzz(minutes),
        Task::Bench { steps } => bench::bench(&steps),
        Task::Size => size::check(&Builder::provide(Profile::Release)?.build()?),
        Task::Shots { folder } => shots::shots(&folder),
    }
}

fn profile(release: bool) -> Profile {
    if release { Profile::Release } else { Profile::Dev }
}
