//! Edits of what joins VPCs, and what a plan of the new code does to the old resources, in both layouts.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use cidraw::export::{Layout, Options};
use cidraw::model::Design;

use super::bench::{self, Bench, export, parse};

/// Two environments joined by a peering, a transit gateway, a prefix list, groups and the rules of a resolver.
const BEFORE: &str = "
environment prod
environment dev
vpc prod 10.0.0.0/16 region=eu-west-1 environment=prod {
  tier app private {
    subnet app-a a 10.0.0.0/24 route_table=app
    subnet app-b b 10.0.1.0/24 route_table=app
  }
  route_table app { 10.1.0.0/16 -> peering:prod-dev; 10.8.0.0/16 -> tgw:core; pl:sites -> tgw:core }
  sg web rules=[{protocol: tcp, ports: 443, peer: 10.0.0.0/8}, {protocol: tcp, ports: 22, peer: pl:sites}]
  resolver out outbound subnets=[app-a, app-b] security_groups=[web] rules=[{domain: corp.example.com, servers: [192.168.0.10], vpcs: [vpc-prod, vpc-dev]}]
}
vpc dev 10.1.0.0/16 region=eu-west-1 environment=dev {
  tier app private { subnet dev-a a 10.1.0.0/24 route_table=app }
  route_table app { 10.0.0.0/16 -> peering:prod-dev }
  sg api rules=[{protocol: tcp, ports: 8080, peer: sg:web}]
}
pl sites region=eu-west-1 entries=[{block: 192.168.0.0/24}] max_entries=10
peering prod-dev prod dev
tgw core eu-west-1 default_association=false default_propagation=false
tgw_table spokes core routes=[{destination: 10.99.0.0/16, target: blackhole}]
tgw_table shared core
attachment core-prod core resource=vpc:prod subnets=[app-a, app-b] associated_table=spokes propagating_tables=[shared]
";

type Does = &'static [(&'static str, &'static str)];

/// An edit: what is searched for, what stands there afterwards, and what the plans do.
struct Case {
    name: &'static str,
    edits: &'static [(&'static str, &'static str)],
    /// What becomes of what joins, which has one address in both layouts.
    joined: Does,
    /// What becomes of what a VPC has for itself, by its address in the flat layout.
    own: Does,
}

