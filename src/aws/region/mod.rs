//! Regions and their Availability Zones.
//!
//! A zone has a *name* (`us-east-1a`: Region code and letter) and an *id* (`use1-az6`). The id
//! means the same place for everyone. In the oldest Regions each account created before November
//! 2025 has its own mapping of names to ids, so there a letter says nothing across accounts.
//! <https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html>

mod table;
mod zone_gap;

pub use table::REGIONS;
pub use zone_gap::{ZONE_GAPS, ZonalService, ZoneGap, is_missing_from};

/// One AWS Region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// `eu-west-1`.
    pub code: &'static str,
    /// `Europe (Ireland)`.
    pub name: &'static str,
    /// Partition; accounts of one cannot reach resources of another.
    pub partition: Partition,
    /// Country or area; empty where unknown.
    pub geography: &'static str,
    /// Whether an account must enable it before use.
    pub opt_in: bool,
    /// `false` for a Region that only AWS SDKs list so far. Its zones are a guess: do not offer it.
    pub confirmed: bool,
    /// Zones that AWS counts; newer accounts may see fewer letters.
    pub zone_count: u8,
    /// Zones that an account can name, by letter.
    pub zones: &'static [Zone],
    /// Every zone id of the Region, also those that belong to no listed letter.
    pub zone_ids: &'static [&'static str],
    /// Whether letters mean the same in every account.
    pub mapping: ZoneMapping,
    /// What a reader must know beside it; often empty.
    pub note: &'static str,
}

/// One Availability Zone as accounts name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone {
    /// The last character of the zone's name.
    pub letter: char,
    /// Id of the zone, where the letter has the same one in every account and we know which.
    pub id: Option<&'static str>,
}

/// How zone letters map to zone ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ZoneMapping {
    /// The same in every account.
    Uniform,
    /// Shuffled for each account created before November 2025.
    PerAccount,
}

/// A set of Regions that share accounts and ARNs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Partition {
    /// Commercial Regions.
    Aws,
    /// GovCloud (US).
    AwsUsGov,
    /// China.
    AwsCn,
    /// European Sovereign Cloud.
    AwsEusc,
}

impl Partition {
    /// As written in ARNs: `aws`, `aws-us-gov`, `aws-cn`, `aws-eusc`.
    pub const fn id(self) -> &'static str {
        match self {
            Partition::Aws => "aws",
            Partition::AwsUsGov => "aws-us-gov",
            Partition::AwsCn => "aws-cn",
            Partition::AwsEusc => "aws-eusc",
        }
    }
}

/// The zone part of a row.
struct Zones {
    mapping: ZoneMapping,
    zones: &'static [Zone],
    ids: &'static [&'static str],
}

impl Region {
    /// Id of the zone with this letter. `None` where accounts differ, or the pair is not known.
    pub fn zone_id(&self, letter: char) -> Option<&'static str> {
        self.zones.iter().find(|zone| zone.letter == letter)?.id
    }

    /// Letter of the zone with this id. `None` where accounts differ, or the pair is not known.
    pub fn zone_letter(&self, id: &str) -> Option<char> {
        Some(self.zones.iter().find(|zone| zone.id == Some(id))?.letter)
    }

    /// Name of the zone with this letter: `eu-west-1a`. `None` where there is no such zone.
    pub fn zone_name(&self, letter: char) -> Option<String> {
        let exists = self.zones.iter().any(|zone| zone.letter == letter);
        exists.then(|| format!("{}{letter}", self.code))
    }

    const fn partition(mut self, partition: Partition) -> Region {
        self.partition = partition;
        self
    }

    const fn opt_in(mut self) -> Region {
        self.opt_in = true;
        self
    }

    const fn sdk_only(mut self) -> Region {
        self.confirmed = false;
        self
    }

    const fn zone_count(mut self, zone_count: u8) -> Region {
        self.zone_count = zone_count;
        self
    }

    const fn note(mut self, note: &'static str) -> Region {
        self.note = note;
        self
    }
}

/// The Region with this code.
pub fn region(code: &str) -> Option<&'static Region> {
    REGIONS.iter().find(|region| region.code == code)
}

/// Names of a Region's zones, in letter order; none for an unknown Region.
pub fn zone_names(code: &str) -> Vec<String> {
    region(code).map_or_else(Vec::new, |region| {
        let name = |zone: &Zone| format!("{}{}", region.code, zone.letter);
        region.zones.iter().map(name).collect()
    })
}

/// Region and letter of a zone name such as `eu-west-1a`. The letter need not be one we list:
/// older accounts may have zones that newer ones do not see.
pub fn region_of_zone_name(name: &str) -> Option<(&'static Region, char)> {
    let letter = name.chars().last().filter(char::is_ascii_lowercase)?;
    Some((region(&name[..name.len() - 1])?, letter))
}

/// Region of a zone id such as `euw1-az3`.
pub fn region_of_zone_id(id: &str) -> Option<&'static Region> {
    REGIONS.iter().find(|region| region.zone_ids.contains(&id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_found_by_its_code() {
        assert_eq!(region("eu-west-1").map(|found| found.name), Some("Europe (Ireland)"));
        assert_eq!(region("eu-west-9"), None);
        for expected in REGIONS {
            assert_eq!(region(expected.code), Some(expected));
        }
    }

    #[test]
    fn zone_names_are_the_code_and_a_letter() {
        assert_eq!(zone_names("ca-central-1"), ["ca-central-1a", "ca-central-1b", "ca-central-1d"]);
        assert_eq!(zone_names("nowhere-1"), Vec::<String>::new());
    }

    #[test]
    fn a_letter_has_an_id_only_where_every_account_agrees() {
        let id = |code: &str, letter| region(code).and_then(|found| found.zone_id(letter));
        assert_eq!(id("us-east-2", 'a'), Some("use2-az1"));
        assert_eq!(id("eu-central-1", 'a'), Some("euc1-az2"));
        assert_eq!(id("us-east-1", 'a'), None);
        assert_eq!(id("us-east-2", 'z'), None);
        for region in REGIONS.iter().filter(|region| region.mapping == ZoneMapping::PerAccount) {
            assert!(region.zones.iter().all(|zone| zone.id.is_none()), "{}", region.code);
        }
    }

    #[test]
    fn letters_and_ids_convert_both_ways() {
        for region in REGIONS {
            for zone in region.zones {
                let Some(id) = zone.id else { continue };
                assert_eq!(region.zone_letter(id), Some(zone.letter));
                assert!(region.zone_ids.contains(&id));
            }
        }
    }

    #[test]
    fn a_zone_belongs_to_one_region() {
        let found = region_of_zone_name("ap-southeast-2c").map(|(found, letter)| (found.code, letter));
        assert_eq!(found, Some(("ap-southeast-2", 'c')));
        assert_eq!(region_of_zone_name("ap-southeast-2"), None);
        assert_eq!(region_of_zone_name(""), None);
        assert_eq!(region_of_zone_name("eu-west-1é"), None);
        for region in REGIONS {
            for id in region.zone_ids {
                assert_eq!(region_of_zone_id(id), Some(region));
            }
        }
    }
}
