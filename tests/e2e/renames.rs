//! Code that follows an earlier version: which versions there are to choose from, and what is moved.

use cidraw::export::{Options, Since, exporter};
use cidraw::format;
use cidraw::model::Kind;
use serde_json::json;

use crate::browser::{Browser, keys};
use crate::exporting::{TEMPLATE, show_format, unpacked, with_template};
use crate::steps::{find_vpc, kept, select, template, thrown};
use crate::versions::{history, name_version};

/// What the dialog calls what was downloaded last.
pub const DOWNLOADED: &str = "Downloaded ";

/// Waits until the dialog says what was applied before, and has the file that says what is renamed, or has not.
pub async fn wait_since(browser: &Browser, version: &str, moved: bool) {
    let script = format!(
        "const select = document.querySelector('[data-testid=renamed-since] select'); \
         const files = [...document.querySelectorAll('[data-testid=export-file]')].map(f => f.dataset.path); \
         return select?.selectedOptions[0]?.textContent.startsWith('{version}') && files.length > 0 \
            && files.some(f => f.endsWith('moved.tf')) === {moved} && !document.querySelector('[data-testid=export-download]').disabled"
    );
    browser.wait_for(&script).await;
}

/// Gives what is selected another name.
async fn rename(browser: &Browser, name: &str) {
    browser.key(keys::F2).await;
    browser.wait_for("return document.activeElement?.dataset?.testid === 'rename'").await;
    browser.type_text(name).await;
    browser.key(keys::ENTER).await;
}

/// Chooses the version whose words begin so.
async fn choose(browser: &Browser, version: &str) {
    let script = format!(
        "const select = document.querySelector('[data-testid=renamed-since] select'); \
         const option = [...select.options].find(o => o.textContent.startsWith({})); if (!option) return false; \
         select.value = option.value; select.dispatchEvent(new Event('change', {{ bubbles: true }})); return true",
        json!(version)
    );
    browser.wait_for(&script).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_renamed_after_a_download_is_moved_by_the_next() {
    let (server, browser, before) = with_template().await;
    show_format(&browser, "Terraform").await;
    wait_since(&browser, "Nothing", false).await;
    browser.press("[data-testid=export-download]").await;
    browser.downloaded_ending("-terraform.zip").await;
    browser.press(".dialog-close").await;
    find_vpc(&browser, "main").await;
    rename(&browser, "live").await;
    browser.object("vpc", "live").await;
    browser.settled().await;

    show_format(&browser, "Terraform").await;
    wait_since(&browser, DOWNLOADED, true).await;
    browser.press("[data-testid=export-file][data-path$='moved.tf']").await;
    browser.wait_for("return document.querySelector('.preview')?.textContent.includes('module.live')").await;
    browser.press("[data-testid=export-download]").await;
    let folder = unpacked(&browser.downloaded_ending("(1).zip").await);
    let now = kept(&browser).await.first().expect("the design is kept").design();
    let options = Options::default();
    let since = Since { design: &before, layout: options.layout };
    let native = exporter("terraform").expect("there is one").export_since(&now, &options, since);
    let moved = native.files.iter().find(|file| file.path.ends_with("moved.tf")).expect("what is moved");
    let text = moved.as_text().expect("a text");
    assert!(text.contains("from = module.main\n  to   = module.live\n"), "{text}");
    assert_eq!(std::fs::read_to_string(folder.join(&moved.path)).expect("a file"), text);

    // Once more, after a reload: the same, since nothing else was downloaded. Somebody may say that nothing was applied.
    browser.press(".dialog-close").await;
    browser.settled().await;
    assert_eq!(thrown(&browser).await, Vec::<String>::new());
    browser.open(&server.url()).await;
    browser.object("vpc", "live").await;
    show_format(&browser, "Terraform").await;
    wait_since(&browser, DOWNLOADED, true).await;
    choose(&browser, "Nothing").await;
    wait_since(&browser, "Nothing", false).await;
    // A file with an earlier version, of which this browser knows nothing.
    let earlier = std::env::temp_dir().join(format!("cidraw-exporting-{}", std::process::id()));
    std::fs::create_dir_all(&earlier).expect("a folder");
    let earlier = earlier.join("earlier.cidraw.json");
    std::fs::copy(template(TEMPLATE), &earlier).expect("a copy");
    browser.upload("[data-testid=since-file]", &earlier).await;
    wait_since(&browser, "earlier", true).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_renamed_after_a_version_with_a_name_is_moved_and_another_design_is_asked_about() {
    let (_server, browser, before) = with_template().await;
    history(&browser).await;
    name_version(&browser, "applied in May").await;
    select(&browser, "web-a").await;
    rename(&browser, "edge-a").await;
    browser.object("subnet", "edge-a").await;
    browser.settled().await;
    show_format(&browser, "Terraform").await;
    // Nobody said that it was applied.
    wait_since(&browser, "Nothing", false).await;
    choose(&browser, "applied in May").await;
    wait_since(&browser, "applied in May", true).await;
    browser.press("[data-testid=export-download]").await;
    let folder = unpacked(&browser.downloaded_ending("-terraform.zip").await);
    let now = kept(&browser).await.first().expect("the design is kept").design();
    let options = Options::default();
    let since = Since { design: &before, layout: options.layout };
    let native = exporter("terraform").expect("there is one").export_since(&now, &options, since);
    let moved = native.files.iter().find(|file| file.path.ends_with("moved.tf")).expect("what is moved");
    let text = std::fs::read_to_string(folder.join(&moved.path)).expect("a file");
    assert_eq!(Some(&*text), moved.as_text());
    let subnet = |name: &str| format!("module.main.aws_subnet.this[\"{name}\"]");
    assert!(text.contains(&format!("from = {}\n  to   = {}\n", subnet("web-a"), subnet("edge-a"))), "{text}");

    // A file with another design: nothing is moved, and it is asked whether it is the right one.
    let asked = "return [...document.querySelectorAll('[data-testid=export-dialog] .notes li')].some(n => n.textContent.includes('is it the right file?'))";
    assert_eq!(browser.run(asked).await, false);
    // Of pools no code is made.
    let other = "flat-network";
    let text = std::fs::read_to_string(template(other)).expect("the template");
    let design = format::load(&text).expect("a design").design;
    assert!(
        design.iter().all(|(id, _)| [Kind::Settings, Kind::AddressPool].contains(&id.kind) || !now.contains(id)),
        "another design"
    );
    browser.upload("[data-testid=since-file]", &template(other)).await;
    wait_since(&browser, other, false).await;
    browser.wait_for(asked).await;
    assert_eq!(thrown(&browser).await, Vec::<String>::new());
    browser.close().await;
}
