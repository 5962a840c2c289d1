use cidraw::addressing::{CidrBlock, RESERVED_PER_SUBNET, reserved_in, usable_addresses};
use cidraw::aws::region::{region_of_zone_name, zone_names};
use cidraw::editor::{Crossing, Intent};
use cidraw::model::kinds::{RouteTable, Subnet, Tier, Vpc};
use cidraw::model::{Body, EntityId, Kind, RouteTableId, SubnetId, TierId};
use cidraw::wording::thousands;
use leptos::prelude::*;

use super::problems::Problems;
use super::ruler::{Clash, Ruler};
use super::section::{Facts, Section};
use super::subjects::{Subjects, id_text, region_of};
use crate::ui::queries::text_or_null;
use crate::ui::widgets::{Choice, CidrField, SelectField};

/// Prefix lengths that AWS takes for subnets.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>
const LENGTHS: (u8, u8) = (16, 28);
const LENGTHS_V6: (u8, u8) = (44, 64);

/// The fields of subnets.
#[component]
pub fn SubnetFields(
    /// The subnets.
    subjects: Subjects,
) -> impl IntoView {
    view! {
        {subjects.one().and_then(EntityId::typed).map(|id| view! { <Blocks id=id subjects=subjects /> })}
        {subjects.one().map(|id| view! { <Problems id=id /> })}
        <Placement subjects=subjects />
    }
}

/// The blocks of one subnet, the bits of the first, and what they give.
#[component]
fn Blocks(id: SubnetId, subjects: Subjects) -> impl IntoView {
    let bridge = subjects.bridge;
    let written = subjects.common(|subnet: &Subnet| subnet.ipv4.as_ref().map(ToString::to_string).unwrap_or_default());
    let text = Signal::derive(move || written.get().unwrap_or_default());
    let block = Memo::new(move |_| text.with(|text| text.parse::<CidrBlock>().ok()));
    let six = subjects.common(|subnet: &Subnet| subnet.ipv6.as_ref().map(ToString::to_string).unwrap_or_default());
    let six = Signal::derive(move || six.get().unwrap_or_default());
    let commit = subjects.take_text("ipv4");
    let parent = Memo::new(move |_| {
        let block = block.get()?;
        bridge.follow(|design| {
            let vpc: &Vpc = design.get(design.get(id)?.vpc)?;
            vpc.blocks().find(|outer| outer.covers(block)).map(|outer| (outer, "VPC"))
        })
    });
    let clash = Memo::new(move |_| {
        let block = block.get()?;
        bridge.follow(|design| {
            let siblings = design.referring::<Subnet>(design.get(id)?.vpc);
            let (other, shared) = siblings.filter(|(other, _)| *other != id).find_map(|(other, fields)| {
                Some((other, fields.ipv4_block()?.shared_prefix(block)?)).filter(|(_, shared)| {
                    // Of two that overlap, all bits of the shorter prefix are the same.
                    fields.ipv4_block().is_some_and(|own| own.overlaps(block) && shared.length() > 0)
                })
            })?;
            Some(Clash { bits: shared.length(), with: design.name(other) })
        })
    });
    let facts = Memo::new(move |_| block.get().map(facts_of).unwrap_or_default());
    let has_six = Memo::new(move |_| {
        bridge.follow(|design| {
            let vpc_has = design.get(id).and_then(|s| design.get(s.vpc)).is_some_and(|vpc: &Vpc| !vpc.ipv6.is_empty());
            vpc_has || six.with(|text| !text.is_empty())
        })
    });
    let on_length = Callback::new(move |length: u8| {
        if let Some(block) = block.get_untracked() {
            let _ = subjects.set("ipv4", text_or_null(&CidrBlock::containing(block.first(), length).to_string()));
        }
    });
    view! {
        <Section title="IPv4 block" name="ipv4">
            <CidrField
                label="IPv4 block"
                value=text
                commit=commit
                lengths=LENGTHS
                flagged=bridge.is_refused(id.into())
                large=true
                path="ipv4"
            />
            <Ruler block=block parent=parent clash=clash lengths=LENGTHS on_length=on_length />
            <Facts facts=facts />
        </Section>
        <Show when=move || has_six.get()>
            <Section title="IPv6 block" name="ipv6">
                <CidrField label="IPv6 block" value=six commit=subjects.take_text("ipv6") lengths=LENGTHS_V6 path="ipv6" />
            </Section>
        </Show>
    }
}

/// What a subnet's block gives: usable addresses, and the first and last of them.
fn facts_of(block: CidrBlock) -> Vec<(String, String)> {
    let reserved: Vec<_> = reserved_in(block).into_iter().map(|(address, _)| address).collect();
    let free = |offset: u128| block.nth(offset).filter(|address| !reserved.contains(address));
    let count = block.addresses();
    let first = (0..count.min(8)).find_map(free);
    let last = (0..count.min(8)).find_map(|back| free(count - 1 - back));
    let mut facts = vec![
        ("Usable".to_owned(), thousands(usable_addresses(block))),
        ("Reserved".to_owned(), RESERVED_PER_SUBNET.to_string()),
    ];
    facts.extend(first.map(|address| ("First".to_owned(), address.to_string())));
    facts.extend(last.map(|address| ("Last".to_owned(), address.to_string())));
    facts
}

