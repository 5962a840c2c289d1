use std::sync::Arc;

use cidraw::aws::limits;
use cidraw::editor::{Intent, SelectMode, connection_words, describe_row};
use cidraw::model::kinds::Vpc;
use cidraw::model::{Design, ElasticIpId, EntityId, Kind, VpcId, account_of, nat_gateways_of};
use cidraw::rules::Severity;
use cidraw::wording::{capitalised, counted};
use leptos::html;
use leptos::prelude::*;
use web_sys::{HtmlInputElement, KeyboardEvent, MouseEvent};

use super::keys;
use super::listed::IN_VPC;
use super::row_key::{Key, Row};
use super::state::State;
use crate::ui::bridge::Bridge;
use crate::ui::effects::focus_soon;
use crate::ui::panels::object::{ObjectPicture, detail, severity_icon, vpc_of};
use crate::ui::platform::document;
use crate::ui::queries::allowed;
use crate::ui::widgets::{Icon, aria_level, word};

/// What a row is called.
pub fn title(bridge: Bridge, key: &Key) -> String {
    let or_none = |text: &Arc<str>, none: &str| if text.is_empty() { none.to_owned() } else { text.to_string() };
    match key {
        Key::Region(code) => or_none(code, "No Region"),
        Key::Zone(_, zone) => or_none(zone, "No zone"),
        Key::All(Kind::InternetGateway) => "Not attached".to_owned(),
        Key::InRegion(_, kind) | Key::InVpc(_, kind) | Key::All(kind) => capitalised(kind.plural()),
        Key::Object(id) => bridge.design(|design| design.name(*id)),
        Key::End(vpc, id) => bridge.design(|design| end_words(design, *vpc, *id)),
    }
}

/// A connection as it is called at one of its ends.
fn end_words(design: &Design, vpc: VpcId, id: EntityId) -> String {
    let words = connection_words(design, id, vpc.into());
    words.and_then(|words| words.split(", ").next().map(str::to_owned)).unwrap_or_else(|| design.name(id))
}

/// What stands at the end of a row.
fn aside(design: &Design, row: &Row) -> String {
    match &row.key {
        Key::Region(code) => vpcs_words(design, code),
        Key::Zone(..) => String::new(),
        Key::InRegion(region, kind) => {
            let in_region =
                |id: EntityId| id.typed::<ElasticIpId>().and_then(|id| design.get(id)).map(|eip| &*eip.region);
            design.of_kind(*kind).filter(|(id, _)| in_region(*id) == Some(region)).count().to_string()
        }
        Key::InVpc(vpc, kind) => design.referrers(*vpc).filter(|id| id.kind == *kind).count().to_string(),
        // Those in a VPC are counted there.
        Key::All(kind) if *kind == Kind::InternetGateway || IN_VPC.contains(kind) => String::new(),
        Key::All(kind) => design.of_kind(*kind).count().to_string(),
        // Its name says the two ends, or whatever somebody preferred.
        Key::Object(id) if id.kind == Kind::Peering => String::new(),
        Key::End(..) => String::new(),
        Key::Object(id) => detail(design, *id),
    }
}

/// "3 of 5 VPCs", as long as one account has them all.
fn vpcs_words(design: &Design, region: &str) -> String {
    let vpcs: Vec<&Vpc> = design.all::<Vpc>().map(|(_, vpc)| vpc).filter(|vpc| vpc.region == region).collect();
    let account = vpcs.first().and_then(|vpc| account_of(design, vpc));
    let one_account = vpcs.iter().all(|vpc| account_of(design, vpc) == account);
    match allowed(design, account, region, &limits::VPCS_PER_REGION).filter(|_| one_account && !vpcs.is_empty()) {
        Some(allowed) => format!("{} of {allowed} VPCs", vpcs.len()),
        None => counted(vpcs.len(), "VPC", "VPCs"),
    }
}

