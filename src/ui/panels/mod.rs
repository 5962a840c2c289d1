//! The panels around the canvas: outline, dock, dialogs, menus. They read signals and hand intents to the editor.

mod addresses;
mod choose;
mod code;
mod connect;
mod context_menu;
mod dock;
mod export;
mod file_menu;
mod find;
pub mod fix;
mod help;
mod history;
mod keep_or_replace;
pub mod live_code;
pub mod mono;
mod move_to;
pub mod object;
mod outline;
mod palette;
pub mod plan;
mod planning;
mod preferences;
mod print;
pub mod problems;
mod recent;
mod replacing_in_aws;
mod routes;
pub mod rules;
mod share;
mod steps;
mod templates;
mod versions;

pub use context_menu::ContextMenu;
pub use dock::Dock;
pub use file_menu::FileMenu;
pub use outline::Outline;
pub use print::watch_print;

use leptos::prelude::*;

use addresses::Addresses;
use code::Code;
use connect::Connect;
use export::Export;
use help::Help;
use history::History;
use keep_or_replace::KeepOrReplace;
use move_to::MoveTo;
use palette::Palette;
use planning::PlanningDialog;
use preferences::Preferences;
use problems::{Problems, SeverityFilter};
use recent::Recent;
use replacing_in_aws::ReplacingInAws;
use routes::Routes;
use rules::Rules;
use share::Share;
use templates::Templates;
use versions::VersionDialogs;

use super::bridge::bridge;
use super::signals::Dialog;

/// The dialog that is open.
#[component]
pub fn Dialogs() -> impl IntoView {
    let dialog = bridge().signals.dialog;
    move || {
        dialog.get().map(|dialog| match dialog {
            Dialog::Help => view! { <Help /> }.into_any(),
            Dialog::Rules(first) => view! { <Rules first=first /> }.into_any(),
            Dialog::Export => view! { <Export /> }.into_any(),
            Dialog::Palette(first) => view! { <Palette first=first /> }.into_any(),
            Dialog::Templates => view! { <Templates /> }.into_any(),
            Dialog::Recent => view! { <Recent /> }.into_any(),
            Dialog::Preferences => view! { <Preferences /> }.into_any(),
            Dialog::Share => view! { <Share /> }.into_any(),
            Dialog::Connect(from) => view! { <Connect from=from /> }.into_any(),
            Dialog::MoveTo(id) => view! { <MoveTo id=id /> }.into_any(),
            Dialog::Planning(planning) => view! { <PlanningDialog planning=planning /> }.into_any(),
            Dialog::Version(dialog) => view! { <VersionDialogs dialog=dialog /> }.into_any(),
            Dialog::Replacing(replacing) => view! { <ReplacingInAws replacing=*replacing /> }.into_any(),
            Dialog::KeepOrReplace => view! { <KeepOrReplace /> }.into_any(),
        })
    }
}
