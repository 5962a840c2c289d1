use cidraw::analysis::{PeeringMatrix, Relation};
use cidraw::model::VpcId;
use leptos::prelude::*;

use super::views::Views;
use crate::ui::bridge::{Bridge, bridge};
use crate::ui::panels::object::{ObjectLink, ObjectPicture};
use crate::ui::queries::count_words;

/// With more VPCs than this, a line for each says more than a square of marks.
const SQUARE: usize = 30;

/// Which VPCs are peered, which can be, and which overlap.
#[component]
pub fn Matrix() -> impl IntoView {
    let bridge = bridge();
    let matrix = Memo::new(move |_| {
        bridge.signals.revision.track();
        bridge.design(PeeringMatrix::of)
    });
    let verdict = move || match matrix.with(PeeringMatrix::overlapping) {
        0 => "No two VPCs overlap: each can be peered with each.".to_owned(),
        n => {
            format!("{} overlap: AWS refuses a peering between them.", count_words(n, "pair of VPCs", "pairs of VPCs"))
        }
    };
    let table = move || {
        let matrix = matrix.get();
        match matrix.vpcs.len() {
            0 => view! { <p class="empty">"There is no VPC yet."</p> }.into_any(),
            n if n <= SQUARE => square(bridge, &matrix).into_any(),
            _ => list(bridge, &matrix).into_any(),
        }
    };
    view! {
        <div class="plan-panel" data-testid="peering-matrix">
            <div class="toolbar"><Views /><span class="quiet" role="status">{verdict}</span></div>
            <div class="scroll plan-wrap" tabindex="0" role="region" aria-label="Which VPCs can be peered">{table}</div>
        </div>
    }
}

fn words(bridge: Bridge, a: VpcId, b: VpcId, relation: Relation) -> String {
    let (a, b) = bridge.design(|design| (design.name(a), design.name(b)));
    match relation {
        Relation::Same => String::new(),
        Relation::Possible => format!("{a} and {b} can be peered"),
        Relation::Joined(_) => format!("{a} and {b} are peered"),
        Relation::Overlap(left, right) => format!("{left} of {a} and {right} of {b} overlap"),
        Relation::JoinedDespite(_, left, right) => {
            format!("{a} and {b} are drawn as peered, but {left} and {right} overlap")
        }
    }
}

fn square(bridge: Bridge, matrix: &PeeringMatrix) -> impl IntoView + use<> {
    let heads =
        matrix.vpcs.iter().map(|id| view! { <th scope="col"><ObjectLink id=(*id).into() /></th> }).collect_view();
    let row = |a: &VpcId| {
        let cells = matrix.vpcs.iter().map(|b| {
            let relation = matrix.relation(*a, *b);
            let (class, mark, short) = match relation {
                Relation::Same => ("same", "", ""),
                Relation::Possible => ("possible", "○", "can be"),
                Relation::Joined(_) => ("joined", "●", "peered"),
                Relation::Overlap(..) => ("overlap", "✕", "overlap"),
                Relation::JoinedDespite(..) => ("overlap", "●✕", "peered, overlap"),
            };
            let title = words(bridge, *a, *b, relation);
            view! { <td class=class title=title><span aria-hidden="true">{mark}</span><span class="sr">{short}</span></td> }
        });
        let cells = cells.collect_view();
        view! { <tr><th scope="row"><span class="tree-cell"><ObjectPicture id=(*a).into() /><ObjectLink id=(*a).into() /></span></th>{cells}</tr> }
    };
    let rows = matrix.vpcs.iter().map(row).collect_view();
    let mut faults = Vec::new();
    for (at, a) in matrix.vpcs.iter().enumerate() {
        for b in &matrix.vpcs[at + 1..] {
            let relation = matrix.relation(*a, *b);
            if matches!(relation, Relation::Overlap(..) | Relation::JoinedDespite(..)) {
                faults.push(view! { <li>{words(bridge, *a, *b, relation)}"."</li> });
            }
        }
    }
    view! {
        <table class="plan matrix">
            <thead><tr><td></td>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
        <p class="plan-summary quiet">"● peered · ○ can be peered · ✕ blocks overlap"</p>
        <ul class="plan-list">{faults}</ul>
    }
}

fn list(bridge: Bridge, matrix: &PeeringMatrix) -> impl IntoView + use<> {
    let row = |a: &VpcId| {
        let (mut joined, mut overlaps) = (Vec::new(), Vec::new());
        for b in &matrix.vpcs {
            let name = || bridge.design(|design| design.name(*b));
            match matrix.relation(*a, *b) {
                Relation::Same | Relation::Possible => {}
                Relation::Joined(_) => joined.push(name()),
                Relation::Overlap(left, right) => overlaps.push(format!("{} ({left}, {right})", name())),
                Relation::JoinedDespite(_, left, right) => {
                    overlaps.push(format!("{} ({left}, {right}; peered)", name()))
                }
            }
        }
        let possible = matrix.vpcs.len() - 1 - joined.len() - overlaps.len();
        view! {
            <tr>
                <th scope="row"><span class="tree-cell"><ObjectPicture id=(*a).into() /><ObjectLink id=(*a).into() /></span></th>
                <td>{joined.join(", ")}</td>
                <td class="num">{possible}</td>
                <td>{overlaps.join(", ")}</td>
            </tr>
        }
    };
    let rows = matrix.vpcs.iter().map(row).collect_view();
    view! {
        <table class="plan">
            <thead>
                <tr>
                    <th scope="col">"VPC"</th>
                    <th scope="col">"Peered with"</th>
                    <th scope="col" class="num">"Can be peered with"</th>
                    <th scope="col">"Overlaps with"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
