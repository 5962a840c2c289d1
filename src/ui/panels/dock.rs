use leptos::prelude::*;

use super::{Addresses, Code, History, Problems, Routes, SeverityFilter};
use crate::ui::bridge::bridge;
use crate::ui::signals::DockTab;
use crate::ui::widgets::{Icon, Tab, TabList};

/// The panel under the canvas: problems, addresses, routes, code, history.
#[component]
pub fn Dock() -> impl IntoView {
    let bridge = bridge();
    let signals = bridge.signals;
    let shown = RwSignal::new(None);
    let problems = Signal::derive(move || match bridge.unchecked() {
        true => "–".to_owned(),
        false => bridge.counts().total().to_string(),
    });
    let tab = |id: DockTab, words: &str, icon: &'static str, count: Signal<String>| Tab {
        id,
        words: words.to_owned(),
        icon,
        count,
    };
    let none = Signal::stored(String::new());
    let tabs = vec![
        tab(DockTab::Problems, "Problems", "problems", problems),
        tab(DockTab::Addresses, "Addresses", "address-plan", none),
        tab(DockTab::Routes, "Routes", "route-table", none),
        tab(DockTab::Code, "Code", "code", none),
        tab(DockTab::History, "History", "history", none),
    ];
    let panel = move || match signals.dock_tab.get() {
        DockTab::Problems => view! { <Problems shown=shown /> }.into_any(),
        DockTab::Addresses => view! { <Addresses /> }.into_any(),
        DockTab::Routes => view! { <Routes /> }.into_any(),
        DockTab::Code => view! { <Code /> }.into_any(),
        DockTab::History => view! { <History /> }.into_any(),
    };
    let name = move || match signals.dock_tab.get() {
        DockTab::Problems => "Problems",
        DockTab::Addresses => "Addresses",
        DockTab::Routes => "Routes",
        DockTab::Code => "Code",
        DockTab::History => "History",
    };
    view! {
        <section
            id="dock"
            class="dock"
            class:tall=move || {
                signals.dock_tab.track();
                signals.address_view.track();
                signals.dock_is_tall()
            }
            class:fits=move || signals.dock_fits()
            data-testid="dock"
            aria-label="Dock"
        >
            <div class="tabs">
                <TabList
                    label="Dock"
                    class="tab-row"
                    tab_class="tab"
                    tabs=tabs
                    shown=signals.dock_tab
                    on_show=Callback::new(move |tab| signals.dock_tab.set(tab))
                    panel="dock-panel"
                />
                <span class="end">
                    <Show when=move || signals.dock_tab.get() == DockTab::Problems>
                        <SeverityFilter shown=shown />
                    </Show>
                    <button
                        type="button"
                        class="btn btn-icon"
                        aria-label="Close the dock"
                        title="Close the dock"
                        on:click=move |_| signals.dock_open.set(false)
                    >
                        <Icon name="close" />
                    </button>
                </span>
            </div>
            <div id="dock-panel" class="dock-body" role="tabpanel" aria-label=name>{panel}</div>
        </section>
    }
}
