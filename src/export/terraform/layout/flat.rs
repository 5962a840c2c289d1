//! One folder, one state: a file a noun, one resource block for each noun of a VPC.

use super::super::account::Providers;
use super::super::hcl::{Block, Body, Entry, Expr};
use super::super::home::Home;
use super::super::network::Network;
use super::super::object::{Object, tag_map};
use super::super::sight::Sight;
use super::super::vpc::Vpc;
use super::super::writer::Files;
use super::super::{
    egress_only_gateway, elastic_ip, endpoint, internet_gateway, nat_gateway, network_acl, route, route_table,
    security_group, settings, subnet, subnet_reservation, vpn_gateway,
};
use super::joined;
use crate::export::Pace;
use crate::export::bundle::Notes;
use crate::export::options::Options;
use crate::model::Tags;

/// A VPC in the flat layout: what all its resource blocks have in common.
pub(in super::super) struct Flat<'a> {
    pub(in super::super) vpc: &'a Vpc,
    pub(in super::super) environment: Tags,
    pub(in super::super) protect: bool,
    provider: Option<Expr>,
}

impl Flat<'_> {
    /// `resource "kind" "label"` in the VPC's account and Region.
    pub(in super::super) fn resource(&self, kind: &str) -> Block {
        Block::resource(kind, &self.vpc.label).attribute_if("provider", self.provider.clone())
    }

    /// The same for those of a kind that share no argument with the others: `resource "kind" "label__sort"`.
    pub(in super::super) fn sort_of_resource(&self, kind: &str, sort: &str) -> Block {
        let label = format!("{}{sort}", self.vpc.label);
        Block::resource(kind, &label).attribute_if("provider", self.provider.clone())
    }

    /// The tags of a single object.
    pub(in super::super) fn tags(&self, object: &Object) -> Expr {
        let mut tags = self.environment.clone();
        tags.extend(object.tags.clone());
        let mut entries = vec![Entry::word("Name", Expr::text(&object.name))];
        if let Expr::Map(rest) = tag_map(&tags) {
            entries.extend(rest);
        }
        Expr::Map(entries)
    }
}

/// Writes the layout.
pub(in super::super) async fn write(
    network: &Network,
    options: &Options,
    pace: Pace<'_>,
    files: &mut Files,
    notes: &mut Notes,
) {
    let providers = Providers::new(&network.accounts, network.places());
    let (mut vpcs, mut subnets, mut gateways, mut routes) = (Body::new(), Body::new(), Body::new(), Body::new());
    let (mut filters, mut endpoints, mut imports, mut outputs) = (Body::new(), Body::new(), Body::new(), Body::new());
    let mut sight = Sight::new(network, &providers, false);
    for (number, vpc) in network.vpcs.iter().enumerate() {
        pace.part(0.0, 0.5).done(number, network.vpcs.len()).await;
        let flat = Flat {
            vpc,
            environment: vpc.environment_tags.clone(),
            protect: options.protect,
            provider: providers.reference(&vpc.place),
        };
        vpcs.append(vpc.flat(&flat));
        subnets.append(subnet::flat(&flat)).append(subnet_reservation::flat(&flat));
        gateways.append(internet_gateway::flat(&flat)).append(egress_only_gateway::flat(&flat));
        gateways.append(elastic_ip::flat(&flat)).append(nat_gateway::flat(&flat)).append(vpn_gateway::flat(&flat));
        routes.append(route_table::flat(&flat)).append(subnet::flat_associations(&flat));
        routes.append(route_table::flat_edges(&flat)).append(vpn_gateway::flat_propagation(&flat));
        routes.append(route::write(vpc, &mut sight, false));
        filters.append(security_group::flat(&flat)).append(security_group::rules(vpc, &mut sight, false));
        filters.append(network_acl::flat(&flat));
        endpoints.append(endpoint::write(vpc, &mut sight, true));
        outputs.append(output(vpc));
        if options.import_blocks {
            imports.append(import_blocks(network, vpc, notes));
        }
    }
    for spare in &network.shared.spare_ips {
        gateways.block(elastic_ip::spare(spare, providers.reference(&spare.place)));
        if let Some(block) = elastic_ip::spare_import(spare).filter(|_| options.import_blocks) {
            imports.block(block);
        }
    }
    let joined = joined::write(&mut sight, pace.part(0.5, 0.6)).await;
    if options.import_blocks {
        imports.append(joined.imports);
    }

    let nouns = [
        ("vpc.tf", &vpcs),
        ("subnets.tf", &subnets),
        ("gateways.tf", &gateways),
        ("routes.tf", &routes),
        ("filters.tf", &filters),
        ("endpoints.tf", &endpoints),
    ];
    for (number, (path, body)) in nouns.into_iter().enumerate() {
        pace.part(0.6, 0.9).done(number, nouns.len()).await;
        files.hcl(path, body);
    }
    for (number, (name, body)) in joined.files.iter().enumerate() {
        pace.part(0.9, 1.0).done(number, joined.files.len()).await;
        files.hcl(format!("{name}.tf"), body);
    }
    files.hcl("lookups.tf", &sight.lookups());
    files.hcl("imports.tf", &imports);
    files.hcl("outputs.tf", &outputs);
    files.hcl("providers.tf", &providers.write(&network.default_tags));
    files.hcl("versions.tf", &settings::versions(options));
    files.hcl("backend.tf", &settings::backend(options, ""));
}

/// What other code may need of a VPC.
fn output(vpc: &Vpc) -> Body {
    let label = &vpc.label;
    let map = |kind: &str| Expr::code(format!("{{ for key, it in {kind}.{label} : key => it.id }}"));
    let mut fields = vec![Entry::word("vpc_id", Expr::code(format!("aws_vpc.{label}.id")))];
    if !vpc.subnets.is_empty() {
        fields.push(Entry::word("subnet_ids", map("aws_subnet")));
    }
    if !vpc.tables.is_empty() {
        fields.push(Entry::word("route_table_ids", map("aws_route_table")));
    }
    if !vpc.groups.is_empty() {
        fields.push(Entry::word("security_group_ids", map("aws_security_group")));
    }
    if !vpc.elastic_ips.is_empty() {
        let code = format!("{{ for key, it in aws_eip.{label} : key => it.public_ip }}");
        fields.push(Entry::word("public_ips", Expr::code(code)));
    }
    let mut body = Body::new();
    body.block(
        Block::new("output")
            .label(label)
            .attribute("description", Expr::text(format!("The ids of {}", vpc.object.name)))
            .attribute("value", Expr::Table(fields)),
    );
    body
}

fn import_blocks(network: &Network, vpc: &Vpc, notes: &mut Notes) -> Body {
    let home = Home::Flat { label: vpc.label.clone() };
    let mut body = vpc.imports(&home, notes);
    body.append(subnet::imports(vpc, &home))
        .append(internet_gateway::imports(vpc, &home))
        .append(elastic_ip::imports(vpc, &home))
        .append(nat_gateway::imports(vpc, &home))
        .append(route_table::imports(vpc, &home))
        .append(route::imports(vpc, network, &home, |_| true))
        .append(egress_only_gateway::imports(vpc, &home))
        .append(vpn_gateway::imports(vpc, &home))
        .append(network_acl::imports(vpc, &home))
        .append(security_group::imports(vpc, &home))
        .append(endpoint::imports(vpc, &home, None));
    body
}
