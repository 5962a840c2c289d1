use cidraw::addressing::{CidrBlock, Policy, PrefixSet, prefix_capacity, usable_addresses};
use cidraw::editor::planning::{
    Need, Readdressing, grow, join, move_block, room_for_zone, shrink, split, subnet_for, swap,
};
use cidraw::model::{Body, Design, EntityId, IdSource, SubnetId, VpcId};
use cidraw::wording::thousands;
use leptos::prelude::*;

use super::table::{BeforeAfter, Outcome};
use super::{Foot, Pick, lengths};
use crate::ui::bridge::bridge;
use crate::ui::widgets::{Choice, Commit, DialogFrame, TextField};

/// What can be done with the blocks of these objects: the value and the words.
fn ways(ids: &[EntityId]) -> Vec<Choice> {
    let subnets = ids.iter().all(|id| id.typed::<SubnetId>().is_some());
    let mut ways: Vec<(&str, &str)> = Vec::new();
    if ids.len() == 1 {
        ways.extend([("grow", "Grow"), ("shrink", "Shrink"), ("move", "Move to another place")]);
        if subnets {
            ways.extend([
                ("split", "Split"),
                ("hosts", "Add a subnet for a number of hosts"),
                ("pods", "Add a subnet for a number of pods"),
            ]);
        }
    }
    if ids.len() >= 2 && subnets {
        ways.insert(0, ("join", "Join"));
    }
    if ids.len() == 2 {
        ways.push(("swap", "Swap their blocks"));
    }
    ways.into_iter().map(|(value, words)| Choice::new(value, words)).collect()
}

/// What a person asks for.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    way: String,
    length: String,
    pieces: String,
    place: String,
    hosts: String,
}

fn worked_out(design: &Design, source: &mut IdSource, ids: &[EntityId], asked: &Asked) -> Option<Outcome> {
    let first = *ids.first()?;
    let subnet: Option<SubnetId> = first.typed();
    let length = || asked.length.parse::<u8>().ok();
    let plan = match asked.way.as_str() {
        "grow" => grow(design, first, length()?),
        "shrink" => shrink(design, first, length()?),
        "split" => split(design, source, subnet?, asked.pieces.parse().ok()?),
        "hosts" | "pods" => {
            let tier = design.get(subnet?)?.tier;
            let count = asked.hosts.trim().parse().ok()?;
            let need = if asked.way == "pods" { Need::Pods(count) } else { Need::Hosts(count) };
            subnet_for(design, source, tier, None, need)
        }
        "join" => join(design, &ids.iter().filter_map(|id| id.typed()).collect::<Vec<SubnetId>>()),
        "swap" => swap(design, first, *ids.get(1)?),
        "move" => match asked.place.trim() {
            "" => move_block(design, first, None, None),
            "first" => move_block(design, first, None, Some(Policy::FirstFit)),
            "best" => move_block(design, first, None, Some(Policy::BestFit)),
            "spaced" => move_block(design, first, None, Some(Policy::Spaced)),
            text => match text.parse::<CidrBlock>() {
                Ok(block) => move_block(design, first, Some(block), None),
                Err(error) => return Some(Err(error.to_string())),
            },
        },
        _ => return None,
    };
    Some(plan.map_err(|why| why.to_string()))
}

/// What the objects have now: usable addresses, prefixes for pods, room for a zone.
fn about(design: &Design, ids: &[EntityId]) -> Vec<String> {
    let mut lines = Vec::new();
    for id in ids {
        let Some(entity) = design.entity(*id) else { continue };
        let name = design.name(*id);
        match &entity.body {
            Body::Subnet(subnet) => {
                for block in subnet.blocks() {
                    let room = prefix_capacity(block, &PrefixSet::new());
                    lines.push(format!(
                        "{name}, {block}: {} usable addresses, or {} prefixes of /{} for {} pods.",
                        thousands(usable_addresses(block)),
                        thousands(room.prefixes),
                        room.length,
                        thousands(room.pods()),
                    ));
                }
            }
            Body::Vpc(_) => {
                let rooms = id.typed::<VpcId>().and_then(|vpc| room_for_zone(design, vpc).ok()).unwrap_or_default();
                for room in rooms {
                    let tier = design.name(room.tier);
                    lines.push(match (room.block, room.summed_up) {
                        (None, _) => format!("{tier}: no room for a further zone."),
                        (Some(block), true) => {
                            format!("{tier}: {block} is free for a further zone, under the tier's prefix.")
                        }
                        (Some(block), false) => {
                            format!("{tier}: {block} is free for a further zone, apart from the tier.")
                        }
                    });
                }
            }
            _ => {}
        }
    }
    lines
}

