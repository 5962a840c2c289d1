//! Designs that the law of fixes found, in few words.

use cidraw::analysis::Analyses;
use cidraw::model::kinds::RouteTable;
use cidraw::model::{Design, apply_all};
use cidraw::notation;

/// The law holds in this design, where the rule finds something and offers this many fixes.
fn holds(rule: &str, fixes: usize, text: &str) {
    let design: Design = notation::parse(text).expect("notation");
    let analyses = Analyses::new(&design);
    let found: Vec<_> = analyses.findings().filter(|f| f.rule.id == rule).collect();
    assert!(!found.is_empty(), "{rule} finds something");
    assert_eq!(found.iter().map(|f| f.fixes.len()).sum::<usize>(), fixes, "fixes of {rule}");
    super::law(&design).expect("the law of fixes");
}

#[test]
fn a_second_attachment_brings_no_second_subnet_of_a_zone_and_leaves_no_route_behind() {
    holds(
        "transit/tgw-vpc-attached-twice",
        1,
        "vpc a 10.20.0.0/16 {
           tier transit isolated { subnet one a 10.20.0.0/28; subnet two a 10.20.0.16/28; subnet three b 10.20.0.32/28 }
         }
         tgw hub us-east-1
         attachment first hub resource=vpc:a subnets=[one]
         attachment second hub resource=vpc:a subnets=[two, three]
         tgw_table rt hub { 10.20.0.0/16 -> attachment:second }",
    );
}

#[test]
fn an_endpoint_that_becomes_an_interface_does_not_claim_a_name_that_is_taken() {
    holds(
        "endpoints/gwe-service-unsupported",
        1,
        "vpc a 10.20.0.0/16 dns_hostnames=true {
           route_table rt main
           tier app private { subnet one a 10.20.0.0/24 }
           endpoint old com.amazonaws.us-east-1.sqs subnets=[one]
           endpoint new com.amazonaws.us-east-1.sqs endpoint_type=gateway route_tables=[rt]
         }",
    );
}

#[test]
fn two_rules_with_peers_of_one_name_are_two_findings() {
    holds(
        "filtering/sg-rule-protocol-ignores-ports",
        4,
        "vpc a 10.20.0.0/16 {
           sg prod
           sg app rules=[{peer: sg:prod, protocol: icmp, ports: 443}, {peer: pl:prod, protocol: icmp, ports: 443}]
         }
         pl prod region=us-east-1 entries=[{block: 192.168.0.0/20}]",
    );
}

#[test]
fn a_group_for_an_endpoint_has_a_name_that_aws_takes() {
    let endpoint = |name: &str, groups: &str| {
        format!(
            "vpc a 10.20.0.0/16 dns_hostnames=true {{
               tier app private {{ subnet one a 10.20.0.0/24 }}
               sg app {groups}
               workload app tier=app security_groups=[app]
               endpoint {name} com.amazonaws.us-east-1.sqs subnets=[one]
             }}"
        )
    };
    let rule = "endpoints/ife-sg-blocks-clients";
    holds(rule, 1, &endpoint("\"Bob's\"", ""));
    holds(rule, 0, &endpoint("sg-1", ""));
    holds(rule, 0, &endpoint("queue", "; sg queue-endpoint"));
}

#[test]
fn a_new_table_has_one_route_to_a_destination_and_none_that_says_nothing() {
    holds(
        "routing/public-tier-without-gateway-route",
        1,
        "vpc a 10.20.0.0/16 {
           igw out
           route_table one { 0.0.0.0/0 -> tgw:hub; 10.30.0.0/16 -> tgw:hub; nonsense -> tgw:hub }
           route_table two { 0.0.0.0/0 -> tgw:hub; 10.30.0.0/16 -> peering:a-b }
           tier web public {
             subnet web-a a 10.20.0.0/24 route_table=one
             subnet web-b b 10.20.1.0/24 route_table=two
           }
         }
         vpc b 10.30.0.0/16 { route_table rt-b main }
         peering a-b a b
         tgw hub us-east-1
         attachment first hub resource=vpc:a subnets=[web-a]",
    );
}

