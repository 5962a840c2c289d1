//! What managed services ask of the subnets they are put in.

/// What one service asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServiceDemand {
    /// Name in kebab case that never changes.
    pub service: &'static str,
    /// Zones it needs subnets in, at least.
    pub min_zones: u8,
    /// Free addresses that each of its subnets must have when it is made.
    pub min_free_addresses: u32,
    /// Free addresses that each of its subnets should have, to grow and to be replaced.
    pub recommended_free_addresses: u32,
    /// Longest prefix that a subnet of it may have: 27 asks for a /27 or larger.
    pub longest_prefix: u8,
    /// What a reader must know beside it; often empty.
    pub note: &'static str,
    /// Page that states it; empty where it was not looked up.
    pub source: &'static str,
}

/// One zone, one address, any subnet, unless more follows.
const fn modest(service: &'static str) -> ServiceDemand {
    ServiceDemand {
        service,
        min_zones: 1,
        min_free_addresses: 1,
        recommended_free_addresses: 1,
        longest_prefix: 28,
        note: "",
        source: "",
    }
}

impl ServiceDemand {
    const fn zones(mut self, least: u8) -> ServiceDemand {
        self.min_zones = least;
        self
    }

    const fn addresses(mut self, least: u32, recommended: u32) -> ServiceDemand {
        self.min_free_addresses = least;
        self.recommended_free_addresses = recommended;
        self
    }

    const fn longest_prefix(mut self, length: u8) -> ServiceDemand {
        self.longest_prefix = length;
        self
    }

    const fn note(mut self, note: &'static str) -> ServiceDemand {
        self.note = note;
        self
    }

    const fn source(mut self, page: &'static str) -> ServiceDemand {
        self.source = page;
        self
    }
}

/// Application Load Balancer.
pub const ALB: ServiceDemand = modest("alb")
    .zones(2)
    .addresses(8, 20)
    .longest_prefix(27)
    .note("One subnet in each zone, /27 or larger.")
    .source("https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html");

/// Network Load Balancer.
pub const NLB: ServiceDemand = modest("nlb")
    .addresses(8, 8)
    .note("One address in each zone, and up to 7 more.")
    .source("https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html");

/// Gateway Load Balancer.
pub const GWLB: ServiceDemand = modest("gwlb").addresses(8, 8);

/// NAT gateway that lives in one zone.
pub const NAT_GATEWAY_ZONAL: ServiceDemand = modest("nat-gateway-zonal")
    .note("A public subnet, for a public gateway.")
    .source("https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html");

/// Transit gateway attachment of a VPC.
pub const TGW_ATTACHMENT: ServiceDemand = modest("tgw-attachment")
    .note("Best a /28 of its own in each zone.")
    .source("https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html");

/// Interface endpoint.
pub const INTERFACE_ENDPOINT: ServiceDemand = modest("interface-endpoint")
    .note("One subnet in each zone; best in two zones.")
    .source("https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html");

/// Gateway Load Balancer endpoint.
pub const GWLB_ENDPOINT: ServiceDemand = modest("gwlb-endpoint")
    .note("One subnet, no more.")
    .source("https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-load-balancer-endpoints.html");

/// EKS cluster.
pub const EKS_CLUSTER: ServiceDemand = modest("eks-cluster")
    .zones(2)
    .addresses(6, 16)
    .note("The control plane takes 2 to 4 interfaces.")
    .source("https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html");

/// DB subnet group of RDS.
pub const RDS_SUBNET_GROUP: ServiceDemand = modest("rds-subnet-group")
    .zones(2)
    .addresses(1, 8)
    .note("Multi-AZ clusters need three zones. AWS suggests /24.")
    .source("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html");

/// Subnet group of ElastiCache.
pub const ELASTICACHE_SUBNET_GROUP: ServiceDemand =
    modest("elasticache-subnet-group").addresses(1, 4).note("Two zones or more for Multi-AZ.");

/// Lambda function with access to a VPC.
pub const LAMBDA: ServiceDemand = modest("lambda")
    .addresses(1, 8)
    .note("Private subnets, best in two zones.")
    .source("https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html");

/// MSK cluster.
pub const MSK: ServiceDemand = modest("msk").zones(2).addresses(1, 4).note("Two or three zones.");

/// EFS mount targets.
pub const EFS: ServiceDemand = modest("efs").note("One mount target in each zone.");

/// Directory Service.
pub const DIRECTORY_SERVICE: ServiceDemand =
    modest("directory-service").zones(2).addresses(1, 2).note("Two zones, no more.");

/// Route 53 Resolver endpoint.
pub const RESOLVER_ENDPOINT: ServiceDemand = modest("resolver-endpoint")
    .note("Two addresses at least, best in different zones.")
    .source("https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-choose-vpc.html");

/// Network Firewall endpoint.
pub const NETWORK_FIREWALL: ServiceDemand = modest("network-firewall").note("A subnet of its own in each zone.");

/// Every service.
pub const SERVICE_DEMANDS: &[&ServiceDemand] = &[
    &ALB,
    &NLB,
    &GWLB,
    &NAT_GATEWAY_ZONAL,
    &TGW_ATTACHMENT,
    &INTERFACE_ENDPOINT,
    &GWLB_ENDPOINT,
    &EKS_CLUSTER,
    &RDS_SUBNET_GROUP,
    &ELASTICACHE_SUBNET_GROUP,
    &LAMBDA,
    &MSK,
    &EFS,
    &DIRECTORY_SERVICE,
    &RESOLVER_ENDPOINT,
    &NETWORK_FIREWALL,
];

/// What this service asks.
pub fn service_demand(service: &str) -> Option<&'static ServiceDemand> {
    SERVICE_DEMANDS.iter().copied().find(|demand| demand.service == service)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demand_is_found_by_its_service_and_recommends_no_less_than_it_needs() {
        for expected in SERVICE_DEMANDS.iter().copied() {
            assert_eq!(service_demand(expected.service), Some(expected));
            assert!(expected.recommended_free_addresses >= expected.min_free_addresses);
        }
        assert_eq!(service_demand("gopher"), None);
    }
}
