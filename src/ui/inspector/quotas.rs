use std::collections::BTreeMap;

use cidraw::aws::limits::{LIMITS, limit};
use leptos::prelude::*;
use serde_json::Value;

use super::section::Section;
use super::subjects::Subjects;
use super::tags::PairList;
use crate::ui::widgets::FieldError;

/// The limits that AWS raised for an account.
#[component]
pub fn Quotas(
    /// The account, or the design.
    subjects: Subjects,
    /// What it has.
    quotas: Memo<Option<BTreeMap<String, u32>>>,
) -> impl IntoView {
    let pairs = Memo::new(move |_| {
        let quotas = quotas.get().unwrap_or_default();
        quotas.into_iter().map(|(id, value)| (id, Some(value.to_string()))).collect::<BTreeMap<_, _>>()
    });
    let set = Callback::new(move |(id, value): (String, Option<String>)| {
        let path = format!("quotas/{id}");
        let Some(value) = value else { return subjects.set(&path, Value::Null) };
        if limit(id.split('@').next().unwrap_or(&id)).is_none() {
            let text = format!("There is no limit called \"{id}\". Choose one of the list; @ and a Region may follow.");
            return Err(FieldError::new(text));
        }
        match value.parse::<u32>() {
            Ok(number) => subjects.set(&path, number.into()),
            Err(_) => Err(FieldError::new(format!("\"{value}\" is not a whole number."))),
        }
    });
    let known = LIMITS.iter().filter(|limit| limit.adjustable).map(|limit| limit.id.to_owned()).collect::<Vec<_>>();
    view! {
        <Section title="Raised limits" name="quotas">
            <PairList pairs=pairs set=set key_label="Limit" value_label="Number" known=Signal::stored(known) />
        </Section>
    }
}
