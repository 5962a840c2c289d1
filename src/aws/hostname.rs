//! Names that AWS gives to addresses and endpoints.

use std::net::Ipv4Addr;

/// Private DNS name of an instance by its address (IP name): `ip-10-0-1-5.ec2.internal` in
/// us-east-1, `ip-10-0-1-5.eu-west-1.compute.internal` elsewhere.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html>
pub fn private_dns_name(address: Ipv4Addr, region: &str) -> String {
    let [a, b, c, d] = address.octets();
    match region {
        "us-east-1" => format!("ip-{a}-{b}-{c}-{d}.ec2.internal"),
        _ => format!("ip-{a}-{b}-{c}-{d}.{region}.compute.internal"),
    }
}

/// DNS name of an interface endpoint: for all its zones, or for one (`eu-west-1a`).
///
/// `endpoint` is its id (`vpce-..`), `suffix` the random part that AWS adds, `service` the id of
/// the service (`sqs`).
/// <https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html>
pub fn endpoint_dns_name(endpoint: &str, suffix: &str, zone: Option<&str>, service: &str, region: &str) -> String {
    let rest = format!("{service}.{region}.vpce.amazonaws.com");
    match zone {
        Some(zone) => format!("{endpoint}-{suffix}-{zone}.{rest}"),
        None => format!("{endpoint}-{suffix}.{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_region_has_a_domain_of_its_own() {
        let address = Ipv4Addr::new(10, 0, 1, 5);
        assert_eq!(private_dns_name(address, "us-east-1"), "ip-10-0-1-5.ec2.internal");
        assert_eq!(private_dns_name(address, "eu-west-1"), "ip-10-0-1-5.eu-west-1.compute.internal");
    }

    #[test]
    fn an_endpoint_has_a_name_for_its_region_and_one_for_each_zone() {
        let name = |zone| endpoint_dns_name("vpce-0a", "x1y2", zone, "sqs", "eu-west-1");
        assert_eq!(name(None), "vpce-0a-x1y2.sqs.eu-west-1.vpce.amazonaws.com");
        let zonal = "vpce-0a-x1y2-eu-west-1a.sqs.eu-west-1.vpce.amazonaws.com";
        assert_eq!(name(Some("eu-west-1a")), zonal);
    }
}
