//! The states of the screen that the tour does not come by: several things selected, other tools, near and far, an
//! object of every kind.

use std::path::PathBuf;

use cidraw::editor::{Command, Editor, Intent};
use cidraw::format;
use cidraw::model::{EntityId, Kind};

use crate::browser::{Browser, keys};
use crate::steps::{command, dock_tab, select, template};
use crate::tour::{click, inspect};

/// What one object of a kind is called in [`everything`], and nothing else.
pub fn name_of(kind: Kind) -> String {
    format!("one-{}-here", kind.id_prefix())
}

/// A design with an object of every kind that there is.
pub fn everything() -> PathBuf {
    let text = std::fs::read_to_string(template("three-environments")).expect("the template is there");
    let mut editor = Editor::new(format::load(&text).expect("it is a design").design, 7);
    let first = |editor: &Editor, kind: Kind| -> EntityId {
        editor.design().of_kind(kind).map(|(id, _)| id).next().unwrap_or_else(|| panic!("no {}", kind.title()))
    };
    let _ = editor.run(Command::AddAccount);
    for made in Command::ALL.iter().filter(|made| made.adds().is_some()) {
        let near = match made {
            Command::AddSubnetReservation | Command::AddWorkload => Kind::Subnet,
            Command::AddTrafficMirrorSession => Kind::Workload,
            _ => Kind::Vpc,
        };
        let _ = editor.focus_on(first(&editor, near));
        let made = editor.run(*made);
        assert_eq!(made.refusal(), None);
    }
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Settings) {
        let id = first(&editor, kind);
        let named = editor.perform(Intent::Rename { id, name: name_of(kind) });
        assert_eq!(named.refusal(), None);
    }
    let file = std::env::temp_dir().join(format!("cidraw-everything-{}.cidraw.json", std::process::id()));
    std::fs::write(&file, format::save(editor.design())).expect("a writable folder");
    file
}

/// What only the VPC production has: its environment is called the same.
const PRODUCTION: &str = "10.0.0.0/16";

/// What was typed into the palette, and how the picture is called.
const FOUND: [(&str, &str); 4] = [
    ("10.1.0.20", "find an address"),
    ("production", "find a name"),
    ("add", "find a command"),
    ("no such thing", "find nothing"),
];

async fn focus_canvas(browser: &Browser) {
    browser.run("document.querySelector('[data-testid=canvas]').focus()").await;
}

/// Before anything is drawn: the network gone, a file held over the page, and the demo.
async fn before_a_design(browser: &Browser, look: &mut impl AsyncFnMut(&str)) {
    browser.run("dispatchEvent(new Event('offline'))").await;
    look("offline").await;
    browser.run("dispatchEvent(new Event('online'))").await;
    browser
        .run(
            "window.held = new DataTransfer(); held.items.add(new File(['{}'], 'a.cidraw.json')); \
             const drag = type => document.querySelector('.stage').dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: held })); \
             drag('dragenter'); drag('dragover')",
        )
        .await;
    look("a file over the page").await;
    browser
        .run("document.querySelector('.stage').dispatchEvent(new DragEvent('dragleave', { bubbles: true, dataTransfer: held }))")
        .await;
    command(browser, "Look around a demo").await;
    browser.wait_for("return document.querySelectorAll('#proxies [data-kind=vpc]').length > 0").await;
    look("demo").await;
}

/// What the palette shows, and a name being changed.
async fn looked_for(browser: &Browser, look: &mut impl AsyncFnMut(&str)) {
    for (words, screen) in FOUND {
        browser.chord(&[keys::CTRL], 'k').await;
        browser
            .wait_for("return document.querySelector('[data-testid=palette] input') === document.activeElement")
            .await;
        browser.type_text(words).await;
        look(screen).await;
        browser.key(keys::ESCAPE).await;
        browser.wait_for("return document.querySelector('dialog[open]') === null").await;
    }
    select(browser, "staging-public-a").await;
    for _ in 0..2 {
        browser.chord(&[keys::CTRL], 'd').await;
    }
    look("a refusal").await;
    browser.key(keys::F2).await;
    look("rename").await;
    browser.key(keys::ESCAPE).await;
    click(browser, "[data-testid=inspector] [aria-label=More]").await;
    look("menu of the inspector").await;
    browser.key(keys::ESCAPE).await;
}

