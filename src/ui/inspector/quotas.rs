use std::collections::BTreeMap;

use cidraw::aws::limits::{LIMITS, limit};
use cidraw::editor::Intent;
use cidraw::import::read_service_quotas;
use cidraw::model::EntityId;
use leptos::prelude::*;
use serde_json::Value;

use super::section::Section;
use super::subjects::Subjects;
use super::tags::PairList;
use crate::ui::bridge::bridge;
use crate::ui::widgets::{ErrorLine, FieldError, element_id};

/// Takes them from what the command line of AWS prints.
#[component]
fn FromReport(into: EntityId) -> impl IntoView {
    let bridge = bridge();
    let asking = RwSignal::new(false);
    let text = RwSignal::new(String::new());
    let error = RwSignal::new(None::<FieldError>);
    let (id, error_id) = (element_id("report"), element_id("error"));
    let take = move |_| {
        let report = text.with_untracked(|text| read_service_quotas(text));
        let report = report.map_err(|error| FieldError::new(error.to_string()));
        match report.and_then(|report| bridge.attempt(Intent::TakeQuotas { into, granted: report.accounts })) {
            Ok(()) => {
                text.set(String::new());
                error.set(None);
                asking.set(false);
            }
            Err(refusal) => error.set(Some(refusal)),
        }
    };
    let form = move || {
        asking.get().then(|| {
            view! {
                <div class="area">
                    <label for=id.clone()>"What "<code>"aws service-quotas list-service-quotas --service-code vpc"</code>" prints"</label>
                    <textarea
                        id=id.clone()
                        class="mono"
                        rows="4"
                        spellcheck="false"
                        data-testid="quota-report"
                        aria-describedby=error_id.clone()
                        prop:value=move || text.get()
                        on:input=move |event| text.set(event_target_value(&event))
                    ></textarea>
                </div>
                <ErrorLine id=error_id.clone() error=error on_correct=Callback::new(|_| ()) />
                <div class="actions">
                    <button type="button" class="btn btn-sm btn-primary" data-testid="take-quotas" on:click=take>"Take over"</button>
                    <button type="button" class="btn btn-sm" on:click=move |_| asking.set(false)>"Cancel"</button>
                </div>
            }
        })
    };
    view! {
        <button type="button" class="btn btn-sm btn-line below" data-testid="import-quotas" hidden=move || asking.get() on:click=move |_| asking.set(true)>
            "From AWS…"
        </button>
        {form}
    }
}

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
            {subjects.one().map(|into| view! { <FromReport into=into /> })}
        </Section>
    }
}