#[test]
fn what_names_a_table_lets_go_when_it_is_deleted() {
    holds(
        "routing/rt-unused",
        1,
        "vpc a 10.20.0.0/16 {
           route_table rt
           tier app private { subnet one a 10.20.0.0/24 }
           endpoint s3 com.amazonaws.us-east-1.s3 endpoint_type=gateway route_tables=[rt]
         }",
    );
}

#[test]
fn entries_of_one_number_are_told_apart_by_their_blocks() {
    holds(
        "filtering/nacl-ports-ignored",
        2,
        "vpc a 10.20.0.0/16 {
           acl one entries=[
             {number: 10, protocol: icmpv6, block: 10.20.0.0/24},
             {number: 10, protocol: icmpv6, block: 10.20.1.0/24}
           ]
         }",
    );
}

#[test]
fn a_subnet_does_not_move_onto_a_reservation_that_was_outside_it() {
    holds(
        "addressing/subnet-outside-vpc",
        0,
        "vpc a 192.168.0.0/16 {
           tier app private {
             subnet one a 10.22.0.0/16 { reservation kept 192.168.0.0/16 }
           }
           workload app tier=app
         }",
    );
}

#[test]
fn nothing_is_propagated_into_a_table_that_is_not_there() {
    holds(
        "transit/tgw-no-return-route",
        0,
        "vpc a 10.20.0.0/16 { tier app private { subnet one a 10.20.0.0/24 } }
         vpc b 10.21.0.0/16 { tier app private { subnet two a 10.21.0.0/24 } }
         tgw hub us-east-1
         tgw_table rt hub
         attachment a hub resource=vpc:a subnets=[one] associated_table=rt
         attachment b hub resource=vpc:b subnets=[two] associated_table=gone propagating_tables=[rt]",
    );
}

#[test]
fn what_a_gateway_sends_into_a_block_follows_the_block() {
    holds(
        "addressing/vpc-cidr-popular-block",
        1,
        "vpc a 192.168.0.0/16 {
           igw out
           route_table edge edge_gateway=igw:out { 192.168.0.0/16 -> peering:a-b }
         }
         vpc b 10.30.0.0/16 { route_table rt main }
         peering a-b a b",
    );
}

#[test]
fn a_list_is_not_put_into_a_group_of_another_region() {
    holds(
        "lattice/lattice-target-rule",
        0,
        "vpc a 10.20.0.0/16 {
           tier app private { subnet one a 10.20.0.0/24 }
           workload app tier=app security_groups=[far]
         }
         vpc b 10.21.0.0/16 region=eu-west-1 { sg far }
         lattice shop us-east-1 services=[{service: shop, targets: [workload:app]}]",
    );
}

#[test]
fn no_ipv6_is_listed_for_a_connection_on_a_vpn_gateway() {
    holds(
        "hybrid/vpn-static-routes-missing",
        0,
        "vpc a 10.20.0.0/16 { vgw end }
         external office blocks=[2001:db8:1::/48]
         cgw office 203.0.113.10 region=us-east-1 asn=65010 network=office
         vpn office cgw:office gateway=vgw:end routing=static",
    );
}

#[test]
fn a_balancer_is_not_left_with_one_subnet() {
    holds(
        "balancers/lb-two-subnets-same-zone",
        0,
        "vpc a 10.20.0.0/16 {
           tier app private { subnet one a 10.20.0.0/24; subnet two a 10.20.1.0/24 }
           lb front scheme=internal subnets=[one, two]
         }",
    );
}

