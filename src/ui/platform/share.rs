//! A whole design in a link, after `#`: deflated by the browser, in the alphabet of URLs.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cidraw::editor::Fragment;
use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStreamDefaultReader, ReadableWritablePair};

/// The part of the fragment that carries a design. The digit is the version of the encoding.
pub const PART: &str = "d1";

/// A link is not unpacked past this many bytes: a small one could otherwise fill the memory.
const UNPACKED_MAX: u32 = 50_000_000;

/// Why a link holds no design.
#[derive(Debug, PartialEq, thiserror::Error)]
pub enum ShareError {
    /// The fragment is cut off or was changed on its way.
    #[error("This link is damaged: part of it was lost or changed on the way. Ask for it again, or for the file.")]
    Damaged,
    /// It unpacks to more than a design can be.
    #[error("This link unpacks to more than 50 MB, which no design needs. It was not opened.")]
    TooLarge,
    /// The browser cannot deflate.
    #[error("This browser cannot pack a design into a link ({0}). Save the file and send that.")]
    Unsupported(String),
}

/// The fragment that carries `text`.
pub async fn pack(text: &str) -> Result<String, ShareError> {
    let unsupported = |e: JsValue| ShareError::Unsupported(super::reason(&e));
    let pair = transformation("CompressionStream").map_err(unsupported)?;
    let bytes = through(text.as_bytes(), &pair).await.map_err(unsupported)?;
    Ok(Fragment::default().with(PART, Some(&URL_SAFE_NO_PAD.encode(bytes))).to_string())
}

/// The text that a fragment carries; `None` for a fragment of another kind.
pub async fn unpack(fragment: &Fragment) -> Option<Result<String, ShareError>> {
    let packed = fragment.get(PART)?;
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(packed.trim_end()) else { return Some(Err(ShareError::Damaged)) };
    Some(unpack_bytes(&bytes).await)
}

async fn unpack_bytes(bytes: &[u8]) -> Result<String, ShareError> {
    let pair = transformation("DecompressionStream").map_err(|e| ShareError::Unsupported(super::reason(&e)))?;
    let text = through(bytes, &pair).await.map_err(|e| match e.is_null() {
        true => ShareError::TooLarge,
        false => ShareError::Damaged,
    })?;
    String::from_utf8(text).map_err(|_| ShareError::Damaged)
}

/// One of the browser's two stream transformations for raw deflate. Not yet among web-sys's stable bindings.
fn transformation(class: &str) -> Result<ReadableWritablePair, JsValue> {
    let class: Function = Reflect::get(&super::window(), &class.into())?.dyn_into()?;
    Ok(Reflect::construct(&class, &Array::of1(&"deflate-raw".into()))?.unchecked_into())
}

/// Pipes bytes through one of the browser's transformations. `Err(null)` when more comes out than a design can be.
async fn through(bytes: &[u8], pair: &ReadableWritablePair) -> Result<Vec<u8>, JsValue> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let stream = Blob::new_with_u8_array_sequence(&parts)?.stream().pipe_through(pair);
    let reader = stream.get_reader().unchecked_into::<ReadableStreamDefaultReader>();
    let mut out = Vec::new();
    loop {
        let chunk = JsFuture::from(reader.read()).await?;
        if Reflect::get(&chunk, &"done".into())?.is_truthy() {
            return Ok(out);
        }
        let value: Uint8Array = Reflect::get(&chunk, &"value".into())?.unchecked_into();
        if out.len() + value.length() as usize > UNPACKED_MAX as usize {
            let _ = reader.cancel();
            return Err(JsValue::NULL);
        }
        let start = out.len();
        out.resize(start + value.length() as usize, 0);
        value.copy_to(&mut out[start..]);
    }
}
