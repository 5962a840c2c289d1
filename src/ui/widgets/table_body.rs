use std::hash::Hash;
use std::ops::Range;

use leptos::prelude::*;

use super::rows::Viewport;

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
    let count = Signal::derive(move || rows.with(Vec::len));
    let window = move |range: Range<usize>| {
        rows.with(|rows| range.filter_map(|at| Some((at, rows.get(at)?.clone()))).collect::<Vec<_>>())
    };
    view! {
        <WindowBody viewport=viewport count=count window=Callback::new(window) key=move |(_, item): &(usize, T)| key(item) row=row />
    }
}

/// [`TableBody`] for rows that are worked out when they come into view.
#[component]
pub fn WindowBody<U, K>(
    /// The part in view.
    viewport: Viewport,
    /// How many rows there are.
    #[prop(into)]
    count: Signal<usize>,
    /// The rows of a range.
    window: Callback<Range<usize>, Vec<U>>,
    /// What tells rows apart. A row with another key is made anew.
    key: impl Fn(&U) -> K + Clone + Send + Sync + 'static,
    /// Makes a row.
    row: Callback<U, AnyView>,
) -> impl IntoView
where
    U: Send + Sync + 'static,
    K: Eq + Hash + Send + 'static,
{
    let count = Memo::new(move |_| count.get());
    let range = Memo::new(move |_| viewport.range(count.get()));
    let gap = move |rows: usize| {
        (rows > 0).then(|| view! { <tr class="gap" aria-hidden="true" style:height=viewport.offset(rows)></tr> })
    };
    view! {
        <tbody>
            {move || gap(range.get().start)}
            <For each=move || window.run(range.get()) key=key children=move |item| row.run(item) />
            {move || gap(count.get().saturating_sub(range.get().end))}
        </tbody>
    }
}
