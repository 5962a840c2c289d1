use leptos::prelude::*;

use crate::ui::bridge::bridge;
use crate::ui::keep;
use crate::ui::widgets::DialogFrame;

/// A link was opened while there is work of one's own: which of the two is to be on the screen?
#[component]
pub fn KeepOrReplace() -> impl IntoView {
    let bridge = bridge();
    let dialog = bridge.signals.dialog;
    let keep_own = move || {
        dialog.set(None);
        keep::leave_offered(bridge);
    };
    let take = move |_| {
        dialog.set(None);
        keep::take_offered(bridge);
    };
    view! {
        <DialogFrame title="Open the design of the link?" class="dialog-text" on_close=Callback::new(move |()| keep_own())>
            <div class="dialog-body" data-testid="keep-or-replace">
                <p>
                    "You have a design open. The one of the link can take its place on the screen; yours stays under Recent, as it is now."
                </p>
            </div>
            <footer class="dialog-foot">
                <span class="grow"></span>
                <button type="button" class="btn btn-line btn-lg" autofocus=true data-testid="keep-own" on:click=move |_| keep_own()>
                    "Keep mine"
                </button>
                <button type="button" class="btn btn-primary btn-lg" data-testid="take-link" on:click=take>
                    "Open the link's"
                </button>
            </footer>
        </DialogFrame>
    }
}
