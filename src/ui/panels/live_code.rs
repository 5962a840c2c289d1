//! The code of the design as it is now, for the panels that show it.

use std::cell::RefCell;
use std::sync::Arc;

use cidraw::export::{Bundle, CloudFormation, Exporter, Options, Terraform};
use cidraw::model::{EntityId, Revision};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use crate::ui::bridge::Bridge;
use crate::ui::platform::preferences;

/// How long the document must be still before its code is made again.
const REST_MS: u32 = 200;
/// Under which name the chosen language is kept.
const KEPT: &str = "code";

/// What code can be read as, the default first.
static LANGUAGES: [&dyn Exporter; 2] = [&Terraform, &CloudFormation];

thread_local! {
    static CHOSEN: ArcRwSignal<&'static str> = ArcRwSignal::new(known(&preferences::get(KEPT).unwrap_or_default()));
    static MADE: RefCell<Option<(Revision, &'static str, Arc<Bundle>)>> = const { RefCell::new(None) };
}

fn known(id: &str) -> &'static str {
    LANGUAGES.iter().find(|language| language.id() == id).unwrap_or(&LANGUAGES[0]).id()
}

/// The languages that code can be read in: id and title.
pub fn languages() -> impl Iterator<Item = (&'static str, &'static str)> {
    LANGUAGES.iter().map(|language| (language.id(), language.title()))
}

/// The id of the language that somebody reads code in.
pub fn language() -> ArcRwSignal<&'static str> {
    CHOSEN.with(Clone::clone)
}

/// Reads code in another language from now on.
pub fn choose_language(id: &str) {
    let id = known(id);
    preferences::set(KEPT, id);
    language().set(id);
}

fn made(bridge: Bridge) -> Option<Arc<Bundle>> {
    let (revision, language) = (bridge.design(|design| design.revision()), language().get_untracked());
    let as_now = |made: &&(Revision, &'static str, Arc<Bundle>)| made.0 == revision && made.1 == language;
    MADE.with_borrow(|made| made.as_ref().filter(as_now).map(|(.., made)| made.clone()))
}

/// Is the code of the document as it is there already?
pub fn is_made(bridge: Bridge) -> bool {
    made(bridge).is_some()
}

/// The code of the document as it is, made at once.
pub fn bundle(bridge: Bridge) -> Arc<Bundle> {
    made(bridge).unwrap_or_else(|| {
        let id = language().get_untracked();
        let exporter = LANGUAGES.into_iter().find(|language| language.id() == id).unwrap_or(LANGUAGES[0]);
        let fresh = Arc::new(bridge.design(|design| exporter.export(design, &Options::default())));
        let revision = bridge.design(|design| design.revision());
        MADE.with_borrow_mut(|made| *made = Some((revision, id, fresh.clone())));
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
    let made = bridge.design(|design| Terraform.export(design, &Options::default()));
    let code: Vec<String> = ids.iter().filter_map(|id| made.code_of(*id)).collect();
    (!code.is_empty()).then(|| code.join("\n"))
}
