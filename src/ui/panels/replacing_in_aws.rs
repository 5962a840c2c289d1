use cidraw::editor::{Intent, Replacing};
use leptos::prelude::*;

use crate::ui::bridge::bridge;
use crate::ui::widgets::DialogFrame;

/// A change was asked for that AWS answers by making something anew: is that meant?
#[component]
pub fn ReplacingInAws(
    /// What it is, and what it replaces.
    replacing: Replacing,
) -> impl IntoView {
    let bridge = bridge();
    let dialog = bridge.signals.dialog;
    let leave = move || dialog.set(None);
    let sentences = bridge.design(|design| replacing.sentences(design));
    let label = replacing.planned.label.clone();
    let planned = StoredValue::new(replacing.planned);
    let replace = move |_| {
        leave();
        bridge.perform(Intent::CarryOut(Box::new(planned.get_value())));
    };
    view! {
        <DialogFrame title="This replaces what is in AWS" class="dialog-text" on_close=Callback::new(move |()| leave())>
            <div class="dialog-body" data-testid="replacing">
                <p><strong>{label}</strong></p>
                <ul class="plan-list">
                    {sentences.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view()}
                </ul>
                <p class="quiet">
                    "What is made anew has another id, and other addresses where AWS hands them out; whatever runs in it stops meanwhile."
                </p>
            </div>
            <footer class="dialog-foot">
                <span class="grow"></span>
                <button type="button" class="btn btn-line btn-lg" autofocus=true data-testid="leave" on:click=move |_| leave()>
                    "Leave it as it is"
                </button>
                <button type="button" class="btn btn-primary btn-lg" data-testid="replace" on:click=replace>
                    "Replace"
                </button>
            </footer>
        </DialogFrame>
    }
}
