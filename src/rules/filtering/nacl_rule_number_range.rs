use crate::aws::limits;
use crate::model::NetworkAclId;
use crate::model::kinds::NetworkAcl;
use crate::rules::{Context, Findings, rule};

rule! {
    /// An entry of a network ACL has a number that AWS does not take.
    ///
    /// ## Why it matters
    /// Entries are tried by number, from 1 to 32766; 32767 is the closing deny that cannot be changed.
    ///
    /// ## What to do
    /// Number entries in steps of ten or a hundred, so that others fit between them later.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { acl edge entries=[{number: 40000, block: 0.0.0.0/0}] }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { acl edge entries=[{number: 100, block: 0.0.0.0/0}] }
    /// ```
    "filtering/nacl-rule-number-range" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html"],
        aws_error: "InvalidParameterValue",
        each: NetworkAcl,
    }
}

fn check(cx: &Context<'_>, id: NetworkAclId, acl: &NetworkAcl, found: &mut Findings) {
    let Some(highest) = limits::NETWORK_ACL_RULE_NUMBER_MAX.default else { return };
    for entry in acl.entries.iter().filter(|entry| entry.number == 0 || u32::from(entry.number) > highest) {
        let message =
            format!("{}: {} is no number of an entry. They go from 1 to {highest}.", cx.name(id), entry.number);
        found.at(id, message).field("entries");
    }
}