/// Each tool in hand, and the drawing from near and from far.
async fn tools(browser: &Browser, look: &mut impl AsyncFnMut(&str)) {
    for tool in ["vpc", "internet-gateway", "connect", "note", "target"] {
        click(browser, &format!("[data-tool={tool}]")).await;
        look(&format!("tool {tool}")).await;
    }
    click(browser, "[data-tool=note]").await;
    focus_canvas(browser).await;
    command(browser, "Add a note").await;
    look("a note").await;
    browser.key(keys::ESCAPE).await;
    focus_canvas(browser).await;
    browser.chord(&[keys::CTRL], 'z').await;
    click(browser, "[data-tool=select]").await;
    for (zoom, screen) in [("Zoom to 100 %", "at 100 percent"), ("Zoom in", "near"), ("Zoom in", "nearer")] {
        command(browser, zoom).await;
        look(screen).await;
    }
    select(browser, "staging-public-a").await;
    command(browser, "Zoom to the selection").await;
    look("a subnet in view").await;
    command(browser, "Zoom to fit").await;
    for _ in 0..5 {
        command(browser, "Zoom out").await;
    }
    look("far").await;
    command(browser, "Zoom to fit").await;
}

/// Several things selected, locked, coloured another way, and the menus of what is selected.
async fn selected(browser: &Browser, look: &mut impl AsyncFnMut(&str)) {
    for (object, screen) in [("staging-public-a", "menu of a subnet"), ("Select nothing", "menu of the canvas")] {
        select(browser, object).await;
        browser.chord(&[keys::SHIFT], keys::F10).await;
        browser.wait_for("return document.querySelector('[role=menu]') !== null").await;
        look(screen).await;
        browser.key(keys::ESCAPE).await;
    }
    command(browser, "Select all").await;
    inspect(browser).await;
    look("all selected").await;
    command(browser, "Select nothing").await;
    look("nothing selected").await;
    click(browser, "[data-testid=import-quotas]").await;
    look("limits from AWS").await;
    for colours in ["Colour by account", "Colour by Region", "No group colours", "Colour by environment"] {
        command(browser, colours).await;
        look(colours).await;
    }
    command(browser, "Compare two environments").await;
    // On a phone the tab comes a moment after the command.
    let another = "const s = document.querySelectorAll('[data-testid=dock] select')[1]; if (!s) return false; \
                   s.selectedIndex = 2; s.dispatchEvent(new Event('change', { bubbles: true })); return true";
    browser.wait_for(another).await;
    look("environments that differ").await;
    let outline =
        "const b = document.querySelector('.rail [aria-label=Outline]'); if (b.ariaExpanded === 'false') b.click()";
    browser.run(outline).await;
    look("outline").await;
    click(browser, "[data-testid=outline] [aria-label=Filter]").await;
    look("filter of the outline").await;
    click(browser, "[data-testid=outline] [aria-label=Filter]").await;
}

/// An object of every kind.
async fn every_kind(browser: &Browser, look: &mut impl AsyncFnMut(&str)) {
    browser.open_file(&everything()).await;
    browser.wait_count("#proxies [data-kind=transit_gateway]", 1).await;
    look("everything").await;
    click(browser, "[data-testid=problems]").await;
    dock_tab(browser, "Problems").await;
    look("problems of everything").await;
    click(browser, "[data-testid=problem-list] [data-testid=fix]").await;
    look("a fix").await;
    for tab in ["Routes", "Addresses"] {
        dock_tab(browser, tab).await;
        look(&format!("{tab} of everything")).await;
    }
    dock_tab(browser, "Problems").await;
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Settings) {
        command(browser, &name_of(kind)).await;
        inspect(browser).await;
        look(&format!("kind {}", kind.title())).await;
    }
}

/// Goes through them, and has `look` look at each.
pub async fn states(browser: &Browser, mut look: impl AsyncFnMut(&str)) {
    before_a_design(browser, &mut look).await;
    browser.open_file(&template("three-environments")).await;
    browser.wait_count("#proxies [data-kind=vpc]", 4).await;
    command(browser, PRODUCTION).await;
    inspect(browser).await;
    looked_for(browser, &mut look).await;
    tools(browser, &mut look).await;
    selected(browser, &mut look).await;
    every_kind(browser, &mut look).await;
}
