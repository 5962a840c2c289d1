//! An independent judge of the rules: Terraform, and the stand-in for AWS, which knows nothing of them.
//!
//! What a rule calls an error is exported as drawn, and applied. The judge refuses it too, or `ACCEPTED` says why not.
//! What a rule finds clean, the judge must accept. `docs/judged.md` is the record.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use cidraw::export::Bundle;
use cidraw::rules::{RULES, Severity};

use crate::bench::{Bench, export, flat};
use crate::record::{Entered, Judged, Verdict, hold, path, table};

/// Why the judge takes what an error is about: by rule.
const ACCEPTED: &[(&str, &str)] = &[
    ("addressing/address-malformed", "The address of an elastic IP is AWS's to give out: the code does not hold it."),
    ("addressing/subnet-reservation-outside", RESERVATIONS),
    ("addressing/subnet-reservation-overlap", RESERVATIONS),
    ("addressing/vpc-cidr-forbidden-range", BLOCKS),
    (
        "addressing/vpc-ipv6-ula-range",
        "Private IPv6 comes from an IPAM pool; the code asks Amazon for a public range instead.",
    ),
    ("addressing/vpc-secondary-172-31", BLOCKS),
    ("addressing/vpc-secondary-198-19", BLOCKS),
    ("addressing/vpc-secondary-in-10-0-slash-16", BLOCKS),
    ("addressing/vpc-secondary-mixes-rfc1918", BLOCKS),
    ("addressing/vpc-secondary-rfc1918-after-public", BLOCKS),
    (
        "addressing/vpc-secondary-swallows-route",
        "Depends on what is made first: the stand-in refuses a peering of VPCs that overlap, and takes a block that comes to overlap.",
    ),
    ("dns/peering-dns-needs-hostnames", "The stand-in does not look at what the VPCs of a peering have switched on."),
    ("dns/vpc-dns-hostnames-without-support", "The stand-in takes every pair of the two attributes."),
    ("endpoints/gwlbe-subnet", ENDPOINTS),
    ("endpoints/ife-ip-type", ENDPOINTS),
    ("endpoints/ife-private-dns-conflict", ENDPOINTS),
    ("endpoints/ife-service-not-in-az", ENDPOINTS),
    ("endpoints/vpce-s3-interface-inbound-dns", ENDPOINTS),
    ("filtering/sg-name-charset", GROUP_NAMES),
    ("filtering/sg-name-duplicate", GROUP_NAMES),
    ("filtering/sg-name-starts-with-sg", GROUP_NAMES),
    (
        "filtering/sg-reference-unknown",
        "The stand-in does not ask whether two VPCs are joined when a rule names a group.",
    ),
    ("gateways/eigw-two-per-vpc", "The stand-in takes any number of egress-only gateways."),
    ("gateways/eip-other-region", "The exporter writes it in the Region of its NAT gateway, and says so."),
    ("hybrid/cgw-address-private", HYBRID),
    ("hybrid/cgw-asn-reserved", HYBRID),
    ("hybrid/dxgw-asn-of-transit-gateway", HYBRID),
    ("hybrid/dxgw-vpc-overlap", HYBRID),
    ("hybrid/vpn-duplicate", HYBRID),
    ("hybrid/vpn-inside-cidr", HYBRID),
    ("lattice/lattice-vpc-two-networks", "The stand-in joins a VPC with any number of service networks."),
    ("limits/eigw-count-exceeds-quota", QUOTAS),
    ("limits/eip-exceeds-quota", QUOTAS),
    ("limits/gwe-count-exceeds-quota", QUOTAS),
    ("limits/hybrid-count-exceeds-quota", QUOTAS),
    ("limits/igw-count-exceeds-quota", QUOTAS),
    ("limits/nacl-count-exceeds-quota", QUOTAS),
    ("limits/nacl-rules-exceed-quota", QUOTAS),
    ("limits/nat-addresses-exceed-quota", QUOTAS),
    ("limits/nat-count-exceeds-quota", QUOTAS),
    ("limits/peering-count-exceeds-quota", QUOTAS),
    ("limits/pl-count-exceeds-quota", QUOTAS),
    ("limits/rt-count-exceeds-quota", QUOTAS),
    ("limits/rt-propagated-exceed-quota", QUOTAS),
    ("limits/rt-routes-exceed-quota", QUOTAS),
    ("limits/services-of-account-exceed-quota", QUOTAS),
    ("limits/services-of-vpc-exceed-quota", QUOTAS),
    ("limits/sg-count-exceeds-quota", QUOTAS),
    ("limits/sg-rules-exceed-quota", QUOTAS),
    ("limits/subnet-count-exceeds-quota", QUOTAS),
    ("limits/tgw-quota", QUOTAS),
    ("limits/vpc-cidr-blocks-exceed-quota", QUOTAS),
    ("limits/vpc-count-exceeds-quota", QUOTAS),
    ("limits/vpc-nau-exceeds-quota", QUOTAS),
    ("limits/vpce-count-exceeds-quota", QUOTAS),
    ("peering/peering-partition-mismatch", "The stand-in does not compare the partitions of two Regions."),
    ("reference/dangling", "The exporter leaves out what is named and not there, and says so: the rest is sound."),
    (
        "reference/tier-of-another-vpc",
        "A tier becomes a tag. Two accounts of where a subnet belongs are wrong in the design, not on AWS.",
    ),
    ("routing/gwrt-bad-target", TABLES_OF_GATEWAYS),
    ("routing/gwrt-destination-outside-vpc", TABLES_OF_GATEWAYS),
    ("routing/pl-entries-exceed-max", "The code says as many entries as there are, and notes it."),
    ("routing/pl-name-reserved", "The stand-in takes every name of a prefix list."),
    ("routing/rt-link-local-destination", "The stand-in takes every destination."),
    (
        "routing/rt-family-mismatch",
        "The stand-in does not compare the family of a destination with what its target carries.",
    ),
    ("routing/rt-more-specific-bad-target", INSIDE),
    ("routing/rt-more-specific-not-a-subnet", INSIDE),
    ("transit/tgw-attachment-subnet-kind", TRANSIT),
    ("transit/tgw-cidr-block-size", TRANSIT),
    ("transit/tgw-peering-duplicate", TRANSIT),
];

