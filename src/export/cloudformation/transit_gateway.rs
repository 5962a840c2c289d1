//! Transit gateways, their route tables, what is attached to them, and their routes.

use std::collections::BTreeSet;

use super::draft::{Draft, block_word};
use super::resource::{Home, Key, Part, Resource};
use super::share;
use super::value::{Attribute, Value};
use crate::export::terraform::account::Place;
use crate::export::terraform::vpn_gateway::private_asn;
use crate::model::kinds::{TransitGateway, TransitGatewayAttachment, TransitGatewayRouteTable, TransitGatewayTarget};
use crate::model::{
    AccountId, EntityId, Kind, TransitGatewayAttachmentId, TransitGatewayId, TransitGatewayRouteTableId, VpcId,
};

/// The gateways and their tables, still empty.
pub(super) fn write(draft: &mut Draft<'_>) {
    for (id, noun) in draft.design.all::<TransitGateway>() {
        let Some(place) = draft.place_named(id, noun.account, &noun.region) else { continue };
        let home = Home::Between(place.clone());
        let mut blocks: Vec<Value> = Vec::new();
        for written in &noun.blocks {
            match written.get().map(Value::shown) {
                Some(block) if !blocks.contains(&block) => blocks.push(block),
                Some(_) => draft.left_out(id, format!("The block {written} is there twice; it is written once.")),
                None => draft.left_out(id, format!("The block \"{written}\" is left out: it is not a CIDR block.")),
            }
        }
        let asn = private_asn(noun.asn, id, draft.notes).map(|asn| Value::Number(asn.into()));
        let switch = |on: bool| Value::text(if on { "enable" } else { "disable" });
        let name = format!("{}TransitGateway", draft.word(id));
        let tags = draft.tags(id, &home);
        draft.add(
            Resource::new(Key::of(id), "AWS::EC2::TransitGateway", name.clone(), home.clone())
                .property_if("AmazonSideAsn", asn)
                .property("DefaultRouteTableAssociation", switch(associates(draft, id, noun)))
                .property("DefaultRouteTablePropagation", switch(propagates(noun)))
                .property("AutoAcceptSharedAttachments", switch(noun.auto_accept))
                .property("DnsSupport", switch(noun.dns_support))
                .property("VpnEcmpSupport", switch(noun.vpn_ecmp))
                .property("SecurityGroupReferencingSupport", switch(noun.security_group_references))
                .property("MulticastSupport", switch(noun.multicast))
                .list("TransitGatewayCidrBlocks", blocks)
                .list("Tags", tags)
                .public(),
        );
        let strangers = strangers(draft, id, &place);
        let arn = draft.of(&Key::of(id), Attribute::Get("TransitGatewayArn"));
        share::write(draft, id.into(), &name, home, arn.into_iter().collect(), &strangers);
        if noun.default_association && !associates(draft, id, noun) {
            draft.remark(id, "Tables are named, so default association is off: each attachment is associated by name.");
        }
    }
    for (id, noun) in draft.design.all::<TransitGatewayRouteTable>() {
        let (Some(gateway), Some(place)) =
            (draft.id_of(noun.transit_gateway), draft.resource_place(noun.transit_gateway))
        else {
            draft.left_out(id, "The route table is left out with its transit gateway.");
            continue;
        };
        let home = Home::Between(place);
        let name = format!("{}TransitGatewayRouteTable", draft.word(id));
        let tags = draft.tags(id, &home);
        draft.add(
            Resource::new(Key::of(id), "AWS::EC2::TransitGatewayRouteTable", name, home)
                .property("TransitGatewayId", gateway)
                .list("Tags", tags),
        );
    }
}

/// The other accounts whose VPCs are attached.
fn strangers(draft: &Draft<'_>, id: TransitGatewayId, place: &Place) -> BTreeSet<Option<AccountId>> {
    let attached = draft.design.referring::<TransitGatewayAttachment>(id);
    let vpcs = attached.filter(|(_, noun)| noun.transit_gateway == id).filter_map(|(_, noun)| noun.resource.typed());
    let places = vpcs.filter_map(|vpc: VpcId| Some(&draft.scopes.get(&vpc)?.place));
    places.filter(|at| at.region == place.region && at.account != place.account).map(|at| at.account).collect()
}

/// Is AWS left to associate attachments with its own table? An attachment has one table: where some is named, all are.
fn associates(draft: &Draft<'_>, id: TransitGatewayId, noun: &TransitGateway) -> bool {
    let named = draft.design.referring::<TransitGatewayAttachment>(id);
    let named = named.filter(|(_, attachment)| attachment.transit_gateway == id);
    noun.default_association
        && noun.association_table.is_none()
        && named.map(|(_, attachment)| attachment).all(|attachment| attachment.associated_table.is_none())
}

