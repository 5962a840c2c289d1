//! Panels.
use leptos::prelude::*;
/// Outline.
#[component]
pub fn Outline() -> impl IntoView {}
/// Dock.
#[component]
pub fn Dock() -> impl IntoView {}
/// Dialogs.
#[component]
pub fn Dialogs() -> impl IntoView {}
/// Menu.
#[component]
pub fn ContextMenu() -> impl IntoView {}
