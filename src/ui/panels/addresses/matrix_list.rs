use cidraw::analysis::{PeeringMatrix, Relation};
use cidraw::model::{EntityId, Kind};
use leptos::prelude::*;

use super::ROW;
use super::matrix::Pair;
use crate::ui::bridge::{Bridge, bridge};
use crate::ui::panels::object::{ObjectLink, ObjectPicture};
use crate::ui::widgets::{TableBody, Viewport};

/// A line for each VPC and external network: with whom it is joined, whom it overlaps.
#[component]
pub fn MatrixList(
    /// What is shown.
    matrix: Memo<PeeringMatrix>,
    /// The pair that is asked about.
    pair: Pair,
) -> impl IntoView {
    let viewport = Viewport::new(ROW);
    let rows = Memo::new(move |_| matrix.with(|matrix| matrix.parties.clone()));
    let row = Callback::new(move |(at, id): (usize, EntityId)| {
        view! { <Line at=at id=id matrix=matrix pair=pair /> }.into_any()
    });
    view! {
        <div class="scroll plan-wrap" tabindex="0" role="region" aria-label="Which can be joined"
            node_ref=viewport.node on:scroll=move |_| viewport.scrolled()>
            <table class="plan" aria-label="Which can be joined" aria-rowcount=move || rows.with(Vec::len) + 1>
                <thead>
                    <tr aria-rowindex="1">
                        <th scope="col">"VPC or network"</th>
                        <th scope="col" class="num">"Can be joined with"</th>
                        <th scope="col">"Joined with"</th>
                        <th scope="col">"Overlaps with"</th>
                    </tr>
                </thead>
                <TableBody viewport=viewport rows=rows key=|id| *id row=row />
            </table>
        </div>
    }
}

/// Links that ask about a pair: at most this many, the rest as a number.
const NAMED: usize = 4;

#[component]
fn Line(at: usize, id: EntityId, matrix: Memo<PeeringMatrix>, pair: Pair) -> impl IntoView {
    let bridge = bridge();
    let found = Memo::new(move |_| {
        matrix.with(|matrix| {
            let (mut joined, mut overlaps) = (Vec::new(), Vec::new());
            for other in matrix.neighbours(id) {
                match matrix.relation(id, other) {
                    Relation::Same | Relation::Possible | Relation::Apart => {}
                    Relation::Joined(_) => joined.push(other),
                    Relation::Overlap(..) | Relation::JoinedDespite(..) => overlaps.push(other),
                }
            }
            let partners = match id.kind {
                Kind::Vpc => matrix.parties.len().saturating_sub(1),
                _ => matrix.parties.iter().filter(|other| other.kind == Kind::Vpc).count(),
            };
            let overlapping = overlaps.iter().filter(|other| id.kind == Kind::Vpc || other.kind == Kind::Vpc).count();
            // The row of one that is gone is told of the new matrix before it goes.
            (partners.saturating_sub(joined.len() + overlapping), joined, overlaps)
        })
    });
    let joined = move || found.with(|(_, joined, _)| asks(bridge, pair, id, joined));
    let overlaps = move || found.with(|(_, _, overlaps)| asks(bridge, pair, id, overlaps));
    view! {
        <tr aria-rowindex=at + 2>
            <th scope="row"><span class="tree-cell"><ObjectPicture id=id /><ObjectLink id=id /></span></th>
            <td class="num">{move || found.with(|found| found.0)}</td>
            <td>{joined}</td>
            <td class="overlaps">{overlaps}</td>
        </tr>
    }
}

fn asks(bridge: Bridge, pair: Pair, id: EntityId, others: &[EntityId]) -> impl IntoView + use<> {
    let ask = |other: &EntityId| {
        let other = *other;
        let name = bridge.design(|design| design.name(other));
        view! { <button type="button" class="link object-link" on:click=move |_| pair.ask(id, other)>{name}</button>" " }
    };
    let rest = others.len().saturating_sub(NAMED);
    let named = others.iter().take(NAMED).map(ask).collect_view();
    view! { {named}{(rest > 0).then(|| format!("and {rest} more"))} }
}
