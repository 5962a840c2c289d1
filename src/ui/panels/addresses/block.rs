use cidraw::addressing::CidrBlock;
use cidraw::editor::Intent;
use cidraw::model::{Design, EntityId, VpcId};
use leptos::html;
use leptos::prelude::*;
use serde_json::Value;
use web_sys::{HtmlInputElement, KeyboardEvent};

use super::State;
use crate::ui::bridge::Bridge;
use crate::ui::effects;
use crate::ui::panels::plan::What;
use crate::ui::widgets::{FieldError, error_of, word};

/// Which field of which object a block is in, when it can be written in the plan.
pub fn field_of(design: &Design, what: What) -> Option<(EntityId, String)> {
    let What::Block(id, block) = what else { return None };
    let entity = design.entity(id)?;
    let at = |list: &[cidraw::model::Written<CidrBlock>]| list.iter().position(|w| w.get() == Some(block));
    let path = match &entity.body {
        cidraw::model::Body::Vpc(vpc) => {
            at(&vpc.ipv4).map(|at| format!("ipv4/{at}")).or_else(|| at(&vpc.ipv6).map(|at| format!("ipv6/{at}")))
        }
        cidraw::model::Body::Subnet(subnet) => {
            let own = |name: &str, b: Option<CidrBlock>| (b == Some(block)).then(|| name.to_owned());
            own("ipv4", subnet.ipv4_block()).or_else(|| own("ipv6", subnet.ipv6_block()))
        }
        cidraw::model::Body::AddressPool(pool) => at(&pool.blocks).map(|at| format!("blocks/{at}")),
        _ => None,
    };
    path.map(|path| (id, path))
}

/// Sets a block of the plan. Subnets of a VPC that moves go along.
fn write(bridge: Bridge, what: What, text: &str) -> Result<(), FieldError> {
    let Some((id, path)) = bridge.design(|design| field_of(design, what)) else { return Ok(()) };
    if let Some(error) = error_of(text) {
        return Err(error);
    }
    let block = text.parse::<CidrBlock>().ok();
    let vpc: Option<(VpcId, usize)> = id.typed().zip(path.strip_prefix("ipv4/").and_then(|at| at.parse().ok()));
    match (vpc, block) {
        (Some((vpc, index)), Some(block)) => bridge.attempt(Intent::ReaddressVpc { vpc, index, block }),
        _ => bridge.set_field(&[id], &path, Value::String(text.to_owned())),
    }
}

/// The block of a row while it is being changed.
#[component]
pub fn BlockField(
    /// The row.
    what: What,
    /// What the plan shows.
    state: State,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let error = RwSignal::new(None::<FieldError>);
    node.on_load(|input: HtmlInputElement| {
        let _ = input.focus();
        input.select();
    });
    let before = what.block().map(|block| block.to_string()).unwrap_or_default();
    let own = before.clone();
    let take = move || {
        if state.editing.try_get_untracked().flatten() != Some(what) {
            return;
        }
        let Some(text) = node.try_get_untracked().flatten().map(|input| input.value().trim().to_owned()) else {
            return;
        };
        match if text == own { Ok(()) } else { write(state.bridge, what, &text) } {
            Ok(()) => state.editing.set(None),
            Err(reason) => error.set(Some(reason)),
        }
    };
    let leave = take.clone();
    let on_key = move |event: KeyboardEvent| {
        event.stop_propagation();
        match event.key().as_str() {
            "Enter" => take(),
            "Escape" => {
                state.editing.set(None);
                effects::focus_soon("[data-testid=addresses] tr[tabindex='0']");
            }
            _ => {}
        }
    };
    let hint = move || {
        error.get().map(|error| {
            let correction = error.correction.map(|text| {
                let words = format!("Use {text}");
                view! {
                    <button type="button" class="btn btn-sm btn-fix"
                        on:mousedown=|event| event.prevent_default()
                        on:click=move |event| {
                            event.stop_propagation();
                            if write(state.bridge, what, &text).is_ok() { state.editing.set(None); }
                        }>{words}</button>
                }
            });
            view! { <span class="block-error" role="alert"><span>{error.text}</span>{correction}</span> }
        })
    };
    view! {
        <input
            node_ref=node
            class="block-input mono"
            aria-label="Block"
            prop:value=before
            aria-invalid=move || word(error.with(Option::is_some))
            on:keydown=on_key
            on:blur=move |_| if error.try_with_untracked(Option::is_none) == Some(true) { leave() }
            on:click=|event| event.stop_propagation()
        />
        {hint}
    }
}
