//! Every kind of object can be made without the mouse, is in the outline and the inspector, and survives a reload.

use crate::browser::{Browser, keys, serve};
use crate::steps::{command, find_vpc, template};

/// The command that makes one, and what its ids start with.
const MADE: [(&str, &str); 24] = [
    ("Add an external network", "ext"),
    ("Add a subnet reservation", "scr"),
    ("Add a prefix list", "pl"),
    ("Add an egress-only gateway", "eigw"),
    ("Add a VPN gateway", "vgw"),
    ("Add a customer gateway", "cgw"),
    ("Add a VPN connection", "vpn"),
    ("Add a Direct Connect gateway", "dxgw"),
    ("Add a transit gateway", "tgw"),
    ("Add a transit gateway attachment", "tgw-attach"),
    ("Add a transit gateway route table", "tgw-rtb"),
    ("Add an endpoint", "vpce"),
    ("Add an endpoint service", "vpce-svc"),
    ("Add a security group", "sg"),
    ("Add a network ACL", "acl"),
    ("Add a workload", "wl"),
    ("Add a load balancer", "lb"),
    ("Add a service network", "sn"),
    ("Add a traffic mirror session", "tms"),
    ("Add a resolver endpoint", "rslvr"),
    ("Add a private zone", "zone"),
    ("Add an assertion", "assert"),
    ("Add a note", "note"),
    ("Add a comment", "comment"),
];

/// The id of what the outline shows as selected, and its name.
async fn selected(browser: &Browser) -> (String, String) {
    let script = "const row = document.querySelector('[data-testid=outline] [data-row][aria-selected=true]'); \
                  return row && [row.dataset.row, row.querySelector('.name')?.textContent ?? '']";
    let found = browser.wait_for(script).await;
    let text = |at: usize| found[at].as_str().unwrap_or_default().to_owned();
    (text(0), text(1))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_is_made_by_keyboard_and_is_there_after_a_reload() {
    let server = serve();
    let mut browser = Browser::start_sized(1440, 900, "light").await;
    browser.open(&server.url()).await;
    browser.open_file(&template("single-vpc")).await;
    browser.wait_count("#proxies [data-kind=vpc]", 1).await;
    let vpc = browser.run("return document.querySelector('#proxies [data-kind=vpc]').dataset.name").await;
    let vpc = vpc.as_str().expect("a name");
    let subnet = browser.run("return document.querySelector('#proxies [data-kind=subnet]').dataset.name").await;
    let subnet = subnet.as_str().expect("a name");
    let mut made = Vec::new();
    for (words, prefix) in MADE {
        match prefix {
            // A reservation is a part of a subnet, a workload runs in one.
            "scr" | "wl" => command(&browser, subnet).await,
            // A mirror copies what a workload sends: the one that was made before.
            "tms" => {
                let workload =
                    made.iter().find(|(kind, _)| *kind == "workload").map(|(_, name): &(_, String)| name.clone());
                command(&browser, &workload.expect("made before")).await;
            }
            _ => find_vpc(&browser, vpc).await,
        }
        command(&browser, words).await;
        browser.settled().await;
        let (id, name) = selected(&browser).await;
        assert!(id.starts_with(&format!("{prefix}-")), "\"{words}\" selects {id}, a new {prefix}-");
        let fields = browser.count("[data-testid=inspector] [data-field]").await;
        assert!(fields > 0, "the inspector has fields of {id}");
        made.push((words.trim_start_matches("Add an ").trim_start_matches("Add a "), name));
    }
    browser = browser.crash().await;
    browser.open(&server.url()).await;
    browser.wait_count("#proxies [data-kind=vpc]", 1).await;
    for (kind, name) in made {
        browser.chord(&[keys::CTRL], 'k').await;
        browser
            .wait_for("return document.querySelector('[data-testid=palette] input') === document.activeElement")
            .await;
        browser.type_text(&name).await;
        let wanted = serde_json::json!([name, kind]);
        let listed = format!(
            "const [name, kind] = {wanted}; const has = o => o.textContent.includes(name) && o.textContent.toLowerCase().includes(kind.toLowerCase()); \
             return [...document.querySelectorAll('[data-testid=palette] [role=option]')].some(has)"
        );
        browser.wait_for(&listed).await;
        browser.key(keys::ESCAPE).await;
        browser.wait_for("return document.querySelector('[data-testid=palette]') === null").await;
    }
    browser.close().await;
}
