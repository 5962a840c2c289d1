//! The browser's store: full, blocked, silent, half made, damaged.

use super::refused::toast;
use crate::browser::{Browser, serve};
use crate::exporting::show_format;
use crate::renames::{DOWNLOADED, wait_since};
use crate::server::Server;
use crate::steps::{begun, draw_vpc, kept, notice};

/// A page with one VPC that is kept, and no room for more.
async fn full() -> (Server, Browser) {
    let (server, browser) = begun().await;
    browser.settled().await;
    // A browser that is started anew reckons anew how much room there is.
    let browser = browser.crash().await;
    browser.room_for(&server.url(), Some(1)).await;
    browser.open(&server.url()).await;
    browser.wait_count("#proxies [data-kind=vpc]", 1).await;
    (server, browser)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_store_is_said_and_what_was_not_kept_is_kept_once_there_is_room() {
    let (server, browser) = full().await;
    draw_vpc(&browser, 2).await;
    let text = notice(&browser, "does not keep your work").await;
    assert!(text.contains("full") && text.contains("Save it to a file"), "{text}");
    assert_eq!(browser.text("[data-testid=keeping]").await, "Not kept");
    assert_eq!(kept(&browser).await[0].vpcs(), 1, "what was kept before is still there");
    // The file is offered, and it is the whole design.
    browser.press("[data-testid=download-design]").await;
    let file = browser.downloaded_ending(".cidraw.json").await;
    let file = cidraw::format::load(&std::fs::read_to_string(file).expect("a text")).expect("a design").design;
    assert_eq!(file.of_kind(cidraw::model::Kind::Vpc).count(), 2);
    // It is said once, and the editor goes on.
    browser.press("[data-testid=notice] [aria-label='Close this message']").await;
    draw_vpc(&browser, 3).await;
    browser.settled().await;
    assert_eq!(browser.count("[data-testid=notice]").await, 0);
    assert_eq!(browser.text("[data-testid=keeping]").await, "Not kept");
    // The page does not go without asking.
    let asks = "const event = new Event('beforeunload', { cancelable: true }); return !window.dispatchEvent(event)";
    assert_eq!(browser.run(asks).await, true);
    // Somebody makes room.
    browser.room_for(&server.url(), None).await;
    browser.wait_for("return document.querySelector('[data-testid=keeping]').textContent === 'Edited'").await;
    assert_eq!(kept(&browser).await[0].vpcs(), 3);
    assert_eq!(browser.run(asks).await, false);
    browser.close().await;
}

/// Each way in which a browser refuses its store, and what the message has of it.
const REFUSALS: [(&str, &str); 4] = [
    ("Object.defineProperty(window, 'indexedDB', { value: undefined });", "(indexed db not found)"),
    (
        "IDBFactory.prototype.open = () => { throw new DOMException('access is denied', 'SecurityError'); };",
        "access is denied",
    ),
    (
        "IDBFactory.prototype.open = () => { const request = new EventTarget(); \
         request.error = new DOMException('internal error', 'UnknownError'); \
         setTimeout(() => request.onerror(Object.defineProperty(new Event('error'), 'target', { value: request }))); \
         return request; };",
        "does not keep your work (",
    ),
    // Neither an answer nor an error: some browsers do that when the files are damaged.
    ("IDBFactory.prototype.open = () => new EventTarget();", "does not answer"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_is_refused_or_silent_is_said_and_the_editor_works() {
    let server = serve();
    for (refusal, says) in REFUSALS {
        let browser = Browser::start().await;
        browser.before_each_page(refusal).await;
        browser.open(&server.url()).await;
        assert_eq!(browser.count("[data-testid=notice]").await, 0, "nobody has lost anything yet");
        draw_vpc(&browser, 1).await;
        let text = notice(&browser, "does not keep your work").await;
        assert!(text.contains(says), "{refusal}: {text}");
        assert_eq!(browser.text("[data-testid=keeping]").await, "Not kept");
        draw_vpc(&browser, 2).await;
        browser.press("[data-testid=download-design]").await;
        browser.downloaded_ending(".cidraw.json").await;
        browser.close().await;
    }
}

/// Downloads code, which is there whatever the store does.
async fn download_code(browser: &Browser, ending: &str) {
    show_format(browser, "Terraform").await;
    browser.wait_for("return !document.querySelector('[data-testid=export-download]').disabled").await;
    browser.press("[data-testid=export-download]").await;
    browser.downloaded_ending(ending).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_store_does_not_keep_what_was_downloaded_says_so_and_keeps_the_next() {
    let (server, browser) = full().await;
    download_code(&browser, "-terraform.zip").await;
    let said = toast(&browser, "could not keep what was downloaded").await;
    assert!(said.contains("full") && said.contains("will not know what was renamed"), "{said}");
    // The dialog goes on, with nothing that was applied before.
    wait_since(&browser, "Nothing", false).await;
    let versions = format!(
        "return [...document.querySelectorAll('[data-testid=renamed-since] option')].filter(o => o.textContent.startsWith('{DOWNLOADED}')).length"
    );
    assert_eq!(browser.run(&versions).await, 0);
    assert_eq!(kept(&browser).await[0].vpcs(), 1, "the design is still there");
    // Once there is room, the same button keeps it.
    browser.room_for(&server.url(), None).await;
    download_code(&browser, "(1).zip").await;
    browser.wait_for(&format!("return (() => {{ {versions} }})() === 1")).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_is_refused_or_silent_keeps_nobody_from_downloading() {
    let server = serve();
    for (refusal, says) in REFUSALS {
        let browser = Browser::start().await;
        browser.before_each_page(refusal).await;
        browser.open(&server.url()).await;
        draw_vpc(&browser, 1).await;
        notice(&browser, "does not keep your work").await;
        show_format(&browser, "Terraform").await;
        // Whoever relies on what was downloaded before is told that it cannot be known.
        let help = "const help = document.querySelector('[data-testid=renamed-since] .error')?.textContent; return help?.includes('could not read the versions') && help";
        let help = browser.wait_for(help).await;
        download_code(&browser, "-terraform.zip").await;
        let said = toast(&browser, "could not keep what was downloaded").await;
        let says = says.trim_start_matches("does not keep your work ");
        assert!(
            said.contains(says) && help.as_str().is_some_and(|help| help.contains(says)),
            "{refusal}: {said} {help}"
        );
        browser.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_was_never_finished_is_finished() {
    let server = serve();
    let browser = Browser::start().await;
    // Its own page, but not the application: the store is made as a first visit leaves it that breaks off.
    browser.client.goto(&format!("{}templates/three-environments.cidraw.json", server.url())).await.expect("a page");
    let made = "const done = arguments[0]; const opening = indexedDB.open('cidraw', 1); \
                opening.onsuccess = () => { opening.result.close(); done(true); }; opening.onerror = () => done(false)";
    assert_eq!(browser.client.execute_async(made, vec![]).await.expect("a script runs"), true);
    browser.open(&server.url()).await;
    draw_vpc(&browser, 1).await;
    browser.settled().await;
    assert_eq!(browser.count("[data-testid=notice]").await, 0);
    let browser = browser.crash().await;
    browser.open(&server.url()).await;
    browser.wait_count("#proxies [data-kind=vpc]", 1).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_record_is_given_back_and_never_written_over() {
    let (server, browser) = begun().await;
    browser.settled().await;
    let harm = "const done = arguments[0]; const opening = indexedDB.open('cidraw'); opening.onsuccess = () => { \
        const store = opening.result.transaction('designs', 'readwrite').objectStore('designs'); \
        store.put({ key: 'x', name: 'half', text: '{\"cidraw\": 1, \"obj', at: Date.now() + 1000 }); \
        store.put({ key: 'y', name: 7, text: null }); store.put({ key: 'z' }); \
        store.transaction.oncomplete = () => { opening.result.close(); done(true); }; }";
    browser.client.execute_async(harm, vec![]).await.expect("a script runs");
    browser.open(&server.url()).await;
    let text = notice(&browser, "half was not opened").await;
    assert!(text.contains("line"), "{text}");
    browser.press("[data-testid=refused-text]").await;
    let back = browser.downloaded_ending(".refused.json").await;
    assert_eq!(std::fs::read_to_string(back).expect("a text"), "{\"cidraw\": 1, \"obj");
    draw_vpc(&browser, 1).await;
    browser.settled().await;
    let all = kept(&browser).await;
    assert!(all.iter().any(|kept| kept.name == "half" && kept.text.starts_with("{\"cidraw\": 1")), "it is still there");
    // What was begun now is the latest, whatever the time of the damaged record.
    browser.open(&server.url()).await;
    browser.wait_count("#proxies [data-kind=vpc]", 1).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_of_the_store_that_are_damaged_on_the_disk_are_said_and_a_new_store_is_begun() {
    let (server, browser) = begun().await;
    // It takes a browser some seconds to write down what a page remembers beside its store.
    tokio::time::sleep(std::time::Duration::from_secs(8)).await;
    let browser = browser
        .crash_and(|profile| {
            let mut harmed = 0;
            let mut folders = vec![profile.join("Default/IndexedDB")];
            while let Some(folder) = folders.pop() {
                for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                    let path = entry.path();
                    if path.is_dir() {
                        folders.push(path);
                    } else if path.file_name().is_some_and(|name| name != "LOCK") {
                        let size = std::fs::metadata(&path).map_or(64, |file| file.len() as usize);
                        std::fs::write(&path, vec![0xa5; size]).expect("a writable profile");
                        harmed += 1;
                    }
                }
            }
            assert!(harmed > 0, "the profile has a store");
        })
        .await;
    browser.open(&server.url()).await;
    let text = notice(&browser, "untitled was kept in this browser").await;
    assert!(text.contains("If you saved it to a file"), "{text}");
    draw_vpc(&browser, 1).await;
    browser.settled().await;
    let browser = browser.crash().await;
    browser.open(&server.url()).await;
    browser.wait_count("#proxies [data-kind=vpc]", 1).await;
    assert_eq!(browser.count("[data-testid=notice]").await, 0, "said once");
    browser.close().await;
}
