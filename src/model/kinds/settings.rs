use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::is_default;
use crate::model::entity::References;
use crate::model::{EntityId, Ref, SettingsId, Slug, Tags, TypedId};
use crate::ordering::Ordered;

/// What holds for the whole design. There is one, with the id `settings-design`; its name is the design's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Settings {
    /// What the design is for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub description: String,
    /// Tags that every exported resource gets.
    #[serde(default, skip_serializing_if = "is_default")]
    pub default_tags: Tags,
    /// Limits that AWS raised for the account of objects without one, keyed as in [`Account`](super::Account).
    #[serde(default, skip_serializing_if = "is_default")]
    pub quotas: BTreeMap<String, u32>,
    /// Findings that somebody looked at and leaves as they are.
    #[serde(default, skip_serializing_if = "is_default")]
    pub accepted: Vec<Acceptance>,
}

/// Why a finding may stay.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Acceptance {
    /// The [`fingerprint`](crate::rules::Finding::fingerprint) of the finding: the rule, then the ids of the objects, apart
    /// by spaces. In which order they are says nothing, see [`in_order`].
    pub finding: String,
    /// The reason, in somebody's own words.
    pub reason: String,
    /// The last day on which it holds, as `2027-03-31`; without one it holds for good. What is no such day holds never.
    #[serde(default, skip_serializing_if = "is_default")]
    pub until: Option<String>,
}

/// Is the text a day as ISO 8601 writes it: `2027-03-31`? Days sort as texts do. How long a month is is not looked at.
pub fn is_day(text: &str) -> bool {
    let number = |range: std::ops::Range<usize>| -> Option<u32> {
        let part = text.get(range)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?
    };
    text.len() == 10
        && number(0..4).is_some()
        && number(5..7).is_some_and(|month| (1..=12).contains(&month))
        && number(8..10).is_some_and(|day| (1..=31).contains(&day))
        && text.as_bytes()[4] == b'-'
        && text.as_bytes()[7] == b'-'
}

/// A fingerprint with its objects in the order of their ids. Which of them a rule names first is a matter of words, so
/// files that were written with another order are about the same finding.
///
/// ```
/// use cidraw::model::kinds::in_order;
/// assert_eq!(in_order("peering/peering-duplicate pcx-b pcx-a"), "peering/peering-duplicate pcx-a pcx-b");
/// ```
pub fn in_order(fingerprint: &str) -> String {
    let mut words = fingerprint.split_whitespace();
    let mut ordered = words.next().unwrap_or_default().to_owned();
    let mut ids: Vec<&str> = words.collect();
    ids.order();
    for id in ids {
        ordered.push(' ');
        ordered.push_str(id);
    }
    ordered
}

impl Acceptance {
    /// Is it about the finding with this fingerprint?
    pub fn is_of(&self, fingerprint: &str) -> bool {
        in_order(&self.finding) == in_order(fingerprint)
    }

    /// Does it still hold on `today`? Without a day, whatever the day: a design alone knows none.
    ///
    /// ```
    /// use cidraw::model::kinds::Acceptance;
    /// let finding = "addressing/subnet-overlaps-subnet subnet-a subnet-b".to_owned();
    /// let lease = Acceptance { finding, reason: "It ends in March".into(), until: Some("2027-03-31".into()) };
    /// assert!(lease.holds(None) && lease.holds(Some("2027-03-31")) && !lease.holds(Some("2027-04-01")));
    /// let unclear = Acceptance { until: Some("soon".into()), ..lease };
    /// assert!(!unclear.holds(None));
    /// ```
    pub fn holds(&self, today: Option<&str>) -> bool {
        self.until.as_deref().is_none_or(|until| is_day(until) && today.is_none_or(|today| today <= until))
    }
}

impl Settings {
    /// Why a finding was accepted, if it was.
    pub fn acceptance(&self, fingerprint: &str) -> Option<&Acceptance> {
        self.accepted.iter().find(|acceptance| acceptance.is_of(fingerprint))
    }

    /// The id of the one settings object.
    pub fn id() -> SettingsId {
        SettingsId::from_slug(Slug::new("design").expect("letters"))
    }
}

impl References for Settings {
    fn visit_refs(&self, _: &mut dyn FnMut(Ref)) {}
    fn forget(&mut self, _: EntityId) {}
}
