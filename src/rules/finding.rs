//! What a rule found, and what can be done about it.

use std::cmp::Ordering;

use super::rule::{Rule, Severity};
use crate::model::kinds::in_order;
use crate::model::{Edit, EntityId};
use crate::ordering::Ordered;

/// One thing that a rule found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How bad it is.
    pub severity: Severity,
    /// Every object concerned, the one to go to first. Empty only for what concerns the file as a whole.
    pub objects: Vec<EntityId>,
    /// What, where, and what follows: with the names of things, as a sentence for the screen.
    pub message: String,
    /// The field of the first object that is wrong, as in the file: `ipv4`.
    pub field: Option<&'static str>,
    /// What mends it, the best first. Each alone does.
    pub fixes: Vec<Fix>,
}

/// A way to mend a finding.
#[derive(Clone, Debug)]
pub struct Fix {
    /// A verb with its object: "Move data-b to 10.0.48.0/22".
    pub title: String,
    /// What it does to what exists.
    pub safety: Safety,
    /// The change, to be applied as one step. Each edit works on the object as it is at that moment.
    pub edits: Vec<Edit>,
}

/// What applying a fix means for a network that exists already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Safety {
    /// Nothing that carries packets changes.
    Safe,
    /// Some packets take another way, or are carried that were dropped (or the reverse).
    ChangesTraffic,
    /// AWS cannot change these in place: they are made anew, and what stands in them too.
    Replaces(Vec<EntityId>),
    /// It is one of several sensible ways; a person should choose.
    NeedsChoice,
}

impl Fix {
    /// A fix called `title`.
    pub fn new(title: impl Into<String>, safety: Safety, edits: impl IntoIterator<Item = Edit>) -> Fix {
        Fix { title: title.into(), safety, edits: edits.into_iter().collect() }
    }

    /// May "fix all safe" apply it?
    pub fn is_safe(&self) -> bool {
        self.safety == Safety::Safe
    }
}

impl Finding {
    /// The object to go to.
    pub fn primary(&self) -> Option<EntityId> {
        self.objects.first().copied()
    }

    /// Adds further objects concerned.
    pub fn with(&mut self, objects: impl IntoIterator<Item = impl Into<EntityId>>) -> &mut Finding {
        for id in objects.into_iter().map(Into::into) {
            if !self.objects.contains(&id) {
                self.objects.push(id);
            }
        }
        self
    }

    /// Names the field of the first object that is wrong.
    pub fn field(&mut self, field: &'static str) -> &mut Finding {
        self.field = Some(field);
        self
    }

    /// Adds a way to mend it, after those added before.
    pub fn fix(&mut self, fix: impl Into<Option<Fix>>) -> &mut Finding {
        self.fixes.extend(fix.into());
        self
    }

    /// What tells this finding from others across edits: the rule and the objects, whichever it names first. Accepted
    /// findings are kept under it.
    pub fn fingerprint(&self) -> String {
        let mut text = self.rule.id.to_owned();
        for id in &self.objects {
            text.push(' ');
            text.push_str(&id.to_string());
        }
        in_order(&text)
    }

    /// Would a reader see any difference? Compares the fixes too, by what they say and touch.
    pub fn reads_like(&self, other: &Finding) -> bool {
        let fixes = |f: &Finding| -> Vec<(String, Safety, Vec<EntityId>)> {
            let touched = |fix: &Fix| fix.edits.iter().map(Edit::id).collect();
            f.fixes.iter().map(|fix| (fix.title.clone(), fix.safety.clone(), touched(fix))).collect()
        };
        self == other && fixes(self) == fixes(other)
    }
}

/// The order in which findings are listed: severity, rule, objects, message.
impl Ord for Finding {
    fn cmp(&self, other: &Finding) -> Ordering {
        (self.severity, self.rule.id, &self.objects, &self.message, self.field).cmp(&(
            other.severity,
            other.rule.id,
            &other.objects,
            &other.message,
            other.field,
        ))
    }
}

impl PartialOrd for Finding {
    fn partial_cmp(&self, other: &Finding) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Finding {
    fn eq(&self, other: &Finding) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Finding {}

/// Where a rule puts what it finds.
pub struct Findings {
    rule: &'static Rule,
    list: Vec<Finding>,
}

impl Findings {
    /// Room for the findings of `rule`.
    pub fn of(rule: &'static Rule) -> Findings {
        Findings { rule, list: Vec::new() }
    }

    /// A finding on `primary`. Returned to be completed.
    pub fn at(&mut self, primary: impl Into<EntityId>, message: impl Into<String>) -> &mut Finding {
        self.on_all([primary], message)
    }

    /// A finding on several objects, the one to go to first.
    pub fn on_all<T: Into<EntityId>>(
        &mut self,
        objects: impl IntoIterator<Item = T>,
        message: impl Into<String>,
    ) -> &mut Finding {
        let at = self.list.len();
        self.list.push(Finding {
            rule: self.rule,
            severity: self.rule.severity,
            objects: objects.into_iter().map(Into::into).collect(),
            message: message.into(),
            field: None,
            fixes: Vec::new(),
        });
        &mut self.list[at]
    }

    /// A finding on the file as a whole, with no object to go to.
    pub fn on_file(&mut self, message: impl Into<String>) -> &mut Finding {
        self.on_all::<EntityId>([], message)
    }

    /// What was found, in the order of lists, without repeats.
    pub fn into_sorted(mut self) -> Vec<Finding> {
        self.list.order();
        self.list.dedup();
        self.list
    }
}
