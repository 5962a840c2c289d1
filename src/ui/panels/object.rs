//! How an object is shown in a panel: its picture, its environment, a link to it, how bad its findings are.

use cidraw::model::kinds::{AddressPool, ElasticIp, Peering, Role, Vpc};
use cidraw::model::{Body, Design, EntityId, EnvironmentId, Kind, SubnetId, TierId, VpcId, Written};
use cidraw::rules::Severity;
use cidraw::scene::{EnvironmentStyle, environment_styles};
use leptos::prelude::*;

use crate::ui::bridge::bridge;
use crate::ui::widgets::Icon;

/// The icon of an object and the class that colours it.
pub fn picture(design: &Design, id: EntityId) -> (&'static str, &'static str) {
    match id.kind {
        Kind::Settings => ("settings", ""),
        Kind::Account => ("account", ""),
        Kind::Environment => ("environment", ""),
        Kind::AddressPool => ("address-plan", ""),
        Kind::Vpc => ("vpc", ""),
        Kind::Tier | Kind::Subnet => match role_of(design, id) {
            Role::Public => ("subnet-public", "public"),
            Role::Private => ("subnet-private", "private"),
            Role::Isolated => ("subnet-isolated", "isolated"),
        },
        Kind::RouteTable => ("route-table", ""),
        Kind::InternetGateway => ("internet-gateway", "gateway"),
        Kind::NatGateway => ("nat-gateway", "gateway"),
        Kind::ElasticIp => ("elastic-ip", "gateway"),
        Kind::Peering => ("peering", "gateway"),
        Kind::ExternalNetwork => ("on-premises", ""),
        Kind::SubnetReservation => ("address-plan", ""),
        Kind::PrefixList => ("prefix-list", ""),
        Kind::EgressOnlyGateway => ("egress-only-gateway", "gateway"),
        Kind::VpnGateway => ("vpn", "gateway"),
        Kind::CustomerGateway => ("customer-gateway", "gateway"),
        Kind::VpnConnection => ("vpn", "gateway"),
        Kind::DirectConnectGateway => ("direct-connect", "gateway"),
        Kind::TransitGateway => ("transit-gateway", "gateway"),
        Kind::TransitGatewayAttachment => ("tgw-attachment", "gateway"),
        Kind::TransitGatewayRouteTable => ("route-table", "gateway"),
        Kind::Endpoint => ("endpoint", "gateway"),
        Kind::EndpointService => ("endpoint-service", "gateway"),
        Kind::SecurityGroup => ("security-group", ""),
        Kind::NetworkAcl => ("network-acl", ""),
        Kind::Workload => ("workload", ""),
        Kind::LoadBalancer => ("load-balancer", "gateway"),
        Kind::ServiceNetwork => ("lattice", "gateway"),
        Kind::TrafficMirrorSession => ("traffic-mirror", ""),
        Kind::ResolverEndpoint => ("resolver", "gateway"),
        Kind::PrivateZone => ("zone", ""),
        Kind::Assertion => ("target", ""),
        Kind::Note => ("note", ""),
        Kind::Comment => ("comment", ""),
    }
}

/// What a tier, or the tier of a subnet, is meant to reach.
pub fn role_of(design: &Design, id: EntityId) -> Role {
    let tier = match id.kind {
        Kind::Subnet => id.typed::<SubnetId>().and_then(|id| design.get(id)).map(|subnet| subnet.tier),
        _ => id.typed::<TierId>(),
    };
    tier.and_then(|tier| design.get(tier)).map_or(Role::default(), |tier| tier.role)
}

