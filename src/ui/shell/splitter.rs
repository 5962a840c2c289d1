use cidraw::editor::Panel;
use leptos::html;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, PointerEvent};

use crate::ui::bridge::bridge;
use crate::ui::signals::Signals;

/// How far an arrow key moves a splitter, in pixels; with Shift the second.
const STEP: (f64, f64) = (16.0, 64.0);

/// How far the pointer must go before a press becomes a drag, in pixels.
const SLACK: f64 = 3.0;

/// A drag of a splitter.
#[derive(Clone, Copy)]
struct Drag {
    /// Where the pointer went down, along the way that the splitter goes.
    from: f64,
    /// The size of the panel then; nothing when it was collapsed.
    size: f64,
    /// What had been chosen before, and whether the panel was open: for Escape.
    before: (Option<u32>, bool),
    /// Where the pointer is now.
    to: f64,
    /// Has it gone far enough?
    moved: bool,
    /// Is a frame on its way that takes over where it is?
    asked: bool,
}

/// How a splitter lies, and which way makes its panel larger.
const fn geometry(panel: Panel) -> (&'static str, &'static str, f64, [&'static str; 2]) {
    match panel {
        // (class, orientation, larger towards, the keys that make it smaller and larger)
        Panel::Outline => ("splitter beside-outline", "vertical", 1.0, ["ArrowLeft", "ArrowRight"]),
        Panel::Inspector => ("splitter beside-inspector", "vertical", -1.0, ["ArrowRight", "ArrowLeft"]),
        Panel::Dock => ("splitter above-dock", "horizontal", -1.0, ["ArrowDown", "ArrowUp"]),
    }
}

/// Makes a panel this large, as far as there is room; less than half of its least size collapses it.
fn resize(signals: Signals, panel: Panel, size: f64) {
    if size < panel.least() / 2.0 {
        return signals.open(panel).set(false);
    }
    if !signals.open(panel).get_untracked() {
        signals.open(panel).set(true);
    }
    let (tall, window) = (signals.dock_is_tall(), signals.window.get_untracked());
    let (least, most) = signals.panels_now().range(panel, tall, window);
    let chosen = Some(size.clamp(least, most) as u32);
    signals.panels.maybe_update(|panels| {
        let place = panels.chosen_mut(panel, tall);
        std::mem::replace(place, chosen) != chosen
    });
}

/// The splitters of the panels, where the panels are no sheets.
#[component]
pub fn Splitters() -> impl IntoView {
    let signals = bridge().signals;
    view! {
        <Show when=move || !signals.has_sheets()>
            <section class="splitters" aria-label="Sizes of the panels">
                {Panel::ALL.map(|panel| view! { <Splitter panel=panel /> }).collect_view()}
            </section>
        </Show>
    }
}

/// The edge between a panel and the canvas: dragged, or moved with the arrow keys. Enter and a double press collapse the
/// panel or bring it back.
#[component]
fn Splitter(
    /// Whose.
    panel: Panel,
) -> impl IntoView {
    let signals = bridge().signals;
    let (class, orientation, larger, [smaller_key, larger_key]) = geometry(panel);
    let node = NodeRef::<html::Div>::new();
    let drag = StoredValue::new_local(None::<Drag>);
    let dragging = signals.resizing;
    let open = signals.open(panel);
    let window = signals.window;
    let tall = move || {
        signals.dock_tab.track();
        signals.address_view.track();
        signals.dock_is_tall()
    };
    let range = Memo::new(move |_| {
        let (least, most) = signals.arranged().range(panel, tall(), window.get());
        (least as u32, most as u32)
    });
    let size = Memo::new(move |_| match open.get() {
        true => signals.arranged().size(panel, tall(), window.get()) as u32,
        false => 0,
    });
    let along = move |event: &PointerEvent| match orientation {
        "vertical" => f64::from(event.client_x()),
        _ => f64::from(event.client_y()),
    };
    // However often the pointer moves: the canvas is laid out once a frame.
    let follow = move || {
        let Some(Some(now)) = drag.try_get_value() else { return };
        drag.set_value(Some(Drag { asked: false, ..now }));
        resize(signals, panel, now.size + larger * (now.to - now.from));
    };
    let on_down = move |event: PointerEvent| {
        let Some(element) = node.get_untracked().filter(|_| event.button() == 0) else { return };
        let _ = element.set_pointer_capture(event.pointer_id());
        let from = along(&event);
        let before = signals.panels.try_update(|panels| *panels.chosen_mut(panel, signals.dock_is_tall())).flatten();
        drag.set_value(Some(Drag {
            from,
            size: f64::from(size.get_untracked()),
            before: (before, open.get_untracked()),
            to: from,
            moved: false,
            asked: false,
        }));
    };
    let on_move = move |event: PointerEvent| {
        let Some(mut now) = drag.get_value() else { return };
        now.to = along(&event);
        if !now.moved && (now.to - now.from).abs() >= SLACK {
            now.moved = true;
            dragging.set(Some(panel));
        }
        let ask = now.moved && !std::mem::replace(&mut now.asked, now.moved);
        drag.set_value(Some(now));
        if ask {
            request_animation_frame(follow);
        }
    };
    let let_go = move || {
        let moved = drag.get_value().is_some_and(|drag| drag.moved);
        if moved {
            follow();
        }
        drag.set_value(None);
        if dragging.get_untracked().is_some() {
            dragging.set(None);
        }
    };
    let put_back = move || {
        let Some(Drag { before: (chosen, was_open), .. }) = drag.get_value() else { return };
        drag.set_value(None);
        signals.panels.update(|panels| *panels.chosen_mut(panel, signals.dock_is_tall()) = chosen);
        open.set(was_open);
        dragging.set(None);
    };
    let on_double = move |_| match open.get_untracked() {
        true => signals.panels.update(|panels| *panels.chosen_mut(panel, signals.dock_is_tall()) = None),
        false => open.set(true),
    };
    let on_key = move |event: KeyboardEvent| {
        let (least, most) = range.get_untracked();
        let now = f64::from(size.get_untracked());
        let step = if event.shift_key() { STEP.1 } else { STEP.0 };
        match event.key().as_str() {
            "Escape" if drag.get_value().is_some_and(|drag| drag.moved) => put_back(),
            "Enter" => open.update(|open| *open = !*open),
            "Home" => resize(signals, panel, least.into()),
            "End" => resize(signals, panel, most.into()),
            key if key == larger_key => resize(signals, panel, (now + step).max(least.into())),
            key if key == smaller_key && open.get_untracked() => resize(signals, panel, (now - step).max(least.into())),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    view! {
        <div
            node_ref=node
            class=class
            class:dragging=move || dragging.get() == Some(panel)
            class:collapsed=move || !open.get()
            role="separator"
            tabindex="0"
            aria-label=format!("Size of the {}", panel.words().to_lowercase())
            aria-orientation=orientation
            aria-controls=move || open.get().then(|| panel.words().to_lowercase())
            aria-valuemin=move || if open.get() { range.get().0 } else { 0 }
            aria-valuemax=move || range.get().1
            aria-valuenow=move || size.get()
            aria-valuetext=move || match size.get() {
                0 => "collapsed".to_owned(),
                size => format!("{size} pixels"),
            }
            title="Drag to resize, double-click for the usual size, Enter to collapse"
            data-splitter=panel.words().to_lowercase()
            on:pointerdown=on_down
            on:pointermove=on_move
            on:pointerup=move |_| let_go()
            on:pointercancel=move |_| put_back()
            on:dblclick=on_double
            on:keydown=on_key
        ></div>
    }
}
