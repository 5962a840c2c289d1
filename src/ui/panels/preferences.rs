use cidraw::aws::region::REGIONS;
use cidraw::editor::Preferences as Chosen;
use cidraw::scene::Grouping;
use leptos::prelude::*;

use crate::ui::bridge::bridge;
use crate::ui::effects;
use crate::ui::signals::Dialog;
use crate::ui::widgets::{CheckField, Choice, DialogFrame, FieldError, SelectField};

/// What the colours can say, with a key for the list.
const GROUPINGS: [(Grouping, &str, &str); 4] = [
    (Grouping::Environment, "environment", "The environment"),
    (Grouping::Account, "account", "The account"),
    (Grouping::Region, "region", "The Region"),
    (Grouping::Nothing, "nothing", "Nothing"),
];

/// What a person prefers: kept in this browser, no part of a design.
#[component]
pub fn Preferences() -> impl IntoView {
    let bridge = bridge();
    let signals = bridge.signals;
    let chosen = RwSignal::new(bridge.with(|editor| editor.preferences().clone()));
    let close = Callback::new(move |()| {
        if signals.dialog.with_untracked(|dialog| *dialog == Some(Dialog::Preferences)) {
            signals.dialog.set(None);
        }
    });
    let change = move |act: &dyn Fn(&mut Chosen)| {
        chosen.update(act);
        bridge.change(|editor| editor.set_preferences(chosen.get_untracked()));
    };
    let switch =
        move |label: &'static str, help: &'static str, read: fn(&Chosen) -> bool, write: fn(&mut Chosen, bool)| {
            let value = Signal::derive(move || Some(chosen.with(read)));
            let commit = Callback::new(move |on: bool| -> Result<(), FieldError> {
                change(&|chosen| write(chosen, on));
                Ok(())
            });
            view! { <CheckField label=label help=help value=value commit=commit /> }
        };
    let themes = vec![Choice::new("", "As the system"), Choice::new("light", "Light"), Choice::new("dark", "Dark")];
    let theme = Signal::derive(move || Some(signals.theme.get().to_owned()));
    let set_theme = Callback::new(move |text: String| -> Result<(), FieldError> {
        effects::choose_theme(bridge, &text);
        Ok(())
    });
    let groupings: Vec<Choice> = GROUPINGS.iter().map(|(_, key, words)| Choice::new(*key, *words)).collect();
    let grouping = Signal::derive(move || {
        let now = chosen.with(|chosen| chosen.grouping);
        GROUPINGS.iter().find(|(grouping, ..)| *grouping == now).map(|(_, key, _)| (*key).to_owned())
    });
    let set_grouping = Callback::new(move |text: String| -> Result<(), FieldError> {
        if let Some((grouping, ..)) = GROUPINGS.iter().find(|(_, key, _)| *key == text) {
            change(&|chosen| chosen.grouping = *grouping);
        }
        Ok(())
    });
    let mut regions = vec![Choice::new("", "Where most VPCs are")];
    let known = REGIONS.iter().filter(|region| region.confirmed);
    regions.extend(known.map(|region| Choice::new(region.code, format!("{} {}", region.code, region.name))));
    let region = Signal::derive(move || Some(chosen.with(|chosen| chosen.region.clone().unwrap_or_default())));
    let set_region = Callback::new(move |text: String| -> Result<(), FieldError> {
        change(&|chosen| chosen.region = Some(text.clone()).filter(|text| !text.is_empty()));
        Ok(())
    });
    view! {
        <DialogFrame title="Preferences" class="dialog-text" on_close=close>
            <div class="dialog-body" data-testid="preferences-dialog">
                <h3>"Canvas"</h3>
                {switch(
                    "The wheel zooms",
                    "The wheel of a mouse zooms; without this it moves the view.",
                    |p| p.mouse_wheel_zooms,
                    |p, on| p.mouse_wheel_zooms = on,
                )}
                {switch(
                    "Two fingers on a trackpad zoom",
                    "Without this they move the view. A pinch always zooms.",
                    |p| p.trackpad_zooms,
                    |p, on| p.trackpad_zooms = on,
                )}
                {switch("Snap", "VPCs snap to the grid and to each other.", |p| p.snap, |p, on| p.snap = on)}
                {switch("Show the grid", "", |p| p.grid, |p, on| p.grid = on)}
                {switch(
                    "Dragging around selects what it touches",
                    "Without this, only what is inside as a whole.",
                    |p| p.marquee_touches,
                    |p, on| p.marquee_touches = on,
                )}
                {switch(
                    "Keep the tool",
                    "A tool stays after one use, until Escape.",
                    |p| p.keep_tool,
                    |p, on| p.keep_tool = on,
                )}
                <h3>"Keyboard"</h3>
                {switch(
                    "Single keys act",
                    "V, H, P and the like, without Ctrl or Cmd. Turn this off for speech input.",
                    |p| p.single_keys,
                    |p, on| p.single_keys = on,
                )}
                <h3>"New VPCs and the look"</h3>
                <div class="props">
                    <SelectField label="Region" value=region choices=Signal::stored(regions) commit=set_region />
                    <SelectField label="Colours say" value=grouping choices=Signal::stored(groupings) commit=set_grouping />
                    <SelectField label="Theme" value=theme choices=Signal::stored(themes) commit=set_theme />
                </div>
                <p class="quiet note">"Kept in this browser. Nothing of it is in a design or a link."</p>
            </div>
        </DialogFrame>
    }
}
