//! Large enough to hit, still enough to look at, and readable with the system's colours.

use serde_json::Value;

use crate::browser::{Browser, keys, serve};
use crate::steps::{select, template};
use crate::tour::tour;

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

#[tokio::test(flavor = "multi_thread")]
async fn nothing_to_press_is_smaller_than_24_pixels() {
    let server = serve();
    let mut found = Vec::new();
    for (width, height) in [(1440, 900), (390, 844)] {
        let browser = Browser::start_sized(width, height, "light").await;
        browser.open(&server.url()).await;
        tour(&browser, async |screen| {
            browser.settled().await;
            found.extend(listed(&browser.run(SMALL).await).map(|one| format!("{screen}, {width} wide: {one}")));
        })
        .await;
        browser.close().await;
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The texts of a list that a script made.
fn listed(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().expect("a list").iter().filter_map(Value::as_str)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_view_is_moved_by_buttons_and_a_vpc_by_clicks() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    browser.press(".tool[data-tool=vpc]").await;
    let [x, y, w, h] = browser.place(".stage").await;
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
    select(&browser, "staging-public-a").await;
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

/// What cannot be had any more: what answers to a pointer and lies outside the window where nothing scrolls to it, texts
/// that are cut off without a sign, and a page that has to be scrolled sideways.
const LOST: &str = "\
    const modal = document.querySelector('dialog[open]'); const root = modal ?? document.body; \
    const seen = e => e.checkVisibility({ visibilityProperty: true }) && !e.closest('.sr, #proxies, [inert], [hidden], svg') && !e.classList.contains('sr'); \
    const name = e => `${e.tagName}.${e.className} \"${(e.ariaLabel ?? e.textContent).trim().slice(0, 30)}\"`; \
    const scroller = e => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) { const s = getComputedStyle(p); \
        if (/auto|scroll/.test(s.overflowX + s.overflowY)) return p; } return null; }; \
    const outside = r => r.right > innerWidth + 1 || r.left < -1 || r.bottom > innerHeight + 1 || r.top < -1; \
    const lost = []; \
    for (const e of root.querySelectorAll('button, a[href], input, select, textarea, [role=tab], [role=treeitem], [role=option], [role=menuitem], summary')) { \
        const r = e.getBoundingClientRect(); \
        if (!seen(e) || !r.width || !outside(r)) continue; \
        const p = scroller(e); \
        if (!p || outside(p.getBoundingClientRect())) lost.push(`out of reach: ${name(e)} ${Math.round(r.x)},${Math.round(r.y)} ${Math.round(r.width)}x${Math.round(r.height)}`); } \
    for (const e of root.querySelectorAll('*')) { \
        if (!seen(e) || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue; \
        const s = getComputedStyle(e); if (s.clipPath !== 'none' || s.position === 'absolute' && e.clientWidth <= 1) continue; \
        const hides = /hidden|clip/; \
        if (hides.test(s.overflowY) && e.scrollHeight > e.clientHeight + 3) lost.push(`cut off below: ${name(e)} ${e.scrollHeight} in ${e.clientHeight}`); \
        if (hides.test(s.overflowX) && s.textOverflow !== 'ellipsis' && e.scrollWidth > e.clientWidth + 1) lost.push(`cut off at the side: ${name(e)} ${e.scrollWidth} in ${e.clientWidth}`); } \
    if (document.documentElement.scrollWidth > innerWidth) lost.push(`the page is ${document.documentElement.scrollWidth} wide`); \
    if (modal && modal.scrollWidth > modal.clientWidth + 1) lost.push(`the dialog is ${modal.scrollWidth} in ${modal.clientWidth}`); \
    return lost";

/// As much space between letters, words and lines as WCAG 1.4.12 has readers ask for.
const SPACED: &str = "const sheet = new CSSStyleSheet(); \
    sheet.replaceSync('* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important; } p { margin-bottom: 2em !important; }'); \
    document.adoptedStyleSheets = [sheet]";

async fn nothing_is_lost(width: u32, height: u32, spaced: bool) {
    let server = serve();
    let browser = Browser::start_sized(width, height, "light").await;
    browser.open(&server.url()).await;
    assert_eq!(browser.run("return innerWidth").await, width);
    if spaced {
        browser.run(SPACED).await;
    }
    let mut found = Vec::new();
    tour(&browser, async |screen| {
        browser.settled().await;
        found.extend(listed(&browser.run(LOST).await).map(|one| format!("{screen}: {one}")));
    })
    .await;
    browser.close().await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn at_four_times_the_size_nothing_is_lost() {
    // What 1280 pixels become.
    nothing_is_lost(320, 640, false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn at_twice_the_size_nothing_is_lost() {
    // What 1280 by 800 pixels become.
    nothing_is_lost(640, 400, false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_more_space_between_letters_words_and_lines_nothing_is_lost() {
    nothing_is_lost(1440, 900, true).await;
}
