//! Every screen, held against the rules of axe-core: light and dark, wide and as a phone has it.

use std::path::PathBuf;

use cidraw::model::Kind;
use serde_json::{Value, json};

use crate::browser::{Browser, keys, serve};
use crate::states::{everything, name_of};
use crate::steps::{command, dock_tab, template};
use crate::tour::{
    BUTTONS, DIALOGS, DOCK, VIEWS, ask_for_a_name, click, close_dialog, fall, file_dialog, keep_a_version, show_notice,
};

/// Runs axe on the part of the page that a selector finds, and hands over what is wrong: rule, impact, where, why.
const RUN: &str = "const [selector, done] = arguments; \
    axe.run(document.querySelector(selector), { resultTypes: ['violations'] }).then(found => done(found.violations.flatMap( \
        rule => rule.nodes.map(node => [rule.id, rule.impact, node.target.join(' '), node.html.slice(0, 160), node.failureSummary]))), \
        error => done([['axe', 'critical', String(error), '', '']]))";

/// What was found on the screens so far.
struct Audit {
    browser: Browser,
    found: Vec<String>,
    looked: usize,
}

impl Audit {
    async fn start(width: u32, height: u32, theme: &str, url: &str) -> Audit {
        let browser = Browser::start_sized(width, height, theme).await;
        browser.open(url).await;
        // By script and not by an element of the page, whose policy lets no other script in.
        let script = std::env::var_os("CIDRAW_AXE").map(PathBuf::from);
        let script = script.expect("CIDRAW_AXE names axe-core's script: run `cargo xtask test accessibility`");
        let script = std::fs::read_to_string(script).expect("axe-core's script can be read");
        browser.run(&format!("{script}; window.axe = axe")).await;
        Audit { browser, found: Vec::new(), looked: 0 }
    }

    /// Holds what the page shows now against the rules.
    async fn look(&mut self, screen: &str) {
        self.look_at(screen, "html").await;
    }

    /// The same for a part of it: the rest was looked at before.
    async fn look_at(&mut self, screen: &str, selector: &str) {
        self.browser.settled().await;
        self.browser.wait_for(&format!("return document.querySelector({}) !== null", json!(selector))).await;
        let found = self.browser.client.execute_async(RUN, vec![json!(selector)]).await.expect("axe runs");
        let text = |part: &Value| part.as_str().unwrap_or_default().to_owned();
        for one in found.as_array().expect("a list") {
            let [rule, impact, place, html, why] = [0, 1, 2, 3, 4].map(|at| text(&one[at]));
            if matches!(&*impact, "serious" | "critical" | "moderate") {
                self.found
                    .push(format!("{screen}: {rule} ({impact}) at {place}\n  {html}\n  {}", why.replace('\n', "\n  ")));
            }
        }
        self.looked += 1;
    }

    /// A dialog that a command of the palette opens.
    async fn dialog(&mut self, words: &str, testid: &str) {
        command(&self.browser, words).await;
        self.look_at(testid, "dialog[open]").await;
        self.close_dialog().await;
    }

    async fn close_dialog(&self) {
        close_dialog(&self.browser).await;
    }

    async fn click(&self, selector: &str) {
        click(&self.browser, selector).await;
    }

    async fn finish(self, screens: usize) {
        self.browser.close().await;
        assert!(self.looked >= screens, "only {} screens were looked at", self.looked);
        assert!(self.found.is_empty(), "{} violations\n{}", self.found.len(), self.found.join("\n"));
    }
}

/// What only the VPC staging has: its environment is called the same.
const STAGING: &str = "10.1.0.0/16";

/// The screens that there are at any size.
async fn common(audit: &mut Audit) {
    audit.look("empty").await;
    audit.browser.open_file(&template("three-environments")).await;
    audit.browser.wait_count("#proxies [data-kind=vpc]", 4).await;
    command(&audit.browser, STAGING).await;
    audit.look("a template").await;
    for (testid, dialog) in BUTTONS {
        audit.click(&format!("[data-testid={testid}]")).await;
        audit.look_at(dialog, "dialog[open]").await;
        audit.close_dialog().await;
    }
    audit.click("[data-testid=file-menu]").await;
    audit.look("the file menu").await;
    audit.browser.key(keys::ESCAPE).await;
    audit.click("[data-testid=problems]").await;
    for tab in DOCK {
        dock_tab(&audit.browser, tab).await;
        audit.look_at(&format!("dock: {tab}"), "[data-testid=dock]").await;
    }
    ask_for_a_name(&audit.browser).await;
    audit.look_at("the name of a version", "dialog[open]").await;
    keep_a_version(&audit.browser).await;
    audit.look_at("what changed since a version", "dialog[open]").await;
    audit.close_dialog().await;
    audit.browser.chord(&[keys::CTRL], 'z').await;
    audit.look_at("versions", "[data-testid=dock]").await;
    command(&audit.browser, STAGING).await;
    audit.browser.chord(&[keys::SHIFT], keys::F10).await;
    audit.browser.wait_for("return document.querySelector('.popup-menu') !== null").await;
    audit.look("a context menu").await;
    audit.browser.key(keys::ESCAPE).await;
}

