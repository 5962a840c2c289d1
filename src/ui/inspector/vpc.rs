use cidraw::addressing::{CidrBlock, Family};
use cidraw::aws::limits;
use cidraw::aws::region::REGIONS;
use cidraw::editor::Intent;
use cidraw::model::kinds::{AddressPool, Peering, RouteTable, Subnet, Tenancy, Vpc};
use cidraw::model::{EntityId, Kind, VpcId, Written, nat_gateways_of};
use cidraw::wording::thousands;
use leptos::prelude::*;
use serde_json::Value;

use super::blocks::BlockRow;
use super::problems::Problems;
use super::ruler::Ruler;
use super::section::{Facts, Section};
use super::subjects::{Subjects, id_text};
use crate::ui::queries::of_limit;
use crate::ui::widgets::{Choice, CidrField, ErrorLine, FieldError, Icon, SelectField, Typing, element_id, error_of};

/// Prefix lengths that AWS takes for blocks of a VPC.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>
const LENGTHS: (u8, u8) = (16, 28);
const LENGTHS_V6: (u8, u8) = (44, 60);

/// The fields of VPCs.
#[component]
pub fn VpcFields(
    /// The VPCs.
    subjects: Subjects,
) -> impl IntoView {
    let bridge = subjects.bridge;
    let regions = Signal::stored(
        REGIONS
            .iter()
            .filter(|region| region.confirmed)
            .map(|region| Choice::new(region.code, format!("{} {}", region.code, region.name)))
            .collect::<Vec<Choice>>(),
    );
    let tenancies = Signal::stored(vec![Choice::new("default", "Shared"), Choice::new("dedicated", "Dedicated")]);
    let environment = subjects.common(|vpc: &Vpc| id_text(vpc.environment));
    let environments = subjects.objects(Kind::Environment, "None");
    let to_environment = Callback::new(move |text: String| {
        let vpcs: Vec<VpcId> = subjects.ids().into_iter().filter_map(EntityId::typed).collect();
        bridge.attempt(Intent::SetEnvironment { vpcs, environment: text.parse().ok() })
    });
    let tenancy = |vpc: &Vpc| match vpc.tenancy {
        Tenancy::Default => "default".to_owned(),
        Tenancy::Dedicated => "dedicated".to_owned(),
    };
    view! {
        {subjects.one().and_then(EntityId::typed).map(|id| view! { <Blocks id=id subjects=subjects /> })}
        {subjects.one().map(|id| view! { <Problems id=id /> })}
        <Section title="Placement" name="placement">
            <div class="props">
                {subjects.choice("Region", "region", regions, |vpc: &Vpc| vpc.region.clone())}
                <SelectField
                    label="Environment"
                    value=environment
                    choices=environments
                    commit=to_environment
                    path="environment"
                />
                {subjects.choice("Account", "account", subjects.objects(Kind::Account, "As the environment"), |vpc: &Vpc| {
                    id_text(vpc.account)
                })}
                {subjects.choice("Pool", "pool", subjects.objects(Kind::AddressPool, "As the environment"), |vpc: &Vpc| {
                    id_text(vpc.pool)
                })}
            </div>
        </Section>
        <Section title="Options" name="options">
            {subjects.switch(
                "DNS resolution",
                "The Amazon DNS server answers at the base address plus two.",
                "dns_support",
                |vpc: &Vpc| vpc.dns_support,
            )}
            {subjects.switch(
                "DNS host names",
                "Instances with public addresses get public names. Private names of endpoints need it.",
                "dns_hostnames",
                |vpc: &Vpc| vpc.dns_hostnames,
            )}
            <div class="props">{subjects.choice("Tenancy", "tenancy", tenancies, tenancy)}</div>
        </Section>
        {subjects.one().and_then(EntityId::typed).map(|id| view! { <Limits id=id subjects=subjects /> })}
    }
}

