use cidraw::aws::region::REGIONS;
use cidraw::model::Kind;
use cidraw::model::kinds::ElasticIp;
use leptos::prelude::*;

use super::section::Section;
use super::subjects::{Subjects, id_text};
use crate::ui::widgets::Choice;

/// The fields of elastic IPs.
#[component]
pub fn ElasticIpFields(
    /// The addresses.
    subjects: Subjects,
) -> impl IntoView {
    let regions: Vec<Choice> = REGIONS.iter().filter(|r| r.confirmed).map(|r| Choice::new(r.code, r.code)).collect();
    let accounts = subjects.objects(Kind::Account, "None");
    let address = |eip: &ElasticIp| eip.address.as_ref().map(ToString::to_string).unwrap_or_default();
    view! {
        <Section title="Elastic IP" name="elastic_ip">
            <div class="props">
                {subjects.one().map(|_| subjects.text("Address", "address", true, address))}
                {subjects.choice("Region", "region", Signal::stored(regions), |eip: &ElasticIp| eip.region.clone())}
                {subjects.choice("Account", "account", accounts, |eip: &ElasticIp| id_text(eip.account))}
            </div>
            <p class="quiet note">"The address is known once AWS has given it. Until then it stays empty."</p>
        </Section>
    }
}
