use cidraw::editor::{Choice, MenuItem};
use leptos::prelude::*;

use crate::ui::bridge::{Bridge, bridge};
use crate::ui::platform::document;
use crate::ui::signals::MenuLines;
use crate::ui::widgets::{MenuLine, OpenMenu};

/// The corner of the canvas, in pixels of the window: menus are placed in pixels of the canvas.
pub fn canvas_origin() -> (f64, f64) {
    let canvas = document().query_selector("[data-testid=canvas]").ok().flatten();
    canvas.map_or((0.0, 0.0), |canvas| {
        let bounds = canvas.get_bounding_client_rect();
        (bounds.left(), bounds.top())
    })
}

fn command(bridge: Bridge, item: &MenuItem) -> MenuLine {
    let command = item.command;
    MenuLine {
        words: item.words.to_owned(),
        chord: item.chord.clone(),
        enabled: item.enabled,
        divided: item.divided,
        act: Callback::new(move |()| bridge.run(command)),
    }
}

/// The menu of the selection, or of the canvas, while it is open.
#[component]
pub fn ContextMenu() -> impl IntoView {
    let bridge = bridge();
    let open = bridge.signals.menu;
    move || {
        open.get().map(|menu| {
            let origin = canvas_origin();
            let at = (origin.0 + menu.at.0, origin.1 + menu.at.1);
            let lines: Vec<MenuLine> = match menu.lines {
                MenuLines::Commands(items) => items.iter().map(|item| command(bridge, item)).collect(),
                MenuLines::Choices(choices) => {
                    let choice = |choice: Choice| {
                        let Choice { words, intent } = choice;
                        MenuLine::new(words, Callback::new(move |()| bridge.perform(intent.clone())))
                    };
                    choices.into_iter().map(choice).collect()
                }
            };
            // The focus leaves the menu as it closes, and comes here again.
            let on_close = Callback::new(move |()| {
                if open.try_with_untracked(Option::is_some) == Some(true) {
                    open.set(None);
                }
            });
            view! { <OpenMenu label="Actions" at=at lines=lines on_close=on_close /> }
        })
    }
}
