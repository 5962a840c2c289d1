//! Availability Zones that lack a service: the constrained zones of old Regions.

/// A service that not every zone of its Regions offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ZonalService {
    /// VPC Lattice.
    VpcLattice,
    /// PrivateLink endpoint services reached from another Region.
    PrivateLinkCrossRegion,
    /// Security group references over a transit gateway.
    TransitGatewaySecurityGroupReference,
    /// Subnets for the control plane of EKS.
    EksControlPlane,
}

/// Zones that lack one service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ZoneGap {
    /// The service that is missing.
    pub service: ZonalService,
    /// Name of the service for people.
    pub name: &'static str,
    /// Ids of the zones that do not offer it.
    pub zone_ids: &'static [&'static str],
    /// Page that states it; empty where it was not looked up.
    pub source: &'static str,
}

/// Every known gap.
pub const ZONE_GAPS: &[ZoneGap] = &[
    ZoneGap {
        service: ZonalService::VpcLattice,
        name: "VPC Lattice",
        zone_ids: &["use1-az3", "usw1-az2", "apne1-az3", "apne2-az2", "euc1-az2", "euw1-az4", "cac1-az3", "ilc1-az2"],
        source: "https://docs.aws.amazon.com/vpc-lattice/latest/ug/quotas.html",
    },
    ZoneGap {
        service: ZonalService::PrivateLinkCrossRegion,
        name: "PrivateLink cross-region access",
        zone_ids: &["use1-az3", "usw1-az2", "apne1-az3", "apne2-az2", "apne2-az4"],
        source: "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html",
    },
    ZoneGap {
        service: ZonalService::TransitGatewaySecurityGroupReference,
        name: "Security group referencing over a transit gateway",
        zone_ids: &["use1-az3"],
        source: "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html",
    },
    ZoneGap {
        service: ZonalService::EksControlPlane,
        name: "EKS control plane subnets",
        zone_ids: &["use1-az3", "usw1-az2", "cac1-az3"],
        source: "",
    },
];

/// Whether the zone with this id lacks the service. Zone *names* say nothing here: compare ids.
pub fn is_missing_from(service: ZonalService, zone_id: &str) -> bool {
    ZONE_GAPS.iter().any(|gap| gap.service == service && gap.zone_ids.contains(&zone_id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_about_one_service_in_one_zone() {
        assert!(is_missing_from(ZonalService::EksControlPlane, "use1-az3"));
        assert!(!is_missing_from(ZonalService::EksControlPlane, "euc1-az2"));
        assert!(is_missing_from(ZonalService::VpcLattice, "euc1-az2"));
        assert!(!is_missing_from(ZonalService::VpcLattice, "use1-az1"));
    }
}
