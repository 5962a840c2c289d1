//! Renames of a design, and what a plan of the code that knows of the earlier version does to the old resources: nothing, but
//! for tags.

use std::collections::BTreeMap;

use cidraw::export::{Bundle, Layout, Options, Since, exporter};
use cidraw::model::{Design, Edit, EntityId, apply};

use super::bench::{Bench, export, parse};

/// What the exporter makes of a design that was exported before, in `layout`.
pub fn export_since(before: &Design, now: &Design, options: &Options, layout: Layout) -> Bundle {
    exporter("terraform").expect("there is one").export_since(now, options, Since { design: before, layout })
}

/// The object of a kind that is called so.
fn named(design: &Design, name: &str) -> EntityId {
    let (kind, name) = name.split_once(':').expect("a kind and a name");
    let mut found = design.iter().filter(|(id, entity)| id.kind.key() == kind && entity.head.name == name);
    found.next().unwrap_or_else(|| panic!("{kind} {name}")).0
}

/// The design with other names: each `KIND:NAME` and its new one.
pub fn renamed(design: &Design, names: &[(&str, &str)]) -> Design {
    let ids: Vec<EntityId> = names.iter().map(|(name, _)| named(design, name)).collect();
    let mut now = design.clone();
    for (id, (_, name)) in ids.into_iter().zip(names) {
        apply(&mut now, Edit::rename(id, *name)).expect("an object of the design");
    }
    now
}

/// Two zones, with one of each thing that a VPC holds.
const BEFORE: &str = "
environment prod
vpc prod 10.0.0.0/16 region=eu-west-1 environment=prod {
  igw main
  vgw office
  tier public public {
    subnet public-a a 10.0.0.0/24 route_table=public { nat nat-a nat-a }
    subnet public-b b 10.0.1.0/24 route_table=public
  }
  tier app private {
    subnet app-a a 10.0.16.0/24 route_table=app network_acl=edge
    subnet app-b b 10.0.17.0/24 route_table=app network_acl=edge
  }
  route_table public { 0.0.0.0/0 -> igw:main }
  route_table app propagating_gateways=[office] { 0.0.0.0/0 -> nat:nat-a; 10.200.0.0/16 -> nat:nat-a }
  acl edge entries=[{number: 100, protocol: tcp, ports: 443, block: 0.0.0.0/0}, {number: 200, protocol: tcp, ports: 80, block: 0.0.0.0/0}]
  sg web rules=[{protocol: tcp, ports: 443, peer: 0.0.0.0/0}, {direction: egress, peer: 0.0.0.0/0}]
  sg app rules=[{protocol: tcp, ports: 8080, peer: sg:web}, {protocol: tcp, ports: 8080, peer: sg:app}]
  endpoint s3 com.amazonaws.eu-west-1.s3 endpoint_type=gateway route_tables=[app]
}
eip nat-a region=eu-west-1
";

/// Renames, and of what they change the tag `Name`: as `TYPE KEY` in the flat layout, by the new key.
struct Case {
    name: &'static str,
    renames: &'static [(&'static str, &'static str)],
    /// Addresses in the flat layout.
    updates: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case {
        name: "a subnet",
        renames: &[("subnet:app-a", "application-a")],
        updates: &["aws_subnet.prod[\"application-a\"]"],
    },
    Case {
        name: "a route table",
        renames: &[("route_table:app", "private")],
        updates: &["aws_route_table.prod[\"private\"]"],
    },
    Case {
        name: "a network ACL",
        renames: &[("network_acl:edge", "outer")],
        updates: &["aws_network_acl.prod[\"outer\"]"],
    },
    Case {
        name: "a security group that rules name",
        renames: &[("security_group:web", "front"), ("security_group:app", "back")],
        updates: &["aws_security_group.prod[\"front\"]", "aws_security_group.prod[\"back\"]"],
    },
    Case {
        name: "a NAT gateway, its address and an endpoint",
        renames: &[("nat_gateway:nat-a", "out"), ("elastic_ip:nat-a", "out"), ("endpoint:s3", "storage")],
        updates: &["aws_nat_gateway.prod[\"out\"]", "aws_eip.prod[\"out\"]", "aws_vpc_endpoint.prod[\"storage\"]"],
    },
    Case {
        name: "an internet gateway",
        renames: &[("internet_gateway:main", "door")],
        updates: &["aws_internet_gateway.prod"],
    },
    Case { name: "the VPC", renames: &[("vpc:prod", "live")], updates: &["aws_vpc.live"] },
    Case {
        name: "the VPC, and two subnets that change names",
        renames: &[
            ("vpc:prod", "live"),
            ("subnet:app-a", "app-b"),
            ("subnet:app-b", "app-a"),
            ("subnet:public-a", "outer"),
        ],
        updates: &[
            "aws_vpc.live",
            "aws_subnet.live[\"app-a\"]",
            "aws_subnet.live[\"app-b\"]",
            "aws_subnet.live[\"outer\"]",
        ],
    },
];

/// The address that a resource of the flat layout has in a module call.
fn in_module(address: &str) -> String {
    let (kind, rest) = address.split_once('.').expect("a type and a label");
    let (label, key) = rest.split_once('[').map_or((rest, String::new()), |(label, key)| (label, format!("[{key}")));
    let key = if kind == "aws_internet_gateway" { "[\"this\"]".to_owned() } else { key };
    format!("module.{label}.{kind}.this{key}")
}

fn keeps_what_is_renamed(layout: Layout) {
    let Some(bench) = Bench::new(&format!("renames_{}", layout.key())) else { return };
    let options = Options { layout, ..Options::default() };
    let before = parse(BEFORE);
    let root = bench.write("renames", &export(&before, &options));
    let dir = root.join(if layout == Layout::Flat { "" } else { "envs/prod" });
    assert!(bench.plan(&dir).values().all(|action| action == "create"));
    bench.apply(&dir);
    for case in CASES {
        let now = renamed(&before, case.renames);
        let bundle = export_since(&before, &now, &options, layout);
        assert!(bundle.file("state_moves.sh").is_none(), "{}", case.name);
        bench.write("renames", &bundle);
        let updates = case.updates.iter().map(|address| match layout {
            Layout::Flat => address.to_string(),
            Layout::Environments => in_module(address),
        });
        let does: BTreeMap<String, String> = updates.map(|address| (address, "update".to_owned())).collect();
        assert_eq!(bench.plan(&dir), does, "{}", case.name);
    }
    // Without the earlier version a renamed object is another one.
    bench.write("renames", &export(&renamed(&before, CASES[0].renames), &options));
    let without = bench.plan(&dir);
    assert!(without.values().any(|action| action == "delete") && without.values().any(|action| action == "create"));
    // Applied, nothing is left to be done, with the blocks and without.
    let last = CASES.last().expect("a case");
    let now = renamed(&before, last.renames);
    bench.write("renames", &export_since(&before, &now, &options, layout));
    bench.plan(&dir);
    bench.apply(&dir);
    assert_eq!(bench.plan(&dir), BTreeMap::new());
    bench.write("renames", &export(&now, &options));
    assert_eq!(bench.plan(&dir), BTreeMap::new());
}

#[test]
fn a_rename_in_flat_code_changes_tags_only() {
    keeps_what_is_renamed(Layout::Flat);
}

#[test]
fn a_rename_in_an_environment_changes_tags_only() {
    keeps_what_is_renamed(Layout::Environments);
}
