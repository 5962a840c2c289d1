use cidraw::addressing::{BitRole, CidrBlock, Family, bits_of};
use leptos::prelude::*;
use leptos::svg;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

/// Measures of the picture, in its own units: it is 256 wide.
const WIDTH: f64 = 256.0;
const BIT: f64 = 7.4;
const OCTET: f64 = 65.2;
const EDGE: f64 = 0.9;
const BOX: f64 = 6.8;

/// Two blocks that have bits in common which they must not have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    /// How many leading bits.
    pub bits: u8,
    /// The other block's name.
    pub with: String,
}

/// The left edge of a bit.
fn left(bit: u8) -> f64 {
    EDGE + f64::from(bit / 8) * OCTET + f64::from(bit % 8) * BIT
}

/// The right edge of the last of `bits` bits.
fn right(bits: u8) -> f64 {
    if bits == 0 { EDGE } else { left(bits - 1) + BOX }
}

/// The prefix length whose end is nearest to a place.
fn length_at(x: f64) -> u8 {
    (0..=32).min_by(|a, b| (right(*a) - x).abs().total_cmp(&(right(*b) - x).abs())).unwrap_or(0)
}

/// The 32 bits of an IPv4 block: those of its VPC, its own, and those of the host. The end of its own can be dragged; the
/// buttons beside the address do the same.
#[component]
pub fn Ruler(
    /// The block.
    #[prop(into)]
    block: Signal<Option<CidrBlock>>,
    /// The wider block it is in, and what that is called: "VPC".
    #[prop(into)]
    parent: Signal<Option<(CidrBlock, &'static str)>>,
    /// A block that it collides with.
    #[prop(into)]
    clash: Signal<Option<Clash>>,
    /// The shortest and longest prefix it may be dragged to.
    lengths: (u8, u8),
    /// Takes the length it was dragged to.
    on_length: Callback<u8>,
) -> impl IntoView {
    let node = NodeRef::<svg::Svg>::new();
    let dragged = RwSignal::new(None::<u8>);
    let shown = Memo::new(move |_| {
        let block = block.get().filter(|block| block.family() == Family::V4)?;
        Some(dragged.get().map_or(block, |length| CidrBlock::containing(block.first(), length)))
    });
    let place = move |event: &PointerEvent| {
        let svg: Element = node.get_untracked()?.unchecked_into();
        let bounds = svg.get_bounding_client_rect();
        let length = length_at((f64::from(event.client_x()) - bounds.left()) / bounds.width() * WIDTH);
        Some(length.clamp(lengths.0, lengths.1))
    };
    let down = move |event: PointerEvent| {
        event.prevent_default();
        if let Some(grip) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
            // Without capture the drag ends at the edge of the grip, and nothing is changed.
            let _ = grip.set_pointer_capture(event.pointer_id());
        }
        dragged.set(place(&event));
    };
    let moved = move |event: PointerEvent| {
        if dragged.with_untracked(Option::is_some) {
            dragged.set(place(&event));
        }
    };
    let up = move |_: PointerEvent| {
        if let Some(length) = dragged.try_update(Option::take).flatten() {
            on_length.run(length);
        }
    };
    let cancel = move |_: PointerEvent| dragged.set(None);
    let label = move || {
        let block = shown.get()?;
        let outer = parent.get().filter(|(outer, _)| outer.covers(block));
        let own = block.length() - outer.map_or(0, |(outer, _)| outer.length());
        let first = outer.map_or(String::new(), |(outer, name)| format!("{} bits of the {name}, ", outer.length()));
        Some(format!("{block} in binary: {first}{own} of its own, {} of the host", 32 - block.length()))
    };
    let picture = move || {
        let block = shown.get()?;
        let outer = parent.get().filter(|(outer, _)| outer.covers(block));
        let end = right(block.length()) + 0.5;
        Some(view! {
            {clash.get().map(clash_mark)}
            {bits(block, outer.map(|(outer, _)| outer))}
            <rect class="grip" x=end - 1.5 y=22.0 width=3.0 height=25.0 rx=1.5 />
            <circle class="grip" cx=end cy=49.0 r=4.5 />
            <rect
                class="grip-area"
                x=end - 12.0
                y=20.0
                width=24.0
                height=36.0
                on:pointerdown=down
                on:pointermove=moved
                on:pointerup=up
                on:pointercancel=cancel
            />
            {octets(block)}
            {braces(block, outer)}
        })
    };
    let top = move || if clash.with(Option::is_some) { 0 } else { 18 };
    view! {
        <div class="ruler-box" class:dragging=move || dragged.with(Option::is_some) hidden=move || shown.with(Option::is_none)>
            <svg
                node_ref=node
                class="ruler"
                viewBox=move || format!("0 {} {WIDTH} {}", top(), 92 - top())
                role="img"
                aria-label=label
            >
                {picture}
            </svg>
        </div>
    }
}

