//! The address plan as a table: the same document as the strips of the canvas.

mod block;
mod gaps;
mod keys;
mod matrix;
mod matrix_list;
mod matrix_square;
mod parity;
mod pointer;
mod views;

use std::collections::HashMap;
use std::ops::Range;

use cidraw::addressing::{CidrBlock, Family, usable_addresses};
use cidraw::analysis::Usage;
use cidraw::editor::Command;
use cidraw::model::{Design, Kind};
use cidraw::wording::thousands;
use leptos::prelude::*;

use block::{BlockField, field_of};
use gaps::Gaps;
use matrix::Matrix;
use parity::Parity;
use views::Views;

use crate::ui::bridge::{Bridge, bridge};
use crate::ui::frame::after_paint;
use crate::ui::panels::object::Emblem;
use crate::ui::panels::plan::{PlanRow, Shown, What, parts, rows};
use crate::ui::signals::AddressView;
use crate::ui::widgets::{Icon, Slot, SpaceMap, Viewport, WindowBody, aria_level, map_picture, word};

/// The height of a row in pixels, as in addresses.css.
const ROW: f64 = 25.0;
/// The rows of more subnets take longer than what is left of the frame that opens the panel.
const MANY: usize = 1_000;

/// What the plan shows, and which of its rows has the tab stop.
#[derive(Clone, Copy)]
pub struct State {
    bridge: Bridge,
    rows: Memo<Vec<PlanRow>>,
    toggled: RwSignal<HashMap<What, bool>>,
    active: RwSignal<Option<What>>,
    editing: RwSignal<Option<What>>,
    viewport: Viewport,
}

/// Addresses: the plan, what is free, which VPCs can be peered, where environments differ.
#[component]
pub fn Addresses() -> impl IntoView {
    let view = bridge().signals.address_view;
    move || match view.get() {
        AddressView::Plan => view! { <PlanTable /> }.into_any(),
        AddressView::Gaps => view! { <Gaps /> }.into_any(),
        AddressView::Peerings => view! { <Matrix /> }.into_any(),
        AddressView::Parity => view! { <Parity /> }.into_any(),
    }
}

