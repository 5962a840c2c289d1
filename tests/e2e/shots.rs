//! Pictures of every screen, in both themes: `cargo xtask shots`.

use std::path::PathBuf;

use cidraw::editor::TEMPLATES;

use crate::browser::{Browser, serve};
use crate::export_states::export_states;
use crate::states::states;
use crate::steps::{file_menu, template};
use crate::tour::tour;

const SIZES: [(u32, u32); 4] = [(1440, 900), (1920, 1080), (1024, 768), (390, 844)];

#[tokio::test(flavor = "multi_thread")]
#[ignore = "makes pictures to look at, checks nothing: run by `cargo xtask shots`"]
async fn shots() {
    let folder = PathBuf::from(std::env::var_os("CIDRAW_SHOTS").unwrap_or_else(|| "shots".into()));
    std::fs::create_dir_all(&folder).expect("a writable folder");
    let server = serve();
    for theme in ["light", "dark"] {
        for (w, h) in SIZES {
            let browser = Browser::start_sized(w, h, theme).await;
            // What fills the screen is as large as the page then, whatever screen a headless browser thinks it has.
            browser.size(w, h).await;
            browser.open(&server.url()).await;
            let take = async |screen: &str| {
                browser.settled().await;
                let screen = screen.to_lowercase().replace([' ', ',', '.', '/'], "-");
                browser.picture(&folder.join(format!("{screen}-{theme}-{w}x{h}.png"))).await;
            };
            for one in TEMPLATES {
                browser.open_file(&template(one.id)).await;
                browser.wait_count("#proxies [data-kind=vpc]", one.vpcs as u64).await;
                take(&format!("template {}", one.id)).await;
            }
            browser.open(&server.url()).await;
            export_states(&browser, take).await;
            browser.open(&server.url()).await;
            file_menu(&browser, "New").await;
            states(&browser, take).await;
            // The last screen of the tour is one that there is no way back from.
            browser.open(&server.url()).await;
            file_menu(&browser, "New").await;
            tour(&browser, take).await;
            browser.close().await;
        }
    }
}