/// Is AWS left to let attachments propagate into its own table?
fn propagates(noun: &TransitGateway) -> bool {
    noun.default_propagation && noun.propagation_table.is_none()
}

/// What is attached, and which tables it has. VPCs, VPN connections and Direct Connect gateways are there already.
pub(super) fn write_attachments(draft: &mut Draft<'_>) {
    for (id, noun) in draft.design.all::<TransitGatewayAttachment>() {
        let Some(gateway) = draft.id_of(noun.transit_gateway) else {
            draft.left_out(id, "The attachment is left out with its transit gateway.");
            continue;
        };
        match noun.resource.kind {
            Kind::Vpc => {
                let vpc = draft.scopes.keys().copied().find(|vpc| EntityId::from(*vpc) == noun.resource);
                match vpc {
                    Some(vpc) => of_vpc(draft, id, noun, vpc, gateway),
                    None => draft.left_out(id, "The attachment is left out: its VPC is not in the code."),
                }
            }
            Kind::TransitGateway => peering(draft, id, noun, gateway),
            Kind::VpnConnection | Kind::DirectConnectGateway => {
                let text = "AWS makes this attachment with the connection, and CloudFormation cannot name it: associate it with its table, and let it propagate, by hand.";
                draft.left_out(id, text);
            }
            kind => draft.left_out(id, format!("The attachment is left out: a {} cannot be attached.", kind.title())),
        }
        if draft.has(id) {
            tables(draft, id, noun);
        }
    }
}

fn of_vpc(
    draft: &mut Draft<'_>,
    id: TransitGatewayAttachmentId,
    noun: &TransitGatewayAttachment,
    vpc: VpcId,
    gateway: Value,
) {
    let mut others = draft.design.referring::<TransitGatewayAttachment>(vpc);
    let same = |other: &TransitGatewayAttachment| {
        other.resource == noun.resource && other.transit_gateway == noun.transit_gateway
    };
    if others.any(|(other, found)| other != id && same(found) && draft.has(other)) {
        draft.left_out(id, "The attachment is left out: its VPC is attached to the transit gateway already.");
        return;
    }
    let own: Vec<_> = noun.subnets.iter().copied().filter(|subnet| draft.vpc_of(*subnet) == Some(vpc)).collect();
    if own.len() < noun.subnets.len() {
        draft.left_out(id, "A subnet that is not one of the VPC in the code is left out.");
    }
    let subnets = draft.ids_of(id, "subnet", &own);
    let place = draft.scopes.get(&vpc).map(|scope| scope.place.clone());
    let (Some(vpc_id), Some(place), false) = (draft.id_of(vpc), place, subnets.is_empty()) else {
        draft.left_out(id, "The attachment is left out: it is in no subnet.");
        return;
    };
    let hub = draft.resource_place(noun.transit_gateway);
    if hub.as_ref().is_some_and(|hub| hub.region != place.region) {
        draft.left_out(id, "The attachment is left out: the VPC is in another Region than the transit gateway.");
        return;
    }
    let shared = hub.filter(|hub| hub.account != place.account).map(|_| share::key(noun.transit_gateway));
    let switch = |on: bool| Value::text(if on { "enable" } else { "disable" });
    let options = Value::map([
        ("ApplianceModeSupport", switch(noun.appliance_mode)),
        ("DnsSupport", switch(noun.dns_support)),
        ("Ipv6Support", switch(noun.ipv6)),
        ("SecurityGroupReferencingSupport", switch(noun.security_group_references)),
    ]);
    let home = Home::Between(place);
    let name = format!("{}TransitGatewayAttachment", draft.word(id));
    let tags = draft.tags(id, &home);
    draft.add(
        Resource::new(Key::of(id), "AWS::EC2::TransitGatewayAttachment", name, home)
            .property("TransitGatewayId", gateway)
            .property("VpcId", vpc_id)
            .property("SubnetIds", Value::List(subnets))
            .property("Options", options)
            .list("Tags", tags)
            .after(shared),
    );
}

fn peering(draft: &mut Draft<'_>, id: TransitGatewayAttachmentId, noun: &TransitGatewayAttachment, gateway: Value) {
    let ends = (draft.resource_place(noun.transit_gateway), draft.resource_place(noun.resource));
    let (Some(from), Some(to), Some(peer)) = (ends.0, ends.1, draft.id_of(noun.resource)) else {
        draft.left_out(id, "The attachment is left out: the other transit gateway is not in the code.");
        return;
    };
    let name = format!("{}TransitGatewayPeering", draft.word(id));
    let owner = match from.account == to.account {
        true => Value::reference("AWS::AccountId"),
        false => super::access::account_number(&name, to.account.and_then(|account| draft.accounts.get(&account))),
    };
    let home = Home::Between(from);
    let tags = draft.tags(id, &home);
    draft.add(
        Resource::new(Key::of(id), "AWS::EC2::TransitGatewayPeeringAttachment", name, home)
            .property("TransitGatewayId", gateway)
            .property("PeerTransitGatewayId", peer)
            .property("PeerAccountId", owner)
            .property("PeerRegion", Value::shown(&to.region))
            .list("Tags", tags),
    );
    draft.remark(id, "CloudFormation asks for the peering and cannot accept it: accept it at the other end (aws ec2 accept-transit-gateway-peering-attachment), then deploy what follows.");
}

