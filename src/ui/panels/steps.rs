use cidraw::editor::Intent;
use leptos::prelude::*;

use crate::ui::bridge::bridge;
use crate::ui::widgets::{Icon, Viewport, word};

/// The height of a row in pixels, as in dock.css.
const ROW: f64 = 26.0;

/// What was done and undone; a press goes back or forward to it.
#[component]
pub fn Steps() -> impl IntoView {
    let bridge = bridge();
    // The steps in the order in which they were made, and how many of them are done.
    let steps = Memo::new(move |_| {
        bridge.signals.revision.track();
        bridge.with(|editor| {
            let history = editor.history();
            let labels = history.done().iter().chain(history.undone().iter().rev()).map(|entry| entry.label.clone());
            (labels.collect::<Vec<_>>(), history.done().len())
        })
    });
    let done = Memo::new(move |_| steps.with(|(_, done)| *done));
    let viewport = Viewport::new(ROW);
    // The latest step is at the top, and the design as it was opened at the bottom.
    let count = Memo::new(move |_| steps.with(|(labels, _)| labels.len()) + 1);
    let window = Memo::new(move |_| {
        let count = count.get();
        viewport.range(count).map(|at| count - 1 - at).collect::<Vec<usize>>()
    });
    let row = move |step: usize| {
        let label = move || match step {
            0 => "As it was opened".to_owned(),
            step => steps.with(|(labels, _)| labels.get(step - 1).cloned().unwrap_or_default()),
        };
        let now = move || done.get() == step;
        view! {
            <button
                type="button"
                class="step"
                class:undone=move || { step > done.get() }
                data-step=step
                aria-current=move || now().then_some("step")
                aria-pressed=move || word(now())
                // A step that is gone is told so before its row goes.
                style:top=move || viewport.offset(count.get().saturating_sub(step + 1))
                on:click=move |_| bridge.perform(Intent::TravelTo(step))
            >
                <span class="step-mark">
                    {move || now().then(|| view! { <Icon name="check" class="icon-14" /> })}
                </span>
                <span class="grow">{label}</span>
                {move || (step > done.get()).then(|| view! { <span class="quiet">"undone"</span> })}
                <span class="quiet mono">{step}</span>
            </button>
        }
    };
    view! {
        <section class="steps-panel" aria-label="Steps">
            <header class="toolbar"><h2>"Steps of this session"</h2></header>
            <div class="scroll" data-testid="history" node_ref=viewport.node on:scroll=move |_| viewport.scrolled()>
                <div class="steps" role="group" aria-label="Steps" style:height=move || viewport.offset(count.get())>
                    <For each=move || window.get() key=|step| *step children=row />
                </div>
            </div>
        </section>
    }
}
