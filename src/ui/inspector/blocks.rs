use leptos::prelude::*;

use crate::ui::widgets::{CidrField, Commit, Icon};

/// A block of a list, with a button that removes it.
#[component]
pub fn BlockRow(
    /// What it is, for its accessible name.
    #[prop(into)]
    label: String,
    /// The block as the document has it.
    #[prop(into)]
    value: Signal<String>,
    /// Takes another one.
    commit: Commit,
    /// The shortest and the longest prefix that the buttons step to.
    lengths: (u8, u8),
    /// Is it the block that the panel is about?
    #[prop(optional)]
    large: bool,
    /// The path of the field.
    #[prop(into)]
    path: String,
    /// Removes it; `None` where it has to stay.
    remove: Option<Callback<()>>,
) -> impl IntoView {
    let gone = format!("Remove {label}");
    view! {
        <div class="block-row">
            <CidrField label=label value=value commit=commit lengths=lengths large=large path=path />
            {remove.map(|remove| view! {
                <button
                    type="button"
                    class="btn btn-icon btn-sm"
                    aria-label=gone.clone()
                    title=gone
                    on:click=move |_| remove.run(())
                >
                    <Icon name="trash" />
                </button>
            })}
        </div>
    }
}
