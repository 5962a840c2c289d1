//! Ranges, reserved addresses, MTU, address usage, AS numbers, prices.

use cidraw::aws::asn::{AMAZON_SIDE_ASNS, DEFAULT_AMAZON_SIDE_ASN, RESERVED_ASNS};
use cidraw::aws::limits::{VPC_IPV4_PREFIX_MAX, VPC_IPV4_PREFIX_MIN};
use cidraw::aws::mtu::{self, MTUS, MtuPath};
use cidraw::aws::nau::{NAU_UNITS, NauResource, nau_units};
use cidraw::aws::price::{HOURS_PER_MONTH, PRICE_REGION, PRICES, PriceSource};
use cidraw::aws::ranges::{
    BlockClass, BlockRefusal, SECONDARY_BLOCK_ERROR, SECONDARY_BLOCK_SOURCE, SECONDARY_BLOCKS, SPECIAL_RANGES, VpcUse,
    secondary_block_row, special_range,
};
use cidraw::aws::reserved::{RESERVED_IPV4, RESERVED_IPV6};

use crate::{Row, reference, rows};

#[test]
fn special_ranges_agree_with_the_reference() {
    let Some(facts) = reference("aws-facts.toml") else {
        return;
    };
    let rows = rows(&facts, "special_range");
    assert_eq!(rows.len(), SPECIAL_RANGES.len());
    for row in rows {
        let cidr = row.text("cidr");
        let ours = special_range(cidr).unwrap_or_else(|| panic!("no range {cidr}"));
        let vpc_use = match row.text("vpc_use") {
            "ok" => VpcUse::Allowed,
            "ok-secondary" => VpcUse::AllowedAsSecondary,
            "ok-ipam" => VpcUse::AllowedThroughIpam,
            "note" => VpcUse::Noted,
            "warn" => VpcUse::Discouraged,
            "warn-restricted-secondary" => VpcUse::DiscouragedAndRestricted,
            "warn-unknown" => VpcUse::Undocumented,
            "warn-if-odb" => VpcUse::DiscouragedWithOracle,
            "route-only" => VpcUse::RouteOnly,
            "forbidden" => VpcUse::Forbidden,
            other => panic!("{cidr}: use {other}"),
        };
        assert_eq!(ours.vpc_use, vpc_use, "{cidr}");
        let source = row.text("source").trim_end_matches(" (docs copy)");
        assert_eq!(ours.source, if source == "knowledge" { "" } else { source }, "{cidr}");
    }
}

fn class(name: &str) -> BlockClass {
    match name {
        "rfc10" => BlockClass::Ten,
        "rfc172" => BlockClass::OneSevenTwo,
        "rfc192" => BlockClass::OneNineTwo,
        "s198_19" => BlockClass::OneNineEightNineteen,
        "cgnat" => BlockClass::Shared,
        "public" => BlockClass::Public,
        other => panic!("class {other}"),
    }
}

fn refusal(text: &str) -> BlockRefusal {
    match text {
        "existing within 10.0.0.0/15 and new within 10.0.0.0/16" => {
            BlockRefusal::Within { existing: "10.0.0.0/15", new: "10.0.0.0/16" }
        }
        "new overlaps 172.31.0.0/16" => BlockRefusal::Overlaps("172.31.0.0/16"),
        "RFC1918 is possible only as the primary block, added before" => BlockRefusal::PrivateOnlyAsPrimary,
        other => panic!("refusal {other}"),
    }
}

