//! What things cost: a snapshot for orientation, never a quote.
//!
//! US dollars, list prices of us-east-1; other Regions differ by up to a factor of two. Show
//! `as_of` beside every amount.

/// The Region whose prices these are.
pub const PRICE_REGION: &str = "us-east-1";

/// Hours that AWS reckons a month has.
pub const HOURS_PER_MONTH: u32 = 730;

/// Where a price was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PriceSource {
    /// A pricing page of AWS.
    AwsPage,
    /// Pages of third parties that quote the list prices.
    ThirdPartyPages,
    /// Commonly known, not looked up.
    NotLookedUp,
    /// Nothing found.
    NotFound,
}

/// The price of one thing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Price {
    /// Name in kebab case that never changes.
    pub id: &'static str,
    /// US dollars for one unit; `None` where unknown.
    pub usd: Option<f64>,
    /// What is counted: `gateway-hour`, `GB processed`.
    pub unit: &'static str,
    /// Year or month it was read, `2025` or `2026-05`; empty where it was not found.
    pub as_of: &'static str,
    /// Where it was read.
    pub source: PriceSource,
    /// What a reader must know beside it; often empty.
    pub note: &'static str,
}

const fn price(id: &'static str, usd: f64, unit: &'static str) -> Price {
    Price { id, usd: Some(usd), unit, as_of: "2025", source: PriceSource::NotLookedUp, note: "" }
}

impl Price {
    /// Read on pages of third parties in this month.
    const fn quoted(mut self, month: &'static str) -> Price {
        self.as_of = month;
        self.source = PriceSource::ThirdPartyPages;
        self
    }

    const fn aws_page(mut self) -> Price {
        self.source = PriceSource::AwsPage;
        self
    }

    const fn unknown(mut self) -> Price {
        self.usd = None;
        self.as_of = "";
        self.source = PriceSource::NotFound;
        self
    }

    const fn note(mut self, note: &'static str) -> Price {
        self.note = note;
        self
    }

    /// Dollars in a month for something that is charged by the hour and never switched off.
    pub fn per_month(&self) -> Option<f64> {
        if !self.unit.ends_with("-hour") {
            return None;
        }
        Some(self.usd? * f64::from(HOURS_PER_MONTH))
    }
}

/// A zonal NAT gateway.
pub const NAT_GATEWAY_HOUR: Price = price("nat-gateway-hour", 0.045, "gateway-hour")
    .quoted("2026-05")
    .note("A regional gateway costs this for each zone it is active in.");

/// Data through a NAT gateway.
pub const NAT_GATEWAY_GB: Price =
    price("nat-gateway-gb", 0.045, "GB processed").quoted("2026-05").note("Both directions count.");

/// A public IPv4 address.
pub const PUBLIC_IPV4_HOUR: Price =
    price("public-ipv4-hour", 0.005, "address-hour").quoted("2026-06").note("In use or idle.");

/// An interface endpoint in one zone.
pub const INTERFACE_ENDPOINT_HOUR: Price = price("interface-endpoint-hour", 0.01, "endpoint-AZ-hour").quoted("2026-05");

/// Data through interface endpoints, the first petabyte of a month.
pub const INTERFACE_ENDPOINT_GB_FIRST_1PB: Price =
    price("interface-endpoint-gb-first-1pb", 0.01, "GB").quoted("2026-05");

/// Data through interface endpoints, the next four petabytes.
pub const INTERFACE_ENDPOINT_GB_NEXT_4PB: Price = price("interface-endpoint-gb-next-4pb", 0.006, "GB").aws_page();

/// Data through interface endpoints, beyond five petabytes.
pub const INTERFACE_ENDPOINT_GB_OVER_5PB: Price = price("interface-endpoint-gb-over-5pb", 0.004, "GB").aws_page();

/// A Gateway Load Balancer endpoint.
pub const GWLB_ENDPOINT_HOUR: Price = price("gwlb-endpoint-hour", 0.01, "endpoint-AZ-hour");

