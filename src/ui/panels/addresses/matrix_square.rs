use cidraw::analysis::{PeeringMatrix, Relation};
use cidraw::model::EntityId;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::matrix::{Pair, sentence};
use crate::ui::bridge::bridge;
use crate::ui::effects;
use crate::ui::panels::object::{ObjectLink, ObjectPicture};
use crate::ui::widgets::word;

/// A mark for each pair; one of them has the tab stop, arrows go to its neighbours.
#[component]
pub fn MatrixSquare(
    /// What is shown.
    matrix: Memo<PeeringMatrix>,
    /// The pair that is asked about.
    pair: Pair,
) -> impl IntoView {
    let bridge = bridge();
    let pressed = move |event: KeyboardEvent| {
        let Some((a, b)) = pair.get() else { return };
        let to = matrix.with_untracked(|matrix| {
            let all = &matrix.parties;
            let of = |id: EntityId| all.iter().position(|other| *other == id);
            let (row, column) = of(a).zip(of(b))?;
            let last = all.len() - 1;
            let (row, column) = match event.key().as_str() {
                "ArrowUp" => (row.saturating_sub(1), column),
                "ArrowDown" => ((row + 1).min(last), column),
                "ArrowLeft" => (row, column.saturating_sub(1)),
                "ArrowRight" => (row, (column + 1).min(last)),
                "Home" => (row, 0),
                "End" => (row, last),
                _ => return None,
            };
            Some((all[row], all[column]))
        });
        if let Some((a, b)) = to {
            event.prevent_default();
            event.stop_propagation();
            pair.ask(a, b);
            effects::focus_soon("[data-testid=peering-matrix] td[tabindex='0']");
        }
    };
    let cell = move |a: EntityId, b: EntityId, relation: Relation| {
        let (class, mark, short) = match relation {
            Relation::Same => ("same", "", "the same"),
            Relation::Possible => ("possible", "○", "can be joined"),
            Relation::Apart => ("apart", "·", "both outside AWS"),
            Relation::Joined(_) => ("joined", "●", "joined"),
            Relation::Overlap(..) => ("overlap", "✕", "overlap"),
            Relation::JoinedDespite(..) => ("overlap", "●✕", "joined, overlap"),
        };
        let asked = Memo::new(move |_| pair.get() == Some((a, b)));
        view! {
            <td
                class=class
                role="gridcell"
                title=sentence(bridge, a, b, relation)
                aria-selected=move || word(asked.get())
                tabindex=move || if asked.get() { "0" } else { "-1" }
                on:click=move |_| pair.ask(a, b)
            >
                <span aria-hidden="true">{mark}</span>
                <span class="sr">{short}</span>
            </td>
        }
    };
    let head = |id: &EntityId| view! { <th scope="col" role="columnheader"><ObjectLink id=*id /></th> };
    let shown = move || {
        matrix.with(|matrix| {
            let heads = matrix.parties.iter().map(head).collect_view();
            let row = |a: &EntityId| {
                let cells = matrix.parties.iter().map(|b| cell(*a, *b, matrix.relation(*a, *b))).collect_view();
                view! {
                    <tr role="row">
                        <th scope="row" role="rowheader">
                            <span class="tree-cell"><ObjectPicture id=*a /><ObjectLink id=*a /></span>
                        </th>
                        {cells}
                    </tr>
                }
            };
            let rows = matrix.parties.iter().map(row).collect_view();
            view! {
                <thead><tr role="row"><td></td>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            }
        })
    };
    view! {
        <div class="scroll plan-wrap">
            <table class="plan matrix" role="grid" aria-label="Which can be joined" on:keydown=pressed>{shown}</table>
            <p class="plan-summary quiet">"● joined · ○ can be joined · ✕ addresses overlap"</p>
        </div>
    }
}
