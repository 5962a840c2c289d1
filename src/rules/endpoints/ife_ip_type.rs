use crate::model::kinds::{AddressFamilies, Endpoint, EndpointType, Subnet};
use crate::model::{Edit, EndpointId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Held, Safety, rule};

rule! {
    /// The addresses of an endpoint do not fit its subnets.
    ///
    /// ## Why it matters
    /// An IPv4 endpoint needs an IPv4 block in each of its subnets, a dual-stack one both families, and an IPv6 one subnets
    /// that have IPv6 only. AWS refuses anything else. The choice also decides which DNS records the endpoint answers with.
    ///
    /// ## What to do
    /// Choose the type that all its subnets support, or other subnets. The service has to support it too.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 2600:1f18:1234:5600::/56 dns_hostnames=true {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   endpoint sqs com.amazonaws.us-east-1.sqs subnets=[app-a] addresses=dual_stack
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 2600:1f18:1234:5600::/56 dns_hostnames=true {
    ///   tier app private { subnet app-a a 10.20.0.0/24 2600:1f18:1234:5600::/64 }
    ///   endpoint sqs com.amazonaws.us-east-1.sqs subnets=[app-a] addresses=dual_stack
    /// }
    /// ```
    "endpoints/ife-ip-type" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"],
        aws_error: "InvalidParameter",
        each: Endpoint,
    }
}

fn check(cx: &Context<'_>, id: EndpointId, endpoint: &Endpoint, found: &mut Findings) {
    let Some(network) = cx.network(endpoint.vpc).filter(|_| endpoint.endpoint_type != EndpointType::Gateway) else {
        return;
    };
    // A subnet without any block is not decided yet.
    let decided = |s: &&Held<Subnet>| s.ipv4.is_some() || s.ipv6.is_some();
    let seats = endpoint.subnets.iter().filter_map(|subnet| network.subnet(*subnet));
    let seats: Vec<&Held<Subnet>> = seats.filter(decided).collect();
    let wrong: Vec<&Held<Subnet>> = seats.iter().copied().filter(|s| !fits(endpoint.addresses, s)).collect();
    if wrong.is_empty() {
        return;
    }
    let message = format!(
        "{} is {}, which does not fit {}.",
        cx.name(id),
        word(endpoint.addresses),
        list(wrong.iter().map(|subnet| format!("{} ({})", subnet.name(), stack(subnet))))
    );
    let finding = found.at(id, message).with(wrong.iter().map(|subnet| subnet.id)).field("addresses");
    let all = [AddressFamilies::Ipv4, AddressFamilies::DualStack, AddressFamilies::Ipv6];
    if let Some(fit) = all.into_iter().find(|families| seats.iter().all(|seat| fits(*families, seat))) {
        finding.fix(Fix::new(
            format!("Make {} {}", cx.name(id), word(fit)),
            Safety::ChangesTraffic,
            [Edit::change(id, move |endpoint| endpoint.addresses = fit)],
        ));
    }
}

fn fits(families: AddressFamilies, subnet: &Subnet) -> bool {
    match families {
        AddressFamilies::Ipv4 => subnet.ipv4.is_some(),
        AddressFamilies::DualStack => subnet.ipv4.is_some() && subnet.ipv6.is_some(),
        AddressFamilies::Ipv6 => subnet.ipv4.is_none(),
    }
}

const fn word(families: AddressFamilies) -> &'static str {
    match families {
        AddressFamilies::Ipv4 => "IPv4",
        AddressFamilies::DualStack => "dual stack",
        AddressFamilies::Ipv6 => "IPv6 only",
    }
}

fn stack(subnet: &Subnet) -> &'static str {
    match (subnet.ipv4.is_some(), subnet.ipv6.is_some()) {
        (true, true) => "both families",
        (true, false) => "IPv4 only",
        (false, _) => "IPv6 only",
    }
}
