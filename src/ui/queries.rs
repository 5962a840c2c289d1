//! What panels ask the editor, and the ways in which they make it act.
//!
//! Those that read inside a memo or a view are followed: they run again when the answer may be another.

use std::sync::Arc;

use cidraw::analysis::{Analyses, Counts};
use cidraw::aws::limits::Limit;
use cidraw::editor::{Editor, Effect, Intent, SelectMode};
use cidraw::model::kinds::{Account, Settings};
use cidraw::model::{AccountId, Design, Entity, EntityId, Kind, VpcId, account_of};
use cidraw::rules::{Finding, Severity};
use cidraw::wording::thousands;
use leptos::prelude::*;
use serde_json::Value;

use super::bridge::Bridge;
use super::widgets::FieldError;

impl Bridge {
    /// Reads the document, and again whenever it changes.
    pub fn follow<R>(self, read: impl FnOnce(&Design) -> R) -> R {
        self.signals.revision.track();
        self.design(read)
    }

    /// Reads what follows from the document, and again whenever that changes.
    pub fn analyses<R>(self, read: impl FnOnce(&Analyses) -> R) -> R {
        self.signals.findings.track();
        self.with(|editor| read(editor.analyses()))
    }

    /// The findings on an object, the worst first.
    pub fn findings_on(self, id: EntityId) -> Vec<Arc<Finding>> {
        self.analyses(|analyses| analyses.for_object(id).to_vec())
    }

    /// Does AWS refuse the addresses of an object, as they are?
    pub fn is_refused(self, id: EntityId) -> Memo<bool> {
        let refused =
            |finding: &Arc<Finding>| finding.severity == Severity::Error && finding.rule.group() == "addressing";
        Memo::new(move |_| self.analyses(|analyses| analyses.for_object(id).iter().any(refused)))
    }

    /// The worst finding on an object.
    pub fn worst_on(self, id: EntityId) -> Option<Severity> {
        self.analyses(|analyses| analyses.worst(id))
    }

    /// Is nothing checked, because the rules broke down?
    pub fn unchecked(self) -> bool {
        self.signals.findings.track();
        self.with(Editor::checks_broke)
    }

    /// How many findings there are.
    pub fn counts(self) -> Counts {
        self.analyses(Analyses::counts)
    }

    /// Something of one object, and again whenever the object changes. `T`'s default once it is gone.
    pub fn part<T>(self, id: EntityId, read: impl Fn(&Entity) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: Default + PartialEq + Send + Sync + 'static,
    {
        let entity = self.entity(id);
        Memo::new(move |_| entity.with(|entity| entity.as_deref().map(&read).unwrap_or_default()))
    }

    /// Performs what a field or a dialog means. A refusal is for its reader, not for a message over the canvas.
    pub fn attempt(self, intent: Intent) -> Result<(), FieldError> {
        let mut refused = None;
        self.change(|editor| {
            let mut response = editor.perform(intent);
            for effect in &mut response.effects {
                let Effect::Refused { text, field } = effect else { continue };
                let correction = field.take().and_then(|field| field.correction);
                refused = Some(FieldError { text: text.clone(), correction });
                *effect = Effect::Announce(std::mem::take(text));
            }
            response
        });
        refused.map_or(Ok(()), Err)
    }

    /// Sets a field of objects of one kind.
    pub fn set_field(self, ids: &[EntityId], path: &str, value: impl Into<Value>) -> Result<(), FieldError> {
        self.attempt(Intent::SetField { ids: ids.to_vec(), path: path.to_owned(), value: value.into() })
    }

    /// Selects objects.
    pub fn select(self, ids: impl IntoIterator<Item = EntityId>, mode: SelectMode) {
        self.perform(Intent::Select { ids: ids.into_iter().collect(), mode });
    }

    /// Selects an object and brings it into view.
    pub fn go_to(self, id: EntityId) {
        self.select([id], SelectMode::Replace);
        self.change(|editor| editor.reveal(id));
    }

    /// The name of an object, and again whenever the object changes.
    pub fn name(self, id: EntityId) -> String {
        let named = |entity: &Entity| Some(entity.head.name.clone()).filter(|name| !name.is_empty());
        self.entity(id).with(|entity| entity.as_deref().and_then(named)).unwrap_or_else(|| id.to_string())
    }
}

/// How many of something an account may have in a Region.
pub fn allowed(design: &Design, account: Option<AccountId>, region: &str, limit: &Limit) -> Option<u32> {
    let quotas = match account {
        Some(id) => design.get(id).map(|account: &Account| &account.quotas),
        None => design.get(Settings::id()).map(|settings: &Settings| &settings.quotas),
    };
    let raised = quotas
        .and_then(|quotas| quotas.get(&format!("{}@{region}", limit.id)).or_else(|| quotas.get(limit.id)).copied());
    raised.or(limit.default)
}

/// "3 of 5" for what a VPC has of something.
pub fn of_limit(design: &Design, vpc: VpcId, count: usize, limit: &Limit) -> String {
    let allowed = design.get(vpc).and_then(|fields| allowed(design, account_of(design, fields), &fields.region, limit));
    match allowed {
        Some(allowed) => format!("{} of {}", thousands(count as u128), thousands(u128::from(allowed))),
        None => thousands(count as u128),
    }
}

/// How many objects of each kind a design has, and nothing else of it.
pub fn inventory(design: &Design) -> String {
    let counted = Kind::ALL.into_iter().map(|kind| (design.of_kind(kind).count(), kind));
    let words: Vec<String> = counted.filter(|(n, _)| *n > 0).map(|(n, kind)| format!("{n} {}", kind.title())).collect();
    words.join(", ")
}

/// The text of a field that may be empty, as the document has it.
pub fn text_or_null(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { Value::String(text.to_owned()) }
}