#[test]
fn routes_of_a_peering_are_not_put_into_the_table_of_a_gateway() {
    let design = notation::parse(
        "vpc a 10.20.0.0/16 {
           igw out
           route_table edge edge_gateway=igw:out
           route_table rt main
         }
         vpc b 10.21.0.0/16 { route_table rt-b main }
         peering a-b a b",
    )
    .expect("notation");
    let analyses = Analyses::new(&design);
    let missing = analyses.findings().find(|f| f.rule.id == "peering/peering-route-missing").expect("no routes yet");
    let mut mended = design.clone();
    apply_all(&mut mended, missing.fixes[0].edits.clone()).expect("a fix fits its design");
    let routes = |name: &str| {
        let table = mended.all::<RouteTable>().find(|(id, _)| mended.name(*id) == name);
        table.map(|(_, table)| table.routes.len())
    };
    assert_eq!((routes("rt"), routes("rt-b"), routes("edge")), (Some(1), Some(1), Some(0)));
}

#[test]
fn a_block_that_a_gateway_table_leads_to_is_not_removed() {
    holds(
        "addressing/vpc-cidr-overlap-self",
        1,
        "vpc a 10.20.0.0/16 10.20.0.0/20 {
           igw out
           tier firewall public { subnet fw a 10.20.1.0/28 route_table=rt }
           endpoint fw com.amazonaws.vpce.us-east-1.vpce-svc-1 endpoint_type=gateway_load_balancer subnets=[fw]
           route_table rt { 0.0.0.0/0 -> igw:out }
           route_table edge edge_gateway=igw:out { 10.20.0.0/20 -> endpoint:fw }
         }",
    );
}

#[test]
fn no_gateway_endpoint_is_made_for_the_service_of_another_region() {
    holds(
        "endpoints/vpce-s3-interface-inbound-dns",
        1,
        "vpc a 10.20.0.0/16 region=eu-west-1 dns_hostnames=true {
           route_table rt main
           tier app private { subnet one a 10.20.0.0/24 }
           endpoint s3 com.amazonaws.us-east-1.s3 subnets=[one] private_dns_inbound_only=true
         }",
    );
}

#[test]
fn two_routes_of_a_gateway_table_to_one_destination_are_one_finding() {
    holds(
        "routing/gwrt-destination-outside-vpc",
        1,
        "vpc a 10.20.0.0/16 {
           igw out
           tier firewall public { subnet fw a 10.20.1.0/28 route_table=rt; subnet other b 10.20.2.0/28 route_table=rt }
           endpoint fw com.amazonaws.vpce.us-east-1.vpce-svc-1 endpoint_type=gateway_load_balancer subnets=[fw]
           endpoint other com.amazonaws.vpce.us-east-1.vpce-svc-1 endpoint_type=gateway_load_balancer subnets=[other]
           route_table rt { 0.0.0.0/0 -> igw:out }
           route_table edge edge_gateway=igw:out { pl:list -> endpoint:fw; pl:list -> endpoint:other }
         }
         pl list region=us-east-1 entries=[{block: 10.20.0.0/20}]",
    );
}

#[test]
fn two_routes_to_one_destination_are_mended_one_by_one() {
    let two_ways = |destination: &str, left: &str, right: &str| {
        format!(
            "vpc a 10.20.0.0/16 {{
               igw out
               vgw out
               tier web public {{ subnet one a 10.20.0.0/24 route_table=rt {{ nat left }}; subnet two b 10.20.1.0/24 {{ nat right }} }}
               route_table rt {{ 0.0.0.0/0 -> igw:out; {destination} -> {left}; {destination} -> {right} }}
             }}
             vpc b 10.30.0.0/16
             peering out a b"
        )
    };
    holds("routing/rt-more-specific-not-a-subnet", 2, &two_ways("10.20.1.0/25", "nat:left", "nat:right"));
    holds("routing/rt-more-specific-bad-target", 2, &two_ways("10.20.1.0/24", "igw:out", "peering:out"));
    holds("routing/rt-link-local-destination", 2, &two_ways("169.254.169.254/32", "nat:left", "nat:right"));
    holds("routing/rt-local-route-missing", 2, &two_ways("10.20.0.0/16", "igw:out", "vgw:out"));
}
