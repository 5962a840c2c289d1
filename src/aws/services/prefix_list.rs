//! Prefix lists that AWS manages.
//!
//! <https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html>

/// A prefix list that AWS manages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ManagedPrefixList {
    /// Name between `com.amazonaws.` or `com.amazonaws.global.` and the Region.
    before: &'static str,
    /// Name after the Region.
    after: &'static str,
    /// Entries it counts for in a route table or security group, whatever it really holds.
    pub weight: u8,
}

impl ManagedPrefixList {
    /// Its name in a Region: `com.amazonaws.eu-west-1.s3`. Global lists ignore the Region.
    pub fn name(&self, region: &str) -> String {
        if self.is_global() {
            return self.before.to_string();
        }
        format!("{}{region}{}", self.before, self.after)
    }

    /// Whether one list serves all Regions.
    pub fn is_global(&self) -> bool {
        self.after.is_empty()
    }
}

const fn global(name: &'static str, weight: u8) -> ManagedPrefixList {
    ManagedPrefixList { before: name, after: "", weight }
}

const fn regional(after: &'static str, weight: u8) -> ManagedPrefixList {
    ManagedPrefixList { before: "com.amazonaws.", after, weight }
}

/// Every list.
pub const MANAGED_PREFIX_LISTS: &[ManagedPrefixList] = &[
    global("com.amazonaws.global.cloudfront.origin-facing", 55),
    global("com.amazonaws.global.ipv6.cloudfront.origin-facing", 55),
    regional(".dynamodb", 1),
    regional(".ec2-instance-connect", 2),
    regional(".ipv6.ec2-instance-connect", 2),
    global("com.amazonaws.global.groundstation", 5),
    regional(".route53-healthchecks", 25),
    regional(".ipv6.route53-healthchecks", 25),
    regional(".s3", 1),
    regional(".s3express", 6),
    regional(".secretsmanager-managed-external-secrets", 20),
    regional(".vpc-lattice", 10),
    regional(".ipv6.vpc-lattice", 10),
];

/// The list with this full name, in any Region.
pub fn managed_prefix_list(name: &str) -> Option<&'static ManagedPrefixList> {
    let named = |list: &&ManagedPrefixList| {
        if list.is_global() {
            return name == list.before;
        }
        let region = name.strip_prefix(list.before).and_then(|rest| rest.strip_suffix(list.after));
        region.is_some_and(|region| crate::aws::region::region(region).is_some())
    };
    MANAGED_PREFIX_LISTS.iter().find(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_found_by_its_name_in_any_region() {
        for expected in MANAGED_PREFIX_LISTS {
            assert_eq!(managed_prefix_list(&expected.name("sa-east-1")), Some(expected));
        }
        let weight = |name| managed_prefix_list(name).map(|list| list.weight);
        assert_eq!(weight("com.amazonaws.global.cloudfront.origin-facing"), Some(55));
        assert_eq!(weight("com.amazonaws.eu-west-1.vpc-lattice"), Some(10));
        assert_eq!(weight("com.amazonaws.nowhere-1.s3"), None);
        assert_eq!(weight("pl-0123456789abcdef0"), None);
    }
}
