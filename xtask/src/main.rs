//! `cargo xtask`: everything that is done with this project besides writing it. Installs what is missing.

mod build;
mod cache;
mod command;
mod debian;
mod pins;
mod project;
mod serve;
mod server;
mod wasm_toolchain;
mod web_tools;

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
}

fn main() -> Result<()> {
    match Arguments::parse().task {
        Task::Build { dev } => {
            let profile = if dev { Profile::Dev } else { Profile::Release };
            Builder::provide(profile)?.build()?;
            Ok(())
        }
        Task::Serve {
            release,
            port,
            no_watch,
        } => {
            let profile = if release {
                Profile::Release
            } else {
                Profile::Dev
            };
            serve::serve(profile, port, !no_watch)
        }
    }
}
