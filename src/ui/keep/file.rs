//! Files of the person's disk: opened from, saved to.

use cidraw::model::Design;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileSystemFileHandle};

use super::{WORK, opened, start_other};
use crate::ui::bridge::Bridge;
use crate::ui::effects;
use crate::ui::platform::files::{self, Saved};
use crate::ui::platform::{document, reason};
use crate::ui::signals::{Keeping, Notice, Offer};
use crate::ui::workbench::workbench;

/// Opens a file that was picked or dropped.
pub fn open_file(bridge: Bridge, file: File, handle: Option<FileSystemFileHandle>) {
    spawn_local(async move {
        let name = files::design_name(&file.name());
        match files::read(&file).await {
            Err(sentence) => bridge.signals.bar.set(Some(sentence.into())),
            Ok(bytes) => {
                bridge.signals.bar.set(None);
                let Some(workbench) = workbench(bridge).await else { return };
                let text = match (workbench.text_in)(&bytes) {
                    Ok(text) => text.into_owned(),
                    Err(error) => {
                        let text = format!("{} was not opened. {error}", file.name());
                        return bridge.signals.bar.set(Some(text.into()));
                    }
                };
                // Saving writes a design: to a file of its own, never over the picture.
                let handle = handle.filter(|_| !(workbench.is_picture)(&bytes));
                if let Some((name, design)) = opened(bridge, &name, &text).await {
                    let notes = bridge.signals.bar.get_untracked();
                    start_other(bridge, &name, design, handle);
                    WORK.with_borrow_mut(|work| work.file_at = file.last_modified());
                    bridge.signals.keeping.set(Keeping::Saved);
                    bridge.signals.bar.set(notes);
                    effects::say(bridge, format!("Opened {name}."));
                }
            }
        }
    });
}

/// Asks for a file: the browser's own dialog where there is one, else the page's file input.
pub fn choose_file(bridge: Bridge) {
    spawn_local(async move {
        match files::pick("showOpenFilePicker", None).await {
            files::Picked::Handle(handle) => match JsFuture::from(handle.get_file()).await {
                Ok(file) => open_file(bridge, file.unchecked_into(), Some(handle)),
                Err(e) => {
                    let text = format!("{} could not be read ({}).", handle.name(), reason(&e));
                    bridge.signals.bar.set(Some(text.into()));
                }
            },
            files::Picked::Cancelled => {}
            files::Picked::Unsupported => {
                if let Ok(Some(input)) = document().query_selector("[data-testid=open-file]") {
                    input.unchecked_into::<web_sys::HtmlElement>().click();
                }
            }
        }
    });
}

/// Saves to the file it came from, or to one that the person picks.
pub fn save(bridge: Bridge) {
    let name = bridge.signals.file_name.get_untracked();
    let (file, file_at) = WORK.with_borrow(|work| (work.file.clone(), work.file_at));
    spawn_local(async move {
        let Some(workbench) = workbench(bridge).await else { return };
        let text = bridge.design(workbench.save);
        let revision = bridge.design(Design::revision);
        let sentence = match files::save(&name, &text, file, file_at).await {
            Err(sentence) => return bridge.signals.bar.set(Some(Notice::from(sentence).offering(Offer::Design))),
            Ok(Saved::Cancelled) => return,
            Ok(Saved::ChangedByOther(file_name)) => {
                let text = format!(
                    "{file_name} was changed by somebody else after you opened or saved it. Nothing was written. Download yours under another name, or save over theirs."
                );
                let notice = Notice::from(text).offering(Offer::Design).offering(Offer::Overwrite);
                return bridge.signals.bar.set(Some(notice));
            }
            Ok(Saved::Downloaded) => format!("Downloaded {name}{}.", files::ENDING),
            Ok(Saved::To(handle, at)) => {
                let file_name = handle.name();
                bridge.signals.file_name.set(files::design_name(&file_name));
                WORK.with_borrow_mut(|work| (work.file, work.file_at) = (Some(handle), at));
                format!("Saved {file_name}.")
            }
        };
        WORK.with_borrow_mut(|work| work.in_file = revision);
        if bridge.design(Design::revision) == revision {
            bridge.signals.keeping.set(Keeping::Saved);
        }
        effects::say(bridge, sentence);
    });
}

/// Saves over what somebody else has written to the file.
pub fn save_over(bridge: Bridge) {
    bridge.signals.bar.set(None);
    WORK.with_borrow_mut(|work| work.file_at = 0.0);
    save(bridge);
}

/// Downloads the design as it is now, whatever file it came from.
pub fn download(bridge: Bridge) {
    let name = bridge.signals.file_name.get_untracked();
    spawn_local(async move {
        let Some(workbench) = workbench(bridge).await else { return };
        let text = bridge.design(workbench.save);
        match files::download(&format!("{name}{}", files::ENDING), "application/json", text.as_bytes()) {
            Ok(()) => effects::say(bridge, format!("Downloaded {name}{}.", files::ENDING)),
            Err(sentence) => bridge.signals.bar.set(Some(sentence.into())),
        }
    });
}