#[test]
fn secondary_blocks_agree_with_the_reference() {
    let Some(facts) = reference("aws-facts.toml") else {
        return;
    };
    let table = Row(facts["secondary_cidr"].as_table().expect("a table"));
    assert_eq!(VPC_IPV4_PREFIX_MIN.default.map(i64::from), Some(table.number("prefix_min")));
    assert_eq!(VPC_IPV4_PREFIX_MAX.default.map(i64::from), Some(table.number("prefix_max")));
    assert_eq!(SECONDARY_BLOCK_ERROR, table.text("error"));
    assert_eq!(SECONDARY_BLOCK_SOURCE, table.text("source"));
    let rows = rows(table.0, "row");
    assert_eq!(rows.len(), SECONDARY_BLOCKS.len());
    for row in rows {
        let existing = row.text("existing");
        let ours = secondary_block_row(class(existing));
        let classes = |key| row.texts(key).into_iter().map(class).collect::<Vec<_>>();
        assert_eq!(ours.refused, classes("refuse_classes"), "{existing}");
        assert_eq!(ours.accepted, classes("allow_classes"), "{existing}");
        let refusals: Vec<_> = row.texts("refuse_if").into_iter().map(refusal).collect();
        assert_eq!(ours.unless.into_iter().collect::<Vec<_>>(), refusals, "{existing}");
    }
}

#[test]
fn reserved_addresses_agree_with_the_reference() {
    let Some(facts) = reference("aws-facts.toml") else {
        return;
    };
    for (family, ours) in [("ipv4", RESERVED_IPV4), ("ipv6", RESERVED_IPV6)] {
        let rows: Vec<_> =
            rows(&facts, "subnet_reserved_address").into_iter().filter(|row| row.text("family") == family).collect();
        assert_eq!(rows.len(), ours.len());
        for (row, ours) in rows.iter().zip(ours) {
            assert_eq!(i64::from(ours.offset), row.number("offset"), "{family}");
            assert_eq!(ours.role == "VPC router", row.text("role") == "VPC router");
        }
    }
}

#[test]
fn mtus_agree_with_the_reference() {
    let Some(facts) = reference("aws-facts.toml") else {
        return;
    };
    let rows = rows(&facts, "mtu");
    assert_eq!(rows.len(), MTUS.len());
    for row in rows {
        let name = row.text("path");
        let path = match name {
            "within-vpc" => MtuPath::WithinVpc,
            "peering-same-region" => MtuPath::PeeringSameRegion,
            "peering-inter-region" => MtuPath::PeeringInterRegion,
            "internet-gateway" => MtuPath::InternetGateway,
            "egress-only-internet-gateway" => MtuPath::EgressOnlyInternetGateway,
            "nat-gateway" => MtuPath::NatGateway,
            "transit-gateway" => MtuPath::TransitGateway,
            "transit-gateway-vpn" => MtuPath::TransitGatewayVpn,
            "site-to-site-vpn" => MtuPath::SiteToSiteVpn,
            "direct-connect-private-vif" => MtuPath::DirectConnectPrivateVif,
            "direct-connect-transit-vif" => MtuPath::DirectConnectTransitVif,
            "vpc-endpoint-interface" => MtuPath::InterfaceEndpoint,
            "gateway-load-balancer" => MtuPath::GatewayLoadBalancer,
            "vpc-lattice" => MtuPath::VpcLattice,
            "traffic-mirror-source-max-ipv4" => MtuPath::MirrorSourceIpv4,
            "traffic-mirror-source-max-ipv6" => MtuPath::MirrorSourceIpv6,
            other => panic!("path {other}"),
        };
        let ours = mtu::mtu(path);
        assert_eq!(i64::from(ours.bytes), row.number("bytes"), "{name}");
        assert_eq!(ours.source, row.page(), "{name}");
        // Numbers that only a note states are constants here.
        let stated = match path {
            MtuPath::SiteToSiteVpn => Some(mtu::VPN_SEGMENT),
            MtuPath::DirectConnectPrivateVif => Some(mtu::JUMBO_PRIVATE_VIF),
            MtuPath::DirectConnectTransitVif => Some(mtu::JUMBO_TRANSIT_VIF),
            MtuPath::GatewayLoadBalancer => Some(mtu::GENEVE_OVERHEAD),
            MtuPath::MirrorSourceIpv4 => Some(mtu::MIRROR_OVERHEAD_IPV4),
            MtuPath::MirrorSourceIpv6 => Some(mtu::MIRROR_OVERHEAD_IPV6),
            _ => None,
        };
        if let Some(number) = stated {
            assert!(row.text("note").contains(&number.to_string()), "{name}: {number}");
        }
    }
}

