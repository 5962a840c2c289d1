use cidraw::editor::{Command, Group, KEYMAP};
use leptos::prelude::*;

use crate::ui::bridge::bridge;
use crate::ui::widgets::{DialogFrame, Icon, chord_words};
use cidraw::editor::fit;

/// What the pointer does on the canvas, which no chord says.
const POINTER: [(&str, &str); 13] = [
    ("Select", "Click"),
    ("Add to the selection", "Shift and click, or Shift and drag around"),
    ("Reach a subnet through its VPC", "Ctrl or Cmd and click"),
    ("Rename", "Double-click"),
    ("Open the menu", "Right-click, or press and hold"),
    ("Move the view", "Wheel, two fingers, Space and drag, or the middle button"),
    ("Zoom at the pointer", "Ctrl or Cmd and wheel, or pinch"),
    ("Duplicate", "Alt and drag"),
    ("Keep to one axis", "Shift while dragging"),
    ("Make the other end of a connection", "Drop the line on empty canvas"),
    ("Touch", "One finger moves the view or what is selected, two move and zoom, a double tap renames"),
    ("Turn snapping off or on while dragging", "Hold Ctrl or Cmd"),
    ("Take a drag back", "Escape"),
];

/// Every shortcut, from the one table that the keys follow.
#[component]
pub fn Help() -> impl IntoView {
    let bridge = bridge();
    let search = RwSignal::new(String::new());
    let close = Callback::new(move |()| bridge.signals.dialog.set(None));
    let fits = move |words: &str, keys: &str| {
        let wanted = search.get().trim().to_lowercase();
        fit(words, &wanted).is_some() || keys.to_lowercase().contains(&wanted)
    };
    let line = |words: &str, keys: Vec<String>| {
        let keys = keys.into_iter().map(|key| view! { <span class="kbd">{key}</span> }).collect_view();
        view! { <div class="shortcut"><dt>{words.to_owned()}</dt><dd>{keys}</dd></div> }
    };
    let group = move |group: Group| {
        let lines: Vec<(&str, Vec<String>)> = Command::ALL
            .iter()
            .filter(|command| command.group() == group)
            .map(|command| {
                let chords = KEYMAP.iter().filter(|binding| binding.command == *command);
                (command.words(), chords.map(|binding| chord_words(&binding.chord.to_string())).collect::<Vec<_>>())
            })
            .filter(|(words, chords)| !chords.is_empty() && fits(words, &chords.join(" ")))
            .collect();
        (!lines.is_empty()).then(|| {
            view! {
                <section class="shortcuts">
                    <h3>{group.title()}</h3>
                    <dl>{lines.into_iter().map(|(words, keys)| line(words, keys)).collect_view()}</dl>
                </section>
            }
        })
    };
    let groups = move || Group::ALL.into_iter().map(group).collect_view();
    let pointer = move || {
        let lines: Vec<_> = POINTER.into_iter().filter(|(words, how)| fits(words, how)).collect();
        (!lines.is_empty()).then(|| {
            let lines = lines.into_iter();
            let line = |(words, how): (&'static str, &'static str)| {
                view! { <div class="shortcut"><dt>{words}</dt><dd class="quiet">{how}</dd></div> }
            };
            view! {
                <section class="shortcuts">
                    <h3>"Pointer and touch"</h3>
                    <dl>{lines.map(line).collect_view()}</dl>
                </section>
            }
        })
    };
    view! {
        <DialogFrame title="Shortcuts" class="dialog-help" on_close=close>
            <div class="dialog-body" data-testid="help-dialog">
                <label class="field">
                    <Icon name="search" />
                    <input
                        type="search"
                        autofocus=true
                        placeholder="Find a shortcut"
                        aria-label="Find a shortcut"
                        prop:value=move || search.get()
                        on:input=move |event| search.set(event_target_value(&event))
                    />
                </label>
                <p class="quiet note">
                    "Single keys act on the canvas. They can be turned off in the preferences."
                </p>
                <div class="shortcut-groups">{groups}{pointer}</div>
            </div>
        </DialogFrame>
    }
}
