use crate::aws::limits;
use crate::model::{Entity, EntityId};
use crate::rules::filters::worn;
use crate::rules::{Context, Findings, rule};

rule! {
    /// Something wears more security groups than an interface may have.
    ///
    /// ## Why it matters
    /// An interface wears up to five groups; AWS refuses the sixth. The quota can be raised to 16, but rules per group
    /// times groups per interface stays within 1,000.
    ///
    /// ## What to do
    /// Merge groups that are always worn together.
    ///
    /// ```design,finds
    /// account main quotas={security-groups-per-network-interface: 1}
    /// vpc prod 10.20.0.0/16 account=main {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload orders tier=app security_groups=[orders, monitored]
    ///   sg orders
    ///   sg monitored
    /// }
    /// ```
    /// ```design,clean
    /// vpc prod 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload orders tier=app security_groups=[orders, monitored]
    ///   sg orders
    ///   sg monitored
    /// }
    /// ```
    "limits/sg-per-interface-exceeded" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"],
        aws_error: "SecurityGroupsPerInterfaceLimitExceeded",
        each_of: [Workload, LoadBalancer, Endpoint, ResolverEndpoint],
    }
}

fn check(cx: &Context<'_>, id: EntityId, entity: &Entity, found: &mut Findings) {
    let Some((vpc, groups)) = worn(&entity.body) else { return };
    let Some(network) = cx.network(vpc).filter(|_| groups.len() > 1) else { return };
    let region = network.vpc.as_ref().map_or("", |vpc| &vpc.region);
    let limit = &limits::SECURITY_GROUPS_PER_NETWORK_INTERFACE;
    let Some(quota) = cx.quota(cx.account_of(network), region, limit) else { return };
    if groups.len() > quota.allowed as usize {
        let message = format!("{} wears {} security groups; {}.", cx.name(id), groups.len(), quota.in_words());
        found.at(id, message).with(groups.iter().copied()).field("security_groups");
    }
}
