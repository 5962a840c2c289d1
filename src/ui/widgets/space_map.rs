use std::fmt::Write;

use leptos::prelude::*;

/// One part of a picture of addresses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapPart {
    /// Where it begins, 0 to 1.
    pub from: f64,
    /// Where it ends, 0 to 1.
    pub to: f64,
    /// What it shows: `public`, `private`, `isolated`, `vpc`, `pool`, `reserved`, `free`. Its colour is `--map-` and
    /// this, see addresses.css.
    pub class: &'static str,
}

/// A part is never narrower: one address of a /8 is still there to be seen.
const NARROWEST: f64 = 0.006;

/// Addresses in order from left to right. The numbers beside it say the same.
#[component]
pub fn SpaceMap(
    /// Its picture: [`map_picture`].
    #[prop(into)]
    picture: Signal<String>,
) -> impl IntoView {
    view! { <span class="map" aria-hidden="true" style:background-image=move || picture.get()></span> }
}

/// Parts as the background of one element: a table of them would otherwise be thousands of elements.
pub fn map_picture(parts: Vec<MapPart>) -> String {
    gradient(&joined(parts))
}

/// Parts too narrow to be told apart from a neighbour of the same kind are drawn with it.
fn joined(parts: Vec<MapPart>) -> Vec<MapPart> {
    let mut all: Vec<MapPart> = Vec::new();
    for part in parts {
        let part = MapPart { to: part.to.max(part.from + NARROWEST).min(1.0), ..part };
        match all.last_mut() {
            Some(last)
                if last.class == part.class
                    && part.from - last.to < NARROWEST
                    && part.to - part.from < 2.0 * NARROWEST =>
            {
                last.to = last.to.max(part.to);
            }
            _ => all.push(part),
        }
    }
    all
}

/// The parts as hard stops; a hair between neighbours tells them apart.
fn gradient(parts: &[MapPart]) -> String {
    let mut stops = String::from("linear-gradient(90deg");
    let mut at = 0.0;
    for part in parts {
        let (from, to) = (part.from.max(at) * 100.0, part.to * 100.0);
        at = part.to;
        // Writing to a text cannot fail.
        let _ = write!(
            stops,
            ",transparent {from:.3}%,var(--map-{0}) {from:.3}%,var(--map-{0}) calc({to:.3}% - 1px),transparent calc({to:.3}% - 1px)",
            part.class
        );
    }
    if parts.is_empty() { String::new() } else { stops + ")" }
}
