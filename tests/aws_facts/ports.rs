//! Protocols, ICMP messages, ephemeral ports, presets.

use cidraw::aws::ports::{Client, EPHEMERAL_RANGES, ICMP, ICMPV6, PORT_PRESETS, PROTOCOLS, ephemeral_range};

use crate::{reference, rows};

#[test]
fn protocols_agree_with_the_reference() {
    let Some(facts) = reference("aws-facts.toml") else {
        return;
    };
    let rows = rows(&facts, "protocol");
    assert_eq!(rows.len(), PROTOCOLS.len());
    for (row, ours) in rows.iter().zip(PROTOCOLS) {
        assert_eq!(i64::from(ours.number), row.number("number"));
        assert_eq!(ours.name, row.text("name"));
        assert_eq!(ours.has_ports, row.flag("ports"), "{}", ours.name);
    }
}

#[test]
fn icmp_messages_agree_with_the_reference() {
    let Some(facts) = reference("aws-facts.toml") else {
        return;
    };
    for (family, ours) in [("ipv4", ICMP), ("ipv6", ICMPV6)] {
        let rows: Vec<_> = rows(&facts, "icmp")
            .into_iter()
            .filter(|row| row.text("family") == family)
            .map(|row| (row.number("type"), row.number("code"), row.text("name")))
            .collect();
        let ours: Vec<_> = ours.iter().map(|it| (i64::from(it.kind), it.code.map_or(-1, i64::from), it.name)).collect();
        assert_eq!(ours, rows, "{family}");
    }
}

#[test]
fn ephemeral_ranges_agree_with_the_reference() {
    let Some(facts) = reference("aws-facts.toml") else {
        return;
    };
    let rows = rows(&facts, "ephemeral_range");
    assert_eq!(rows.len(), EPHEMERAL_RANGES.len());
    for row in rows {
        let client = match row.text("client") {
            "linux" => Client::Linux,
            "windows-server-2008+" => Client::WindowsServer2008,
            "windows-server-2003" => Client::WindowsServer2003,
            "elastic-load-balancing" => Client::ElasticLoadBalancing,
            "nat-gateway" => Client::NatGateway,
            "lambda" => Client::Lambda,
            "any" => Client::Any,
            other => panic!("client {other}"),
        };
        let ours = ephemeral_range(client);
        assert_eq!(i64::from(ours.from), row.number("from_port"), "{client:?}");
        assert_eq!(i64::from(ours.to), row.number("to_port"), "{client:?}");
    }
}

#[test]
fn port_presets_agree_with_the_reference() {
    let Some(facts) = reference("aws-facts.toml") else {
        return;
    };
    let rows = rows(&facts, "port_preset");
    assert_eq!(rows.len(), PORT_PRESETS.len());
    for (row, ours) in rows.iter().zip(PORT_PRESETS) {
        assert_eq!(ours.id, row.text("id"));
        let rules: Vec<_> = ours.rules.iter().map(ToString::to_string).collect();
        assert_eq!(rules, row.texts("rules"), "{}", ours.id);
        assert_eq!(format!("{:?}", ours.group).to_lowercase(), row.text("group"), "{}", ours.id);
        assert_eq!(ours.is_admin(), row.flag("admin"), "{}", ours.id);
        assert_eq!(ours.is_data(), row.flag("data"), "{}", ours.id);
    }
}
