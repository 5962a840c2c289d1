//! Large enough to hit, still enough to look at, and readable with the system's colours.

use serde_json::Value;

use crate::browser::{Browser, keys, serve};
use crate::steps::{command, dock_tab, template};

/// Everything that answers to a pointer and is smaller than 24 by 24 pixels, but for what WCAG 2.5.8 excepts: a link in
/// a sentence, and what is itself part of a target as large as that (the box of a switch in its label).
const SMALL: &str = "\
    const targets = 'button, a[href], input, select, textarea, [role=tab], [role=treeitem], [role=option], [role=menuitem], .twist, summary'; \
    const seen = e => e.checkVisibility({ visibilityProperty: true }) && !e.closest('.sr') && !e.classList.contains('sr') && !e.closest('[inert]'); \
    const within = e => e.closest('label') ?? e; \
    const clipped = r => r.bottom <= 0 || r.top >= innerHeight || r.right <= 0 || r.left >= innerWidth; \
    const size = e => within(e).getBoundingClientRect(); \
    return [...document.querySelectorAll(targets)].filter(seen) \
        .filter(e => !(e.tagName === 'A' && e.closest('p'))) \
        .filter(e => { const r = size(e); return !clipped(r) && r.width > 0 && (r.width < 23.9 || r.height < 23.9); }) \
        .map(e => { const r = size(e); return `${e.tagName}.${e.className} \"${(e.ariaLabel ?? e.textContent).trim().slice(0, 30)}\" ${r.width} x ${r.height}`; })";

