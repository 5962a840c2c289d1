use std::collections::HashMap;

use cidraw::addressing::{CidrBlock, Family, usable_addresses};
use cidraw::editor::Intent;
use cidraw::model::{EntityId, Kind, VpcId};
use leptos::html;
use leptos::prelude::*;
use serde_json::Value;
use web_sys::{HtmlInputElement, KeyboardEvent};

use super::object::ObjectPicture;
use super::plan::{PlanRow, Shown, What, parts, rows};
use crate::ui::bridge::{Bridge, bridge};
use crate::ui::effects;
use crate::ui::queries::thousands;
use crate::ui::widgets::{FieldError, Icon, SpaceMap, TableBody, Viewport, error_of, word};

/// The height of a row in pixels, as in addresses.css.
const ROW: f64 = 25.0;

/// What the plan shows, and which of its rows has the tab stop.
#[derive(Clone, Copy)]
struct State {
    bridge: Bridge,
    rows: Memo<Vec<PlanRow>>,
    toggled: RwSignal<HashMap<What, bool>>,
    active: RwSignal<Option<What>>,
    editing: RwSignal<Option<What>>,
    viewport: Viewport,
}

/// The address plan: who has which addresses, and what is free.
#[component]
pub fn Addresses() -> impl IntoView {
    let bridge = bridge();
    let family = RwSignal::new(Family::V4);
    let free = RwSignal::new(true);
    let filter = RwSignal::new(String::new());
    let toggled = RwSignal::new(HashMap::new());
    let plan = Memo::new(move |_| {
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
    let row = Callback::new(move |(at, row): (usize, PlanRow)| view! { <Row at=at row=row state=state /> }.into_any());
    let family_button = move |of: Family, words: &'static str| {
        view! {
            <button type="button" aria-pressed=move || word(family.get() == of) on:click=move |_| family.set(of)>
                {words}
            </button>
        }
    };
    let empty = move || plan.with(Vec::is_empty);
    view! {
        <div class="plan-panel" data-testid="addresses">
            <div class="toolbar">
                <label class="field">
                    <Icon name="search" />
                    <input
                        type="search"
                        placeholder="Name, block or address"
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
                <button type="button" class="btn btn-sm" on:click=move |_| effects::copy(bridge, csv(state))>
                    <Icon name="copy" />
                    "Copy CSV"
                </button>
            </div>
            <Show when=empty>
                <p class="empty">"No addresses of this family yet. A VPC takes the next free block of its pool."</p>
            </Show>
            <div class="scroll plan-wrap" node_ref=viewport.node on:scroll=move |_| viewport.scrolled() hidden=empty>
                <table class="plan" role="treegrid" aria-label="Address plan" aria-rowcount=move || plan.with(Vec::len) + 1
                    on:keydown=move |event| pressed(state, &event)>
                    <thead>
                        <tr aria-rowindex="1">
                            <th scope="col">"Name"</th>
                            <th scope="col">"Block"</th>
                            <th scope="col" class="num">"Addresses"</th>
                            <th scope="col" class="num">"Usable"</th>
                            <th scope="col">"First – last"</th>
                            <th scope="col" class="map-cell">"Space, drawn within its VPC or pool"</th>
                            <th scope="col" class="num">"Used"</th>
                        </tr>
                    </thead>
                    <TableBody viewport=viewport rows=plan key=key_of row=row />
                </table>
            </div>
        </div>
    }
}

/// A row is made anew when anything in it is another.
fn key_of(row: &PlanRow) -> (What, usize, Option<bool>, Option<CidrBlock>, Option<u128>) {
    (row.what, row.level, row.open, row.frame, row.used)
}

fn name_of(bridge: Bridge, what: What) -> String {
    match what {
        What::Block(id, _) => bridge.design(|design| design.name(id)),
        What::Free(..) => "free".to_owned(),
        What::Unpooled => "In no pool".to_owned(),
    }
}

fn usable(row: &PlanRow) -> Option<u128> {
    let What::Block(id, block) = row.what else { return None };
    (id.kind == Kind::Subnet).then(|| usable_addresses(block))
}

/// Addresses of IPv6 blocks are too many to read; their number of bits says it better.
fn size_words(block: CidrBlock, addresses: u128) -> String {
    match block.family() {
        Family::V4 => thousands(addresses),
        Family::V6 => format!("2^{}", 128 - block.length()),
    }
}

/// The plan as text, for a spreadsheet.
fn csv(state: State) -> String {
    let mut text = "kind,name,block,first,last,addresses\n".to_owned();
    state.rows.with_untracked(|rows| {
        for row in rows {
            let Some(block) = row.what.block() else { continue };
            let kind = row.what.object().map_or("free", |id| id.kind.key());
            let name = row.what.object().map(|_| name_of(state.bridge, row.what)).unwrap_or_default();
            // Quoted always: a name may hold commas and quotes.
            let name = name.replace('"', "\"\"");
            let (first, last, n) = (block.first(), block.last(), block.addresses());
            text.push_str(&format!("{kind},\"{name}\",{block},{first},{last},{n}\n"));
        }
    });
    text
}

#[component]
fn Row(at: usize, row: PlanRow, state: State) -> impl IntoView {
    let bridge = state.bridge;
    let what = row.what;
    let object = what.object();
    let selected =
        Memo::new(move |_| object.is_some_and(|id| bridge.signals.selection.with(|ids| ids.contains(&id))));
    let name = move || match object {
        Some(id) => bridge.name(id),
        None => name_of(bridge, what),
    };
    let tab_stop = move || match state.active.get() {
        Some(active) => active == what,
        None => at == 0,
    };
    let picture = match what {
        What::Block(id, _) => view! { <ObjectPicture id=id /> }.into_any(),
        What::Free(..) => view! { <Icon name="plus" /> }.into_any(),
        What::Unpooled => view! { <Icon name="address-plan" /> }.into_any(),
    };
    let class = match what {
        What::Block(id, _) if id.kind == Kind::Vpc => "is-vpc",
        What::Block(id, _) if id.kind == Kind::Subnet => "is-subnet",
        What::Block(..) | What::Unpooled => "is-pool",
        What::Free(..) => "is-free",
    };
    let open = row.open;
    let twist = move |event: web_sys::MouseEvent| {
        event.stop_propagation();
        if let Some(open) = open {
            state.toggled.update(|toggled| drop(toggled.insert(what, !open)));
        }
    };
    let space = {
        let row = row.clone();
        move || {
            let row = row.clone();
            bridge.signals.revision.track();
            let parts = bridge.analyses(|a| bridge.design(|design| parts(design, a.usage(), &row)));
            row.frame.map(|_| view! { <SpaceMap parts=parts /> })
        }
    };
    let used = row.used.zip(what.block()).map(|(used, block)| format!("{}%", percent(used, block)));
    let block = move || match state.editing.get() == Some(what) {
        true => view! { <BlockField what=what state=state /> }.into_any(),
        false => view! { <BlockText what=what state=state /> }.into_any(),
    };
    view! {
        <tr
            class=class
            role="row"
            aria-level=row.level
            aria-rowindex=at + 2
            aria-expanded=open.map(word)
            aria-selected=move || word(selected.get())
            tabindex=move || if tab_stop() { "0" } else { "-1" }
            data-row=object.map(|id| id.to_string())
            on:click=move |_| {
                state.active.set(Some(what));
                object.into_iter().for_each(|id| bridge.go_to(id));
            }
        >
            <td role="rowheader">
                <span class="tree-cell" style:padding-left=format!("{}px", 14 * (row.level - 1))>
                    <span class="twist" class:turn=open == Some(true) on:click=twist>
                        {open.map(|_| view! { <Icon name="chevron" /> })}
                    </span>
                    {picture}
                    <span class="name">{name}</span>
                </span>
            </td>
            <td class="mono block" role="gridcell">{block}</td>
            <td class="mono num" role="gridcell">{what.block().map(|block| size_words(block, block.addresses()))}</td>
            <td class="mono num soft" role="gridcell">
                {usable(&row).zip(what.block()).map(|(usable, block)| size_words(block, usable))}
            </td>
            <td class="mono range" role="gridcell">
                {what.block().map(|block| format!("{} – {}", block.first(), block.last()))}
            </td>
            <td class="map-cell" role="gridcell">{space}</td>
            <td class="num soft" role="gridcell">{used}</td>
        </tr>
    }
}

/// How much of a block is used, rounded so that "100%" is only said of a full one.
fn percent(used: u128, block: CidrBlock) -> u128 {
    let hundredths = used as f64 * 100.0 / block.addresses() as f64;
    if hundredths > 99.0 && used < block.addresses() { 99 } else { hundredths.round() as u128 }
}

/// Which field of which object a block is in, when it can be written in the plan.
fn field_of(bridge: Bridge, what: What) -> Option<(EntityId, String)> {
    let What::Block(id, block) = what else { return None };
    let entity = bridge.design(|design| design.entity(id).cloned())?;
    let at = |list: &[cidraw::model::Written<CidrBlock>]| list.iter().position(|w| w.get() == Some(block));
    let path = match &entity.body {
        cidraw::model::Body::Vpc(vpc) => {
            at(&vpc.ipv4).map(|at| format!("ipv4/{at}")).or_else(|| at(&vpc.ipv6).map(|at| format!("ipv6/{at}")))
        }
        cidraw::model::Body::Subnet(subnet) => {
            let own = |name: &str, b: Option<CidrBlock>| (b == Some(block)).then(|| name.to_owned());
            own("ipv4", subnet.ipv4_block()).or_else(|| own("ipv6", subnet.ipv6_block()))
        }
        cidraw::model::Body::AddressPool(pool) => at(&pool.blocks).map(|at| format!("blocks/{at}")),
        _ => None,
    };
    path.map(|path| (id, path))
}

/// The block of a row; a press on one that can be changed makes it a field.
#[component]
fn BlockText(what: What, state: State) -> impl IntoView {
    let text = what.block().map(|block| block.to_string());
    match field_of(state.bridge, what) {
        None => text.into_any(),
        Some(_) => view! {
            <button
                type="button"
                class="block-button"
                tabindex="-1"
                title="Change the block (F2)"
                on:click=move |event| {
                    event.stop_propagation();
                    state.editing.set(Some(what));
                }
            >
                {text}
            </button>
        }
        .into_any(),
    }
}

/// Sets a block of the plan. Subnets of a VPC that moves go along.
fn write(bridge: Bridge, what: What, text: &str) -> Result<(), FieldError> {
    let Some((id, path)) = field_of(bridge, what) else { return Ok(()) };
    if let Some(error) = error_of(text) {
        return Err(error);
    }
    let block = text.parse::<CidrBlock>().ok();
    let vpc: Option<(VpcId, usize)> = id.typed().zip(path.strip_prefix("ipv4/").and_then(|at| at.parse().ok()));
    match (vpc, block) {
        (Some((vpc, index)), Some(block)) => bridge.attempt(Intent::ReaddressVpc { vpc, index, block }),
        _ => bridge.set_field(&[id], &path, Value::String(text.to_owned())),
    }
}

#[component]
fn BlockField(what: What, state: State) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let error = RwSignal::new(None::<FieldError>);
    node.on_load(|input: HtmlInputElement| {
        let _ = input.focus();
        input.select();
    });
    let before = what.block().map(|block| block.to_string()).unwrap_or_default();
    let own = before.clone();
    let take = move || {
        if state.editing.try_get_untracked().flatten() != Some(what) {
            return;
        }
        let Some(text) = node.try_get_untracked().flatten().map(|input| input.value().trim().to_owned()) else { return };
        match if text == own { Ok(()) } else { write(state.bridge, what, &text) } {
            Ok(()) => state.editing.set(None),
            Err(reason) => error.set(Some(reason)),
        }
    };
    let leave = take.clone();
    let on_key = move |event: KeyboardEvent| {
        event.stop_propagation();
        match event.key().as_str() {
            "Enter" => take(),
            "Escape" => {
                state.editing.set(None);
                effects::focus_soon("[data-testid=addresses] tr[tabindex='0']");
            }
            _ => {}
        }
    };
    let hint = move || {
        error.get().map(|error| {
            let correction = error.correction.map(|text| {
                let words = format!("Use {text}");
                view! {
                    <button type="button" class="btn btn-sm btn-fix"
                        on:mousedown=|event| event.prevent_default()
                        on:click=move |event| {
                            event.stop_propagation();
                            if write(state.bridge, what, &text).is_ok() { state.editing.set(None); }
                        }>{words}</button>
                }
            });
            view! { <span class="block-error" role="alert"><span>{error.text}</span>{correction}</span> }
        })
    };
    view! {
        <input
            node_ref=node
            class="block-input mono"
            aria-label="Block"
            prop:value=before
            aria-invalid=move || word(error.with(Option::is_some))
            on:keydown=on_key
            on:blur=move |_| if error.try_with_untracked(Option::is_none) == Some(true) { leave() }
            on:click=|event| event.stop_propagation()
        />
        {hint}
    }
}

