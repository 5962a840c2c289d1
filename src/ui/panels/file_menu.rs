use cidraw::editor::{Command, chord_of};
use leptos::prelude::*;

use crate::ui::bridge::bridge;
use crate::ui::widgets::{MenuLine, OpenMenu};

/// What can be done with the file, and whether more is asked then. Commands all of it, so the palette has it too.
const LINES: [(Command, bool); 8] = [
    (Command::New, false),
    (Command::Open, true),
    (Command::Templates, true),
    (Command::Recent, true),
    (Command::Save, false),
    (Command::Export, true),
    (Command::Print, true),
    (Command::Share, true),
];

/// The menu of the file, while it is open.
#[component]
pub fn FileMenu() -> impl IntoView {
    let bridge = bridge();
    let open = bridge.signals.file_menu;
    let line = move |(command, asks): (Command, bool)| {
        let words = format!("{}{}", command.words(), if asks { "…" } else { "" });
        MenuLine { chord: chord_of(command), ..MenuLine::new(words, Callback::new(move |()| bridge.run(command))) }
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
