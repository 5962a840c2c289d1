//! Chromium and the chromedriver that fits it.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::{
    command::{major, on_path, version_of},
    debian, pins, project,
};

/// A browser and its driver.
pub struct Browser {
    /// The browser.
    pub chromium: PathBuf,
    /// The program that lets tests steer it.
    pub chromedriver: PathBuf,
}

const CHROMIUM_NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

const MAC_BROWSERS: &[&str] = &[
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

impl Browser {
    /// Finds both (`CHROMIUM` and `CHROMEDRIVER` name others than those on PATH), or installs them.
    ///
    /// # Errors
    /// When one is missing and we may not install it, or when their versions do not fit each other; the
    /// message is the command to run.
    pub fn provide() -> Result<Browser> {
        if find().is_none() && debian::is_debian() {
            debian::install(pins::DEBIAN_BROWSER, "Chromium and its driver, about 100 MB, half a minute")?;
        }
        let browser = find().with_context(|| format!("no Chromium with chromedriver: run `{}`", install_command()))?;
        let of_browser = version_of(&browser.chromium).unwrap_or_default();
        let of_driver = version_of(&browser.chromedriver).unwrap_or_default();
        if major(&of_browser).is_none() || major(&of_browser) != major(&of_driver) {
            bail!(
                "{} is version {of_browser} and {} is version {of_driver}: both have to be of the same major \
                 version; `{}` installs such a pair",
                browser.chromium.display(),
                browser.chromedriver.display(),
                install_command()
            );
        }
        Ok(browser)
    }

    /// Tells a command where both are: `CHROMIUM` and `CHROMEDRIVER`.
    pub fn apply(&self, command: &mut Command) {
        command.env("CHROMIUM", &self.chromium).env("CHROMEDRIVER", &self.chromedriver);
    }

    /// Writes the capabilities of `webdriver.json` with this browser's place added; the file's path.
    ///
    /// # Errors
    /// When `webdriver.json` is not valid or the target directory cannot be written.
    pub fn capabilities(&self) -> Result<PathBuf> {
        let text = fs::read_to_string(project::root().join("webdriver.json")).context("cannot read webdriver.json")?;
        let mut capabilities: Value = serde_json::from_str(&text).context("webdriver.json is not JSON")?;
        capabilities["goog:chromeOptions"]["binary"] = json!(self.chromium);
        let file = project::web_target().join("webdriver.json");
        fs::create_dir_all(project::web_target())?;
        fs::write(&file, capabilities.to_string())?;
        Ok(file)
    }
}

fn find() -> Option<Browser> {
    let named = |variable: &str| env::var_os(variable).map(PathBuf::from);
    let on_mac = || MAC_BROWSERS.iter().map(Path::new).find(|file| file.exists()).map(Path::to_owned);
    let chromium =
        named("CHROMIUM").or_else(|| CHROMIUM_NAMES.iter().find_map(|name| on_path(name))).or_else(on_mac)?;
    let chromedriver = named("CHROMEDRIVER").or_else(|| on_path("chromedriver"))?;
    Some(Browser { chromium, chromedriver })
}

/// The one command that installs both here.
fn install_command() -> String {
    if cfg!(target_os = "macos") {
        "brew install --cask google-chrome chromedriver".to_owned()
    } else if debian::is_debian() {
        debian::install_command(pins::DEBIAN_BROWSER)
    } else if on_path("dnf").is_some() {
        "sudo dnf install -y chromium chromedriver".to_owned()
    } else if on_path("pacman").is_some() {
        "sudo pacman -S --needed chromium".to_owned()
    } else {
        "your package manager, for chromium and chromedriver".to_owned()
    }
}
