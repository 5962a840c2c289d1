//! What several journeys do.

use std::path::{Path, PathBuf};

use crate::browser::{Browser, keys};

/// The file of a template.
pub fn template(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/templates").join(format!("{name}.cidraw.json"))
}

/// Shows a tab of the dock.
pub async fn dock_tab(browser: &Browser, tab: &str) {
    let script = format!(
        "const t = [...document.querySelectorAll('[data-testid=dock] [role=tab]')].find(t => t.textContent.includes('{tab}')); t?.click(); return Boolean(t)"
    );
    assert_eq!(browser.run(&script).await, true, "the dock has the tab {tab}");
    browser.settled().await;
}

/// Runs a command from the palette.
pub async fn command(browser: &Browser, words: &str) {
    browser.chord(&[keys::CTRL], 'k').await;
    browser.wait_for("return document.querySelector('[data-testid=palette] input') === document.activeElement").await;
    browser.type_text(words).await;
    let found = "return document.querySelectorAll('[data-testid=palette] [role=option]').length > 0";
    browser.wait_for(&format!("/* {words} */ {found}")).await;
    browser.key(keys::ENTER).await;
    browser.wait_for("return document.querySelector('[data-testid=palette]') === null").await;
}

/// Selects a VPC by its name, as the palette finds it.
pub async fn find_vpc(browser: &Browser, name: &str) {
    command(browser, name).await;
    let selected = format!(
        "return document.querySelector('#proxies [data-kind=vpc][data-name=\"{name}\"]')?.dataset.selected === 'true'"
    );
    browser.wait_for(&selected).await;
}

/// Presses Tab until what a selector finds has the focus.
pub async fn focus(browser: &Browser, selector: &str) {
    for _ in 0..80 {
        let there = format!("return document.activeElement?.matches({}) ?? false", serde_json::json!(selector));
        if browser.run(&there).await == true {
            return;
        }
        browser.key(keys::TAB).await;
    }
    panic!("Tab never comes to {selector}");
}
