//! The page itself: the marks on `<html>` that styles and tests read, and the media it is shown on.

use std::cell::RefCell;

use cidraw::scene::Point;
use js_sys::{Function, Promise, Reflect};
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::MediaQueryList;

use super::{document, window};

/// Puts an attribute on `<html>`; an empty value takes it away.
pub fn mark(name: &str, value: &str) {
    if let Some(html) = document().document_element() {
        // The names are constants of this application: setting them cannot fail.
        let _ = if value.is_empty() { html.remove_attribute(name) } else { html.set_attribute(name, value) };
    }
}

/// The size of the window in pixels; that of a common screen when it does not say.
pub fn size() -> Point {
    let side = |side: Result<JsValue, _>, common| side.ok().and_then(|s| s.as_f64()).unwrap_or(common);
    Point::new(side(window().inner_width(), 1440.0), side(window().inner_height(), 900.0))
}

thread_local! {
    /// The media queries that were asked: their answers follow the page by themselves, and every frame asks.
    static ASKED: RefCell<Vec<(&'static str, MediaQueryList)>> = RefCell::default();
}

/// Does a media query hold now?
pub fn matches(query: &'static str) -> bool {
    ASKED.with_borrow_mut(|asked| {
        if let Some((_, list)) = asked.iter().find(|(known, _)| *known == query) {
            return list.matches();
        }
        let Ok(Some(list)) = window().match_media(query) else { return false };
        let holds = list.matches();
        asked.push((query, list));
        holds
    })
}

/// Is the platform Apple's, where `Mod` is the command key?
pub fn is_apple() -> bool {
    window().navigator().platform().is_ok_and(|platform| platform.starts_with("Mac") || platform.starts_with("iP"))
}

/// Lets the page fill the screen, or no longer. Browsers may refuse; then it stays as large as it is.
pub fn fill_screen(on: bool) {
    let fills = document().fullscreen_element().is_some();
    match (on, fills, document().document_element()) {
        (true, false, Some(html)) => ask(&html, "requestFullscreen"),
        (false, true, _) => ask(&document(), "exitFullscreen"),
        _ => {}
    }
}

/// Calls a method that promises something. A refusal is no news: a promise that nobody waits for would be an error in the
/// console.
fn ask(object: &JsValue, method: &str) {
    let function = Reflect::get(object, &method.into()).ok().and_then(|method| method.dyn_into::<Function>().ok());
    let promise = function.and_then(|function| function.call0(object).ok()?.dyn_into::<Promise>().ok());
    if let Some(promise) = promise {
        spawn_local(async move { _ = JsFuture::from(promise).await });
    }
}

/// The day by the clock of whoever looks, as `2026-11-22`.
pub fn today() -> String {
    let now = js_sys::Date::new_0();
    format!("{:04}-{:02}-{:02}", now.get_full_year(), now.get_month() + 1, now.get_date())
}

/// Is the network there, as far as the browser knows?
pub fn is_online() -> bool {
    window().navigator().on_line()
}
