//! Endpoint services, endpoint sets, managed prefix lists, link-local services, demands, names.

use std::net::Ipv4Addr;

use cidraw::aws::demand::{SERVICE_DEMANDS, service_demand};
use cidraw::aws::hostname::{endpoint_dns_name, private_dns_name};
use cidraw::aws::services::{
    ENDPOINT_SETS, GATEWAY_SERVICES, INTERFACE_SERVICES, LINK_LOCAL_SERVICES, MANAGED_PREFIX_LISTS, ServiceGroup,
    interface_service, managed_prefix_list,
};

use crate::{reference, rows};

#[test]
fn interface_services_agree_with_the_reference() {
    let Some(facts) = reference("aws-facts.toml") else {
        return;
    };
    let rows = rows(&facts, "interface_endpoint_service");
    assert_eq!(rows.len(), INTERFACE_SERVICES.len());
    for row in rows {
        let id = row.text("id");
        let ours = interface_service(id).unwrap_or_else(|| panic!("no service {id}"));
        assert_eq!(ours.service_name("{region}"), row.text("service_name"));
        assert_eq!(ours.name, row.text("name"), "{id}");
        let group = match ours.group {
            ServiceGroup::MachineLearning => "ml".to_string(),
            group => format!("{group:?}").to_lowercase(),
        };
        assert_eq!(group, row.text("group"), "{id}");
    }
}

#[test]
fn gateway_services_agree_with_the_reference() {
    let Some(facts) = reference("aws-facts.toml") else {
        return;
    };
    let rows = rows(&facts, "gateway_endpoint_service");
    assert_eq!(rows.len(), GATEWAY_SERVICES.len());
    for (row, ours) in rows.iter().zip(GATEWAY_SERVICES) {
        assert_eq!(ours.id, row.text("id"));
        assert_eq!(ours.service_name("{region}"), row.text("service_name"));
        assert_eq!(ours.service_name("{region}"), row.text("prefix_list"));
        assert_eq!(ours.ipv6, row.flag("ipv6"), "{}", ours.id);
        assert_eq!(ours.source, row.page(), "{}", ours.id);
    }
}

#[test]
fn endpoint_sets_agree_with_the_reference() {
    let Some(facts) = reference("aws-facts.toml") else {
        return;
    };
    let rows = rows(&facts, "endpoint_set");
    assert_eq!(rows.len(), ENDPOINT_SETS.len());
    for (row, ours) in rows.iter().zip(ENDPOINT_SETS) {
        assert_eq!(ours.id, row.text("id"));
        assert_eq!(ours.interface, row.texts("interface"), "{}", ours.id);
        assert_eq!(ours.gateway, row.texts("gateway"), "{}", ours.id);
    }
}

#[test]
fn managed_prefix_lists_agree_with_the_reference() {
    let Some(facts) = reference("aws-facts.toml") else {
        return;
    };
    let rows = rows(&facts, "managed_prefix_list");
    assert_eq!(rows.len(), MANAGED_PREFIX_LISTS.len());
    for (row, ours) in rows.iter().zip(MANAGED_PREFIX_LISTS) {
        let pattern = row.text("name");
        assert_eq!(ours.name("{region}"), pattern);
        assert_eq!(i64::from(ours.weight), row.number("weight"), "{pattern}");
        let name = pattern.replace("{region}", "eu-west-1");
        assert_eq!(managed_prefix_list(&name), Some(ours), "{name}");
    }
}

#[test]
fn link_local_services_agree_with_the_reference() {
    let Some(facts) = reference("aws-facts.toml") else {
        return;
    };
    let rows = rows(&facts, "link_local_service");
    assert_eq!(rows.len(), LINK_LOCAL_SERVICES.len());
    for (row, ours) in rows.iter().zip(LINK_LOCAL_SERVICES) {
        assert_eq!(ours.address, row.text("address"));
        let family = if ours.address.contains(':') { "ipv6" } else { "ipv4" };
        assert_eq!(family, row.text("family"), "{}", ours.address);
        assert_eq!(ours.source, row.page(), "{}", ours.address);
    }
}

#[test]
fn service_demands_agree_with_the_reference() {
    let Some(facts) = reference("aws-facts.toml") else {
        return;
    };
    let rows = rows(&facts, "service_demand");
    assert_eq!(rows.len(), SERVICE_DEMANDS.len());
    for row in rows {
        let service = row.text("service");
        let ours = service_demand(service).unwrap_or_else(|| panic!("no demand {service}"));
        let numbers = [
            i64::from(ours.min_zones),
            i64::from(ours.min_free_addresses),
            i64::from(ours.recommended_free_addresses),
            i64::from(ours.longest_prefix),
        ];
        let expected = ["min_azs", "min_free_ips_per_subnet", "recommended_free_ips", "min_prefix"];
        assert_eq!(numbers, expected.map(|key| row.number(key)), "{service}");
        assert_eq!(ours.source, row.page(), "{service}");
        assert_eq!(ours.note.is_empty(), row.text("note").is_empty(), "{service}");
    }
}

#[test]
fn names_follow_the_patterns_of_the_reference() {
    let Some(facts) = reference("aws-facts.toml") else {
        return;
    };
    let address = Ipv4Addr::new(10, 20, 30, 40);
    let endpoint = |zone| endpoint_dns_name("{vpce-id}", "{suffix}", zone, "{service}", "{region}");
    let rows = rows(&facts, "hostname_pattern");
    assert_eq!(rows.len(), 4);
    for row in rows {
        let ours = match row.text("kind") {
            "private-dns-us-east-1" => private_dns_name(address, "us-east-1"),
            "private-dns-other" => private_dns_name(address, "{region}"),
            "interface-endpoint-regional" => endpoint(None),
            "interface-endpoint-zonal" => endpoint(Some("{az}")),
            other => panic!("name {other}"),
        };
        let mut expected = row.text("pattern").to_string();
        for (letter, octet) in [("{a}", "10"), ("{b}", "20"), ("{c}", "30"), ("{d}", "40")] {
            expected = expected.replace(letter, octet);
        }
        assert_eq!(ours, expected);
    }
}
