//! The browser's own services behind small functions: files, storage, links, clipboard.

pub mod address;
pub mod clipboard;
pub mod fault;
pub mod files;
pub mod page;
pub mod preferences;
pub mod share;
pub mod storage;
pub mod tabs;
pub mod time;
pub mod versions;

use wasm_bindgen::JsValue;

/// The window. The application only runs in one.
pub fn window() -> web_sys::Window {
    web_sys::window().expect("the application runs in a page")
}

/// The document.
pub fn document() -> web_sys::Document {
    window().document().expect("a window has a document")
}

/// What the browser says went wrong, as text.
pub fn reason(error: &JsValue) -> String {
    js_sys::Reflect::get(error, &"message".into())
        .ok()
        .and_then(|message| message.as_string())
        .or_else(|| error.as_string())
        .unwrap_or_else(|| "the browser gave no reason".into())
}
