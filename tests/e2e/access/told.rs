//! What a screen reader is told: names, roles and states as the browser reckons them, and what the live region says.

use serde_json::json;

use crate::browser::{Browser, keys, serve};
use crate::devtools::Told;
use crate::steps::{dock_tab, focus, select, template};

/// Keeps all that the live region ever says.
async fn listen(browser: &Browser) {
    browser
        .run(
            "const region = document.querySelector('[role=status]'); window.heard = []; \
             new MutationObserver(() => window.heard.push(region.textContent)) \
             .observe(region, { childList: true, characterData: true, subtree: true })",
        )
        .await;
}

/// Waits until a sentence with this part has been said since this was asked last, and returns it.
async fn hears(browser: &Browser, part: &str) -> String {
    let script = format!(
        "const at = window.heard.findIndex(text => text.includes({})); return at < 0 ? null : window.heard.splice(0, at + 1).pop()",
        json!(part)
    );
    browser.wait_for(&script).await.as_str().unwrap_or_default().trim().to_owned()
}

/// The objects of a role whose name begins so.
fn called<'a>(told: &'a [Told], role: &str, begins: &str) -> Vec<&'a Told> {
    told.iter().filter(|told| told.role == role && told.name.starts_with(begins)).collect()
}

#[track_caller]
fn one<'a>(told: &'a [Told], role: &str, begins: &str) -> &'a Told {
    let found = called(told, role, begins);
    assert_eq!(found.len(), 1, "{role} {begins:?}: {:?}", told.iter().filter(|t| t.role == role).collect::<Vec<_>>());
    found[0]
}

