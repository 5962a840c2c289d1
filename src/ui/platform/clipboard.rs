//! The system clipboard, as text.

use wasm_bindgen_futures::JsFuture;

/// Puts `text` on the clipboard. The error is a sentence for the person.
pub async fn copy(text: &str) -> Result<(), String> {
    let clipboard = super::window().navigator().clipboard();
    if clipboard.is_undefined() {
        return Err("This page may not use the clipboard: it was not opened over https or from localhost.".into());
    }
    JsFuture::from(clipboard.write_text(text)).await.map(drop).map_err(|e| {
        format!("The browser did not allow copying ({}). Select the text and copy it yourself.", super::reason(&e))
    })
}