/// The worst finding on what a row stands for; on what is in it as well while it is closed.
fn worst(bridge: Bridge, row: &Row) -> Option<Severity> {
    let on = |id: EntityId| bridge.worst_on(id);
    let in_vpc = |vpc: EntityId| -> Option<Severity> {
        let inside: Vec<EntityId> = bridge.design(|design| {
            let nats: Vec<EntityId> = vpc
                .typed()
                .map_or_else(Vec::new, |vpc| nat_gateways_of(design, vpc).into_keys().map(EntityId::from).collect());
            design.referrers(vpc).filter(|id| id.kind != Kind::Peering).chain(nats).collect()
        });
        inside.into_iter().filter_map(on).min()
    };
    let closed = row.open == Some(false);
    match &row.key {
        Key::Object(id) if closed && id.kind == Kind::Vpc => on(*id).into_iter().chain(in_vpc(*id)).min(),
        Key::Object(id) | Key::End(_, id) => on(*id),
        Key::InVpc(vpc, kind) if closed => {
            let ids: Vec<EntityId> = bridge.design(|d| d.referrers(*vpc).filter(|id| id.kind == *kind).collect());
            ids.into_iter().filter_map(on).min()
        }
        Key::All(kind) if closed => {
            let ids: Vec<EntityId> = bridge.design(|d| d.of_kind(*kind).map(|(id, _)| id).collect());
            ids.into_iter().filter_map(on).min()
        }
        _ => None,
    }
}

/// The id of the element of a row.
fn element_id(key: &Key) -> String {
    match key {
        Key::Region(code) => format!("outline-region-{code}"),
        Key::InRegion(code, kind) => format!("outline-region-{code}-{}", kind.key()),
        Key::Zone(vpc, zone) => format!("outline-zone-{vpc}-{zone}"),
        Key::InVpc(vpc, kind) => format!("outline-in-{vpc}-{}", kind.key()),
        Key::All(kind) => format!("outline-all-{}", kind.key()),
        Key::Object(id) => format!("outline-{id}"),
        Key::End(vpc, id) => format!("outline-at-{vpc}-{id}"),
    }
}

/// Where a row is in the window: a place for its menu.
pub fn place_of(key: &Key) -> Option<(f64, f64)> {
    let bounds = document().get_element_by_id(&element_id(key))?.get_bounding_client_rect();
    Some((bounds.left() + 24.0, bounds.bottom()))
}

