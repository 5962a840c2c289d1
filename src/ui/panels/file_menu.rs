use cidraw::editor::{Command, chord_of};
use leptos::prelude::*;

use crate::ui::bridge::{Bridge, bridge};
use crate::ui::keep;
use crate::ui::signals::Dialog;
use crate::ui::widgets::{MenuLine, OpenMenu};

type Act = fn(Bridge);

fn show(bridge: Bridge, dialog: Dialog) {
    bridge.signals.dialog.set(Some(dialog));
}

/// What can be done with the file, and the command whose shortcut does the same.
const LINES: [(&str, Option<Command>, Act); 7] = [
    ("New", None, keep::start_new),
    ("Open a file…", Some(Command::Open), keep::choose_file),
    ("Start from a template…", None, |bridge| show(bridge, Dialog::Templates)),
    ("Recent designs…", None, |bridge| show(bridge, Dialog::Recent)),
    ("Save", Some(Command::Save), keep::save),
    ("Export…", Some(Command::Export), |bridge| show(bridge, Dialog::Export)),
    ("Share a link…", None, |bridge| show(bridge, Dialog::Share)),
];

/// The menu of the file, while it is open.
#[component]
pub fn FileMenu() -> impl IntoView {
    let bridge = bridge();
    let open = bridge.signals.file_menu;
    let line = move |(words, command, act): (&'static str, Option<Command>, Act)| MenuLine {
        chord: command.map_or(String::new(), chord_of),
        ..MenuLine::new(words, Callback::new(move |()| act(bridge)))
    };
    move || {
        open.get().map(|at| {
            // The focus leaves the menu as it closes, and comes here again.
            let on_close = Callback::new(move |()| {
                if open.try_with_untracked(Option::is_some) == Some(true) {
                    open.set(None);
                }
            });
            view! { <OpenMenu label="File" at=at lines=LINES.map(line).to_vec() on_close=on_close /> }
        })
    }
}