/// The address plan: who has which addresses, and what is free.
#[component]
fn PlanTable() -> impl IntoView {
    let bridge = bridge();
    let family = RwSignal::new(Family::V4);
    let free = RwSignal::new(true);
    let filter = RwSignal::new(String::new());
    let toggled = RwSignal::new(HashMap::new());
    // Of a large design the panel itself is seen first, and its rows a frame later.
    let ready = RwSignal::new(bridge.design(|design| design.of_kind(Kind::Subnet).nth(MANY).is_none()));
    if !ready.get_untracked() {
        after_paint(move || _ = ready.try_set(true));
    }
    let plan = Memo::new(move |_| {
        if !ready.get() {
            return Vec::new();
        }
        let shown = Shown { family: family.get(), free: free.get(), filter: filter.get().trim().to_lowercase() };
        let design = |usage: &_| bridge.design(|design| toggled.with(|toggled| rows(design, usage, &shown, toggled)));
        bridge.signals.revision.track();
        bridge.analyses(|analyses| design(analyses.usage()))
    });
    let state = State {
        bridge,
        rows: plan,
        toggled,
        active: RwSignal::new(None),
        editing: RwSignal::new(None),
        viewport: Viewport::new(ROW),
    };
    let viewport = state.viewport;
    let count = Signal::derive(move || plan.with(Vec::len));
    let window = Callback::new(move |range: Range<usize>| {
        bridge.signals.revision.track();
        bridge.analyses(|analyses| {
            bridge.design(|design| {
                let cells = |at: usize, row: &PlanRow| Cells::of(design, analyses.usage(), at, row);
                plan.with(|rows| range.filter_map(|at| Some(cells(at, rows.get(at)?))).collect::<Vec<_>>())
            })
        })
    });
    let row = Callback::new(move |slot: Slot<Cells>| view! { <Row place=slot state=state /> }.into_any());
    let family_button = move |of: Family, words: &'static str| {
        view! {
            <button type="button" aria-pressed=move || word(family.get() == of) on:click=move |_| family.set(of)>
                {words}
            </button>
        }
    };
    let command = move |command: Command, icon: &'static str, words: &'static str| {
        let cannot = move || {
            bridge.signals.revision.track();
            bridge.signals.selection.track();
            !bridge.with(|editor| editor.can(command))
        };
        view! {
            <button type="button" class="btn btn-sm" title=command.words() disabled=cannot on:click=move |_| bridge.run(command)>
                <Icon name=icon />
                {words}
            </button>
        }
    };
    let empty = move || ready.get() && plan.with(Vec::is_empty);
    view! {
        <div class="plan-panel" data-testid="addresses">
            <div class="toolbar">
                <Views />
                <label class="field">
                    <Icon name="search" />
                    <input
                        type="search"
                        placeholder="Name or block"
                        aria-label="Filter the address plan"
                        prop:value=move || filter.get()
                        on:input=move |event| filter.set(event_target_value(&event))
                    />
                </label>
                <span class="seg" role="group" aria-label="Family">
                    {family_button(Family::V4, "IPv4")}
                    {family_button(Family::V6, "IPv6")}
                </span>
                <label class="check">
                    <input type="checkbox" prop:checked=move || free.get() on:change=move |event| free.set(event_target_checked(&event)) />
                    <span>"Free blocks"</span>
                </label>
                <span class="grow"></span>
                {command(Command::Replan, "target", "Re-plan…")}
                {command(Command::PasteList, "plus", "From a list…")}
                {command(Command::CopyPlan, "copy", "CSV…")}
            </div>
            <Show when=empty>
                <p class="empty">"No addresses of this family yet. A VPC takes the next free block of its pool."</p>
            </Show>
            <div class="scroll plan-wrap" node_ref=viewport.node on:scroll=move |_| viewport.scrolled() hidden=empty>
                <table class="plan plan-blocks" class:is-v6=move || family.get() == Family::V6 role="treegrid" aria-label="Address plan" aria-rowcount=move || plan.with(Vec::len) + 1
                    tabindex="-1"
                    on:click=move |event| pointer::pressed(state, &event)
                    on:keydown=move |event| keys::pressed(state, &event)>
                    <thead>
                        <tr aria-rowindex="1">
                            <th scope="col" class="name-col">"Name"</th>
                            <th scope="col" class="block-col">"Block"</th>
                            <th scope="col" class="num count-col">"Addresses"</th>
                            <th scope="col" class="num usable-col">"Usable"</th>
                            <th scope="col" class="range-col">"First – last"</th>
                            <th scope="col" class="map-cell" title="Drawn within its VPC or pool">"Space"</th>
                            <th scope="col" class="num used-col">"Used"</th>
                        </tr>
                    </thead>
                    <WindowBody viewport=viewport count=count window=window row=row />
                </table>
            </div>
        </div>
    }
}

/// What a row says: all that its elements have to follow, but for what is selected.
#[derive(Clone, PartialEq)]
struct Cells {
    at: usize,
    what: What,
    level: usize,
    open: Option<bool>,
    emblem: Emblem,
    name: String,
    used: Option<String>,
    /// The picture of its addresses; empty when it has none.
    map: String,
    /// Can its block be written here?
    writable: bool,
}

impl Cells {
    fn of(design: &Design, usage: &Usage, at: usize, row: &PlanRow) -> Cells {
        let (emblem, name) = match row.what {
            What::Block(id, _) => (Emblem::of(design, id), design.name(id)),
            What::Free(..) => (Emblem::Icon("plus", ""), "free".to_owned()),
            What::Unpooled => (Emblem::Icon("address-plan", ""), "In no pool".to_owned()),
        };
        Cells {
            at,
            what: row.what,
            level: row.level,
            open: row.open,
            emblem,
            name,
            used: row.used.zip(row.what.block()).map(|(used, block)| format!("{}%", percent(used, block))),
            map: row.frame.map(|_| map_picture(parts(design, usage, row))).unwrap_or_default(),
            writable: field_of(design, row.what).is_some(),
        }
    }
}

fn usable(what: What) -> Option<u128> {
    let What::Block(id, block) = what else { return None };
    (id.kind == Kind::Subnet).then(|| usable_addresses(block))
}

