//! Endpoints, workloads and load balancers, service networks, DNS.

use super::traffic::{ACCOUNT, ADDRESSES, GROUPS, PORTS, PROTOCOL, REGION, VPC};
use super::{Control, Field};
use crate::model::Kind;

const OFF: Control = Control::Switch { on_by_default: false };
const ON: Control = Control::Switch { on_by_default: true };
const PORT: Control = Control::Number { least: 1, most: 65_535 };

pub(super) const ENDPOINT: &[Field] = &[
    VPC,
    Field::may(
        "endpoint_type",
        "Type",
        Control::Choice(&[
            ("interface", "Interface"),
            ("gateway", "Gateway"),
            ("gateway_load_balancer", "Gateway Load Balancer"),
        ]),
        "How packets get to it.",
    ),
    Field::may("service", "Service", Control::Text, "The name of a service: com.amazonaws.eu-west-1.s3."),
    Field::may(
        "endpoint_service",
        "Endpoint service",
        Control::Ref(&[Kind::EndpointService]),
        "The service of this design that it leads to.",
    ),
    Field::may("subnets", "Subnets", Control::Refs(&[Kind::Subnet]), "One in each zone; none for a gateway endpoint."),
    Field::may(
        "route_tables",
        "Route tables",
        Control::Refs(&[Kind::RouteTable]),
        "The tables that lead to a gateway endpoint.",
    ),
    GROUPS,
    Field::may("private_dns", "Private DNS", ON, "The service's own name leads to the endpoint."),
    Field::may(
        "private_dns_inbound_only",
        "Inbound only",
        OFF,
        "For Amazon S3: the name leads here for inbound resolver endpoints only; hosts of the VPC use the gateway endpoint.",
    ),
    ADDRESSES,
];

pub(super) const ENDPOINT_SERVICE: &[Field] = &[
    REGION,
    ACCOUNT,
    Field::may(
        "load_balancers",
        "Load balancers",
        Control::Refs(&[Kind::LoadBalancer]),
        "All Network, or all Gateway Load Balancers.",
    ),
    Field::may("acceptance_required", "Acceptance", ON, "Somebody has to accept each endpoint."),
    Field::may("allowed_principals", "Allowed", Control::Texts, "ARNs of who may make endpoints, or *."),
    Field::may("private_dns_name", "Private DNS name", Control::Text, "The name that leads to its endpoints."),
];

const LISTENS: &[Field] = &[PROTOCOL, PORTS];

pub(super) const WORKLOAD: &[Field] = &[
    Field::may(
        "runs",
        "Made of",
        Control::Choice(&[
            ("instances", "Instances"),
            ("containers", "Containers"),
            ("functions", "Functions"),
            ("databases", "Databases"),
        ]),
        "What runs.",
    ),
    Field::may("count", "Count", Control::Number { least: 0, most: 1_000_000 }, "How many there are; 1 when left out."),
    VPC,
    Field::may("tier", "Tier", Control::Ref(&[Kind::Tier]), "The tier over whose subnets it is spread."),
    Field::may("subnets", "Subnets", Control::Refs(&[Kind::Subnet]), "Where it is, when not in a whole tier."),
    Field::may("listens", "Listens on", Control::Entries(LISTENS), "The ports that it answers on."),
    GROUPS,
    Field::may("addresses", "Private addresses", Control::Addresses, "Where they are known."),
    Field::may("public_address", "Public addresses", OFF, "Each has a public IPv4 address."),
    Field::may("ipv6", "IPv6 addresses", OFF, "Each has an IPv6 address."),
    Field::may(
        "pods",
        "Pods",
        Control::Number { least: 0, most: 250 },
        "Pods on each instance with addresses of the subnet, up to 250.",
    ),
    Field::may("prefix_delegation", "Prefix delegation", OFF, "Pods take addresses by prefixes: /28 or /80."),
    Field::may("source_dest_check", "Source check", ON, "Drop what is not for its own addresses; off for a router."),
];

