//! The command line, as a shell sees it: output, messages, exit codes, files.

mod accepting;
mod exporting;
mod pictures;
mod sarif;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::{Value, json};

/// A folder of its own for each test; gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("cidraw-cli-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    /// Runs `cidraw` in the folder: exit code, standard output, standard error.
    fn run(&self, arguments: &str) -> (i32, String, String) {
        let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_cidraw"))
            .args(arguments.split(' '))
            .current_dir(&self.0)
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (status.code().unwrap(), text(stdout), text(stderr))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Two subnets that overlap, as nobody lays a file out, and an object that cannot be read.
const WRONG: &str = r#"{"cidraw": 1, "objects": [
{"kind": "subnet", "id": "subnet-b", "name": "b", "vpc": "vpc-a", "tier": "tier-t", "zone": "eu-west-1b", "ipv4": "10.20.0.128/25"},
{"kind": "subnet", "id": "subnet-a", "name": "a", "vpc": "vpc-a", "tier": "tier-t", "zone": "eu-west-1a", "ipv4": "10.20.0.0/24"},
{"kind": "tier", "id": "tier-t", "name": "t", "vpc": "vpc-a"},
{"kind": "tier", "id": "tier-x", "name": "x", "vpc": "subnet-a"},
{"kind": "vpc", "id": "vpc-a", "name": "a", "region": "eu-west-1", "ipv4": ["10.20.0.0/16"]}
]}"#;

const RULE: &str = "addressing/subnet-overlaps-subnet";

