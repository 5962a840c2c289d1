//! The design of the template, drawn from an empty canvas: once with the mouse, once with the keyboard alone.

use std::path::Path;
use std::process::Command;

use crate::browser::{At, Browser, keys, serve};
use crate::steps::{command, find_vpc, focus};

const NAMES: [&str; 4] = ["production", "staging", "development", "shared"];

/// Runs the exported archive through the real terraform, where it can be had.
fn plans(archive: &Path) {
    let check = std::env::var_os("CIDRAW_TERRAFORM_CHECK")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/verify/terraform/check.sh"), Into::into);
    if !check.exists() {
        println!("skipped: no checker for exported Terraform at {}", check.display());
        return;
    }
    let folder = archive.with_extension("");
    let unpacked = Command::new("python3")
        .args(["-m", "zipfile", "-e"])
        .args([archive, &folder])
        .status()
        .expect("python3 unpacks archives");
    assert!(unpacked.success(), "{} is no archive", archive.display());
    let mut root = folder.clone();
    // The files may stand in one folder named after the design.
    if !root.join("versions.tf").exists() {
        let inner = std::fs::read_dir(&root).expect("a folder").flatten().find(|e| e.path().is_dir());
        root = inner.expect("the archive holds files").path();
    }
    let checked = Command::new("bash").arg(&check).args(["--until", "plan"]).arg(&root).output().expect("bash runs");
    let said = String::from_utf8_lossy(&checked.stdout).into_owned() + &String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success(), "{said}");
}

async fn download_flat(browser: &Browser) {
    browser.wait_for("return document.querySelector('[data-testid=export-dialog]') !== null").await;
    browser.press("[data-testid=export-dialog] input[type=radio][value=flat]").await;
    browser.press("[data-testid=export-download]").await;
    let archive = browser.downloaded_ending(".zip").await;
    plans(&archive);
}

