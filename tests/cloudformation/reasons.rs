//! Why cfn-lint and moto do not say what the rules say.

/// Why both take what an error is about: by rule, or by all rules whose ids begin so.
pub const TAKEN: &[(&str, &str)] = &[
    (
        "addressing/address-malformed",
        "The address of an elastic IP is AWS's to give out: the template does not hold it.",
    ),
    (
        "addressing/subnet-ipv6-prefix-invalid",
        "The fake takes every length of an IPv6 block; cfn-lint does not see what an expression comes to.",
    ),
    ("addressing/vpc-cidr-forbidden-range", BLOCKS),
    (
        "addressing/vpc-ipv6-ula-range",
        "Private IPv6 comes from an IPAM pool; the template asks Amazon for a public range instead.",
    ),
    ("addressing/vpc-secondary-", BLOCKS),
    (
        "balancers/lb-two-subnets-same-zone",
        "The fake compares the zones of a load balancer's subnets only where it is called directly.",
    ),
    ("dns/", "The two attributes are taken in every pair."),
    (
        "endpoints/",
        "The fake does not compare an endpoint with its service, its subnets or other endpoints; cfn-lint looks at no names.",
    ),
    ("filtering/sg-description-invalid", WORDS),
    ("filtering/sg-rule-description-invalid", WORDS),
    ("filtering/sg-name", "The name on AWS is made by CloudFormation from the stack's; the drawn one is a tag."),
    ("filtering/sg-reference-unknown", "Nobody asks whether two VPCs are joined when a rule names a group."),
    ("gateways/eigw-two-per-vpc", "The fake takes any number of egress-only gateways."),
    ("gateways/eip-other-region", "The exporter writes it in the Region of its NAT gateway, and says so."),
    ("hybrid/", "Every number and address of VPN and Direct Connect is taken."),
    ("lattice/", "The fake joins a VPC with any number of service networks and groups."),
    ("limits/", "Neither counts quotas."),
    ("peering/peering-duplicate", "The fake takes a second peering of the same VPCs."),
    (
        "peering/peering-inter-region-sg-reference",
        "Groups of another Region are in another stack; the fake takes what names them out of this one.",
    ),
    ("peering/peering-partition-mismatch", "Neither compares the partitions of two Regions."),
    ("reference/dangling", "The exporter leaves out what is named and not there, and says so: the rest is sound."),
    (
        "reference/tier-of-another-vpc",
        "A tier becomes a tag. Two accounts of where a subnet belongs are wrong in the design, not on AWS.",
    ),
    ("routing/gwrt-", "Neither looks at what the table of a gateway leads to."),
    ("routing/pl-entries-exceed-max", "The template says as many entries as there are, and a note tells of it."),
    ("routing/pl-name-reserved", "The fake takes every name of a prefix list."),
    ("routing/rt-link-local-destination", "Every destination is taken."),
    (
        "routing/rt-main-count",
        "A template cannot make a table the main one: subnets that follow it are associated with it by name.",
    ),
    ("routing/rt-family-mismatch", "Neither compares the family of a destination with what its target carries."),
    ("routing/rt-more-specific-", "Neither asks what a route inside the VPC's own blocks may be for and lead to."),
    (
        "routing/rt-prefix-list-to-gwlbe",
        "The service is another account's, which the fake has not: the endpoint and what leads to it are not made.",
    ),
    ("transit/", "The fake does not look that closely at transit gateways."),
];

const BLOCKS: &str = "Neither knows which ranges and combinations of blocks AWS refuses.";
const WORDS: &str = "The exporter writes the letters that AWS takes, and says so.";

/// Why a judge refuses what is a warning or advice only.
pub const REFUSED: &[(&str, &str)] = &[];

/// The reason for a rule: the longest entry that its id begins with.
pub fn reason<'a>(table: &[(&str, &'a str)], rule: &str) -> Option<&'a str> {
    let fitting = table.iter().filter(|(id, _)| rule.starts_with(id));
    fitting.max_by_key(|(id, _)| id.len()).map(|(_, reason)| *reason)
}
