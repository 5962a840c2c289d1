//! Clocks that jump: the latest design stays the latest, and none is taken for an old one and forgotten.

use crate::browser::{Browser, keys, serve};
use crate::steps::{draw_vpc, file_menu, kept};

const YEAR_MS: f64 = 365.25 * 24.0 * 3600.0 * 1000.0;

/// Sets the page's clock so many milliseconds from the true one.
async fn jump(browser: &Browser, by: f64) {
    let script = format!("window.trueNow ??= Date.now; Date.now = () => window.trueNow() + {by}");
    browser.run(&script).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn work_goes_on_and_is_found_again_whatever_the_clock_says() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    let mut drawn = 0;
    for by in [0.0, 10.0 * YEAR_MS, -30.0 * YEAR_MS, -5.0, f64::from(u32::MAX), 0.0] {
        jump(&browser, by).await;
        drawn += 1;
        draw_vpc(&browser, drawn).await;
        browser.settled().await;
        let all = kept(&browser).await;
        assert_eq!((all.len(), all[0].vpcs() as u64), (1, drawn), "after {by}");
    }
    // Another design, begun while the clock is behind that of the first.
    file_menu(&browser, "New").await;
    browser.wait_count("#proxies [data-kind=vpc]", 0).await;
    draw_vpc(&browser, 1).await;
    browser.settled().await;
    assert_eq!(kept(&browser).await[0].vpcs(), 1, "the latest is the one that was worked on last");
    browser.open(&server.url()).await;
    browser.wait_count("#proxies [data-kind=vpc]", 1).await;
    // The first is under Recent, told in words that make sense.
    file_menu(&browser, "Recent").await;
    browser.wait_count("[data-testid=recent-design]", 2).await;
    let words = browser.text("[data-testid=recent-dialog]").await;
    assert!(words.contains("just now") && !words.contains('-') && !words.contains("NaN"), "{words}");
    browser.key(keys::ESCAPE).await;
    browser.close().await;
}