#[tokio::test(flavor = "multi_thread")]
async fn each_step_of_drawing_is_told() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    listen(&browser).await;
    focus(&browser, "[data-testid=canvas]").await;
    let told = browser.told().await;
    let canvas = one(&told, "application", "Network diagram: untitled");
    assert!(canvas.description.contains("Arrow keys go from object to object"), "{canvas:?}");
    for (role, name) in
        [("banner", ""), ("main", ""), ("navigation", "Tools"), ("complementary", "Outline"), ("status", "")]
    {
        let _ = one(&told, role, name);
    }
    let _ = one(&told, "heading", "cidraw: untitled");

    browser.key('p').await;
    assert_eq!(hears(&browser, "Tool").await, "Tool: VPC.");
    browser.key(keys::ENTER).await;
    // Two things happened, and both are said.
    let said = hears(&browser, "Drew").await;
    assert_eq!(said, "Drew VPC vpc-1, 10.0.0.0/16. Tool: Select.");
    browser.key('s').await;
    assert_eq!(hears(&browser, "Tool").await, "Tool: Tier of subnets.");
    browser.key(keys::ENTER).await;
    let said = hears(&browser, "Added").await;
    assert!(
        said.starts_with("Added public tier public to VPC vpc-1: 3 subnets, 10.0.0.0/20 to 10.0.32.0/20."),
        "{said}"
    );
    let said = hears(&browser, "new problem").await;
    assert!(said.starts_with("1 new problem: public is meant to be public"), "{said}");

    // In, and along: each object says what it is; the element that has the keyboard is the one that is described.
    browser.wait_count("#proxies [data-kind=subnet]", 3).await;
    browser.key(keys::HOME).await;
    for (key, says) in [
        (keys::ENTER, "Subnet public-a, 10.0.0.0/20, public, zone "),
        (keys::RIGHT, "Subnet public-b, 10.0.16.0/20, public, zone "),
    ] {
        browser.key(key).await;
        let said = hears(&browser, says).await;
        let facts = ["in VPC vpc-1", "4,091 usable", "of 3"];
        assert!(facts.iter().all(|fact| said.contains(fact)), "{said}");
        let active = format!(
            "const id = document.querySelector('canvas').getAttribute('aria-activedescendant'); \
             const label = document.getElementById(id)?.ariaLabel ?? ''; \
             return label.startsWith({}) && label.endsWith(', selected')",
            json!(says)
        );
        browser.wait_for(&active).await;
    }
    let told = browser.told().await;
    let symbol = one(&told, "graphics-symbol", "Subnet public-b, 10.0.16.0/20");
    assert!(symbol.name.ends_with(", selected"), "{symbol:?}");
    let row = one(&told, "treeitem", "Subnet public-b, 10.0.16.0/20");
    assert!(row.states.contains(&"level=4".to_owned()) && row.states.contains(&"selected".to_owned()), "{row:?}");
    assert_eq!(called(&told, "graphics-symbol", "VPC vpc-1, 10.0.0.0/16").len(), 1);

    // What cannot be is told at once; what is undone is named.
    browser.key(' ').await;
    let said = hears(&browser, "Picked up").await;
    assert!(said.contains("Escape puts it back"), "{said}");
    browser.key(keys::ESCAPE).await;
    assert_eq!(hears(&browser, "Cancelled").await, "Cancelled.");
    browser.chord(&[keys::CTRL], 'z').await;
    let said = hears(&browser, "Undid").await;
    assert!(said.to_lowercase().contains("tier"), "{said}");
    // The last sentence, again.
    browser.chord(&[keys::ALT], 'r').await;
    assert_eq!(hears(&browser, "Undid").await, said);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn problems_connections_and_tables_are_told() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    listen(&browser).await;
    browser.open_file(&template("three-environments")).await;
    hears(&browser, "Opened three-environments").await;
    browser.wait_count("#proxies [data-kind=peering]", 3).await;
    browser.settled().await;

    // Connections under both of their ends, and by themselves.
    for (vpc, block) in [("staging", "10.1.0.0/16"), ("shared", "10.3.0.0/16")] {
        select(&browser, block).await;
        // To the row of what is selected, from there by typing to the next one that begins so.
        browser.key('o').await;
        let row = format!("return document.activeElement?.textContent.startsWith('VPC {vpc}, {block}') ?? false");
        browser.wait_for(&row).await;
        // A person needs longer than the panels to follow what was selected.
        browser.settled().await;
        browser.type_text("peerings").await;
        browser.wait_for("return document.activeElement?.textContent.startsWith('Peerings') ?? false").await;
        let closed = browser.run("return document.activeElement.ariaExpanded === 'false'").await;
        browser.key(keys::RIGHT).await;
        if closed == true {
            browser.wait_for("return document.activeElement?.ariaExpanded === 'true'").await;
            browser.key(keys::RIGHT).await;
        }
        let end =
            "const text = document.activeElement?.textContent ?? ''; return text.startsWith('Peering to VPC ') && text";
        let told = browser.wait_for(end).await;
        assert!(told.as_str().is_some_and(|row| row.contains("routes both ways, ")), "{told}");
        assert_ne!(told.as_str().map(|row| row.contains(&format!("to VPC {vpc}"))), Some(true), "{told}");
    }

    // F8 from anywhere: the number, and the whole message.
    browser.key(keys::F8).await;
    let said = hears(&browser, "Problem 1 of ").await;
    assert!(said.len() > 30, "{said}");
    browser.chord(&[keys::SHIFT], keys::F8).await;
    let last = hears(&browser, "Problem ").await;
    assert_ne!(said, last);
    browser.run("document.querySelector('[data-testid=problems]').click()").await;
    dock_tab(&browser, "Problems").await;
    let told = browser.told().await;
    let _ = one(&told, "table", "Problems");
    for head in ["Severity", "Problem", "What mends it"] {
        let _ = one(&told, "columnheader", head);
    }
    assert!(!called(&told, "rowheader", "production").is_empty(), "a row is known by its problem");
    let tally = one(&told, "button", "0 errors, ");
    assert!(tally.name.ends_with("advice"), "{tally:?}");

    // A refused value: at its field, in words, with what would be taken; and in the live region.
    select(&browser, "staging-public-a").await;
    browser.key('i').await;
    focus(&browser, "[data-testid=inspector] .cidr-field input").await;
    browser.chord(&[keys::CTRL], 'a').await;
    browser.type_text("10.1.0.5").await;
    browser.key(keys::ENTER).await;
    let invalid = "const e = document.activeElement; const why = document.getElementById(e.getAttribute('aria-describedby')); \
                   return e.ariaInvalid === 'true' && why?.textContent";
    let why = browser.wait_for(invalid).await;
    assert!(why.as_str().is_some_and(|why| why.contains("10.1.0.0")), "{why}");
    browser.key(keys::ESCAPE).await;

    // Tables by which a review can be done without the picture.
    for (tab, role, table, heads) in [
        ("Addresses", "treegrid", "Address plan", &["Name", "Block", "Addresses", "Usable"][..]),
        ("Routes", "table", "Routes", &["Route table", "Destination", "Target", "Followed by"][..]),
    ] {
        dock_tab(&browser, tab).await;
        let told = browser.told().await;
        let _ = one(&told, role, table);
        for head in heads {
            assert!(!called(&told, "columnheader", head).is_empty(), "{tab}: {head}");
        }
        assert!(called(&told, "rowheader", "").len() > 3, "{tab}: rows have names");
    }
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_can_be_used_is_without_a_name() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    browser.open_file(&template("three-environments")).await;
    browser.wait_count("#proxies [data-kind=peering]", 3).await;
    browser.settled().await;
    let named = [
        "button",
        "link",
        "textbox",
        "combobox",
        "checkbox",
        "radio",
        "searchbox",
        "spinbutton",
        "tab",
        "treeitem",
        "menuitem",
        "graphics-symbol",
        "application",
        "tree",
        "table",
        "grid",
        "treegrid",
        "toolbar",
        "dialog",
        "region",
        "complementary",
    ];
    for state in ["", "export", "preferences", "share", "find", "help"] {
        if !state.is_empty() {
            browser.run(&format!("document.querySelector('[data-testid={state}]').click()")).await;
            browser.wait_for("return document.querySelector('dialog[open]') !== null").await;
            browser.settled().await;
        }
        let told = browser.told().await;
        let nameless: Vec<&Told> =
            told.iter().filter(|t| named.contains(&&*t.role) && t.name.trim().is_empty()).collect();
        assert!(nameless.is_empty(), "{state}: {nameless:?}");
        // No raw key and no number without a meaning.
        let raw: Vec<&Told> =
            told.iter().filter(|t| t.name.contains("undefined") || t.name.contains("0 of ")).collect();
        assert!(raw.is_empty(), "{state}: {raw:?}");
        if !state.is_empty() {
            browser.key(keys::ESCAPE).await;
            browser.wait_for("return document.querySelector('dialog[open]') === null").await;
        }
    }
    browser.close().await;
}
