//! The whole way with the keyboard alone: no pointer is ever pressed.

use serde_json::json;

use crate::browser::{Browser, keys, serve};
use crate::steps::focus;

/// The problems that the top bar counts, as it says them.
async fn tally(browser: &Browser) -> String {
    browser.text("[data-testid=problems]").await
}

async fn canvas_has_the_keyboard(browser: &Browser) {
    browser.wait_for("return document.activeElement?.dataset?.testid === 'canvas'").await;
}

/// Presses keys one after the other.
async fn type_keys(browser: &Browser, keys: &[char]) {
    for key in keys {
        browser.key(*key).await;
    }
}

/// Draws a VPC with a public and a private tier of three subnets each, on the canvas.
async fn draw_vpc(browser: &Browser, already: u64) {
    // The tool, and the tool again: it acts in the middle of the view.
    type_keys(browser, &['p', 'p']).await;
    browser.wait_count("#proxies [data-kind=vpc]", already + 1).await;
    for tiers in 1..=2 {
        type_keys(browser, &['s', keys::ENTER]).await;
        browser.wait_count("#proxies [data-kind=subnet]", 6 * already + 3 * tiers).await;
    }
}

/// Puts another block into the first field of the inspector.
async fn change_block(browser: &Browser, block: &str) {
    browser.key('i').await;
    focus(browser, "[data-testid=inspector] .cidr-field input").await;
    browser.chord(&[keys::CTRL], 'a').await;
    browser.type_text(block).await;
    browser.key(keys::ENTER).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_vpcs_are_drawn_peered_mended_and_exported_by_keyboard_alone() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    browser.run("window.pressed = 0; addEventListener('pointerdown', () => window.pressed++, true)").await;
    focus(&browser, "[data-testid=canvas]").await;
    draw_vpc(&browser, 0).await;
    draw_vpc(&browser, 1).await;
    // Peer them: the other end is chosen from a list.
    type_keys(&browser, &['c', keys::ENTER]).await;
    browser
        .wait_for("return document.querySelector('[data-testid=connect-dialog] input') === document.activeElement")
        .await;
    browser.type_text("vpc-1").await;
    browser.key(keys::ENTER).await;
    browser.wait_count("#proxies [data-kind=peering]", 1).await;
    canvas_has_the_keyboard(&browser).await;
    browser.settled().await;
    assert!(tally(&browser).await.starts_with("0 errors"), "{}", tally(&browser).await);
    // Along the connection to its other end and in: its second subnet gets the block of its first.
    browser.chord(&[keys::ALT], keys::RIGHT).await;
    type_keys(&browser, &[keys::ENTER, keys::RIGHT]).await;
    let second = "const id = document.querySelector('canvas').getAttribute('aria-activedescendant'); \
                  const e = document.getElementById(id); return e?.dataset.name === 'public-b' && e.ariaLabel";
    let second = browser.wait_for(second).await;
    let second = second.as_str().unwrap_or_default();
    let first = if second.contains(", 10.0.16.0/20,") { "10.0.0.0" } else { "10.1.0.0" };
    change_block(&browser, first).await;
    browser
        .wait_for("return !document.querySelector('[data-testid=problems]').textContent.trim().startsWith('0 errors')")
        .await;
    // The first of the list is the worst; what mends it stands beside it.
    focus(&browser, "[data-testid=problem-list] tbody tr:first-child .message-button").await;
    browser.key(keys::ENTER).await;
    focus(&browser, "[data-testid=problem-list] tbody tr:first-child [data-testid=fix]").await;
    browser.key(keys::ENTER).await;
    let asks = "return document.activeElement?.dataset?.testid === 'fix-apply'";
    browser.settled().await;
    if browser.run(asks).await == true {
        browser.key(keys::ENTER).await;
    }
    browser
        .wait_for("return document.querySelector('[data-testid=problems]').textContent.trim().startsWith('0 errors')")
        .await;
    // The button is gone, the focus is not.
    browser.wait_for("return document.activeElement?.closest('[data-testid=dock]') !== null").await;
    let blocks = format!(
        "return [...document.querySelectorAll('#proxies [data-kind=subnet]')].filter(e => e.ariaLabel.includes({})).length",
        json!(format!(", {first}/20,"))
    );
    assert_eq!(browser.run(&blocks).await, 1, "one subnet has {first}/20");
    // Export, from wherever the focus is.
    browser.chord(&[keys::CTRL, keys::SHIFT], 'e').await;
    browser.wait_for("return document.querySelector('[data-testid=export-dialog]') !== null").await;
    focus(&browser, "[data-testid=export-download]").await;
    browser.key(keys::ENTER).await;
    let archive = browser.downloaded_ending(".zip").await;
    assert!(std::fs::metadata(&archive).is_ok_and(|file| file.len() > 1000));
    browser.key(keys::ESCAPE).await;
    browser.wait_for("return document.querySelector('dialog[open]') === null").await;
    browser.wait_for("return document.activeElement !== document.body").await;
    assert_eq!(browser.run("return window.pressed").await, 0, "no pointer was used");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_region_is_one_tab_stop_or_few_and_none_holds_the_focus() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    focus(&browser, "[data-testid=canvas]").await;
    type_keys(&browser, &['p', 'p']).await;
    browser.wait_count("#proxies [data-kind=vpc]", 1).await;
    // A toolbar is one stop; arrows go along it.
    focus(&browser, ".rail button").await;
    browser.key(keys::DOWN).await;
    let after = browser.run("return document.activeElement.ariaLabel").await;
    browser.key(keys::UP).await;
    assert_ne!(browser.run("return document.activeElement.ariaLabel").await, after);
    browser.key(keys::HOME).await;
    assert_eq!(browser.run("return document.activeElement.ariaLabel").await, "Select");
    browser.key(keys::TAB).await;
    assert_eq!(browser.run("return document.activeElement.closest('.rail') === null").await, true);
    // Round the page: each region in its order, and back to the start.
    let region = "return document.activeElement?.closest('.topbar, .rail, .outline, .stage, .inspector, .dock')?.classList[0] ?? 'page'";
    let mut seen: Vec<String> = Vec::new();
    for _ in 0..120 {
        let now = browser.run(region).await.as_str().unwrap_or_default().to_owned();
        if seen.last() != Some(&now) {
            seen.push(now);
        }
        browser.key(keys::TAB).await;
    }
    let order = ["outline", "stage", "inspector", "dock", "page", "topbar", "rail", "outline"];
    let seen: Vec<&str> = seen.iter().map(String::as_str).filter(|region| *region != "page").collect();
    let order: Vec<&str> = order.into_iter().filter(|region| *region != "page").collect();
    assert_eq!(seen[..order.len()], order, "{seen:?}");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn single_keys_that_are_turned_off_stay_off() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    focus(&browser, "[data-testid=canvas]").await;
    type_keys(&browser, &['p', 'p']).await;
    browser.wait_count("#proxies [data-kind=vpc]", 1).await;
    browser.key(keys::ESCAPE).await;
    focus(&browser, ".rail button").await;
    browser.key(keys::HOME).await;
    // Backwards from the first: the preferences are the last of the toolbar.
    browser.key(keys::UP).await;
    browser.key(keys::ENTER).await;
    browser.wait_for("return document.querySelector('[data-testid=preferences-dialog]') !== null").await;
    let switch = "const l = [...document.querySelectorAll('[data-testid=preferences-dialog] label')].find(l => l.textContent.includes('Single keys')); \
                  return document.activeElement?.id === l?.htmlFor";
    for _ in 0..20 {
        if browser.run(switch).await == true {
            break;
        }
        browser.key(keys::TAB).await;
    }
    assert_eq!(browser.run(switch).await, true, "Tab comes to the switch");
    browser.key(' ').await;
    browser.key(keys::ESCAPE).await;
    browser.wait_for("return document.querySelector('dialog[open]') === null").await;
    for reloaded in [false, true] {
        if reloaded {
            browser.settled().await;
            browser.open(&server.url()).await;
            browser.wait_count("#proxies [data-kind=vpc]", 1).await;
        }
        focus(&browser, "[data-testid=canvas]").await;
        type_keys(&browser, &['p', 'p', 'h', '?']).await;
        browser.settled().await;
        assert_eq!(browser.count("#proxies [data-kind=vpc]").await, 1);
        assert_eq!(browser.count(".tool[data-tool=select][aria-pressed=true]").await, 1);
        assert_eq!(browser.count("dialog[open]").await, 0);
        // What is no single key goes on.
        browser.chord(&[keys::CTRL], 'k').await;
        browser.wait_for("return document.querySelector('[data-testid=palette]') !== null").await;
        browser.key(keys::ESCAPE).await;
        browser.wait_for("return document.querySelector('dialog[open]') === null").await;
    }
    browser.close().await;
}