fn clash_mark(clash: Clash) -> impl IntoView {
    let end = right(clash.bits);
    // The words stay inside the picture however short the bracket is.
    let middle = (end / 2.0).clamp(70.0, 186.0);
    view! {
        <text class="clash-label" x=middle y=11>{format!("the same {} bits as {}", clash.bits, clash.with)}</text>
        <path class="clash" d=format!("M1.1 21v-5H{end:.1}v5") />
    }
}

fn bits(block: CidrBlock, outer: Option<CidrBlock>) -> impl IntoView {
    let bits = bits_of(block, outer).into_iter().enumerate().map(|(at, bit)| {
        let x = left(at as u8);
        let (boxed, text) = match bit.role {
            BitRole::FixedByParent => ("vpc-bit", ""),
            BitRole::FixedByBlock => ("net-bit", "net-text"),
            BitRole::Host => ("host-bit", "host-text"),
        };
        view! {
            <rect class=boxed x=x y=25 width=BOX height=19 rx=1.5 />
            <text class=text x=x + 3.4 y=38.5>{if bit.set { "1" } else { "0" }}</text>
        }
    });
    bits.collect_view()
}

fn octets(block: CidrBlock) -> impl IntoView {
    let text = block.first().to_string();
    let octets = text.split('.').enumerate().map(|(at, octet)| {
        view! { <text class="octet" x=30.2 + OCTET * at as f64 y=61>{octet.to_owned()}</text> }
    });
    octets.collect_view()
}

/// What the groups of bits are, below them.
fn braces(block: CidrBlock, outer: Option<(CidrBlock, &'static str)>) -> impl IntoView {
    let of_outer = outer.map_or(0, |(outer, _)| outer.length());
    let words = outer.map(|(outer, name)| format!("{name} /{}", outer.length()));
    let own = block.length() - of_outer;
    let host = 32 - block.length();
    let brace = move |from: u8, to: u8, words: String, class: &'static str| {
        let (start, end) = (left(from.min(31)) + 0.2, right(to) - 0.2);
        // Words wider than their bits would run into each other: then only the number of bits stands there.
        let narrow = end - start < words.len() as f64 * 5.4;
        let words = if narrow { (to - from).to_string() } else { words };
        (to > from).then(|| {
            view! {
                <path class="brace" d=format!("M{start:.1} 68v5H{end:.1}v-5") />
                <text class=class x=(start + end) / 2.0 y=87>{words}</text>
            }
        })
    };
    view! {
        {words.map(|words| brace(0, of_outer, words, "label"))}
        {brace(of_outer, block.length(), format!("{own} bits"), "label net")}
        {brace(block.length(), 32, format!("{host} host bits"), "label")}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_picture_is_a_prefix_length() {
        for length in 0..=32 {
            assert_eq!(length_at(right(length)), length);
        }
        assert_eq!(length_at(-5.0), 0);
        assert_eq!(length_at(999.0), 32);
    }
}
