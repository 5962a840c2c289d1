//! A panic of the program: in the checks, which the editor survives, and anywhere else, which a new page survives.

use crate::browser::{Browser, keys, serve};
use crate::steps::{draw_vpc, kept, notice};

/// Has the next call that the program makes by way of the browser to guard itself break off, after its work was done:
/// once `window.breakOff` is called. It really traps, as a panic does.
const BREAKS: &str = "\
    const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 120, 0, 0, 10, 5, 1, 3, 0, 0, 11]); \
    const trap = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.x; \
    let then = null; window.breakOff = what => { then = what ?? trap; }; window.broke = 0; \
    const guarded = call => function (f, self, ...rest) { \
        if (!then || rest.length || self !== null || typeof f !== 'function') return call.call(this, f, self, ...rest); \
        const what = then; then = null; window.broke++; \
        return call.call(this, () => { f(); what(); }, self); }; \
    const wrap = imports => { for (const module of Object.values(imports)) for (const name of Object.keys(module)) \
        if (/_call_/.test(name)) module[name] = guarded(module[name]); }; \
    for (const name of ['instantiate', 'instantiateStreaming']) { const real = WebAssembly[name]; \
        WebAssembly[name] = (source, imports) => { if (imports) wrap(imports); return real.call(WebAssembly, source, imports); }; }";

/// The same once, then never again.
async fn break_checks(browser: &Browser, vpcs: u64) {
    browser.run("window.breakOff()").await;
    draw_vpc(browser, vpcs).await;
    browser.wait_for("return window.broke > 0").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_in_the_checks_costs_the_findings_and_nothing_else() {
    let server = serve();
    let browser = Browser::start().await;
    browser.before_each_page(BREAKS).await;
    browser.open(&server.url()).await;
    draw_vpc(&browser, 1).await;
    browser.settled().await;
    let tally = browser.text("[data-testid=problems]").await;
    assert!(tally.contains("errors"), "{tally}");

    break_checks(&browser, 2).await;
    let said = notice(&browser, "checks broke down").await;
    assert!(said.contains("Drawing, saving and exporting go on"), "{said}");
    assert_eq!(browser.text("[data-testid=problems]").await, "Not checked");
    let list = browser.text("[data-testid=problem-list]").await;
    assert!(list.contains("switched off"), "{list}");

    // The design and its history are whole, and edits are kept.
    draw_vpc(&browser, 3).await;
    browser.chord(&[keys::CTRL], 'z').await;
    browser.wait_count("#proxies [data-kind=vpc]", 2).await;
    browser.chord(&[keys::CTRL, keys::SHIFT], 'z').await;
    browser.wait_count("#proxies [data-kind=vpc]", 3).await;
    browser.settled().await;
    assert_eq!(kept(&browser).await[0].vpcs(), 3);
    browser.chord(&[keys::CTRL, keys::SHIFT], 'e').await;
    browser
        .wait_for("return document.querySelector('[data-testid=export-dialog]')?.textContent.includes('.tf') ?? false")
        .await;
    browser.key(keys::ESCAPE).await;
    browser.wait_for("return document.querySelector('dialog[open]') === null").await;

    // The file, and a report in which nothing of the design is but how much there is of it.
    browser.press("[data-testid=download-design]").await;
    let file = browser.downloaded_ending(".cidraw.json").await;
    assert!(std::fs::read_to_string(file).expect("a text").contains("vpc-3"));
    browser.press("[data-testid=download-report]").await;
    let report = std::fs::read_to_string(browser.downloaded_ending(".txt").await).expect("a text");
    assert!(report.contains("checking broke down") && report.contains("Design: 2 VPC"), "{report}");
    assert!(report.contains("unreachable") && report.contains("wasm"), "{report}");
    assert!(!report.contains("vpc-1") && !report.contains("10.0."), "{report}");

    // Asked to, the rules look again.
    browser.press("[data-testid=check-again]").await;
    browser.wait_for("return document.querySelector('[data-testid=problems]').textContent.includes('errors')").await;
    browser.wait_count("[data-testid=notice]", 0).await;
    draw_vpc(&browser, 4).await;
    browser.settled().await;
    let revisions =
        "const c = document.querySelector('[data-testid=canvas]'); return c.dataset.revision === c.dataset.checked";
    browser.wait_for(revisions).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn checks_that_broke_are_tried_anew_with_another_design() {
    let server = serve();
    let browser = Browser::start().await;
    browser.before_each_page(BREAKS).await;
    browser.open(&server.url()).await;
    draw_vpc(&browser, 1).await;
    browser.settled().await;
    break_checks(&browser, 2).await;
    notice(&browser, "checks broke down").await;
    browser.open_file(&crate::steps::template("three-environments")).await;
    browser.wait_count("#proxies [data-kind=vpc]", 4).await;
    browser.wait_for("return document.querySelector('[data-testid=problems]').textContent.includes('errors')").await;
    assert_eq!(browser.count("[data-testid=notice]").await, 0);
    browser.close().await;
}

/// While the checks run the editor is taken: an input that comes in the midst of them is a panic, and a true one.
const IN_THE_MIDST: &str = "window.breakOff(() => document.querySelector('[data-testid=canvas]') \
    .dispatchEvent(new KeyboardEvent('keydown', { key: 'p', code: 'KeyP', bubbles: true, cancelable: true })))";

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_anywhere_else_says_so_and_the_next_page_goes_on() {
    let server = serve();
    let browser = Browser::start().await;
    browser.before_each_page(BREAKS).await;
    browser.open(&server.url()).await;
    draw_vpc(&browser, 1).await;
    browser.settled().await;
    for (round, way) in ["fallen-reload", "fallen-empty"].into_iter().enumerate() {
        browser.run(IN_THE_MIDST).await;
        browser.run("document.querySelector('[data-testid=canvas]').focus()").await;
        browser.key('p').await;
        browser.key('p').await;
        browser.wait_for("return document.querySelector('[data-testid=fallen]')?.open ?? false").await;
        let focused = "return document.activeElement.dataset.testid";
        assert_eq!(browser.run(focused).await, "fallen-reload");
        browser.key(keys::ESCAPE).await;
        assert_eq!(browser.count("[data-testid=fallen][open]").await, 1, "there is nothing to go back to");
        if round == 0 {
            browser.press("[data-testid=fallen-report]").await;
            let report = std::fs::read_to_string(browser.downloaded_ending(".txt").await).expect("a text");
            assert!(report.contains("panicked at") && report.contains("Browser: "), "{report}");
            browser.press("[data-testid=fallen-design]").await;
            let file = std::fs::read_to_string(browser.downloaded_ending(".cidraw.json").await).expect("a text");
            assert!(cidraw::format::load(&file).is_ok() && file.contains("vpc-1"), "{file}");
        }
        browser.settled().await;
        browser.press(&format!("[data-testid={way}]")).await;
        browser.wait_for("return document.documentElement.dataset.ready === 'true' && !document.querySelector('[data-testid=fallen]')").await;
        if way == "fallen-reload" {
            browser.wait_for("return document.querySelectorAll('#proxies [data-kind=vpc]').length >= 1").await;
        } else {
            browser.wait_count("#proxies [data-kind=vpc]", 0).await;
            assert!(kept(&browser).await[0].vpcs() >= 1, "it stays under Recent");
        }
    }
    browser.close().await;
}
