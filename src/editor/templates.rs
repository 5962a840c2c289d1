//! The designs to start from. Each is a file in `assets/templates`, checked by `tests/templates.rs`.

/// A design to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// The file's name without the ending, and the id of its picture.
    pub id: &'static str,
    /// Its name.
    pub title: &'static str,
    /// What is in it, and when to use it.
    pub about: &'static str,
    /// How many VPCs it has.
    pub vpcs: usize,
    /// How many subnets it has.
    pub subnets: usize,
    /// How many objects it has in all.
    pub objects: usize,
}

/// Every template, from the simplest to the largest.
pub const TEMPLATES: &[Template] = &[
    Template {
        id: "single-vpc",
        title: "One VPC, public and private",
        about: "A load balancer and NAT gateways in public subnets, the application in private ones. Use it for one \
                application that needs no other network.",
        vpcs: 1,
        subnets: 6,
        objects: 27,
    },
    Template {
        id: "three-tiers",
        title: "Web, application and data",
        about: "A load balancer in front, the application behind it, and a data tier with no way out and a network ACL \
                of its own. Use it where a database must never be reached from the internet.",
        vpcs: 1,
        subnets: 9,
        objects: 37,
    },
    Template {
        id: "flat-network",
        title: "One flat network",
        about: "Production, staging and development in one VPC, apart only by security groups and network ACLs. Use it \
                where one VPC is all there can be, and to see how little keeps the environments apart.",
        vpcs: 1,
        subnets: 12,
        objects: 46,
    },
    Template {
        id: "three-environments",
        title: "Three environments and shared services",
        about: "Production, staging and development over four zones, public and private tiers behind NAT gateways, each \
                peered with shared services only. Use it for a few environments in one account.",
        vpcs: 4,
        subnets: 32,
        objects: 110,
    },
    Template {
        id: "account-per-environment",
        title: "One account per environment",
        about: "The same with an account for each environment, and peerings across accounts. Use it where a mistake in \
                staging must not be able to touch production, quotas included.",
        vpcs: 4,
        subnets: 24,
        objects: 99,
    },
    Template {
        id: "central-egress",
        title: "One way out for all",
        about: "The environments have no internet gateway: they leave through NAT gateways in one egress VPC behind a \
                transit gateway. Use it to pay for and watch one set of public addresses.",
        vpcs: 4,
        subnets: 24,
        objects: 76,
    },
    Template {
        id: "shared-endpoints",
        title: "Shared services with interface endpoints",
        about: "Interface endpoints for AWS services stand once, in a shared VPC behind a transit gateway; private zones \
                lead their names to them. Use it when the same endpoints would be paid for in each VPC.",
        vpcs: 4,
        subnets: 24,
        objects: 85,
    },
    Template {
        id: "hub-inspection",
        title: "Hub and spoke with inspection",
        about: "What goes from one VPC to another passes firewalls in an inspection VPC, by two transit gateway route \
                tables and appliance mode. Use it where traffic between networks must be inspected.",
        vpcs: 4,
        subnets: 27,
        objects: 76,
    },
    Template {
        id: "hybrid",
        title: "On-premises by Direct Connect and VPN",
        about: "Two VPCs and two sites behind a transit gateway: Direct Connect carries the traffic, VPN connections \
                stand by. Use it to join a data centre or an office.",
        vpcs: 2,
        subnets: 12,
        objects: 47,
    },
    Template {
        id: "dual-stack",
        title: "Dual stack and IPv6 only",
        about: "Dual-stack tiers behind NAT and egress-only gateways, and a tier without IPv4 that reaches IPv4 services \
                by DNS64 and NAT64. Use it to bring in IPv6, or when private IPv4 addresses run out.",
        vpcs: 1,
        subnets: 9,
        objects: 36,
    },
    Template {
        id: "eks-pods",
        title: "Kubernetes with pod addresses of their own",
        about: "Nodes have addresses of the company's network, pods take theirs from 100.64.0.0/10 by /28 prefixes that \
                are reserved for them. Use it for EKS clusters that grow.",
        vpcs: 1,
        subnets: 12,
        objects: 42,
    },
];
