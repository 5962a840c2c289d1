//! Every screen that there is, one after the other, for whoever wants to look at them.

use serde_json::json;

use crate::browser::{Browser, keys};
use crate::steps::{command, dock_tab, select, template};

/// What only the VPC staging has: its environment is called the same.
const STAGING: &str = "10.1.0.0/16";

/// What only the VPC shared has. It has room left, which staging has not.
const SHARED: &str = "10.3.0.0/16";

/// Dialogs by the words that the palette finds them under, and what is selected for them.
pub const DIALOGS: [(&str, &str, &str); 8] = [
    (SHARED, "Re-plan the addresses", "replan-dialog"),
    ("shared-public-a", "Split, join, grow", "blocks-dialog"),
    (STAGING, "New environment like another", "stamp-dialog"),
    (STAGING, "Add subnets from a list", "list-dialog"),
    (STAGING, "Copy the address plan", "csv-dialog"),
    (STAGING, "Connect to", "connect-dialog"),
    ("staging-public-a", "Reserve a part", "reserve-dialog"),
    ("staging-public-a", "Move to", "move-dialog"),
];

/// Dialogs that a button opens, by its test id.
pub const BUTTONS: [(&str, &str); 5] = [
    ("share", "share-dialog"),
    ("export", "export-dialog"),
    ("help", "help-dialog"),
    ("preferences", "preferences-dialog"),
    ("find", "palette"),
];

/// What the dock shows.
pub const DOCK: [&str; 5] = ["Addresses", "Routes", "Code", "History", "Problems"];

/// What the addresses tab shows besides the plan.
pub const VIEWS: [&str; 3] =
    ["Show what addresses are free", "Show which VPCs can be peered", "Compare two environments"];

/// Presses an element that may be out of view.
pub async fn click(browser: &Browser, selector: &str) {
    browser.wait_for(&format!("return document.querySelector({}) !== null", json!(selector))).await;
    browser.run(&format!("document.querySelector({}).click()", json!(selector))).await;
}

/// Closes the dialog that is open.
pub async fn close_dialog(browser: &Browser) {
    browser.key(keys::ESCAPE).await;
    browser.wait_for("return document.querySelector('dialog[open]') === null").await;
}

/// Shows the inspector, which a narrow window hides.
pub async fn inspect(browser: &Browser) {
    let open =
        "const b = document.querySelector('.rail [aria-label=Inspector]'); if (b.ariaExpanded === 'false') b.click()";
    browser.run(open).await;
}

/// Chooses from the menu of the file and waits for the dialog that opens.
pub async fn file_dialog(browser: &Browser, item: &str) {
    click(browser, "[data-testid=file-menu]").await;
    let press = format!(
        "const item = [...document.querySelectorAll('[role=menuitem]')].find(i => i.textContent.includes('{item}')); item?.click(); return Boolean(item)"
    );
    browser.wait_for(&press).await;
    browser.wait_for("return document.querySelector('dialog[open]') !== null").await;
}

