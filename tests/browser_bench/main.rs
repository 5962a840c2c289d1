//! The page's budgets, in headless Chromium: `cargo xtask bench browser` builds the page and names the programs.
//!
//! Prints each figure beside its budget and never fails on a slow one. `docs/performance.md` says how to read them.

#[allow(dead_code, reason = "journeys drive the browser in more ways than the bench")]
#[path = "../e2e/browser.rs"]
mod browser;
#[expect(dead_code, reason = "the bench asks Chromium for a page's size only")]
#[path = "../e2e/devtools.rs"]
mod devtools;
mod memory;
#[expect(dead_code, reason = "journeys ask what was fetched")]
#[path = "../e2e/server.rs"]
mod server;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use browser::{Browser, keys, serve};
use cidraw::format::save;
use cidraw::generate::{Spec, generate};
use serde_json::Value;

/// WebDriver's code for the right arrow.
const RIGHT: char = '\u{E014}';
/// Zones and tiers of each VPC: 20 subnets.
const ZONES: usize = 4;
const TIERS: usize = 5;
/// What a renderer may hold of its own, in MB.
const MEMORY: f64 = 300.0;
const EDITS: usize = 100;
const LOADS: usize = 5;
/// A stuck page, or a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(120);

/// What is measured in the page. The canvas is stamped when the app says that a revision is painted or checked; a
/// frame's own work runs from the first callback of the frame to the first task after the browser has painted it.
const PROBE: &str = r#"
const canvas = document.querySelector('[data-testid=canvas]');
const stamps = {};
canvas.setAttribute = function (name, value) {
    if (this.getAttribute(name) !== value) stamps[name] = performance.now();
    Element.prototype.setAttribute.call(this, name, value);
};
// Before what the app has waiting for when the frame is on the screen.
const afterFrame = () => scheduler.postTask(() => performance.now(), { priority: 'user-blocking' });
const frame = () => new Promise(done => requestAnimationFrame(() => done(performance.now())));
const rest = ms => new Promise(done => setTimeout(done, ms));
const key = (key, code, held = {}) =>
    canvas.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...held }));

// One edit: how long the key took, the frame after it, and from the key to what the canvas was stamped with.
const edit = async press => {
    await frame(); await afterFrame();
    const before = canvas.dataset.revision;
    const started = performance.now();
    const opening = frame();
    press();
    const handled = performance.now();
    // Callbacks run in order: the app asked for its own between these two.
    const closing = frame();
    const opened = await opening;
    await closing;
    const done = await afterFrame();
    return { changed: canvas.dataset.revision !== before, handled: handled - started, frame: done - opened,
        waited: opened - handled, painted: stamps['data-revision'] - opened, checked: stamps['data-checked'] - opened };
};

window.bench = {
    stamps, key, rest,
    edits: async (count, presses) => {
        canvas.focus();
        const all = [];
        for (let i = 0; i < count; i++) {
            all.push(await edit(() => key(...presses[i % presses.length])));
            await rest(20);
        }
        return all;
    },
    // From a press in a panel to the end of the frame that shows what came of it, several times over.
    acts: async (count, act) => {
        const all = [];
        for (let i = 0; i < count; i++) {
            await frame(); await afterFrame();
            const started = performance.now();
            act(i);
            const handled = performance.now();
            const opened = await frame();
            all.push(handled - started + await afterFrame() - opened);
            await rest(20);
        }
        return all;
    },
    // Frame times while each frame brings one turn of the wheel.
    frames: async (count, turns) => {
        const box = canvas.getBoundingClientRect();
        const at = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true, cancelable: true };
        await rest(500);
        const deltas = [];
        let last = await frame();
        for (let i = 0; i < count; i++) {
            canvas.dispatchEvent(new WheelEvent('wheel', { ...at, ...turns[Math.floor(i / 20) % turns.length] }));
            const now = await frame();
            deltas.push(now - last);
            last = now;
        }
        return deltas;
    },
};
document.addEventListener('change', () => { stamps.change = performance.now(); }, true);
"#;

/// Sorted milliseconds.
struct Sample(Vec<f64>);

