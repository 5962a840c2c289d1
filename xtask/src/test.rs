//! `cargo xtask test`: everything that has to hold before a change is done.
//!
//! What the tests are told, by environment:
//!
//! | variable | what | told to |
//! |---|---|---|
//! | `CIDRAW_DIST` | folder of the release build | `--test e2e`, `--test browser_bench` |
//! | `CHROMIUM`, `CHROMEDRIVER` | the two programs | the same, and tests for wasm32 |
//! | `CIDRAW_AXE` | axe-core's script | `--test e2e -- access::screens` |
//! | `CIDRAW_SHOTS` | folder for screenshots | `--test e2e -- shots --ignored` |
//! | `CIDRAW_TERRAFORM_CHECK` | script that plans and applies a folder of Terraform without an account | `--test terraform_plans` |
//! | `CIDRAW_CLOUDFORMATION_CHECK` | script that lints templates and deploys them into a fake of AWS | `--test cloudformation` |

use std::path::PathBuf;

use crate::{
    command::{command, on_path, run},
    project,
    provisions::Provisions,
    size,
    steps::{self, Obstacle, Outcome, Step},
};

const STEPS: &[Step<Provisions>] = &[
    Step { name: "format", about: "cargo fmt --check", applies: |_| true, run: format },
    Step {
        name: "layering",
        about: "who may import whom",
        applies: |here| here.targets.has("test", "layering"),
        run: |here| Ok(run(here.host_cargo("test").args(["--test", "layering"]))?),
    },
    Step { name: "library", about: "unit and integration tests on the host", applies: |_| true, run: library },
    Step {
        name: "doc-tests",
        about: "the examples in the documentation",
        applies: |_| true,
        run: |here| Ok(run(here.host_cargo("test").arg("--doc"))?),
    },
    Step {
        name: "xtask",
        about: "the tests of this command itself",
        applies: |_| true,
        run: |_| {
            Ok(run(command("cargo").current_dir(project::root()).args([
                "test",
                "--profile",
                "xtask",
                "--package",
                "xtask",
            ]))?)
        },
    },
    Step {
        name: "clippy-host",
        about: "library, command line, tests and xtask, warnings are errors",
        applies: |_| true,
        run: clippy_host,
    },
    Step {
        name: "clippy-wasm32",
        about: "library and application, warnings are errors",
        applies: |_| true,
        run: clippy_wasm32,
    },
    Step {
        name: "in-browser",
        about: "tests compiled to wasm32, in headless Chromium",
        applies: |_| true,
        run: in_browser,
    },
    Step {
        name: "release-build",
        about: "dist/, as it would be deployed",
        applies: |_| true,
        run: |here| here.dist().map(|_| ()),
    },
    Step {
        name: "size",
        about: "the first screen, brotli-compressed, within its budget",
        applies: |_| true,
        run: |here| Ok(size::check(here.dist()?)?),
    },
    Step {
        name: "journeys",
        about: "a user's ways through the release build, in headless Chromium",
        applies: |here| here.targets.has("test", JOURNEYS),
        run: |here| Ok(run(here.browser_test(JOURNEYS)?.args(["--", "--skip", SCREENS]))?),
    },
    Step {
        name: "accessibility",
        about: "every screen held against axe-core's rules, in headless Chromium",
        applies: |here| here.targets.has("test", JOURNEYS),
        run: |here| Ok(run(here.screens_test(JOURNEYS)?.args(["--", SCREENS]))?),
    },
    Step {
        name: "terraform",
        about: "exported code through fmt, validate, plan, apply and an empty second plan; what the rules say, judged",
        applies: |here| here.targets.has("test", TERRAFORM),
        run: terraform,
    },
    Step {
        name: "cloudformation",
        about: "exported templates through cfn-lint and a fake of AWS; what exists then, beside the design",
        applies: |here| here.targets.has("test", CLOUDFORMATION),
        run: cloudformation,
    },
];

const JOURNEYS: &str = "e2e";

/// The journeys that need axe-core, which not everybody can fetch.
const SCREENS: &str = "access::screens";

const TERRAFORM: &str = "terraform_plans";

const CLOUDFORMATION: &str = "cloudformation";