#[test]
fn fmt_tidies_a_file_once_and_check_tells_without_writing() {
    let here = Folder::new("fmt");
    here.write("a.json", WRONG);
    let note = "a.json:5: tier-x: vpc: \"subnet-a\" names a subnet, but a VPC belongs here. The object is kept as it is written.\n";
    let (code, out, err) = here.run("fmt --check a.json");
    assert_eq!((code, out.as_str(), err.as_str()), (1, "a.json:1: not in the layout that cidraw writes\n", note));
    assert_eq!(here.read("a.json"), WRONG);
    assert_eq!(here.run("fmt a.json").0, 0);
    let tidy = here.read("a.json");
    assert!(tidy.contains(r#"{"kind": "tier", "id": "tier-x", "name": "x", "vpc": "subnet-a"}"#), "{tidy}");
    let (code, out, _) = here.run("fmt --check a.json");
    assert_eq!((code, out.as_str()), (0, ""));
    here.run("fmt a.json");
    assert_eq!(here.read("a.json"), tidy);
}

#[test]
fn check_names_file_line_object_and_rule() {
    let here = Folder::new("check");
    here.write("a.json", WRONG);
    let (code, out, _) = here.run("check a.json");
    assert_eq!(code, 1);
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("a.json:5: error: tier-x: vpc: \"subnet-a\" names a subnet"), "{out}");
    let found = lines.iter().find(|line| line.ends_with(&format!("[{RULE}]"))).expect("the overlap is found");
    assert!(
        found.starts_with("a.json:3: error: subnet a: ") || found.starts_with("a.json:2: error: subnet b: "),
        "{found}"
    );
    assert!(lines.iter().any(|line| line.starts_with("    fix: ")), "{out}");
    assert!(lines.last().unwrap().starts_with("a.json: 1 error, "), "{out}");
    assert!(lines.last().unwrap().ends_with(", 1 unreadable"), "{out}");
}

#[test]
fn check_tells_in_json() {
    let here = Folder::new("json");
    here.write("a.json", WRONG);
    let (code, out, _) = here.run("check a.json --format json");
    assert_eq!(code, 1);
    let told: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(told["version"], 1);
    let file = &told["files"][0];
    assert_eq!((&file["file"], &file["counts"]["error"]), (&json!("a.json"), &json!(1)));
    assert_eq!(file["unread"][0]["line"], 5);
    let findings = file["findings"].as_array().unwrap();
    let found = findings.iter().find(|finding| finding["rule"] == RULE).unwrap();
    assert_eq!(found["severity"], "error");
    assert!(found["objects"].as_array().unwrap().contains(&json!({
        "id": "subnet-a", "kind": "subnet", "name": "a", "line": 3
    })));
    assert!(found["message"].as_str().unwrap().contains("10.20.0.0/24"));
    assert!(found["fingerprint"].as_str().unwrap().starts_with(RULE));
    assert!(found["fixes"][0]["title"].is_string() && found["fixes"][0]["safety"].is_string());
}

#[test]
fn check_tells_in_sarif() {
    let here = Folder::new("sarif");
    here.write("a b.json", WRONG);
    let run = Command::new(env!("CARGO_BIN_EXE_cidraw"))
        .args(["check", "a b.json", "--format", "sarif"])
        .current_dir(&here.0)
        .output()
        .unwrap();
    let told: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!((&told["version"], told["runs"].as_array().unwrap().len()), (&json!("2.1.0"), 1));
    let rules: Vec<&Value> =
        told["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|r| &r["id"]).collect();
    let results = told["runs"][0]["results"].as_array().unwrap();
    assert!(results.iter().all(|result| rules.contains(&&result["ruleId"])));
    assert_eq!(results[0]["ruleId"], "file/unreadable-object");
    assert_eq!(
        results[0]["locations"][0]["physicalLocation"],
        json!({
            "artifactLocation": { "uri": "a%20b.json" },
            "region": { "startLine": 5 },
        })
    );
    let found = results.iter().find(|result| result["ruleId"] == RULE).unwrap();
    assert_eq!((&found["level"], found["locations"].as_array().unwrap().len()), (&json!("error"), 1));
    assert_eq!(found["relatedLocations"].as_array().unwrap().len(), 1);
}

#[test]
fn a_design_without_errors_ends_with_0() {
    let here = Folder::new("clean");
    assert_eq!(
        here.run("generate --vpcs 6 --zones 2 --tiers 3 --peerings 4 --seed 7 --out a.json"),
        (0, String::new(), String::new())
    );
    assert_eq!(here.run("fmt --check a.json").0, 0);
    let (code, out, _) = here.run("check a.json");
    assert_eq!((code, out.contains("a.json: 0 errors, ")), (0, true), "{out}");
    let (_, printed, _) = here.run("generate --vpcs 6 --zones 2 --tiers 3 --peerings 4 --seed 7");
    assert_eq!(printed, here.read("a.json"));
}

#[test]
fn the_schema_is_printed() {
    let (code, out, _) = Folder::new("schema").run("schema");
    assert_eq!(code, 0);
    assert_eq!(serde_json::from_str::<Value>(&out).unwrap(), cidraw::format::schema());
}

#[test]
fn what_cannot_be_done_ends_with_2_and_names_the_file() {
    let here = Folder::new("failed");
    here.write("text.json", "hello");
    here.write("sound.json", "{\"cidraw\": 1, \"objects\": []}");
    here.write("new.json", "{\"cidraw\": 99, \"objects\": []}");
    for command in ["check", "fmt", "fmt --check", "export --to terraform --out out", "diff sound.json"] {
        let (code, out, err) = here.run(&format!("{command} text.json"));
        assert_eq!((code, err.as_str()), (2, "text.json: The file is not JSON: line 1, column 1: expected value.\n"));
        assert!(!out.contains("error"), "{out}");
        let (code, _, err) = here.run(&format!("{command} gone.json"));
        assert_eq!((code, err.starts_with("gone.json: ")), (2, true), "{err}");
        let (code, _, err) = here.run(&format!("{command} new.json"));
        assert_eq!((code, err.contains("format version 99")), (2, true), "{err}");
    }
    assert_eq!(here.read("text.json"), "hello");
    assert!(!here.0.join("out").exists());
    for wrong in
        ["check", "fmt", "draw", "generate --zones 9", "export text.json --to paper --out out", "check --format x y"]
    {
        assert_eq!(here.run(wrong).0, 2, "{wrong}");
    }
    let large = fs::File::create(here.0.join("large.json")).unwrap();
    large.set_len(100_000_000).unwrap();
    let (code, _, err) = here.run("check large.json");
    assert_eq!((code, err.as_str()), (2, "large.json: The file has 100 MB. A design has at most 50 MB.\n"));
}

#[test]
fn one_file_that_cannot_be_read_does_not_keep_the_others_from_being_checked() {
    let here = Folder::new("several");
    here.run("generate --vpcs 1 --out a.json");
    let (code, out, err) = here.run("check gone.json a.json");
    assert_eq!((code, out.contains("a.json: 0 errors")), (2, true), "{out}");
    assert!(err.starts_with("gone.json: "));
}

/// A design, and what became of it: renamed, resized, rerouted, with a subnet more and a VPC less.
const BEFORE: &str = r#"{"cidraw": 1, "title": "x", "objects": [
{"kind": "vpc", "id": "vpc-a", "name": "prod", "region": "eu-west-1", "ipv4": ["10.20.0.0/16"], "tags": {"team": "net", "cost": "7"}},
{"kind": "vpc", "id": "vpc-b", "name": "old", "region": "eu-west-1", "ipv4": ["10.21.0.0/16"]},
{"kind": "tier", "id": "tier-t", "name": "app", "vpc": "vpc-a"},
{"kind": "subnet", "id": "subnet-a", "name": "app-a", "vpc": "vpc-a", "tier": "tier-t", "zone": "eu-west-1a", "ipv4": "10.20.0.0/24"},
{"kind": "subnet", "id": "subnet-b", "name": "app-b", "vpc": "vpc-a", "tier": "tier-t", "zone": "eu-west-1b", "ipv4": "10.20.1.0/24"},
{"kind": "internet_gateway", "id": "igw-a", "name": "main", "vpc": "vpc-a"},
{"kind": "route_table", "id": "rtb-a", "name": "public", "vpc": "vpc-a", "routes": [{"destination": "0.0.0.0/0", "target": "igw-a"}, {"destination": "10.21.0.0/16", "target": "pcx-a"}]},
{"kind": "peering", "id": "pcx-a", "requester": "vpc-a", "accepter": "vpc-b"},
{"kind": "tier", "id": "tier-x", "name": "x", "vpc": "subnet-a"}
]}"#;
const AFTER: &str = r#"{"cidraw": 1, "title": "y", "objects": [
{"kind": "vpc", "id": "vpc-a", "name": "production", "region": "eu-west-1", "ipv4": ["10.20.0.0/16", "10.22.0.0/16"], "tags": {"team": "core"}, "dns_support": false, "at": {"x": 20, "y": 40}},
{"kind": "tier", "id": "tier-t", "name": "app", "vpc": "vpc-a", "role": "public"},
{"kind": "subnet", "id": "subnet-a", "name": "app-a", "vpc": "vpc-a", "tier": "tier-t", "zone": "eu-west-1a", "ipv4": "10.20.0.0/25", "route_table": "rtb-a"},
{"kind": "subnet", "id": "subnet-c", "name": "app | c", "vpc": "vpc-a", "tier": "tier-t", "zone": "eu-west-1c", "ipv4": "10.20.2.0/24"},
{"kind": "subnet", "id": "subnet-b", "name": "app-b", "vpc": "vpc-a", "tier": "tier-t", "zone": "eu-west-1b", "ipv4": "10.20.1.0/24"},
{"kind": "internet_gateway", "id": "igw-a", "name": "main", "vpc": "vpc-a"},
{"kind": "route_table", "id": "rtb-a", "name": "public", "vpc": "vpc-a", "routes": [{"destination": "::/0", "target": "igw-a"}, {"destination": "0.0.0.0/0", "target": "igw-a"}]}
]}"#;

