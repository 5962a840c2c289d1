//! What was downloaded as Terraform code: kept as versions, so that the next code says what is renamed since.

use cidraw::export::Layout;
use cidraw::format;
use cidraw::model::Design;
use leptos::prelude::*;

use super::{WORK, new_key, note_edit};
use crate::ui::bridge::Bridge;
use crate::ui::effects;
use crate::ui::platform::storage::StorageError;
use crate::ui::platform::versions::{Version, Versions};

/// What a version is called that is kept of a download, until somebody gives it another name.
pub fn download_name(layout: Layout) -> String {
    format!("Downloaded as Terraform ({})", layout.key())
}

/// Keeps what was downloaded in a layout, and what was downloaded in it before that was something else: whoever downloads the
/// same once more gets the same code.
pub async fn note_download(bridge: Bridge, downloaded: &Design, layout: Layout) {
    if WORK.with_borrow(|work| work.key.is_empty()) {
        // A version belongs to a design that is kept.
        note_edit(bridge);
    }
    let design = WORK.with_borrow(|work| work.key.clone());
    let (text, objects) = (format::save(downloaded), downloaded.len());
    let name = download_name(layout);
    let version = Version { key: new_key(), design, name, at: js_sys::Date::now(), objects, layout: Some(layout) };
    match keep(version, &text).await {
        Ok(()) => _ = bridge.signals.versions.try_update(|count| *count += 1),
        Err(error) => effects::toast(
            bridge,
            format!(
                "This browser could not keep what was downloaded ({error}): the next export will not know what was renamed since."
            ),
            false,
            true,
        ),
    }
}

async fn keep(version: Version, text: &str) -> Result<(), StorageError> {
    let store = Versions::open().await?;
    let mut earlier = store.of(&version.design).await?;
    earlier.retain(|one| one.layout == version.layout);
    let same = match earlier.first() {
        Some(last) => store.text(&last.key).await?.as_deref() == Some(text),
        None => false,
    };
    if same {
        return Ok(());
    }
    store.put(&version, Some(text)).await?;
    for old in earlier.iter().skip(1) {
        store.delete(&old.key).await?;
    }
    Ok(())
}
