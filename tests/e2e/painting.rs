//! What is on the canvas itself, value by value.

use serde_json::Value;

use crate::browser::{Browser, serve};

/// One number for all values of the canvas.
const VALUES: &str = "
    const canvas = document.querySelector('[data-testid=canvas]');
    const values = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    let sum = 2166136261;
    for (const value of new Uint32Array(values.buffer)) sum = Math.imul(sum ^ value, 16777619);
    return sum;";

/// Turns the wheel with Ctrl so many times, as a pinch does, and waits for the frames that follow.
async fn zoom(browser: &Browser, delta: f64, times: u32) {
    let script = format!(
        "const canvas = document.querySelector('[data-testid=canvas]'), box = canvas.getBoundingClientRect();
         for (let i = 0; i < {times}; i++) canvas.dispatchEvent(new WheelEvent('wheel', {{ deltaX: 0, deltaY: {delta}, ctrlKey: true, bubbles: true,
             cancelable: true, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 }}));
         return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));"
    );
    browser.run(&script).await;
}

async fn values(browser: &Browser) -> Value {
    browser.run(VALUES).await
}

async fn is_sharp(browser: &Browser, sharp: bool) {
    let script = format!("return document.querySelector('[data-testid=canvas]').dataset.sharp === '{sharp}'");
    browser.wait_for(&script).await;
}

/// Opens a design of 500 VPCs, all of it in view, from a file of this name.
async fn open_large(browser: &Browser, name: &str) {
    let spec = cidraw::generate::Spec { vpcs: 500, zones: 4, tiers: 5, peerings: 300, seed: 5 };
    let file = std::env::temp_dir().join(format!("cidraw-{name}-{}.cidraw.json", std::process::id()));
    std::fs::write(&file, cidraw::format::save(&cidraw::generate::generate(&spec))).expect("a file");
    browser.open_file(&file).await;
    browser.wait_for("return document.querySelector('[data-testid=canvas]').dataset.checked > 0").await;
    browser.settled().await;
    std::fs::remove_file(&file).expect("it was written");
}

/// Something this large is moved as a bitmap while the camera moves, and drawn in slices when it rests. What is there in
/// the end is what one draws who draws it at once.
#[tokio::test]
async fn a_large_drawing_is_as_sharp_after_a_rest_as_if_drawn_at_once() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    open_large(&browser, "rest").await;
    for delta in [-9.0, -9.0, 30.0] {
        zoom(&browser, delta, 1).await;
    }
    let moved = values(&browser).await;
    is_sharp(&browser, true).await;
    let rested = values(&browser).await;
    assert_ne!(moved, rested, "the picture of a moving camera was as good as it gets");
    // Other colours, and the same again: all is drawn anew, in one go.
    browser.press("[data-testid=theme]").await;
    browser.settled().await;
    let dark = values(&browser).await;
    assert_ne!(dark, rested);
    browser.press("[data-testid=theme]").await;
    browser.settled().await;
    is_sharp(&browser, true).await;
    assert_eq!(values(&browser).await, rested);
    browser.close().await;
}

/// How many colours there are a quarter of the way in from the left, from top to bottom.
const COLOURS: &str = "
    const canvas = document.querySelector('[data-testid=canvas]'), x = Math.round(canvas.width / 4);
    const values = canvas.getContext('2d').getImageData(x, 0, 8, canvas.height).data;
    return new Set(new Uint32Array(values.buffer)).size;";

/// Where the moved picture does not reach there is one from farther away under it, and not nothing.
#[tokio::test]
async fn what_comes_into_view_while_the_camera_moves_away_is_not_empty() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    open_large(&browser, "away").await;
    zoom(&browser, -9.0, 25).await;
    is_sharp(&browser, true).await;
    zoom(&browser, 9.0, 22).await;
    let sharp = browser.run("return document.querySelector('[data-testid=canvas]').dataset.sharp").await;
    assert_eq!(sharp, Value::from("false"), "all was drawn anew at once: nothing of this is needed");
    let colours = browser.run(COLOURS).await;
    assert!(colours.as_u64().is_some_and(|colours| colours > 3), "{colours} colours beside the moved picture");
    browser.close().await;
}
