//! Limits.

use cidraw::aws::limits::{LIMITS, Maximum, Scope, Unit, limit};

use crate::{Row, reference, rows};

#[test]
fn limits_agree_with_the_reference() {
    let Some(quotas) = reference("aws-quotas.toml") else {
        return;
    };
    let rows = rows(&quotas, "quota");
    assert_eq!(rows.len(), LIMITS.len());
    for row in rows {
        let id = row.text("id");
        let ours = limit(id).unwrap_or_else(|| panic!("no limit {id}"));
        if !ours.quota_code.is_empty() {
            assert_eq!(ours.name, row.text("name"), "{id}");
        }
        assert_eq!(ours.service_code, row.text("service_code"), "{id}");
        assert_eq!(ours.quota_code, row.text("quota_code"), "{id}");
        assert_eq!(ours.default.map_or(-1, i64::from), row.number("default"), "{id}");
        let maximum = match ours.maximum {
            Maximum::Unpublished => 0,
            Maximum::AtMost(ceiling) => i64::from(ceiling),
        };
        assert_eq!(maximum, row.number("maximum"), "{id}");
        assert_eq!(ours.adjustable, row.flag("adjustable"), "{id}");
        assert_eq!(ours.scope, scope(row.text("scope")), "{id}");
        assert_eq!(ours.unit, unit(row.text("unit")), "{id}");
        assert_eq!(ours.error, row.0.get("error").and_then(|code| code.as_str()), "{id}");
        assert_eq!(ours.source, source(&row), "{id}");
        assert_eq!(ours.as_of, row.text("as_of"), "{id}");
    }
}

fn source<'a>(row: &Row<'a>) -> &'a str {
    match row.text("source") {
        "knowledge" => "common knowledge, not looked up",
        model if model.starts_with("botocore ") => {
            model.rsplit_once(' ').map_or(model, |(package, _operation)| package)
        }
        tools if tools.starts_with("third-party quota checkers") => "third-party quota checkers",
        page => page,
    }
}

fn unit(text: &str) -> Unit {
    match text {
        "count" => Unit::Count,
        "prefix-length" => Unit::PrefixLength,
        _ => {
            let labelled = [
                Unit::PacketsPerSecond,
                Unit::QueriesPerSecond,
                Unit::Gbps,
                Unit::Mbps,
                Unit::Characters,
                Unit::Bytes,
                Unit::Kilobytes,
                Unit::Hours,
                Unit::AddressUsage,
            ];
            *labelled.iter().find(|unit| unit.label() == text).expect("a known unit")
        }
    }
}

fn scope(text: &str) -> Scope {
    match text {
        "NAT address + destination" => Scope::NatAddressDestination,
        "NAT gateway" => Scope::NatGateway,
        "account" => Scope::Account,
        "account+az" => Scope::AccountZone,
        "account+region" => Scope::AccountRegion,
        "account+region+location" => Scope::AccountRegionLocation,
        "alb" => Scope::ApplicationLoadBalancer,
        "association" => Scope::VpcAssociation,
        "attachment + az" => Scope::AttachmentZone,
        "bgp session" => Scope::BgpSession,
        "bgp session + family" => Scope::BgpSessionFamily,
        "concentrator" => Scope::VpnConcentrator,
        "connect attachment" => Scope::ConnectAttachment,
        "connect peer" => Scope::ConnectPeer,
        "connection" => Scope::DxConnection,
        "db subnet group" => Scope::DbSubnetGroup,
        "dhcp option set" => Scope::DhcpOptionSet,
        "dxgw" => Scope::DxGateway,
        "endpoint" => Scope::Endpoint,
        "endpoint + az" => Scope::EndpointZone,
        "endpoint ip" => Scope::EndpointAddress,
        "eni" => Scope::NetworkInterface,
        "filter" => Scope::MirrorFilter,
        "hosted zone" => Scope::HostedZone,
        "ipam" => Scope::Ipam,
        "listener" => Scope::LatticeListener,
        "network ACL" => Scope::NetworkAcl,
        "network ACL + direction" => Scope::NetworkAclDirection,
        "nlb" => Scope::NetworkLoadBalancer,
        "organization" => Scope::Organization,
        "policy" => Scope::AuthPolicy,
        "pool" => Scope::IpamPool,
        "prefix list" => Scope::PrefixList,
        "prefix list + resource type" => Scope::PrefixListResourceType,
        "profile" => Scope::Route53Profile,
        "regional NAT gateway + AZ" => Scope::RegionalNatGatewayZone,
        "request" => Scope::PeeringRequest,
        "resource" => Scope::Resource,
        "resource configuration" => Scope::ResourceConfiguration,
        "resource discovery" => Scope::ResourceDiscovery,
        "route server" => Scope::RouteServer,
        "route server + subnet" => Scope::RouteServerSubnet,
        "route server peer" => Scope::RouteServerPeer,
        "route table" => Scope::RouteTable,
        "route table + family" => Scope::RouteTableFamily,
        "rule" => Scope::ResolverRule,
        "scope" => Scope::IpamScope,
        "security group" => Scope::SecurityGroup,
        "security group + direction + family" => Scope::SecurityGroupDirectionFamily,
        "service" => Scope::LatticeService,
        "service network" => Scope::ServiceNetwork,
        "subnet" => Scope::Subnet,
        "tag" => Scope::Tag,
        "target" => Scope::MirrorTarget,
        "target group" => Scope::LatticeTargetGroup,
        "tgw" => Scope::TransitGateway,
        "tgw pair" => Scope::TransitGatewayPair,
        "tgw route table" => Scope::TransitGatewayRouteTable,
        "tunnel" => Scope::VpnTunnel,
        "vgw" => Scope::VirtualPrivateGateway,
        "vpc" => Scope::Vpc,
        "vpc + same-region peers" => Scope::VpcAndPeers,
        "vpc + tgw" => Scope::VpcTransitGateway,
        "vpc pair" => Scope::VpcPair,
        "vpn connection" => Scope::VpnConnection,
        "zonal public NAT gateway" => Scope::PublicNatGateway,
        other => panic!("scope {other}"),
    }
}
