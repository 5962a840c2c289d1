use crate::aws::region::zone_names;
use crate::model::kinds::Subnet;
use crate::model::{Edit, SubnetId};
use crate::rules::space::replacing;
use crate::rules::{Context, Findings, Fix, rule};

rule! {
    /// A subnet has no zone.
    ///
    /// ## Why it matters
    /// Without one, AWS picks a zone when the subnet is created, and may pick the same for every subnet. Whether the
    /// network survives the loss of a zone is then luck, and the zone cannot be changed afterwards.
    ///
    /// ## What to do
    /// Set the zone of each subnet, and spread the subnets of a tier over at least two.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { tier app private { subnet app-1 ipv4=10.20.0.0/24 } }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { tier app private { subnet app-1 a 10.20.0.0/24 } }
    /// ```
    "zones/subnet-az-unset" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html"],
        each: Subnet,
    }
}

fn check(cx: &Context<'_>, id: SubnetId, subnet: &Subnet, found: &mut Findings) {
    if !subnet.zone.is_empty() {
        return;
    }
    let name = cx.name(id);
    let finding =
        found.at(id, format!("{name} has no zone: AWS will pick one, perhaps the same for all.")).field("zone");
    let Some(network) = cx.network(subnet.vpc) else { return };
    let Some(vpc) = &network.vpc else { return };
    // The zone in which the tier has the fewest subnets.
    let in_tier = |zone: &str| network.subnets_of(subnet.tier).filter(|s| s.zone == zone).count();
    let emptiest = zone_names(&vpc.region).into_iter().min_by_key(|zone| in_tier(zone));
    finding.fix(emptiest.map(|zone| {
        let title = format!("Put {name} into {zone}");
        let safety = replacing([(id.into(), cx.exists_in_aws(id))]);
        Fix::new(title, safety, [Edit::change(id, move |subnet| subnet.zone.clone_from(&zone))])
    }));
}
