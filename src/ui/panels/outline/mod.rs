//! The document as a tree: the full alternative to the canvas for keyboard and screen reader.

mod keys;
mod listed;
mod row;
mod row_key;
mod state;
mod tree;

use cidraw::editor::Command;
use leptos::prelude::*;

use crate::ui::bridge::{Bridge, bridge};
use crate::ui::widgets::{Icon, MenuButton, MenuLine, word};

use row::OutlineRow;
use state::State;
use tree::Grouping;

/// The outline.
#[component]
pub fn Outline() -> impl IntoView {
    let bridge = bridge();
    let state = State::new(bridge);
    let viewport = state.viewport;
    let window = state.window();
    let height = move || viewport.offset(state.rows.with(Vec::len));
    state.follow_selection();
    view! {
        <aside id="outline" class="outline" data-testid="outline" aria-label="Outline">
            <div class="panel-head">
                <h2 class="grow">"Outline"</h2>
                <MenuButton label="Add" icon="plus" lines=Callback::new(move |()| additions(bridge)) />
                <button
                    type="button"
                    class="btn btn-icon"
                    aria-label="Filter"
                    title="Filter and group"
                    aria-expanded=move || word(state.filtering.get())
                    on:click=move |_| state.toggle_filter()
                >
                    <Icon name="filter" />
                </button>
                <button
                    type="button"
                    class="btn btn-icon"
                    aria-label="Close the outline"
                    title="Close the outline"
                    on:click=move |_| bridge.signals.outline_open.set(false)
                >
                    <Icon name="panel" />
                </button>
            </div>
            <Show when=move || state.filtering.get()>
                <Filter state=state />
            </Show>
            <div class="tree-scroll" node_ref=viewport.node on:scroll=move |_| viewport.scrolled()>
                <Show when=move || state.rows.with(Vec::is_empty)>
                    <p class="empty">
                        {move || match state.filter.with(String::is_empty) {
                            true => "Nothing here yet. Draw a VPC (P), or add something with +.",
                            false => "Nothing has this name, block or address.",
                        }}
                    </p>
                </Show>
                <div
                    class="tree"
                    role="tree"
                    aria-label="Design"
                    aria-multiselectable="true"
                    style:height=height
                    on:keydown=move |event| keys::pressed(state, &event)
                    on:focusin=move |_| state.keyboard.set_value(true)
                    on:focusout=move |event| if event.related_target().is_some() {
                        let _ = state.keyboard.try_set_value(false);
                    }
                >
                    <For
                        each=move || window.get()
                        key=|(_, row)| row.key.clone()
                        children=move |(_, row)| view! { <OutlineRow key=row.key window=window state=state /> }
                    />
                </div>
            </div>
        </aside>
    }
}

/// What can be added without a place on the canvas: by itself, or to what is selected.
fn additions(bridge: Bridge) -> Vec<MenuLine> {
    let add = |command: Command, divided: bool| {
        let act = Callback::new(move |()| bridge.run(command));
        let chord = cidraw::editor::chord_of(command);
        MenuLine { chord, divided, ..MenuLine::new(command.words(), act) }
    };
    let mut lines = vec![
        add(Command::AddVpc, false),
        add(Command::AddEnvironment, true),
        add(Command::AddPool, false),
        add(Command::AddAccount, false),
    ];
    let others = Command::ALL.iter().filter(|command| command.adds().is_some());
    lines.extend(others.enumerate().map(|(at, command)| add(*command, at == 0)));
    lines
}

/// What rows are shown, and how they are grouped.
#[component]
fn Filter(state: State) -> impl IntoView {
    let by = move |grouping: Grouping, words: &'static str| {
        view! {
            <button
                type="button"
                aria-pressed=move || word(state.grouping.get() == grouping)
                on:click=move |_| state.group_by(grouping)
            >
                {words}
            </button>
        }
    };
    view! {
        <div class="outline-filter">
            <label class="field">
                <Icon name="search" />
                <input
                    type="search"
                    placeholder="Name, block or address"
                    aria-label="Filter the outline"
                    prop:value=move || state.filter.get()
                    on:input=move |event| state.filter.set(event_target_value(&event))
                    on:keydown=move |event| {
                        if event.key() == "Escape" {
                            event.stop_propagation();
                            state.toggle_filter();
                        }
                    }
                />
            </label>
            <div class="seg" role="group" aria-label="Group subnets">
                {by(Grouping::Zone, "By zone")}
                {by(Grouping::Tier, "By tier")}
            </div>
        </div>
    }
}