/// What stands beside the name of an object: its block, its address.
pub fn detail(design: &Design, id: EntityId) -> String {
    let Some(entity) = design.entity(id) else { return String::new() };
    let first = |blocks: &[Written<_>]| match blocks {
        [] => String::new(),
        [one] => one.to_string(),
        [one, rest @ ..] => format!("{one} +{}", rest.len()),
    };
    match &entity.body {
        Body::Vpc(Vpc { ipv4, ipv6, .. }) => {
            if ipv4.is_empty() {
                first(ipv6)
            } else {
                first(ipv4)
            }
        }
        Body::AddressPool(AddressPool { blocks, .. }) => first(blocks),
        Body::Subnet(subnet) => {
            subnet.ipv4.as_ref().or(subnet.ipv6.as_ref()).map(ToString::to_string).unwrap_or_default()
        }
        Body::ElasticIp(ElasticIp { address, .. }) => address.as_ref().map(ToString::to_string).unwrap_or_default(),
        Body::RouteTable(table) if table.main => "main".to_owned(),
        Body::Account(account) => account.number.clone(),
        Body::Peering(Peering { requester, accepter, .. }) => {
            format!("{}–{}", design.name(*requester), design.name(*accepter))
        }
        Body::ExternalNetwork(network) => first(&network.blocks),
        Body::SubnetReservation(reservation) => reservation.block.as_ref().map(ToString::to_string).unwrap_or_default(),
        Body::TransitGateway(gateway) => first(&gateway.blocks),
        Body::CustomerGateway(gateway) => gateway.address.as_ref().map(ToString::to_string).unwrap_or_default(),
        Body::Endpoint(endpoint) => endpoint.service.clone(),
        Body::PrivateZone(zone) => zone.domain.clone(),
        Body::Settings(_)
        | Body::Environment(_)
        | Body::Tier(_)
        | Body::RouteTable(_)
        | Body::InternetGateway(_)
        | Body::NatGateway(_)
        | Body::PrefixList(_)
        | Body::EgressOnlyGateway(_)
        | Body::VpnGateway(_)
        | Body::VpnConnection(_)
        | Body::DirectConnectGateway(_)
        | Body::TransitGatewayAttachment(_)
        | Body::TransitGatewayRouteTable(_)
        | Body::EndpointService(_)
        | Body::SecurityGroup(_)
        | Body::NetworkAcl(_)
        | Body::Workload(_)
        | Body::LoadBalancer(_)
        | Body::ServiceNetwork(_)
        | Body::TrafficMirrorSession(_)
        | Body::ResolverEndpoint(_)
        | Body::Assertion(_)
        | Body::Note(_)
        | Body::Comment(_) => String::new(),
    }
}

/// The VPC that an object is in.
pub fn vpc_of(design: &Design, id: EntityId) -> Option<VpcId> {
    match &design.entity(id)?.body {
        Body::Vpc(_) => id.typed(),
        body => cidraw::model::vpc_of(design, body),
    }
}

/// The style of one environment.
pub fn style_of(design: &Design, id: EnvironmentId) -> Option<EnvironmentStyle> {
    environment_styles(design).remove(&id)
}

/// The letter and colour of an environment.
#[component]
pub fn EnvironmentBadge(
    /// Its style.
    style: EnvironmentStyle,
) -> impl IntoView {
    view! { <span class=format!("env env-{}", style.colour) data-letter=style.letter.to_string() aria-hidden="true"></span> }
}

/// What stands for an object in a panel.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Emblem {
    /// The colour and the letter of its environment, for a VPC or an environment.
    Badge(u8, char),
    /// An icon and the class that colours it.
    Icon(&'static str, &'static str),
}

impl Emblem {
    /// That of an object.
    pub fn of(design: &Design, id: EntityId) -> Emblem {
        let environment = match id.kind {
            Kind::Vpc => id.typed::<VpcId>().and_then(|id| design.get(id)).and_then(|vpc| vpc.environment),
            Kind::Environment => id.typed(),
            _ => None,
        };
        match environment.and_then(|id| style_of(design, id)) {
            Some(style) => Emblem::Badge(style.colour, style.letter),
            None => {
                let (icon, role) = picture(design, id);
                Emblem::Icon(icon, role)
            }
        }
    }

    /// Its view, with classes for an icon's size.
    pub fn view(self, class: &'static str) -> AnyView {
        match self {
            Emblem::Badge(colour, letter) => {
                view! { <EnvironmentBadge style=EnvironmentStyle { colour, letter } /> }.into_any()
            }
            Emblem::Icon(icon, role) => {
                view! { <span class=format!("picture {role}")><Icon name=icon class=class /></span> }.into_any()
            }
        }
    }
}

/// The picture of an object: its environment's badge for a VPC or an environment, else its icon.
#[component]
pub fn ObjectPicture(
    /// The object.
    id: EntityId,
    /// Classes for the icon's size.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let bridge = bridge();
    let shown = Memo::new(move |_| bridge.follow(|design| Emblem::of(design, id)));
    move || shown.get().view(class)
}

/// The name of an object; a press selects it and brings it into view.
#[component]
pub fn ObjectLink(
    /// The object.
    id: EntityId,
) -> impl IntoView {
    let bridge = bridge();
    let name = move || bridge.name(id);
    view! {
        <button type="button" class="link object-link" data-link=id.to_string() on:click=move |_| bridge.go_to(id)>
            {name}
        </button>
    }
}

/// The icon of a severity.
pub const fn severity_icon(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "advice",
    }
}

/// The shape of a severity, with its word for those who do not see it.
#[component]
pub fn SeverityMark(
    /// The severity.
    severity: Severity,
) -> impl IntoView {
    view! {
        <span class=format!("mark {}", severity.key())>
            <Icon name=severity_icon(severity) />
            <span class="sr">{severity.key()}</span>
        </span>
    }
}
