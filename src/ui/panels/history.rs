use leptos::prelude::*;

use super::steps::Steps;
use super::versions::Versions;

/// Where the design has been: versions with a name, and the steps of this session.
#[component]
pub fn History() -> impl IntoView {
    view! {
        <div class="history">
            <Versions />
            <Steps />
        </div>
    }
}