/// A key was pressed in the table.
fn pressed(state: State, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || state.editing.get_untracked().is_some() {
        return;
    }
    let (at, row, last) = state.rows.with_untracked(|rows| {
        let active = state.active.get_untracked();
        let at = rows.iter().position(|row| Some(row.what) == active).unwrap_or(0);
        (at, rows.get(at).cloned(), rows.len().saturating_sub(1))
    });
    let Some(row) = row else { return };
    let go = |at: usize| {
        let what = state.rows.with_untracked(|rows| rows.get(at).map(|row| row.what));
        state.active.set(what);
        state.viewport.show(at);
        effects::focus_soon("[data-testid=addresses] tr[tabindex='0']");
    };
    let open = |open: bool| state.toggled.update(|toggled| drop(toggled.insert(row.what, open)));
    match (event.key().as_str(), row.open) {
        ("ArrowDown", _) => go((at + 1).min(last)),
        ("ArrowUp", _) => go(at.saturating_sub(1)),
        ("Home", _) => go(0),
        ("End", _) => go(last),
        ("PageDown", _) => go((at + state.viewport.page()).min(last)),
        ("PageUp", _) => go(at.saturating_sub(state.viewport.page())),
        ("ArrowRight", Some(false)) => open(true),
        ("ArrowRight", Some(true)) => go((at + 1).min(last)),
        ("ArrowLeft", Some(true)) => open(false),
        ("ArrowLeft", _) => row.parent.into_iter().for_each(go),
        ("Enter" | " ", _) => row.what.object().into_iter().for_each(|id| state.bridge.go_to(id)),
        ("F2", _) => state.editing.set(Some(row.what).filter(|what| field_of(state.bridge, *what).is_some())),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}
