//! `connections`: what joins VPCs of different states, in a state of its own. VPCs and route tables are looked up by tag,
//! so the folder needs no access to the states of the environments, only to their accounts.

use std::collections::BTreeSet;

use super::super::account::Providers;
use super::super::hcl::{Block, Body, Entry, Expr};
use super::super::home::Home;
use super::super::network::Network;
use super::super::peering::{self, Ends};
use super::super::vpc::Vpc;
use super::super::writer::Files;
use super::super::{route, settings};
use super::environments::is_inside;
use crate::export::options::Options;
use crate::model::{Design, VpcId};

/// The folder.
pub(in super::super) const FOLDER: &str = "connections";

/// Writes the folder; nothing when nothing is joined.
pub(super) fn write(design: &Design, network: &Network, options: &Options, files: &mut Files) {
    let joined: BTreeSet<VpcId> = network.peerings.iter().flat_map(|p| [p.requester, p.accepter]).collect();
    if joined.is_empty() {
        return;
    }
    let vpcs: Vec<&Vpc> = network.vpcs.iter().filter(|vpc| joined.contains(&vpc.vpc)).collect();
    let providers = Providers::new(&network.accounts, vpcs.iter().map(|vpc| vpc.place.clone()));
    let (mut lookups, mut peerings, mut routes, mut imports) = (Body::new(), Body::new(), Body::new(), Body::new());
    lookups.comment("Made by the folders under envs, which are applied first.");
    for vpc in &vpcs {
        lookups.append(lookup(design, vpc, &providers));
        let block = Block::resource("aws_route", &vpc.label).attribute_if("provider", providers.reference(&vpc.place));
        let table = format!("data.aws_route_table.{}[each.value.route_table].id", vpc.label);
        routes.append(route::resource(block, &table, vpc, network, |target| !is_inside(target)));
        let home = Home::Flat { label: vpc.label.clone() };
        imports.append(route::imports(vpc, network, &home, |target| !is_inside(target)));
    }
    for peering in &network.peerings {
        let (Some(requester), Some(accepter)) = (network.vpc(peering.requester), network.vpc(peering.accepter)) else {
            continue;
        };
        peerings.append(peering.write(&Ends { requester, accepter, prefix: "data." }, &providers));
        imports.append(peering.imports(network.is_across(peering)));
    }
    lookups.append(peering::owners(network, &providers));

    let file = |name: &str| format!("{FOLDER}/{name}.tf");
    files.hcl(file("peering"), &peerings);
    files.hcl(file("routes"), &routes);
    files.hcl(file("lookups"), &lookups);
    if options.import_blocks {
        files.hcl(file("imports"), &imports);
    }
    files.hcl(file("providers"), &providers.write(&network.default_tags));
    files.hcl(file("versions"), &settings::versions(options));
    files.hcl(file("backend"), &settings::backend(options, FOLDER));
}

/// A VPC by its name, environment and block, and those of its tables that have a route to a peering, by name.
fn lookup(design: &Design, vpc: &Vpc, providers: &Providers) -> Body {
    let provider = providers.reference(&vpc.place);
    let (tag, value) = vpc.object.lookup_tag();
    let mut tags = vec![Entry::tag(tag, Expr::text(value))];
    tags.extend(vpc.environment_tags(design).iter().map(|(key, value)| Entry::tag(key, Expr::text(value))));
    let found =
        Block::new("data").label("aws_vpc").label(&vpc.label).attribute_if("provider", provider.clone()).blank();
    // One that exists has an id that stays.
    let found = match &vpc.object.aws_id {
        Some(id) => found.attribute("id", Expr::text(id)),
        None => found.attribute("cidr_block", Expr::shown(vpc.cidr)).attribute("tags", Expr::Map(tags)),
    };
    let mut body = Body::new();
    body.block(found);
    let tables = || vpc.tables.iter().filter(|table| table.routes.iter().any(|route| !is_inside(&route.target)));
    let rows: Vec<Entry> = tables()
        .map(|table| {
            let (tag, value) = table.object.lookup_tag();
            Entry::text(&table.object.key, Expr::Map(vec![Entry::tag(tag, Expr::text(value))]))
        })
        .collect();
    if !rows.is_empty() {
        body.block(
            Block::new("data")
                .label("aws_route_table")
                .label(&vpc.label)
                .attribute_if("provider", provider)
                .attribute("for_each", Expr::Table(rows))
                .blank()
                .attribute("vpc_id", Expr::code(format!("data.aws_vpc.{}.id", vpc.label)))
                .attribute("tags", Expr::code("each.value")),
        );
    }
    body
}
