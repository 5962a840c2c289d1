//! The templates are files as cidraw writes them, and nothing in them is wrong.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use cidraw::addressing::usable_addresses;
use cidraw::analysis::Analyses;
use cidraw::format::{load, save};
use cidraw::model::kinds::*;
use cidraw::model::{Design, VpcId};
use cidraw::rules::Severity;
use cidraw::scene::Layout;

fn templates() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/templates");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<_> = files
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    all.sort();
    all
}

#[test]
fn every_template_is_written_as_cidraw_writes_it_and_has_neither_errors_nor_warnings() {
    assert!(!templates().is_empty());
    for (name, text) in templates() {
        assert!(name.ends_with(".cidraw.json"), "{name}");
        let loaded = load(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(loaded.notes, [], "{name}");
        assert!(save(&loaded.design) == text, "{name} is not in the layout that cidraw writes: run cidraw fmt on it");
        let analyses = Analyses::new(&loaded.design);
        let wrong: Vec<_> =
            analyses.findings().filter(|f| f.severity != Severity::Advice).map(|f| &f.message).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:?}");
    }
}

#[test]
fn the_vpcs_of_a_template_are_drawn_apart() {
    for (name, text) in templates() {
        let design = load(&text).unwrap().design;
        let layout = Layout::new(&design);
        let boxes: Vec<_> = design.all::<Vpc>().filter_map(|(id, _)| layout.rect(id)).collect();
        assert_eq!(boxes.len(), design.all::<Vpc>().count(), "{name}");
        for (n, a) in boxes.iter().enumerate() {
            assert!(boxes[..n].iter().all(|b| !a.inflate(40.0).intersects(*b)), "{name}: {a:?}");
        }
    }
}

fn three_environments() -> Design {
    let (_, text) = templates().into_iter().find(|(name, _)| name == "three-environments.cidraw.json").unwrap();
    load(&text).unwrap().design
}

#[test]
fn three_environments_have_four_zones_two_tiers_and_a_nat_gateway_in_each_zone() {
    let design = three_environments();
    let mut names: Vec<String> = design.all::<Vpc>().map(|(id, _)| design.name(id)).collect();
    names.sort();
    assert_eq!(names, ["development", "production", "shared", "staging"]);
    for (vpc, fields) in design.all::<Vpc>() {
        let environment = fields.environment.expect("each VPC is in its environment");
        assert_eq!(design.name(environment), design.name(vpc));
        let subnets: Vec<_> = design.referring::<Subnet>(vpc).collect();
        assert_eq!((subnets.len(), design.referring::<Tier>(vpc).count()), (8, 2));
        let zones: BTreeSet<_> = subnets.iter().map(|(_, subnet)| subnet.zone.as_str()).collect();
        assert_eq!(Vec::from_iter(zones), ["us-west-2a", "us-west-2b", "us-west-2c", "us-west-2d"]);
        let nats: usize = subnets.iter().map(|(id, _)| design.referring::<NatGateway>(*id).count()).sum();
        assert_eq!(nats, 4);
        if design.name(vpc) != "shared" {
            let usable: BTreeSet<_> =
                subnets.iter().map(|(_, subnet)| usable_addresses(subnet.ipv4_block().unwrap())).collect();
            assert_eq!(Vec::from_iter(usable), [8_187]);
        }
        assert_eq!(design.referring::<RouteTable>(vpc).count(), 5);
    }
    assert_eq!(design.all::<ElasticIp>().count(), 16);
}

#[test]
fn three_environments_are_joined_to_shared_services_only_with_routes_both_ways() {
    let design = three_environments();
    let named = |name: &str| design.all::<Vpc>().map(|(id, _)| id).find(|id| design.name(*id) == name).unwrap();
    let shared = named("shared");
    let peerings: Vec<_> = design.all::<Peering>().collect();
    let joined: BTreeSet<VpcId> = peerings.iter().filter_map(|(_, peering)| peering.other_end(shared)).collect();
    assert_eq!(joined, ["production", "staging", "development"].into_iter().map(named).collect());
    assert_eq!(peerings.len(), 3);
    for (id, peering) in peerings {
        for (here, there) in [(peering.requester, peering.accepter), (peering.accepter, peering.requester)] {
            let block = design.get(there).unwrap().ipv4_blocks().next().unwrap();
            for (_, table) in design.referring::<RouteTable>(here) {
                assert!(table.routes.contains(&Route::new(block, id)));
            }
        }
    }
}
