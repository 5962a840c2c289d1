//! The panels around the canvas: resized, collapsed, remembered, and waiting while something is dragged.

use serde_json::{Value, json};

use crate::browser::{At, Browser, keys, serve};
use crate::steps::{command, template};

/// What a splitter says of itself: least, now, most.
async fn range(browser: &Browser, panel: &str) -> [u64; 3] {
    let script = format!(
        "const s = document.querySelector('[data-splitter={panel}]'); return s && [s.ariaValueMin, s.ariaValueNow, s.ariaValueMax]"
    );
    let said = browser.wait_for(&script).await;
    std::array::from_fn(|i| said[i].as_str().and_then(|text| text.parse().ok()).expect("a number"))
}

/// The width of a panel, or the height of the dock; 0 when it is collapsed.
async fn size(browser: &Browser, panel: &str) -> u64 {
    let side = if panel == "dock" { "height" } else { "width" };
    let script = format!("return Math.round(document.getElementById('{panel}')?.getBoundingClientRect().{side} ?? 0)");
    browser.run(&script).await.as_u64().expect("a number")
}

async fn wait_size(browser: &Browser, panel: &str, wanted: u64) {
    let side = if panel == "dock" { "height" } else { "width" };
    let script = format!(
        "return Math.round(document.getElementById('{panel}')?.getBoundingClientRect().{side} ?? 0) === {wanted}"
    );
    browser.wait_for(&script).await;
}

/// Drags the line of a splitter by so many pixels.
async fn drag(browser: &Browser, panel: &str, by: At) {
    let [x, y, w, h] = browser.place(&format!("[data-splitter={panel}]")).await;
    let from = (x + w / 2.0, y + h / 2.0);
    browser.drag(&[from, (from.0 + by.0 / 2.0, from.1 + by.1 / 2.0), (from.0 + by.0, from.1 + by.1)]).await;
}

