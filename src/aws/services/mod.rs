//! AWS services as networks meet them: endpoints, managed prefix lists, link-local addresses.

mod interface;
mod link_local;
mod prefix_list;

pub use interface::{INTERFACE_SERVICES, InterfaceService, ServiceGroup, interface_service};
pub use link_local::{LINK_LOCAL_SERVICES, LinkLocalService};
pub use prefix_list::{MANAGED_PREFIX_LISTS, ManagedPrefixList, managed_prefix_list};

/// Full name of an AWS service in a Region, as endpoints are created with it.
pub fn endpoint_service_name(region: &str, id: &str) -> String {
    format!("com.amazonaws.{region}.{id}")
}

/// Region and id inside a full service name: `com.amazonaws.eu-west-1.ecr.api` gives
/// `("eu-west-1", "ecr.api")`.
pub fn parse_endpoint_service_name(name: &str) -> Option<(&str, &str)> {
    let (region, id) = name.strip_prefix("com.amazonaws.")?.split_once('.')?;
    super::region::region(region)?;
    Some((region, id))
}

/// An AWS service with a gateway endpoint: a route, not an interface, and free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GatewayService {
    /// Last part of the service name; the managed prefix list that routes name ends the same way.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// Whether the endpoint carries IPv6.
    pub ipv6: bool,
    /// Page that states it; empty where it was not looked up.
    pub source: &'static str,
}

impl GatewayService {
    /// Full service name in a Region, which is also the name of its managed prefix list.
    pub fn service_name(&self, region: &str) -> String {
        endpoint_service_name(region, self.id)
    }
}

/// Every service with a gateway endpoint.
pub const GATEWAY_SERVICES: &[GatewayService] = &[
    GatewayService {
        id: "s3",
        name: "S3",
        ipv6: false,
        source: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html",
    },
    GatewayService {
        id: "dynamodb",
        name: "DynamoDB",
        ipv6: true,
        source: "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
    },
    GatewayService { id: "s3express", name: "S3 Express One Zone", ipv6: false, source: "" },
];

/// The service with this id.
pub fn gateway_service(id: &str) -> Option<&'static GatewayService> {
    GATEWAY_SERVICES.iter().find(|service| service.id == id)
}

/// Endpoints that something needs together to work without a way to the internet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndpointSet {
    /// Name in kebab case that never changes.
    pub id: &'static str,
    /// What works with it, for people.
    pub title: &'static str,
    /// Ids of services to reach by interface endpoint.
    pub interface: &'static [&'static str],
    /// Ids of services to reach by gateway endpoint.
    pub gateway: &'static [&'static str],
}

/// Every endpoint set.
pub const ENDPOINT_SETS: &[EndpointSet] = &[
    EndpointSet {
        id: "ssm-session",
        title: "Session Manager",
        interface: &["ssm", "ssmmessages", "ec2messages"],
        gateway: &[],
    },
    EndpointSet {
        id: "ecr-pull",
        title: "Container images from ECR",
        interface: &["ecr.api", "ecr.dkr"],
        gateway: &["s3"],
    },
    EndpointSet {
        id: "ecs-fargate",
        title: "ECS tasks on Fargate",
        interface: &["ecr.api", "ecr.dkr", "logs", "secretsmanager"],
        gateway: &["s3"],
    },
    EndpointSet {
        id: "ecs-ec2",
        title: "ECS tasks on EC2",
        interface: &["ecs", "ecs-agent", "ecs-telemetry", "ecr.api", "ecr.dkr", "logs"],
        gateway: &["s3"],
    },
    EndpointSet {
        id: "eks-private",
        title: "EKS nodes",
        interface: &[
            "ec2",
            "ecr.api",
            "ecr.dkr",
            "sts",
            "eks",
            "eks-auth",
            "logs",
            "elasticloadbalancing",
            "autoscaling",
        ],
        gateway: &["s3"],
    },
    EndpointSet {
        id: "lambda-data",
        title: "Lambda with Secrets Manager and DynamoDB",
        interface: &["secretsmanager", "sts", "logs"],
        gateway: &["s3", "dynamodb"],
    },
    EndpointSet {
        id: "cloudwatch",
        title: "CloudWatch metrics and logs, X-Ray traces",
        interface: &["logs", "monitoring", "xray"],
        gateway: &[],
    },
];

/// The endpoint set with this id.
pub fn endpoint_set(id: &str) -> Option<&'static EndpointSet> {
    ENDPOINT_SETS.iter().find(|set| set.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_name_gives_back_its_region_and_id() {
        let name = endpoint_service_name("eu-west-1", "ecr.api");
        assert_eq!(parse_endpoint_service_name(&name), Some(("eu-west-1", "ecr.api")));
        assert_eq!(parse_endpoint_service_name("com.amazonaws.vpce.eu-west-1.vpce-svc-1"), None);
        assert_eq!(parse_endpoint_service_name("com.example.eu-west-1.api"), None);
    }

    #[test]
    fn endpoint_sets_name_known_services() {
        for set in ENDPOINT_SETS {
            assert_eq!(endpoint_set(set.id), Some(set));
            for id in set.interface {
                assert!(interface_service(id).is_some(), "{} names {id}", set.id);
            }
            for id in set.gateway {
                assert!(gateway_service(id).is_some(), "{} names {id}", set.id);
            }
        }
        assert_eq!(endpoint_set("gopher"), None);
    }

    #[test]
    fn a_gateway_service_routes_by_a_managed_prefix_list_of_its_name() {
        for service in GATEWAY_SERVICES {
            assert!(managed_prefix_list(&service.service_name("us-east-1")).is_some());
        }
    }
}