/// One row.
#[component]
pub fn OutlineRow(key: Key, window: Memo<Vec<(usize, Row)>>, state: State) -> impl IntoView {
    let bridge = state.bridge;
    let own = key.clone();
    let found = Memo::new(move |_| window.with(|rows| rows.iter().find(|(_, row)| row.key == own).cloned()));
    let first = Row { key: key.clone(), level: 1, open: None, parent: None, position: 1, siblings: 1 };
    let row = move || found.get().map_or_else(|| first.clone(), |(_, row)| row);
    let row = Signal::derive(row);
    let at = move || found.with(|found| found.as_ref().map_or(0, |(at, _)| *at));
    let object = key.object();
    // At the end of a connection its row is another one, where it is renamed.
    let own_row = object.filter(|id| key == Key::Object(*id));
    let renamed = key.clone();
    let selected = Memo::new(move |_| object.is_some_and(|id| state.selected.with(|ids| ids.contains(&id))));
    let active =
        Memo::new(move |_| found.with(|found| found.as_ref().map(|(at, _)| *at)) == Some(state.active_at.get()));
    let name = {
        let key = key.clone();
        Memo::new(move |_| match &key {
            Key::Object(id) => bridge.name(*id),
            Key::End(vpc, id) => bridge.follow(|design| end_words(design, *vpc, *id)),
            key => title(bridge, key),
        })
    };
    let aside = Memo::new(move |_| bridge.follow(|design| aside(design, &row.get())));
    // What it shares with the name of its VPC says nothing below that: where it is narrow the block has the room.
    let shared = Memo::new(move |_| {
        let own = own_row.filter(|_| !aside.with(String::is_empty))?;
        let vpc = bridge.follow(|design| vpc_of(design, own).filter(|vpc| EntityId::from(*vpc) != own))?;
        shared_start(&name.get(), &bridge.name(vpc.into()))
    });
    let severity = Memo::new(move |_| worst(bridge, &row.get()));
    // What the object is and has, in the words that the canvas uses.
    let seen_from = key.clone();
    let spoken = Memo::new(move |_| match object {
        Some(id) if let Key::End(vpc, _) = seen_from => {
            bridge.follow(|design| connection_words(design, id, vpc.into()).unwrap_or_default())
        }
        Some(id) => {
            bridge.signals.findings.track();
            bridge.signals.revision.track();
            bridge.with(|editor| describe_row(editor.design(), Some(editor.analyses()), id))
        }
        None => [name.get(), aside.get()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", "),
    });
    let picture = match &key {
        Key::Region(_) => view! { <span class="picture"><Icon name="region" /></span> }.into_any(),
        Key::Zone(..) => view! { <span class="picture"><Icon name="zone" /></span> }.into_any(),
        Key::InRegion(_, kind) | Key::InVpc(_, kind) | Key::All(kind) => {
            view! { <span class="picture"><Icon name=group_icon(*kind) /></span> }.into_any()
        }
        Key::Object(id) | Key::End(_, id) => view! { <ObjectPicture id=*id /> }.into_any(),
    };
    let press = {
        let key = key.clone();
        move |event: MouseEvent| {
            state.stand_on(key.clone());
            match object {
                Some(id) if event.ctrl_key() || event.meta_key() || event.shift_key() => {
                    bridge.select([id], SelectMode::Toggle);
                }
                Some(id) => bridge.select([id], SelectMode::Replace),
                None => {
                    let row = row.get_untracked();
                    state.toggle([row.key], row.open == Some(false));
                }
            }
        }
    };
    let menu = move |event: MouseEvent| {
        event.prevent_default();
        let Some(id) = object else { return };
        if !selected.get_untracked() {
            bridge.select([id], SelectMode::Replace);
        }
        keys::open_menu_at(state, (f64::from(event.client_x()), f64::from(event.client_y())));
    };
    let twist = move |event: MouseEvent| {
        event.stop_propagation();
        let row = row.get_untracked();
        if let Some(open) = row.open {
            state.toggle([row.key], !open);
        }
    };
    let content = move || match own_row.filter(|id| state.renaming.get() == Some(*id)) {
        Some(id) => view! { <RenameField id=id state=state /> }.into_any(),
        // A text, not a label: a label would have to repeat the words that are seen in their order.
        None => view! {
            <span class="sr">{move || spoken.get()}</span>
            <span class="words" aria-hidden="true">
                <span class="called">
                    <span class="name">
                        {move || shared.get().map(|shared| view! { <span class="shared">{shared}</span> })}
                        <span>{move || own_part(&name.get(), shared.get().as_deref())}</span>
                    </span>
                    {move || severity.get().map(|severity| view! {
                        <span class=format!("mark {}", severity.key())><Icon name=severity_icon(severity) /></span>
                    })}
                </span>
                <span class="cidr">{move || aside.get()}</span>
            </span>
        }
        .into_any(),
    };
    view! {
        <div
            {..aria_level(move || row.get().level)}
            id=element_id(&key)
            class="node"
            role="treeitem"
            data-row=own_row.map(|id| id.to_string())
            data-end=object.filter(|_| own_row.is_none()).map(|id| id.to_string())
            aria-posinset=move || row.get().position
            aria-setsize=move || row.get().siblings
            aria-expanded=move || row.get().open.map(word)
            aria-selected=move || object.map(|_| word(selected.get()))
            tabindex=move || if active.get() { "0" } else { "-1" }
            style:top=move || state.viewport.offset(at())
            style:padding-left=move || format!("{}px", 4 + 6 * (row.get().level - 1))
            on:click=press
            on:dblclick=move |_| keys::rename(state, &renamed)
            on:contextmenu=menu
        >
            <span class="twist" class:turn=move || row.get().open == Some(true) on:click=twist>
                {move || row.get().open.map(|_| view! { <Icon name="chevron" /> })}
            </span>
            {picture}
            {content}
        </div>
    }
}

