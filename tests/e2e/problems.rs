//! Problems asked for, put together and accepted; rules looked up.

use crate::browser::{Browser, keys, serve};
use crate::steps::{begun, dock_tab, draw_vpc};

const LIST: &str = "[data-testid=problem-list]";

async fn rows(browser: &Browser) -> u64 {
    browser.count(&format!("{LIST} tr[data-rule]")).await
}

async fn wait_rows(browser: &Browser, count: u64) {
    browser.wait_count(&format!("{LIST} tr[data-rule]"), count).await;
}

/// Two VPCs with advice on each, and the list of problems open.
async fn advised() -> (crate::server::Server, Browser) {
    let (server, browser) = begun().await;
    draw_vpc(&browser, 2).await;
    browser.settled().await;
    browser.press("[data-testid=problems]").await;
    dock_tab(&browser, "Problems").await;
    browser.wait_for(&format!("return document.querySelector('{LIST} tr[data-rule]') !== null")).await;
    (server, browser)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_problem_is_accepted_with_a_reason_kept_over_a_reload_and_opened_again() {
    let (server, browser) = advised().await;
    let before = rows(&browser).await;
    browser.press(&format!("{LIST} tr[data-rule] .accept")).await;
    // Without a reason it stays open, and says so.
    browser.press("[data-testid=accept]").await;
    browser
        .wait_for("return document.querySelector('[data-testid=accept-dialog]').textContent.includes('Say why')")
        .await;
    browser.press("[data-testid=accept-dialog] textarea").await;
    browser.type_text("A drill for newcomers").await;
    browser.press("[data-testid=accept]").await;
    wait_rows(&browser, before - 1).await;
    browser.settled().await;

    browser.open(&server.url()).await;
    browser.run("dispatchEvent(new PointerEvent('pointermove'))").await;
    browser.wait_for("return document.querySelector('[data-testid=dock] [role=tab]') !== null").await;
    wait_rows(&browser, before - 1).await;
    browser.press("[data-testid=accepted]").await;
    wait_rows(&browser, 1).await;
    let told = browser.text(&format!("{LIST} .is-accepted")).await;
    assert!(told.contains("A drill for newcomers"), "{told}");
    browser.press("[data-testid=reopen]").await;
    browser.press("[data-testid=accepted]").await;
    wait_rows(&browser, before).await;
    // That too is a step: undone, it is accepted again.
    browser.chord(&[keys::CTRL], 'z').await;
    wait_rows(&browser, before - 1).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn problems_are_asked_for_and_put_together() {
    let (_server, browser) = advised().await;
    let all = rows(&browser).await;
    let choose = |label: &str, value: &str| {
        format!(
            "const s = document.querySelector('{LIST} select[aria-label=\"{label}\"]'); s.value = '{value}'; s.dispatchEvent(new Event('change', {{ bubbles: true }}))"
        )
    };
    browser.run(&choose("Put problems together", "vpc")).await;
    browser.wait_for(&format!("return document.querySelectorAll('{LIST} .group-row').length >= 2")).await;
    assert_eq!(rows(&browser).await, all, "each is still there once");
    browser.run(&choose("Put problems together", "none")).await;
    browser.wait_count(&format!("{LIST} .group-row"), 0).await;
    browser.press("[data-testid=problem-filter]").await;
    browser.type_text("nothing is called so").await;
    wait_rows(&browser, 0).await;
    assert!(browser.text(&format!("{LIST} .empty")).await.contains("No problem is like that"));
    browser.run("const f = document.querySelector('[data-testid=problem-filter]'); f.value = ''; f.dispatchEvent(new Event('input', { bubbles: true }))").await;
    wait_rows(&browser, all).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_is_found_by_words_and_shows_its_example() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    browser.run("dispatchEvent(new PointerEvent('pointermove'))").await;
    browser.wait_for("return document.querySelector('[data-testid=all-rules]') !== null").await;
    browser.press("[data-testid=all-rules]").await;
    browser.wait_for("return document.activeElement === document.querySelector('[data-testid=rule-search]')").await;
    browser.type_text("subnets share addresses").await;
    browser.wait_for("return document.querySelectorAll('.rule-row').length < 20").await;
    browser.press(".rule-row[data-rule='addressing/subnet-overlaps-subnet']").await;
    let page = browser.text("[data-testid=rule-text]").await;
    assert!(page.contains("Why it matters") && page.contains("docs.aws.amazon.com"), "{page}");
    // The example is drawn: not one colour everywhere.
    let drawn = "const c = document.querySelector('[data-testid=rule-text] canvas.example'); \
        const d = new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer); \
        return new Set(d).size";
    assert!(browser.run(drawn).await.as_u64().is_some_and(|colours| colours > 20));
    browser.key(keys::ESCAPE).await;
    browser.wait_for("return document.querySelector('dialog[open]') === null").await;
    browser.close().await;
}

const SUBNETS: &str = "addressing/subnet-overlaps-subnet";
const ZONES: &str = "zones/subnet-az-unknown";

async fn wait_page(browser: &Browser, rule: &str) {
    browser
        .wait_for(&format!("return document.querySelector('[data-testid=rule-text]')?.dataset.rule === '{rule}'"))
        .await;
}

async fn wait_address(browser: &Browser, fragment: &str) {
    browser.wait_for(&format!("return location.hash === '{fragment}'")).await;
}

async fn wait_no_dialog(browser: &Browser) {
    browser.wait_for("return document.querySelector('dialog[open]') === null").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_a_rule_has_an_address() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&format!("{}#rule={SUBNETS}", server.url())).await;
    wait_page(&browser, SUBNETS).await;
    // The address follows the page in view, and is the page's own again when the dialog is closed.
    let row = format!(".rule-row[data-rule='{ZONES}']");
    browser.run(&format!("document.querySelector(\"{row}\").scrollIntoView({{ block: 'center' }})")).await;
    browser.press(&row).await;
    wait_address(&browser, &format!("#rule={ZONES}")).await;
    browser.key(keys::ESCAPE).await;
    wait_no_dialog(&browser).await;
    wait_address(&browser, "").await;
    // Typed into the address bar, the slash as some programs encode it.
    browser.run("location.hash = '#rule=addressing%2Fsubnet-overlaps-subnet'").await;
    wait_page(&browser, SUBNETS).await;
    browser.run("location.hash = '#rule=no/such<b>rule'").await;
    let said = browser.wait_for("return document.querySelector('[data-testid=no-rule]')?.textContent || null").await;
    assert!(said.as_str().is_some_and(|said| said.contains("There is no rule no/such")), "{said}");
    wait_address(&browser, "").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_may_carry_a_design_and_a_rule() {
    let (server, browser) = begun().await;
    draw_vpc(&browser, 2).await;
    browser.settled().await;
    browser.press("[data-testid=share]").await;
    let link = browser.wait_for("return document.querySelector('[data-testid=share-link]')?.value || null").await;
    let link = format!("{}&rule={SUBNETS}", link.as_str().expect("a link"));
    browser.close().await;

    // Nobody's work is in the way: the design is opened, and the page above it. A reload opens no second one.
    let receiver = Browser::start().await;
    receiver.open(&link).await;
    wait_page(&receiver, SUBNETS).await;
    wait_address(&receiver, &format!("#rule={SUBNETS}")).await;
    receiver.wait_count("#proxies [data-kind=vpc]", 2).await;
    receiver.key(keys::ESCAPE).await;
    wait_no_dialog(&receiver).await;
    wait_address(&receiver, "").await;

    // One's own work is asked about first; then comes the page.
    draw_vpc(&receiver, 3).await;
    receiver.settled().await;
    receiver.client.goto("about:blank").await.expect("a page");
    receiver.open(&link).await;
    receiver.press("[data-testid=keep-own]").await;
    wait_page(&receiver, SUBNETS).await;
    receiver.wait_count("#proxies [data-kind=vpc]", 3).await;

    // A damaged link stays in the address, beside the rule.
    receiver.client.goto("about:blank").await.expect("a page");
    receiver.open(&format!("{}#d1=notalink&rule={SUBNETS}", server.url())).await;
    wait_page(&receiver, SUBNETS).await;
    receiver.key(keys::ESCAPE).await;
    wait_no_dialog(&receiver).await;
    wait_address(&receiver, "#d1=notalink").await;
    receiver.close().await;
}
