//! Inspector.
use leptos::prelude::*;
/// Inspector.
#[component]
pub fn Inspector() -> impl IntoView {}
