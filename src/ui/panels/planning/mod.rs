//! Dialogs that show a plan before it is carried out: what is before, what is after, and what AWS replaces.

mod blocks;
mod csv;
mod replan;
mod reserve;
mod stamp;
mod table;

use cidraw::editor::planning::Planned;
use cidraw::editor::{Intent, Planning};
use leptos::prelude::*;

use blocks::Blocks;
use csv::{CopyPlan, PasteList};
use replan::Replan;
use reserve::ReserveDialog;
use stamp::StampDialog;
pub use stamp::{chosen, environments};

use crate::ui::bridge::Bridge;
use crate::ui::widgets::{Choice, Commit, FieldError, SelectField};

/// The dialog for a plan.
#[component]
pub fn PlanningDialog(
    /// What is planned.
    planning: Planning,
) -> impl IntoView {
    match planning {
        Planning::Replan(id) => view! { <Replan id=id /> }.into_any(),
        Planning::Blocks(ids) => view! { <Blocks ids=ids /> }.into_any(),
        Planning::Stamp(like) => view! { <StampDialog like=like /> }.into_any(),
        Planning::List(into) => view! { <PasteList into=into /> }.into_any(),
        Planning::Reserve(subnet) => view! { <ReserveDialog subnet=subnet /> }.into_any(),
        Planning::Csv => view! { <CopyPlan /> }.into_any(),
        // These are tabs of the dock.
        Planning::Gaps | Planning::Peerings | Planning::Parity => ().into_any(),
    }
}

/// Carries a plan out and closes its dialog; the dialog stays when the plan is refused.
fn carry_out(bridge: Bridge, planned: Planned) -> Result<(), FieldError> {
    bridge.attempt(Intent::CarryOut(Box::new(planned)))?;
    bridge.signals.dialog.set(None);
    Ok(())
}

/// The two buttons at the foot of a plan, and why it was refused.
#[component]
fn Foot(
    /// The words of the button that carries it out.
    #[prop(into)]
    words: Signal<String>,
    /// What it would carry out; nothing while there is nothing to do.
    planned: Signal<Option<Planned>>,
) -> impl IntoView {
    let bridge = crate::ui::bridge::bridge();
    let error = RwSignal::new(None::<FieldError>);
    let apply = move |_| {
        if let Some(planned) = planned.get_untracked() {
            error.set(carry_out(bridge, planned).err());
        }
    };
    view! {
        <footer class="dialog-foot">
            <span class="grow error" role="alert">{move || error.get().map(|error| error.text)}</span>
            <button type="button" class="btn btn-line btn-lg" on:click=move |_| bridge.signals.dialog.set(None)>"Cancel"</button>
            <button
                type="button"
                class="btn btn-primary btn-lg"
                data-testid="plan-apply"
                disabled=move || planned.with(Option::is_none)
                on:click=apply
            >
                {move || words.get()}
            </button>
        </footer>
    }
}

/// A choice that a signal holds. Two cells of a `.props` grid.
#[component]
fn Pick(
    /// Its label.
    #[prop(into)]
    label: String,
    /// What is chosen.
    value: RwSignal<String>,
    /// What there is to choose from.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
) -> impl IntoView {
    let shown = Signal::derive(move || Some(value.get()));
    let commit: Commit = Callback::new(move |chosen| {
        value.set(chosen);
        Ok(())
    });
    view! { <SelectField label=label value=shown choices=choices commit=commit /> }
}

/// Prefix lengths that AWS takes, for a choice.
fn lengths(first: Option<&str>) -> Vec<Choice> {
    let none = first.map(|words| Choice::new("", words));
    none.into_iter().chain((16..=28u8).map(|n| Choice::new(n.to_string(), format!("/{n}")))).collect()
}
