use std::ops::Range;

use gloo::timers::callback::Timeout;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, ResizeObserver};

use crate::ui::frame::after_paint;

/// Rows above and below the visible ones that are in the page already, so that a turn of the wheel has nothing to make.
const MARGIN: usize = 6;
/// So many rows are made in a frame when there are none yet: the elements of a whole page take longer than a frame.
const AT_ONCE: usize = 8;
/// How long after the visible rows those beside them are made, in milliseconds: a frame or two.
const SETTLE: u32 = 40;

/// The part of a long list that is in view. Only that part is in the page.
#[derive(Clone, Copy)]
pub struct Viewport {
    /// The element that scrolls.
    pub node: NodeRef<html::Div>,
    /// The height of a row, in pixels.
    row: RwSignal<f64>,
    /// The rows in the page, as if there were no end to them: a start and an end.
    rows: RwSignal<(usize, usize)>,
    /// Will the rows beside the visible ones be made soon?
    settling: StoredValue<bool>,
}

impl Viewport {
    /// A viewport on rows of `row` pixels each. To be called by the component whose element `node` is.
    pub fn new(row: f64) -> Viewport {
        Viewport::fitting(move |_| row)
    }

    /// The same with rows as high as `height` says for the width of the element, both in pixels, as its stylesheet has it.
    pub fn fitting(height: impl Fn(i32) -> f64 + 'static) -> Viewport {
        let viewport = Viewport {
            node: NodeRef::new(),
            row: RwSignal::new(height(i32::MAX)),
            rows: RwSignal::new((0, 0)),
            settling: StoredValue::new(false),
        };
        let observing = StoredValue::new_local(None::<(ResizeObserver, Closure<dyn FnMut()>)>);
        viewport.node.on_load(move |element| {
            let resized = Closure::<dyn FnMut()>::new(move || {
                let width = viewport.element().map_or(i32::MAX, |element| element.client_width());
                let fits = height(width);
                if viewport.row.try_get_untracked().is_some_and(|now| now != fits) {
                    viewport.row.set(fits);
                }
                viewport.scrolled();
            });
            // It is told of the height as soon as there is one: nothing here waits for the browser to lay the page out.
            if let Ok(observer) = ResizeObserver::new(resized.as_ref().unchecked_ref()) {
                observer.observe(&element);
                let _ = observing.try_set_value(Some((observer, resized)));
            }
        });
        on_cleanup(move || {
            if let Some(Some((observer, _))) = observing.try_update_value(Option::take) {
                observer.disconnect();
            }
        });
        viewport
    }

    /// To be called when the element scrolls.
    pub fn scrolled(self) {
        let Some((first, end)) = self.visible() else { return };
        let Some((start, stop)) = self.rows.try_get_untracked() else { return };
        if start == stop {
            self.show_rows((first, end.min(first + AT_ONCE)));
            return after_paint(move || self.settle());
        }
        // As many as before, and at once only what is missing.
        let count = (stop - start).max(end - first);
        self.show_rows(match () {
            () if start <= first && end <= stop => (start, stop),
            () if first < start => (first, first + count),
            () => (end.saturating_sub(count), end.max(count)),
        });
        if !self.settling.get_value() {
            self.settling.set_value(true);
            Timeout::new(SETTLE, move || self.settle()).forget();
        }
    }

    /// Makes the rows beside the visible ones, so that they are there when they come into view: a few in each frame.
    fn settle(self) {
        let _ = self.settling.try_set_value(false);
        let Some((first, end)) = self.visible() else { return };
        let Some((start, stop)) = self.rows.try_get_untracked() else { return };
        // Always as many, so that none have to be made again.
        let top = first.saturating_sub(MARGIN);
        let all = (top, top + end - first + 2 * MARGIN);
        let next = match () {
            () if stop - start >= all.1 - all.0 => all,
            () if stop < all.1 => (start, all.1.min(stop + AT_ONCE)),
            () => (all.0.max(start.saturating_sub(AT_ONCE)), stop),
        };
        self.show_rows(next);
        if next != all && next != (start, stop) {
            after_paint(move || self.settle());
        }
    }

    fn show_rows(self, rows: (usize, usize)) {
        if self.rows.try_get_untracked().is_some_and(|now| now != rows) {
            self.rows.set(rows);
        }
    }

    /// The rows in view: from the first to one behind the last.
    fn visible(self) -> Option<(usize, usize)> {
        let element = self.element()?;
        let (top, height) = (f64::from(element.scroll_top()), f64::from(element.client_height()));
        let row = self.row.try_get_untracked()?;
        let first = (top / row) as usize;
        Some((first, first + (height / row).ceil() as usize + 1))
    }

    fn element(self) -> Option<HtmlElement> {
        self.node.try_get_untracked().flatten().map(JsCast::unchecked_into)
    }

    /// Which of `count` rows are in the page.
    pub fn range(self, count: usize) -> Range<usize> {
        let (start, end) = self.rows.get();
        // At the end of the list those above take the places of those that are not there.
        start.saturating_sub(end.saturating_sub(count))..end.min(count)
    }

    /// How many rows fit.
    pub fn page(self) -> usize {
        let height = self.element().map_or(0.0, |element| f64::from(element.client_height()));
        ((height / self.row.get_untracked()) as usize).max(1)
    }

    /// Where a row is, as a CSS length.
    pub fn offset(self, index: usize) -> String {
        format!("{}px", index as f64 * self.row.get_untracked())
    }

    /// To be called where what depends on the height of a row is to follow it.
    pub fn track(self) {
        self.row.track();
    }

    /// Scrolls as little as it takes to have the row in view.
    pub fn show(self, index: usize) {
        let Some(element) = self.element() else { return };
        let row = self.row.get_untracked();
        let (above, below) = (index as f64 * row, (index + 1) as f64 * row);
        let (top, height) = (f64::from(element.scroll_top()), f64::from(element.client_height()));
        if above < top {
            element.set_scroll_top(above as i32);
        } else if below > top + height {
            element.set_scroll_top((below - height).ceil() as i32);
        }
        self.scrolled();
    }

    /// Scrolls so that the row is a third from the top, when it is not in view.
    pub fn bring(self, index: usize) {
        let Some(element) = self.element() else { return };
        let row = self.row.get_untracked();
        let at = index as f64 * row;
        let (top, height) = (f64::from(element.scroll_top()), f64::from(element.client_height()));
        if at < top || at + row > top + height {
            element.set_scroll_top((at - height / 3.0).max(0.0) as i32);
            self.scrolled();
        }
    }
}