async fn vpc_names(browser: &Browser) -> Vec<String> {
    let names = browser
        .run("return [...document.querySelectorAll('#proxies [data-kind=vpc]')].map(e => e.dataset.name).sort()")
        .await;
    names.as_array().expect("a list").iter().filter_map(|n| n.as_str().map(str::to_owned)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn three_environments_drawn_by_mouse_plan() {
    let server = serve();
    let browser = Browser::start_sized(1600, 1000, "light").await;
    browser.open(&server.url()).await;
    for _ in 0..2 {
        browser.press("[aria-label='Zoom out']").await;
    }
    let canvas = browser.place(".stage").await;
    let at = |x: f64, y: f64| -> At { (canvas[0] + x, canvas[1] + y) };
    for (i, name) in NAMES.iter().enumerate() {
        let (x, y) = (40.0 + 430.0 * (i % 2) as f64, 90.0 + 260.0 * (i / 2) as f64);
        browser.press(".tool[data-tool=vpc]").await;
        browser.click(at(x, y)).await;
        browser.wait_count("#proxies [data-kind=vpc]", i as u64 + 1).await;
        browser.settled().await;
        let drawn = browser
            .run("return [...document.querySelectorAll('#proxies [data-kind=vpc]')].map(e => e.dataset.name)")
            .await;
        let drawn = drawn.as_array().expect("a list").iter().filter_map(|n| n.as_str()).find(|n| !NAMES.contains(n));
        let drawn = drawn.expect("the new VPC").to_owned();
        let [vx, vy, ..] = browser.object("vpc", &drawn).await;
        // A double click on the title names it.
        browser.double_click((vx + 30.0, vy + 14.0)).await;
        browser.wait_for("return document.activeElement?.dataset?.testid === 'rename'").await;
        browser.type_text(name).await;
        browser.key(keys::ENTER).await;
        browser.object("vpc", name).await;
        // Two tiers across four zones: cards are 150 wide and 12 apart, at half size.
        for tiers in 1..=2 {
            browser.press(".tool[data-tool=subnet]").await;
            let [vx, vy, ..] = browser.object("vpc", name).await;
            let (from, y) = (vx + 12.0, vy + 36.0);
            browser.drag(&[(from, y), (from + 100.0, y), (vx + 7.0 + (3.0 * 162.0 + 75.0) / 2.0, y)]).await;
            browser.wait_count(&format!("#proxies [data-kind=subnet][aria-label*='in VPC {name},']"), tiers * 4).await;
        }
        browser.press(".tool[data-tool=internet-gateway]").await;
        let [vx, vy, ..] = browser.object("vpc", name).await;
        browser.click((vx + 40.0, vy + 14.0)).await;
        browser.wait_count("#proxies [data-kind=internet_gateway]", i as u64 + 1).await;
    }
    assert_eq!(vpc_names(&browser).await, ["development", "production", "shared", "staging"]);
    // A NAT gateway in each zone of the environments.
    for (i, name) in NAMES[..3].iter().enumerate() {
        for zone in 0..4 {
            browser.press(".tool[data-tool=internet-gateway]").await;
            let [vx, vy, ..] = browser.object("vpc", name).await;
            // The first row of cards begins 86 below the border, at half size.
            browser.click((vx + 7.0 + (162.0 * f64::from(zone) + 75.0) / 2.0, vy + 43.0 + 20.0)).await;
            browser.wait_count("#proxies [data-kind=nat_gateway]", (i * 4) as u64 + zone as u64 + 1).await;
        }
    }
    for (i, name) in NAMES[..3].iter().enumerate() {
        browser.press(".tool[data-tool=connect]").await;
        let from = browser.object("vpc", name).await;
        browser.click((from[0] + 30.0, from[1] + 14.0)).await;
        let to = browser.object("vpc", "shared").await;
        browser.click((to[0] + 30.0, to[1] + 14.0)).await;
        browser.wait_count("#proxies [data-kind=peering]", i as u64 + 1).await;
    }
    browser.settled().await;
    let errors = browser.run("return document.querySelector('[data-testid=problems]').textContent").await;
    assert!(errors.as_str().is_some_and(|text| !text.contains("overlap")), "{errors}");
    browser.press("[data-testid=export]").await;
    download_flat(&browser).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn three_environments_drawn_by_keyboard_plan() {
    let server = serve();
    let browser = Browser::start_sized(1600, 1000, "light").await;
    browser.open(&server.url()).await;
    for name in NAMES {
        // The palette has every command: no place on the canvas has to be pointed at.
        command(&browser, "Add a VPC").await;
        browser.settled().await;
        browser.key(keys::F2).await;
        browser.wait_for("return document.activeElement?.dataset?.testid === 'rename'").await;
        browser.type_text(name).await;
        browser.key(keys::ENTER).await;
        browser.wait_for("return document.activeElement?.dataset?.testid === 'canvas'").await;
        for said in
            ["Add a public tier", "Add a private tier", "Extend the VPC to another zone", "Add an internet gateway"]
        {
            find_vpc(&browser, name).await;
            command(&browser, said).await;
        }
        if name != "shared" {
            find_vpc(&browser, name).await;
            command(&browser, "Add NAT gateways").await;
        }
    }
    command(&browser, "Zoom to fit").await;
    browser.wait_count("#proxies [data-kind=vpc]", 4).await;
    browser.wait_count("#proxies [data-kind=subnet]", 32).await;
    browser.wait_count("#proxies [data-kind=nat_gateway]", 12).await;
    for (i, name) in NAMES[..3].iter().enumerate() {
        find_vpc(&browser, name).await;
        command(&browser, "Connect to").await;
        browser
            .wait_for("return document.querySelector('[data-testid=connect-dialog] input') === document.activeElement")
            .await;
        browser.type_text("shared").await;
        browser.settled().await;
        browser.key(keys::ENTER).await;
        browser.wait_count("#proxies [data-kind=peering]", i as u64 + 1).await;
    }
    assert_eq!(vpc_names(&browser).await, ["development", "production", "shared", "staging"]);
    command(&browser, "Export").await;
    browser.wait_for("return document.querySelector('[data-testid=export-dialog]') !== null").await;
    focus(&browser, "[data-testid=export-dialog] input[type=radio]").await;
    for _ in 0..3 {
        if browser.run("return document.querySelector('[data-testid=export-dialog] input[value=flat]').checked").await
            == true
        {
            break;
        }
        browser.key(keys::DOWN).await;
    }
    focus(&browser, "[data-testid=export-download]").await;
    browser.key(keys::ENTER).await;
    plans(&browser.downloaded_ending(".zip").await);
    browser.close().await;
}