/// Data through a Gateway Load Balancer endpoint.
pub const GWLB_ENDPOINT_GB: Price = price("gwlb-endpoint-gb", 0.0035, "GB");

/// A gateway endpoint.
pub const GATEWAY_ENDPOINT: Price =
    price("gateway-endpoint", 0.0, "endpoint-hour").quoted("2026-05").note("Free, and so is the data.");

/// A transit gateway attachment.
pub const TGW_ATTACHMENT_HOUR: Price = price("tgw-attachment-hour", 0.05, "attachment-hour")
    .quoted("2026-05")
    .note("VPC, VPN, Direct Connect, Connect and peering alike.");

/// Data through a transit gateway.
pub const TGW_GB: Price = price("tgw-gb", 0.02, "GB processed")
    .quoted("2026-05")
    .note("Charged to the attachment that sends; peering attachments are free of it.");

/// A peering connection.
pub const PEERING_HOUR: Price = price("peering-hour", 0.0, "connection-hour").quoted("2026-05");

/// Data over peering inside one zone.
pub const PEERING_GB_SAME_AZ: Price = price("peering-gb-same-az", 0.0, "GB").quoted("2026-05");

/// Data between zones.
pub const INTER_AZ_GB: Price = price("inter-az-gb", 0.01, "GB each direction").quoted("2026-05").note(
    "Inside a VPC and over peering in the Region; both directions are charged, so \
    0.02 there and back.",
);

/// Data to another Region, as most pairs cost.
pub const INTER_REGION_GB_TYPICAL: Price = price("inter-region-gb-typical", 0.02, "GB out")
    .quoted("2026-05")
    .note("us-east-1 to us-east-2 is 0.01; some pairs cost 0.147 and more.");

/// Data to the internet, the first ten terabytes of a month.
pub const INTERNET_OUT_GB_FIRST_10TB: Price =
    price("internet-out-gb-first-10tb", 0.09, "GB out").quoted("2026-05").note("The first 100 GB of a month are free.");

/// Data from the internet.
pub const INTERNET_IN_GB: Price = price("internet-in-gb", 0.0, "GB in").quoted("2026-05");

/// A Site-to-Site VPN connection.
pub const VPN_CONNECTION_HOUR: Price = price("vpn-connection-hour", 0.05, "connection-hour").quoted("2026-06");

/// A Site-to-Site VPN connection with large-bandwidth tunnels; not known.
pub const VPN_LARGE_BANDWIDTH_HOUR: Price = price("vpn-large-bandwidth-hour", 0.0, "connection-hour").unknown();

/// A Client VPN endpoint in one subnet.
pub const CLIENT_VPN_ASSOCIATION_HOUR: Price = price("client-vpn-association-hour", 0.1, "subnet-association-hour");

/// A Client VPN connection.
pub const CLIENT_VPN_CONNECTION_HOUR: Price = price("client-vpn-connection-hour", 0.05, "connection-hour");

/// An Application Load Balancer.
pub const ALB_HOUR: Price =
    price("alb-hour", 0.0225, "load-balancer-hour").note("And 0.008 for each capacity unit and hour.");

/// A Network Load Balancer.
pub const NLB_HOUR: Price = price("nlb-hour", 0.0225, "load-balancer-hour")
    .quoted("2026-05")
    .note("And 0.006 for each capacity unit and hour.");

/// A Gateway Load Balancer in one zone.
pub const GWLB_HOUR: Price =
    price("gwlb-hour", 0.0125, "load-balancer-AZ-hour").note("And 0.004 for each capacity unit and hour.");

/// A VPC Lattice service.
pub const LATTICE_SERVICE_HOUR: Price =
    price("lattice-service-hour", 0.025, "service-hour").note("And 0.025 for each GB, 0.10 for a million requests.");

