use cidraw::addressing::CidrBlock;
use cidraw::analysis::{PeeringMatrix, Relation};
use cidraw::editor::{End, Intent, Planning};
use cidraw::model::{EntityId, Kind};
use cidraw::wording::counted;
use leptos::prelude::*;

use super::matrix_list::MatrixList;
use super::matrix_square::MatrixSquare;
use super::views::Views;
use crate::ui::bridge::{Bridge, bridge};
use crate::ui::signals::Dialog;
use crate::ui::widgets::{Choice, Icon, PickOne, word};

/// With more than this, a line for each says more than a square of marks.
const SQUARE: usize = 30;

/// Two of the matrix that are asked about, by id.
#[derive(Clone, Copy)]
pub struct Pair {
    /// The one of the row.
    pub a: RwSignal<String>,
    /// The one of the column.
    pub b: RwSignal<String>,
}

impl Pair {
    /// Asks about two.
    pub fn ask(self, a: EntityId, b: EntityId) {
        self.a.set(a.to_string());
        self.b.set(b.to_string());
    }

    /// The two that are asked about.
    pub fn get(self) -> Option<(EntityId, EntityId)> {
        let id = |text: RwSignal<String>| text.with(|text| text.parse::<EntityId>().ok());
        id(self.a).zip(id(self.b))
    }
}

/// Which VPCs and external networks are joined, which can be, and which overlap.
#[component]
pub fn Matrix() -> impl IntoView {
    let bridge = bridge();
    let matrix = Memo::new(move |_| {
        bridge.signals.revision.track();
        bridge.design(PeeringMatrix::of)
    });
    let choices = Memo::new(move |_| {
        let choice = |id: &EntityId| Choice::new(id.to_string(), bridge.design(|design| design.name(*id)));
        matrix.with(|matrix| matrix.parties.iter().map(choice).collect::<Vec<_>>())
    });
    let at =
        |n: usize| matrix.with_untracked(|matrix| matrix.parties.get(n).map(EntityId::to_string).unwrap_or_default());
    let pair = Pair { a: RwSignal::new(at(0)), b: RwSignal::new(at(1)) };
    let verdict = move || match matrix.with(|matrix| matrix.overlapping().count()) {
        0 => "No two overlap: every VPC can be joined with each.".to_owned(),
        n => format!("{} overlap: they cannot be joined.", counted(n, "pair", "pairs")),
    };
    let count = Memo::new(move |_| matrix.with(|matrix| matrix.parties.len()));
    let picks = move || match count.get() {
        0..=SQUARE => view! {
            <PickOne label="First" value=pair.a choices=choices />
            <PickOne label="Second" value=pair.b choices=choices />
        }
        .into_any(),
        _ => view! {
            <Named label="First" id=pair.a matrix=matrix />
            <Named label="Second" id=pair.b matrix=matrix />
        }
        .into_any(),
    };
    let table = move || match count.get() {
        0 => view! { <p class="empty">"There is no VPC yet."</p> }.into_any(),
        n if n <= SQUARE => view! { <MatrixSquare matrix=matrix pair=pair /> }.into_any(),
        _ => view! { <MatrixList matrix=matrix pair=pair /> }.into_any(),
    };
    view! {
        <div class="plan-panel" data-testid="peering-matrix">
            <div class="toolbar">
                <Views />
                {picks}
                <PairBar matrix=matrix pair=pair />
                <span class="grow"></span>
                <span class="quiet" role="status">{verdict}</span>
            </div>
            {table}
        </div>
    }
}

