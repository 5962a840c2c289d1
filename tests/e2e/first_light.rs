//! From an empty canvas to code that plans; and nothing lost on the way.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::browser::{At, Browser, keys, serve};

fn template() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/templates/three-environments.cidraw.json")
}

/// The canvas's rectangle, for places on it.
async fn canvas_at(browser: &Browser, x: f64, y: f64) -> At {
    let r = browser
        .run("const r = document.querySelector('.stage').getBoundingClientRect(); return [r.x, r.y, r.width, r.height]")
        .await;
    let side = |i: usize| r[i].as_f64().expect("a side");
    (side(0) + side(2) * x, side(1) + side(3) * y)
}

async fn tool(browser: &Browser, icon: &str) {
    browser.press(&format!(".tool[data-tool={icon}]")).await;
}

/// The middle of an object's title: near its top left corner, where no subnet is.
async fn title(browser: &Browser, vpc: &str) -> At {
    let [x, y, w, _] = browser.object("vpc", vpc).await;
    (x + w.min(120.0) / 2.0, y + 12.0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vpc_drawn_by_mouse_takes_the_next_free_block() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    for x in [0.2, 0.7] {
        tool(&browser, "vpc").await;
        browser.click(canvas_at(&browser, x, 0.3).await).await;
    }
    browser.wait_count("#proxies [data-kind=vpc]", 2).await;
    let labels = browser
        .run("return [...document.querySelectorAll('#proxies [data-kind=vpc]')].map(e => e.getAttribute('aria-label'))")
        .await;
    let labels: Vec<&str> = labels.as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert!(labels.iter().any(|l| l.contains("10.0.0.0/16")), "{labels:?}");
    assert!(labels.iter().any(|l| l.contains("10.1.0.0/16")), "{labels:?}");
    browser.chord(&[keys::CTRL], 'z').await;
    browser.wait_count("#proxies [data-kind=vpc]", 1).await;
    browser.chord(&[keys::CTRL, keys::SHIFT], 'z').await;
    browser.wait_count("#proxies [data-kind=vpc]", 2).await;
    browser.close().await;
}

/// The weight of the first screen is reckoned without the later parts: here it is seen that it does without them.
#[tokio::test(flavor = "multi_thread")]
async fn an_untouched_page_fetches_no_later_part_and_a_touch_fetches_it() {
    let later = |server: &crate::server::Server| {
        let is_part = |path: &String| path.ends_with(".wasm") && !path.contains("cidraw-app");
        server.asked().iter().filter(|path| is_part(path) || path.contains("templates/")).count()
    };
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    assert_eq!(later(&server), 0, "{:?}", server.asked());
    browser.click(canvas_at(&browser, 0.5, 0.5).await).await;
    browser.wait_count("[data-testid=dock] [role=tab]", 5).await;
    assert!(later(&server) > 0, "{:?}", server.asked());
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dragged_vpc_moves_with_one_undo_step() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    tool(&browser, "vpc").await;
    browser.click(canvas_at(&browser, 0.3, 0.3).await).await;
    browser.wait_count("#proxies [data-kind=vpc]", 1).await;
    browser.settled().await;
    let name = browser.run("return document.querySelector('#proxies [data-kind=vpc]').dataset.name").await;
    let name = name.as_str().expect("a name");
    let before = browser.object("vpc", name).await;
    let from = title(&browser, name).await;
    browser.drag(&[from, (from.0 + 60.0, from.1 + 30.0), (from.0 + 120.0, from.1 + 100.0)]).await;
    browser.settled().await;
    let after = browser.object("vpc", name).await;
    assert!(after[0] > before[0] + 80.0 && after[1] > before[1] + 60.0, "{before:?} -> {after:?}");
    browser.press("[data-testid=undo]").await;
    browser.settled().await;
    assert_eq!(browser.object("vpc", name).await, before);
    browser.close().await;
}

/// An edit is drawn only where something changed, and all of it when there is time: both look the same.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_drawn_of_an_edit_is_what_a_whole_picture_shows() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    browser.open_file(&template()).await;
    browser.wait_count("#proxies [data-kind=vpc]", 4).await;
    browser.settled().await;
    browser.click(title(&browser, "staging").await).await;
    browser.settled().await;
    // The canvas in the frame of the edit, and when it has rested: how many values of colours differ visibly. Where a
    // thin stroke is smoothed, drawing within a clip rounds otherwise than drawing all; anything left undrawn, or drawn
    // at another place, is far more.
    let script = "const canvas = document.querySelector('[data-testid=canvas]'); canvas.focus(); \
                  const before = canvas.dataset.revision, frame = () => new Promise(requestAnimationFrame); \
                  const grab = () => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data; \
                  const press = async key => { canvas.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true })); \
                  await frame(); await frame(); const first = grab(); \
                  await new Promise(done => setTimeout(done, 500)); const then = grab(); \
                  return first.reduce((count, value, i) => count + (Math.abs(value - then[i]) > 12 ? 1 : 0), 0); }; \
                  window.differences = undefined; (async () => { const all = []; \
                  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'Delete']) all.push(await press(key)); \
                  if (canvas.dataset.revision !== before) window.differences = all; })()";
    browser.run(script).await;
    let differences = browser.wait_for("return window.differences ?? null").await;
    let differences: Vec<u64> = differences.as_array().expect("a list").iter().filter_map(Value::as_u64).collect();
    assert!(differences.len() == 4 && differences.iter().all(|count| *count <= 40), "{differences:?}");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_opened_design_is_complete_and_nothing_leaves_the_origin() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    browser.open_file(&template()).await;
    browser.wait_count("#proxies [data-kind=vpc]", 4).await;
    // Whatever the page fetched, it fetched from here.
    let elsewhere = browser
        .run("return performance.getEntriesByType('resource').map(e => e.name).filter(n => new URL(n).origin !== location.origin)")
        .await;
    assert_eq!(elsewhere, Value::Array(Vec::new()));
    // The policy is in force: an inline script does not run, and inline styles do not apply.
    let policy = browser
        .run(
            "const s = document.createElement('script'); s.textContent = 'window.broken = 1'; document.body.append(s); \
             const d = document.createElement('div'); d.innerHTML = '<p style=\"color: red\">x</p>'; document.body.append(d); \
             const colour = getComputedStyle(d.firstChild).color; s.remove(); d.remove(); \
             return [window.broken === undefined, colour !== 'rgb(255, 0, 0)']",
        )
        .await;
    assert_eq!(policy, serde_json::json!([true, true]));
    assert!(server.asked().len() > 2);
    browser.close().await;
}

