use std::sync::Arc;

use cidraw::editor::Intent;
use cidraw::rules::Finding;
use leptos::prelude::*;

use crate::ui::bridge::bridge;
use crate::ui::panels::mono::Monospaced;
use crate::ui::platform::page::today;
use crate::ui::widgets::{DialogFrame, ErrorLine, FieldError, element_id};

/// Asks for the reason why a finding may stay, and until when.
#[component]
pub fn AcceptDialog(
    /// The finding.
    finding: Arc<Finding>,
    /// Closes it.
    on_close: Callback<()>,
) -> impl IntoView {
    let bridge = bridge();
    let (reason, until) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let error = RwSignal::new(None::<FieldError>);
    let (reason_id, until_id, error_id) = (element_id("reason"), element_id("until"), element_id("error"));
    let fingerprint = finding.fingerprint();
    let accept = move || {
        let until = Some(until.get_untracked()).filter(|until| !until.is_empty());
        let intent = Intent::AcceptFinding { finding: fingerprint.clone(), reason: reason.get_untracked(), until };
        match bridge.attempt(intent) {
            Ok(()) => on_close.run(()),
            Err(refusal) => error.set(Some(refusal)),
        }
    };
    view! {
        <DialogFrame title="Accept this problem" class="dialog-text" on_close=on_close>
            <form on:submit=move |event| {
                event.prevent_default();
                accept();
            }>
            <div class="dialog-body accept-form" data-testid="accept-dialog">
                <p><Monospaced text=finding.message.clone() /></p>
                <label for=reason_id.clone()>"Why it may stay"</label>
                <span class="field">
                    <textarea
                        id=reason_id
                        autofocus=true
                        rows="3"
                        aria-describedby=error_id.clone()
                        prop:value=move || reason.get()
                        on:input=move |event| reason.set(event_target_value(&event))
                    ></textarea>
                </span>
                <label for=until_id.clone()>"Until, if not for good"</label>
                <span class="field accept-until">
                    <input
                        id=until_id
                        type="date"
                        min=today()
                        prop:value=move || until.get()
                        on:input=move |event| until.set(event_target_value(&event))
                    />
                </span>
                <ErrorLine id=error_id error=error on_correct=Callback::new(|_| ()) />
                <p class="quiet">"The reason is kept in the file and told by reports and checks. The problem counts no more."</p>
            </div>
            <footer class="dialog-foot">
                <span class="grow"></span>
                <button type="button" class="btn btn-line btn-lg" on:click=move |_| on_close.run(())>"Cancel"</button>
                <button type="submit" class="btn btn-primary btn-lg" data-testid="accept">"Accept"</button>
            </footer>
            </form>
        </DialogFrame>
    }
}
