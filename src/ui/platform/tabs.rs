//! Other tabs of this browser: which of them has a design open.
//!
//! Each tab holds a lock in the name of the record that it keeps its design under, for as long as it lives. The browser
//! gives it back when the tab is closed or killed.

use std::cell::RefCell;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::time::{wait, within};
use super::window;

/// How often a lock is asked for that another has, and how long is waited between, in milliseconds: a page that is
/// loaded again gives its own back only when it is gone.
const TRIES: u32 = 4;
const BETWEEN_MS: i32 = 150;

/// How long an answer is waited for, in milliseconds. It takes one or two.
const ANSWER_MS: i32 = 1_000;

thread_local! {
    /// Gives back the lock that this tab holds.
    static HELD: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Takes the lock of a record in place of the one that is held; does nobody else have it? A browser without locks has
/// no objection.
pub async fn take(key: &str) -> bool {
    give_back();
    for _ in 0..TRIES {
        if ask(key).await != Some(false) {
            return true;
        }
        wait(BETWEEN_MS).await;
    }
    false
}

/// Gives back the lock that is held.
pub fn give_back() {
    if let Some(release) = HELD.take() {
        let _ = release.call0(&JsValue::NULL);
    }
}

async fn ask(key: &str) -> Option<bool> {
    let navigator = window().navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?.dyn_into::<Object>().ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into::<Function>().ok()?;
    let options = Object::new();
    let _ = Reflect::set(&options, &"ifAvailable".into(), &true.into());
    let answer = Promise::new(&mut |answer, _| {
        let hold = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            let free = !lock.is_null();
            let _ = answer.call1(&JsValue::NULL, &free.into());
            // It is held until this promise is kept.
            if free { Promise::new(&mut |release, _| HELD.set(Some(release))).into() } else { JsValue::UNDEFINED }
        });
        let _ = request.call3(&locks, &format!("cidraw {key}").into(), &options, &hold);
    });
    within(ANSWER_MS, JsFuture::from(answer)).await?.ok()?.as_bool()
}
