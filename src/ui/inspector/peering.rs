use cidraw::model::Kind;
use cidraw::model::kinds::Peering;
use leptos::prelude::*;

use super::section::Section;
use super::subjects::Subjects;

/// The fields of peerings.
#[component]
pub fn PeeringFields(
    /// The peerings.
    subjects: Subjects,
) -> impl IntoView {
    let vpcs = subjects.objects(Kind::Vpc, "");
    view! {
        <Section title="Between" name="ends">
            <div class="props">
                {subjects.choice("Requester", "requester", vpcs, |peering: &Peering| peering.requester.to_string())}
                {subjects.choice("Accepter", "accepter", vpcs, |peering: &Peering| peering.accepter.to_string())}
            </div>
            <p class="quiet note">"It carries only what starts in one and ends in the other. Both sides need a route."</p>
        </Section>
        <Section title="DNS" name="dns">
            {subjects.switch(
                "Requester answers privately",
                "Names of the requester resolve to private addresses for the accepter.",
                "requester_dns",
                |peering: &Peering| peering.requester_dns,
            )}
            {subjects.switch(
                "Accepter answers privately",
                "Names of the accepter resolve to private addresses for the requester.",
                "accepter_dns",
                |peering: &Peering| peering.accepter_dns,
            )}
        </Section>
    }
}