async fn small(browser: &Browser, screen: &str, found: &mut Vec<String>) {
    browser.settled().await;
    let list = browser.run(SMALL).await;
    found.extend(
        list.as_array().expect("a list").iter().filter_map(Value::as_str).map(|one| format!("{screen}: {one}")),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_to_press_is_smaller_than_24_pixels() {
    let server = serve();
    let mut found = Vec::new();
    for (width, height) in [(1440, 900), (390, 844)] {
        let browser = Browser::start_sized(width, height, "light").await;
        browser.open(&server.url()).await;
        small(&browser, "empty", &mut found).await;
        browser.open_file(&template("three-environments")).await;
        browser.wait_count("#proxies [data-kind=vpc]", 4).await;
        small(&browser, "template", &mut found).await;
        browser.run("document.querySelector('[data-tool=hand]').click()").await;
        small(&browser, "hand", &mut found).await;
        browser.run("document.querySelector('[data-testid=problems]').click()").await;
        for tab in ["Addresses", "Routes", "Code", "History", "Problems"] {
            dock_tab(&browser, tab).await;
            small(&browser, tab, &mut found).await;
        }
        for view in ["Show what addresses are free", "Show which VPCs can be peered", "Compare two environments"] {
            command(&browser, view).await;
            small(&browser, view, &mut found).await;
        }
        // A VPC, a subnet, a pool, an environment.
        for object in ["10.1.0.0/16", "staging-public-a", "corp", "staging"] {
            command(&browser, object).await;
            if width < 900 {
                browser.run("const b = document.querySelector('.rail [aria-label=Inspector]'); if (b.ariaExpanded === 'false') b.click()").await;
            }
            small(&browser, object, &mut found).await;
        }
        command(&browser, "10.1.0.0/16").await;
        for dialog in
            ["Re-plan the addresses", "Split, join, grow", "New environment like another", "Add subnets from a list"]
        {
            command(&browser, dialog).await;
            small(&browser, dialog, &mut found).await;
            browser.key(keys::ESCAPE).await;
            browser.wait_for("return document.querySelector('dialog[open]') === null").await;
        }
        for testid in ["share", "export", "help", "preferences", "find"] {
            browser.run(&format!("document.querySelector('[data-testid={testid}]').click()")).await;
            small(&browser, testid, &mut found).await;
            browser.key(keys::ESCAPE).await;
            browser.wait_for("return document.querySelector('dialog[open]') === null").await;
        }
        browser.run("document.querySelector('[data-testid=file-menu]').click()").await;
        small(&browser, "file menu", &mut found).await;
        browser.close().await;
    }
    found.sort();
    found.dedup();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_view_is_moved_by_buttons_and_a_vpc_by_clicks() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    browser.press(".tool[data-tool=vpc]").await;
    let [x, y, w, h] = browser.place("[data-testid=canvas]").await;
    browser.click((x + w * 0.3, y + h * 0.3)).await;
    browser.wait_count("#proxies [data-kind=vpc]", 1).await;
    browser.settled().await;
    // The view, by the hand's buttons.
    let before = browser.object("vpc", "vpc-1").await;
    browser.press(".tool[data-tool=hand]").await;
    browser.press("[data-testid=pan] [aria-label='Move the view left']").await;
    browser.settled().await;
    let panned = browser.object("vpc", "vpc-1").await;
    assert!((panned[0] - before[0] - 0.4 * w).abs() < 2.0 && panned[1] == before[1], "{before:?} -> {panned:?}");
    browser.press(".tool[data-tool=select]").await;
    // A VPC, from its menu, by a click at where it is to go.
    browser.click((panned[0] + 20.0, panned[1] + 8.0)).await;
    browser.chord(&[keys::SHIFT], keys::F10).await;
    browser.wait_for("return document.querySelector('.popup-menu') !== null").await;
    browser
        .run("[...document.querySelectorAll('[role=menuitem]')].find(i => i.textContent.startsWith('Pick up')).click()")
        .await;
    browser.wait_for("return document.activeElement?.dataset?.testid === 'canvas'").await;
    let to = (panned[0] - 140.0, panned[1] + 100.0);
    browser.click(to).await;
    browser.settled().await;
    let moved = browser.object("vpc", "vpc-1").await;
    assert!((moved[0] - to.0).abs() <= 12.0 && (moved[1] - to.1).abs() <= 12.0, "{moved:?} is not at {to:?}");
    // A side of it: a click takes hold of the handle, the next one lets go.
    let corner = (moved[0] + moved[2], moved[1] + moved[3]);
    browser.click(corner).await;
    browser.click((corner.0 + 80.0, corner.1 + 60.0)).await;
    browser.settled().await;
    let grown = browser.object("vpc", "vpc-1").await;
    assert!(grown[2] > moved[2] + 60.0 && grown[3] > moved[3] + 40.0, "{moved:?} -> {grown:?}");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_to_undo_waits_until_the_next_edit() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    browser.open_file(&template("three-environments")).await;
    browser.wait_count("#proxies [data-kind=vpc]", 4).await;
    command(&browser, "staging-public-a").await;
    browser.wait_for("return document.activeElement?.dataset?.testid === 'canvas'").await;
    browser.key(keys::DELETE).await;
    browser.wait_for("return document.querySelector('[data-testid=toast] .btn-sm')?.textContent === 'Undo'").await;
    // Any other message would have gone by then.
    tokio::time::sleep(std::time::Duration::from_secs(14)).await;
    assert_eq!(browser.count("[data-testid=toast]").await, 1);
    browser.chord(&[keys::CTRL], 'z').await;
    browser.wait_count("[data-testid=toast]", 0).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_moves_by_itself_for_those_who_want_no_motion() {
    let server = serve();
    let browser = Browser::start().await;
    browser.forced_colours_without_motion().await;
    browser.open(&server.url()).await;
    browser.open_file(&template("three-environments")).await;
    browser.wait_count("#proxies [data-kind=vpc]", 4).await;
    let moving = "const times = e => { const s = getComputedStyle(e); return [s.transitionDuration, s.animationName !== 'none' ? s.animationDuration : '0s']; }; \
                  const still = t => t.split(',').every(one => parseFloat(one) === 0); \
                  return [...document.querySelectorAll('*')].filter(e => !times(e).every(still)).map(e => e.tagName + '.' + e.className)";
    for open in ["", "export", "find"] {
        if !open.is_empty() {
            browser.run(&format!("document.querySelector('[data-testid={open}]').click()")).await;
            browser.wait_for("return document.querySelector('dialog[open]') !== null").await;
        }
        assert_eq!(browser.run(moving).await, serde_json::json!([]), "{open}");
        assert_eq!(browser.run("return document.getAnimations().length").await, 0);
        if !open.is_empty() {
            browser.key(keys::ESCAPE).await;
            browser.wait_for("return document.querySelector('dialog[open]') === null").await;
        }
    }
    // The camera is there at once: two frames after the command the picture stands.
    let jumps = "const canvas = document.querySelector('canvas'); const frame = () => new Promise(requestAnimationFrame); \
                 const shot = () => canvas.toDataURL(); window.stands = undefined; \
                 (async () => { const before = shot(); document.querySelector('[data-testid=zoom-level]').click(); \
                 await frame(); await frame(); const there = shot(); await frame(); await frame(); \
                 window.stands = [before !== there, there === shot()]; })()";
    browser.run(jumps).await;
    let stands = browser.wait_for("return window.stands ?? null").await;
    assert_eq!(stands[0], true, "the view changed");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn forced_colours_are_the_only_ones_and_states_are_told_apart() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    browser.open_file(&template("three-environments")).await;
    browser.wait_count("#proxies [data-kind=vpc]", 4).await;
    let own = browser.run(COLOURED).await.as_f64().expect("a share");
    browser.forced_colours_without_motion().await;
    browser.settled().await;
    // On the canvas nobody forces a colour: the painter takes the system's. All of them are black and white here, but
    // for that of what is not to be used, which free space has.
    let forced = browser.run(COLOURED).await.as_f64().expect("a share");
    assert!(own > 0.02 && forced < 0.002, "coloured: {own}, then {forced}");
    // What was told apart by its ground has an edge now.
    browser.run("document.querySelector('[data-testid=problems]').click()").await;
    browser.settled().await;
    let edge = "const s = getComputedStyle(document.querySelector('[data-testid=dock] .seg > [aria-pressed=true]')); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2";
    assert_eq!(browser.run(edge).await, true);
    // And what has a ground of its own has a text that can be read on it.
    let readable = "const s = getComputedStyle(document.querySelector('[data-testid=export]')); return s.color !== s.backgroundColor && s.forcedColorAdjust === 'none'";
    assert_eq!(browser.run(readable).await, true);
    browser.close().await;
}

/// How much of the canvas is neither black, white nor a grey.
const COLOURED: &str = "const c = document.querySelector('canvas'); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; \
    let n = 0; for (let i = 0; i < d.length; i += 4) { if (Math.max(d[i], d[i + 1], d[i + 2]) - Math.min(d[i], d[i + 1], d[i + 2]) > 24) n++; } \
    return n / (d.length / 4)";

#[tokio::test(flavor = "multi_thread")]
async fn a_narrow_window_and_large_text_lose_nothing() {
    let server = serve();
    // What 1280 pixels become at four times the size.
    let browser = Browser::start_sized(320, 640, "light").await;
    browser.open(&server.url()).await;
    browser.open_file(&template("three-environments")).await;
    browser.wait_count("#proxies [data-kind=vpc]", 4).await;
    browser.settled().await;
    assert_eq!(browser.run("return innerWidth").await, 320);
    let wide = "return [...document.querySelectorAll('.topbar button')].filter(e => e.checkVisibility()).filter(e => e.getBoundingClientRect().right > 320.5).map(e => e.ariaLabel ?? e.textContent)";
    assert_eq!(browser.run(wide).await, serde_json::json!([]));
    assert_eq!(browser.run("return document.documentElement.scrollWidth <= innerWidth").await, true);
    browser.close().await;
}