const RESERVATIONS: &str = "The stand-in does not compare a reservation with its subnet.";
const ENDPOINTS: &str = "The stand-in does not know which subnets, zones and DNS names an endpoint can have.";
const GROUP_NAMES: &str =
    "The name on AWS is the group's key in the code, which is sound and there once; the drawn one is a tag.";
const HYBRID: &str = "The stand-in takes every number and address of VPN and Direct Connect.";
const TABLES_OF_GATEWAYS: &str = "The stand-in does not look at what the table of a gateway leads to.";
const TRANSIT: &str = "The stand-in does not look that closely at transit gateways.";

const BLOCKS: &str = "The stand-in does not know which ranges and combinations of blocks AWS refuses.";
const INSIDE: &str = "The stand-in does not ask what a route inside the VPC's own blocks is for and may lead to.";
const QUOTAS: &str = "The stand-in counts no quota but the rules of a group.";

/// Why the judge refuses what is a warning or advice only: by rule.
const REFUSED: &[(&str, &str)] = &[];

/// The error that the judge refuses or takes by the order in which two objects happen to be made.
const EITHER_WAY: &str = "addressing/vpc-secondary-swallows-route";

const PAGE: &str = "docs/judged.md";

/// What is to be applied: each code once, since many examples differ in what is not written.
#[derive(Default)]
struct Docket {
    codes: BTreeMap<String, Bundle>,
}

impl Docket {
    /// Puts the code of a design down; the key under which its verdict will be. None when there is nothing to apply.
    fn enter(&mut self, bundle: Bundle) -> Option<String> {
        let code = bundle.files.iter().filter(|file| file.path.ends_with(".tf")).filter_map(|file| file.as_text());
        let code = code.collect::<Vec<_>>().join("\n");
        if !code.lines().any(|line| line.starts_with("resource \"")) {
            return None;
        }
        self.codes.insert(code.clone(), bundle);
        Some(code)
    }

