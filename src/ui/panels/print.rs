//! What is printed: the drawing on a page of its own, and the address table behind it. Whoever asks for it, the browser's
//! own Print or the command, the page is put together when the browser says that it will print.

use std::cell::RefCell;

use cidraw::analysis::{AddressRow, address_table};
use cidraw::model::Design;
use cidraw::wording::thousands;
use gloo::events::EventListener;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DomParser, HtmlElement, SupportedType};

use crate::ui::bridge::Bridge;
use crate::ui::canvas::printed;
use crate::ui::platform::{document, window};

thread_local! {
    /// Takes the printed page away when it is dropped.
    static SHEET: RefCell<Option<Box<dyn FnOnce()>>> = RefCell::new(None);
}

/// Puts the printed page together whenever the browser prints.
pub fn watch_print(bridge: Bridge) {
    EventListener::new(&window(), "beforeprint", move |_| put_together(bridge)).forget();
    EventListener::new(&window(), "afterprint", |_| take_away()).forget();
}

fn take_away() {
    if let Some(away) = SHEET.take() {
        away();
    }
}

fn put_together(bridge: Bridge) {
    take_away();
    let Some(body) = document().body() else { return };
    let Ok(sheet) = document().create_element("section") else { return };
    let sheet: HtmlElement = sheet.unchecked_into();
    sheet.set_class_name("print-sheet");
    let _ = sheet.set_attribute("data-testid", "print-sheet");
    let name = bridge.signals.file_name.get_untracked();
    let drawing = bridge.with(printed);
    let rows = bridge.design(address_table);
    let counted = bridge.design(Design::len);
    let mounted = mount_to(sheet.clone(), move || {
        view! {
            <h1>{name}</h1>
            <div class="print-drawing"></div>
            {(counted > 0).then(|| view! { <AddressTable rows=rows /> })}
        }
    });
    let _ = body.append_child(&sheet);
    if let (Some(markup), Ok(Some(place))) = (drawing, sheet.query_selector(".print-drawing")) {
        // Parsed as XML: what is in it was written by the library, texts as texts.
        let parsed = DomParser::new().and_then(|parser| parser.parse_from_string(&markup, SupportedType::ImageSvgXml));
        let root = parsed.ok().and_then(|parsed| parsed.document_element());
        if let Some(Ok(drawing)) = root.map(|root| document().import_node_with_deep(&root, true)) {
            let _ = place.append_child(&drawing);
        }
    }
    SHEET.set(Some(Box::new(move || {
        drop(mounted);
        sheet.remove();
    })));
}

/// Every block, in the order of the address plan.
#[component]
fn AddressTable(rows: Vec<AddressRow>) -> impl IntoView {
    let row = |row: AddressRow| {
        let used = row.used.map(|used| format!("{:.1} %", used * 100.0));
        view! {
            <tr>
                <td>{row.object.kind.title()}</td>
                <th scope="row">{row.name}</th>
                <td class="mono">{row.block.to_string()}</td>
                <td>{row.vpc.to_string()}</td>
                <td>{row.zone}</td>
                <td>{row.tier.to_string()}</td>
                <td>{row.environment.to_string()}</td>
                <td class="n">{row.usable.map(thousands)}</td>
                <td class="n">{used}</td>
            </tr>
        }
    };
    view! {
        <table class="print-table">
            <caption>"Addresses"</caption>
            <thead>
                <tr>
                    <th>"Kind"</th>
                    <th>"Name"</th>
                    <th>"Block"</th>
                    <th>"VPC"</th>
                    <th>"Zone"</th>
                    <th>"Tier"</th>
                    <th>"Environment"</th>
                    <th class="n">"Usable"</th>
                    <th class="n">"Given out"</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
