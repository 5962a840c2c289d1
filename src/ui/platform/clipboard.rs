//! The system clipboard, as text.

use wasm_bindgen_futures::JsFuture;

/// Puts `text` on the clipboard. The error is a sentence for the person, who has the text before them.
pub async fn copy(text: &str) -> Result<(), String> {
    write(text).await.map_err(|why| format!("{why} Select the text and copy it yourself."))
}

/// Puts `text` on the clipboard. The error says why it is not there.
pub async fn write(text: &str) -> Result<(), String> {
    let clipboard = super::window().navigator().clipboard();
    if clipboard.is_undefined() {
        return Err("This page may not use the clipboard: it was not opened over https or from localhost.".into());
    }
    let written = JsFuture::from(clipboard.write_text(text)).await;
    written.map(drop).map_err(|e| format!("The browser did not allow copying ({}).", super::reason(&e)))
}

/// The text on the clipboard. The error is a sentence for the person.
pub async fn read() -> Result<String, String> {
    let clipboard = super::window().navigator().clipboard();
    if clipboard.is_undefined() {
        return Err("This page may not use the clipboard: it was not opened over https or from localhost.".into());
    }
    let text = JsFuture::from(clipboard.read_text()).await.map_err(|e| {
        format!("The browser did not allow pasting ({}). Press Ctrl or Cmd and V on the canvas.", super::reason(&e))
    })?;
    Ok(text.as_string().unwrap_or_default())
}
