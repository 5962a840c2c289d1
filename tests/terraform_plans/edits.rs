//! Edits of a design, and what a plan of the new code does to the old resources.

use std::collections::BTreeMap;

use cidraw::export::{Layout, Options};
use cidraw::model::Design;

use super::bench::{Bench, export, flat, parse};

/// Two zones, three tiers. `{}` are places for edits.
const BEFORE: &str = "
environment prod
vpc prod 10.0.0.0/16 region=eu-west-1 environment=prod {
  igw main
  tier public public {
    subnet public-a a 10.0.0.0/24 route_table=public { nat nat-a nat-a }
    subnet public-b b 10.0.1.0/24 route_table=public
  }
  tier app private {
    subnet app-a a 10.0.16.0/24 route_table=app
    subnet app-b b 10.0.17.0/24 route_table=app
  }
  tier data isolated {
    subnet data-a a 10.0.32.0/24
    subnet data-b b 10.0.33.0/24
  }
  route_table public { 0.0.0.0/0 -> igw:main }
  route_table app { 0.0.0.0/0 -> nat:nat-a }
  acl edge entries=[{number: 100, protocol: tcp, ports: 443, block: 0.0.0.0/0}, {number: 200, protocol: tcp, ports: 80, block: 0.0.0.0/0}]
  sg web rules=[{protocol: tcp, ports: 443, peer: 0.0.0.0/0}, {direction: egress, peer: 0.0.0.0/0}]
  sg app rules=[{protocol: tcp, ports: 8080, peer: sg:web}]
  endpoint s3 com.amazonaws.eu-west-1.s3 endpoint_type=gateway route_tables=[app]
}
eip nat-a region=eu-west-1
";

/// An edit: what is searched for, what stands there afterwards, and what the plan does.
struct Case {
    name: &'static str,
    edits: &'static [(&'static str, &'static str)],
    /// Address in the flat layout, and what becomes of it.
    does: &'static [(&'static str, &'static str)],
}

const CASES: &[Case] = &[
    Case {
        name: "add a zone",
        edits: &[
            ("subnet public-b b", "subnet public-c c 10.0.2.0/24 route_table=public\n subnet public-b b"),
            ("subnet app-b b", "subnet app-c c 10.0.18.0/24 route_table=app\n subnet app-b b"),
        ],
        does: &[
            ("aws_subnet.prod[\"public-c\"]", "create"),
            ("aws_subnet.prod[\"app-c\"]", "create"),
            ("aws_route_table_association.prod[\"public-c\"]", "create"),
            ("aws_route_table_association.prod[\"app-c\"]", "create"),
        ],
    },
    Case {
        name: "drop the middle tier",
        edits: &[(
            "tier app private {
    subnet app-a a 10.0.16.0/24 route_table=app
    subnet app-b b 10.0.17.0/24 route_table=app
  }",
            "",
        )],
        does: &[
            ("aws_subnet.prod[\"app-a\"]", "delete"),
            ("aws_subnet.prod[\"app-b\"]", "delete"),
            ("aws_route_table_association.prod[\"app-a\"]", "delete"),
            ("aws_route_table_association.prod[\"app-b\"]", "delete"),
        ],
    },
    Case {
        name: "rename a tier",
        edits: &[("tier data isolated", "tier storage isolated")],
        does: &[("aws_subnet.prod[\"data-a\"]", "update"), ("aws_subnet.prod[\"data-b\"]", "update")],
    },
    Case {
        name: "point a route elsewhere",
        edits: &[("route_table app { 0.0.0.0/0 -> nat:nat-a }", "route_table app { 0.0.0.0/0 -> igw:main }")],
        does: &[("aws_route.prod[\"app 0.0.0.0/0\"]", "update")],
    },
    Case {
        name: "add a route in front",
        edits: &[("route_table app { 0.0", "route_table app { 10.200.0.0/16 -> nat:nat-a; 0.0")],
        does: &[("aws_route.prod[\"app 10.200.0.0/16\"]", "create")],
    },
    Case {
        name: "add a secondary block",
        edits: &[("vpc prod 10.0.0.0/16", "vpc prod 10.0.0.0/16 10.1.0.0/16")],
        does: &[("aws_vpc_ipv4_cidr_block_association.prod[\"10.1.0.0/16\"]", "create")],
    },
    Case {
        name: "add another VPC with the same names",
        edits: &[(
            "eip nat-a region=eu-west-1",
            "vpc other 10.9.0.0/16 region=eu-west-1 { tier public public { subnet public-a a 10.9.0.0/24 } }
eip nat-a region=eu-west-1",
        )],
        does: &[("aws_vpc.other", "create"), ("aws_subnet.other[\"public-a\"]", "create")],
    },
    Case {
        name: "give a private subnet public addresses and a table another name tag",
        edits: &[("subnet data-a a 10.0.32.0/24", "subnet data-a a 10.0.32.0/24 auto_public_ip=true tags={Team: x}")],
        does: &[("aws_subnet.prod[\"data-a\"]", "update")],
    },
    Case {
        name: "add a rule in front, and turn the others round",
        edits: &[(
            "rules=[{protocol: tcp, ports: 443, peer: 0.0.0.0/0}, {direction: egress, peer: 0.0.0.0/0}]",
            "rules=[{direction: egress, peer: 0.0.0.0/0}, {protocol: tcp, ports: 80, peer: 0.0.0.0/0}, {protocol: tcp, ports: 443, peer: 0.0.0.0/0}]",
        )],
        does: &[("aws_vpc_security_group_ingress_rule.prod[\"web tcp 80 0.0.0.0/0\"]", "create")],
    },
    Case {
        name: "drop a group and what names it",
        edits: &[("  sg app rules=[{protocol: tcp, ports: 8080, peer: sg:web}]\n", "")],
        does: &[
            ("aws_security_group.prod[\"app\"]", "delete"),
            ("aws_vpc_security_group_ingress_rule.prod[\"app tcp 8080 group web\"]", "delete"),
        ],
    },
    Case {
        name: "add an entry between two",
        edits: &[("{number: 200", "{number: 150, action: deny, block: 192.0.2.0/24}, {number: 200")],
        does: &[("aws_network_acl_rule.prod[\"edge ingress 150\"]", "create")],
    },
    Case {
        name: "lead another table to an endpoint, and add one",
        edits: &[(
            "route_tables=[app]",
            "route_tables=[public, app]\n  endpoint dynamodb com.amazonaws.eu-west-1.dynamodb endpoint_type=gateway route_tables=[app]",
        )],
        does: &[("aws_vpc_endpoint.prod[\"s3\"]", "update"), ("aws_vpc_endpoint.prod[\"dynamodb\"]", "create")],
    },
    Case {
        name: "add a VPN gateway that a table learns from",
        edits: &[
            ("  igw main\n", "  igw main\n  vgw office\n"),
            ("route_table app {", "route_table app propagating_gateways=[office] {"),
        ],
        does: &[("aws_vpn_gateway.prod", "create"), ("aws_vpn_gateway_route_propagation.prod[\"app\"]", "create")],
    },
];

