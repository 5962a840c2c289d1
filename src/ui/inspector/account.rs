use cidraw::model::kinds::Account;
use leptos::prelude::*;

use super::quotas::Quotas;
use super::section::Section;
use super::subjects::Subjects;

/// The fields of accounts.
#[component]
pub fn AccountFields(
    /// The accounts.
    subjects: Subjects,
) -> impl IntoView {
    view! {
        <Section title="Account" name="account">
            <div class="props">
                {subjects.text("Number", "number", true, |account: &Account| account.number.clone())}
                {subjects.text("Role", "role_arn", true, |account: &Account| account.role_arn.clone())}
            </div>
            <p class="quiet note">"Twelve digits, and the ARN of the role that Terraform assumes in it."</p>
        </Section>
        {subjects.one().map(|_| {
            let quotas = subjects.common(|account: &Account| account.quotas.clone());
            view! { <Quotas subjects=subjects quotas=quotas /> }
        })}
    }
}
