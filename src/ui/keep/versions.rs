//! Versions of the design in hand that somebody gave a name, to look at and to go back to.

use cidraw::editor::Intent;
use cidraw::format;
use cidraw::model::Design;
use leptos::prelude::*;

use super::{WORK, new_key, note_edit};
use crate::ui::bridge::Bridge;
use crate::ui::effects;
use crate::ui::platform::files;
use crate::ui::platform::storage::{Storage, StorageError};
use crate::ui::platform::versions::{Version, Versions};

/// What was asked for, or why it cannot be had, as a sentence.
type Outcome<T> = Result<T, String>;

fn cannot(what: &str) -> impl Fn(StorageError) -> String {
    move |error| {
        format!(
            "This browser could not {what} ({error}). The design is as it was; saving it to a file keeps this state."
        )
    }
}

/// The versions of the design in hand, the latest first.
pub async fn versions() -> Outcome<Vec<Version>> {
    let design = WORK.with_borrow(|work| work.key.clone());
    if design.is_empty() {
        return Ok(Vec::new());
    }
    let failed = |error| format!("This browser could not read the versions ({error}).");
    Versions::open().await.map_err(failed)?.of(&design).await.map_err(failed)
}

/// The lists of versions are read again.
fn tell(bridge: Bridge) {
    let _ = bridge.signals.versions.try_update(|count| *count += 1);
}

/// Keeps the design as it is now under a name.
pub async fn name_version(bridge: Bridge, name: String) -> Outcome<()> {
    if WORK.with_borrow(|work| work.key.is_empty()) {
        // A version belongs to a design that is kept.
        note_edit(bridge);
    }
    let (text, objects) = bridge.design(|design| (format::save(design), design.len()));
    let design = WORK.with_borrow(|work| work.key.clone());
    let version =
        Version { key: new_key(), design: design.clone(), name, at: js_sys::Date::now(), objects, layout: None };
    let failed = cannot("keep the version");
    let store = Versions::open().await.map_err(&failed)?;
    store.put(&version, Some(&text)).await.map_err(&failed)?;
    tell(bridge);
    effects::say(bridge, format!("{} is kept as a version.", version.name));
    // Housekeeping: when it fails the store is only larger than it needs to be.
    if let Ok(designs) = Storage::open().await
        && let Ok(mut kept) = designs.keys().await
    {
        kept.push(design);
        let _ = store.forget_all_but(&kept).await;
    }
    Ok(())
}

/// Gives a version another name.
pub async fn rename_version(bridge: Bridge, version: Version) -> Outcome<()> {
    let failed = cannot("rename the version");
    Versions::open().await.map_err(&failed)?.put(&version, None).await.map_err(&failed)?;
    tell(bridge);
    Ok(())
}

/// Forgets a version.
pub async fn delete_version(bridge: Bridge, version: &Version) -> Outcome<()> {
    let failed = cannot("delete the version");
    Versions::open().await.map_err(&failed)?.delete(&version.key).await.map_err(&failed)?;
    tell(bridge);
    effects::say(bridge, format!("{} is deleted.", version.name));
    Ok(())
}

async fn text_of(version: &Version) -> Outcome<String> {
    let failed = |error| format!("This browser could not read {} ({error}).", version.name);
    let text = Versions::open().await.map_err(failed)?.text(&version.key).await.map_err(failed)?;
    text.ok_or_else(|| format!("{} is not in this browser any more.", version.name))
}

/// The design as it was in a version.
pub async fn design_of(version: &Version) -> Outcome<Design> {
    let text = text_of(version).await?;
    let loaded = format::load(&text).map_err(|error| format!("{} cannot be read. {error}", version.name))?;
    Ok(loaded.design)
}

/// Makes the design what it was in a version: one step, that can be undone.
pub async fn restore_version(bridge: Bridge, version: &Version) {
    match design_of(version).await {
        Ok(design) => bridge.perform(Intent::Restore { version: Box::new(design), name: version.name.clone() }),
        Err(sentence) => bridge.signals.bar.set(Some(sentence.into())),
    }
}

/// Downloads a version as a file.
pub async fn download_version(bridge: Bridge, version: &Version) {
    let design = bridge.signals.file_name.get_untracked();
    let name = format!("{design}, {}{}", version.name, files::ENDING);
    let outcome = match text_of(version).await {
        Ok(text) => files::download(&name, "application/json", text.as_bytes()),
        Err(sentence) => Err(sentence),
    };
    match outcome {
        Ok(()) => effects::say(bridge, format!("Downloaded {name}.")),
        Err(sentence) => bridge.signals.bar.set(Some(sentence.into())),
    }
}
