use cidraw::addressing::{CidrBlock, CidrError};
use leptos::prelude::*;

use super::field::{Commit, ErrorLine, FieldError, Typing, element_id, word};

/// A block: its address to type, and its prefix length to step. Takes a whole block in the address as well.
#[component]
pub fn CidrField(
    /// What the block is, for its accessible name: "IPv4 block".
    #[prop(into)]
    label: String,
    /// The block as the document has it, sound or not; empty for none.
    #[prop(into)]
    value: Signal<String>,
    /// Takes a block as text.
    commit: Commit,
    /// The shortest and the longest prefix that the buttons step to.
    lengths: (u8, u8),
    /// Does AWS refuse it although it is well written? The panel says why.
    #[prop(optional, into)]
    flagged: Signal<bool>,
    /// Is it the block that the panel is about? Then it is large.
    #[prop(optional)]
    large: bool,
    /// The path of the field, for tests and for going to it.
    #[prop(optional, into)]
    path: String,
) -> impl IntoView {
    let typing = Typing::new();
    let error_id = element_id("error");
    let block = Memo::new(move |_| value.with(|text| text.parse::<CidrBlock>().ok()));
    let address = Signal::derive(move || value.with(|text| address_of(text).to_owned()));
    let length = Signal::derive(move || value.with(|text| length_of(text).unwrap_or_default().to_owned()));
    // What a file brought may be wrong before anybody types.
    let error = Memo::new(move |_| {
        let written = || value.with(|text| (!text.is_empty()).then(|| error_of(text)).flatten());
        typing.error.get().or_else(written)
    });
    let wrong = move || flagged.get() || error.with(Option::is_some);
    let take = move || {
        typing.commit(address, |text| {
            let text = text.trim();
            let length = length.get_untracked();
            let whole = match text.is_empty() || text.contains('/') || length.is_empty() {
                true => text.to_owned(),
                false => format!("{text}/{length}"),
            };
            commit.run(whole)
        });
    };
    let correct = Callback::new(move |text: String| typing.settle(commit.run(text)));
    let stepped = move |by: i8| {
        let block = block.get()?;
        let length = block.length().checked_add_signed(by)?;
        let bounds = lengths.0..=lengths.1.min(block.family().bits());
        bounds.contains(&length).then(|| CidrBlock::containing(block.first(), length))
    };
    let step = move |by: i8| {
        if let Some(block) = untrack(|| stepped(by)) {
            typing.settle(commit.run(block.to_string()));
        }
    };
    let button = move |by: i8, words: &'static str, sign: &'static str| {
        view! {
            <button type="button" aria-label=words disabled=move || stepped(by).is_none() on:click=move |_| step(by)>
                {sign}
            </button>
        }
    };
    let described = error_id.clone();
    view! {
        <div class="cidr" class:cidr-large=large>
            <div class="cidr-row">
                <span class="field cidr-field" class:invalid=wrong>
                    <input
                        type="text"
                        class="mono"
                        autocomplete="off"
                        spellcheck="false"
                        aria-label=format!("{label}, network address")
                        data-field=path
                        prop:value=move || typing.shown(address)
                        aria-invalid=move || word(wrong())
                        aria-describedby=described
                        on:input=move |event| typing.input(event_target_value(&event))
                        on:change=move |_| take()
                        on:keydown=move |event| typing.key(&event, take)
                    />
                </span>
                <div class="field cidr-size" role="group" aria-label=format!("{label}, prefix length")>
                    {button(-1, "Larger block", "−")}
                    <span class="mono">{move || Some(length.get()).filter(|l| !l.is_empty()).map(|l| format!("/{l}"))}</span>
                    {button(1, "Smaller block", "+")}
                </div>
            </div>
            <ErrorLine id=error_id error=error on_correct=correct />
        </div>
    }
}

/// Why a text is no block.
pub fn error_of(text: &str) -> Option<FieldError> {
    let refused = |error: CidrError| FieldError {
        text: error.to_string(),
        correction: error.correction().map(|block| block.to_string()),
    };
    text.parse::<CidrBlock>().err().map(refused)
}

fn address_of(text: &str) -> &str {
    text.split_once('/').map_or(text, |(address, _)| address)
}

fn length_of(text: &str) -> Option<&str> {
    text.split_once('/').map(|(_, length)| length)
}
