use cidraw::addressing::CidrBlock;
use cidraw::editor::SelectMode;
use cidraw::model::kinds::{RouteTable, Subnet};
use cidraw::model::{Design, EntityId, RouteTableId};
use cidraw::ordering::Ordered;
use cidraw::wording::counted;
use leptos::prelude::*;

use super::object::{ObjectLink, SeverityMark};
use crate::ui::bridge::bridge;
use crate::ui::widgets::{Icon, TableBody, Viewport, word};

/// The height of a row in pixels, as in dock.css.
const ROW: f64 = 26.0;

/// One row: a table, or one of its routes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Line {
    /// A table, and how many subnets follow it.
    Table { table: RouteTableId, main: bool, followers: usize },
    /// The local route of a block of the VPC: always there, and in no list.
    Local { table: RouteTableId, block: CidrBlock },
    /// A route: its number, where packets go, and by which object.
    Route { table: RouteTableId, number: usize, destination: String, target: Option<EntityId> },
}

impl Line {
    fn table(&self) -> RouteTableId {
        match self {
            Line::Table { table, .. } | Line::Local { table, .. } | Line::Route { table, .. } => *table,
        }
    }
}

/// Every table with its routes, by VPC and name. A filter leaves tables that have it in a name or a route.
fn lines(design: &Design, filter: &str) -> Vec<Line> {
    let mut tables: Vec<(String, String, RouteTableId, &RouteTable)> =
        design.all::<RouteTable>().map(|(id, table)| (design.name(table.vpc), design.name(id), id, table)).collect();
    tables.order_by(|a, b| (&a.0, !a.3.main, &a.1, a.2).cmp(&(&b.0, !b.3.main, &b.1, b.2)));
    let mut lines = Vec::new();
    for (vpc, name, id, table) in tables {
        let follows = |subnet: &Subnet| match subnet.route_table {
            Some(own) => own == id,
            None => table.main,
        };
        let followers = design.referring::<Subnet>(table.vpc).filter(|(_, subnet)| follows(subnet)).count();
        let mut own = vec![Line::Table { table: id, main: table.main, followers }];
        let blocks = design.get(table.vpc).into_iter().flat_map(|vpc| vpc.blocks().collect::<Vec<_>>());
        own.extend(blocks.map(|block| Line::Local { table: id, block }));
        own.extend(table.routes.iter().enumerate().map(|(number, route)| Line::Route {
            table: id,
            number,
            destination: route.destination.to_string(),
            target: route.target.object(),
        }));
        let holds = |line: &Line| match line {
            Line::Table { .. } => vpc.to_lowercase().contains(filter) || name.to_lowercase().contains(filter),
            Line::Local { block, .. } => block.to_string().contains(filter),
            Line::Route { destination, target, .. } => {
                destination.contains(filter) || target.is_some_and(|id| design.name(id).to_lowercase().contains(filter))
            }
        };
        if filter.is_empty() || own.iter().any(holds) {
            lines.extend(own);
        }
    }
    lines
}

/// All route tables and their routes.
#[component]
pub fn Routes() -> impl IntoView {
    let bridge = bridge();
    let filter = RwSignal::new(String::new());
    let rows = Memo::new(move |_| {
        let filter = filter.get().trim().to_lowercase();
        bridge.follow(|design| lines(design, &filter))
    });
    let viewport = Viewport::new(ROW);
    let row = Callback::new(move |(at, line): (usize, Line)| view! { <RouteRow at=at line=line /> }.into_any());
    let empty = move || rows.with(Vec::is_empty);
    view! {
        <div class="routes-panel" data-testid="routes">
            <div class="toolbar">
                <label class="field">
                    <Icon name="search" />
                    <input
                        type="search"
                        placeholder="Name, block or target"
                        aria-label="Filter the routes"
                        prop:value=move || filter.get()
                        on:input=move |event| filter.set(event_target_value(&event))
                    />
                </label>
            </div>
            <Show when=empty>
                <p class="empty">
                    {move || match filter.with(|filter| filter.trim().is_empty()) {
                        true => "No route tables yet. Gateways and peerings bring theirs when they are drawn.",
                        false => "No route table or route has this.",
                    }}
                </p>
            </Show>
            <div class="scroll" node_ref=viewport.node on:scroll=move |_| viewport.scrolled() hidden=empty>
                <table class="rows routes" aria-label="Routes" aria-rowcount=move || rows.with(Vec::len) + 1>
                    <thead>
                        <tr aria-rowindex="1">
                            <th scope="col">"Route table"</th>
                            <th scope="col">"Destination"</th>
                            <th scope="col">"Target"</th>
                            <th scope="col">"Followed by"</th>
                        </tr>
                    </thead>
                    <TableBody viewport=viewport rows=rows key=Line::clone row=row />
                </table>
            </div>
        </div>
    }
}

#[component]
fn RouteRow(at: usize, line: Line) -> impl IntoView {
    let bridge = bridge();
    let table: EntityId = line.table().into();
    let selected = Memo::new(move |_| bridge.signals.selection.with(|ids| ids.contains(&table)));
    let severity = Memo::new(move |_| bridge.worst_on(table));
    let mark = move || severity.get().map(|severity| view! { <SeverityMark severity=severity /> });
    let vpc = move || bridge.follow(|design| design.get(line_table(table)?).map(|t: &RouteTable| design.name(t.vpc)));
    let cells = match line {
        Line::Table { main, followers, .. } => view! {
            <th scope="row">
                <span class="route-table-cell">
                    <Icon name="route-table" class="icon-14" />
                    <ObjectLink id=table />
                    {mark}
                    <span class="quiet">{vpc}</span>
                    {main.then(|| view! { <span class="tag">"main"</span> })}
                </span>
            </th>
            <td></td>
            <td></td>
            <td>{counted(followers, "subnet", "subnets")}</td>
        }
        .into_any(),
        Line::Local { block, .. } => view! {
            <td></td>
            <td class="mono">{block.to_string()}</td>
            <td class="quiet">"local"</td>
            <td></td>
        }
        .into_any(),
        Line::Route { destination, target, .. } => view! {
            <td></td>
            <td class="mono">{destination}</td>
            <td>
                {match target {
                    Some(target) => view! { <ObjectLink id=target /> }.into_any(),
                    None => view! { <span class="quiet">"local"</span> }.into_any(),
                }}
            </td>
            <td></td>
        }
        .into_any(),
    };
    view! {
        <tr
            aria-selected=move || word(selected.get())
            aria-rowindex=at + 2
            data-row=table.to_string()
            on:click=move |_| bridge.select([table], SelectMode::Replace)
        >
            {cells}
        </tr>
    }
}

fn line_table(id: EntityId) -> Option<RouteTableId> {
    id.typed()
}
