//! `cargo xtask bench`: each budget with what was measured, native and in the browser.

use anyhow::Result;

use crate::{
    command::{command, run},
    project,
    provisions::Provisions,
    steps::{self, Obstacle, Outcome, Step},
};

const NATIVE: &str = "budgets";
const BROWSER: &str = "browser_bench";

const STEPS: &[Step<Provisions>] = &[
    Step {
        name: "native",
        about: "the library's budgets: cargo bench --bench budgets",
        applies: |_| true,
        run: native,
    },
    Step {
        name: "browser",
        about: "the page's budgets: the release build in headless Chromium",
        applies: |_| true,
        run: browser,
    },
];

/// Runs both, or those named.
///
/// # Errors
/// When one fails.
pub fn bench(only: &[String]) -> Result<()> {
    steps::run(STEPS, &Provisions::new()?, only)
}

fn native(here: &Provisions) -> Outcome {
    if !here.targets.has("bench", NATIVE) {
        return Err(Obstacle::Absent(format!("no benches/{NATIVE}.rs")));
    }
    // Without the features that builds for tests share: in this profile nothing else would use them.
    let mut cargo = command("cargo");
    Ok(run(cargo.current_dir(project::root()).args(["bench", "--package", "cidraw", "--bench", NATIVE]))?)
}

fn browser(here: &Provisions) -> Outcome {
    if !here.targets.has("test", BROWSER) {
        return Err(Obstacle::Absent(format!("no tests/{BROWSER}")));
    }
    // One at a time: two pages would measure each other.
    Ok(run(here.browser_test(BROWSER)?.args(["--", "--nocapture", "--test-threads=1"]))?)
}
