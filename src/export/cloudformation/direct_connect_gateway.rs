//! Direct Connect gateways, and the gateways that they lead to. Lines and virtual interfaces are ordered elsewhere.

use super::draft::Draft;
use super::resource::{Home, Key, Part, Resource};
use super::value::Value;
use crate::export::terraform::vpn_gateway::private_asn;
use crate::model::kinds::DirectConnectGateway;

pub(super) fn write(draft: &mut Draft<'_>) {
    for (id, noun) in draft.design.all::<DirectConnectGateway>() {
        // It is of no Region: it is made where its first gateway is.
        let Some(place) = noun.associations.iter().find_map(|to| draft.resource_place(to.gateway)) else {
            draft.left_out(id, "The Direct Connect gateway is left out: it leads to no gateway of the code.");
            continue;
        };
        let home = Home::Between(place);
        let word = draft.word(id);
        let name: String = super::security_group::sound(&draft.design.name(id)).chars().take(100).collect();
        let asn = private_asn(noun.asn, id, draft.notes).map(Value::shown);
        let tags = draft.tags(id, &home);
        draft.add(
            Resource::new(
                Key::of(id),
                "AWS::DirectConnect::DirectConnectGateway",
                format!("{word}DirectConnectGateway"),
                home.clone(),
            )
            .part(Part::Services)
            .property("DirectConnectGatewayName", Value::text(name))
            .property_if("AmazonSideAsn", asn)
            .list("Tags", tags),
        );
        draft.remark(id, "Connections and virtual interfaces are not written: a line is ordered by hand.");
        for to in &noun.associations {
            let (Some(own), Some(gateway)) = (draft.id_of(id), draft.id_of(to.gateway)) else {
                let name = draft.design.name(to.gateway);
                draft.left_out(id, format!("The association with {name} is left out: it is not in the code."));
                continue;
            };
            let key = Key::role(id, to.gateway.to_string());
            if draft.has_key(&key) {
                draft.left_out(id, "An association is there twice; it is written once.");
                continue;
            }
            let mut prefixes = Vec::new();
            for written in &to.allowed_prefixes {
                match written.get().map(Value::shown) {
                    Some(block) if prefixes.contains(&block) => {}
                    Some(block) => prefixes.push(block),
                    None => {
                        draft.left_out(id, format!("The prefix \"{written}\" is left out: it is not a CIDR block."))
                    }
                }
            }
            let name = format!("{word}{}DirectConnectAssociation", draft.word(to.gateway));
            draft.add(
                Resource::new(key, "AWS::DirectConnect::DirectConnectGatewayAssociation", name, home.clone())
                    .part(Part::Services)
                    .property("DirectConnectGatewayId", own)
                    .property("AssociatedGatewayId", gateway)
                    .list("AllowedPrefixesToDirectConnectGateway", prefixes),
            );
        }
    }
}