/// The dialogs and views that a wide screen shows as a narrow one does.
async fn dialogs_and_views(audit: &mut Audit) {
    for (selected, words, dialog) in DIALOGS {
        command(&audit.browser, selected).await;
        audit.dialog(words, dialog).await;
    }
    for item in ["Start from a template", "Recent designs"] {
        file_dialog(&audit.browser, item).await;
        audit.look_at(item, "dialog[open]").await;
        audit.close_dialog().await;
    }
    for view in VIEWS {
        command(&audit.browser, view).await;
        audit.look_at(view, "[data-testid=dock]").await;
    }
    audit.click("[data-testid=problems]").await;
    audit.look_at("the problems", "[data-testid=dock]").await;
    audit.click("[data-testid=problem-list] td.end .btn:nth-last-child(2)").await;
    audit.look_at("the page of a rule", "dialog[open]").await;
    audit.close_dialog().await;
    audit.click("[data-testid=all-rules]").await;
    audit.look_at("all rules", "dialog[open]").await;
    audit.close_dialog().await;
    audit.click("[data-testid=problem-list] td.end .accept").await;
    audit.look_at("a problem being accepted", "dialog[open]").await;
    audit.close_dialog().await;
    command(&audit.browser, "staging-public-a").await;
    audit.browser.key(keys::F2).await;
    audit.look_at("a name being changed", ".stage").await;
    audit.browser.key(keys::ESCAPE).await;
    audit.click("[data-testid=outline] [aria-label=Filter]").await;
    audit.look_at("the outline's filter", "[data-testid=outline]").await;
    audit.click("[data-testid=outline] [aria-label=Filter]").await;
    audit.browser.run("document.querySelector('[data-testid=canvas]').focus()").await;
    audit.browser.key(keys::DELETE).await;
    audit.browser.wait_for("return document.querySelector('[data-testid=toast]') !== null").await;
    audit.look_at("a message", ".stage").await;
    show_notice(&audit.browser).await;
    audit.look_at("a message that stays", ".stage").await;
    audit.click("[data-testid=problem-list] [data-testid=fix]").await;
    audit.look_at("a fix", "[data-testid=dock]").await;
}

/// The inspector of an object of each kind.
async fn inspectors(audit: &mut Audit) {
    audit.browser.open_file(&everything()).await;
    audit
        .browser
        .wait_for("return document.querySelectorAll('#proxies [data-kind=transit_gateway]').length === 1")
        .await;
    audit.look_at("the outline of everything", "[data-testid=outline]").await;
    audit.look_at("the picture of everything", ".stage").await;
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Settings) {
        command(&audit.browser, &name_of(kind)).await;
        let shown = format!(
            "return document.querySelector('[data-testid=inspector] [data-testid=name]')?.textContent.includes('{}') ?? false",
            name_of(kind)
        );
        audit.browser.wait_for(&shown).await;
        audit.look_at(&format!("inspector: {}", kind.title()), "[data-testid=inspector]").await;
    }
}

/// Every screen there is, as a desk has it.
async fn wide(theme: &str) {
    let server = serve();
    let mut audit = Audit::start(1440, 900, theme, &server.url()).await;
    common(&mut audit).await;
    dialogs_and_views(&mut audit).await;
    inspectors(&mut audit).await;
    fall(&audit.browser).await;
    audit.look_at("a page that broke down", "dialog[open]").await;
    audit.finish(70).await;
}

/// The screens that a phone lays out in its own way.
async fn phone(theme: &str) {
    let server = serve();
    let mut audit = Audit::start(390, 844, theme, &server.url()).await;
    common(&mut audit).await;
    audit.finish(14).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_rule_is_broken_on_a_wide_light_screen() {
    wide("light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_rule_is_broken_on_a_wide_dark_screen() {
    wide("dark").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_rule_is_broken_on_a_light_phone() {
    phone("light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_rule_is_broken_on_a_dark_phone() {
    phone("dark").await;
}