/// Other blocks for subnets or VPCs, shown before they are given.
#[component]
pub fn Blocks(
    /// The subnets or VPCs.
    ids: Vec<EntityId>,
) -> impl IntoView {
    let bridge = bridge();
    let ways = ways(&ids);
    let first = ways.first().map(|way| way.value.clone()).unwrap_or_default();
    let own = bridge.design(|design| match &design.entity(*ids.first()?)?.body {
        Body::Subnet(subnet) => subnet.ipv4_block(),
        Body::Vpc(vpc) => vpc.ipv4_blocks().next(),
        _ => None,
    });
    let length = own.map_or(24, CidrBlock::length);
    let way = RwSignal::new(first);
    let larger = RwSignal::new(length.saturating_sub(1).clamp(16, 28).to_string());
    let smaller = RwSignal::new((length + 1).clamp(16, 28).to_string());
    let pieces = RwSignal::new("2".to_owned());
    let place = RwSignal::new(String::new());
    let exact = RwSignal::new(String::new());
    let hosts = RwSignal::new("500".to_owned());
    let lines = bridge.design(|design| about(design, &ids));
    let names = bridge.design(|design| ids.iter().map(|id| design.name(*id)).collect::<Vec<_>>().join(", "));
    let none = ways.is_empty();
    let ids = StoredValue::new(ids);
    let plan = Memo::new(move |_| {
        let asked = Asked {
            way: way.get(),
            length: if way.get() == "shrink" { smaller.get() } else { larger.get() },
            pieces: pieces.get(),
            place: if place.get() == "exact" { exact.get() } else { place.get() },
            hosts: hosts.get(),
        };
        bridge.plan(|design, source| ids.with_value(|ids| worked_out(design, source, ids, &asked))).flatten()
    });
    let planned = Signal::derive(move || {
        let plan: Readdressing = plan.get()?.ok()?;
        plan.changes_anything().then_some(plan.planned)
    });
    let text = |label: &'static str, value: RwSignal<String>| {
        let commit: Commit = Callback::new(move |text| {
            value.set(text);
            Ok(())
        });
        view! { <TextField label=label value=value commit=commit /> }
    };
    let places = vec![
        Choice::new("", "Where its pool would put it"),
        Choice::new("first", "The lowest free one"),
        Choice::new("best", "Where it leaves large blocks whole"),
        Choice::new("spaced", "Where it can grow"),
        Choice::new("exact", "This block"),
    ];
    let counts: Vec<Choice> = (2..=16).map(|n: u32| Choice::new(n.to_string(), format!("{n} subnets"))).collect();
    let options = move || match way.get().as_str() {
        "grow" => view! { <Pick label="To" value=larger choices=lengths(None) /> }.into_any(),
        "shrink" => view! { <Pick label="To" value=smaller choices=lengths(None) /> }.into_any(),
        "split" => view! { <Pick label="Into" value=pieces choices=counts.clone() /> }.into_any(),
        "hosts" => text("Hosts", hosts).into_any(),
        "pods" => text("Pods", hosts).into_any(),
        "move" => view! {
            <Pick label="To" value=place choices=places.clone() />
            {move || (place.get() == "exact").then(|| text("Block", exact))}
        }
        .into_any(),
        _ => ().into_any(),
    };
    let close = Callback::new(move |()| bridge.signals.dialog.set(None));
    view! {
        <DialogFrame title=format!("Blocks of {names}") class="dialog-plan" on_close=close>
            <div class="dialog-body" data-testid="blocks-dialog">
                {none.then(|| view! { <p class="quiet">"Choose one subnet or VPC, two to swap, or several subnets to join."</p> })}
                <ul class="plan-list">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                <div class="props plan-options">
                    <Pick label="What" value=way choices=ways />
                    {options}
                </div>
                <BeforeAfter plan=plan.into() />
            </div>
            <Foot words="Change the blocks".to_owned() planned=planned />
        </DialogFrame>
    }
}