/// Tier, zone, route table.
#[component]
fn Placement(subjects: Subjects) -> impl IntoView {
    let bridge = subjects.bridge;
    let vpc = subjects.vpc(|subnet: &Subnet| subnet.vpc);
    let in_vpc = move |of: fn(&Body) -> Option<cidraw::model::VpcId>| {
        move |body: &Body| vpc.get_untracked().is_some() && of(body) == vpc.get_untracked()
    };
    let tiers = subjects.objects_where(
        Kind::Tier,
        "",
        in_vpc(|body| match body {
            Body::Tier(tier) => Some(tier.vpc),
            _ => None,
        }),
    );
    let tables = subjects.objects_where(
        Kind::RouteTable,
        "",
        in_vpc(|body| match body {
            Body::RouteTable(table) => Some(table.vpc),
            _ => None,
        }),
    );
    let main = Memo::new(move |_| {
        let vpc = vpc.get()?;
        bridge.follow(|design| {
            let main = design.referring::<RouteTable>(vpc).find(|(_, table)| table.main);
            main.map(|(id, _)| design.name(id))
        })
    });
    let tables = Signal::derive(move || {
        let words = main.get().map_or("Main".to_owned(), |name| format!("Main ({name})"));
        let mut all = vec![Choice::new("", words)];
        all.extend(tables.get());
        all
    });
    let zones = Memo::new(move |_| {
        let region = vpc.get().map(|vpc| region_of(bridge, vpc)).unwrap_or_default();
        let mut all = vec![Choice::new("", "No zone")];
        all.extend(zone_names(&region).into_iter().map(|zone| Choice::new(zone.clone(), zone_words(&zone))));
        all
    });
    let tier = subjects.common(|subnet: &Subnet| subnet.tier.to_string());
    let zone = subjects.common(|subnet: &Subnet| subnet.zone.clone());
    let table = subjects.common(|subnet: &Subnet| id_text(subnet.route_table));
    // One subnet moves as it does on the canvas, with its name and its route table; several only change the field.
    let move_to = move |tier: Option<TierId>, zone: Option<String>| {
        let id: SubnetId = subjects.one().and_then(EntityId::typed)?;
        let subnet = bridge.design(|design| design.get(id).cloned())?;
        let to = Crossing { vpc: subnet.vpc, tier: tier.unwrap_or(subnet.tier), zone: zone.unwrap_or(subnet.zone) };
        Some(bridge.attempt(Intent::MoveSubnet { subnet: id, to }))
    };
    let to_tier = Callback::new(move |text: String| {
        let moved = text.parse().ok().and_then(|tier| move_to(Some(tier), None));
        moved.unwrap_or_else(|| subjects.set("tier", text_or_null(&text)))
    });
    let to_zone = Callback::new(move |text: String| {
        move_to(None, Some(text.clone())).unwrap_or_else(|| subjects.set("zone", text.into()))
    });
    let to_table = Callback::new(move |text: String| {
        let subnets: Vec<SubnetId> = subjects.ids().into_iter().filter_map(EntityId::typed).collect();
        let table: Option<RouteTableId> = text.parse().ok();
        bridge.attempt(Intent::AssociateRouteTable { subnets, table })
    });
    let role = Memo::new(move |_| {
        let tier: Option<TierId> = tier.get().and_then(|text| text.parse().ok());
        tier.and_then(|id| bridge.follow(|design| design.get(id).map(|tier: &Tier| tier.role.key().to_owned())))
    });
    let note = Signal::derive(move || role.get().unwrap_or_default());
    view! {
        <Section title="Placement" note=note name="placement">
            <div class="props">
                <SelectField label="Tier" value=tier choices=tiers commit=to_tier path="tier" />
                <SelectField label="Zone" value=zone choices=zones commit=to_zone path="zone" />
                <SelectField label="Route table" value=table choices=tables commit=to_table path="route_table" />
            </div>
            {subjects.switch(
                "Public address at launch",
                "Instances get a public IPv4 address by themselves.",
                "auto_public_ip",
                |subnet: &Subnet| subnet.auto_public_ip,
            )}
        </Section>
    }
}

/// "eu-west-1c (euw1-az3)" where every account has the same zone under the letter.
fn zone_words(zone: &str) -> String {
    let id = region_of_zone_name(zone).and_then(|(region, letter)| region.zone_id(letter));
    id.map_or(zone.to_owned(), |id| format!("{zone} ({id})"))
}