    /// Applies all, two at a time.
    fn heard(self, bench: &Bench) -> BTreeMap<String, Verdict> {
        let all: Vec<(String, Bundle)> = self.codes.into_iter().collect();
        let (next, heard) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
        let work = || {
            while let Some((at, (code, bundle))) =
                Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, all.get(at)?)))
            {
                let verdict = match bench.judge(&bench.write(&at.to_string(), bundle)) {
                    Ok(()) => Verdict::Taken,
                    Err(words) => Verdict::Refused(words),
                };
                heard.lock().expect("no judge panics").insert(code.clone(), verdict);
            }
        };
        std::thread::scope(|scope| {
            scope.spawn(work);
            work();
        });
        heard.into_inner().expect("no judge panicked")
    }
}

fn reason<'a>(table: &[(&str, &'a str)], rule: &str) -> Option<&'a str> {
    table.iter().find(|(id, _)| *id == rule).map(|(_, reason)| *reason)
}

#[test]
fn what_the_rules_say_is_judged_by_others() {
    let Some(bench) = Bench::new("what_the_rules_say_is_judged_by_others") else { return };
    let mut docket = Docket::default();
    let entered = Entered::of(|design| export(design, &flat()), |bundle| docket.enter(bundle));
    let mut judged = entered.judged(&docket.heard(&bench));
    // Terraform makes what does not depend on each other in any order, and the judge looks at one of the two only.
    judged.verdicts.insert(EITHER_WAY, Verdict::Taken);
    let explained = |rule: &cidraw::rules::Rule| {
        reason(if rule.severity == Severity::Error { ACCEPTED } else { REFUSED }, rule.id).is_some()
    };
    let wrong = judged.wrong(explained, true);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    hold(PAGE, &page(&judged), "terraform_plans");
}

/// The record speaks of every error and of nothing else, on machines without a judge too.
#[test]
fn the_record_has_every_error() {
    let page = fs::read_to_string(path(PAGE)).expect("the record");
    let rows: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    for rule in RULES.iter().filter(|rule| rule.severity == Severity::Error && rule.group() != "file") {
        assert_eq!(rows.iter().filter(|id| **id == rule.id).count(), 1, "{} in {PAGE}", rule.id);
    }
    assert!(rows.iter().all(|id| RULES.iter().any(|rule| rule.id == *id)), "{PAGE} speaks of rules that are none");
}

fn page(judged: &Judged) -> String {
    let agreed = judged.of(true, Verdict::is_refused);
    let taken = judged.of(true, Verdict::is_taken);
    let unwritten = judged.of(true, Verdict::is_not_written);
    let head = format!(
        "# Rules before another judge\n\n\
         Made by `UPDATE=1 cargo test --test terraform_plans judged`; do not edit. `docs/judged-cloudformation.md` is the same with CloudFormation.\n\n\
         Each rule's own example of what it finds is exported to Terraform (flat) and applied against a stand-in for \
         AWS that was written by others and knows nothing of the rules; so is its example of what is clean, which \
         must be applied without a word.\n\n\
         Of {} errors the judge refuses {} too, takes {} for the reasons given, and sees nothing of {}, because the \
         exporter leaves out what is wrong or does not write that kind of object.\n",
        agreed.len() + taken.len() + unwritten.len(),
        agreed.len(),
        taken.len(),
        unwritten.len()
    );
    let words = |_: &str, verdict: &Verdict| vec![verdict.words().to_owned()];
    let why = |table: &'static [(&str, &str)]| {
        move |id: &str, _: &Verdict| vec![reason(table, id).unwrap_or_default().to_owned()]
    };
    let both = |id: &str, verdict: &Verdict| {
        vec![verdict.words().to_owned(), reason(REFUSED, id).unwrap_or_default().to_owned()]
    };
    [
        head,
        table("Errors that the judge refuses too", &["rule", "its words"], agreed, words),
        table("Errors that the judge takes", &["rule", "why"], taken, why(ACCEPTED)),
        table(
            "Warnings and advice that the judge refuses",
            &["rule", "its words", "why no error"],
            judged.of(false, Verdict::is_refused),
            both,
        ),
        table("Errors that are not written", &["rule", "what the exporter says"], unwritten, words),
    ]
    .join("\n")
}
