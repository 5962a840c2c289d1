//! The native command line: the library without the page. `docs/cli.md` describes it.

mod check;
mod diff;
mod export;
mod fmt;
mod generate;
mod input;
mod renderer;
mod schema;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Check, compare, export, tidy and generate network designs.
#[derive(Parser)]
#[command(name = "cidraw", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(check::Check),
    Diff(diff::Compare),
    Export(export::Export),
    Fmt(fmt::Fmt),
    Generate(generate::Generate),
    Schema(schema::Schema),
}

/// How a command ends: the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ending {
    /// 0: done, nothing to complain about.
    Done = 0,
    /// 1: done, and something was found.
    Found = 1,
    /// 2: a wrong command, or a file that cannot be read or written.
    Failed = 2,
}

fn main() -> ExitCode {
    let ending = match Arguments::parse().command {
        Command::Check(command) => command.run(),
        Command::Diff(command) => command.run(),
        Command::Export(command) => command.run(),
        Command::Fmt(command) => command.run(),
        Command::Generate(command) => command.run(),
        Command::Schema(command) => command.run(),
    };
    ExitCode::from(ending as u8)
}
