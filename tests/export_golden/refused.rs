//! Values that AWS refuses and code can do without: whoever writes code leaves them out, and says so.

use std::collections::BTreeSet;

use cidraw::export::{Bundle, Layout, NoteKind, Options, exporter};

/// Everything of which one half is sound.
const DESIGN: &str = r#"
account main number=111122223333
account other number=444455556666
environment prod account=main
vpc main 10.0.0.0/16 region=eu-west-1 environment=prod {
  vgw office asn=64511
  eigw six
  tier app private { subnet app-a a 10.0.0.0/24 route_table=app; subnet app-b b 10.0.1.0/24 }
  route_table app { 10.7.0.0/16 -> eigw:six; 10.8.0.0/16 -> endpoint:logs; pl:far -> tgw:hub; 10.9.0.0/16 -> tgw:hub }
  acl edge entries=[{number: 100, block: 10.0.0.0/8, protocol: icmp, ports: 80}, {number: 110, block: 10.0.0.0/8, protocol: tcp, icmp_type: 8}, {number: 120, block: 10.0.0.0/8}]
  sg web rules=[{peer: 10.5.0.0/16, protocol: "47", ports: 80}, {peer: 10.2.0.0/16, protocol: tcp, icmp_type: 8}, {peer: sg:away, protocol: tcp, ports: 443}, {peer: prefix_list:far, protocol: tcp, ports: 443}, {peer: 10.3.0.0/16}]
  lb inside balancer=network scheme=internal subnets=[app-a, away-a] listeners=[{port: 443, protocol: tcp}]
  endpoint logs com.amazonaws.eu-west-1.logs subnets=[app-a, away-a] security_groups=[web, away]
}
vpc away 10.1.0.0/16 region=us-east-1 environment=prod {
  tier app private { subnet away-a a 10.1.0.0/24 }
  sg away
}
endpoint_service inside region=eu-west-1 account=main load_balancers=[inside] allowed_principals=["111122223333", "arn:aws:iam::444455556666:root", "arn:aws:iam::444455556666:root"]
prefix_list far region=us-east-1 account=main entries=[{block: 192.168.0.0/16}]
prefix_list huge region=eu-west-1 account=main entries=[{block: 192.168.0.0/16}] max_entries=1001
tgw hub eu-west-1 account=main asn=65535 blocks=[10.99.0.0/24, 10.99.0.0/24, 10.99.0.5/24]
tgw second eu-west-1 account=main asn=64620
tgw_table of-second second
attachment first hub resource=vpc:main subnets=[app-a] associated_table=of-second
attachment twice hub resource=vpc:main subnets=[app-b]
dxgw line account=main asn=7224 associations=[{gateway: tgw:hub, allowed_prefixes: [10.0.0.0/16, 10.0.0.0/16, 10.0.0.1/16]}, {gateway: tgw:hub}]
cgw kept 203.0.113.7 region=eu-west-1 account=main asn=9059
cgw six region=eu-west-1 account=main address="2001:db8::7"
cgw elsewhere 203.0.113.9 region=eu-west-1 account=other
vpn learned kept gateway=vgw:office static_routes=[192.168.1.0/24] acceleration=true
vpn fixed kept gateway=vgw:office routing=static static_routes=[192.168.2.0/24, "2001:db8::/48"] tunnel_inside=[10.0.0.0/30, 169.254.10.0/29]
vpn hub kept gateway=tgw:hub routing=static static_routes=[192.168.3.0/24]
vpn foreign elsewhere gateway=vgw:office
"#;

/// What must not be in the code, each with the object that the note is about.
const REFUSED: [(&str, &str, &str); 31] = [
    ("vgw-office", "64511", "64511"),
    ("tgw-hub", "65535", "65535"),
    ("dxgw-line", "7224", "7224"),
    ("cgw-kept", "9059", "9059"),
    ("cgw-six", "IPv4", "2001:db8::7"),
    ("rtb-app", "10.7.0.0/16", "10.7.0.0/16"),
    ("rtb-app", "10.8.0.0/16", "10.8.0.0/16"),
    ("rtb-app", "another Region", ""),
    ("acl-edge", "100", ""),
    ("acl-edge", "110", ""),
    ("sg-web", "no ports", "10.5.0.0/16"),
    ("sg-web", "no ICMP types", "10.2.0.0/16"),
    ("sg-web", "group is in another Region", ""),
    ("sg-web", "prefix list is in another Region", ""),
    ("lb-inside", "away-a", ""),
    ("vpce-logs", "away-a", ""),
    ("vpce-logs", "away", ""),
    ("vpce-svc-inside", "111122223333", ""),
    ("pl-huge", "1001", "1001"),
    ("tgw-hub", "there twice", ""),
    ("tgw-hub", "10.99.0.5/24", "10.99.0.5/24"),
    ("tgw-attach-first", "of-second", ""),
    ("tgw-attach-twice", "attached to the transit gateway already", ""),
    ("dxgw-line", "10.0.0.1/16", "10.0.0.1/16"),
    ("dxgw-line", "association is there twice", ""),
    ("vpn-learned", "192.168.1.0/24", "192.168.1.0/24"),
    ("vpn-learned", "Acceleration", ""),
    ("vpn-fixed", "2001:db8::/48", "2001:db8::/48"),
    ("vpn-fixed", "169.254.10.0/29", "169.254.10.0/29"),
    ("vpn-hub", "192.168.3.0/24", "192.168.3.0/24"),
    ("vpn-foreign", "another account or Region", ""),
];

fn code(bundle: &Bundle) -> String {
    let is_code = |path: &str| !path.starts_with("modules/") && (path.ends_with(".tf") || path.ends_with(".yaml"));
    let files = bundle.files.iter().filter(|file| is_code(&file.path));
    files.filter_map(|file| file.as_text()).collect()
}

#[test]
fn what_aws_refuses_is_left_out_of_all_code_with_a_note() {
    let design = cidraw::notation::parse(DESIGN).expect("notation");
    let mut wrong = BTreeSet::new();
    for id in ["terraform", "cloudformation"] {
        for layout in Layout::ALL {
            let options = Options { layout, ..Options::default() };
            let bundle = exporter(id).expect("there is one").export(&design, &options);
            let code = code(&bundle);
            for (object, words, text) in REFUSED {
                let said = bundle.notes.iter().any(|note| {
                    note.kind == NoteKind::LeftOut
                        && note.object.is_some_and(|id| id.to_string() == object)
                        && note.text.contains(words)
                });
                if !said {
                    wrong.insert(format!("{id}: no note of {object} says {words}"));
                }
                if !text.is_empty() && code.contains(text) {
                    wrong.insert(format!("{id}: the code says {text}"));
                }
            }
        }
    }
    let lines: Vec<String> = wrong.into_iter().collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}
