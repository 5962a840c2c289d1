//! Pictures of every state of the screen, in both themes: `cargo xtask shots`.

use std::path::{Path, PathBuf};

use crate::browser::{Browser, keys, serve};

const SIZES: [(u32, u32); 2] = [(1440, 900), (390, 844)];

#[tokio::test(flavor = "multi_thread")]
#[ignore = "makes pictures to look at, checks nothing: run by `cargo xtask shots`"]
async fn shots() {
    let folder = PathBuf::from(std::env::var_os("CIDRAW_SHOTS").unwrap_or_else(|| "shots".into()));
    std::fs::create_dir_all(&folder).expect("a writable folder");
    let server = serve();
    for theme in ["light", "dark"] {
        for (w, h) in SIZES {
            let browser = Browser::start_sized(w, h, theme).await;
            let name = |state: &str| folder.join(format!("{state}-{theme}-{w}x{h}.png"));
            browser.open(&server.url()).await;
            browser.picture(&name("empty")).await;
            browser
                .open_file(
                    &Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/templates/three-environments.cidraw.json"),
                )
                .await;
            browser.wait_count("#proxies [data-kind=vpc]", 4).await;
            browser.settled().await;
            browser.picture(&name("template")).await;
            for (state, testid) in [
                ("export", "export"),
                ("share", "share"),
                ("help", "help"),
                ("preferences", "preferences"),
                ("palette", "find"),
            ] {
                browser.run(&format!("document.querySelector('[data-testid={testid}]').click()")).await;
                browser.settled().await;
                browser.picture(&name(state)).await;
                browser.key(keys::ESCAPE).await;
                browser.settled().await;
            }
            let [x, y, w, _] = browser.object("vpc", "staging").await;
            browser.click((x + w.min(120.0) / 2.0, y + 10.0)).await;
            browser.settled().await;
            browser.picture(&name("selected")).await;
            browser.press("[data-testid=problems]").await;
            for tab in ["Addresses", "Routes", "Code", "History", "Problems"] {
                let script = format!(
                    "const t = [...document.querySelectorAll('[data-testid=dock] [role=tab]')].find(t => t.textContent.includes('{tab}')); t?.click()"
                );
                browser.run(&script).await;
                browser.settled().await;
                browser.picture(&name(&format!("dock-{}", tab.to_lowercase()))).await;
            }
            browser.close().await;
        }
    }
}
