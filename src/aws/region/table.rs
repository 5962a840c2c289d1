//! The Regions.
//!
//! Codes, names and zone ids are from `aws-regions.html` and `aws-availability-zones.html` of
//! <https://docs.aws.amazon.com/global-infrastructure/latest/regions/>.
//! Which letter carries which id, where that is the same for everyone, is what
//! `describe-availability-zones` answers; letters need not follow the numbers (Frankfurt, London,
//! Mumbai, Osaka).

use super::{Partition, Region, Zone, ZoneMapping, Zones};

/// Letters and ids that belong together in every account; ids after `;` have no letter.
macro_rules! uniform {
    ($($letter:literal $id:literal),+ $(; $($rest:literal),+)?) => {
        Zones {
            mapping: ZoneMapping::Uniform,
            zones: &[$(Zone { letter: $letter, id: Some($id) }),+],
            ids: &[$($id),+ $(, $($rest),+)?],
        }
    };
}

/// Letters and ids that each older account pairs in its own way.
macro_rules! per_account {
    ($($letter:literal),+; $($id:literal),+) => {
        Zones {
            mapping: ZoneMapping::PerAccount,
            zones: &[$(Zone { letter: $letter, id: None }),+],
            ids: &[$($id),+],
        }
    };
}

/// The same pairs in every account, but we have not seen them.
macro_rules! unpaired {
    ($($letter:literal),+; $($id:literal),*) => {
        Zones {
            mapping: ZoneMapping::Uniform,
            zones: &[$(Zone { letter: $letter, id: None }),+],
            ids: &[$($id),*],
        }
    };
}

/// A Region of the commercial partition that needs no opt-in, unless more follows.
const fn new(code: &'static str, name: &'static str, geography: &'static str, zones: Zones) -> Region {
    Region {
        code,
        name,
        partition: Partition::Aws,
        geography,
        opt_in: false,
        confirmed: true,
        zone_count: zones.zones.len() as u8,
        zones: zones.zones,
        zone_ids: zones.ids,
        mapping: zones.mapping,
        note: "",
    }
}

