//! Regions and zones.

use cidraw::aws::region::{REGIONS, ZONE_GAPS, ZoneMapping, region, zone_names};

use crate::{reference, rows};

fn sorted<T: Ord>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.into_iter().collect();
    items.sort();
    items
}

#[test]
fn regions_agree_with_the_reference() {
    let Some(facts) = reference("aws-facts.toml") else {
        return;
    };
    let rows = rows(&facts, "region");
    assert_eq!(rows.len(), REGIONS.len());
    for row in rows {
        let code = row.text("code");
        let ours = region(code).unwrap_or_else(|| panic!("no Region {code}"));
        assert_eq!(ours.name, row.text("name"), "{code}");
        assert_eq!(ours.partition.id(), row.text("partition"), "{code}");
        assert_eq!(ours.geography, row.text("geography"), "{code}");
        assert_eq!(ours.opt_in, row.flag("opt_in"), "{code}");
        assert_eq!(ours.confirmed, row.text("status") == "available", "{code}");
        assert_eq!(i64::from(ours.zone_count), row.number("az_count"), "{code}");
        let letters: Vec<_> = ours.zones.iter().map(|zone| zone.letter.to_string()).collect();
        assert_eq!(letters, row.texts("az_letters"), "{code}");
        let names: Vec<_> = letters.iter().map(|letter| format!("{code}{letter}")).collect();
        assert_eq!(zone_names(code), names);
        assert_eq!(sorted(ours.zone_ids.iter().copied()), sorted(row.texts("az_ids")), "{code}");
        let mapping = match row.text("az_mapping") {
            "uniform" => ZoneMapping::Uniform,
            "independent-per-account-before-2025-11" => ZoneMapping::PerAccount,
            other => panic!("{code}: mapping {other}"),
        };
        assert_eq!(ours.mapping, mapping, "{code}");
    }
}

#[test]
fn zone_gaps_agree_with_the_reference() {
    let Some(facts) = reference("aws-facts.toml") else {
        return;
    };
    let rows = rows(&facts, "az_gap");
    assert_eq!(rows.len(), ZONE_GAPS.len());
    for (row, ours) in rows.iter().zip(ZONE_GAPS) {
        assert_eq!(ours.name, row.text("service"));
        assert_eq!(ours.zone_ids, row.texts("az_ids"), "{}", ours.name);
        assert_eq!(ours.source, row.page(), "{}", ours.name);
    }
}
