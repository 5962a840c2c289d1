use cidraw::editor::{TEMPLATES, Template};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::ui::bridge::{Bridge, bridge};
use crate::ui::keep;
use crate::ui::platform::files;
use crate::ui::widgets::DialogFrame;

/// Opens a template as a new design. The error is a sentence.
async fn open(bridge: Bridge, id: &'static str) -> Result<(), String> {
    let text = files::fetch_own(&format!("templates/{id}{}", files::ENDING)).await?;
    let loaded = cidraw::format::load(&text).map_err(|error| format!("The template could not be read. {error}"))?;
    keep::start_other(bridge, id, loaded.design, None);
    Ok(())
}

/// "4 VPCs, 24 subnets, 99 objects".
fn counts(template: &Template) -> String {
    let Template { vpcs, subnets, objects, .. } = template;
    let plural = if *vpcs == 1 { "VPC" } else { "VPCs" };
    format!("{vpcs} {plural}, {subnets} subnets, {objects} objects")
}

/// A template as the canvas draws it from afar. All pictures are one file, which the browser fetches when the first is
/// shown; their inks are those of the page.
#[component]
fn Picture(id: &'static str) -> impl IntoView {
    view! {
        <svg class="card-picture" aria-hidden="true">
            <use_ href=format!("templates/pictures.svg#{id}")></use_>
        </svg>
    }
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
                <Picture id=template.id />
                <span class="card-title">{template.title}</span>
                <span class="soft">{template.about}</span>
                <span class="quiet">{counts(template)}</span>
            </button>
        }
    };
    view! {
        <DialogFrame title="Start from a template" class="dialog-templates" on_close=close>
            <div class="dialog-body" data-testid="templates-dialog">
                <div class="cards">{TEMPLATES.iter().map(card).collect_view()}</div>
                {move || failed.get().map(|sentence| view! { <p class="error" role="alert">{sentence}</p> })}
                <p class="quiet note">"A template opens as a design of its own. What you have open stays under Recent."</p>
            </div>
        </DialogFrame>
    }
}
