use cidraw::model::Kind;
use cidraw::model::kinds::InternetGateway;
use leptos::prelude::*;

use super::section::Section;
use super::subjects::{Subjects, id_text};

/// The field of internet gateways.
#[component]
pub fn InternetGatewayFields(
    /// The gateways.
    subjects: Subjects,
) -> impl IntoView {
    let vpcs = subjects.objects(Kind::Vpc, "Not attached");
    view! {
        <Section title="Attachment" name="attachment">
            <div class="props">
                {subjects.choice("VPC", "vpc", vpcs, |gateway: &InternetGateway| id_text(gateway.vpc))}
            </div>
            <p class="quiet note">"A VPC has at most one. Packets use it where a route sends them to it."</p>
        </Section>
    }
}
