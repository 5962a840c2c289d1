use cidraw::addressing::{Family, Policy};
use cidraw::editor::Intent;
use cidraw::editor::planning::next_by_policy;
use cidraw::model::kinds::{AddressPool, PoolPolicy};
use cidraw::model::{AddressPoolId, EntityId, Kind};
use cidraw::wording::thousands;
use leptos::prelude::*;
use serde_json::Value;

use super::blocks::BlockRow;
use super::problems::Problems;
use super::section::{Facts, Section};
use super::subjects::{Subjects, id_text};
use crate::ui::panels::plan::{PlanRow, What, parts};
use crate::ui::widgets::{Choice, CidrField, ErrorLine, Icon, SpaceMap, Typing, element_id, error_of, map_picture};

/// Any range can be owned.
const LENGTHS: (u8, u8) = (0, 64);

/// The fields of address pools.
#[component]
pub fn AddressPoolFields(
    /// The pools.
    subjects: Subjects,
) -> impl IntoView {
    let bridge = subjects.bridge;
    let one = subjects.one().and_then(EntityId::typed::<AddressPoolId>);
    // Each with the block that the next VPC would get.
    let policies = Memo::new(move |_| {
        let nexts = bridge.follow(|design| {
            let pool = one.and_then(|id| Some((id, design.get(id)?)));
            pool.map_or_else(Vec::new, |(id, pool)| next_by_policy(design, id, pool.vpc_length.unwrap_or(16)))
        });
        let words = |policy: Policy, words: &str| match nexts.iter().find(|(by, _)| *by == policy) {
            Some((_, Some(block))) => format!("{words}: {block}"),
            _ => words.to_owned(),
        };
        vec![
            Choice::new("first_fit", words(Policy::FirstFit, "The lowest free block")),
            Choice::new("best_fit", words(Policy::BestFit, "Keeping large ranges whole")),
            Choice::new("spaced", words(Policy::Spaced, "Far from neighbours, to grow")),
        ]
    });
    let policy = |pool: &AddressPool| match pool.policy {
        PoolPolicy::FirstFit => "first_fit".to_owned(),
        PoolPolicy::BestFit => "best_fit".to_owned(),
        PoolPolicy::Spaced => "spaced".to_owned(),
    };
    // A pool is no part of itself.
    let own = subjects.ids();
    let parents = subjects.objects(Kind::AddressPool, "None");
    let parents = Signal::derive(move || {
        let mut all = parents.get();
        all.retain(|choice| own.iter().all(|id| id.to_string() != choice.value));
        all
    });
    view! {
        {subjects.one().and_then(EntityId::typed).map(|id| view! { <Ranges id=id subjects=subjects /> })}
        {subjects.one().map(|id| view! { <Problems id=id /> })}
        <Section title="Handing out" name="policy">
            <div class="props">
                {subjects.choice("Next block", "policy", policies.into(), policy)}
                {subjects.number("VPC length", "vpc_length", "16", |pool: &AddressPool| pool.vpc_length.map(u32::from))}
                {subjects.choice("Part of", "parent", parents, |pool: &AddressPool| id_text(pool.parent))}
            </div>
        </Section>
    }
}

/// The ranges of one pool.
#[component]
fn Ranges(id: AddressPoolId, subjects: Subjects) -> impl IntoView {
    let bridge = subjects.bridge;
    let typing = Typing::new();
    let blocks = subjects.common(|pool: &AddressPool| pool.blocks.iter().map(ToString::to_string).collect::<Vec<_>>());
    let blocks = Signal::derive(move || blocks.get().unwrap_or_default());
    let usage = Memo::new(move |_| {
        bridge.signals.revision.track();
        bridge.analyses(|analyses| analyses.usage().pool(id).cloned())
    });
    let facts = Memo::new(move |_| {
        let Some(usage) = usage.get() else { return Vec::new() };
        let four = usage.blocks.iter().filter(|usage| usage.block.family() == Family::V4);
        let (all, used) = four.fold((0, 0), |(all, used), of| (all + of.block.addresses(), used + of.used));
        vec![("Addresses".to_owned(), thousands(all)), ("Given out".to_owned(), thousands(used))]
    });
    let row = move |index: usize| {
        let path = format!("blocks/{index}");
        let value = Signal::derive(move || blocks.with(|blocks| blocks.get(index).cloned().unwrap_or_default()));
        let (own, gone) = (path.clone(), path.clone());
        let commit = Callback::new(move |text: String| {
            error_of(&text).map_or(Ok(()), Err)?;
            subjects.set(&own, Value::String(text))
        });
        let remove = Some(Callback::new(move |()| typing.settle(subjects.set(&gone, Value::Null))));
        let map = move || {
            let block = value.get().parse().ok()?;
            usage.track();
            let row = PlanRow {
                what: What::Block(id.into(), block),
                level: 1,
                open: None,
                parent: None,
                frame: Some(block),
                used: None,
            };
            let parts = bridge.analyses(|a| bridge.design(|design| parts(design, a.usage(), &row)));
            Some(view! { <SpaceMap picture=map_picture(parts) /> })
        };
        view! {
            <BlockRow label=format!("Range {}", index + 1) value=value commit=commit lengths=LENGTHS path=path remove=remove />
            {map}
        }
    };
    let add = Callback::new(move |text: String| {
        error_of(&text).map_or(Ok(()), Err)?;
        subjects.set("blocks/-", Value::String(text))
    });
    let draw = move |_| {
        typing.settle(bridge.attempt(Intent::AddPool { name: None, blocks: Vec::new(), parent: Some(id) }));
    };
    view! {
        <Section title="Ranges" name="blocks">
            <For each=move || 0..blocks.with(Vec::len) key=|index| *index children=row />
            <Facts facts=facts wide=true />
            <p class="quiet note">"One more range:"</p>
            <CidrField label="New range" value="" commit=add lengths=LENGTHS path="blocks/-" />
            <button type="button" class="btn btn-sm btn-line" on:click=draw>
                <Icon name="plus" />
                "A smaller pool in it"
            </button>
            <ErrorLine id=element_id("error") error=typing.error on_correct=Callback::new(|_| ()) />
        </Section>
    }
}
