use cidraw::aws::limits;
use cidraw::editor::Intent;
use cidraw::model::kinds::{Availability, Connectivity, ElasticIp, NatGateway};
use cidraw::model::{Body, ElasticIpId, EntityId, Kind, NatGatewayId};
use leptos::prelude::*;
use serde_json::Value;

use super::section::Section;
use super::subjects::{Subjects, region_of};
use super::table::FurtherFields;
use crate::ui::panels::object::ObjectLink;
use crate::ui::widgets::{Choice, ErrorLine, Icon, SelectField, Typing, element_id};

/// The fields of NAT gateways.
#[component]
pub fn NatGatewayFields(
    /// The gateways.
    subjects: Subjects,
) -> impl IntoView {
    let bridge = subjects.bridge;
    let one = subjects.common(NatGateway::clone);
    let vpc = Memo::new(move |_| one.get().and_then(|nat| bridge.follow(|design| nat.home(design))));
    let availability = subjects.common(|nat: &NatGateway| nat.availability);
    let zonal = move || availability.get() != Some(Availability::Regional);
    let modes = Signal::stored(vec![Choice::new("zonal", "Zonal"), Choice::new("regional", "Regional")]);
    let mode = |nat: &NatGateway| match nat.availability {
        Availability::Zonal => "zonal".to_owned(),
        Availability::Regional => "regional".to_owned(),
    };
    let vpcs = subjects.objects_where(Kind::Vpc, "None", |_| true);
    // Routes name the gateway, so it stays in its VPC.
    let subnets = subjects.objects_where(Kind::Subnet, "None", move |body| match body {
        Body::Subnet(subnet) => Some(subnet.vpc) == vpc.get_untracked(),
        _ => false,
    });
    let kinds = Signal::stored(vec![Choice::new("public", "Public"), Choice::new("private", "Private")]);
    let connectivity = |nat: &NatGateway| match nat.connectivity {
        Connectivity::Public => "public".to_owned(),
        Connectivity::Private => "private".to_owned(),
    };
    view! {
        <Section title="NAT gateway" name="nat">
            <div class="props">
                {subjects.choice("Availability", "availability", modes, mode)}
                {move || match zonal() {
                    true => subjects.choice("Subnet", "subnet", subnets, |nat: &NatGateway| text_of(nat.subnet)),
                    false => subjects.choice("VPC", "vpc", vpcs, |nat: &NatGateway| text_of(nat.vpc)),
                }}
                {subjects.choice("Connectivity", "connectivity", kinds, connectivity)}
            </div>
        </Section>
        {move || match (zonal(), subjects.one().and_then(EntityId::typed)) {
            (true, Some(id)) => view! { <Addresses id=id subjects=subjects /> }.into_any(),
            (true, None) => ().into_any(),
            (false, _) => {
                view! { <FurtherFields kind=Kind::NatGateway paths=&["zone_addresses"] subjects=subjects /> }.into_any()
            }
        }}
    }
}

/// The id that a reference names; nothing for none.
fn text_of(id: Option<impl ToString>) -> String {
    id.map_or_else(String::new, |id| id.to_string())
}

/// The elastic IPs of one NAT gateway.
#[component]
fn Addresses(id: NatGatewayId, subjects: Subjects) -> impl IntoView {
    let bridge = subjects.bridge;
    let typing = Typing::new();
    let own = subjects.common(|nat: &NatGateway| nat.elastic_ips.clone());
    let own = Memo::new(move |_| own.get().unwrap_or_default());
    let unused = Memo::new(move |_| {
        bridge.follow(|design| {
            let free = design.all::<ElasticIp>().filter(|(id, _)| design.referrers(*id).next().is_none());
            let mut all: Vec<Choice> = free.map(|(id, _)| Choice::new(id.to_string(), design.name(id))).collect();
            all.insert(0, Choice::new("", "Choose one that is not in use"));
            all
        })
    });
    let remove = move |address: ElasticIpId| {
        if let Some(at) = own.with_untracked(|own| own.iter().position(|id| *id == address)) {
            typing.settle(subjects.set(&format!("elastic_ips/{at}"), Value::Null));
        }
    };
    let add = Callback::new(move |text: String| match text.is_empty() {
        true => Ok(()),
        false => subjects.set("elastic_ips/-", Value::String(text)),
    });
    let new = move |_| {
        let vpc = bridge.design(|design| design.get(id).and_then(|nat| nat.home(design)));
        let region = vpc.map(|vpc| untrack(|| region_of(bridge, vpc))).unwrap_or_default();
        // The new address would be selected; the gateway is what is being looked at.
        typing.settle(bridge.attempt(Intent::AddElasticIp { region, nat: Some(id) }));
        bridge.select([id.into()], cidraw::editor::SelectMode::Replace);
    };
    let row = move |address: ElasticIpId| {
        view! {
            <li>
                <ObjectLink id=address.into() />
                <button type="button" class="btn btn-icon btn-sm" aria-label="Take it away" title="Take it away"
                    on:click=move |_| remove(address)>
                    <Icon name="close" />
                </button>
            </li>
        }
    };
    let note = Signal::derive(move || {
        let most = limits::ELASTIC_IPS_PER_PUBLIC_NAT_GATEWAY.default;
        let count = own.with(Vec::len);
        most.map_or(count.to_string(), |most| format!("{count} of {most}"))
    });
    view! {
        <Section title="Elastic IPs" note=note name="elastic_ips">
            <ul class="object-list">
                <For each=move || own.get() key=|id| *id children=row />
            </ul>
            <Show when=move || { unused.with(Vec::len) > 1 }>
                <div class="props">
                    <SelectField label="Add" value=Signal::stored(Some(String::new())) choices=unused commit=add />
                </div>
            </Show>
            <button type="button" class="btn btn-sm btn-line" on:click=new>
                <Icon name="plus" />
                "New elastic IP"
            </button>
            <ErrorLine id=element_id("error") error=typing.error on_correct=Callback::new(|_| ()) />
        </Section>
    }
}
