use leptos::prelude::*;

/// One part of a picture of addresses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapPart {
    /// Where it begins, 0 to 1.
    pub from: f64,
    /// Where it ends, 0 to 1.
    pub to: f64,
    /// Its class: `public`, `private`, `isolated`, `vpcseg`, `pool`, `free`, `clash`.
    pub class: &'static str,
}

/// The width that parts are drawn on, in units of the picture.
const WIDTH: f64 = 252.0;
/// A part is never narrower: one address of a /8 is still there to be seen.
const NARROWEST: f64 = 1.5;

/// Addresses in order from left to right. The numbers beside it say the same.
#[component]
pub fn SpaceMap(
    /// Its parts.
    parts: Vec<MapPart>,
) -> impl IntoView {
    let part = |part: MapPart| {
        // A hair between neighbours tells them apart.
        let width = ((part.to - part.from) * WIDTH - 0.75).max(NARROWEST);
        let inset = if part.class == "free" { 0.5 } else { 0.0 };
        view! { <rect class=part.class x=part.from * WIDTH y=inset width=width height=12.0 - 2.0 * inset rx=1.5 /> }
    };
    view! {
        <svg class="map" viewBox=format!("0 0 {WIDTH} 12") preserveAspectRatio="none" aria-hidden="true">
            <rect class="track" x=0.5 y=0.5 width=WIDTH - 1.0 height=11.0 rx=2.0 />
            {parts.into_iter().map(part).collect_view()}
        </svg>
    }
}
