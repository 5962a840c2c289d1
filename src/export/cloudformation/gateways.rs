//! Doors of a VPC: internet gateways, egress-only gateways, VPN gateways.

use super::draft::Draft;
use super::resource::{Home, Key, Resource};
use super::value::Value;
use crate::export::terraform::vpn_gateway::private_asn;
use crate::model::VpcId;
use crate::model::kinds::{EgressOnlyGateway, InternetGateway, VpnGateway};

/// The role of what joins a gateway to its VPC.
pub(super) const ATTACHMENT: &str = "attachment";

pub(super) fn write(draft: &mut Draft<'_>) {
    internet_gateways(draft);
    egress_only_gateways(draft);
    vpn_gateways(draft);
}

fn internet_gateways(draft: &mut Draft<'_>) {
    let mut taken: Vec<VpcId> = Vec::new();
    for (id, noun) in draft.design.all::<InternetGateway>() {
        let Some(vpc) = noun.vpc else {
            draft.left_out(id, "The internet gateway is left out: it is attached to no VPC.");
            continue;
        };
        let Some(home) = draft.home(id, vpc) else { continue };
        if taken.contains(&vpc) {
            draft.left_out(id, "The internet gateway is left out: its VPC has one already.");
            continue;
        }
        taken.push(vpc);
        let tags = draft.tags(id, &home);
        draft.add(
            Resource::new(Key::of(id), "AWS::EC2::InternetGateway", "InternetGateway", home.clone()).list("Tags", tags),
        );
        let (Some(gateway), Some(vpc)) = (draft.id_of(id), draft.id_of(vpc)) else { continue };
        draft.add(
            Resource::new(
                Key::role(id, ATTACHMENT),
                "AWS::EC2::VPCGatewayAttachment",
                "InternetGatewayAttachment",
                home,
            )
            .property("VpcId", vpc)
            .property("InternetGatewayId", gateway),
        );
    }
}

fn egress_only_gateways(draft: &mut Draft<'_>) {
    for (id, noun) in draft.design.all::<EgressOnlyGateway>() {
        let Some(home) = draft.home(id, noun.vpc) else { continue };
        let Some(vpc) = draft.id_of(noun.vpc) else { continue };
        let others = draft.design.referring::<EgressOnlyGateway>(noun.vpc).count();
        let name = match others {
            0 | 1 => "EgressOnlyGateway".to_owned(),
            _ => format!("{}EgressOnlyGateway", draft.word(id)),
        };
        let tags = draft.tags(id, &home);
        draft.add(
            Resource::new(Key::of(id), "AWS::EC2::EgressOnlyInternetGateway", name, home)
                .property("VpcId", vpc)
                .list("Tags", tags),
        );
    }
}

fn vpn_gateways(draft: &mut Draft<'_>) {
    let mut taken: Vec<VpcId> = Vec::new();
    for (id, noun) in draft.design.all::<VpnGateway>() {
        let Some(vpc) = noun.vpc else {
            draft.left_out(id, "The VPN gateway is left out: it is attached to no VPC.");
            continue;
        };
        let Some(home) = draft.home(id, vpc) else { continue };
        if taken.contains(&vpc) {
            draft.left_out(id, "The VPN gateway is left out: its VPC has one already.");
            continue;
        }
        taken.push(vpc);
        let tags = draft.tags(id, &home);
        let asn = private_asn(noun.asn, id, draft.notes).map(|asn| Value::Number(asn.into()));
        draft.add(
            Resource::new(Key::of(id), "AWS::EC2::VPNGateway", "VpnGateway", home.clone())
                .property("Type", "ipsec.1")
                .property_if("AmazonSideAsn", asn)
                .list("Tags", tags),
        );
        let (Some(gateway), Some(vpc)) = (draft.id_of(id), draft.id_of(vpc)) else { continue };
        draft.add(
            Resource::new(Key::role(id, ATTACHMENT), "AWS::EC2::VPCGatewayAttachment", "VpnGatewayAttachment", home)
                .property("VpcId", vpc)
                .property("VpnGatewayId", gateway),
        );
    }
}

/// What has to be there before `gateway` of `vpc` carries packets.
pub(super) fn attachments(draft: &Draft<'_>, vpc: VpcId) -> Vec<Key> {
    let gateways = draft.design.referring::<InternetGateway>(vpc).filter(|(_, noun)| noun.vpc == Some(vpc));
    gateways.map(|(id, _)| Key::role(id, ATTACHMENT)).collect()
}

/// The home of something that knows no VPC and is used by some: theirs, where it is one and of the right place.
pub(super) fn home_of_users(
    draft: &Draft<'_>,
    place: crate::export::terraform::account::Place,
    users: &std::collections::BTreeSet<VpcId>,
) -> Home {
    let mut users = users.iter();
    match (users.next(), users.next()) {
        (Some(vpc), None) if draft.scopes.get(vpc).is_some_and(|scope| scope.place == place) => Home::Vpc(*vpc),
        _ => Home::Shared(place),
    }
}