const CASES: &[Case] = &[
    Case {
        name: "add a third environment with a peering",
        edits: &[
            ("environment dev\n", "environment dev\nenvironment test\n"),
            (
                "pl sites",
                "vpc test 10.2.0.0/16 region=eu-west-1 environment=test {
  tier app private { subnet test-a a 10.2.0.0/24 route_table=app }
  route_table app { 10.0.0.0/16 -> peering:prod-test }
}
peering prod-test prod test
pl sites",
            ),
            ("route_table app { 10.1", "route_table app { 10.2.0.0/16 -> peering:prod-test; 10.1"),
        ],
        joined: &[
            ("aws_vpc_peering_connection.prod_test", "create"),
            ("aws_route.prod[\"app 10.2.0.0/16\"]", "create"),
            ("aws_route.test[\"app 10.0.0.0/16\"]", "create"),
        ],
        own: &[
            ("aws_vpc.test", "create"),
            ("aws_subnet.test[\"test-a\"]", "create"),
            ("aws_route_table.test[\"app\"]", "create"),
            ("aws_route_table_association.test[\"test-a\"]", "create"),
        ],
    },
    Case {
        name: "drop a peering",
        edits: &[
            ("peering prod-dev prod dev\n", ""),
            ("10.1.0.0/16 -> peering:prod-dev; ", ""),
            ("10.0.0.0/16 -> peering:prod-dev", ""),
        ],
        joined: &[
            ("aws_vpc_peering_connection.prod_dev", "delete"),
            ("aws_route.prod[\"app 10.1.0.0/16\"]", "delete"),
            ("aws_route.dev[\"app 10.0.0.0/16\"]", "delete"),
        ],
        own: &[],
    },
    Case {
        name: "point a route of a peering elsewhere",
        edits: &[("10.1.0.0/16 -> peering:prod-dev; ", "10.1.0.0/16 -> tgw:core; ")],
        joined: &[("aws_route.prod[\"app 10.1.0.0/16\"]", "update")],
        own: &[],
    },
    Case {
        name: "add an attachment",
        edits: &[(
            "attachment core-prod",
            "attachment core-dev core resource=vpc:dev subnets=[dev-a] associated_table=spokes\nattachment core-prod",
        )],
        joined: &[
            ("aws_ec2_transit_gateway_vpc_attachment.core_dev", "create"),
            ("aws_ec2_transit_gateway_route_table_association.core_dev", "create"),
        ],
        own: &[],
    },
    Case {
        name: "move an attachment to another table",
        edits: &[(
            "associated_table=spokes propagating_tables=[shared]",
            "associated_table=shared propagating_tables=[shared]",
        )],
        // AWS knows no way to change an association.
        joined: &[("aws_ec2_transit_gateway_route_table_association.core_prod", "replace")],
        own: &[],
    },
    Case {
        name: "let an attachment propagate into another table too",
        edits: &[("propagating_tables=[shared]", "propagating_tables=[shared, spokes]")],
        joined: &[("aws_ec2_transit_gateway_route_table_propagation.core_prod[\"spokes\"]", "create")],
        own: &[],
    },
    Case {
        name: "add a rule to a group that names a peer's group",
        edits: &[("sg api rules=[", "sg api rules=[{protocol: tcp, ports: 9090, peer: sg:web}, ")],
        joined: &[("aws_vpc_security_group_ingress_rule.dev[\"api tcp 9090 group prod/web\"]", "create")],
        own: &[],
    },
    Case {
        name: "add an entry to a prefix list",
        edits: &[("entries=[", "entries=[{block: 192.168.7.0/24, description: \"New\"}, ")],
        joined: &[("aws_ec2_managed_prefix_list.sites", "update")],
        own: &[],
    },
    Case {
        name: "add a rule of a resolver",
        edits: &[(
            "rules=[{domain: corp.example.com",
            "rules=[{domain: ad.example.com, servers: [192.168.0.11], vpcs: [vpc-dev]}, {domain: corp.example.com",
        )],
        joined: &[
            ("aws_route53_resolver_rule.out[\"ad.example.com\"]", "create"),
            ("aws_route53_resolver_rule_association.out[\"ad.example.com dev\"]", "create"),
        ],
        own: &[],
    },
    Case {
        name: "drop a follower of a resolver rule",
        edits: &[("vpcs: [vpc-prod, vpc-dev]", "vpcs: [vpc-prod]")],
        joined: &[("aws_route53_resolver_rule_association.out[\"corp.example.com dev\"]", "delete")],
        own: &[],
    },
];

fn edited(case: &Case) -> Design {
    let text = case.edits.iter().fold(BEFORE.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{}: {from}", case.name);
        text.replacen(from, to, 1)
    });
    parse(&text)
}

fn map(does: Does) -> BTreeMap<String, String> {
    does.iter().map(|(address, action)| ((*address).to_owned(), (*action).to_owned())).collect()
}

/// How many resources an action is done to.
fn counts(does: &BTreeMap<String, String>) -> BTreeMap<&str, usize> {
    does.values().fold(BTreeMap::new(), |mut counts, action| {
        *counts.entry(action.as_str()).or_default() += 1;
        counts
    })
}