/// Shows a message that stays, with everything that one can offer.
pub async fn show_notice(browser: &Browser) {
    let file = std::env::temp_dir().join(format!("cidraw-newer-{}.cidraw.json", std::process::id()));
    std::fs::write(&file, r#"{"cidraw": 9999, "objects": []}"#).expect("a writable folder");
    browser.open_file(&file).await;
    browser.wait_for("return document.querySelector('[data-testid=notice] button') !== null").await;
}

/// What the page shows when the program cannot go on. There is no way back but to load the page again.
pub async fn fall(browser: &Browser) {
    browser.run("dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') }))").await;
    browser.wait_for("return document.querySelector('[data-testid=fallen]')?.open ?? false").await;
}

/// Asks for the name of a version.
pub async fn ask_for_a_name(browser: &Browser) {
    dock_tab(browser, "History").await;
    click(browser, "[data-testid=name-version]").await;
    let ready = "return document.querySelector('[data-testid=version-dialog] input') === document.activeElement";
    browser.wait_for(ready).await;
}

/// Gives it, changes something, and shows what changed since.
pub async fn keep_a_version(browser: &Browser) {
    browser.type_text("Before the move").await;
    browser.key(keys::ENTER).await;
    browser.wait_count(".version", 1).await;
    command(browser, SHARED).await;
    command(browser, "Add an isolated tier").await;
    click(browser, ".version [aria-label^=Compare]").await;
    browser.wait_for("return document.querySelector('[data-testid=changes]') !== null").await;
}

/// Goes through what can be done with a version.
async fn versions(browser: &Browser, look: &mut impl AsyncFnMut(&str)) {
    ask_for_a_name(browser).await;
    look("name a version").await;
    keep_a_version(browser).await;
    look("compare with a version").await;
    close_dialog(browser).await;
    browser.chord(&[keys::CTRL], 'z').await;
    look("versions").await;
}

/// Goes through the rules: those that found something, the page of one, and how one finding is accepted.
async fn rules(browser: &Browser, look: &mut impl AsyncFnMut(&str)) {
    // A name that is there twice: something to find.
    command(browser, "shared-public-a").await;
    browser.chord(&[keys::CTRL], 'd').await;
    look("a toast").await;
    dock_tab(browser, "Problems").await;
    click(browser, "[data-testid=all-rules]").await;
    browser.wait_for("return document.querySelector('[data-testid=rules]') !== null").await;
    look("rules").await;
    click(browser, ".rule-row[data-rule='addressing/subnet-overlaps-subnet']").await;
    browser.wait_for("return document.querySelector('[data-testid=rule-text]') !== null").await;
    look("page of a rule").await;
    close_dialog(browser).await;
    click(browser, "[data-testid=problem-list] tr[data-rule] .accept").await;
    browser.wait_for("return document.querySelector('dialog[open]') !== null").await;
    look("accept").await;
    close_dialog(browser).await;
    browser.chord(&[keys::CTRL], 'z').await;
}

/// Goes through what only the canvas has.
async fn on_the_canvas(browser: &Browser, look: &mut impl AsyncFnMut(&str)) {
    select(browser, STAGING).await;
    browser.chord(&[keys::SHIFT], keys::F10).await;
    browser.wait_for("return document.querySelector('[role=menu]') !== null").await;
    look("context menu").await;
    browser.key(keys::ESCAPE).await;
    command(browser, "Present").await;
    browser.wait_for("return document.querySelector('[data-testid=present-bar]') !== null").await;
    look("presenting").await;
    click(browser, "[data-testid=end-present]").await;
    browser.wait_for("return document.querySelector('[data-testid=present-bar]') === null").await;
}

/// Goes through every screen, and has `look` look at each.
pub async fn tour(browser: &Browser, mut look: impl AsyncFnMut(&str)) {
    look("empty").await;
    show_notice(browser).await;
    look("a message").await;
    click(browser, "[data-testid=notice] [aria-label='Close this message']").await;
    browser.open_file(&template("three-environments")).await;
    browser.wait_count("#proxies [data-kind=vpc]", 4).await;
    look("template").await;
    click(browser, "[data-tool=hand]").await;
    look("hand").await;
    click(browser, "[data-tool=subnet]").await;
    look("tier").await;
    click(browser, "[data-tool=select]").await;
    click(browser, "[data-testid=problems]").await;
    for tab in DOCK {
        dock_tab(browser, tab).await;
        look(tab).await;
    }
    versions(browser, &mut look).await;
    rules(browser, &mut look).await;
    on_the_canvas(browser, &mut look).await;
    for view in VIEWS {
        command(browser, view).await;
        look(view).await;
    }
    // A VPC, a subnet, a pool, an environment, a connection.
    for object in [STAGING, "staging-public-a", "corp", "staging", "development-shared"] {
        command(browser, object).await;
        inspect(browser).await;
        look(object).await;
    }
    for (selected, words, _) in DIALOGS {
        command(browser, selected).await;
        command(browser, words).await;
        browser.wait_for("return document.querySelector('dialog[open]') !== null").await;
        look(words).await;
        close_dialog(browser).await;
    }
    for (testid, _) in BUTTONS {
        click(browser, &format!("[data-testid={testid}]")).await;
        browser.wait_for("return document.querySelector('dialog[open]') !== null").await;
        look(testid).await;
        close_dialog(browser).await;
    }
    for item in ["Start from a template", "Recent designs"] {
        file_dialog(browser, item).await;
        look(item).await;
        close_dialog(browser).await;
    }
    click(browser, "[data-testid=file-menu]").await;
    browser.wait_for("return document.querySelector('[role=menu]') !== null").await;
    look("file menu").await;
    browser.key(keys::ESCAPE).await;
    fall(browser).await;
    look("fallen").await;
}