#[test]
fn address_usage_agrees_with_the_reference() {
    let Some(facts) = reference("aws-facts.toml") else {
        return;
    };
    let rows = rows(&facts, "nau_unit");
    assert_eq!(rows.len(), NAU_UNITS.len());
    for row in rows {
        let name = row.text("resource");
        let resource = match name {
            "each IPv4 or IPv6 address on an EC2 interface" => NauResource::Address,
            "additional interface on an instance" => NauResource::AdditionalInterface,
            "prefix on an interface" => NauResource::Prefix,
            "Network Load Balancer per AZ" => NauResource::NetworkLoadBalancer,
            "Gateway Load Balancer per AZ" => NauResource::GatewayLoadBalancer,
            "VPC endpoint per AZ" => NauResource::Endpoint,
            "transit gateway attachment" => NauResource::TransitGatewayAttachment,
            "Lambda function" => NauResource::LambdaFunction,
            "NAT gateway" => NauResource::NatGateway,
            "EFS mount target" => NauResource::EfsMountTarget,
            "EFA or EFA-only interface" => NauResource::FabricAdapter,
            "EKS pod" => NauResource::EksPod,
            other => panic!("resource {other}"),
        };
        assert_eq!(i64::from(nau_units(resource)), row.number("units"), "{name}");
    }
}

#[test]
fn as_numbers_agree_with_the_reference() {
    let Some(facts) = reference("aws-facts.toml") else {
        return;
    };
    let rows = rows(&facts, "reserved_asn");
    assert_eq!(rows.len(), RESERVED_ASNS.len());
    for (row, ours) in rows.iter().zip(RESERVED_ASNS) {
        assert_eq!(i64::from(ours.asn), row.number("asn"));
        assert_eq!(ours.region.unwrap_or("all regions"), row.text("scope"), "{}", ours.asn);
    }
    let side = Row(facts["amazon_side_asn"].as_table().expect("a table"));
    assert_eq!(i64::from(DEFAULT_AMAZON_SIDE_ASN), side.number("default"));
    let ranges: Vec<Vec<i64>> = side.get("ranges").clone().try_into().expect("pairs of numbers");
    let ours = AMAZON_SIDE_ASNS.map(|(first, last)| vec![i64::from(first), i64::from(last)]);
    assert_eq!(ours.to_vec(), ranges);
}

#[test]
fn prices_agree_with_the_reference() {
    let Some(facts) = reference("aws-facts.toml") else {
        return;
    };
    let model = Row(facts["pricing_model"].as_table().expect("a table"));
    assert_eq!(i64::from(HOURS_PER_MONTH), model.number("hours_per_month"));
    assert_eq!("USD", model.text("currency"));
    let rows = rows(&facts, "price");
    assert_eq!(rows.len(), PRICES.len());
    for (row, ours) in rows.iter().zip(PRICES) {
        let id = row.text("id");
        assert_eq!(ours.id, id);
        assert_eq!(PRICE_REGION, row.text("region"), "{id}");
        let usd = row.get("usd");
        let usd = usd.as_float().unwrap_or_else(|| row.number("usd") as f64);
        assert_eq!(ours.usd, (usd >= 0.0).then_some(usd), "{id}");
        assert_eq!(ours.unit, row.text("unit"), "{id}");
        assert_eq!(ours.as_of, row.text("as_of"), "{id}");
        let source = match row.text("source") {
            "knowledge" => PriceSource::NotLookedUp,
            "not found" => PriceSource::NotFound,
            page if page.starts_with("AWS ") => PriceSource::AwsPage,
            _ => PriceSource::ThirdPartyPages,
        };
        assert_eq!(ours.source, source, "{id}");
    }
}
