use cidraw::model::Kind;
use cidraw::model::kinds::Environment;
use leptos::prelude::*;
use serde_json::Value;

use super::section::Section;
use super::subjects::{Subjects, id_text};
use crate::ui::widgets::{Choice, FieldError, SelectField};

/// The six colours with their patterns, from 1.
const COLOURS: [&str; 6] =
    ["Plum, solid", "Amber, slanted", "Blue, dots", "Teal, double", "Green, dashes", "Graphite, crossed"];

/// The fields of environments.
#[component]
pub fn EnvironmentFields(
    /// The environments.
    subjects: Subjects,
) -> impl IntoView {
    let colour = subjects.common(|environment: &Environment| environment.colour.to_string());
    let mut colours = vec![Choice::new("0", "By its name")];
    colours.extend(COLOURS.iter().enumerate().map(|(at, words)| Choice::new((at + 1).to_string(), *words)));
    let take_colour = Callback::new(move |text: String| {
        let colour: u8 = text.parse().map_err(|_| FieldError::new("Choose one of the colours."))?;
        subjects.set("colour", Value::from(colour))
    });
    let accounts = subjects.objects(Kind::Account, "None");
    let pools = subjects.objects(Kind::AddressPool, "None");
    view! {
        <Section title="Environment" name="environment">
            {subjects.switch(
                "Production",
                "It serves customers: exported code protects it from being destroyed.",
                "production",
                |environment: &Environment| environment.production,
            )}
            <div class="props">
                <SelectField label="Colour" value=colour choices=Signal::stored(colours) commit=take_colour path="colour" />
                {subjects.choice("Account", "account", accounts, |environment: &Environment| id_text(environment.account))}
                {subjects.choice("Pool", "pool", pools, |environment: &Environment| id_text(environment.pool))}
            </div>
            <p class="quiet note">"New VPCs of it are in its account and take their blocks from its pool."</p>
        </Section>
    }
}