impl Sample {
    fn of(all: impl IntoIterator<Item = f64>) -> Sample {
        let mut all: Vec<f64> = all.into_iter().collect();
        all.sort_by(f64::total_cmp);
        assert!(!all.is_empty(), "nothing was measured");
        Sample(all)
    }

    fn at(&self, percent: usize) -> f64 {
        self.0[(self.0.len() * percent).div_ceil(100).max(1) - 1]
    }

    fn print(&self, what: &str, budget: Option<f64>) {
        let (p50, p95) = (self.at(50), self.at(95));
        let verdict = budget.map_or("", |budget| if p95 <= budget { "ok" } else { "OVER" });
        let budget = budget.map_or(String::new(), |budget| format!("{budget} ms"));
        println!("{what:<58} {p50:>8.1} ms {p95:>8.1} ms {budget:>9}  {verdict}");
    }
}

/// A file of a generated design, gone with its owner.
struct DesignFile(PathBuf);

impl DesignFile {
    fn of(subnets: usize) -> DesignFile {
        let vpcs = subnets / (ZONES * TIERS);
        let design = generate(&Spec { vpcs, zones: ZONES, tiers: TIERS, peerings: vpcs, seed: 7 });
        let name = format!("cidraw-bench-{}-{subnets}.cidraw.json", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, save(&design)).expect("a writable temporary folder");
        DesignFile(path)
    }
}

impl Drop for DesignFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

