//! Waiting, but not for ever; and how long things take.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

use super::window;

/// The browser's clock for how long things take, in milliseconds since the page began.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// What `work` comes to; `None` when it has come to nothing after so many milliseconds.
pub async fn within<T>(milliseconds: i32, work: impl Future<Output = T>) -> Option<T> {
    let mut timer = pin!(JsFuture::from(after(milliseconds)));
    let mut work = pin!(work);
    poll_fn(|cx| {
        if let Poll::Ready(result) = work.as_mut().poll(cx) {
            return Poll::Ready(Some(result));
        }
        timer.as_mut().poll(cx).map(|_| None)
    })
    .await
}

/// Waits so many milliseconds.
pub async fn wait(milliseconds: i32) {
    // The timer's promise is never refused.
    let _ = JsFuture::from(after(milliseconds)).await;
}

fn after(milliseconds: i32) -> Promise {
    Promise::new(&mut |resolve, _| {
        // A page without timers does not wait at all.
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    })
}
