use crate::aws::region::{Region, ZoneMapping, region, region_of_zone_id, region_of_zone_name, zone_names};
use crate::model::kinds::Subnet;
use crate::model::{Edit, SubnetId};
use crate::rules::space::replacing;
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, rule};

rule! {
    /// A subnet is in a zone that its VPC's Region does not have.
    ///
    /// ## Why it matters
    /// A VPC is in one Region and spans its Availability Zones; a subnet is in exactly one of them. Zones are named by
    /// the Region and a letter, and not every Region has the same letters: some start at b or skip c.
    ///
    /// ## What to do
    /// Choose one of the Region's zones. In the oldest Regions each account has its own letters, so look at what yours
    /// shows.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 region=eu-west-1 {
    ///   tier app private { subnet app-a eu-central-1a 10.20.0.0/24 }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 region=eu-west-1 {
    ///   tier app private { subnet app-a eu-west-1a 10.20.0.0/24 }
    /// }
    /// ```
    "zones/subnet-az-unknown" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html",
            "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html",
        ],
        aws_error: "InvalidParameterValue",
        each: Subnet,
    }
}

fn check(cx: &Context<'_>, id: SubnetId, subnet: &Subnet, found: &mut Findings) {
    let Some(vpc) = cx.get(subnet.vpc) else { return };
    let Some(of_vpc) = region(&vpc.region) else { return };
    if subnet.zone.is_empty() || has_zone(of_vpc, &subnet.zone) {
        return;
    }
    let name = cx.name(id);
    let zones = zone_names(of_vpc.code);
    let message = format!("{name}: {} is not a zone of {}, which has {}.", subnet.zone, of_vpc.code, list(&zones));
    let finding = found.at(id, message).field("zone");
    // The same letter is most likely what was meant.
    let letter = subnet.zone.chars().last();
    if let Some(zone) = letter.and_then(|letter| of_vpc.zone_name(letter)) {
        finding.fix(Fix::new(
            format!("Put {name} into {zone}"),
            replacing([(id.into(), cx.exists_in_aws(id))]),
            [Edit::change(id, move |subnet| subnet.zone.clone_from(&zone))],
        ));
    }
}

/// Does the Region have the zone, as far as we know? Local Zones and Wavelength Zones (`us-west-2-lax-1a`) are not in
/// our tables, and where accounts differ there may be letters that we do not list.
fn has_zone(of: &Region, zone: &str) -> bool {
    if zone.strip_prefix(of.code).is_some_and(|rest| rest.starts_with('-')) {
        return true;
    }
    match region_of_zone_name(zone) {
        Some((found, letter)) => {
            found.code == of.code
                && (of.zone_name(letter).is_some() || of.mapping == ZoneMapping::PerAccount && letter <= 'f')
        }
        None => region_of_zone_id(zone).is_some_and(|found| found.code == of.code),
    }
}
