//! Service networks of VPC Lattice: their services, and the VPCs whose clients may call them.

use std::collections::BTreeMap;

use super::account::{self, Account, Place};
use super::hcl::{Block, Body, Expr};
use super::home::import;
use super::network::Parts;
use super::object::{Object, keeps_its_name, keys, keys_among};
use super::sheet::Sheet;
use super::sight::Sight;
use crate::export::bundle::Notes;
use crate::export::naming::{Style, lattice_name};
use crate::model::kinds::{LatticeService, ListenerProtocol, ServiceNetwork as Noun};
use crate::model::{AccountId, Design, Kind, ServiceNetworkId, VpcId};

/// A service network.
#[derive(Clone, Debug)]
pub(super) struct ServiceNetwork {
    network: ServiceNetworkId,
    object: Object,
    /// An identifier, unique among service networks.
    pub(super) label: String,
    pub(super) place: Place,
    iam_auth: bool,
    /// The VPCs, each with the keys of its groups.
    vpcs: BTreeMap<VpcId, Vec<String>>,
    /// By name, which is unique in the network.
    services: BTreeMap<String, Option<Listener>>,
}

/// What a service listens with.
#[derive(Clone, Debug)]
struct Listener {
    protocol: &'static str,
    port: Option<u16>,
}

/// The longest names. <https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_CreateServiceNetwork.html>
const LONGEST_NETWORK: usize = 63;
const LONGEST_SERVICE: usize = 40;

/// Every service network that code can say. VPCs and their groups are there already.
pub(super) fn resolve(
    design: &Design,
    accounts: &BTreeMap<AccountId, Account>,
    parts: &Parts,
    notes: &mut Notes,
) -> Vec<ServiceNetwork> {
    let label_of = keys(design, Style::Identifier, design.of_kind(Kind::ServiceNetwork).map(|(id, _)| id));
    let mut networks = Vec::new();
    for (id, noun) in design.all::<Noun>() {
        let Some(place) = account::place(accounts, noun.account, &noun.region, id, notes) else { continue };
        let Some(label) = label_of.get(&id.into()) else { continue };
        let mut vpcs = BTreeMap::new();
        for association in &noun.associations {
            // Of another account it would need a share.
            let Some(vpc) = parts.vpcs.get(&association.vpc).filter(|vpc| vpc.place == place) else {
                let of = design.name(association.vpc);
                let text = format!("{of} is not associated: it is not in the code, or of another account or Region.");
                notes.left_out(id, text);
                continue;
            };
            let known = vpc.groups.iter().map(|it| &it.object);
            vpcs.insert(vpc.vpc, keys_among(design, id, &association.security_groups, known, notes));
        }
        let mut services = BTreeMap::new();
        for service in &noun.services {
            let name = lattice_name(&service.service, id, LONGEST_SERVICE);
            if services.contains_key(&name) {
                notes.left_out(id, format!("A second service {name} is left out."));
                continue;
            }
            services.insert(name.clone(), listener(id, service, &name, notes));
        }
        networks.push(ServiceNetwork {
            network: id,
            object: Object::of(design, id.into(), label, "sn", notes),
            label: label.clone(),
            place,
            iam_auth: noun.iam_auth,
            vpcs,
            services,
        });
    }
    networks
}

fn listener(id: ServiceNetworkId, service: &LatticeService, name: &str, notes: &mut Notes) -> Option<Listener> {
    let protocol = match service.protocol {
        ListenerProtocol::Https => "HTTPS",
        ListenerProtocol::Http => "HTTP",
        _ => {
            notes.left_out(id, format!("The listener of {name} is left out: a service listens with HTTPS or HTTP."));
            return None;
        }
    };
    let text = format!("Workloads are not written: the listener of {name} answers 404 until it has targets.");
    notes.left_out(id, text);
    Some(Listener { protocol, port: service.port.filter(|port| *port > 0) })
}

impl ServiceNetwork {
    /// The network, the VPCs whose clients may call it, and its services.
    pub(super) fn write(&self, sight: &mut Sight) -> Body {
        let mut body = Body::new();
        body.block(keeps_its_name(
            sight
                .resource("aws_vpclattice_service_network", &self.label, &self.place)
                .marked(self.network)
                .blank()
                .attribute("name", Expr::text(lattice_name(&self.label, self.network, LONGEST_NETWORK)))
                .attribute("auth_type", Expr::text(if self.iam_auth { "AWS_IAM" } else { "NONE" }))
                .attribute("tags", self.object.named_tags()),
        ));
        body.append(self.write_associations(sight)).append(self.write_services(sight));
        body
    }

    fn id(&self) -> Expr {
        Expr::code(format!("aws_vpclattice_service_network.{}.id", self.label))
    }

    fn write_associations(&self, sight: &mut Sight) -> Body {
        let mut body = Body::new();
        let network = sight.network;
        let mut sheet = Sheet::default();
        for (vpc, groups) in self.vpcs.iter().filter_map(|(id, groups)| Some((network.vpc(*id)?, groups))) {
            let id = Expr::code(format!("{}.id", sight.vpc(vpc)));
            let fields = [("vpc_identifier", Some(id)), ("security_group_ids", sight.group_ids(vpc, groups))];
            sheet.push(&vpc.object.key, self.network, fields);
        }
        if !sheet.is_empty() {
            let block = sight
                .resource("aws_vpclattice_service_network_vpc_association", &self.label, &self.place)
                .attribute("for_each", sheet.table())
                .blank()
                .attribute("service_network_identifier", self.id());
            body.block(sheet.arguments(block, &["vpc_identifier", "security_group_ids"]));
        }
        body
    }

    fn write_services(&self, sight: &mut Sight) -> Body {
        let mut body = Body::new();
        let label = &self.label;
        if self.services.is_empty() {
            return body;
        }
        let (mut services, mut listeners) = (Sheet::default(), Sheet::default());
        for (name, listener) in &self.services {
            services.push(name, self.network, []);
            if let Some(Listener { protocol, port }) = listener {
                let port = port.map(|port| Expr::Number(port.into()));
                listeners.push(name, self.network, [("protocol", Some(Expr::text(*protocol))), ("port", port)]);
            }
        }
        body.block(
            sight
                .resource("aws_vpclattice_service", label, &self.place)
                .attribute_if("for_each", services.bare())
                .blank()
                .attribute("name", Expr::code("each.key")),
        );
        body.block(
            sight
                .resource("aws_vpclattice_service_network_service_association", label, &self.place)
                .over(self.services.keys().cloned())
                .attribute("for_each", Expr::code(format!("aws_vpclattice_service.{label}")))
                .blank()
                .attribute("service_identifier", Expr::code("each.value.id"))
                .attribute("service_network_identifier", self.id()),
        );
        if !listeners.is_empty() {
            let service = format!("aws_vpclattice_service.{label}[each.key].id");
            let answer = Block::new("fixed_response").attribute("status_code", Expr::Number(404));
            let block = sight
                .resource("aws_vpclattice_listener", label, &self.place)
                .attribute("for_each", listeners.table())
                .blank()
                .attribute("name", Expr::code("each.key"))
                .attribute("service_identifier", Expr::code(service));
            let block = listeners.arguments(block, &["protocol", "port"]);
            body.block(block.block(Block::new("default_action").block(answer)));
        }
        body
    }

    /// `import` of the network, when it exists.
    pub(super) fn imports(&self) -> Body {
        let mut body = Body::new();
        if let Some(id) = &self.object.aws_id {
            body.block(import(&format!("aws_vpclattice_service_network.{}", self.label), id).marked(self.network));
        }
        body
    }
}