/// Addresses of IPv6 blocks are too many to read; their number of bits says it better.
fn size_words(block: CidrBlock, addresses: u128) -> String {
    match block.family() {
        Family::V4 => thousands(addresses),
        Family::V6 => format!("2^{}", 128 - block.length()),
    }
}

/// A row, whose elements stay while it shows one row of the plan after the other.
#[component]
fn Row(place: Slot<Cells>, state: State) -> impl IntoView {
    let cells = place.item;
    let what = move || cells.with(|cells| cells.what);
    let open = Memo::new(move |_| cells.with(|cells| cells.open));
    let emblem = Memo::new(move |_| cells.with(|cells| cells.emblem.clone()));
    let selected = move || {
        let object = what().object();
        word(object.is_some_and(|id| state.bridge.signals.selection.with(|ids| ids.contains(&id))))
    };
    let tab_stop = move || match state.active.get() {
        Some(active) => active == what(),
        None => cells.with(|cells| cells.at == 0),
    };
    let class = move || match what() {
        What::Block(id, _) if id.kind == Kind::Vpc => "is-vpc",
        What::Block(id, _) if id.kind == Kind::Subnet => "is-subnet",
        What::Block(..) | What::Unpooled => "is-pool",
        What::Free(..) => "is-free",
    };
    let count = move || what().block().map(|block| size_words(block, block.addresses()));
    let usable = move || usable(what()).zip(what().block()).map(|(usable, block)| size_words(block, usable));
    let range = move || what().block().map(|block| format!("{} – {}", block.first(), block.last()));
    view! {
        <tr
            {..aria_level(move || cells.with(|cells| cells.level))}
            node_ref=place.node
            class=class
            role="row"
            aria-rowindex=move || cells.with(|cells| cells.at + 2)
            aria-expanded=move || open.get().map(word)
            aria-selected=selected
            tabindex=move || if tab_stop() { "0" } else { "-1" }
            data-row=move || what().object().map(|id| id.to_string())
        >
            <td role="rowheader">
                <span class="tree-cell" style:padding-left=move || format!("{}px", 14 * (cells.with(|cells| cells.level) - 1))>
                    <span class="twist" class:opens=move || open.get().is_some() class:turn=move || open.get() == Some(true)></span>
                    {move || emblem.get().view("")}
                    <span class="name">{move || cells.with(|cells| cells.name.clone())}</span>
                </span>
            </td>
            <td class="mono block" role="gridcell"><BlockCell cells=cells state=state /></td>
            <td class="mono num" role="gridcell">{count}</td>
            <td class="mono num soft" role="gridcell">{usable}</td>
            <td class="mono range" role="gridcell">{range}</td>
            <td class="map-cell" role="gridcell">
                <SpaceMap picture=Signal::derive(move || cells.with(|cells| cells.map.clone())) />
            </td>
            <td class="num soft" role="gridcell">{move || cells.with(|cells| cells.used.clone())}</td>
        </tr>
    }
}

/// The block of a row: a press on one that can be changed makes it a field.
#[component]
fn BlockCell(cells: RwSignal<Cells>, state: State) -> impl IntoView {
    let edited = Memo::new(move |_| state.editing.get().filter(|edited| cells.with(|cells| cells.what == *edited)));
    let writable = Memo::new(move |_| cells.with(|cells| cells.writable));
    let text = move || cells.with(|cells| cells.what.block()).map(|block| block.to_string());
    move || match (edited.get(), writable.get()) {
        (Some(what), _) => view! { <BlockField what=what state=state /> }.into_any(),
        (None, false) => text.into_any(),
        (None, true) => view! {
            <button type="button" class="block-button" tabindex="-1" title="Change the block (F2)">{text}</button>
        }
        .into_any(),
    }
}

/// How much of a block is used, rounded so that "100%" is only said of a full one.
fn percent(used: u128, block: CidrBlock) -> u128 {
    let hundredths = used as f64 * 100.0 / block.addresses() as f64;
    if hundredths > 99.0 && used < block.addresses() { 99 } else { hundredths.round() as u128 }
}
