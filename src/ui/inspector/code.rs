use cidraw::model::EntityId;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::section::Section;
use crate::ui::bridge::bridge;
use crate::ui::effects;
use crate::ui::panels::live_code::{bundle, is_made, language, settled};
use crate::ui::widgets::Icon;
use crate::ui::widgets::highlight::{language_of, tokens};

/// In a larger design the code is made only when somebody asks for it: all of it is made at once.
const LARGE: usize = 1_500;
/// How long an object must be looked at before its code is made.
const REST_MS: u32 = 150;
/// More lines than this are for the dock.
const LINES: usize = 40;

/// The code that stands for an object.
#[component]
pub fn ObjectCode(
    /// The object.
    id: EntityId,
) -> impl IntoView {
    let bridge = bridge();
    let state = settled(bridge);
    let wanted = RwSignal::new(bridge.design(|design| design.len()) <= LARGE);
    // Who goes from object to object does not wait for code at each.
    let rested = RwSignal::new(is_made(bridge));
    let _waiting = StoredValue::new_local(Timeout::new(REST_MS, move || {
        let _ = rested.try_set(true);
    }));
    let code = Memo::new(move |_| {
        state.track();
        language().track();
        let made = (wanted.get() && rested.get()).then(|| bundle(bridge))?;
        let span = made.spans_of(id).first()?;
        let path = made.files.get(span.file)?.path.clone();
        Some((path, made.code_of(id)?))
    });
    let lines = move |path: &str, text: &str| {
        let line = |line: &str| {
            let parts = tokens(language_of(path), line).into_iter().map(|(token, text)| match token.class() {
                "" => text.to_owned().into_any(),
                class => view! { <span class=class>{text.to_owned()}</span> }.into_any(),
            });
            view! { {parts.collect_view()} "\n" }
        };
        text.lines().take(LINES).map(line).collect_view()
    };
    let path =
        Signal::derive(move || code.with(|code| code.as_ref().map(|(path, _)| path.clone()).unwrap_or_default()));
    let body = move || {
        let (path, text) = code.get()?;
        let long = text.lines().count().checked_sub(LINES).filter(|more| *more > 0);
        let whole = text.clone();
        Some(view! {
            <pre class="snippet mono" tabindex="0" role="group" aria-label="Generated code">{lines(&path, &text)}</pre>
            {long.map(|more| view! { <p class="quiet">{format!("{more} more lines in the dock, under Code.")}</p> })}
            <button type="button" class="btn btn-sm" on:click=move |_| effects::copy(bridge, whole.clone())>
                <Icon name="copy" />
                "Copy"
            </button>
        })
    };
    view! {
        <Show when=move || !wanted.get() || code.with(Option::is_some)>
            <Section title="Code" note=path name="code">
                <Show when=move || !wanted.get()>
                    <button type="button" class="btn btn-sm btn-line" on:click=move |_| wanted.set(true)>
                        "Show the code"
                    </button>
                </Show>
                {body}
            </Section>
        </Show>
    }
}
