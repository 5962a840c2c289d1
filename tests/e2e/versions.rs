//! Versions of a design with a name: kept, compared, gone back to, renamed, downloaded, deleted.

use serde_json::json;

use crate::browser::{Browser, keys, serve};
use crate::steps::{dock_tab, draw_vpc, kept};

/// The names of the versions that the dock lists, the latest first.
async fn wait_versions(browser: &Browser, names: &[&str]) {
    let script = format!(
        "return JSON.stringify([...document.querySelectorAll('[data-testid=versions] .version')].map(v => v.dataset.version)) === JSON.stringify({})",
        json!(names)
    );
    browser.wait_for(&script).await;
}

/// Shows the history. Panels come with the first touch.
pub async fn history(browser: &Browser) {
    browser.run("dispatchEvent(new PointerEvent('pointermove'))").await;
    browser.wait_for("return document.querySelector('[data-testid=dock] [role=tab]') !== null").await;
    dock_tab(browser, "History").await;
}

/// Keeps the design under a name, when the history is shown.
pub async fn name_version(browser: &Browser, name: &str) {
    browser.press("[data-testid=name-version]").await;
    browser
        .wait_for("return document.querySelector('[data-testid=version-dialog] input') === document.activeElement")
        .await;
    browser.type_text(name).await;
    browser.key(keys::ENTER).await;
    browser.wait_for("return document.querySelector('dialog[open]') === null").await;
}

/// Presses a button of a version's row, or a line of its menu.
async fn act(browser: &Browser, version: &str, words: &str) {
    let row = format!("[data-version={}]", json!(version));
    let button = format!(
        "const b = [...document.querySelectorAll({} + ' button')].find(b => b.textContent === {}); b?.click(); return Boolean(b)",
        json!(row),
        json!(words)
    );
    if browser.run(&button).await == true {
        return;
    }
    browser.press(&format!("{row} [aria-haspopup=menu]")).await;
    let line = format!(
        "const l = [...document.querySelectorAll('[role=menuitem]')].find(l => l.textContent === {}); l?.click(); return Boolean(l)",
        json!(words)
    );
    browser.wait_for(&line).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_is_named_compared_restored_and_undone_over_a_reload() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    history(&browser).await;
    assert_eq!(browser.run("return document.querySelector('[data-testid=name-version]').disabled").await, true);
    draw_vpc(&browser, 1).await;
    name_version(&browser, "one network").await;
    wait_versions(&browser, &["one network"]).await;
    draw_vpc(&browser, 2).await;
    draw_vpc(&browser, 3).await;
    browser.settled().await;
    let three = kept(&browser).await[0].text.clone();
    browser.open(&server.url()).await;
    browser.wait_count("#proxies [data-kind=vpc]", 3).await;
    history(&browser).await;
    wait_versions(&browser, &["one network"]).await;
    // What changed since, by object.
    act(&browser, "one network", "Compare").await;
    let sum = browser.text("[data-testid=changes-sum]").await;
    assert!(sum.contains("2 added"), "{sum}");
    let changes = browser.text("[data-testid=changes]").await;
    assert!(changes.contains("vpc-2") && changes.contains("vpc-3") && !changes.contains("vpc-1"), "{changes}");
    browser.key(keys::ESCAPE).await;
    browser.wait_for("return document.querySelector('dialog[open]') === null").await;
    // Back to it, as one step.
    act(&browser, "one network", "Restore").await;
    browser.wait_count("#proxies [data-kind=vpc]", 1).await;
    assert_eq!(browser.count("[data-testid=history] .step:not(.undone)").await, 2, "as it was opened, and one step");
    browser.chord(&[keys::CTRL], 'z').await;
    browser.wait_count("#proxies [data-kind=vpc]", 3).await;
    browser.settled().await;
    assert_eq!(kept(&browser).await[0].text, three);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_belong_to_their_design_and_are_renamed_downloaded_and_deleted() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    history(&browser).await;
    draw_vpc(&browser, 1).await;
    name_version(&browser, "first").await;
    draw_vpc(&browser, 2).await;
    name_version(&browser, "second").await;
    wait_versions(&browser, &["second", "first"]).await;
    act(&browser, "first", "Rename…").await;
    browser
        .wait_for("return document.querySelector('[data-testid=version-dialog] input') === document.activeElement")
        .await;
    browser.chord(&[keys::CTRL], 'a').await;
    browser.type_text("begun").await;
    browser.key(keys::ENTER).await;
    wait_versions(&browser, &["second", "begun"]).await;
    act(&browser, "begun", "Download as a file").await;
    let file = browser.downloaded_ending("begun.cidraw.json").await;
    let file = cidraw::format::load(&std::fs::read_to_string(file).expect("a text")).expect("a design").design;
    assert_eq!(file.of_kind(cidraw::model::Kind::Vpc).count(), 1);
    act(&browser, "begun", "Delete…").await;
    browser.press("[data-testid=delete-version]").await;
    wait_versions(&browser, &["second"]).await;
    // Another design has none of them; gone back to, the first has its own.
    crate::steps::file_menu(&browser, "New").await;
    wait_versions(&browser, &[]).await;
    crate::tour::file_dialog(&browser, "Recent designs").await;
    let first = "const d = [...document.querySelectorAll('[data-testid=recent-design]')].find(d => d.textContent.includes('2 VPCs')); d?.click(); return Boolean(d)";
    browser.wait_for(first).await;
    browser.wait_count("#proxies [data-kind=vpc]", 2).await;
    wait_versions(&browser, &["second"]).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_store_takes_no_version_says_so_and_loses_nothing() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    history(&browser).await;
    draw_vpc(&browser, 1).await;
    name_version(&browser, "kept").await;
    browser.settled().await;
    // A browser that is started anew reckons anew how much room there is.
    let browser = browser.crash().await;
    browser.room_for(&server.url(), Some(1)).await;
    browser.open(&server.url()).await;
    browser.wait_count("#proxies [data-kind=vpc]", 1).await;
    history(&browser).await;
    browser.press("[data-testid=name-version]").await;
    browser
        .wait_for("return document.querySelector('[data-testid=version-dialog] input') === document.activeElement")
        .await;
    browser.type_text("no room").await;
    browser.key(keys::ENTER).await;
    let said = browser.wait_for("return document.querySelector('[data-testid=version-dialog] .field-error:not([hidden])')?.textContent ?? null").await;
    let said = said.as_str().expect("a sentence");
    assert!(said.contains("could not keep the version") && said.contains("full"), "{said}");
    assert_eq!(
        browser.run("return document.querySelector('[data-testid=version-dialog] input').value").await,
        "no room"
    );
    // Once there is room, the same dialog keeps it.
    browser.room_for(&server.url(), None).await;
    browser.press("[data-testid=keep-version]").await;
    wait_versions(&browser, &["no room", "kept"]).await;
    browser.close().await;
}
