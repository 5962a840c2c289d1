use cidraw::export::{File, Options, PictureOptions};
use cidraw::model::EntityId;
use cidraw::scene::Theme;
use leptos::prelude::*;

use super::making::Shown;
use crate::ui::bridge::bridge;
use crate::ui::platform::files as downloads;
use crate::ui::widgets::{CheckField, Choice, FieldError, SelectField, element_id};

/// A file that is larger is not shown: a browser would be busy with it for a long time.
const SHOWN_MOST: usize = 20_000_000;

/// The kind of picture that a file is, by its name; `None` when it is none.
pub fn media_type(path: &str) -> Option<&'static str> {
    match path.rsplit('.').next() {
        Some("svg") => Some("image/svg+xml"),
        Some("png") => Some("image/png"),
        _ => None,
    }
}

/// A picture among the files, as it looks.
#[component]
pub fn PicturePreview(
    /// What was made.
    shown: RwSignal<Shown>,
    /// The picture that is chosen.
    path: Memo<String>,
) -> impl IntoView {
    // The browser holds the bytes until it is told that nobody looks any more.
    let address = Memo::new(move |before: Option<&Option<String>>| {
        if let Some(Some(before)) = before {
            downloads::forget(before);
        }
        let path = path.get();
        let kind = media_type(&path)?;
        let small = |file: &&File| file.bytes().len() <= SHOWN_MOST;
        shown.with(|shown| downloads::address_of(kind, shown.bundle.file(&path).filter(small)?.bytes()))
    });
    on_cleanup(move || {
        if let Some(Some(last)) = address.try_get_untracked() {
            downloads::forget(&last);
        }
    });
    view! {
        <div class="picture-preview" data-testid="picture-preview">
            {move || match address.get() {
                Some(address) => view! { <img src=address alt="The drawing as it is exported" /> }.into_any(),
                None => view! { <p class="empty">"The picture is too large to be shown here."</p> }.into_any(),
            }}
        </div>
    }
}

/// What can be chosen about a drawing.
#[component]
pub fn PictureChoice(
    /// What is chosen.
    options: RwSignal<Options>,
) -> impl IntoView {
    let bridge = bridge();
    // The dialog is modal: what is selected stays so while it is open.
    let selected: Vec<EntityId> = bridge.with(|editor| editor.selection().iter().copied().collect());
    let name = element_id("theme");
    let theme = move |theme: Theme| {
        view! {
            <label class="check choice">
                <input
                    type="radio"
                    name=name.clone()
                    value=theme.key()
                    prop:checked=move || options.with(|options| options.picture.theme == theme)
                    on:change=move |_| options.update(|options| options.picture.theme = theme)
                />
                <span>{theme.title()}</span>
            </label>
        }
    };
    let scale = Signal::derive(move || Some(options.with(|options| options.picture.scale.to_string())));
    let set_scale = Callback::new(move |text: String| -> Result<(), FieldError> {
        options.update(|options| options.picture.scale = text.parse().unwrap_or(1));
        Ok(())
    });
    let scales = PictureOptions::SCALES.map(|times| Choice::new(times.to_string(), format!("{times}00 %"))).to_vec();
    let part = (!selected.is_empty()).then(|| {
        let value = Signal::derive(move || Some(options.with(|options| !options.picture.only.is_empty())));
        let commit = Callback::new(move |on: bool| -> Result<(), FieldError> {
            options.update(|options| options.picture.only = if on { selected.clone() } else { Vec::new() });
            Ok(())
        });
        let help = "The part around what is selected. The file still carries the whole design.".to_owned();
        view! { <CheckField label="Only the selection" help=help value=value commit=commit /> }
    });
    view! {
        <fieldset class="section">
            <legend>"Theme"</legend>
            {Theme::ALL.map(theme).collect_view()}
        </fieldset>
        <div class="section">
            <h3>"Options"</h3>
            {part}
            <div class="props">
                <SelectField label="Scale" value=scale choices=Signal::stored(scales) commit=set_scale />
            </div>
            <p class="note soft">"The design is in the file: it opens here again."</p>
        </div>
    }
}
