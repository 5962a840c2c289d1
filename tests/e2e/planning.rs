//! The address plan: made, stamped, compared and changed in the page, by keyboard wherever a person would.

use crate::browser::{Browser, keys, serve};
use crate::steps::{command, dock_tab, focus, select, template};

async fn opened(browser: &Browser, url: &str) {
    browser.open(url).await;
    browser.open_file(&template("three-environments")).await;
    browser.wait_count("#proxies [data-kind=vpc]", 4).await;
    browser.settled().await;
}

/// The text of an element, once it holds `part`.
async fn says(browser: &Browser, selector: &str, part: &str) {
    let holds = serde_json::json!([selector, part]);
    browser
        .wait_for(&format!(
            "const [selector, part] = {holds}; return [...document.querySelectorAll(selector)].some(e => e.textContent.includes(part))"
        ))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_environment_is_stamped_out_of_another_and_compared() {
    let server = serve();
    let browser = Browser::start_sized(1440, 900, "light").await;
    opened(&browser, &server.url()).await;
    command(&browser, "New environment like another").await;
    focus(&browser, "[data-testid=stamp-dialog] input:not([type=checkbox])").await;
    browser.type_text("quality").await;
    browser.key(keys::TAB).await;
    says(&browser, "[data-testid=stamp-table]", "10.4.0.0/16").await;
    focus(&browser, "[data-testid=plan-apply]").await;
    browser.key(keys::ENTER).await;
    browser.wait_for("return document.querySelector('[data-testid=stamp-dialog]') === null").await;
    command(&browser, "Zoom to fit").await;
    browser.wait_count("#proxies [data-kind=vpc]", 5).await;
    // It was made like the first one: nothing differs.
    command(&browser, "Compare two environments").await;
    let pick = |label: &str, words: &str| {
        format!(
            "const s = document.querySelector('[data-testid=parity] select[aria-label=\"{label}\"]'); \
             s.value = [...s.options].find(o => o.textContent === '{words}').value; \
             s.dispatchEvent(new Event('change', {{bubbles: true}})); return true"
        )
    };
    browser.run(&pick("First environment", "development")).await;
    browser.run(&pick("Second environment", "quality")).await;
    says(&browser, "[data-testid=parity]", "The two have the same shape.").await;
    select(&browser, "quality-public-a").await;
    browser.key(keys::DELETE).await;
    says(&browser, "[data-testid=parity] table", "public").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_is_changed_in_the_table_and_undone() {
    let server = serve();
    let browser = Browser::start_sized(1440, 900, "light").await;
    opened(&browser, &server.url()).await;
    browser.press("[data-testid=problems]").await;
    dock_tab(&browser, "Addresses").await;
    focus(&browser, "[data-testid=addresses] tr[tabindex='0']").await;
    // The pool, then the first VPC.
    browser.key(keys::DOWN).await;
    says(&browser, "[data-testid=addresses] tr:focus", "10.0.0.0/16").await;
    browser.key(keys::F2).await;
    browser.wait_for("return document.activeElement?.matches('.block-input') ?? false").await;
    browser.chord(&[keys::CTRL], 'a').await;
    browser.type_text("10.9.4.0/16").await;
    browser.key(keys::ENTER).await;
    says(&browser, ".block-error", "Use 10.9.0.0/16").await;
    browser.chord(&[keys::CTRL], 'a').await;
    browser.type_text("10.9.0.0/16").await;
    browser.key(keys::ENTER).await;
    browser.settled().await;
    // Its subnets went along.
    let moved = "return document.querySelectorAll('#proxies [data-kind=subnet][aria-label*=\"10.9.\"]').length";
    browser.wait_for(&format!("{moved} === 8")).await;
    browser.press("[data-testid=undo]").await;
    browser.settled().await;
    assert_eq!(browser.run(moved).await, 0);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_aws_is_replaced_only_when_a_person_agrees() {
    let server = serve();
    let browser = Browser::start_sized(1440, 900, "light").await;
    let mut file: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(template("three-environments")).expect("a template"))
            .expect("JSON");
    let objects = file["objects"].as_array_mut().expect("objects");
    let subnet = objects.iter_mut().find(|object| object["name"] == "development-public-a").expect("its subnet");
    subnet["aws_id"] = "subnet-0a1b2c3d".into();
    let path = std::env::temp_dir().join(format!("cidraw-deployed-{}.cidraw.json", std::process::id()));
    std::fs::write(&path, file.to_string()).expect("a writable folder");
    browser.open(&server.url()).await;
    browser.open_file(&path).await;
    browser.wait_count("#proxies [data-kind=vpc]", 4).await;
    browser.settled().await;
    let public = "#proxies [data-name=development-public-a][aria-label*='10.2.0.0/19']";
    browser.wait_count(public, 1).await;
    browser.press("[data-testid=problems]").await;
    dock_tab(&browser, "Addresses").await;
    browser.press("[data-testid=addresses] input[type=search]").await;
    browser.type_text("development-public-a").await;
    let asks = async || {
        browser.press("[data-testid=addresses] tr.is-subnet .block-button").await;
        browser.wait_for("return document.activeElement?.matches('.block-input') ?? false").await;
        browser.chord(&[keys::CTRL], 'a').await;
        browser.type_text("10.2.0.0/20").await;
        browser.key(keys::ENTER).await;
        says(&browser, "[data-testid=replacing]", "(subnet-0a1b2c3d): AWS cannot change its IPv4 block").await;
    };
    asks().await;
    browser.press("[data-testid=leave]").await;
    browser.wait_for("return document.querySelector('[data-testid=replacing]') === null").await;
    browser.settled().await;
    browser.wait_count(public, 1).await;
    asks().await;
    browser.press("[data-testid=replace]").await;
    browser.settled().await;
    browser.wait_count("#proxies [data-name=development-public-a][aria-label*='10.2.0.0/20']", 1).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_keeps_its_row_while_the_table_scrolls() {
    let server = serve();
    let browser = Browser::start_sized(1440, 900, "light").await;
    opened(&browser, &server.url()).await;
    browser.press("[data-testid=problems]").await;
    dock_tab(&browser, "Addresses").await;
    focus(&browser, "[data-testid=addresses] tr[tabindex='0']").await;
    browser.key(keys::DOWN).await;
    browser.key(keys::DOWN).await;
    let has_row = |index: usize| {
        format!(
            "return document.activeElement?.matches('[data-testid=addresses] tr[aria-rowindex=\"{index}\"]') ?? false"
        )
    };
    browser.wait_for(&has_row(4)).await;
    // Rows of the page, in its order, follow one another in the list, and what is hidden is none of them.
    let in_order = "const rows = [...document.querySelectorAll('[data-testid=addresses] tbody tr[aria-rowindex]')].filter(r => !r.hidden).map(r => +r.ariaRowIndex); \
                    return rows.length > 5 && rows.every((r, i) => r === rows[0] + i)";
    let scrolled_to = |top: &str, shows: &str| {
        format!(
            "const wrap = document.querySelector('[data-testid=addresses] .plan-wrap'); wrap.scrollTop = {top}; \
             return [...wrap.querySelectorAll('tbody tr:not([hidden])')].some(r => r.ariaRowIndex === {shows})"
        )
    };
    let last = "wrap.querySelector('table').getAttribute('aria-rowcount')";
    browser.wait_for(&scrolled_to("wrap.scrollHeight", last)).await;
    browser.wait_for(in_order).await;
    // The row with the keyboard is out of view: nobody else has it, and it is not lost.
    browser.wait_for("return document.activeElement?.matches('[data-testid=addresses] table') ?? false").await;
    browser.key(keys::DOWN).await;
    browser.wait_for(&has_row(5)).await;
    browser.wait_for(in_order).await;
    browser.key(keys::END).await;
    browser.wait_for(&format!("const wrap = document.querySelector('[data-testid=addresses]'); return document.activeElement?.ariaRowIndex === {last}")).await;
    browser.key(keys::HOME).await;
    browser.wait_for(&has_row(2)).await;
    browser.wait_for(in_order).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_list_becomes_subnets() {
    let server = serve();
    let browser = Browser::start_sized(1440, 900, "light").await;
    opened(&browser, &server.url()).await;
    command(&browser, "Add subnets from a list").await;
    browser.wait_for("return document.activeElement?.dataset?.testid === 'list-text'").await;
    let list = "Name;CIDR;VPC;AZ;Tier\ncache-a;10.3.128.0/24;shared;a;cache\ncache-b;10.3.129.7/24;shared;b;cache\nbad;10.3.300.0/24;shared;c;cache";
    browser
        .run(&format!(
            "const t = document.querySelector('[data-testid=list-text]'); t.value = {}; t.dispatchEvent(new Event('input', {{bubbles: true}})); return true",
            serde_json::json!(list)
        ))
        .await;
    says(&browser, "[data-testid=list-remarks]", "Line 3: 10.3.129.7/24 has host bits; 10.3.129.0/24 is taken.").await;
    says(&browser, "[data-testid=list-remarks]", "Line 4: \"10.3.300.0/24\" is not a CIDR block.").await;
    focus(&browser, "[data-testid=plan-apply]").await;
    browser.key(keys::ENTER).await;
    browser.wait_count("#proxies [data-kind=subnet][data-name^=cache]", 2).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_matrix_peers_what_can_be_joined() {
    let server = serve();
    let browser = Browser::start_sized(1440, 900, "light").await;
    opened(&browser, &server.url()).await;
    browser.wait_count("#proxies [data-kind=peering]", 3).await;
    command(&browser, "Show which VPCs can be peered").await;
    focus(&browser, "[data-testid=peering-matrix] td[tabindex='0']").await;
    says(&browser, "[data-testid=pair]", "development and production can be joined.").await;
    browser.key(keys::RIGHT).await;
    says(&browser, "[data-testid=pair]", "development and shared are joined by").await;
    browser.key(keys::LEFT).await;
    says(&browser, "[data-testid=pair]", "development and production can be joined.").await;
    browser.press("[data-testid=peering-matrix] .toolbar .btn-line").await;
    browser.wait_count("#proxies [data-kind=peering]", 4).await;
    says(&browser, "[data-testid=pair]", "development and production are joined by").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replan_shows_before_and_after_and_is_one_step() {
    let server = serve();
    let browser = Browser::start_sized(1440, 900, "light").await;
    opened(&browser, &server.url()).await;
    command(&browser, "staging-public-a").await;
    command(&browser, "Re-plan the addresses").await;
    browser.wait_for("return document.querySelector('[data-testid=replan-dialog]') !== null").await;
    says(&browser, "[data-testid=plan-verdict]", "Nothing changes").await;
    browser
        .run(
            "const labels = [...document.querySelectorAll('[data-testid=replan-dialog] label')]; \
             const select = document.getElementById(labels.find(l => l.textContent === 'Subnets of public').htmlFor); \
             select.value = '24'; select.dispatchEvent(new Event('change', {bubbles: true})); return true",
        )
        .await;
    says(&browser, "[data-testid=plan-verdict]", "AWS replaces").await;
    says(&browser, "[data-testid=plan-table] tr.is-replaced", "staging-public-a").await;
    focus(&browser, "[data-testid=plan-apply]").await;
    browser.key(keys::ENTER).await;
    browser.wait_for("return document.querySelector('[data-testid=replan-dialog]') === null").await;
    browser.settled().await;
    let smaller = "return document.querySelectorAll('#proxies [data-kind=subnet][data-name^=staging-public][aria-label*=\"/24\"]').length";
    assert_eq!(browser.run(smaller).await, 4);
    browser.press("[data-testid=undo]").await;
    browser.settled().await;
    assert_eq!(browser.run(smaller).await, 0);
    browser.close().await;
}