/// Tests that need more than a compiler, or have a row of their own.
const NOT_LIBRARY: &[&str] = &[JOURNEYS, TERRAFORM, CLOUDFORMATION, "browser_bench", "layering", WEB];

/// Tests of the library that only run in a browser.
const WEB: &str = "web";

/// Runs all steps, or those named.
///
/// # Errors
/// When a step fails.
pub fn test(only: &[String]) -> anyhow::Result<()> {
    steps::run(STEPS, &Provisions::new()?, only)
}

/// Prints the names of the steps and what each looks at.
pub fn list() {
    for step in STEPS {
        println!("{:<16} {}", step.name, step.about);
    }
}

fn format(here: &Provisions) -> Outcome {
    here.component("fmt", "rustfmt")?;
    Ok(run(command("cargo").current_dir(project::root()).args(["fmt", "--all", "--check"]))?)
}

fn library(here: &Provisions) -> Outcome {
    let mut cargo = here.host_cargo("test");
    cargo.args(["--lib", "--bins"]);
    for name in here.targets.names("test").filter(|name| !NOT_LIBRARY.contains(name)) {
        cargo.args(["--test", name]);
    }
    Ok(run(&mut cargo)?)
}

fn clippy_host(here: &Provisions) -> Outcome {
    here.component("clippy", "clippy")?;
    run(here.host_cargo("clippy").args(["--lib", "--bins", "--tests", "--benches", "--", "-D", "warnings"]))?;
    Ok(run(command("cargo").current_dir(project::root()).args([
        "clippy",
        "--profile",
        "xtask",
        "--package",
        "xtask",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))?)
}

fn clippy_wasm32(here: &Provisions) -> Outcome {
    let toolchain = here.wasm()?;
    here.component("clippy", "clippy")?;
    toolchain.provide_clippy().map_err(|error| Obstacle::NoTool(format!("{error:#}")))?;
    let mut cargo = toolchain.cargo()?;
    cargo
        .args(["clippy", "--target", "wasm32-unknown-unknown", "--features", "ui"])
        .args(["--lib", "--bin", "cidraw-app"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", crate::build::FLAGS);
    if here.targets.has("test", WEB) {
        cargo.args(["--test", WEB]);
    }
    Ok(run(cargo.args(["--", "-D", "warnings"]))?)
}

fn in_browser(here: &Provisions) -> Outcome {
    let mut cargo = here.wasm_test()?;
    cargo.args(["--bin", "cidraw-app"]);
    if here.targets.has("test", WEB) {
        cargo.args(["--test", WEB]);
    }
    Ok(run(&mut cargo)?)
}

fn terraform(here: &Provisions) -> Outcome {
    let script = checker("terraform")?;
    if on_path("terraform").is_none() {
        return Err(Obstacle::NoTool("terraform is not on PATH".to_owned()));
    }
    Ok(run(here.host_cargo("test").args(["--test", TERRAFORM]).env("CIDRAW_TERRAFORM_CHECK", script))?)
}

fn cloudformation(here: &Provisions) -> Outcome {
    // What holds of templates without the script is tested in any case.
    let mut cargo = here.host_cargo("test");
    cargo.args(["--test", CLOUDFORMATION]);
    let script = match checker("cloudformation") {
        Ok(script) => script,
        Err(absent) => return run(&mut cargo).map_err(Obstacle::from).and(Err(absent)),
    };
    println!("cfn-lint and moto are installed into ~/.cache/netverify where they are not there yet: a minute or two.");
    run(command(&script).arg("--install"))
        .map_err(|error| Obstacle::NoTool(format!("cfn-lint and moto cannot be installed: {error:#}")))?;
    Ok(run(cargo.env("CIDRAW_CLOUDFORMATION_CHECK", script))?)
}

/// The script that checks what is exported to `target`, beside this checkout.
fn checker(target: &str) -> Result<PathBuf, Obstacle> {
    let folder = project::root().parent().unwrap_or(project::root()).join("shared/verify").join(target);
    let script = folder.join("check.sh");
    match script.exists() {
        true => Ok(script),
        false => Err(Obstacle::Absent(format!("../shared/verify/{target} is not beside this checkout"))),
    }
}