#[test]
fn diff_tells_objects_fields_and_addresses_by_name() {
    let here = Folder::new("diff");
    here.write("a.json", BEFORE);
    here.write("b.json", AFTER);
    let told = "\
~ VPC production (vpc-a), was prod
    ipv4:
      + 10.22.0.0/16
    dns_support: true -> false
    tags.cost: 7 -> none
    tags.team: net -> core
    at: none -> x 20, y 40
- VPC old (vpc-b)
~ tier app (tier-t)
    role: private -> public
~ subnet app-a (subnet-a)
    ipv4: 10.20.0.0/24 -> 10.20.0.0/25
    route_table: none -> public (rtb-a)
+ subnet app | c (subnet-c)
    vpc: production (vpc-a)
    tier: app (tier-t)
    zone: eu-west-1c
    ipv4: 10.20.2.0/24
~ route table public (rtb-a)
    routes:
      - destination 10.21.0.0/16, target pcx-a
      + destination ::/0, target main (igw-a)
- peering pcx-a
~ field of the file title: \"x\" -> \"y\"
- unreadable object at line 10: vpc: \"subnet-a\" names a subnet, but a VPC belongs here.
addresses freed: 10.20.0.128/25 of subnet app-a
addresses freed: 10.21.0.0/16 of VPC old
addresses taken: 10.20.2.0/24 of subnet app | c
addresses taken: 10.22.0.0/16 of VPC production
replaced in AWS: subnet app-a for its ipv4
a.json -> b.json: 1 added, 2 removed, 4 changed
";
    let (code, out, err) = here.run("diff a.json b.json");
    assert_eq!((code, out.as_str()), (1, told));
    assert_eq!(
        err,
        "a.json:10: tier-x: vpc: \"subnet-a\" names a subnet, but a VPC belongs here. The object is kept as it is written.\n"
    );
    let (code, out, _) = here.run("diff a.json a.json");
    assert_eq!((code, out.as_str()), (0, "a.json -> a.json: no difference\n"));
    // How a file is laid out makes no difference.
    here.write("c.json", AFTER);
    here.run("fmt c.json");
    assert_ne!(here.read("c.json"), AFTER);
    assert_eq!(here.run("diff b.json c.json").0, 0);
}

