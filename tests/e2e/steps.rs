//! What several journeys do.

use std::path::{Path, PathBuf};

use cidraw::format;
use cidraw::model::{Design, Kind};
use serde_json::{Value, json};

use crate::browser::{Browser, keys, serve};
use crate::server::Server;

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

/// Selects what the palette finds first, and waits until the canvas has the keyboard.
pub async fn select(browser: &Browser, words: &str) {
    command(browser, words).await;
    browser.wait_for("return document.activeElement?.dataset?.testid === 'canvas'").await;
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
        let there = format!("return document.activeElement?.matches({}) ?? false", json!(selector));
        if browser.run(&there).await == true {
            return;
        }
        browser.key(keys::TAB).await;
    }
    panic!("Tab never comes to {selector}");
}

/// Chooses from the menu of the file.
pub async fn file_menu(browser: &Browser, item: &str) {
    browser.press("[data-testid=file-menu]").await;
    let choose = format!(
        "const item = [...document.querySelectorAll('[role=menuitem]')].find(i => i.textContent.includes({})); item?.click(); return Boolean(item)",
        json!(item)
    );
    browser.wait_for(&choose).await;
}

/// Draws a VPC with the keyboard; there are so many then.
pub async fn draw_vpc(browser: &Browser, then: u64) {
    browser.run("document.querySelector('[data-testid=canvas]').focus()").await;
    browser.key('p').await;
    browser.key('p').await;
    browser.wait_count("#proxies [data-kind=vpc]", then).await;
}

/// A page in which somebody has begun a design, with one VPC.
pub async fn begun() -> (Server, Browser) {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    draw_vpc(&browser, 1).await;
    (server, browser)
}

/// A design that the browser keeps.
pub struct Kept {
    pub name: String,
    pub text: String,
    /// When it was kept, in milliseconds since 1970.
    pub at: f64,
}

impl Kept {
    /// The design that the text is of.
    pub fn design(&self) -> Design {
        let loaded = format::load(&self.text).unwrap_or_else(|error| panic!("{} is damaged: {error}", self.name));
        assert!(loaded.notes.is_empty(), "{} is damaged: {:?}", self.name, loaded.notes);
        loaded.design
    }

    /// How many VPCs it has.
    pub fn vpcs(&self) -> usize {
        self.design().of_kind(Kind::Vpc).count()
    }
}

/// What the browser keeps, the latest first.
pub async fn kept(browser: &Browser) -> Vec<Kept> {
    let script = "const done = arguments[0]; const opening = indexedDB.open('cidraw'); opening.onerror = () => done([]); \
        opening.onsuccess = () => { const reading = opening.result.transaction('designs').objectStore('designs').getAll(); \
        reading.onsuccess = () => { opening.result.close(); done(reading.result); }; reading.onerror = () => done([]); }";
    let all = browser.client.execute_async(script, vec![]).await.expect("the store can be read");
    let text = |record: &Value, field: &str| record[field].as_str().unwrap_or_default().to_owned();
    let read = |record: &Value| Kept {
        name: text(record, "name"),
        text: text(record, "text"),
        at: record["at"].as_f64().unwrap_or_default(),
    };
    let mut all: Vec<Kept> = all.as_array().into_iter().flatten().map(read).collect();
    all.sort_by(|a, b| b.at.total_cmp(&a.at));
    all
}

/// Waits until the message above the canvas has this part; returns it whole.
pub async fn notice(browser: &Browser, part: &str) -> String {
    let script = format!(
        "const text = document.querySelector('[data-testid=notice] p')?.textContent ?? ''; return text.includes({}) && text",
        json!(part)
    );
    browser.wait_for(&script).await.as_str().unwrap_or_default().to_owned()
}

/// Has the page keep every error that it throws or writes to its console, from the next load on, and over further loads.
pub async fn watch_console(browser: &Browser) {
    let script = "window.thrown = () => JSON.parse(sessionStorage.thrown ?? '[]'); \
        const note = text => { sessionStorage.thrown = JSON.stringify([...window.thrown(), text].slice(0, 20)); }; \
        addEventListener('error', e => note('error: ' + (e.error?.stack ?? e.message))); \
        addEventListener('unhandledrejection', e => note('rejection: ' + (e.reason?.stack ?? e.reason))); \
        const write = console.error; console.error = (...words) => { note('console: ' + words.join(' ')); write(...words); }";
    browser.before_each_page(script).await;
}

/// What the page threw and wrote to its console.
pub async fn thrown(browser: &Browser) -> Vec<String> {
    let all = browser.run("return window.thrown()").await;
    all.as_array().expect("watched").iter().map(|one| one.as_str().unwrap_or_default().to_owned()).collect()
}
