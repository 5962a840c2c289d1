use std::collections::BTreeSet;

use cidraw::addressing::CidrBlock;
use cidraw::editor::planning::{Stamp, Stamped, peers_of, stamp};
use cidraw::model::kinds::{AddressPool, Environment};
use cidraw::model::{Design, EntityId, EnvironmentId, VpcId};
use cidraw::ordering::Ordered;
use leptos::prelude::*;

use super::{Foot, Pick};
use crate::ui::bridge::bridge;
use crate::ui::widgets::{CheckField, Choice, Commit, DialogFrame, TextField};

/// The environments of a design, for a choice.
pub fn environments(design: &Design) -> Vec<Choice> {
    let mut all: Vec<(String, EnvironmentId)> =
        design.all::<Environment>().map(|(id, _)| (design.name(id), id)).collect();
    all.order();
    all.into_iter().map(|(name, id)| Choice::new(EntityId::from(id).to_string(), name)).collect()
}

/// The object that a choice stands for.
pub fn chosen<T: cidraw::model::TypedId>(value: &str) -> Option<T> {
    value.parse::<EntityId>().ok()?.typed()
}

/// A new environment like another, shown before it is made.
#[component]
pub fn StampDialog(
    /// The environment that was selected.
    like: Option<EnvironmentId>,
) -> impl IntoView {
    let bridge = bridge();
    let choices = bridge.design(environments);
    let first =
        like.map(|id| EntityId::from(id).to_string()).or_else(|| choices.first().map(|choice| choice.value.clone()));
    let like = RwSignal::new(first.unwrap_or_default());
    let (name, short) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let production = RwSignal::new(false);
    let pool = RwSignal::new(String::new());
    let turned = RwSignal::new(BTreeSet::<VpcId>::new());
    let peers = Memo::new(move |_| {
        let like = like.with(|like| chosen(like));
        like.map(|like| {
            bridge.design(|design| peers_of(design, like).into_iter().map(|p| (p.vpc, p.shared)).collect::<Vec<_>>())
        })
        .unwrap_or_default()
    });
    let stamped = Memo::new(move |_| {
        let like = like.with(|like| chosen::<EnvironmentId>(like))?;
        let shared = peers.get().into_iter().filter(|(vpc, shared)| *shared != turned.with(|t| t.contains(vpc)));
        let order = Stamp {
            like,
            name: name.get(),
            short: Some(short.get().trim().to_owned()).filter(|short| !short.is_empty()),
            production: production.get(),
            pool: pool.with(|pool| chosen(pool)),
            account: None,
            shared: shared.map(|(vpc, _)| vpc).collect(),
            by: (0, bridge.with(|editor| editor.room_below(like))),
        };
        if order.name.trim().is_empty() {
            return None;
        }
        bridge.plan(|design, ids| stamp(design, ids, &order)).map(|plan| plan.map_err(|why| why.to_string()))
    });
    let planned = Signal::derive(move || Some(stamped.get()?.ok()?.planned));
    let words = Signal::derive(move || match name.get().trim() {
        "" => "Make the environment".to_owned(),
        name => format!("Make {name}"),
    });
    let pools: Vec<Choice> = bridge.design(|design| {
        let pools =
            design.all::<AddressPool>().map(|(id, _)| Choice::new(EntityId::from(id).to_string(), design.name(id)));
        std::iter::once(Choice::new("", "That of the other environment")).chain(pools).collect()
    });
    let text = |label: &'static str, value: RwSignal<String>| {
        let commit: Commit = Callback::new(move |text| {
            value.set(text);
            Ok(())
        });
        view! { <TextField label=label value=value commit=commit /> }
    };
    let serves: Commit<bool> = Callback::new(move |on| {
        production.set(on);
        Ok(())
    });
    let peer = move |(vpc, shared): (VpcId, bool)| {
        let on = Signal::derive(move || Some(shared != turned.with(|turned| turned.contains(&vpc))));
        let commit: Commit<bool> = Callback::new(move |_| {
            turned.update(|turned| {
                if !turned.remove(&vpc) {
                    turned.insert(vpc);
                }
            });
            Ok(())
        });
        let label = format!("Peered with {} as well", bridge.design(|design| design.name(vpc)));
        view! { <CheckField label=label value=on commit=commit /> }
    };
    let outcome = move || match stamped.get() {
        None => view! { <p class="quiet">"Give the new environment a name."</p> }.into_any(),
        Some(Err(why)) => view! { <p class="error" role="alert">{why}</p> }.into_any(),
        Some(Ok(stamped)) => view! { <Outcome stamped=stamped /> }.into_any(),
    };
    let close = Callback::new(move |()| bridge.signals.dialog.set(None));
    view! {
        <DialogFrame title="New environment like another" class="dialog-plan" on_close=close>
            <div class="dialog-body" data-testid="stamp-dialog">
                <div class="props plan-options">
                    <Pick label="Like" value=like choices=choices />
                    {text("Name", name)}
                    {text("Short form in names", short)}
                    <Pick label="Addresses from" value=pool choices=pools />
                    <CheckField label="Serves customers" value=Signal::derive(move || Some(production.get())) commit=serves />
                    {move || peers.get().into_iter().map(peer).collect_view()}
                </div>
                {outcome}
            </div>
            <Foot words=words planned=planned />
        </DialogFrame>
    }
}

/// What would be made: each VPC with its block, each name, what is not as in the other environment.
#[component]
fn Outcome(stamped: Stamped) -> impl IntoView {
    let bridge = bridge();
    let both = |four: Option<CidrBlock>, six: Option<CidrBlock>| {
        let blocks: Vec<String> = four.into_iter().chain(six).map(|block| block.to_string()).collect();
        if blocks.is_empty() { "–".to_owned() } else { blocks.join(", ") }
    };
    let name = |id: VpcId| {
        let new = stamped.names.iter().find(|(new, ..)| *new == EntityId::from(id));
        new.map(|(_, _, name)| name.clone()).unwrap_or_default()
    };
    let vpcs = stamped.vpcs.iter().map(|vpc| {
        let old = bridge.design(|design| design.name(vpc.from));
        view! {
            <tr>
                <th scope="row">{old}</th>
                <td class="mono">{both(vpc.old, vpc.old_ipv6)}</td>
                <td>{name(vpc.to)}</td>
                <td class="mono">{both(vpc.new, vpc.new_ipv6)}</td>
            </tr>
        }
    });
    let vpcs = vpcs.collect_view();
    let renamed = stamped.names.iter().filter(|(_, old, new)| old != new);
    let renamed = renamed.map(|(_, old, new)| view! { <li>{format!("{old} → {new}")}</li> }).collect_view();
    let notes = stamped.notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect_view();
    view! {
        <div class="plan-scroll" tabindex="0" role="region" aria-label="VPCs of both environments">
            <table class="plan" aria-label="Before and after" data-testid="stamp-table">
                <thead>
                    <tr>
                        <th scope="col">"VPC"</th><th scope="col">"Block"</th>
                        <th scope="col">"New VPC"</th><th scope="col">"Its block"</th>
                    </tr>
                </thead>
                <tbody>{vpcs}</tbody>
            </table>
        </div>
        <ul class="plan-list warning">{notes}</ul>
        <details><summary>"Names"</summary><ul class="plan-list">{renamed}</ul></details>
    }
}