#[test]
fn diff_tells_in_json() {
    let here = Folder::new("diff-json");
    here.write("a.json", BEFORE);
    here.write("b.json", AFTER);
    let (code, out, _) = here.run("diff a.json b.json --format json");
    assert_eq!(code, 1);
    let told: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (&told["version"], &told["old"], &told["new"], &told["same"]),
        (&json!(1), &json!("a.json"), &json!("b.json"), &json!(false))
    );
    assert_eq!(told["counts"], json!({ "added": 1, "removed": 2, "changed": 4 }));
    let object = |id: &str| told["objects"].as_array().unwrap().iter().find(|object| object["id"] == id).unwrap();
    assert_eq!(
        object("subnet-a"),
        &json!({
            "change": "changed", "id": "subnet-a", "kind": "subnet", "name": "app-a", "was_called": null,
            "old_line": 5, "new_line": 4,
            "fields": [
                { "field": "ipv4", "old": "10.20.0.0/24", "new": "10.20.0.0/25" },
                { "field": "route_table", "old": null, "new": "rtb-a" },
            ],
        })
    );
    assert_eq!((&object("vpc-a")["was_called"], &object("vpc-b")["change"]), (&json!("prod"), &json!("removed")));
    assert_eq!(
        object("rtb-a")["fields"],
        json!([{
            "field": "routes",
            "old": [{ "destination": "0.0.0.0/0", "target": "igw-a" }, { "destination": "10.21.0.0/16", "target": "pcx-a" }],
            "new": [{ "destination": "::/0", "target": "igw-a" }, { "destination": "0.0.0.0/0", "target": "igw-a" }],
            "removed": [{ "destination": "10.21.0.0/16", "target": "pcx-a" }],
            "added": [{ "destination": "::/0", "target": "igw-a" }],
        }])
    );
    let block = |block: &str, kind: &str, id: &str, name: &str| json!({ "block": block, "kind": kind, "objects": [{ "id": id, "name": name }] });
    assert_eq!(
        told["addresses"],
        json!({
            "freed": [
                block("10.20.0.128/25", "subnet", "subnet-a", "app-a"),
                block("10.21.0.0/16", "vpc", "vpc-b", "old"),
            ],
            "taken": [
                block("10.20.2.0/24", "subnet", "subnet-c", "app | c"),
                block("10.22.0.0/16", "vpc", "vpc-a", "production"),
            ],
        })
    );
    assert_eq!(told["replaced"], json!([{ "id": "subnet-a", "fields": ["ipv4"], "with": [] }]));
    assert_eq!(told["file"], json!([{ "field": "title", "old": "x", "new": "y" }]));
    assert_eq!(
        told["unread"],
        json!({
            "removed": [{ "line": 10, "reason": "vpc: \"subnet-a\" names a subnet, but a VPC belongs here." }],
            "added": [],
        })
    );
}

#[test]
fn diff_tells_in_markdown_that_no_name_breaks() {
    let here = Folder::new("diff-markdown");
    here.write("a.json", BEFORE);
    here.write("b.json", AFTER);
    let (code, out, _) = here.run("diff a.json b.json --format markdown");
    assert_eq!(code, 1);
    assert!(out.starts_with("### a.json → b.json\n\n1 added, 2 removed, 4 changed\n\n#### Objects\n\n"), "{out}");
    for line in [
        "| changed | subnet **app-a** `subnet-a` | `ipv4` | `10.20.0.0/24` | `10.20.0.0/25` |",
        "| added | subnet **app \\| c** `subnet-c` | `zone` |  | `eu-west-1c` |",
        "| removed | peering `pcx-a` |  |  |  |",
        "| freed | `10.21.0.0/16` | VPC old |",
        "| subnet app-a | `ipv4` |  |",
    ] {
        assert!(out.lines().any(|told| told == line), "{line}\n{out}");
    }
    // As many cells in each line as in the head of its table.
    let cells = |line: &str| line.replace("\\|", "").matches('|').count();
    for table in out.split("\n\n").filter(|part| part.starts_with('|')) {
        let counts: Vec<usize> = table.lines().map(cells).collect();
        assert!(counts.iter().all(|count| *count == counts[0]), "{table}");
    }
}
