//! Endpoint services: what endpoints of other VPCs lead to.

use std::collections::BTreeMap;

use super::account::{self, Account, Place};
use super::hcl::{Body, Expr};
use super::home::import;
use super::network::Parts;
use super::object::{Object, keys};
use super::sight::Sight;
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::{Balancer, EndpointService as Noun};
use crate::model::{AccountId, Design, EndpointServiceId, Kind, LoadBalancerId};

/// An endpoint service.
#[derive(Clone, Debug)]
pub(super) struct EndpointService {
    pub(super) service: EndpointServiceId,
    object: Object,
    /// An identifier, unique among endpoint services.
    pub(super) label: String,
    pub(super) place: Place,
    balancers: Vec<LoadBalancerId>,
    is_gateway: bool,
    acceptance: bool,
    principals: Vec<String>,
    private_name: String,
}

/// Every endpoint service that code can say. Load balancers are there already.
pub(super) fn resolve(
    design: &Design,
    accounts: &BTreeMap<AccountId, Account>,
    parts: &Parts,
    notes: &mut Notes,
) -> Vec<EndpointService> {
    let label_of = keys(design, Style::Identifier, design.of_kind(Kind::EndpointService).map(|(id, _)| id));
    let mut services = Vec::new();
    for (id, noun) in design.all::<Noun>() {
        let Some(place) = account::place(accounts, noun.account, &noun.region, id, notes) else { continue };
        let found: Vec<_> =
            parts.shared.balancers.iter().filter(|it| noun.load_balancers.contains(&it.balancer)).collect();
        for gone in noun.load_balancers.iter().filter(|id| found.iter().all(|it| it.balancer != **id)) {
            notes.left_out(id, format!("The load balancer {} is left out: it is not in the code.", design.name(*gone)));
        }
        let is_gateway = found.iter().any(|it| it.sort == Balancer::Gateway);
        let fits = |sort: Balancer| if is_gateway { sort == Balancer::Gateway } else { sort == Balancer::Network };
        if found.is_empty() || !found.iter().all(|it| fits(it.sort)) {
            notes.left_out(id, "The endpoint service is left out: it stands before Network Load Balancers or before Gateway Load Balancers.");
            continue;
        }
        let Some(label) = label_of.get(&id.into()) else { continue };
        services.push(EndpointService {
            service: id,
            object: Object::of(design, id.into(), label, "vpce-svc", notes),
            label: label.clone(),
            place,
            balancers: found.iter().map(|it| it.balancer).collect(),
            is_gateway,
            acceptance: noun.acceptance_required,
            principals: principals(id, noun, notes),
            private_name: noun.private_dns_name.clone(),
        });
    }
    services
}

/// Who may connect, each once: `*` or an ARN.
/// <https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html>
pub(in crate::export) fn principals(id: EndpointServiceId, noun: &Noun, notes: &mut Notes) -> Vec<String> {
    let mut principals: Vec<String> = Vec::new();
    for principal in &noun.allowed_principals {
        if principal != "*" && !principal.starts_with("arn:aws") {
            notes.left_out(id, format!("\"{principal}\" is left out: it is not the ARN of a principal."));
        } else if !principals.contains(principal) {
            principals.push(principal.clone());
        }
    }
    principals.sort_unstable();
    principals
}

impl EndpointService {
    /// The service.
    pub(super) fn write(&self, sight: &mut Sight) -> Body {
        let found = sight.network.shared.balancers.iter().filter(|it| self.balancers.contains(&it.balancer));
        let arns = Expr::List(found.map(|it| Expr::code(format!("aws_lb.{}.arn", it.label))).collect());
        let argument = if self.is_gateway { "gateway_load_balancer_arns" } else { "network_load_balancer_arns" };
        let principals = (!self.principals.is_empty()).then(|| Expr::texts(self.principals.iter().cloned()));
        let name = (!self.private_name.is_empty()).then(|| Expr::text(&self.private_name));
        let mut body = Body::new();
        body.block(
            sight
                .resource("aws_vpc_endpoint_service", &self.label, &self.place)
                .marked(self.service)
                .blank()
                .attribute("acceptance_required", Expr::from(self.acceptance))
                .attribute(argument, arns)
                .attribute_if("allowed_principals", principals)
                .attribute_if("private_dns_name", name)
                .attribute("tags", self.object.named_tags()),
        );
        body
    }

    /// `import` of the service, when it exists.
    pub(super) fn imports(&self) -> Body {
        let mut body = Body::new();
        if let Some(id) = &self.object.aws_id {
            body.block(import(&format!("aws_vpc_endpoint_service.{}", self.label), id).marked(self.service));
        }
        body
    }
}
