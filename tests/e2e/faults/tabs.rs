//! Two tabs on one design: the second is warned, and neither writes over the other.

use crate::browser::{Browser, serve};
use crate::steps::{begun, draw_vpc, kept, notice};

#[tokio::test(flavor = "multi_thread")]
async fn a_second_tab_on_a_design_is_told_and_keeps_its_changes_apart() {
    let (server, browser) = begun().await;
    browser.settled().await;
    let first = browser.client.window().await.expect("a tab");
    let second = browser.client.new_window(true).await.expect("another tab").handle;
    browser.client.switch_to_window(second).await.expect("it is there");
    browser.open(&server.url()).await;
    browser.wait_count("#proxies [data-kind=vpc]", 1).await;
    let text = notice(&browser, "open in another tab").await;
    assert!(text.starts_with("untitled is") && text.contains("untitled (copy)"), "{text}");
    // Who only looks leaves nothing behind.
    browser.settled().await;
    assert_eq!(kept(&browser).await.len(), 1);
    draw_vpc(&browser, 2).await;
    draw_vpc(&browser, 3).await;
    browser.settled().await;
    browser.client.switch_to_window(first.clone()).await.expect("it is there");
    draw_vpc(&browser, 2).await;
    browser.settled().await;
    let all = kept(&browser).await;
    let found: Vec<(&str, usize)> = all.iter().map(|kept| (kept.name.as_str(), kept.vpcs())).collect();
    assert_eq!(found, [("untitled", 2), ("untitled (copy)", 3)]);
    // The first is loaded again: it is alone with its design, and says nothing.
    browser.open(&server.url()).await;
    browser.wait_count("#proxies [data-kind=vpc]", 2).await;
    assert_eq!(browser.count("[data-testid=notice]").await, 0);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tabs_that_cannot_know_of_each_other_part_at_the_first_clash() {
    let server = serve();
    let browser = Browser::start().await;
    browser.before_each_page("Object.defineProperty(navigator, 'locks', { value: undefined });").await;
    browser.open(&server.url()).await;
    draw_vpc(&browser, 1).await;
    browser.settled().await;
    let first = browser.client.window().await.expect("a tab");
    let second = browser.client.new_window(true).await.expect("another tab").handle;
    browser.client.switch_to_window(second.clone()).await.expect("it is there");
    browser.before_each_page("Object.defineProperty(navigator, 'locks', { value: undefined });").await;
    browser.open(&server.url()).await;
    browser.wait_count("#proxies [data-kind=vpc]", 1).await;
    browser.settled().await;
    // Nobody is disturbed by one who only looks.
    browser.client.switch_to_window(first).await.expect("it is there");
    draw_vpc(&browser, 2).await;
    browser.settled().await;
    assert_eq!(browser.count("[data-testid=notice]").await, 0);
    browser.client.switch_to_window(second).await.expect("it is there");
    draw_vpc(&browser, 2).await;
    draw_vpc(&browser, 3).await;
    let text = notice(&browser, "changed in another tab").await;
    assert!(text.contains("Both are kept, this one as untitled (copy)"), "{text}");
    browser.settled().await;
    let all = kept(&browser).await;
    let mut found: Vec<(&str, usize)> = all.iter().map(|kept| (kept.name.as_str(), kept.vpcs())).collect();
    found.sort();
    assert_eq!(found, [("untitled", 2), ("untitled (copy)", 3)]);
    browser.close().await;
}