/// One of many, by its name.
#[component]
fn Named(label: &'static str, id: RwSignal<String>, matrix: Memo<PeeringMatrix>) -> impl IntoView {
    let bridge = bridge();
    let unknown = RwSignal::new(false);
    let shown = move || {
        let id = id.get().parse::<EntityId>();
        bridge.design(|design| id.map(|id| design.name(id)).unwrap_or_default())
    };
    let take = move |event| {
        let typed = event_target_value(&event).trim().to_lowercase();
        let named = matrix.with_untracked(|matrix| {
            let is = |id: &&EntityId| bridge.design(|design| design.name(**id)).to_lowercase() == typed;
            matrix.parties.iter().find(is).copied()
        });
        unknown.set(named.is_none());
        if let Some(named) = named {
            id.set(named.to_string());
        }
    };
    view! {
        <label class="field" class:invalid=unknown>
            <span class="sr">{label}</span>
            <input
                aria-label=label
                placeholder="Name of a VPC or network"
                aria-invalid=move || word(unknown.get())
                title=move || if unknown.get() { "No VPC or external network has this name" } else { "" }
                prop:value=shown
                on:change=take
            />
        </label>
    }
}

/// What holds between two, as a sentence without its full stop.
pub fn sentence(bridge: Bridge, a: EntityId, b: EntityId, relation: Relation) -> String {
    let name = |id| bridge.design(|design| design.name(id));
    let overlap = |left: CidrBlock, right: CidrBlock| match left == right {
        true => format!("both have {left}"),
        false => format!("{left} and {right} share addresses"),
    };
    let (from, to) = (name(a), name(b));
    match relation {
        Relation::Same => String::new(),
        Relation::Possible => format!("{from} and {to} can be joined"),
        Relation::Apart => format!("{from} and {to} are outside AWS and do not overlap"),
        Relation::Joined(by) => format!("{from} and {to} are joined by {}", name(by)),
        Relation::Overlap(left, right) => format!("{from} and {to} cannot be joined: {}", overlap(left, right)),
        Relation::JoinedDespite(by, left, right) => {
            format!("{from} and {to} are joined by {}, but {}", name(by), overlap(left, right))
        }
    }
}

/// What holds between the pair, and what can be done about it.
#[component]
fn PairBar(matrix: Memo<PeeringMatrix>, pair: Pair) -> impl IntoView {
    let bridge = bridge();
    let found = Memo::new(move |_| {
        let (a, b) = pair.get().filter(|(a, b)| a != b)?;
        matrix.with(|matrix| {
            let both = matrix.parties.contains(&a) && matrix.parties.contains(&b);
            both.then(|| (a, b, matrix.relation(a, b)))
        })
    });
    let button = move |words: String, icon: &'static str, act: Callback<()>| {
        view! { <button type="button" class="btn btn-sm btn-line" on:click=move |_| act.run(())><Icon name=icon />{words}</button> }
    };
    let replan = move |id: EntityId| {
        let words = format!("Re-plan {}…", bridge.design(|design| design.name(id)));
        let act = move |()| bridge.signals.dialog.set(Some(Dialog::Planning(Planning::Replan(Some(id)))));
        button(words, "target", Callback::new(act))
    };
    let actions = move |(a, b, relation): (EntityId, EntityId, Relation)| match relation {
        Relation::Same | Relation::Apart => ().into_any(),
        Relation::Possible if a.kind == Kind::Vpc && b.kind == Kind::Vpc => {
            let act = move |()| bridge.perform(Intent::Connect { from: a, to: End::Object(b) });
            button("Peer them".to_owned(), "peering", Callback::new(act)).into_any()
        }
        Relation::Possible => {
            let act = move |()| bridge.signals.dialog.set(Some(Dialog::Connect(a)));
            button("Connect…".to_owned(), "connect", Callback::new(act)).into_any()
        }
        Relation::Joined(by) => {
            let act = move |()| bridge.go_to(by);
            button("Show it".to_owned(), "target", Callback::new(act)).into_any()
        }
        Relation::Overlap(..) | Relation::JoinedDespite(..) => {
            [b, a].into_iter().filter(|id| id.kind == Kind::Vpc).map(replan).collect_view().into_any()
        }
    };
    move || {
        found.get().map(|found| {
            let (a, b, relation) = found;
            let bad = matches!(relation, Relation::Overlap(..) | Relation::JoinedDespite(..));
            view! {
                <span class="pair-verdict" class:error=bad role="status" data-testid="pair">{sentence(bridge, a, b, relation)}"."</span>
                {actions(found)}
            }
        })
    }
}
