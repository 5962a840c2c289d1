use std::collections::VecDeque;
use std::hash::Hash;
use std::ops::Range;

use cidraw::ordering::Ordered;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

use super::rows::Viewport;
use crate::ui::platform::document;

/// The rows of a long table that are in view, between two gaps as high as the rows that are not.
#[component]
pub fn TableBody<T, K>(
    /// The part in view.
    viewport: Viewport,
    /// All rows.
    #[prop(into)]
    rows: Signal<Vec<T>>,
    /// What tells rows apart. A row with another key is made anew.
    key: fn(&T) -> K,
    /// Makes a row, given its place from 0 when it is made.
    row: Callback<(usize, T), AnyView>,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    K: Eq + Hash + Send + 'static,
{
    let count = Memo::new(move |_| rows.with(Vec::len));
    let range = Memo::new(move |_| viewport.range(count.get()));
    let window = move || {
        let range = range.get();
        rows.with(|rows| range.filter_map(|at| Some((at, rows.get(at)?.clone()))).collect::<Vec<_>>())
    };
    view! {
        <Between viewport=viewport count=count range=range>
            <For each=window key=move |(_, item)| key(item) children=move |item| row.run(item) />
        </Between>
    }
}

/// A table's body: what is given it between two gaps as high as the rows that are not in the page.
#[component]
fn Between(viewport: Viewport, count: Memo<usize>, range: Memo<Range<usize>>, children: Children) -> impl IntoView {
    let gap = move |rows: usize| {
        viewport.track();
        (rows > 0).then(|| view! { <tr class="gap" aria-hidden="true" style:height=viewport.offset(rows)></tr> })
    };
    view! {
        <tbody>
            {move || gap(range.get().start)}
            {children()}
            {move || gap(count.get().saturating_sub(range.get().end))}
        </tbody>
    }
}

/// A row of the page, which shows one row of the list after the other.
pub struct Slot<U: Send + Sync + 'static> {
    /// Tells it from others.
    id: usize,
    /// Which row of the list it shows, from 0.
    at: usize,
    /// What it shows.
    pub item: RwSignal<U>,
    /// Its element.
    pub node: NodeRef<html::Tr>,
}

impl<U: Send + Sync + 'static> Clone for Slot<U> {
    fn clone(&self) -> Slot<U> {
        *self
    }
}

impl<U: Send + Sync + 'static> Copy for Slot<U> {}

impl<U: PartialEq + Send + Sync + 'static> Slot<U> {
    fn new(id: usize, at: usize, item: U) -> Slot<U> {
        Slot { id, at, item: RwSignal::new(item), node: NodeRef::new() }
    }

    /// Has it show a row. What has the keyboard must not become another row under it: then the table has it.
    fn show(self, at: usize, item: U, focused: Option<&Element>) -> Slot<U> {
        if let (true, Some(focused), Some(row)) = (at != self.at, focused, self.node.get_untracked())
            && row.contains(Some(focused))
            && let Ok(Some(table)) = row.closest("table")
        {
            let quiet = FocusOptions::new();
            quiet.set_prevent_scroll(true);
            let _ = table.unchecked_into::<HtmlElement>().focus_with_options(&quiet);
        }
        if self.item.with_untracked(|now| *now != item) {
            self.item.set(item);
        }
        Slot { at, ..self }
    }
}

/// The rows of the page, in its order.
struct Slots<U: Send + Sync + 'static> {
    list: Vec<Slot<U>>,
    /// How many there were ever.
    made: usize,
    /// Who stays where it is in the page, by its place in `list`.
    stays: Vec<bool>,
}

impl<U: PartialEq + Send + Sync + 'static> Slots<U> {
    /// Gives the rows from `start` on to slots: those that have their row keep it, others take what is missing, new ones
    /// come when there are none left, and those without a row go.
    fn give_out(&mut self, start: usize, items: Vec<U>) {
        let focused = document().active_element();
        let range = start..start + items.len();
        let kept = self.list.iter().filter(|slot| range.contains(&slot.at)).count();
        // To move an element costs more than to write into it: where most are others, all stay in their places.
        let in_place = 2 * kept < range.len();
        let (mut kept, mut free): (VecDeque<_>, VecDeque<_>) =
            self.list.drain(..).partition(|slot| !in_place && range.contains(&slot.at));
        self.stays.clear();
        for (at, item) in range.zip(items) {
            let own = kept.pop_front_if(|slot| slot.at == at);
            self.stays.push(own.is_some() || in_place && !free.is_empty());
            let slot = match own.or_else(|| free.pop_front()) {
                Some(slot) => slot.show(at, item, focused.as_ref()),
                None => {
                    self.made += 1;
                    Slot::new(self.made, at, item)
                }
            };
            self.list.push(slot);
        }
    }

    /// Brings elements into the order of the list. What stays is not moved: it would lose the focus.
    fn put_in_order(&self) {
        let element = |slot: &Slot<U>| slot.node.get_untracked().map(|row| row.unchecked_into::<Element>());
        let first = self.list.iter().zip(&self.stays).find(|(_, stays)| **stays).and_then(|(slot, _)| element(slot));
        let mut before: Option<Element> = None;
        for (slot, stays) in self.list.iter().zip(&self.stays) {
            let Some(row) = element(slot) else { continue };
            // The page refuses these only for a row within itself.
            let _ = match (&before, &first) {
                _ if *stays => Ok(()),
                (Some(before), _) if row.previous_element_sibling().as_ref() == Some(before) => Ok(()),
                (Some(before), _) => before.after_with_node_1(&row),
                (None, Some(first)) => first.before_with_node_1(&row),
                (None, None) => Ok(()),
            };
            before = Some(row);
        }
    }
}

/// [`TableBody`] for rows that are worked out when they come into view. The elements of a row that went out of view are
/// those of the next one: to make a row of elements takes several times as long as to write other texts into them.
#[component]
pub fn WindowBody<U>(
    /// The part in view.
    viewport: Viewport,
    /// How many rows there are.
    #[prop(into)]
    count: Signal<usize>,
    /// The rows of a range.
    window: Callback<Range<usize>, Vec<U>>,
    /// Makes a row, which follows what its slot shows.
    row: Callback<Slot<U>, AnyView>,
) -> impl IntoView
where
    U: PartialEq + Send + Sync + 'static,
{
    let count = Memo::new(move |_| count.get());
    let range = Memo::new(move |_| viewport.range(count.get()));
    // Signals of slots live as long as the table, not as long as the run that made them.
    let owner = Owner::current().unwrap_or_default();
    let slots = StoredValue::new(Slots { list: Vec::<Slot<U>>::new(), made: 0, stays: Vec::new() });
    let given = Trigger::new();
    let each = move || {
        let range = range.get();
        let items = window.run(range.clone());
        owner.with(|| slots.update_value(|slots| slots.give_out(range.start, items)));
        given.notify();
        let mut slots = slots.with_value(|slots| slots.list.clone());
        // Always in one order: the elements are moved by `put_in_order`, which knows which of them must not be.
        slots.order_by_key(|slot| slot.id);
        slots
    };
    // New rows are in the page by then, behind all others.
    Effect::new(move |_| {
        given.track();
        slots.with_value(Slots::put_in_order);
    });
    view! {
        <Between viewport=viewport count=count range=range>
            <For each=each key=|slot| slot.id children=move |slot| row.run(slot) />
        </Between>
    }
}