async fn focus(browser: &Browser, panel: &str) {
    browser.wait_count(&format!("[data-splitter={panel}]"), 1).await;
    browser.run(&format!("document.querySelector('[data-splitter={panel}]').focus()")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn panels_are_resized_by_pointer_and_have_their_sizes_again_after_a_reload() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    assert_eq!(
        [size(&browser, "outline").await, size(&browser, "inspector").await, size(&browser, "dock").await],
        [232, 288, 218]
    );
    drag(&browser, "outline", (90.0, 0.0)).await;
    drag(&browser, "inspector", (-60.0, 0.0)).await;
    drag(&browser, "dock", (0.0, -82.0)).await;
    wait_size(&browser, "outline", 322).await;
    wait_size(&browser, "inspector", 348).await;
    wait_size(&browser, "dock", 300).await;
    for (panel, size) in [("outline", 322), ("inspector", 348), ("dock", 300)] {
        assert_eq!(range(&browser, panel).await[1], size, "{panel} says its size");
    }
    // Far beyond the other side: the canvas keeps its own.
    drag(&browser, "outline", (1000.0, 0.0)).await;
    browser.settled().await;
    let canvas = browser.place(".stage").await;
    assert!(canvas[2] >= 320.0 && canvas[3] >= 200.0, "{canvas:?}");
    browser.double_click_on("[data-splitter=outline]").await;
    wait_size(&browser, "outline", 232).await;
    browser.open(&server.url()).await;
    assert_eq!(
        [size(&browser, "outline").await, size(&browser, "inspector").await, size(&browser, "dock").await],
        [232, 348, 300]
    );
    // Dragged to the edge it is collapsed, and back out it is there again.
    drag(&browser, "inspector", (330.0, 0.0)).await;
    wait_size(&browser, "inspector", 0).await;
    browser.open(&server.url()).await;
    assert_eq!(size(&browser, "inspector").await, 0, "that too is remembered");
    drag(&browser, "inspector", (-400.0, 0.0)).await;
    browser.wait_for("return document.getElementById('inspector')?.clientWidth > 300").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_splitter_is_moved_by_arrow_keys_and_collapses_with_enter() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    let bigger =
        [("outline", keys::RIGHT, keys::LEFT), ("inspector", keys::LEFT, keys::RIGHT), ("dock", keys::UP, keys::DOWN)];
    for (panel, larger, smaller) in bigger {
        focus(&browser, panel).await;
        let [least, before, most] = range(&browser, panel).await;
        browser.key(larger).await;
        wait_size(&browser, panel, before + 16).await;
        browser.chord(&[keys::SHIFT], smaller).await;
        wait_size(&browser, panel, (before - 48).max(least)).await;
        browser.key(keys::HOME).await;
        wait_size(&browser, panel, least).await;
        browser.key(keys::END).await;
        wait_size(&browser, panel, most).await;
        browser.key(keys::HOME).await;
        browser.key(keys::ENTER).await;
        wait_size(&browser, panel, 0).await;
        let said = browser.run(&format!("const s = document.querySelector('[data-splitter={panel}]'); return [s.ariaValueText, s === document.activeElement]")).await;
        assert_eq!(said, json!(["collapsed", true]), "{panel}");
        browser.key(keys::ENTER).await;
        wait_size(&browser, panel, least).await;
    }
    // The same by commands, and a key for each.
    command(&browser, "Show or hide the outline").await;
    wait_size(&browser, "outline", 0).await;
    browser.run("document.querySelector('[data-testid=canvas]').focus()").await;
    for (panel, key) in [("inspector", 'i'), ("dock", 'd')] {
        browser.chord(&[keys::SHIFT], key).await;
        wait_size(&browser, panel, 0).await;
    }
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_splitter_lays_the_stage_out_once_a_frame_at_most() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    browser.open_file(&template("three-environments")).await;
    browser.wait_count("#proxies [data-kind=vpc]", 4).await;
    // Forty moves between two frames, and again: as many sizes as there were frames.
    let script = "const done = arguments[0]; const s = document.querySelector('[data-splitter=outline]'); \
        const stage = document.querySelector('[data-testid=canvas]').parentElement; const r = s.getBoundingClientRect(); \
        const at = x => ({ pointerId: 1, clientX: x, clientY: r.y + 50, bubbles: true, button: 0, buttons: 1 }); \
        s.setPointerCapture = () => {}; s.dispatchEvent(new PointerEvent('pointerdown', at(r.x + 3))); \
        let sizes = 0; const observer = new ResizeObserver(() => sizes++); observer.observe(stage); \
        let frames = 0; let x = r.x + 3; const frame = () => { frames++; \
            for (let i = 0; i < 40; i++) { x += 0.1; s.dispatchEvent(new PointerEvent('pointermove', at(x))); } \
            if (frames < 20) return requestAnimationFrame(frame); \
            s.dispatchEvent(new PointerEvent('pointerup', at(x))); \
            requestAnimationFrame(() => requestAnimationFrame(() => { observer.disconnect(); done([sizes, frames, document.getElementById('outline').clientWidth]); })); }; \
        requestAnimationFrame(frame)";
    let counted = browser.client.execute_async(script, vec![]).await.expect("a script runs");
    let [sizes, frames, width] = std::array::from_fn(|i| counted[i].as_u64().expect("a number"));
    // The first one is told when the observing begins.
    assert!(sizes <= frames + 3, "{sizes} sizes in {frames} frames");
    assert!(sizes > 5 && width > 290, "{sizes} sizes, {width} wide at the end");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_narrow_window_has_sheets_and_no_splitters() {
    let server = serve();
    for (width, height) in [(390, 844), (320, 568), (720, 450)] {
        let browser = Browser::start_sized(width, height, "light").await;
        browser.open(&server.url()).await;
        assert_eq!(browser.count("[role=separator][tabindex]").await, 0, "{width}");
        for panel in ["Outline", "Dock", "Inspector"] {
            let press = format!("document.querySelector('.rail [aria-label={panel}]').click()");
            browser.run(&press).await;
            let id = panel.to_lowercase();
            browser.wait_for(&format!("return document.getElementById('{id}') !== null")).await;
            let [x, y, w, h] = browser.place(&format!("#{id}")).await;
            assert!(
                x >= 0.0 && x + w <= f64::from(width) && y + h <= f64::from(height) && h > 100.0,
                "{panel}: {x} {y} {w} {h}"
            );
            browser.run(&press).await;
            browser.wait_for(&format!("return document.getElementById('{id}') === null")).await;
        }
        browser.close().await;
    }
}

/// What the inspector shows: its heading and the values of its fields.
async fn inspected(browser: &Browser) -> Value {
    browser
        .run("const i = document.getElementById('inspector'); return [i.querySelector('h2')?.textContent, [...i.querySelectorAll('input')].map(f => f.value)]")
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_inspector_waits_until_a_drag_ends_and_shows_what_was_dragged_then() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    browser.open_file(&template("three-environments")).await;
    browser.wait_count("#proxies [data-kind=vpc]", 4).await;
    command(&browser, "production").await;
    browser.wait_for("return document.querySelector('#inspector h2')?.textContent.includes('production')").await;
    browser.settled().await;
    let before = inspected(&browser).await;
    // Every change of the inspector is noted with whether the button was down.
    browser
        .run(
            "window.held = false; window.changes = { held: 0, after: 0 }; \
             const canvas = document.querySelector('[data-testid=canvas]'); \
             canvas.addEventListener('pointerdown', () => { window.held = true; }, true); \
             canvas.addEventListener('pointerup', () => { window.held = false; }, true); \
             new MutationObserver(list => { window.changes[window.held ? 'held' : 'after'] += list.length; }) \
                 .observe(document.getElementById('inspector'), { subtree: true, childList: true, characterData: true, attributes: true });",
        )
        .await;
    let [x, y, w, _] = browser.object("vpc", "staging").await;
    let grip = (x + w - 30.0, y + 8.0);
    browser
        .drag(&[grip, (grip.0 + 20.0, grip.1 + 30.0), (grip.0 + 30.0, grip.1 + 60.0), (grip.0 + 20.0, grip.1 + 80.0)])
        .await;
    browser.wait_for("return document.querySelector('#inspector h2')?.textContent.includes('staging')").await;
    assert_eq!(browser.run("return window.changes.held").await, 0, "nothing changed while it was dragged");
    assert!(browser.run("return window.changes.after").await.as_u64() > Some(0));
    assert_ne!(inspected(&browser).await, before);
    let moved = browser.object("vpc", "staging").await;
    assert!(moved[1] > y + 40.0, "it was dragged: {y} -> {}", moved[1]);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_menu_that_opens_while_the_palette_closes_keeps_the_focus() {
    let server = serve();
    let browser = Browser::start_sized(1440, 900, "light").await;
    browser.open(&server.url()).await;
    browser.open_file(&template("three-environments")).await;
    browser.wait_count("#proxies [data-kind=vpc]", 4).await;
    browser.chord(&[keys::CTRL], 'k').await;
    browser.wait_for("return document.querySelector('[data-testid=palette] input') === document.activeElement").await;
    browser.type_text("10.1.0.0/16").await;
    browser.wait_for("return document.querySelector('[data-testid=palette] [role=option]') !== null").await;
    // What was chosen gives the canvas the focus in a task of its own; the menu is asked for before that.
    browser
        .run(
            "document.querySelector('[data-testid=palette] [role=option]').click(); \
             document.querySelector('[data-testid=canvas]').dispatchEvent( \
                 new KeyboardEvent('keydown', { key: 'F10', code: 'F10', shiftKey: true, bubbles: true, cancelable: true }))",
        )
        .await;
    browser.wait_for("return document.activeElement?.role === 'menuitem'").await;
    browser.settled().await;
    assert_eq!(browser.run("return document.activeElement?.role === 'menuitem'").await, true);
    browser.close().await;
}
