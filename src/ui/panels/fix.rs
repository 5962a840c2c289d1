use std::sync::Arc;

use cidraw::editor::Intent;
use cidraw::model::{Design, EntityId};
use cidraw::rules::{Finding, Fix, Safety};
use leptos::html;
use leptos::prelude::*;

use super::mono::Monospaced;
use crate::ui::bridge::{Bridge, bridge};
use crate::ui::effects;

/// What applying a fix means for a network that exists, before it is applied. Nothing for a safe one.
pub fn safety_words(design: &Design, fix: &Fix) -> Option<String> {
    let names = |ids: &[EntityId]| -> String {
        let names: Vec<String> = ids.iter().take(3).map(|id| design.name(*id)).collect();
        match ids.len() - names.len() {
            0 => names.join(", "),
            more => format!("{} and {more} more", names.join(", ")),
        }
    };
    match &fix.safety {
        Safety::Safe => None,
        Safety::ChangesTraffic => Some("Packets take another way.".to_owned()),
        Safety::Replaces(ids) if ids.is_empty() => Some("AWS makes it anew.".to_owned()),
        Safety::Replaces(ids) => Some(format!("Replaces {}: AWS makes it anew, with what is in it.", names(ids))),
        Safety::NeedsChoice => Some("One of several ways: choose what you meant.".to_owned()),
    }
}

fn apply(bridge: Bridge, finding: &Finding, fix: &Fix) {
    bridge.perform(Intent::ApplyFix { finding: finding.fingerprint(), title: fix.title.clone() });
}

/// The button that applies a fix. One that is not safe says first what it does, unless the text beside it has.
#[component]
pub fn FixButton(
    /// What is mended.
    finding: Arc<Finding>,
    /// Which of its fixes, from 0.
    index: usize,
    /// Is it the thing to do here? Then it is filled.
    #[prop(optional)]
    primary: bool,
    /// Does the text beside it say already what the fix does to a network that exists?
    #[prop(optional)]
    said: bool,
) -> impl IntoView {
    let bridge = bridge();
    let asking = RwSignal::new(false);
    let fix = finding.fixes[index].clone();
    let words = bridge.design(|design| safety_words(design, &fix)).filter(|_| !said);
    let (title, whole) = (fix.title.clone(), fix.title.clone());
    let safety = match fix.safety {
        Safety::Safe => "safe",
        Safety::ChangesTraffic => "changes-traffic",
        Safety::Replaces(_) => "replaces",
        Safety::NeedsChoice => "needs-choice",
    };
    let fix = StoredValue::new((finding, fix));
    let act = move || {
        asking.set(false);
        fix.with_value(|(finding, fix)| apply(bridge, finding, fix));
        // The button goes with the problem: the next one is where somebody goes on.
        effects::keep_focus(
            "[data-testid=problem-list] [data-testid=fix], [data-testid=dock] [role=tab][aria-selected=true]",
        );
    };
    let class = if primary { "btn btn-sm btn-primary" } else { "btn btn-sm btn-fix" };
    let asks = words.is_some();
    let go = NodeRef::<html::Button>::new();
    let question = move || {
        let words = words.clone();
        asking.get().then(|| {
            // The button that had the focus is gone: the one in its place takes it.
            go.on_load(|button| {
                let _ = button.focus();
            });
            view! {
                <span class="fix-question" role="group" aria-label="Before it is applied">
                    <span class="fix-safety">{words}</span>
                    <button node_ref=go type="button" class="btn btn-sm btn-primary" data-testid="fix-apply" on:click=move |_| act()>
                        "Apply"
                    </button>
                    <button type="button" class="btn btn-sm" on:click=move |_| asking.set(false)>"Cancel"</button>
                </span>
            }
        })
    };
    view! {
        <button
            type="button"
            class=class
            hidden=move || asking.get()
            title=whole
            data-testid="fix"
            data-safety=safety
            on:click=move |event| {
                event.stop_propagation();
                if asks { asking.set(true) } else { act() }
            }
        >
            <span><Monospaced text=title /></span>
        </button>
        {question}
    }
}
