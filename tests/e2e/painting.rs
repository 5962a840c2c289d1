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

/// Turns the wheel with Ctrl, as a pinch does, and waits for the frames that follow.
async fn zoom(browser: &Browser, delta: f64) {
    let script = format!(
        "const canvas = document.querySelector('[data-testid=canvas]'), box = canvas.getBoundingClientRect();
         canvas.dispatchEvent(new WheelEvent('wheel', {{ deltaX: 0, deltaY: {delta}, ctrlKey: true, bubbles: true,
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

/// Something this large is moved as a bitmap while the camera moves, and drawn in slices when it rests. What is there in
/// the end is what one draws who draws it at once.
#[tokio::test]
async fn a_large_drawing_is_as_sharp_after_a_rest_as_if_drawn_at_once() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    let spec = cidraw::generate::Spec { vpcs: 500, zones: 4, tiers: 5, peerings: 300, seed: 5 };
    let file = std::env::temp_dir().join(format!("cidraw-painting-{}.cidraw.json", std::process::id()));
    std::fs::write(&file, cidraw::format::save(&cidraw::generate::generate(&spec))).expect("a file");
    browser.open_file(&file).await;
    browser.wait_for("return document.querySelector('[data-testid=canvas]').dataset.checked > 0").await;
    browser.settled().await;
    for delta in [-9.0, -9.0, 30.0] {
        zoom(&browser, delta).await;
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
    std::fs::remove_file(&file).expect("it was written");
    browser.close().await;
}
