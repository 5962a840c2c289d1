//! What the steps of `test`, `bench` and `shots` share: found, installed or built once, when first asked for.

use std::{
    cell::OnceCell,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Result, anyhow};

use crate::{
    axe,
    browser::Browser,
    build::{Builder, FLAGS, Profile},
    command::{capture, command, on_path, run},
    project::{self, Targets},
    steps::Obstacle,
    wasm_toolchain::WasmToolchain,
    web_tools,
};

/// The features of every build for the host: one set, so that all of them share what is compiled.
const HOST_FEATURES: &str = "cli,e2e";

/// Where the measuring tests look for the browser page: the folder of the release build.
const DIST: &str = "CIDRAW_DIST";

/// Where they look for axe-core.
const AXE: &str = "CIDRAW_AXE";

/// See the module.
pub struct Provisions {
    /// What the manifest declares.
    pub targets: Targets,
    wasm: OnceCell<Result<WasmToolchain, String>>,
    browser: OnceCell<Result<Browser, String>>,
    builder: OnceCell<Result<Builder, String>>,
    dist: OnceCell<Result<PathBuf, String>>,
}

fn no_tool(why: impl Into<String>) -> Obstacle {
    Obstacle::NoTool(why.into())
}

impl Provisions {
    /// Nothing yet but the list of targets.
    ///
    /// # Errors
    /// When the manifest is not valid.
    pub fn new() -> Result<Provisions> {
        Ok(Provisions {
            targets: Targets::read()?,
            wasm: OnceCell::new(),
            browser: OnceCell::new(),
            builder: OnceCell::new(),
            dist: OnceCell::new(),
        })
    }

    /// A compiler for wasm32.
    ///
    /// # Errors
    /// [`Obstacle::NoTool`].
    pub fn wasm(&self) -> Result<&WasmToolchain, Obstacle> {
        self.wasm
            .get_or_init(|| WasmToolchain::provide().map_err(|error| format!("{error:#}")))
            .as_ref()
            .map_err(|why| no_tool(why.as_str()))
    }

    /// A browser with its driver.
    ///
    /// # Errors
    /// [`Obstacle::NoTool`].
    pub fn browser(&self) -> Result<&Browser, Obstacle> {
        self.browser
            .get_or_init(|| Browser::provide().map_err(|error| format!("{error:#}")))
            .as_ref()
            .map_err(|why| no_tool(why.as_str()))
    }

    /// The folder of the release build, built now if it was not yet.
    ///
    /// # Errors
    /// [`Obstacle::NoTool`], or [`Obstacle::Failed`] when the build fails.
    pub fn dist(&self) -> Result<&Path, Obstacle> {
        let builder = self
            .builder
            .get_or_init(|| Builder::provide(Profile::Release).map_err(|error| format!("{error:#}")))
            .as_ref()
            .map_err(|why| no_tool(why.as_str()))?;
        self.dist
            .get_or_init(|| builder.build().map_err(|error| format!("no release build: {error:#}")))
            .as_deref()
            .map_err(|why| Obstacle::Failed(anyhow!("{why}")))
    }

    /// A component of the active toolchain, added by rustup where it is missing.
    ///
    /// # Errors
    /// [`Obstacle::NoTool`].
    pub fn component(&self, subcommand: &str, component: &str) -> Result<(), Obstacle> {
        let works = || capture(command("cargo").args([subcommand, "--version"])).is_ok();
        if works() {
            return Ok(());
        }
        if on_path("rustup").is_some() {
            // Whether it worked is seen by trying again.
            let _ = run(command("rustup").args(["component", "add", component]));
        }
        if works() {
            return Ok(());
        }
        Err(Obstacle::NoTool(format!("cargo {subcommand} is missing: run `rustup component add {component}`")))
    }

    /// `cargo SUBCOMMAND` for the host, on the package with the features that all host builds share.
    pub fn host_cargo(&self, subcommand: &str) -> Command {
        let mut cargo = command("cargo");
        cargo.current_dir(project::root()).args([subcommand, "--package", "cidraw", "--features", HOST_FEATURES]);
        cargo
    }

    /// `cargo test --test NAME` for the host, told where the page, the browser and its driver are.
    ///
    /// # Errors
    /// As [`Provisions::browser`] and [`Provisions::dist`].
    pub fn browser_test(&self, name: &str) -> Result<Command, Obstacle> {
        let browser = self.browser()?;
        let dist = self.dist()?;
        let mut cargo = self.host_cargo("test");
        cargo.args(["--test", name]).env(DIST, dist);
        browser.apply(&mut cargo);
        Ok(cargo)
    }

    /// [`Provisions::browser_test`] of the tests that hold the screens against rules, told where those are.
    ///
    /// # Errors
    /// As [`Provisions::browser_test`].
    pub fn screens_test(&self, name: &str) -> Result<Command, Obstacle> {
        let script = axe::script().map_err(|error| no_tool(format!("{error:#}")))?;
        let mut cargo = self.browser_test(name)?;
        cargo.env(AXE, script);
        Ok(cargo)
    }

    /// `cargo test` for wasm32: its tests run in the browser.
    ///
    /// # Errors
    /// [`Obstacle::NoTool`].
    pub fn wasm_test(&self) -> Result<Command, Obstacle> {
        let browser = self.browser()?;
        let bindgen = web_tools::wasm_bindgen().map_err(|error| Obstacle::NoTool(format!("{error:#}")))?;
        let mut cargo = self.wasm()?.cargo()?;
        browser.apply(&mut cargo);
        cargo
            .arg("test")
            .args(["--target", "wasm32-unknown-unknown", "--features", "ui"])
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", FLAGS)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", bindgen.with_file_name("wasm-bindgen-test-runner"))
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", browser.capabilities()?)
            .env("WASM_BINDGEN_USE_BROWSER", "1")
            // Seconds; a busy machine is no reason to fail.
            .env("WASM_BINDGEN_TEST_TIMEOUT", "180")
            .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
        Ok(cargo)
    }
}