/// How far a name only repeats what it is in, with what divides the two: `production-` of `production-public-a`.
fn shared_start(name: &str, within: &str) -> Option<String> {
    let rest = name.strip_prefix(within).filter(|_| !within.is_empty())?;
    let divider = rest.chars().next().filter(|first| !first.is_alphanumeric())?;
    let end = within.len() + divider.len_utf8();
    (end < name.len()).then(|| name[..end].to_owned())
}

/// A name without what it shares.
fn own_part(name: &str, shared: Option<&str>) -> String {
    shared.and_then(|shared| name.strip_prefix(shared)).unwrap_or(name).to_owned()
}

/// The icon of a group of objects.
fn group_icon(kind: Kind) -> &'static str {
    match kind {
        Kind::RouteTable => "route-table",
        Kind::Tier => "subnet",
        Kind::ElasticIp => "elastic-ip",
        Kind::Peering => "peering",
        Kind::ExternalNetwork => "on-premises",
        Kind::SubnetReservation => "address-plan",
        Kind::PrefixList => "prefix-list",
        Kind::EgressOnlyGateway => "egress-only-gateway",
        Kind::VpnGateway => "vpn",
        Kind::CustomerGateway => "customer-gateway",
        Kind::VpnConnection => "vpn",
        Kind::DirectConnectGateway => "direct-connect",
        Kind::TransitGateway => "transit-gateway",
        Kind::TransitGatewayAttachment => "tgw-attachment",
        Kind::TransitGatewayRouteTable => "route-table",
        Kind::Endpoint => "endpoint",
        Kind::EndpointService => "endpoint-service",
        Kind::SecurityGroup => "security-group",
        Kind::NetworkAcl => "network-acl",
        Kind::Workload => "workload",
        Kind::LoadBalancer => "load-balancer",
        Kind::ServiceNetwork => "lattice",
        Kind::TrafficMirrorSession => "traffic-mirror",
        Kind::ResolverEndpoint => "resolver",
        Kind::PrivateZone => "zone",
        Kind::Assertion => "target",
        Kind::Note => "note",
        Kind::Comment => "comment",
        Kind::Environment => "environment",
        Kind::Account => "account",
        Kind::InternetGateway => "internet-gateway",
        Kind::AddressPool => "address-plan",
        Kind::Settings => "settings",
        Kind::Vpc => "vpc",
        Kind::Subnet => "subnet",
        Kind::NatGateway => "nat-gateway",
    }
}

/// The name of an object, to be changed in its row.
#[component]
fn RenameField(id: EntityId, state: State) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    node.on_load(|input: HtmlInputElement| {
        let _ = input.focus();
        input.select();
    });
    let back = || focus_soon("[data-testid=outline] [role=treeitem][tabindex='0']");
    let take = move || {
        // Enter closes the field, which then loses the focus and comes here again.
        if state.renaming.try_get_untracked().flatten() != Some(id) {
            return;
        }
        let name = node.try_get_untracked().flatten().map(|input| input.value()).unwrap_or_default();
        state.renaming.set(None);
        if !name.trim().is_empty() && name != state.bridge.design(|design| design.name(id)) {
            state.bridge.perform(Intent::Rename { id, name });
        }
    };
    let on_key = move |event: KeyboardEvent| {
        event.stop_propagation();
        match event.key().as_str() {
            "Enter" => {
                take();
                back();
            }
            "Escape" => {
                state.renaming.set(None);
                back();
            }
            _ => {}
        }
    };
    view! {
        <input
            node_ref=node
            class="rename-row"
            aria-label="Name"
            prop:value=state.bridge.design(|design| design.name(id))
            on:keydown=on_key
            on:blur=move |_| take()
            on:click=|event| event.stop_propagation()
            on:dblclick=|event| event.stop_propagation()
        />
    }
}