/// An overlap with another environment's VPC that is peered with the same one: seen on both, mended, undone, redone.
#[tokio::test(flavor = "multi_thread")]
async fn an_overlapping_block_is_marked_mended_undone_and_redone() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    browser.open_file(&template()).await;
    browser.wait_count("#proxies [data-kind=vpc]", 4).await;
    browser.settled().await;
    let calm = browser.count("[data-testid=problem-list] [data-rule*=overlap]").await;
    assert_eq!(calm, 0, "the template overlaps nowhere");
    browser.click(title(&browser, "production").await).await;
    browser.press("[data-testid=add-block]").await;
    let field = "[data-testid=inspector] input[data-field='ipv4/1']";
    browser.press(field).await;
    browser.chord(&[keys::CTRL], 'a').await;
    browser.type_text("10.1.128.0/17").await;
    browser.key(keys::ENTER).await;
    browser
        .wait_for("return document.querySelectorAll('[data-testid=problem-list] [data-rule*=overlap]').length > 0")
        .await;
    browser.settled().await;
    for vpc in ["production", "staging"] {
        let label = browser.run(&format!("return document.querySelector('#proxies [data-kind=vpc][data-name=\"{vpc}\"]').getAttribute('aria-label')")).await;
        assert!(label.as_str().is_some_and(|l| l.contains("problem")), "{vpc}: {label}");
    }
    browser.press("[data-testid=problem-list] [data-rule*=overlap] .btn-fix").await;
    browser.wait_count("[data-testid=problem-list] [data-rule*=overlap]", 0).await;
    browser.press("[data-testid=undo]").await;
    browser
        .wait_for("return document.querySelectorAll('[data-testid=problem-list] [data-rule*=overlap]').length > 0")
        .await;
    browser.press("[data-testid=redo]").await;
    browser.wait_count("[data-testid=problem-list] [data-rule*=overlap]", 0).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_tab_loses_nothing() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    browser.open_file(&template()).await;
    browser.wait_count("#proxies [data-kind=vpc]", 4).await;
    browser.click(title(&browser, "staging").await).await;
    browser.key(keys::DELETE).await;
    browser.wait_count("#proxies [data-kind=vpc]", 3).await;
    // The promise: an edit is kept 300 ms after it was made.
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let browser = browser.crash().await;
    browser.open(&server.url()).await;
    browser.wait_count("#proxies [data-kind=vpc]", 3).await;
    assert_eq!(browser.text("[data-testid=file-name]").await, "three-environments");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_opens_elsewhere_and_overwrites_nothing() {
    let server = serve();
    let sender = Browser::start().await;
    sender.open(&server.url()).await;
    sender.open_file(&template()).await;
    sender.wait_count("#proxies [data-kind=vpc]", 4).await;
    sender.press("[data-testid=share]").await;
    let link = sender.wait_for("return document.querySelector('[data-testid=share-link]')?.value || null").await;
    let link = link.as_str().expect("a link").to_owned();
    sender.close().await;

    let receiver = Browser::start().await;
    receiver.open(&server.url()).await;
    tool(&receiver, "vpc").await;
    receiver.click(canvas_at(&receiver, 0.4, 0.4).await).await;
    receiver.wait_count("#proxies [data-kind=vpc]", 1).await;
    receiver.settled().await;
    // A second tab would do the same; `about:blank` between makes it a load and not a change of the fragment.
    receiver.client.goto("about:blank").await.expect("a page");
    receiver.open(&link).await;
    receiver.wait_for("return document.querySelector('[data-testid=keep-own]') !== null").await;
    receiver.press("[data-testid=keep-own]").await;
    receiver.wait_count("#proxies [data-kind=vpc]", 1).await;

    receiver.client.goto("about:blank").await.expect("a page");
    receiver.open(&link).await;
    receiver.press("[data-testid=take-link]").await;
    receiver.wait_count("#proxies [data-kind=vpc]", 4).await;
    receiver.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_files_and_links_are_refused_with_the_place_and_change_nothing() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    browser.open_file(&template()).await;
    browser.wait_count("#proxies [data-kind=vpc]", 4).await;
    let folder = std::env::temp_dir().join(format!("cidraw-bad-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let whole = std::fs::read_to_string(template()).expect("the template");
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let bad: [(&str, &str, &str); 5] = [
        ("truncated.cidraw.json", &whole[..whole.len() / 2], "line"),
        ("picture.cidraw.json", "\u{89}PNG not json", "line 1"),
        ("deep.cidraw.json", &deep, "deep"),
        ("newer.cidraw.json", r#"{"cidraw": 9999, "objects": []}"#, "9999"),
        ("empty.cidraw.json", "", "empty"),
    ];
    for (name, text, says) in bad {
        let file = folder.join(name);
        std::fs::write(&file, text).expect("a writable folder");
        browser.open_file(&file).await;
        let script = format!(
            "const n = document.querySelector('[data-testid=notice]'); return n && n.textContent.includes('{}') ? n.textContent : null",
            name.trim_end_matches(".cidraw.json")
        );
        let notice = browser.wait_for(&script).await;
        let notice = notice.as_str().unwrap_or_default();
        assert!(notice.contains(says), "{name}: {notice}");
        assert_eq!(browser.count("#proxies [data-kind=vpc]").await, 4, "{name} changed the design");
        // The text is offered back, as it was.
        if name.starts_with("newer") {
            browser.press("[data-testid=refused-text]").await;
            let back = browser.downloaded_ending(".refused.json").await;
            assert_eq!(std::fs::read_to_string(back).expect("a text"), text);
        }
        browser.press("[data-testid=notice] [aria-label='Close this message']").await;
    }
    let huge = folder.join("huge.cidraw.json");
    std::fs::File::create(&huge).and_then(|f| f.set_len(100_000_000)).expect("a sparse file");
    browser.open_file(&huge).await;
    let notice = browser.wait_for("return document.querySelector('[data-testid=notice]')?.textContent || null").await;
    assert!(notice.as_str().is_some_and(|n| n.contains("100 MB")), "{notice}");
    let _ = std::fs::remove_dir_all(&folder);

    browser.client.goto("about:blank").await.expect("a page");
    browser.open(&format!("{}#d1=notalink", server.url())).await;
    let notice = browser.wait_for("return document.querySelector('[data-testid=notice]')?.textContent || null").await;
    assert!(notice.as_str().is_some_and(|n| n.contains("damaged")), "{notice}");
    browser.wait_count("#proxies [data-kind=vpc]", 4).await;
    browser.close().await;
}
