use std::hash::Hash;

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
    let count = Memo::new(move |_| rows.with(Vec::len));
    let range = Memo::new(move |_| viewport.range(count.get()));
    let window = move || {
        let range = range.get();
        rows.with(|rows| range.filter_map(|at| Some((at, rows.get(at)?.clone()))).collect::<Vec<_>>())
    };
    let gap = move |rows: usize| {
        (rows > 0).then(|| view! { <tr class="gap" aria-hidden="true" style:height=viewport.offset(rows)></tr> })
    };
    view! {
        <tbody>
            {move || gap(range.get().start)}
            <For each=window key=move |(_, item)| key(item) children=move |item| row.run(item) />
            {move || gap(count.get().saturating_sub(range.get().end))}
        </tbody>
    }
}
