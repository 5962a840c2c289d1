//! The browser's leave, refused: for the clipboard and for files.

use crate::browser::{Browser, keys, serve};
use crate::steps::{draw_vpc, notice, thrown, watch_console};

/// Waits until a message has this part; returns it whole.
pub async fn toast(browser: &Browser, part: &str) -> String {
    let script = format!(
        "return [...document.querySelectorAll('[data-testid=toast]')].map(t => t.textContent).find(t => t.includes('{part}')) ?? null"
    );
    browser.wait_for(&script).await.as_str().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_not_be_copied_is_said_and_can_be_pasted_here_all_the_same() {
    let server = serve();
    let browser = Browser::start().await;
    browser.refuse("clipboard-write").await;
    browser.refuse("clipboard-read").await;
    browser.open(&server.url()).await;
    draw_vpc(&browser, 1).await;
    browser.chord(&[keys::CTRL], 'c').await;
    let said = toast(&browser, "did not allow copying").await;
    assert!(said.contains("permission") && said.contains("pasted on this page"), "{said}");
    browser.chord(&[keys::CTRL], 'v').await;
    browser.wait_count("#proxies [data-kind=vpc]", 2).await;
    // What is cut is not lost either.
    browser.chord(&[keys::CTRL], 'x').await;
    browser.wait_count("#proxies [data-kind=vpc]", 1).await;
    browser.chord(&[keys::CTRL], 'v').await;
    browser.wait_count("#proxies [data-kind=vpc]", 2).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_may_not_be_written_is_said_and_offered_as_a_download() {
    let server = serve();
    let browser = Browser::start().await;
    browser
        .before_each_page(
            "const refused = () => Promise.reject(new DOMException('The request is not allowed.', 'NotAllowedError')); \
             window.showSaveFilePicker = async () => ({ kind: 'file', name: 'net.cidraw.json', createWritable: refused, \
             getFile: async () => new File([], 'net.cidraw.json') }); \
             window.showOpenFilePicker = async () => [{ kind: 'file', name: 'secret.cidraw.json', getFile: refused }];",
        )
        .await;
    browser.open(&server.url()).await;
    draw_vpc(&browser, 1).await;
    browser.chord(&[keys::CTRL], 's').await;
    let said = notice(&browser, "could not be written").await;
    assert!(
        said.contains("net.cidraw.json") && said.contains("not allowed") && said.contains("kept in this browser"),
        "{said}"
    );
    browser.press("[data-testid=download-design]").await;
    browser.downloaded_ending(".cidraw.json").await;
    assert_eq!(browser.text("[data-testid=keeping]").await, "Edited", "a refused save is none");
    browser.chord(&[keys::CTRL], 'o').await;
    let said = notice(&browser, "could not be read").await;
    assert!(said.contains("secret.cidraw.json") && said.contains("not allowed"), "{said}");
    browser.wait_count("#proxies [data-kind=vpc]", 1).await;
    browser.close().await;
}

/// A file of which somebody else is the author as well.
const SHARED_FILE: &str = "window.disk = { text: '', at: 1000 }; \
    const handle = { kind: 'file', name: 'net.cidraw.json', \
        getFile: async () => new File([window.disk.text], 'net.cidraw.json', { lastModified: window.disk.at }), \
        createWritable: async () => ({ write: async text => { window.disk.text = text; }, \
            close: async () => { window.disk.at += 1000; } }) }; \
    window.showSaveFilePicker = async () => handle; window.showOpenFilePicker = async () => [handle];";

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_somebody_else_changed_is_not_written_over_unasked() {
    let server = serve();
    let browser = Browser::start().await;
    browser.before_each_page(SHARED_FILE).await;
    browser.open(&server.url()).await;
    draw_vpc(&browser, 1).await;
    browser.chord(&[keys::CTRL], 's').await;
    browser
        .wait_for(
            "return window.disk.at === 2000 && document.querySelector('[data-testid=keeping]').textContent === ''",
        )
        .await;
    draw_vpc(&browser, 2).await;
    browser.chord(&[keys::CTRL], 's').await;
    browser.wait_for("return window.disk.at === 3000").await;
    // Somebody else saves to it: a second tab, a colleague on a shared disk.
    browser.run("window.disk = { text: 'theirs', at: 9000 }").await;
    draw_vpc(&browser, 3).await;
    browser.chord(&[keys::CTRL], 's').await;
    let said = notice(&browser, "changed by somebody else").await;
    assert!(said.starts_with("net.cidraw.json") && said.contains("Nothing was written"), "{said}");
    assert_eq!(browser.run("return window.disk.text").await, "theirs");
    browser.press("[data-testid=overwrite]").await;
    browser.wait_for("return window.disk.text.includes('vpc-3') && window.disk.at === 10000").await;
    browser.wait_count("[data-testid=notice]", 0).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_that_may_not_be_filled_is_presented_on_all_the_same() {
    let server = serve();
    let browser = Browser::start().await;
    watch_console(&browser).await;
    browser
        .before_each_page(
            "window.asked = 0; Element.prototype.requestFullscreen = async () => { window.asked += 1; \
             throw new DOMException('The request is not allowed.', 'NotAllowedError'); };",
        )
        .await;
    browser.open(&server.url()).await;
    draw_vpc(&browser, 1).await;
    browser.chord(&[keys::CTRL], '.').await;
    let outline = "(document.querySelector('[data-testid=outline]')?.checkVisibility() ?? false)";
    browser.wait_for(&format!("return window.asked === 1 && !{outline}")).await;
    // The first takes the selection away.
    browser.key(keys::ESCAPE).await;
    browser.key(keys::ESCAPE).await;
    browser.wait_for(&format!("return {outline}")).await;
    assert_eq!(thrown(&browser).await, [] as [String; 0]);
    browser.close().await;
}
