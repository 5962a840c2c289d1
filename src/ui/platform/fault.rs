//! Faults of the program itself. WebAssembly cannot unwind: a panic breaks off the call from the browser that led to it,
//! and leaves behind whatever the broken call had borrowed.

use std::cell::RefCell;
use std::panic;

use js_sys::{Function, Reflect};
use wasm_bindgen::closure::ScopedClosure;
use wasm_bindgen::{JsCast, JsValue};

use super::{document, reason, window};

thread_local! {
    /// What the last panic said.
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
    /// What was caught last, with where it was.
    static CAUGHT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Has every panic written to the console and kept for a report. To be called once.
pub fn watch() {
    panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        let text = info.to_string();
        // `start.js` takes it from there when the page cannot go on.
        if let Some(html) = document().document_element() {
            let _ = html.set_attribute("data-panic", &text);
        }
        let _ = PANIC.try_with(|panic| panic.replace(Some(text)));
    }));
}

/// Calls `work` by way of the browser, which stops what breaks off in it; did it come back?
///
/// When it did not, its frames are gone without having been left: what it borrowed stays borrowed, what it was changing
/// is half changed. So it may only be handed what can be given up.
pub fn comes_back(work: &mut dyn FnMut()) -> bool {
    let mut run = || work();
    let closure = ScopedClosure::<dyn FnMut()>::borrow_mut_aborting(&mut run);
    let function: &Function = closure.as_js_value().unchecked_ref();
    match function.call0(&JsValue::NULL) {
        Ok(_) => true,
        Err(error) => {
            let stack = Reflect::get(&error, &"stack".into()).ok().and_then(|stack| stack.as_string());
            CAUGHT.set(Some(stack.unwrap_or_else(|| reason(&error))));
            // The page goes on: nobody else is to report it.
            if let Some(html) = document().document_element() {
                let _ = html.remove_attribute("data-panic");
            }
            false
        }
    }
}

/// What is known of the last fault that was caught, for somebody who is to mend it. `doing` is what broke off, `about`
/// what it was done to, without a name or an address.
pub fn report(doing: &str, about: &str) -> String {
    let agent = window().navigator().user_agent().unwrap_or_default();
    let panic = PANIC.take().unwrap_or_else(|| "no panic was heard of".into());
    let caught = CAUGHT.take().unwrap_or_default();
    let version = env!("CARGO_PKG_VERSION");
    format!("cidraw {version}: {doing} broke down.\nDesign: {about}\nBrowser: {agent}\n\n{panic}\n\n{caught}\n")
}
