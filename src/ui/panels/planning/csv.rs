use cidraw::analysis::address_csv;
use cidraw::editor::planning::{ListError, read_list, subnets_of_list};
use cidraw::model::VpcId;
use leptos::prelude::*;

use super::Foot;
use super::table::BeforeAfter;
use crate::ui::bridge::bridge;
use crate::ui::effects;
use crate::ui::platform::files;
use crate::ui::widgets::{DialogFrame, Icon};

/// The address plan as CSV, to be copied or downloaded.
#[component]
pub fn CopyPlan() -> impl IntoView {
    let bridge = bridge();
    let text = StoredValue::new(bridge.design(address_csv));
    let failed = RwSignal::new(None::<String>);
    let copied = RwSignal::new(false);
    let download = move |_| {
        let name = format!("{}.csv", bridge.signals.file_name.get_untracked());
        failed.set(text.with_value(|text| files::download(&name, "text/csv", text.as_bytes())).err());
    };
    let copy = move |_| {
        effects::copy(bridge, text.get_value());
        copied.set(true);
    };
    let close = Callback::new(move |()| bridge.signals.dialog.set(None));
    view! {
        <DialogFrame title="The address plan as CSV" class="dialog-plan" on_close=close>
            <div class="dialog-body" data-testid="csv-dialog">
                <textarea class="plan-text mono" readonly aria-label="The address plan as CSV" rows="16" prop:value=text.get_value()></textarea>
                {move || failed.get().map(|why| view! { <p class="error" role="alert">{why}</p> })}
            </div>
            <footer class="dialog-foot">
                <span class="grow"></span>
                <button type="button" class="btn btn-line btn-lg" on:click=download><Icon name="export" />"Download"</button>
                <button type="button" class="btn btn-primary btn-lg" autofocus=true data-testid="csv-copy" on:click=copy>
                    <Icon name="copy" />
                    {move || if copied.get() { "Copied" } else { "Copy" }}
                </button>
            </footer>
        </DialogFrame>
    }
}

/// A list of blocks, pasted, that becomes subnets.
#[component]
pub fn PasteList(
    /// The VPC that takes what the list gives no VPC for.
    into: Option<VpcId>,
) -> impl IntoView {
    let bridge = bridge();
    let text = RwSignal::new(String::new());
    let list = Memo::new(move |_| text.with(|text| read_list(text)));
    let plan = Memo::new(move |_| {
        let list = list.get();
        if list.blocks.is_empty() {
            return None;
        }
        bridge
            .plan(|design, ids| subnets_of_list(design, ids, &list, into))
            .map(|plan| plan.map_err(|why| why.to_string()))
    });
    let shown = Signal::derive(move || plan.get().map(|plan| plan.map(|plan| plan.readdressing)));
    let planned = Signal::derive(move || {
        let plan = plan.get()?.ok()?.readdressing;
        plan.changes_anything().then_some(plan.planned)
    });
    let remarks = move || {
        let read = list.get();
        let placed = plan.get().and_then(Result::ok).map(|plan| plan.errors).unwrap_or_default();
        let errors = read.errors.iter().chain(&placed).map(ListError::to_string);
        let errors = errors.map(|error| view! { <li class="error">{error}</li> }).collect_view();
        let corrected = read.blocks.iter().filter_map(|listed| {
            let written = listed.corrected.as_ref()?;
            Some(format!("Line {}: {written} has host bits; {} is taken.", listed.line, listed.block))
        });
        let skipped = read.skipped.iter().map(|(line, kind)| format!("Line {line} is about a {kind}: left out."));
        let rest = corrected.chain(skipped).map(|text| view! { <li>{text}</li> }).collect_view();
        view! { <ul class="plan-list" role="status" data-testid="list-remarks">{errors}{rest}</ul> }
    };
    let close = Callback::new(move |()| bridge.signals.dialog.set(None));
    view! {
        <DialogFrame title="Subnets from a list" class="dialog-plan" on_close=close>
            <div class="dialog-body" data-testid="list-dialog">
                <p class="quiet">
                    "One block a line, or CSV with headings in any order: cidr, name, vpc, zone, tier."
                </p>
                <textarea
                    class="plan-text mono"
                    rows="8"
                    autofocus=true
                    aria-label="Blocks"
                    data-testid="list-text"
                    spellcheck="false"
                    prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))
                ></textarea>
                {remarks}
                <BeforeAfter plan=shown />
            </div>
            <Foot words="Add the subnets".to_owned() planned=planned />
        </DialogFrame>
    }
}
