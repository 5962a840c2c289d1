//! The code of the design as it is now, for the panels that show it. Made when somebody looks, once a state.

use std::cell::RefCell;
use std::sync::Arc;

use cidraw::export::{Bundle, Exporter, Options, Terraform};
use cidraw::model::{EntityId, Revision};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use crate::ui::bridge::Bridge;

/// How long the document must be still before its code is made again.
const REST_MS: u32 = 200;

thread_local! {
    static MADE: RefCell<Option<(Revision, Arc<Bundle>)>> = const { RefCell::new(None) };
}

fn made(bridge: Bridge) -> Option<Arc<Bundle>> {
    let revision = bridge.design(|design| design.revision());
    MADE.with_borrow(|made| made.as_ref().filter(|(of, _)| *of == revision).map(|(_, made)| made.clone()))
}

/// Is the code of the document as it is there already?
pub fn is_made(bridge: Bridge) -> bool {
    made(bridge).is_some()
}

/// The code of the document as it is.
pub fn bundle(bridge: Bridge) -> Arc<Bundle> {
    made(bridge).unwrap_or_else(|| {
        let revision = bridge.design(|design| design.revision());
        let fresh = Arc::new(bridge.design(|design| Terraform.export(design, &Options::default())));
        MADE.with_borrow_mut(|made| *made = Some((revision, fresh.clone())));
        fresh
    })
}

/// The state of the document, once it has been still for a moment.
pub fn settled(bridge: Bridge) -> RwSignal<Revision> {
    let revision = bridge.signals.revision;
    let settled = RwSignal::new(revision.get_untracked());
    let waiting = StoredValue::new_local(None::<Timeout>);
    Effect::watch(
        move || revision.get(),
        move |revision, _, _| {
            let revision = *revision;
            // The timer before, if it still runs, is stopped by being dropped.
            waiting.set_value(Some(Timeout::new(REST_MS, move || {
                let _ = settled.try_set(revision);
            })));
        },
        false,
    );
    settled
}

/// The Terraform code that stands for some objects; `None` when none stands for them.
pub fn code_of(bridge: Bridge, ids: &[EntityId]) -> Option<String> {
    let made = bundle(bridge);
    let code: Vec<String> = ids.iter().filter_map(|id| made.code_of(*id)).collect();
    (!code.is_empty()).then(|| code.join("\n"))
}