/// Which table its packets follow, and which learn its ranges.
fn tables(draft: &mut Draft<'_>, id: TransitGatewayAttachmentId, noun: &TransitGatewayAttachment) {
    let Some(hub) = draft.design.get(noun.transit_gateway) else { return };
    let default = hub.association_table.filter(|_| hub.default_association);
    if let Some(table) = noun.associated_table.or(default) {
        link(draft, id, table, ASSOCIATION);
    } else if hub.default_association && !associates(draft, noun.transit_gateway, hub) {
        draft.left_out(
            id,
            "It follows no table: others of its transit gateway name theirs, and AWS's default table has no name.",
        );
    }
    if noun.resource.kind == Kind::TransitGateway {
        if !noun.propagating_tables.is_empty() {
            draft.left_out(id, "A peering of transit gateways propagates nothing: its routes are static.");
        }
        return;
    }
    let mut learning = noun.propagating_tables.clone();
    learning.extend(hub.propagation_table.filter(|table| hub.default_propagation && !learning.contains(table)));
    for table in learning {
        link(draft, id, table, PROPAGATION);
    }
}

/// What an attachment has to do with a table: the word for it, and the type of the resource.
type Link = (&'static str, &'static str);
const ASSOCIATION: Link = ("Association", "AWS::EC2::TransitGatewayRouteTableAssociation");
const PROPAGATION: Link = ("Propagation", "AWS::EC2::TransitGatewayRouteTablePropagation");

fn link(draft: &mut Draft<'_>, id: TransitGatewayAttachmentId, table: TransitGatewayRouteTableId, (what, kind): Link) {
    let hub = |id: TransitGatewayAttachmentId| draft.design.get(id).map(|noun| noun.transit_gateway);
    let of_hub = draft.design.get(table).is_some_and(|noun| Some(noun.transit_gateway) == hub(id));
    let (Some(attachment), Some(route_table), Some(place), true) =
        (draft.id_of(id), draft.id_of(table), draft.resource_place(table), of_hub)
    else {
        draft.left_out(
            id,
            format!(
                "Its {} with {} is left out: the table is not one of the transit gateway in the code.",
                what.to_lowercase(),
                draft.design.name(table)
            ),
        );
        return;
    };
    let name = format!("{}{}{what}", draft.word(id), draft.word(table));
    draft.add(
        Resource::new(Key::role(id, format!("{what} {table}")), kind, name, Home::Between(place))
            .property("TransitGatewayAttachmentId", attachment)
            .property("TransitGatewayRouteTableId", route_table),
    );
}

/// Static routes of the tables.
pub(super) fn write_routes(draft: &mut Draft<'_>) {
    for (id, noun) in draft.design.all::<TransitGatewayRouteTable>() {
        let Some(place) = draft.resource_place(id) else { continue };
        for route in &noun.routes {
            let left = |why: &str| format!("The route {} → {} is left out: {why}", route.destination, route.target);
            let Some(block) = route.destination.get() else {
                draft.left_out(id, left("CloudFormation takes a CIDR block only."));
                continue;
            };
            let key = Key::role(id, format!("route {block}"));
            if draft.has_key(&key) {
                draft.left_out(id, left("a table has one for each destination."));
                continue;
            }
            let target = match route.target {
                TransitGatewayTarget::Blackhole => ("Blackhole", Value::from(true)),
                TransitGatewayTarget::To(attachment) => match draft.id_of(attachment) {
                    Some(attachment) => ("TransitGatewayAttachmentId", attachment),
                    None => {
                        draft.left_out(id, left("its attachment has no name in the code."));
                        continue;
                    }
                },
            };
            let Some(table) = draft.id_of(id) else { continue };
            let name = format!("{}TransitGatewayRoute{}", draft.word(id), block_word(block));
            draft.add(
                Resource::new(key, "AWS::EC2::TransitGatewayRoute", name, Home::Between(place.clone()))
                    .part(Part::Routes)
                    .property("TransitGatewayRouteTableId", table)
                    .property("DestinationCidrBlock", Value::shown(block))
                    .property(target.0, target.1),
            );
        }
    }
}
