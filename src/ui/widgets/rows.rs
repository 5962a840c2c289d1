use std::ops::Range;

use gloo::timers::callback::Timeout;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, ResizeObserver};

/// Rows above and below the visible ones that are in the page already, so that scrolling shows no gap.
const MARGIN: usize = 6;

/// The part of a long list that is in view. Only that part is in the page.
#[derive(Clone, Copy)]
pub struct Viewport {
    /// The element that scrolls.
    pub node: NodeRef<html::Div>,
    row: f64,
    top: RwSignal<f64>,
    height: RwSignal<f64>,
    /// Have the rows in view been shown? Those beside them come after that.
    shown: RwSignal<bool>,
}

impl Viewport {
    /// A viewport on rows of `row` pixels each. To be called by the component whose element `node` is.
    pub fn new(row: f64) -> Viewport {
        let viewport = Viewport {
            node: NodeRef::new(),
            row,
            top: RwSignal::new(0.0),
            height: RwSignal::new(0.0),
            shown: RwSignal::new(false),
        };
        let observing = StoredValue::new_local(None::<(ResizeObserver, Closure<dyn FnMut()>)>);
        viewport.node.on_load(move |element| {
            let resized = Closure::<dyn FnMut()>::new(move || viewport.measure());
            // Without an observer the height is the one at the start, which is right until the window changes.
            if let Ok(observer) = ResizeObserver::new(resized.as_ref().unchecked_ref()) {
                observer.observe(&element);
                let _ = observing.try_set_value(Some((observer, resized)));
            }
            viewport.measure();
            Timeout::new(60, move || {
                let _ = viewport.shown.try_set(true);
            })
            .forget();
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
        if let Some(element) = self.element() {
            self.top.set(f64::from(element.scroll_top()));
        }
    }

    fn element(self) -> Option<HtmlElement> {
        self.node.try_get_untracked().flatten().map(JsCast::unchecked_into)
    }

    fn measure(self) {
        if let Some(element) = self.element() {
            let _ = self.height.try_set(f64::from(element.client_height()));
        }
    }

    /// Which of `count` rows are in the page.
    pub fn range(self, count: usize) -> Range<usize> {
        let first = (self.top.get() / self.row) as usize;
        let shown = (self.height.get() / self.row).ceil() as usize + 1;
        let margin = if self.shown.get() { MARGIN } else { 0 };
        let first = first.saturating_sub(margin).min(count);
        first..(first + shown + 2 * margin).min(count)
    }

    /// How many rows fit.
    pub fn page(self) -> usize {
        ((self.height.get_untracked() / self.row) as usize).max(1)
    }

    /// Where a row is, as a CSS length.
    pub fn offset(self, index: usize) -> String {
        format!("{}px", index as f64 * self.row)
    }

    /// Scrolls as little as it takes to have the row in view.
    pub fn show(self, index: usize) {
        let Some(element) = self.element() else { return };
        let (above, below) = (index as f64 * self.row, (index + 1) as f64 * self.row);
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
        let at = index as f64 * self.row;
        let (top, height) = (f64::from(element.scroll_top()), f64::from(element.client_height()));
        if at < top || at + self.row > top + height {
            element.set_scroll_top((at - height / 3.0).max(0.0) as i32);
            self.scrolled();
        }
    }
}