/// The blocks of one VPC.
#[component]
fn Blocks(id: VpcId, subjects: Subjects) -> impl IntoView {
    let bridge = subjects.bridge;
    let four = subjects.common(|vpc: &Vpc| vpc.ipv4.iter().map(ToString::to_string).collect::<Vec<_>>());
    let six = subjects.common(|vpc: &Vpc| vpc.ipv6.iter().map(ToString::to_string).collect::<Vec<_>>());
    let four = Signal::derive(move || four.get().unwrap_or_default());
    let six = Signal::derive(move || six.get().unwrap_or_default());
    let along = RwSignal::new(true);
    let typing = Typing::new();
    let has_subnets = Memo::new(move |_| bridge.follow(|design| design.referring::<Subnet>(id).next().is_some()));
    let primary =
        Memo::new(move |_| four.with(|blocks| blocks.first().and_then(|text| text.parse::<CidrBlock>().ok())));
    let pool = Memo::new(move |_| {
        let block = primary.get()?;
        bridge.follow(|design| {
            let blocks = design.all::<AddressPool>().flat_map(|(_, pool)| pool.blocks.iter().filter_map(Written::get));
            blocks.filter(|outer| outer.covers(block)).max_by_key(|outer| outer.length()).map(|outer| (outer, "pool"))
        })
    });
    let write = move |index: usize, text: String| -> Result<(), FieldError> {
        if let Some(error) = error_of(&text) {
            return Err(error);
        }
        match text.parse::<CidrBlock>() {
            Ok(block) if along.get_untracked() && block.family() == Family::V4 => {
                bridge.attempt(Intent::ReaddressVpc { vpc: id, index, block })
            }
            _ => subjects.set(&format!("ipv4/{index}"), Value::String(text)),
        }
    };
    let on_length = Callback::new(move |length: u8| {
        if let Some(block) = primary.get_untracked() {
            typing.settle(write(0, CidrBlock::containing(block.first(), length).to_string()));
        }
    });
    let facts = Memo::new(move |_| {
        bridge.signals.revision.track();
        let usage = bridge.analyses(|analyses| analyses.usage().vpc(id).cloned());
        let Some(usage) = usage else { return Vec::new() };
        let four = usage.blocks.iter().filter(|usage| usage.block.family() == Family::V4);
        let (all, used) = four.fold((0, 0), |(all, used), of| (all + of.block.addresses(), used + of.used));
        vec![
            ("Addresses".to_owned(), thousands(all)),
            ("In subnets".to_owned(), thousands(used)),
            ("Free".to_owned(), thousands(all.saturating_sub(used))),
            ("Usable".to_owned(), thousands(usage.usable())),
        ]
    });
    let row = move |index: usize| {
        let value = Signal::derive(move || four.with(|blocks| blocks.get(index).cloned().unwrap_or_default()));
        let commit = Callback::new(move |text: String| write(index, text));
        // AWS keeps the first block for as long as the VPC lives.
        let remove = (index > 0)
            .then(|| Callback::new(move |()| typing.settle(subjects.set(&format!("ipv4/{index}"), Value::Null))));
        let label = if index == 0 { "Primary IPv4 block".to_owned() } else { format!("IPv4 block {}", index + 1) };
        view! { <BlockRow label=label value=value commit=commit lengths=LENGTHS large=index == 0 path=format!("ipv4/{index}") remove=remove /> }
    };
    let row_six = move |index: usize| {
        let value = Signal::derive(move || six.with(|blocks| blocks.get(index).cloned().unwrap_or_default()));
        let path = format!("ipv6/{index}");
        let (own, gone) = (path.clone(), path.clone());
        let commit = Callback::new(move |text: String| subjects.set(&own, Value::String(text)));
        let remove = Some(Callback::new(move |()| typing.settle(subjects.set(&gone, Value::Null))));
        view! { <BlockRow label=format!("IPv6 block {}", index + 1) value=value commit=commit lengths=LENGTHS_V6 path=path remove=remove /> }
    };
    let adding_six = RwSignal::new(false);
    let add_six = Callback::new(move |text: String| {
        let outcome = subjects.set("ipv6/-", Value::String(text));
        if outcome.is_ok() {
            adding_six.set(false);
        }
        outcome
    });
    let note = Signal::derive(move || {
        let count = four.with(Vec::len);
        bridge.follow(|design| of_limit(design, id, count, &limits::IPV4_CIDR_BLOCKS_PER_VPC))
    });
    view! {
        <Section title="IPv4 blocks" note=note name="ipv4">
            <For each=move || 0..four.with(Vec::len) key=|index| *index children=row />
            <Ruler block=primary parent=pool clash=None lengths=LENGTHS on_length=on_length />
            <Facts facts=facts />
            <Show when=move || has_subnets.get()>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || along.get()
                        on:change=move |event| along.set(event_target_checked(&event))
                    />
                    <span>"Subnets move with their block"</span>
                </label>
            </Show>
            <div class="actions">
                <button
                    type="button"
                    class="btn btn-sm btn-line"
                    data-testid="add-block"
                    on:click=move |_| typing.settle(bridge.attempt(Intent::AddBlock { vpc: id }))
                >
                    <Icon name="plus" />
                    "Add a block"
                </button>
                <button type="button" class="btn btn-sm" on:click=move |_| adding_six.update(|on| *on = !*on)>
                    "IPv6 block"
                </button>
            </div>
            <ErrorLine id=element_id("error") error=typing.error on_correct=Callback::new(|_| ()) />
        </Section>
        <Show when=move || adding_six.get() || six.with(|blocks| !blocks.is_empty())>
            <Section title="IPv6 blocks" name="ipv6">
                <For each=move || 0..six.with(Vec::len) key=|index| *index children=row_six />
                <Show when=move || adding_six.get()>
                    <CidrField label="New IPv6 block" value="" commit=add_six lengths=LENGTHS_V6 path="ipv6/-" />
                    <p class="quiet note">"AWS gives a /56, or takes one of your own from /44 to /60."</p>
                </Show>
            </Section>
        </Show>
    }
}

/// How much of its quotas a VPC uses.
#[component]
fn Limits(id: VpcId, subjects: Subjects) -> impl IntoView {
    let bridge = subjects.bridge;
    let facts = Memo::new(move |_| {
        bridge.follow(|design| {
            let subnets = design.referring::<Subnet>(id).count();
            let tables = design.referring::<RouteTable>(id).count();
            let peerings = design.referring::<Peering>(id).count();
            let mut nats = std::collections::BTreeMap::new();
            for seat in nat_gateways_of(design, id).values().filter_map(|nat| design.get(nat.seat(design)?)) {
                *nats.entry(&seat.zone).or_insert(0) += 1;
            }
            let nats = nats.into_values().max().unwrap_or(0);
            [
                ("Subnets", subnets, &limits::SUBNETS_PER_VPC),
                ("Route tables", tables, &limits::ROUTE_TABLES_PER_VPC),
                ("Peerings", peerings, &limits::ACTIVE_PEERINGS_PER_VPC),
                ("NATs in a zone", nats, &limits::NAT_GATEWAYS_PER_AZ),
            ]
            .map(|(words, count, limit)| (words.to_owned(), of_limit(design, id, count, limit)))
            .to_vec()
        })
    });
    view! {
        <Section title="Limits" name="limits">
            <Facts facts=facts wide=true />
        </Section>
    }
}
