use cidraw::wording::thousands;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::HtmlInputElement;

use crate::ui::bridge::bridge;
use crate::ui::effects;
use crate::ui::platform::clipboard;
use crate::ui::widgets::{DialogFrame, Icon};

/// Links up to this many characters go through everything.
const SHORT: usize = 2_000;
/// Longer ones than this are cut off by many programs.
const LONG: usize = 32_000;

/// What will happen to a link of this length.
fn verdict(length: usize) -> (&'static str, &'static str) {
    match length {
        0..=SHORT => ("ok", "Short enough for every chat and mail program."),
        _ if length <= LONG => {
            ("warning", "Some chat programs cut links of this length off. Check that it arrives whole.")
        }
        _ => ("error", "Too long for most programs. Save the file and send that instead."),
    }
}

/// The link that carries the whole design, and how long it is.
#[component]
pub fn Share() -> impl IntoView {
    let bridge = bridge();
    let link = RwSignal::new(None::<Result<String, String>>);
    let copied = RwSignal::new(None::<Result<(), String>>);
    let input = NodeRef::<html::Input>::new();
    spawn_local(async move {
        let made = effects::share_link(bridge).await;
        let _ = link.try_set(Some(made));
    });
    let close = Callback::new(move |()| bridge.signals.dialog.set(None));
    let text = Signal::derive(move || link.with(|link| link.clone().and_then(Result::ok).unwrap_or_default()));
    let copy = move |_| {
        let text = text.get_untracked();
        spawn_local(async move {
            let outcome = clipboard::copy(&text).await;
            if outcome.is_ok() {
                crate::ui::effects::say(bridge, "Copied the link.");
            }
            let _ = copied.try_set(Some(outcome));
        });
    };
    let meter = move || {
        let length = text.with(String::len);
        let (class, words) = verdict(length);
        (length > 0).then(|| {
            view! {
                <p class="share-meter">
                    <meter min=0 max=LONG low=SHORT high=SHORT optimum=0 value=length.min(LONG)></meter>
                    <span class=class>{format!("{} characters.", thousands(length as u128))}</span>
                    <span class="soft">{words}</span>
                </p>
            }
        })
    };
    view! {
        <DialogFrame title="Share" class="dialog-text" on_close=close>
            <div class="dialog-body" data-testid="share-dialog">
                <p>"The link holds the whole design. Nothing is sent to a server: whoever has the link has the design."</p>
                <div class="share-row">
                    <span class="field grow">
                        <input
                            node_ref=input
                            class="mono"
                            type="text"
                            readonly
                            aria-label="Link"
                            data-testid="share-link"
                            prop:value=move || text.get()
                            on:focus=move |_| {
                                if let Some(input) = input.get_untracked() {
                                    HtmlInputElement::select(&input);
                                }
                            }
                        />
                    </span>
                    <button
                        type="button"
                        class="btn btn-primary btn-lg"
                        autofocus=true
                        data-testid="share-copy"
                        disabled=move || text.with(String::is_empty)
                        on:click=copy
                    >
                        <Icon name="copy" />
                        {move || if copied.with(|copied| matches!(copied, Some(Ok(())))) { "Copied" } else { "Copy the link" }}
                    </button>
                </div>
                {move || match link.get() {
                    None => Some(view! { <p class="quiet">"Packing the design…"</p> }.into_any()),
                    Some(Err(sentence)) => Some(view! { <p class="error" role="alert">{sentence}</p> }.into_any()),
                    Some(Ok(_)) => None,
                }}
                {move || match copied.get() {
                    Some(Err(sentence)) => Some(view! { <p class="error" role="alert">{sentence}</p> }),
                    _ => None,
                }}
                {meter}
                <p class="quiet note">
                    "Opening the link never overwrites what somebody is working on. Later edits are not in it: share again."
                </p>
            </div>
        </DialogFrame>
    }
}
