//! `cargo xtask fuzz`: the laws on far more random designs, edits and damaged files than a test run has time for.

use std::{
    process::Command,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result, bail};

use crate::{
    command::{run, words},
    provisions::Provisions,
};

/// The tests whose laws take as many cases as `PROPTEST_CASES` says (`cases` in `tests/common`).
const LAWS: &[&str] = &["laws", "format_load", "format_schema", "format_hostile"];

/// Cases of each law in a round: about a minute's worth.
const CASES: u64 = 4_000;

/// Runs rounds until so many minutes are over, each from another seed; at least one.
///
/// # Errors
/// When a law does not hold: the round says how to run it again.
pub fn fuzz(minutes: u64) -> Result<()> {
    let here = Provisions::new()?;
    for name in LAWS {
        if !here.targets.has("test", name) {
            bail!("there is no tests/{name}.rs");
        }
    }
    // Compiling is not part of the minutes.
    run(tests(&here).arg("--no-run"))?;
    let start = Instant::now();
    let first = SystemTime::now().duration_since(UNIX_EPOCH).context("the clock stands before 1970")?.as_secs();
    for round in 0.. {
        let seed = (first + round).to_string();
        let cases = CASES.to_string();
        let mut cargo = tests(&here);
        cargo.args(["--no-fail-fast", "--quiet"]).env("PROPTEST_CASES", &cases).env("PROPTEST_RNG_SEED", &seed);
        let again = format!("PROPTEST_CASES={cases} PROPTEST_RNG_SEED={seed} {}", words(&cargo));
        run(&mut cargo).with_context(|| format!("a law does not hold; again: {again}"))?;
        let took = start.elapsed();
        println!("round {}, seed {seed}: every law held {cases} times; {} s so far", round + 1, took.as_secs());
        if took >= Duration::from_secs(minutes * 60) {
            break;
        }
    }
    Ok(())
}

fn tests(here: &Provisions) -> Command {
    let mut cargo = here.host_cargo("test");
    for name in LAWS {
        cargo.args(["--test", name]);
    }
    cargo
}