fn edited(case: &Case) -> Design {
    let text = case.edits.iter().fold(BEFORE.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{}: {from}", case.name);
        text.replacen(from, to, 1)
    });
    parse(&text)
}

/// The address that a resource of the flat layout has in a module call.
fn in_module(address: &str) -> String {
    let (kind, rest) = address.split_once('.').expect("a type and a label");
    // The one gateway of its kind has a key in the module.
    let rest = if kind == "aws_vpn_gateway" { "[\"this\"]" } else { rest.trim_start_matches("prod") };
    format!("module.prod.{kind}.this{rest}")
}

fn touches_only_what_was_edited(layout: Layout) {
    let Some(bench) = Bench::new(&format!("edits_{}", layout.key())) else { return };
    let options = Options { layout, ..Options::default() };
    let folder = if layout == Layout::Flat { "" } else { "envs/prod" };
    let root = bench.write("edits", &export(&parse(BEFORE), &options));
    let dir = root.join(folder);
    assert!(bench.plan(&dir).values().all(|action| action == "create"));
    bench.apply(&dir);
    assert_eq!(bench.plan(&dir), BTreeMap::new());
    for case in CASES {
        bench.write("edits", &export(&edited(case), &options));
        let does = case.does.iter().map(|(address, action)| match layout {
            Layout::Flat => (address.to_string(), action.to_string()),
            Layout::Environments => (in_module(address), action.to_string()),
        });
        let does: BTreeMap<String, String> =
            // Another VPC without an environment is in another folder.
            does.filter(|(address, _)| layout == Layout::Flat || !address.contains("thisother")).collect();
        assert_eq!(bench.plan(&dir), does, "{}", case.name);
    }
}

#[test]
fn an_edit_of_flat_code_touches_only_what_was_edited() {
    touches_only_what_was_edited(Layout::Flat);
}

#[test]
fn an_edit_of_an_environment_touches_only_what_was_edited() {
    touches_only_what_was_edited(Layout::Environments);
}

/// A zone of one account lists its VPCs, so that none of them is the one that it hangs on.
#[test]
fn a_private_zone_takes_a_vpc_that_sorts_before_the_others() {
    let Some(bench) = Bench::new("a_private_zone_takes_a_vpc_that_sorts_before_the_others") else { return };
    let design = |first: &str, vpcs: &str| {
        parse(&format!(
            "{first}\nvpc m 10.1.0.0/16 region=eu-west-1 dns_hostnames=true\nprivate_zone own own.example.com vpcs={vpcs}"
        ))
    };
    let dir = bench.write("zone", &export(&design("", "[m]"), &flat()));
    assert!(bench.plan(&dir).values().all(|action| action == "create"));
    bench.apply(&dir);
    let first = "vpc a 10.0.0.0/16 region=us-east-1 dns_hostnames=true";
    bench.write("zone", &export(&design(first, "[a, m]"), &flat()));
    let does = BTreeMap::from([
        ("aws_vpc.a".to_owned(), "create".to_owned()),
        ("aws_route53_zone.own".to_owned(), "update".to_owned()),
    ]);
    assert_eq!(bench.plan(&dir), does);
    bench.apply(&dir);
    assert_eq!(bench.plan(&dir), BTreeMap::new());
}
