use crate::model::{Edit, Entity, EntityId, Kind, OnDelete, Ref};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// An object names another that is not in the design.
    ///
    /// ## Why it matters
    /// Usually the other object was deleted by hand in a file, or the file holds only a part of a network. Code that is
    /// exported from it would name a resource that does not exist, and everything that depends on the name is guesswork.
    ///
    /// ## What to do
    /// Choose something that is there, or draw what is missing. What cannot exist without its owner (a subnet without its
    /// VPC) can only be deleted.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 environment=gone
    /// ```
    /// ```design,clean
    /// environment prod
    /// vpc main 10.20.0.0/16 environment=prod
    /// ```
    "reference/dangling" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"],
        each_of: [Environment, AddressPool, Vpc, Tier, Subnet, RouteTable, InternetGateway, NatGateway, ElasticIp, Peering, SubnetReservation, PrefixList, EgressOnlyGateway, VpnGateway, CustomerGateway, VpnConnection, DirectConnectGateway, TransitGateway, TransitGatewayAttachment, TransitGatewayRouteTable, Endpoint, EndpointService, SecurityGroup, NetworkAcl, Workload, LoadBalancer, ServiceNetwork, TrafficMirrorSession, ResolverEndpoint, PrivateZone, Assertion, Comment],
    }
}

fn check(cx: &Context<'_>, id: EntityId, entity: &Entity, found: &mut Findings) {
    let mut named: Vec<Ref> = Vec::new();
    entity.body.visit_refs(&mut |r| named.push(r));
    for r in named {
        // A route without its target is the finding of another rule.
        let of_route = id.kind == Kind::RouteTable && r.field == "routes";
        if of_route || cx.exists(r.target) {
            continue;
        }
        let name = cx.name(id);
        let message = format!(
            "{name} names the {} {} as its {}, which is not in the design.",
            r.target.kind.title(),
            r.target,
            one(&r.field.replace('_', " ")),
        );
        let finding = found.at(id, message).field(r.field);
        // A public NAT gateway without its elastic IP is no better.
        if r.on_delete == OnDelete::LetsGo && id.kind != Kind::NatGateway {
            let target = r.target;
            finding.fix(Fix::new(
                format!("Let {name} go without it"),
                Safety::NeedsChoice,
                [Edit::change_entity(id, move |entity| entity.body.forget(target))],
            ));
        }
    }
}

/// A field of several, in the singular: "elastic ips" is "elastic ip", "zone addresses" is "zone address".
fn one(field: &str) -> &str {
    field.strip_suffix("sses").map_or_else(|| field.trim_end_matches('s'), |stem| &field[..stem.len() + 2])
}