const PROTOCOLS: Control = Control::Choice(&[
    ("https", "HTTPS"),
    ("http", "HTTP"),
    ("tcp", "TCP"),
    ("udp", "UDP"),
    ("tcp_udp", "TCP and UDP"),
    ("tls", "TLS"),
    ("geneve", "GENEVE"),
]);

const LISTENER: &[Field] = &[
    Field::may("protocol", "Protocol", PROTOCOLS, "What it listens with."),
    Field::must("port", "Port", PORT, "1 to 65535."),
    Field::may("target_port", "Target port", PORT, "1 to 65535; the same when left out."),
];

pub(super) const LOAD_BALANCER: &[Field] = &[
    Field::may(
        "balancer",
        "Type",
        Control::Choice(&[("application", "Application"), ("network", "Network"), ("gateway", "Gateway")]),
        "Which of the three load balancers it is.",
    ),
    Field::may(
        "scheme",
        "Scheme",
        Control::Choice(&[("internet_facing", "Internet-facing"), ("internal", "Internal")]),
        "Whether its name leads to public addresses. It cannot be changed.",
    ),
    VPC,
    Field::may("subnets", "Subnets", Control::Refs(&[Kind::Subnet]), "One in each zone."),
    GROUPS,
    Field::may("listeners", "Listeners", Control::Entries(LISTENER), "What it listens on."),
    Field::may("targets", "Targets", Control::Refs(&[Kind::Workload]), "The workloads that it hands packets to."),
    Field::may("target_addresses", "Target addresses", Control::Addresses, "Addresses that it hands packets to."),
    Field::may(
        "cross_zone",
        "Cross-zone",
        Control::Choice(&[("usual", "As usual for its type"), ("on", "On"), ("off", "Off")]),
        "Whether the node of a zone uses targets of other zones.",
    ),
    ADDRESSES,
    Field::may(
        "elastic_ips",
        "Elastic IPs",
        Control::Refs(&[Kind::ElasticIp]),
        "Of an internet-facing Network Load Balancer, one a subnet.",
    ),
];

const NETWORK_ASSOCIATION: &[Field] = &[VPC, GROUPS];

const SERVICE: &[Field] = &[
    Field::must("service", "Name", Control::Text, "3 to 40 characters."),
    Field::may("protocol", "Protocol", PROTOCOLS, "HTTPS, HTTP, or TCP for a resource."),
    Field::may("port", "Port", PORT, "1 to 65535; the protocol's own when left out."),
    Field::may("targets", "Targets", Control::Refs(&[Kind::Workload]), "The workloads behind it."),
];

pub(super) const SERVICE_NETWORK: &[Field] = &[
    REGION,
    ACCOUNT,
    Field::may("associations", "VPCs", Control::Entries(NETWORK_ASSOCIATION), "Whose clients may call its services."),
    Field::may("services", "Services", Control::Entries(SERVICE), "What can be called."),
    Field::may("iam_auth", "IAM", OFF, "Each request is checked against a policy of IAM."),
];

const FORWARDING: &[Field] = &[
    Field::must("domain", "Domain", Control::Text, "With all names below it; a full stop for every name."),
    Field::may("servers", "DNS servers", Control::Addresses, "Up to six."),
    Field::may("vpcs", "VPCs", Control::Refs(&[Kind::Vpc]), "Whose questions it is for."),
];

pub(super) const RESOLVER_ENDPOINT: &[Field] = &[
    VPC,
    Field::may(
        "flow",
        "Questions",
        Control::Choice(&[("inbound", "Come in"), ("outbound", "Go out")]),
        "Whether questions come in or go out. It cannot be changed.",
    ),
    Field::may("subnets", "Subnets", Control::Refs(&[Kind::Subnet]), "One for each address: two to six, in two zones."),
    GROUPS,
    Field::may("rules", "Forwarding rules", Control::Entries(FORWARDING), "Which questions are handed on, to whom."),
    ADDRESSES,
];

pub(super) const PRIVATE_ZONE: &[Field] = &[
    Field::may("domain", "Domain", Control::Text, "The domain: internal.example.com."),
    Field::may("vpcs", "VPCs", Control::Refs(&[Kind::Vpc]), "The VPCs that can resolve its names."),
    ACCOUNT,
];
