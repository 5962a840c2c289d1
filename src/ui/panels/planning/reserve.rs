use cidraw::addressing::{CidrBlock, Family};
use cidraw::editor::planning::{Reserve, reserve, reserve_lengths};
use cidraw::model::SubnetId;
use cidraw::model::kinds::ReservationType;
use cidraw::wording::thousands;
use leptos::prelude::*;

use super::{Foot, Pick};
use crate::ui::bridge::bridge;
use crate::ui::widgets::{Choice, Commit, DialogFrame, TextField};

/// A part of a subnet to be kept: its size and what it is for, with the place it would get.
#[component]
pub fn ReserveDialog(
    /// The subnet.
    subnet: SubnetId,
) -> impl IntoView {
    let bridge = bridge();
    let (name, families) = bridge.design(|design| {
        let blocks = design.get(subnet).map(|subnet| subnet.blocks().collect::<Vec<_>>()).unwrap_or_default();
        (design.name(subnet), blocks.into_iter().map(CidrBlock::family).collect::<Vec<_>>())
    });
    let family_choices: Vec<Choice> = families.iter().map(|family| Choice::new(key(*family), words(*family))).collect();
    let family = RwSignal::new(families.first().map_or(String::new(), |family| key(*family).to_owned()));
    let purpose = RwSignal::new("prefix".to_owned());
    let description = RwSignal::new(String::new());
    let asked = RwSignal::new(String::new());
    let reservation =
        move || if purpose.get() == "prefix" { ReservationType::Prefix } else { ReservationType::Explicit };
    let lengths = Memo::new(move |_| {
        let family = if family.get() == key(Family::V6) { Family::V6 } else { Family::V4 };
        let places = bridge.design(|design| reserve_lengths(design, subnet, family, reservation()));
        let free = places.into_iter().filter_map(|(length, place)| Some((length, place?)));
        free.map(|(length, place)| Choice::new(length.to_string(), format!("/{length}, at {place}")))
            .collect::<Vec<_>>()
    });
    // The length that was asked for, or the shortest that leaves some of the subnet for others.
    let length = Signal::derive(move || {
        lengths.with(|lengths| {
            let own = asked.with(|asked| lengths.iter().find(|choice| choice.value == *asked).cloned());
            own.or_else(|| lengths.get(2.min(lengths.len().checked_sub(1)?)).cloned()).map(|choice| choice.value)
        })
    });
    let choose: Commit = Callback::new(move |value: String| {
        asked.set(value);
        Ok(())
    });
    let plan = Memo::new(move |_| {
        let length = length.get()?.parse().ok()?;
        let ask = Reserve { subnet, length, reservation: reservation(), description: description.get() };
        bridge.plan(|design, ids| reserve(design, ids, &ask)).map(|plan| plan.map_err(|why| why.to_string()))
    });
    let planned = Signal::derive(move || Some(plan.get()?.ok()?.planned));
    let outcome = move || match plan.get() {
        None => view! { <p class="error" role="alert">"Nothing of this subnet is free to be reserved."</p> }.into_any(),
        Some(Err(why)) => view! { <p class="error" role="alert">{why}</p> }.into_any(),
        Some(Ok(plan)) => {
            let holds = match plan.prefixes {
                0 => format!("{} addresses", thousands(plan.block.addresses())),
                n => format!("room for {} prefixes", thousands(n)),
            };
            let lost = match plan.kept_by_aws {
                0 => String::new(),
                n => format!(" AWS keeps {n} of its addresses for itself."),
            };
            view! { <p class="plan-verdict" role="status" data-testid="reserved">{format!("{} is kept: {holds}.{lost}", plan.block)}</p> }
                .into_any()
        }
    };
    let describe: Commit = Callback::new(move |text: String| {
        description.set(text);
        Ok(())
    });
    let purposes = vec![
        Choice::new("prefix", "Prefixes of interfaces, for pods"),
        Choice::new("explicit", "Addresses that are named one by one"),
    ];
    let close = Callback::new(move |()| bridge.signals.dialog.set(None));
    view! {
        <DialogFrame title=format!("Reserve a part of {name}") class="dialog-text" on_close=close>
            <div class="dialog-body" data-testid="reserve-dialog">
                <div class="props plan-options">
                    <Pick label="For" value=purpose choices=purposes />
                    {(family_choices.len() > 1).then(|| view! { <Pick label="Of its block" value=family choices=family_choices /> })}
                    <crate::ui::widgets::SelectField label="Size" value=length choices=lengths commit=choose mono=true />
                    <TextField label="Description" value=description commit=describe />
                </div>
                {outcome}
            </div>
            <Foot words="Reserve it".to_owned() planned=planned />
        </DialogFrame>
    }
}

fn key(family: Family) -> &'static str {
    match family {
        Family::V4 => "4",
        Family::V6 => "6",
    }
}

fn words(family: Family) -> &'static str {
    match family {
        Family::V4 => "IPv4",
        Family::V6 => "IPv6",
    }
}