/// Every Region, grouped by partition.
pub const REGIONS: &[Region] = &[
    new(
        "us-east-1",
        "US East (N. Virginia)",
        "United States of America",
        per_account![
            'a', 'b', 'c', 'd', 'e', 'f';
            "use1-az1", "use1-az2", "use1-az3", "use1-az4", "use1-az5", "use1-az6"
        ],
    ),
    new(
        "us-east-2",
        "US East (Ohio)",
        "United States of America",
        uniform!['a' "use2-az1", 'b' "use2-az2", 'c' "use2-az3"],
    ),
    new(
        "us-west-1",
        "US West (N. California)",
        "United States of America",
        per_account!['a', 'c'; "usw1-az1", "usw1-az2", "usw1-az3"],
    )
    .zone_count(3)
    .note("Newer accounts see two zones."),
    new(
        "us-west-2",
        "US West (Oregon)",
        "United States of America",
        per_account!['a', 'b', 'c', 'd'; "usw2-az1", "usw2-az2", "usw2-az3", "usw2-az4"],
    ),
    new("af-south-1", "Africa (Cape Town)", "South Africa", uniform!['a' "afs1-az1", 'b' "afs1-az2", 'c' "afs1-az3"])
        .opt_in(),
    new("ap-east-1", "Asia Pacific (Hong Kong)", "Hong Kong", uniform!['a' "ape1-az1", 'b' "ape1-az2", 'c' "ape1-az3"])
        .opt_in(),
    new("ap-east-2", "Asia Pacific (Taipei)", "Taiwan", unpaired!['a', 'b', 'c'; "ape2-az1", "ape2-az2", "ape2-az3"])
        .opt_in(),
    new("ap-south-1", "Asia Pacific (Mumbai)", "India", uniform!['a' "aps1-az1", 'b' "aps1-az3", 'c' "aps1-az2"]),
    new("ap-south-2", "Asia Pacific (Hyderabad)", "India", uniform!['a' "aps2-az1", 'b' "aps2-az2", 'c' "aps2-az3"])
        .opt_in(),
    new(
        "ap-northeast-1",
        "Asia Pacific (Tokyo)",
        "Japan",
        per_account!['a', 'b', 'c', 'd'; "apne1-az1", "apne1-az2", "apne1-az3", "apne1-az4"],
    )
    .note("Newer accounts usually see three zones: a, c and d."),
    new(
        "ap-northeast-2",
        "Asia Pacific (Seoul)",
        "South Korea",
        uniform!['a' "apne2-az1", 'b' "apne2-az2", 'c' "apne2-az3", 'd' "apne2-az4"],
    ),
    new("ap-northeast-3", "Asia Pacific (Osaka)", "Japan", uniform!['a' "apne3-az3", 'b' "apne3-az1", 'c' "apne3-az2"]),
    new(
        "ap-southeast-1",
        "Asia Pacific (Singapore)",
        "Singapore",
        per_account!['a', 'b', 'c'; "apse1-az1", "apse1-az2", "apse1-az3"],
    ),
    new(
        "ap-southeast-2",
        "Asia Pacific (Sydney)",
        "Australia",
        per_account!['a', 'b', 'c'; "apse2-az1", "apse2-az2", "apse2-az3"],
    ),
    new(
        "ap-southeast-3",
        "Asia Pacific (Jakarta)",
        "Indonesia",
        uniform!['a' "apse3-az1", 'b' "apse3-az2", 'c' "apse3-az3"],
    )
    .opt_in(),
    new(
        "ap-southeast-4",
        "Asia Pacific (Melbourne)",
        "Australia",
        uniform!['a' "apse4-az1", 'b' "apse4-az2", 'c' "apse4-az3"],
    )
    .opt_in(),
    new(
        "ap-southeast-5",
        "Asia Pacific (Malaysia)",
        "Malaysia",
        uniform!['a' "apse5-az1", 'b' "apse5-az2", 'c' "apse5-az3"],
    )
    .opt_in(),
    new(
        "ap-southeast-6",
        "Asia Pacific (New Zealand)",
        "New Zealand",
        uniform!['a' "apse6-az1", 'b' "apse6-az2", 'c' "apse6-az3"],
    )
    .opt_in(),
    new(
        "ap-southeast-7",
        "Asia Pacific (Thailand)",
        "Thailand",
        uniform!['a' "apse7-az1", 'b' "apse7-az2", 'c' "apse7-az3"],
    )
    .opt_in(),
    new("ca-central-1", "Canada (Central)", "Canada", uniform!['a' "cac1-az1", 'b' "cac1-az2", 'd' "cac1-az4"]),
    new("ca-west-1", "Canada West (Calgary)", "Canada", uniform!['a' "caw1-az1", 'b' "caw1-az2", 'c' "caw1-az3"])
        .opt_in(),
    new("eu-central-1", "Europe (Frankfurt)", "Germany", uniform!['a' "euc1-az2", 'b' "euc1-az3", 'c' "euc1-az1"]),
    new("eu-central-2", "Europe (Zurich)", "Switzerland", uniform!['a' "euc2-az1", 'b' "euc2-az2", 'c' "euc2-az3"])
        .opt_in(),
    new("eu-north-1", "Europe (Stockholm)", "Sweden", uniform!['a' "eun1-az1", 'b' "eun1-az2", 'c' "eun1-az3"]),
    new("eu-south-1", "Europe (Milan)", "Italy", uniform!['a' "eus1-az1", 'b' "eus1-az2", 'c' "eus1-az3"]).opt_in(),
    new("eu-south-2", "Europe (Spain)", "Spain", uniform!['a' "eus2-az1", 'b' "eus2-az2", 'c' "eus2-az3"]).opt_in(),
    new("eu-west-1", "Europe (Ireland)", "Ireland", per_account!['a', 'b', 'c'; "euw1-az1", "euw1-az2", "euw1-az3"]),
    new(
        "eu-west-2",
        "Europe (London)",
        "United Kingdom",
        uniform!['a' "euw2-az2", 'b' "euw2-az3", 'c' "euw2-az1"; "euw2-az4"],
    ),
    new("eu-west-3", "Europe (Paris)", "France", uniform!['a' "euw3-az1", 'b' "euw3-az2", 'c' "euw3-az3"]),
    new("il-central-1", "Israel (Tel Aviv)", "Israel", uniform!['a' "ilc1-az1", 'b' "ilc1-az2", 'c' "ilc1-az3"])
        .opt_in(),
    new(
        "me-central-1",
        "Middle East (UAE)",
        "United Arab Emirates",
        uniform!['a' "mec1-az1", 'b' "mec1-az2", 'c' "mec1-az3"],
    )
    .opt_in(),
    new("me-south-1", "Middle East (Bahrain)", "Bahrain", uniform!['a' "mes1-az1", 'b' "mes1-az2", 'c' "mes1-az3"])
        .opt_in(),
    new("mx-central-1", "Mexico (Central)", "Mexico", uniform!['a' "mxc1-az1", 'b' "mxc1-az2", 'c' "mxc1-az3"])
        .opt_in(),
    new(
        "sa-east-1",
        "South America (Sao Paulo)",
        "Brazil",
        per_account!['a', 'b', 'c'; "sae1-az1", "sae1-az2", "sae1-az3"],
    ),
    new(
        "us-gov-west-1",
        "AWS GovCloud (US-West)",
        "United States of America",
        per_account!['a', 'b', 'c'; "usgw1-az1", "usgw1-az2", "usgw1-az3"],
    )
    .partition(Partition::AwsUsGov),
    new(
        "us-gov-east-1",
        "AWS GovCloud (US-East)",
        "United States of America",
        uniform!['a' "usge1-az1", 'b' "usge1-az2", 'c' "usge1-az3"],
    )
    .partition(Partition::AwsUsGov),
    new("cn-north-1", "China (Beijing)", "China", unpaired!['a', 'b', 'c'; "cnn1-az1", "cnn1-az2", "cnn1-az3"])
        .partition(Partition::AwsCn),
    new("cn-northwest-1", "China (Ningxia)", "China", unpaired!['a', 'b', 'c'; "cnnw1-az1", "cnnw1-az2", "cnnw1-az3"])
        .partition(Partition::AwsCn),
    new("eusc-de-east-1", "AWS European Sovereign Cloud (Germany)", "Germany", unpaired!['a', 'b', 'c'; ])
        .partition(Partition::AwsEusc),
    new("me-west-1", "Middle East (Saudi Arabia)", "", unpaired!['a', 'b', 'c'; ]).opt_in().sdk_only(),
    new("sa-west-1", "South America (Chile)", "", unpaired!['a', 'b', 'c'; ]).opt_in().sdk_only(),
];
