use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use cidraw::model::EntityId;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::row_key::{Key, Row};
use super::tree::{Grouping, above, rows};
use crate::ui::bridge::Bridge;
use crate::ui::effects::focus_soon;
use crate::ui::platform::{document, preferences};
use crate::ui::widgets::Viewport;

/// The height of a row in pixels, as in outline.css.
const ROW: f64 = 25.0;

thread_local! {
    /// What was opened and closed, while the outline is away.
    static TOGGLED: RefCell<HashMap<Key, bool>> = RefCell::default();
}

/// What the outline shows.
#[derive(Clone, Copy)]
pub struct State {
    /// The editor.
    pub bridge: Bridge,
    /// Every row that could be scrolled to.
    pub rows: Memo<Vec<Row>>,
    /// The rows that were opened or closed by hand.
    toggled: RwSignal<HashMap<Key, bool>>,
    /// What rows are looked for.
    pub filter: RwSignal<String>,
    /// Is the filter shown?
    pub filtering: RwSignal<bool>,
    /// How subnets are grouped.
    pub grouping: RwSignal<Grouping>,
    /// The row that has the tab stop, once somebody has been there.
    active: RwSignal<Option<Key>>,
    /// Its index.
    pub active_at: Memo<usize>,
    /// What is selected.
    pub selected: Memo<HashSet<EntityId>>,
    /// The object whose name is edited in its row.
    pub renaming: RwSignal<Option<EntityId>>,
    /// Does the keyboard focus belong to the tree?
    pub keyboard: StoredValue<bool>,
    /// The letters typed in quick succession.
    pub typed: StoredValue<(String, f64)>,
    /// The part of the rows in view.
    pub viewport: Viewport,
}

impl State {
    /// The outline of the design that `bridge` holds. To be called by the component.
    pub fn new(bridge: Bridge) -> State {
        let signals = bridge.signals;
        let toggled = RwSignal::new(TOGGLED.with_borrow(Clone::clone));
        let filter = RwSignal::new(String::new());
        let grouping = RwSignal::new(match preferences::get("outline-by").as_deref() {
            Some("tier") => Grouping::Tier,
            _ => Grouping::Zone,
        });
        let rows = Memo::new(move |_| {
            let (grouping, filter) = (grouping.get(), filter.get());
            toggled.with(|toggled| bridge.follow(|design| rows(design, grouping, toggled, &filter)))
        });
        let selected = Memo::new(move |_| signals.selection.with(|ids| ids.iter().copied().collect::<HashSet<_>>()));
        let active = RwSignal::new(None::<Key>);
        let active_at = Memo::new(move |before: Option<&usize>| {
            rows.with(|rows| {
                let own = active.with(|key| rows.iter().position(|row| Some(&row.key) == key.as_ref()));
                let chosen = || {
                    active.with(Option::is_none).then(|| {
                        selected.with(|ids| {
                            rows.iter().position(|row| row.key.object().is_some_and(|id| ids.contains(&id)))
                        })
                    })?
                };
                // A row that is gone leaves its place to the one that comes there.
                let place = || before.copied().unwrap_or(0).min(rows.len().saturating_sub(1));
                own.or_else(chosen).unwrap_or_else(place)
            })
        });
        on_cleanup(move || {
            if let Some(now) = toggled.try_get_untracked() {
                TOGGLED.with_borrow_mut(|kept| *kept = now);
            }
        });
        State {
            bridge,
            rows,
            toggled,
            filter,
            filtering: RwSignal::new(false),
            grouping,
            active,
            active_at,
            selected,
            renaming: RwSignal::new(None),
            keyboard: StoredValue::new(false),
            typed: StoredValue::new((String::new(), 0.0)),
            viewport: Viewport::new(ROW),
        }
    }

    /// The rows that are in the page: those in view, and the one with the tab stop wherever it is.
    pub fn window(self) -> Memo<Vec<(usize, Row)>> {
        Memo::new(move |_| {
            self.rows.with(|rows| {
                let active = self.active_at.get();
                let range = self.viewport.range(rows.len());
                let before = (active < range.start).then_some(active);
                let after = (active >= range.end).then_some(active);
                let shown = before.into_iter().chain(range).chain(after);
                shown.filter_map(|at| Some((at, rows.get(at)?.clone()))).collect()
            })
        })
    }

    /// The row with the tab stop.
    pub fn active_row(self) -> Option<(usize, Row)> {
        let at = self.active_at.get_untracked();
        self.rows.with_untracked(|rows| rows.get(at).cloned()).map(|row| (at, row))
    }

    /// Moves the tab stop, and the focus with it.
    pub fn go(self, at: usize) {
        let Some(key) = self.rows.with_untracked(|rows| rows.get(at).map(|row| row.key.clone())) else { return };
        self.active.set(Some(key));
        self.viewport.show(at);
        focus_soon("[data-testid=outline] [role=treeitem][tabindex='0']");
    }

    /// Moves the tab stop without the focus: the pointer has done that.
    pub fn stand_on(self, key: Key) {
        self.active.set(Some(key));
    }

    /// Opens or closes rows.
    pub fn toggle(self, keys: impl IntoIterator<Item = Key>, open: bool) {
        self.toggled.update(|toggled| toggled.extend(keys.into_iter().map(|key| (key, open))));
    }

    /// Groups subnets another way, now and the next time.
    pub fn group_by(self, grouping: Grouping) {
        self.grouping.set(grouping);
        preferences::set("outline-by", if grouping == Grouping::Tier { "tier" } else { "zone" });
    }

    /// Shows the filter, or hides it and shows every row again.
    pub fn toggle_filter(self) {
        let shown = !self.filtering.get_untracked();
        self.filtering.set(shown);
        self.filter.set(String::new());
        focus_soon(if shown { ".outline-filter input" } else { "[data-testid=outline] [role=treeitem][tabindex='0']" });
    }

    /// Has an object that was selected elsewhere shown, and gives the focus back to a row when its own went away.
    pub fn follow_selection(self) {
        let signals = self.bridge.signals;
        // Not derived state: somebody's press on the canvas opens rows here, which they may close again.
        Effect::watch(
            move || signals.selection.get(),
            move |ids, _, _| {
                let [id] = ids[..] else { return };
                let at = |rows: &Vec<Row>| rows.iter().position(|row| row.key == Key::Object(id));
                if self.rows.with_untracked(|rows| at(rows).is_none()) {
                    self.toggle(self.bridge.design(|design| above(design, id)), true);
                }
                // Who selects in the tree stays in the row where that was done: a connection has several.
                let stands_there = self.active.with_untracked(|key| key.as_ref().and_then(Key::object) == Some(id));
                if let Some(at) = self.rows.with_untracked(at).filter(|_| !stands_there) {
                    self.active.set(Some(Key::Object(id)));
                    self.viewport.bring(at);
                }
            },
            false,
        );
        Effect::watch(
            move || self.rows.track(),
            move |(), _, _| {
                if !self.keyboard.get_value() {
                    return;
                }
                // Deleting the focused row leaves the page's body with the focus.
                Timeout::new(0, || {
                    if document().active_element().is_none_or(|element| element.tag_name() == "BODY") {
                        focus_soon("[data-testid=outline] [role=treeitem][tabindex='0']");
                    }
                })
                .forget();
            },
            false,
        );
    }
}
