//! Files of the person's disk: opened, saved to the same place where the browser can, else downloaded.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, File, FileSystemFileHandle, FileSystemWritableFileStream, HtmlAnchorElement, Url,
};

use super::{document, reason, window};

/// The largest file that is read, in bytes: a picture. What it carries, and a design by itself, may be smaller only; who
/// reads it says so.
const OPEN_MAX: f64 = 200_000_000.0;

/// The ending of a design's file.
pub const ENDING: &str = ".cidraw.json";

/// What is in a file. The error is a sentence for the person.
pub async fn read(file: &File) -> Result<Vec<u8>, String> {
    let name = file.name();
    if file.size() > OPEN_MAX {
        let size = file.size() / 1_000_000.0;
        return Err(format!("{name} has {size:.0} MB. The largest file that can be opened has 200 MB."));
    }
    let bytes =
        JsFuture::from(file.array_buffer()).await.map_err(|e| format!("{name} could not be read ({}).", reason(&e)))?;
    Ok(Uint8Array::new(&bytes).to_vec())
}

/// The name of a design from the name of its file.
pub fn design_name(file_name: &str) -> String {
    let endings = [ENDING, ".json", ".svg", ".png"];
    endings.into_iter().find_map(|ending| file_name.strip_suffix(ending)).unwrap_or(file_name).to_owned()
}

/// The text of a file that belongs to the page. The error is a sentence for the person.
pub async fn fetch_own(path: &str) -> Result<String, String> {
    let failed = |why: String| format!("{path} could not be fetched ({why}). Reload the page, or try again later.");
    let response = JsFuture::from(window().fetch_with_str(path)).await.map_err(|e| failed(reason(&e)))?;
    let response: web_sys::Response = response.unchecked_into();
    if !response.ok() {
        return Err(failed(format!("status {}", response.status())));
    }
    let text = response.text().map_err(|e| failed(reason(&e)))?;
    let text = JsFuture::from(text).await.map_err(|e| failed(reason(&e)))?;
    Ok(text.as_string().unwrap_or_default())
}

/// An address for bytes that the browser holds, until [`forget`]; `None` when it does not.
pub fn address_of(media_type: &str, bytes: &[u8]) -> Option<String> {
    blob_address(media_type, bytes).ok()
}

/// Lets go of the bytes behind an address.
pub fn forget(address: &str) {
    // An address that is known no more needs nothing.
    let _ = Url::revoke_object_url(address);
}

fn blob_address(media_type: &str, bytes: &[u8]) -> Result<String, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&Uint8Array::from(bytes));
    Url::create_object_url_with_blob(&Blob::new_with_u8_array_sequence_and_options(&parts, &options)?)
}

/// Downloads bytes as a file called `name`.
pub fn download(name: &str, media_type: &str, bytes: &[u8]) -> Result<(), String> {
    let failed = |e: JsValue| format!("{name} could not be downloaded ({}).", reason(&e));
    let address = blob_address(media_type, bytes).map_err(failed)?;
    let link: HtmlAnchorElement = document().create_element("a").map_err(failed)?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The download has its own hold on the blob once it has begun, which takes until after this turn.
    gloo::timers::callback::Timeout::new(10_000, move || forget(&address)).forget();
    Ok(())
}

/// How a save ended.
pub enum Saved {
    /// Written to this file, which further saves go to; the file is of this time.
    To(FileSystemFileHandle, f64),
    /// The file of this name is not as it was. Nothing was written.
    ChangedByOther(String),
    /// The browser has no file access: it was downloaded.
    Downloaded,
    /// The person closed the file dialog.
    Cancelled,
}

/// Saves `text`: to `handle` when there is one, else to a file that the person picks, else as a download. A file that
/// is not of the time `file_at` any more is not overwritten; 0 for a file that was never looked at.
pub async fn save(name: &str, text: &str, handle: Option<FileSystemFileHandle>, file_at: f64) -> Result<Saved, String> {
    let handle = match handle {
        Some(handle) if file_at > 0.0 && changed_at(&handle).await.is_some_and(|at| at != file_at) => {
            return Ok(Saved::ChangedByOther(handle.name()));
        }
        Some(handle) => handle,
        None => match pick("showSaveFilePicker", Some(name)).await {
            Picked::Handle(handle) => handle,
            Picked::Cancelled => return Ok(Saved::Cancelled),
            Picked::Unsupported => {
                download(&format!("{name}{ENDING}"), "application/json", text.as_bytes())?;
                return Ok(Saved::Downloaded);
            }
        },
    };
    write(&handle, text).await.map_err(|e| {
        format!("{} could not be written ({}). Your work is kept in this browser.", handle.name(), reason(&e))
    })?;
    let at = changed_at(&handle).await.unwrap_or_default();
    Ok(Saved::To(handle, at))
}

/// When a file was changed last, in milliseconds since 1970; `None` when it cannot be said.
async fn changed_at(handle: &FileSystemFileHandle) -> Option<f64> {
    let file: File = JsFuture::from(handle.get_file()).await.ok()?.unchecked_into();
    Some(file.last_modified())
}

async fn write(handle: &FileSystemFileHandle, text: &str) -> Result<(), JsValue> {
    let stream: FileSystemWritableFileStream = JsFuture::from(handle.create_writable()).await?.unchecked_into();
    JsFuture::from(stream.write_with_str(text)?).await?;
    JsFuture::from(stream.close()).await?;
    Ok(())
}

/// What a file dialog gave.
pub enum Picked {
    /// A file.
    Handle(FileSystemFileHandle),
    /// The person closed the dialog.
    Cancelled,
    /// This browser has no such dialog.
    Unsupported,
}

/// Shows the browser's own file dialog, `showOpenFilePicker` or `showSaveFilePicker`.
pub async fn pick(dialog: &str, name: Option<&str>) -> Picked {
    let Ok(function) = Reflect::get(&window(), &dialog.into()) else { return Picked::Unsupported };
    let Ok(function) = function.dyn_into::<Function>() else { return Picked::Unsupported };
    let options = Object::new();
    if let Some(name) = name {
        let _ = Reflect::set(&options, &"suggestedName".into(), &format!("{name}{ENDING}").into());
    }
    let Ok(promise) = function.call1(&window(), &options) else { return Picked::Unsupported };
    match JsFuture::from(promise.unchecked_into::<Promise>()).await {
        Ok(picked) => {
            let first = if Array::is_array(&picked) { picked.unchecked_ref::<Array>().get(0) } else { picked };
            Picked::Handle(first.unchecked_into())
        }
        // The dialog refuses with AbortError when it is closed, and with others when it may not open (a frame).
        Err(e) if Reflect::get(&e, &"name".into()).is_ok_and(|n| n == "AbortError") => Picked::Cancelled,
        Err(_) => Picked::Unsupported,
    }
}