async fn until(browser: &Browser, script: &str) -> Value {
    let started = Instant::now();
    loop {
        let value = browser.run(script).await;
        if !matches!(value, Value::Null | Value::Bool(false)) {
            return value;
        }
        assert!(started.elapsed() < PATIENCE, "not within {PATIENCE:?}: {script}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Starts something that takes longer than a script may, and waits for what it makes.
async fn outcome(browser: &Browser, promise: &str) -> Value {
    let start =
        format!("window.made = undefined; {promise}.then(made => window.made = made, e => window.made = '' + e)");
    browser.run(&start).await;
    until(browser, "return window.made ?? null").await
}

/// Opens a file in a fresh page and prints how long it took.
async fn open(browser: &Browser, url: &str, subnets: usize, budget: Option<f64>) {
    browser.open(url).await;
    browser.run(PROBE).await;
    let file = DesignFile::of(subnets);
    browser.open_file(&file.0).await;
    // The canvas bears a new revision, is checked, and nothing has come for a while.
    let script = "const s = window.bench.stamps; return s['data-checked'] > s.change && s['data-revision'] > s.change \
                  && performance.now() - s['data-checked'] > 700 \
                  ? [s['data-revision'] - s.change, s['data-checked'] - s.change] : null";
    let opened = until(browser, script).await;
    let took = |i: usize| Sample::of([opened[i].as_f64().expect("a time")]);
    took(0).print(&format!("open a file of {subnets} subnets: to painted"), budget);
    took(1).print(&format!("open a file of {subnets} subnets: to findings"), None);
}

async fn cold_loads(browser: &Browser, url: &str) {
    let mut all = Vec::new();
    for i in 0..LOADS {
        browser.client.goto("about:blank").await.expect("an empty page loads");
        let started = Instant::now();
        browser.client.goto(&format!("{url}?{i}")).await.expect("the page loads");
        until(browser, "return document.documentElement.dataset.ready === 'true'").await;
        all.push(started.elapsed().as_secs_f64() * 1e3);
    }
    Sample::of(all).print("cold load to interactive, as the driver sees it", Some(1000.0));
}

/// Prints the parts of many edits: what the page worked for and how long it only waited for the next frame.
async fn edits(browser: &Browser, what: &str, presses: &str, painted: Option<f64>, checked: Option<f64>) {
    let all = outcome(browser, &format!("window.bench.edits({EDITS}, {presses})")).await;
    let all = all.as_array().unwrap_or_else(|| panic!("{what}: {all}"));
    let edits: Vec<&Value> = all.iter().filter(|edit| edit["changed"] == true).collect();
    assert!(edits.len() > EDITS / 2, "{what}: only {} of {EDITS} keys changed the design", edits.len());
    let part = |edit: &Value, name: &str| edit[name].as_f64().expect("a time");
    let of = |sum: &[&str]| Sample::of(edits.iter().map(|edit| sum.iter().map(|name| part(edit, name)).sum::<f64>()));
    of(&["handled"]).print(&format!("{what}: the key's handler"), None);
    of(&["handled", "painted"]).print(&format!("{what}: edit to canvas drawn"), None);
    of(&["handled", "frame"]).print(&format!("{what}: edit to painted"), painted);
    of(&["handled", "checked"]).print(&format!("{what}: edit to fresh findings"), checked);
    of(&["waited"]).print(&format!("{what}:   not counted: waiting for the frame"), None);
}

/// Selects a VPC with the pointer, so that arrow keys move it. From afar lines lie over some of them: then another.
async fn select_a_vpc(browser: &Browser) {
    let script = "const all = [...document.querySelectorAll('#proxies [data-kind=vpc]')].slice(0, 40); \
                  return all.length ? all.map(e => { const r = e.getBoundingClientRect(); \
                  return [r.x + r.width * 0.3, r.y, r.height]; }) : null";
    let places = until(browser, script).await;
    let revision = "return document.querySelector('[data-testid=canvas]').dataset.revision";
    for place in places.as_array().expect("a list") {
        let side = |i: usize| place[i].as_f64().expect("a side");
        for down in [0.03, 0.5] {
            browser.click((side(0), side(1) + side(2) * down)).await;
            let before = browser.run(revision).await;
            browser.key(RIGHT).await;
            browser.settled().await;
            if before != browser.run(revision).await {
                return;
            }
        }
    }
    panic!("no press selected a VPC, at any of {places}");
}

/// The Addresses dock: opened, scrolled through, and the matrix of what can be joined.
async fn address_dock(browser: &Browser, subnets: usize) {
    browser.run("document.querySelector('[data-testid=problems]').click()").await;
    browser.settled().await;
    let tab = |name: &str| {
        format!(
            "[...document.querySelectorAll('[data-testid=dock] [role=tab]')].find(t => t.textContent.includes('{name}')).click()"
        )
    };
    let view = |name: &str| {
        format!(
            "[...document.querySelectorAll('[data-testid=address-views] button')].find(b => b.textContent === '{name}').click()"
        )
    };
    let (addresses, history) = (tab("Addresses"), tab("History"));
    let act = |act: String| format!("window.bench.acts(40, i => {{ {act} }})");
    let scroll = |by: u32| format!("document.querySelector('[data-testid=addresses] .plan-wrap').scrollTop += {by}");
    // Every other press goes back, which nobody waits for.
    for (what, script, every) in [
        ("opens", act(format!("if (i % 2) {history}; else {addresses}")), 2),
        ("scrolls a turn of the wheel", act(scroll(100)), 1),
        ("scrolls a page", act(scroll(500)), 1),
        ("shows the matrix", act(format!("if (i % 2) {}; else {}", view("Plan"), view("Peering"))), 2),
    ] {
        if every == 1 {
            browser.run(&addresses).await;
            browser.settled().await;
        }
        let all = outcome(browser, &script).await;
        let all = all.as_array().unwrap_or_else(|| panic!("{what}: {all}"));
        let times = Sample::of(all.iter().step_by(every).filter_map(Value::as_f64));
        times.print(&format!("{subnets} subnets, the Addresses dock {what}"), Some(16.7));
    }
}

/// Everything selected, deleted and brought back.
async fn everything(browser: &Browser, subnets: usize) {
    let cases = [
        ("select all", "[['a', 'KeyA', { ctrlKey: true }]]", None),
        ("delete all", "[['Delete', 'Delete']]", Some("[['a', 'KeyA', { ctrlKey: true }]]")),
        (
            "undo it",
            "[['z', 'KeyZ', { ctrlKey: true }]]",
            Some("[['a', 'KeyA', { ctrlKey: true }], ['Delete', 'Delete']]"),
        ),
    ];
    for (name, press, before) in cases {
        let mut all = Vec::new();
        for _ in 0..5 {
            if let Some(before) = before {
                outcome(browser, &format!("window.bench.edits({before}.length, {before})")).await;
                tokio::time::sleep(Duration::from_millis(1500)).await;
            }
            let took = outcome(browser, &format!("window.bench.edits(1, {press})")).await;
            let part = |name: &str| took[0][name].as_f64().expect("a time");
            all.push(part("handled") + part("frame"));
            tokio::time::sleep(Duration::from_millis(1500)).await;
            if name == "delete all" {
                outcome(browser, "window.bench.edits(1, [['z', 'KeyZ', { ctrlKey: true }]])").await;
                tokio::time::sleep(Duration::from_millis(1500)).await;
            }
        }
        Sample::of(all).print(&format!("{subnets} subnets, {name}: key to painted"), Some(200.0));
    }
}

const ARROWS: &str = "[['ArrowRight', 'ArrowRight'], ['ArrowLeft', 'ArrowLeft']]";
const UNDO_REDO: &str = "[['z', 'KeyZ', { ctrlKey: true }], ['Z', 'KeyZ', { ctrlKey: true, shiftKey: true }]]";

async fn edits_at(browser: &Browser, subnets: usize) {
    select_a_vpc(browser).await;
    let small = Some(16.0).filter(|_| subnets <= 200);
    let large = Some(if subnets <= 2_000 { 16.0 } else { 50.0 });
    edits(browser, &format!("{subnets} subnets, move of a VPC"), ARROWS, small, large).await;
    // Deleting the VPC and taking it back is the heaviest edit there is: its routes and peerings go with it.
    browser.key(keys::DELETE).await;
    browser.settled().await;
    edits(browser, &format!("{subnets} subnets, a VPC goes or comes"), UNDO_REDO, small, large).await;
}

async fn moving(browser: &Browser, subnets: usize) {
    for (name, turns) in [
        ("pan", "[{ deltaX: 7.5, deltaY: 3.5 }, { deltaX: -7.5, deltaY: -3.5 }]"),
        ("zoom", "[{ deltaY: -4.5, ctrlKey: true }, { deltaY: 4.5, ctrlKey: true }]"),
    ] {
        let all = outcome(browser, &format!("window.bench.frames(160, {turns})")).await;
        let all = all.as_array().unwrap_or_else(|| panic!("{name}: {all}"));
        let times = Sample::of(all.iter().filter_map(Value::as_f64));
        let what = format!("{name}, {subnets} boxes, all in view");
        times.print(&format!("{what}: frame"), Some(25.0));
        let (longest, total) = (times.at(100), times.0.iter().sum::<f64>());
        let fps = times.0.len() as f64 * 1e3 / total;
        let verdict = if fps >= 55.0 && longest <= 50.0 { "ok" } else { "OVER" };
        println!(
            "{:<58} {fps:>7.1} fps {longest:>7.1} ms   55, 50 ms  {verdict}",
            format!("{what}: rate, longest frame")
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_beside_its_budgets() {
    let server = serve();
    let url = server.url();
    println!("{:<58} {:>11} {:>11} {:>9}", "what", "p50", "p95", "budget");
    let browser = Browser::start().await;
    cold_loads(&browser, &url).await;
    browser.close().await;
    for (subnets, budget) in [(200, None), (2_000, None), (10_000, None), (20_000, Some(1500.0))] {
        // A profile each: one's own design of before would be loaded first.
        let browser = Browser::start().await;
        open(&browser, &url, subnets, budget).await;
        if subnets == 20_000 {
            // Once everything that follows is done and the work is kept.
            tokio::time::sleep(Duration::from_secs(5)).await;
            memory::print(&format!("{subnets} subnets open"), MEMORY);
        } else {
            moving(&browser, subnets).await;
        }
        edits_at(&browser, subnets).await;
        if subnets == 10_000 {
            everything(&browser, subnets).await;
        }
        if subnets == 20_000 {
            address_dock(&browser, subnets).await;
        }
        browser.close().await;
    }
}
