use cidraw::addressing::{CidrBlock, smallest_cover, usable_addresses};
use cidraw::editor::{Intent, Planning};
use cidraw::model::kinds::{Role, Subnet, Tier};
use cidraw::model::{EntityId, TierId};
use cidraw::ordering::Ordered;
use cidraw::wording::{capitalised, thousands};
use leptos::prelude::*;

use super::section::{Facts, Section};
use super::subjects::Subjects;
use crate::ui::signals::Dialog;
use crate::ui::widgets::{Choice, ErrorLine, Icon, Typing, element_id};

/// The fields of tiers.
#[component]
pub fn TierFields(
    /// The tiers.
    subjects: Subjects,
) -> impl IntoView {
    let roles = Role::ALL.map(|role| Choice::new(role.key(), capitalised(role.key()))).to_vec();
    view! {
        <Section title="Tier" name="tier">
            <div class="props">
                {subjects.choice("Role", "role", Signal::stored(roles), |tier: &Tier| tier.role.key().to_owned())}
                {subjects.number("New subnets", "length", "By the space left", |tier: &Tier| tier.length.map(u32::from))}
            </div>
            <p class="quiet note">"The role says what its subnets are meant to reach. Routes decide; rules compare the two. New subnets: a prefix length, 16 to 28."</p>
        </Section>
        {subjects.one().and_then(EntityId::typed).map(|id| view! { <Row id=id subjects=subjects /> })}
    }
}

/// The row of subnets that a tier is.
#[component]
fn Row(id: TierId, subjects: Subjects) -> impl IntoView {
    let bridge = subjects.bridge;
    let typing = Typing::new();
    let blocks = Memo::new(move |_| {
        bridge.follow(|design| {
            let own = design.referring::<Subnet>(id).filter(|(_, subnet)| subnet.tier == id);
            own.map(|(_, subnet)| subnet.ipv4_block()).collect::<Vec<Option<CidrBlock>>>()
        })
    });
    let facts = Memo::new(move |_| {
        let all = blocks.get();
        let blocks: Vec<CidrBlock> = all.iter().copied().flatten().collect();
        let usable: u128 = blocks.iter().map(|block| usable_addresses(*block)).sum();
        let mut facts = vec![("Subnets".to_owned(), all.len().to_string()), ("Usable".to_owned(), thousands(usable))];
        facts.extend(smallest_cover(blocks).map(|cover| ("In one prefix".to_owned(), cover.to_string())));
        facts
    });
    let place = Memo::new(move |_| {
        bridge.follow(|design| {
            let vpc = design.get(id)?.vpc;
            let mut rows: Vec<(u32, TierId)> =
                design.referring::<Tier>(vpc).map(|(id, tier)| (tier.order, id)).collect();
            rows.order();
            Some((rows.iter().position(|(_, own)| *own == id)?, rows.len()))
        })
    });
    let to = move |row: usize| typing.settle(bridge.attempt(Intent::MoveTier { tier: id, row }));
    let up = move |_| place.get_untracked().filter(|(at, _)| *at > 0).into_iter().for_each(|(at, _)| to(at - 1));
    let down =
        move |_| place.get_untracked().filter(|(at, all)| at + 1 < *all).into_iter().for_each(|(at, _)| to(at + 1));
    let first = move || place.get().is_none_or(|(at, _)| at == 0);
    let last = move || place.get().is_none_or(|(at, all)| at + 1 == all);
    let replan = move |_| bridge.signals.dialog.set(Some(Dialog::Planning(Planning::Replan(Some(id.into())))));
    let extend = move |_| typing.settle(bridge.attempt(Intent::ExtendTier { tier: id, zone: None }));
    view! {
        <Section title="Subnets" name="subnets">
            <Facts facts=facts wide=true />
            <div class="actions">
                <button type="button" class="btn btn-sm btn-line" on:click=extend>
                    <Icon name="plus" />
                    "Extend to another zone"
                </button>
                <button type="button" class="btn btn-sm btn-line" on:click=replan>
                    <Icon name="target" />
                    "Resize or re-plan…"
                </button>
                <button type="button" class="btn btn-sm btn-line" disabled=first on:click=up>"Row up"</button>
                <button type="button" class="btn btn-sm btn-line" disabled=last on:click=down>"Row down"</button>
            </div>
            <ErrorLine id=element_id("error") error=typing.error on_correct=Callback::new(|_| ()) />
        </Section>
    }
}
