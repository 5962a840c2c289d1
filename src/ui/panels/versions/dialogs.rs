use cidraw::wording::counted;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::SubmitEvent;

use crate::ui::bridge::bridge;
use crate::ui::keep;
use crate::ui::platform::versions::Version;
use crate::ui::widgets::{DialogFrame, element_id, word};

/// The longest name, in characters: a name, not a story.
const NAME_MOST: u32 = 80;

/// Asks for a name: for the design as it is now, or for a version that has one.
#[component]
pub fn Ask(
    /// The version that gets another name; none for a new one.
    version: Option<Version>,
) -> impl IntoView {
    let bridge = bridge();
    let dialog = bridge.signals.dialog;
    let close = Callback::new(move |()| dialog.set(None));
    let input = NodeRef::<html::Input>::new();
    let refused = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let (title, words) = match &version {
        Some(version) => (format!("Rename “{}”", version.name), "Rename"),
        None => ("Name this version".to_owned(), "Keep it"),
    };
    let first = version.as_ref().map_or(String::new(), |version| version.name.clone());
    let about = match &version {
        Some(_) => String::new(),
        None => {
            let objects = bridge.design(|design| counted(design.len(), "object", "objects"));
            format!(
                "The design as it is now, with {objects}, is kept in this browser under the name. Editing goes on as before."
            )
        }
    };
    input.on_load(|input: web_sys::HtmlInputElement| input.select());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let name = input.get_untracked().map(|input| input.value()).unwrap_or_default().trim().to_owned();
        if name.is_empty() {
            return refused.set(Some("A version needs a name.".to_owned()));
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let version = version.clone();
        spawn_local(async move {
            let outcome = match version {
                Some(version) => keep::rename_version(bridge, Version { name, ..version }).await,
                None => keep::name_version(bridge, name).await,
            };
            let _ = busy.try_set(false);
            match outcome {
                Ok(()) => close.run(()),
                // What was typed stays: there may be room in a moment.
                Err(sentence) => _ = refused.try_set(Some(sentence)),
            }
        });
    };
    let (id, error_id) = (element_id("version"), element_id("error"));
    let described = error_id.clone();
    view! {
        <DialogFrame title=title class="dialog-text" on_close=close>
            <form on:submit=submit>
                <div class="dialog-body" data-testid="version-dialog">
                    {(!about.is_empty()).then(|| view! { <p class="soft version-about">{about}</p> })}
                    <label class="list-title" for=id.clone()>"Name"</label>
                    <span class="field" class:invalid=move || refused.with(Option::is_some)>
                        <input
                            node_ref=input
                            id=id
                            type="text"
                            class="grow"
                            autofocus=true
                            autocomplete="off"
                            maxlength=NAME_MOST
                            placeholder="Before the move to 10.4.0.0/16"
                            prop:value=first
                            aria-invalid=move || word(refused.with(Option::is_some))
                            aria-describedby=described
                            on:input=move |_| refused.set(None)
                        />
                    </span>
                    <div class="field-error" id=error_id role="alert" hidden=move || refused.with(Option::is_none)>
                        <p>{move || refused.get()}</p>
                    </div>
                </div>
                <footer class="dialog-foot">
                    <span class="grow"></span>
                    <button type="button" class="btn btn-line btn-lg" on:click=move |_| close.run(())>"Cancel"</button>
                    <button type="submit" class="btn btn-primary btn-lg" data-testid="keep-version" disabled=move || busy.get()>
                        {words}
                    </button>
                </footer>
            </form>
        </DialogFrame>
    }
}

/// Asks before a version is forgotten: nothing brings it back.
#[component]
pub fn DeleteVersion(
    /// Which.
    version: Version,
) -> impl IntoView {
    let bridge = bridge();
    let dialog = bridge.signals.dialog;
    let close = Callback::new(move |()| dialog.set(None));
    let refused = RwSignal::new(None::<String>);
    let title = format!("Delete “{}”?", version.name);
    let delete = move |_| {
        let version = version.clone();
        spawn_local(async move {
            match keep::delete_version(bridge, &version).await {
                Ok(()) => close.run(()),
                Err(sentence) => _ = refused.try_set(Some(sentence)),
            }
        });
    };
    view! {
        <DialogFrame title=title class="dialog-text" on_close=close>
            <div class="dialog-body" data-testid="delete-version-dialog">
                <p>"The version is deleted from this browser for good. The design itself stays as it is."</p>
                {move || refused.get().map(|sentence| view! { <p class="error" role="alert">{sentence}</p> })}
            </div>
            <footer class="dialog-foot">
                <span class="grow"></span>
                <button type="button" class="btn btn-line btn-lg" autofocus=true on:click=move |_| close.run(())>"Keep it"</button>
                <button type="button" class="btn btn-primary btn-lg" data-testid="delete-version" on:click=delete>"Delete"</button>
            </footer>
        </DialogFrame>
    }
}