/// An address of a Resolver endpoint.
pub const RESOLVER_ENDPOINT_IP_HOUR: Price =
    price("resolver-endpoint-ip-hour", 0.125, "address-hour").note("And 0.40 for a million queries.");

/// A Network Firewall endpoint.
pub const NETWORK_FIREWALL_ENDPOINT_HOUR: Price =
    price("network-firewall-endpoint-hour", 0.395, "endpoint-hour").note("And 0.065 for each GB.");

/// A mirrored interface.
pub const TRAFFIC_MIRRORING_HOUR: Price = price("traffic-mirroring-hour", 0.015, "session-interface-hour");

/// Flow logs delivered to CloudWatch Logs.
pub const FLOW_LOGS_CLOUDWATCH_GB: Price =
    price("flow-logs-cloudwatch-gb", 0.5, "GB ingested").note("First 10 TB of a month.");

/// Flow logs delivered to S3.
pub const FLOW_LOGS_S3_GB: Price = price("flow-logs-s3-gb", 0.25, "GB delivered").note("First 10 TB of a month.");

/// An active address under IPAM.
pub const IPAM_ACTIVE_IP_HOUR: Price = price("ipam-active-ip-hour", 0.00027, "active-IP-hour").note("Advanced tier.");

/// A 1 Gbps port of Direct Connect.
pub const DIRECT_CONNECT_1G_PORT_HOUR: Price = price("direct-connect-1g-port-hour", 0.3, "port-hour");

/// Every price.
pub const PRICES: &[&Price] = &[
    &NAT_GATEWAY_HOUR,
    &NAT_GATEWAY_GB,
    &PUBLIC_IPV4_HOUR,
    &INTERFACE_ENDPOINT_HOUR,
    &INTERFACE_ENDPOINT_GB_FIRST_1PB,
    &INTERFACE_ENDPOINT_GB_NEXT_4PB,
    &INTERFACE_ENDPOINT_GB_OVER_5PB,
    &GWLB_ENDPOINT_HOUR,
    &GWLB_ENDPOINT_GB,
    &GATEWAY_ENDPOINT,
    &TGW_ATTACHMENT_HOUR,
    &TGW_GB,
    &PEERING_HOUR,
    &PEERING_GB_SAME_AZ,
    &INTER_AZ_GB,
    &INTER_REGION_GB_TYPICAL,
    &INTERNET_OUT_GB_FIRST_10TB,
    &INTERNET_IN_GB,
    &VPN_CONNECTION_HOUR,
    &VPN_LARGE_BANDWIDTH_HOUR,
    &CLIENT_VPN_ASSOCIATION_HOUR,
    &CLIENT_VPN_CONNECTION_HOUR,
    &ALB_HOUR,
    &NLB_HOUR,
    &GWLB_HOUR,
    &LATTICE_SERVICE_HOUR,
    &RESOLVER_ENDPOINT_IP_HOUR,
    &NETWORK_FIREWALL_ENDPOINT_HOUR,
    &TRAFFIC_MIRRORING_HOUR,
    &FLOW_LOGS_CLOUDWATCH_GB,
    &FLOW_LOGS_S3_GB,
    &IPAM_ACTIVE_IP_HOUR,
    &DIRECT_CONNECT_1G_PORT_HOUR,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_costs_730_hours() {
        let month = NAT_GATEWAY_HOUR.per_month().expect("charged by the hour");
        assert!((month - 32.85).abs() < 1e-9);
        assert_eq!(NAT_GATEWAY_GB.per_month(), None);
        assert_eq!(VPN_LARGE_BANDWIDTH_HOUR.per_month(), None);
    }

    #[test]
    fn a_price_is_unknown_exactly_where_it_was_not_found() {
        for price in PRICES {
            assert_eq!(price.usd.is_none(), price.source == PriceSource::NotFound, "{}", price.id);
            assert_eq!(price.as_of.is_empty(), price.usd.is_none(), "{}", price.id);
        }
    }
}
