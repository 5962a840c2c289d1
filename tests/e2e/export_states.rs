//! Every state of the export dialog, one after the other, for whoever wants to look at them.

use cidraw::format;
use cidraw::generate::{Spec, generate};
use serde_json::json;

use crate::browser::{Browser, keys};
use crate::exporting::{browser_file, show_format};
use crate::steps::{select, template};
use crate::tour::{click, close_dialog};

/// Two subnets with one block, a block that is none, and what no code has.
const REFUSED: &str = "vpc a-network-with-a-name-that-is-too-long-for-a-list 10.0.0.0/16 { tier app private { \
    subnet app-a a 10.0.0.0/24; subnet app-b b 10.0.0.0/24; subnet app-c c 10.300.0.0/24 } }
    external_network office 192.168.0.0/16; pool corp 10.0.0.0/8";

/// Waits until there are files, or a sentence in their place.
async fn made(browser: &Browser) {
    browser
        .wait_for(
            "return !document.querySelector('[data-testid=export-download]').disabled \
             || document.querySelector('[data-testid=export-refused]') !== null",
        )
        .await;
}

/// Chooses a layout, or the value of a field that has such a choice.
async fn choose(browser: &Browser, value: &str) {
    let script = format!(
        "const own = [...document.querySelectorAll('.options input[type=radio], .options select')]; const value = {}; \
         const field = own.find(f => f.type === 'radio' ? f.value === value : [...f.options].some(o => o.value === value)); \
         if (!field) return false; \
         if (field.type === 'radio') {{ field.click(); return true; }} \
         field.value = value; field.dispatchEvent(new Event('change', {{ bubbles: true }})); return true",
        json!(value)
    );
    browser.wait_for(&script).await;
    made(browser).await;
}

/// Shows what is below the edge.
async fn scroll(browser: &Browser) {
    let down =
        "for (const part of document.querySelectorAll('.export-body, .export-body > .options')) part.scrollTop = 1e6";
    browser.run(down).await;
}

/// Every format with its choices.
async fn formats(browser: &Browser, look: &mut impl AsyncFnMut(&str)) {
    show_format(browser, "Terraform").await;
    made(browser).await;
    look("export Terraform").await;
    choose(browser, "flat").await;
    look("export Terraform flat").await;
    choose(browser, "s3").await;
    scroll(browser).await;
    look("export Terraform options").await;
    choose(browser, "local").await;
    choose(browser, "environments").await;
    show_format(browser, "CloudFormation").await;
    choose(browser, "json").await;
    look("export CloudFormation JSON").await;
    choose(browser, "yaml").await;
    look("export CloudFormation YAML").await;
    for format in ["Address plan", "NetBox", "Report", "Mermaid", "SVG", "PNG"] {
        show_format(browser, format).await;
        made(browser).await;
        look(&format!("export {format}")).await;
    }
}

/// Code that follows what was downloaded before: something is moved, and another design is asked about.
async fn renamed(browser: &Browser, look: &mut impl AsyncFnMut(&str)) {
    show_format(browser, "Terraform").await;
    made(browser).await;
    click(browser, "[data-testid=export-download]").await;
    browser.downloaded_ending("-terraform.zip").await;
    close_dialog(browser).await;
    select(browser, "web-a").await;
    browser.key(keys::F2).await;
    browser.wait_for("return document.activeElement?.dataset?.testid === 'rename'").await;
    browser.type_text("edge-a").await;
    browser.key(keys::ENTER).await;
    browser.settled().await;
    show_format(browser, "Terraform").await;
    click(browser, "[data-testid=export-file][data-path$='moved.tf']").await;
    look("export renamed since a download").await;
    browser.upload("[data-testid=since-file]", &template("flat-network")).await;
    browser
        .wait_for("return document.querySelector('[data-testid=export-file][data-path$=\"moved.tf\"]') === null")
        .await;
    made(browser).await;
    scroll(browser).await;
    look("export renamed since another design").await;
    close_dialog(browser).await;
}

/// What cannot be made, or takes long: errors and notes, a design that is large.
async fn trouble(browser: &Browser, look: &mut impl AsyncFnMut(&str)) {
    browser.open_file(&browser_file("refused", REFUSED)).await;
    browser.wait_for("return document.querySelector('[data-testid=canvas]').ariaLabel.includes('refused')").await;
    show_format(browser, "Terraform").await;
    made(browser).await;
    look("export errors").await;
    scroll(browser).await;
    look("export notes").await;
    close_dialog(browser).await;
    let spec = Spec { vpcs: 300, zones: 3, tiers: 4, peerings: 300, seed: 5 };
    let large = browser_file("large", "").with_file_name("large.cidraw.json");
    std::fs::write(&large, format::save(&generate(&spec))).expect("a writable folder");
    browser.open_file(&large).await;
    browser.wait_for("return document.querySelector('[data-testid=canvas]').ariaLabel.includes('large')").await;
    // Stopped by the page in the moment that it is under way, whichever format is made first.
    browser
        .run(
            "window.stopping = new MutationObserver(() => document.querySelector('[data-testid=export-stop]')?.click()); \
             window.stopping.observe(document.body, { subtree: true, childList: true })",
        )
        .await;
    show_format(browser, "CloudFormation").await;
    browser.wait_for("return document.querySelector('[data-testid=export-again]') !== null").await;
    look("export stopped").await;
    browser.run("window.stopping.disconnect()").await;
    show_format(browser, "PNG").await;
    browser.wait_for("return document.querySelector('[data-testid=export-refused]') !== null").await;
    look("export refused").await;
    close_dialog(browser).await;
}

/// Goes through the states of the dialog, and has `look` look at each.
pub async fn export_states(browser: &Browser, mut look: impl AsyncFnMut(&str)) {
    browser.open_file(&template("three-tiers")).await;
    browser.wait_for("return document.querySelector('#proxies [data-kind=vpc][data-name=main]') !== null").await;
    formats(browser, &mut look).await;
    renamed(browser, &mut look).await;
    trouble(browser, &mut look).await;
}
