//! Service networks of VPC Lattice.

use super::draft::{Draft, words};
use super::resource::{Home, Key, Part, Resource};
use super::value::Value;
use crate::export::naming::lattice_name;
use crate::model::ServiceNetworkId;
use crate::model::kinds::{LatticeService, ListenerProtocol, ServiceNetwork};

pub(super) fn write(draft: &mut Draft<'_>) {
    for (id, noun) in draft.design.all::<ServiceNetwork>() {
        let Some(place) = draft.place_named(id, noun.account, &noun.region) else { continue };
        let home = Home::Between(place);
        let word = draft.word(id);
        let name = lattice_name(&draft.design.name(id), id, 63);
        let auth = if noun.iam_auth { "AWS_IAM" } else { "NONE" };
        let tags = draft.tags(id, &home);
        draft.add(
            Resource::new(
                Key::of(id),
                "AWS::VpcLattice::ServiceNetwork",
                format!("{word}ServiceNetwork"),
                home.clone(),
            )
            .part(Part::Services)
            .property("Name", Value::text(name))
            .property("AuthType", auth)
            .list("Tags", tags),
        );
        let Some(network) = draft.id_of(id) else { continue };
        for association in &noun.associations {
            let of = draft.design.name(association.vpc);
            let Some(vpc) = draft.id_of(association.vpc) else {
                draft.left_out(id, format!("The association of {of} is left out: it is not in the code."));
                continue;
            };
            let groups = draft.ids_of(id, "security group", &association.security_groups);
            let name = format!("{word}{}ServiceNetworkAssociation", draft.word(association.vpc));
            let key = Key::role(id, association.vpc.to_string());
            let tags = draft.tags(id, &home);
            draft.add(
                Resource::new(key, "AWS::VpcLattice::ServiceNetworkVpcAssociation", name, home.clone())
                    .part(Part::Services)
                    .property("ServiceNetworkIdentifier", network.clone())
                    .property("VpcIdentifier", vpc)
                    .list("SecurityGroupIds", groups)
                    .list("Tags", tags),
            );
        }
        for each in &noun.services {
            service(draft, id, each, &network, home.clone());
        }
    }
}

fn service(draft: &mut Draft<'_>, id: ServiceNetworkId, each: &LatticeService, network: &Value, home: Home) {
    let name = lattice_name(&each.service, id, 40);
    let word = words(&name);
    let key = Key::role(id, format!("service {name}"));
    if draft.has_key(&key) {
        draft.left_out(id, format!("A second service {name} is left out."));
        return;
    }
    let tags = draft.tags(id, &home);
    draft.add(
        Resource::new(key.clone(), "AWS::VpcLattice::Service", format!("{word}LatticeService"), home.clone())
            .part(Part::Services)
            .property("Name", Value::text(name.clone()))
            .list("Tags", tags),
    );
    let Some(service) = draft.of(&key, super::value::Attribute::Ref) else { return };
    draft.add(
        Resource::new(
            Key::role(id, format!("service {name} association")),
            "AWS::VpcLattice::ServiceNetworkServiceAssociation",
            format!("{word}LatticeServiceAssociation"),
            home.clone(),
        )
        .part(Part::Services)
        .property("ServiceNetworkIdentifier", network.clone())
        .property("ServiceIdentifier", service.clone()),
    );
    let protocol = match each.protocol {
        ListenerProtocol::Https => "HTTPS",
        ListenerProtocol::Http => "HTTP",
        _ => {
            draft.left_out(id, format!("The listener of {name} is left out: a service listens with HTTPS or HTTP."));
            return;
        }
    };
    draft.left_out(id, format!("Workloads are not written: the listener of {name} answers 404 until it has targets."));
    let answer = Value::map([("FixedResponse", Value::map([("StatusCode", Value::Number(404))]))]);
    let port = each.port.filter(|port| *port > 0).map(|port| Value::Number(port.into()));
    draft.add(
        Resource::new(
            Key::role(id, format!("service {name} listener")),
            "AWS::VpcLattice::Listener",
            format!("{word}LatticeListener"),
            home,
        )
        .part(Part::Services)
        .property("ServiceIdentifier", service)
        .property("Protocol", protocol)
        .property_if("Port", port)
        .property("DefaultAction", answer),
    );
}
