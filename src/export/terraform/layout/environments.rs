//! One module, and a folder with a state of its own for each environment.

use super::super::account::Providers;
use super::super::environment::Folder;
use super::super::hcl::{Block, Body, Entry, Expr};
use super::super::home::Home;
use super::super::network::Network;
use super::super::object::tag_map;
use super::super::vpc::{ENVIRONMENT_TAG, Vpc, environment_tag};
use super::super::writer::Files;
use super::super::{
    egress_only_gateway, elastic_ip, endpoint, guard, internet_gateway, nat_gateway, network_acl, plan_test, route,
    route_table, security_group, settings, subnet, subnet_reservation, vpn_gateway,
};
use super::{connections, module};
use crate::export::Pace;
use crate::export::bundle::Notes;
use crate::export::options::Options;
use crate::model::{Design, Tags};

/// Writes the layout; are there `connections`?
pub(in super::super) async fn write(
    design: &Design,
    network: &Network,
    folders: &[Folder<'_>],
    options: &Options,
    pace: Pace<'_>,
    files: &mut Files,
    notes: &mut Notes,
) -> bool {
    let share = |number: usize| 0.8 * number as f32 / folders.len().max(1) as f32;
    for (number, folder) in folders.iter().enumerate() {
        let pace = pace.part(share(number), share(number + 1));
        environment(design, network, folder, options, pace, files, notes).await;
    }
    let joins = connections::write(network, options, pace.part(0.8, 1.0), files).await;
    module::write(options, files);
    files.script("guard.sh", guard::script(network, folders, joins));
    joins
}

async fn environment(
    design: &Design,
    network: &Network,
    folder: &Folder<'_>,
    options: &Options,
    pace: Pace<'_>,
    files: &mut Files,
    notes: &mut Notes,
) {
    let path = folder.path();
    let providers = Providers::new(&network.accounts, folder.places());
    let (mut main, mut imports) = (Body::new(), Body::new());
    let mut networks = Vec::new();
    main.comment("Made by cidraw. Keys are names: a new zone or tier adds resources and touches no other.").blank();
    for (number, (vpc, call)) in folder.vpcs.iter().enumerate() {
        pace.part(0.0, 0.6).done(number, folder.vpcs.len()).await;
        main.block(module_call(vpc, call, &providers));
        if options.protect && folder.production {
            main.blank().comment("A plan that would destroy or replace the VPC or one of its elastic IPs fails here.");
            main.block(protection(vpc, call));
        }
        networks.push(Entry::tag(call, Expr::code(format!("module.{call}"))));
        if options.import_blocks {
            imports.append(import_blocks(network, vpc, call, notes));
        }
    }
    for spare in folder.spare_ips {
        main.block(elastic_ip::spare(spare, providers.reference(&spare.place)));
        if let Some(block) = elastic_ip::spare_import(spare).filter(|_| options.import_blocks) {
            imports.block(block);
        }
    }
    let mut outputs = Body::new();
    if !networks.is_empty() {
        outputs.block(
            Block::new("output")
                .label("networks")
                .attribute("description", Expr::text("The ids and blocks of each network"))
                .attribute("value", Expr::Table(networks)),
        );
    }
    let mut tags = Tags::new();
    tags.extend(network.default_tags.clone());
    tags.extend(folder.environment.map(|id| (ENVIRONMENT_TAG.to_owned(), environment_tag(design, id))));
    pace.done(6, 10).await;
    files.hcl(format!("{path}/main.tf"), &main);
    pace.done(9, 10).await;
    files.hcl(format!("{path}/imports.tf"), &imports);
    files.hcl(format!("{path}/outputs.tf"), &outputs);
    files.hcl(format!("{path}/providers.tf"), &providers.write(&tags));
    files.hcl(format!("{path}/versions.tf"), &settings::versions(options));
    files.hcl(format!("{path}/backend.tf"), &settings::backend(options, &folder.key));
    if options.tests && !folder.vpcs.is_empty() {
        files.hcl(format!("{path}/tests/addresses.tftest.hcl"), &plan_test::addresses(network, folder, &providers));
    }
}

/// The call of the module for a VPC, with every value literal.
fn module_call(vpc: &Vpc, call: &str, providers: &Providers) -> Block {
    let provider = providers.reference(&vpc.place).map(|reference| Expr::Map(vec![Entry::word("aws", reference)]));
    let tags = (!vpc.object.tags.is_empty()).then(|| tag_map(&vpc.object.tags));
    let secondary = (!vpc.secondary.is_empty()).then(|| Expr::texts(vpc.secondary.iter().map(ToString::to_string)));
    let flag = |on: bool, value: bool| on.then(|| Expr::from(value));
    let mut block = Block::new("module")
        .label(call)
        .marked(vpc.vpc)
        .attribute("source", Expr::text("../../modules/network"))
        .attribute_if("providers", provider)
        .blank()
        .attribute("name", Expr::text(&vpc.object.name))
        .attribute("cidr_block", Expr::shown(vpc.cidr))
        .attribute_if("secondary_cidr_blocks", secondary)
        .attribute_if("ipv6", flag(vpc.ipv6.is_some(), true))
        .attribute_if("dns_support", flag(!vpc.dns_support, false))
        .attribute_if("dns_hostnames", flag(vpc.dns_hostnames, true))
        .attribute_if("tenancy", vpc.dedicated.then(|| Expr::text("dedicated")))
        .attribute_if("tags", tags);
    for (name, argument) in [
        ("subnets", subnet::argument(vpc)),
        ("subnet_reservations", subnet_reservation::argument(vpc)),
        ("egress_only_gateways", egress_only_gateway::argument(vpc)),
        ("elastic_ips", elastic_ip::argument(vpc)),
        ("nat_gateways", nat_gateway::argument(vpc)),
        ("regional_nat_gateways", nat_gateway::regional_argument(vpc)),
        ("route_tables", route_table::argument(vpc)),
        ("network_acls", network_acl::argument(vpc)),
        ("security_groups", security_group::argument(vpc)),
        ("endpoints", endpoint::argument(vpc)),
    ] {
        if let Some(argument) = argument {
            block = block.blank().attribute(name, argument);
        }
    }
    block = block.blank().attribute_if("main_route_table", route_table::main_argument(vpc));
    let single = [internet_gateway::argument(vpc), vpn_gateway::argument(vpc), network_acl::main_argument(vpc)];
    single.into_iter().flatten().fold(block, Block::entry)
}

/// `prevent_destroy` cannot be chosen by a variable, and the module serves all environments. So each thing to be kept has
/// a companion here: whatever destroys or replaces the thing must replace the companion, which is forbidden.
fn protection(vpc: &Vpc, call: &str) -> Block {
    let all = Expr::Lines(vec![
        "merge(".to_owned(),
        format!("  {{ vpc = module.{call}.vpc_id }},"),
        format!("  {{ for key, it in module.{call}.elastic_ips : \"elastic_ip ${{key}}\" => it.id }}"),
        ")".to_owned(),
    ]);
    let addresses = vpc.elastic_ips.iter().map(|eip| format!("elastic_ip {}", eip.object.key));
    Block::resource("terraform_data", &format!("{call}_protected"))
        .over(std::iter::once("vpc".to_owned()).chain(addresses))
        .attribute("for_each", all)
        .blank()
        .attribute("triggers_replace", Expr::code("each.value"))
        .block(Block::new("lifecycle").attribute("prevent_destroy", Expr::from(true)))
}

fn import_blocks(network: &Network, vpc: &Vpc, call: &str, notes: &mut Notes) -> Body {
    let home = Home::Module { name: call.to_owned() };
    let mut body = vpc.imports(&home, notes);
    body.append(subnet::imports(vpc, &home))
        .append(internet_gateway::imports(vpc, &home))
        .append(elastic_ip::imports(vpc, &home))
        .append(nat_gateway::imports(vpc, &home))
        .append(route_table::imports(vpc, &home))
        .append(route::imports(vpc, network, &home, |route| route.is_inside(vpc)))
        .append(egress_only_gateway::imports(vpc, &home))
        .append(vpn_gateway::imports(vpc, &home))
        .append(network_acl::imports(vpc, &home))
        .append(security_group::imports(vpc, &home))
        .append(endpoint::imports(vpc, &home, Some(true)));
    body
}
