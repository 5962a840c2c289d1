use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::ui::bridge::{Bridge, bridge};
use crate::ui::keep;
use crate::ui::platform::files;
use crate::ui::widgets::{DialogFrame, Icon};

/// A design to start from: a file of the page, fetched when it is chosen.
struct Template {
    /// The file's name without the ending, in `assets/templates`.
    id: &'static str,
    /// Its name.
    title: &'static str,
    /// What is in it.
    about: &'static str,
}

const TEMPLATES: [Template; 1] = [Template {
    id: "three-environments",
    title: "Three environments and shared services",
    about: "Production, staging and development over four zones, public and private tiers behind NAT gateways, each \
            peered with shared services only.",
}];

/// Opens a template as a new design. The error is a sentence.
async fn open(bridge: Bridge, id: &'static str) -> Result<(), String> {
    let text = files::fetch_own(&format!("templates/{id}{}", files::ENDING)).await?;
    let loaded = cidraw::format::load(&text).map_err(|error| format!("The template could not be read. {error}"))?;
    keep::start_other(bridge, id, loaded.design, None);
    Ok(())
}

/// Checked designs to start from.
#[component]
pub fn Templates() -> impl IntoView {
    let bridge = bridge();
    let failed = RwSignal::new(None::<String>);
    let close = Callback::new(move |()| bridge.signals.dialog.set(None));
    let card = move |template: &'static Template| {
        let choose = move |_| {
            spawn_local(async move {
                match open(bridge, template.id).await {
                    Ok(()) => close.run(()),
                    Err(sentence) => drop(failed.try_set(Some(sentence))),
                }
            });
        };
        view! {
            <button type="button" class="card" data-testid="template" data-template=template.id on:click=choose>
                <span class="card-picture"><Icon name="vpc" class="icon-20" /></span>
                <span class="card-title">{template.title}</span>
                <span class="soft">{template.about}</span>
            </button>
        }
    };
    view! {
        <DialogFrame title="Start from a template" class="dialog-text" on_close=close>
            <div class="dialog-body" data-testid="templates-dialog">
                <div class="cards">{TEMPLATES.iter().map(card).collect_view()}</div>
                {move || failed.get().map(|sentence| view! { <p class="error" role="alert">{sentence}</p> })}
                <p class="quiet note">"A template opens as a design of its own. What you have open stays under Recent."</p>
            </div>
        </DialogFrame>
    }
}