/// The same design with its statements the other way round, in lists too.
fn turned_round() -> Design {
    let mut statements: Vec<String> = Vec::new();
    for line in BEFORE.lines().filter(|line| !line.trim().is_empty()) {
        match statements.last_mut() {
            Some(open) if open.matches('{').count() > open.matches('}').count() => *open += &format!("\n{line}"),
            _ => statements.push(line.to_owned()),
        }
    }
    statements.reverse();
    let text = statements.join("\n");
    let text = text.replace(
        "10.1.0.0/16 -> peering:prod-dev; 10.8.0.0/16 -> tgw:core",
        "10.8.0.0/16 -> tgw:core; 10.1.0.0/16 -> peering:prod-dev",
    );
    let text = text.replace("subnets=[app-a, app-b]", "subnets=[app-b, app-a]");
    assert!(text.find("attachment").expect("it is there") < text.find("vpc prod").expect("it is there"));
    parse(&text.replace("vpcs: [vpc-prod, vpc-dev]", "vpcs: [vpc-dev, vpc-prod]"))
}

#[test]
fn an_edit_of_what_joins_flat_code_touches_only_what_was_edited() {
    let Some(bench) = Bench::new("joined_edits_flat") else { return };
    let options = bench::flat();
    let dir = bench.write("edits", &export(&parse(BEFORE), &options));
    assert!(bench.plan(&dir).values().all(|action| action == "create"));
    bench.apply(&dir);
    assert_eq!(bench.plan(&dir), BTreeMap::new());
    for case in CASES {
        bench.write("edits", &export(&edited(case), &options));
        let does: BTreeMap<_, _> = map(case.joined).into_iter().chain(map(case.own)).collect();
        assert_eq!(bench.plan(&dir), does, "{}", case.name);
    }
    bench.write("edits", &export(&turned_round(), &options));
    assert_eq!(bench.plan(&dir), BTreeMap::new(), "everything in another order");
}

/// The states of all folders, and the AWS behind them.
struct Snapshot(BTreeMap<String, Vec<u8>>);

const CLOUD: &str = "../cloud.jsonl";

impl Snapshot {
    fn of(root: &Path, folders: &[String]) -> Snapshot {
        let files = folders.iter().map(|folder| format!("{folder}/terraform.tfstate")).chain([CLOUD.to_owned()]);
        Snapshot(files.map(|file| (file.clone(), fs::read(root.join(&file)).expect(&file))).collect())
    }

    /// All is as it was.
    fn restore(&self, root: &Path, folders: &[String]) {
        for folder in folders {
            let _ = fs::remove_file(root.join(folder).join("terraform.tfstate"));
        }
        for (file, bytes) in &self.0 {
            fs::write(root.join(file), bytes).expect(file);
        }
    }
}

#[test]
fn an_edit_of_what_joins_environments_touches_only_what_was_edited() {
    let Some(bench) = Bench::new("joined_edits_environments") else { return };
    let options = Options { layout: Layout::Environments, ..Options::default() };
    let bundle = export(&parse(BEFORE), &options);
    let root = bench.write("edits", &bundle);
    let folders = bench::folders(&bundle);
    assert_eq!(folders.last().map(String::as_str), Some("connections"));
    for folder in &folders {
        let dir = root.join(folder);
        assert!(bench.plan(&dir).values().all(|action| action == "create"), "{folder}");
        bench.apply(&dir);
    }
    let snapshot = Snapshot::of(&root, &folders);
    let mut designs: Vec<(&str, Design, Does, Does)> =
        CASES.iter().map(|case| (case.name, edited(case), case.joined, case.own)).collect();
    designs.push(("everything in another order", turned_round(), &[], &[]));
    for (name, design, joined, own) in designs {
        let bundle = export(&design, &options);
        bench.write("edits", &bundle);
        let folders = bench::folders(&bundle);
        let mut of_environments = BTreeMap::new();
        for folder in folders.iter().filter(|folder| *folder != "connections") {
            let dir = root.join(folder);
            let does = bench.plan(&dir);
            if !does.is_empty() {
                bench.apply(&dir);
            }
            of_environments.extend(does.into_iter().map(|(address, action)| (format!("{folder} {address}"), action)));
        }
        assert_eq!(counts(&of_environments), counts(&map(own)), "{name}: {of_environments:?}");
        assert_eq!(bench.plan(&root.join("connections")), map(joined), "{name}");
        snapshot.restore(&root, &folders);
    }
}
