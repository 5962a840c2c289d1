//! The address plan as a table: the same document as the strips of the canvas.

mod block;
mod gaps;
mod keys;
mod matrix;
mod matrix_list;
mod matrix_square;
mod parity;
mod views;

use std::collections::HashMap;
use std::ops::Range;

use cidraw::addressing::{CidrBlock, Family, usable_addresses};
use cidraw::analysis::Usage;
use cidraw::editor::Command;
use cidraw::model::{Design, Kind};
use leptos::prelude::*;

use block::{BlockField, BlockText, field_of};
use gaps::Gaps;
use matrix::Matrix;
use parity::Parity;
use views::Views;

use crate::ui::bridge::{Bridge, bridge};
use crate::ui::frame::after_paint;
use crate::ui::panels::object::Emblem;
use crate::ui::panels::plan::{PlanRow, Shown, What, parts, rows};
use crate::ui::queries::thousands;
use crate::ui::signals::AddressView;
use crate::ui::widgets::{Icon, SpaceMap, Viewport, WindowBody, aria_level, map_picture, word};

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
    let row = Callback::new(move |cells: Cells| view! { <Row cells=cells state=state /> }.into_any());
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
                    <WindowBody viewport=viewport count=count window=window key=Cells::clone row=row />
                </table>
            </div>
        </div>
    }
}

/// What a row says. A row is made anew when anything in it is another: so nothing in it has to follow the document.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Cells {
    at: usize,
    what: What,
    level: usize,
    open: Option<bool>,
    emblem: Emblem,
    name: String,
    used: Option<String>,
    /// The picture of its addresses.
    map: Option<String>,
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
            map: row.frame.map(|_| map_picture(parts(design, usage, row))),
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

#[component]
fn Row(cells: Cells, state: State) -> impl IntoView {
    let bridge = state.bridge;
    let Cells { at, what, level, open, emblem, name, used, map, writable } = cells;
    let object = what.object();
    let selected = move || object.is_some_and(|id| bridge.signals.selection.with(|ids| ids.contains(&id)));
    let tab_stop = move || match state.active.get() {
        Some(active) => active == what,
        None => at == 0,
    };
    let class = match what {
        What::Block(id, _) if id.kind == Kind::Vpc => "is-vpc",
        What::Block(id, _) if id.kind == Kind::Subnet => "is-subnet",
        What::Block(..) | What::Unpooled => "is-pool",
        What::Free(..) => "is-free",
    };
    let twist = move |event: web_sys::MouseEvent| {
        event.stop_propagation();
        if let Some(open) = open {
            state.toggled.update(|toggled| toggled.extend([(what, !open)]));
        }
    };
    let block = move || match state.editing.get() == Some(what) {
        true => view! { <BlockField what=what state=state /> }.into_any(),
        false => view! { <BlockText what=what writable=writable state=state /> }.into_any(),
    };
    view! {
        <tr
            {..aria_level(level)}
            class=class
            role="row"
            aria-rowindex=at + 2
            aria-expanded=open.map(word)
            aria-selected=move || word(selected())
            tabindex=move || if tab_stop() { "0" } else { "-1" }
            data-row=object.map(|id| id.to_string())
            on:click=move |_| {
                state.active.set(Some(what));
                object.into_iter().for_each(|id| bridge.go_to(id));
            }
        >
            <td role="rowheader">
                <span class="tree-cell" style:padding-left=format!("{}px", 14 * (level - 1))>
                    <span class="twist" class:turn=open == Some(true) on:click=twist>
                        {open.map(|_| view! { <Icon name="chevron" /> })}
                    </span>
                    {emblem.view("")}
                    <span class="name">{name}</span>
                </span>
            </td>
            <td class="mono block" role="gridcell">{block}</td>
            <td class="mono num" role="gridcell">{what.block().map(|block| size_words(block, block.addresses()))}</td>
            <td class="mono num soft" role="gridcell">
                {usable(what).zip(what.block()).map(|(usable, block)| size_words(block, usable))}
            </td>
            <td class="mono range" role="gridcell">
                {what.block().map(|block| format!("{} – {}", block.first(), block.last()))}
            </td>
            <td class="map-cell" role="gridcell">{map.map(|picture| view! { <SpaceMap picture=picture /> })}</td>
            <td class="num soft" role="gridcell">{used}</td>
        </tr>
    }
}

/// How much of a block is used, rounded so that "100%" is only said of a full one.
fn percent(used: u128, block: CidrBlock) -> u128 {
    let hundredths = used as f64 * 100.0 / block.addresses() as f64;
    if hundredths > 99.0 && used < block.addresses() { 99 } else { hundredths.round() as u128 }
}
