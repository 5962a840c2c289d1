//! Killed at any moment: nothing older than 300 ms is lost.

use std::time::{Duration, Instant};

use crate::browser::{Browser, serve};

/// The promise.
const KEPT: Duration = Duration::from_millis(300);
const EDITS: usize = 200;
const KILLS: usize = 6;

/// One edit by the keyboard: another VPC.
const EDIT: &str = "const canvas = document.querySelector('[data-testid=canvas]'); canvas.focus(); \
    for (let i = 0; i < 2; i++) { const key = { key: 'p', code: 'KeyP', bubbles: true, cancelable: true }; \
    canvas.dispatchEvent(new KeyboardEvent('keydown', key)); canvas.dispatchEvent(new KeyboardEvent('keyup', key)); }";

/// How many VPCs the outline counts.
async fn vpcs(browser: &Browser) -> usize {
    browser.client.execute_async(COUNT, vec![]).await.expect("a script runs").as_u64().expect("a number") as usize
}

const COUNT: &str = "const done = arguments[0]; const opening = indexedDB.open('cidraw'); opening.onsuccess = () => { \
    const reading = opening.result.transaction('designs').objectStore('designs').getAll(); reading.onsuccess = () => { \
    opening.result.close(); const last = reading.result.sort((a, b) => b.at - a.at)[0]; \
    done(last ? JSON.parse(last.text).objects.filter(o => JSON.stringify(o).includes('\"id\":\"vpc-')).length : 0); }; }";

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_killed_at_random_moments_of_200_edits_loses_nothing_older_than_300_ms() {
    let server = serve();
    let mut browser = Browser::start().await;
    let mut before = 0;
    let mut seed = 0x5eed_u64;
    for kill in 0..KILLS {
        browser.open(&server.url()).await;
        let mut made = Vec::new();
        // Somewhere among the edits, and somewhere between two.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let edits = EDITS / KILLS + (seed >> 33) as usize % 8;
        let rest = Duration::from_millis((seed >> 40) % 350);
        for edit in 0..edits {
            browser.run(EDIT).await;
            made.push(Instant::now());
            if edit % 7 == 3 {
                tokio::time::sleep(Duration::from_millis((seed >> (edit % 30)) % 90)).await;
            }
        }
        tokio::time::sleep(rest).await;
        let killed = Instant::now();
        browser = browser.crash().await;
        browser.open(&server.url()).await;
        let safe = made.iter().filter(|at| killed - **at >= KEPT).count();
        let there = vpcs(&browser).await;
        assert!(
            there >= before + safe,
            "kill {kill}: {there} are there, {before} + {safe} were kept, of {edits} edits"
        );
        assert!(there <= before + edits, "kill {kill}: {there} of {before} + {edits}");
        before = there;
    }
    browser.close().await;
}
