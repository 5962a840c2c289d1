//! Whatever a button or a menu does, the palette does too.

use serde_json::{Value, json};

use crate::browser::{Browser, keys, serve};
use crate::steps::{select, template};
use crate::tour::click;

/// The words of every button of the frame and of the menu that is open, without shortcuts and without what they are about.
const OFFERED: &str = "const seen = e => e.checkVisibility(); \
    const words = e => (e.getAttribute('aria-label') ?? [...e.childNodes].filter(n => !n.classList?.contains('kbd') && !n.classList?.contains('menu-chord')) \
        .map(n => n.textContent).join('')).replace('…', '').trim(); \
    return [...document.querySelectorAll(arguments[0])].filter(seen).map(words)";

/// The buttons around an empty canvas. How many problems there are, how near the view is and what the file is called are
/// words of their own.
const FRAME: &str = ".topbar button:not(.tally, .file), .rail button, .welcome button, .zoombar button:not(.level)";

/// Of these words those that the palette finds nothing for.
async fn unknown(browser: &Browser, all: &[String]) -> Vec<String> {
    browser.chord(&[keys::CTRL], 'k').await;
    browser.wait_for("return document.querySelector('[data-testid=palette] input') === document.activeElement").await;
    let mut unknown = Vec::new();
    for words in all {
        let typing = "const input = document.querySelector('[data-testid=palette] input'); \
            input.value = arguments[0]; input.dispatchEvent(new InputEvent('input', { bubbles: true }))";
        browser.client.execute(typing, vec![json!(words)]).await.expect("the palette is open");
        // What was found before is gone when the page has followed.
        browser.settled().await;
        let count = "return document.querySelectorAll('[data-testid=palette] [role=option]').length";
        if browser.run(count).await == 0 {
            unknown.push(words.clone());
        }
    }
    unknown
}

async fn offered(browser: &Browser, selector: &str) -> Vec<String> {
    let all = browser.client.execute(OFFERED, vec![json!(selector)]).await.expect("the buttons are there");
    all.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_a_button_or_a_menu_offers_the_palette_finds() {
    let server = serve();
    let browser = Browser::start_sized(1440, 900, "light").await;
    browser.open(&server.url()).await;
    let mut all = offered(&browser, FRAME).await;
    click(&browser, "[data-tool=hand]").await;
    browser.wait_for("return document.querySelector('[data-testid=pan]') !== null").await;
    all.extend(offered(&browser, "[data-testid=pan] button").await);
    click(&browser, "[data-tool=select]").await;
    browser.open_file(&template("three-environments")).await;
    browser.wait_count("#proxies [data-kind=vpc]", 4).await;
    click(&browser, "[data-testid=file-menu]").await;
    browser.wait_for("return document.querySelector('[role=menu]') !== null").await;
    all.extend(offered(&browser, "[role=menuitem]").await);
    browser.key(keys::ESCAPE).await;
    click(&browser, "[data-testid=outline] [aria-label=Add]").await;
    browser.wait_for("return document.querySelector('[role=menu]') !== null").await;
    all.extend(offered(&browser, "[role=menuitem]").await);
    browser.key(keys::ESCAPE).await;
    select(&browser, "10.1.0.0/16").await;
    browser.chord(&[keys::SHIFT], keys::F10).await;
    browser.wait_for("return document.querySelector('.popup-menu') !== null").await;
    all.extend(offered(&browser, "[role=menuitem]").await);
    browser.key(keys::ESCAPE).await;
    assert!(all.len() > 60, "only {all:?}");
    let missing = unknown(&browser, &[all, vec!["nothing is called like this".to_owned()]].concat()).await;
    assert_eq!(missing, ["nothing is called like this"], "the palette knows nothing of these");
    browser.close().await;
}
