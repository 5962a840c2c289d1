use crate::model::kinds::{Endpoint, EndpointType};
use crate::model::{Edit, EndpointId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A Gateway Load Balancer endpoint is not in exactly one subnet.
    ///
    /// ## Why it matters
    /// Routes lead to such an endpoint, so it is one interface in one zone. AWS refuses it with no subnet and with several.
    ///
    /// ## What to do
    /// Make one endpoint for each zone, each in a subnet of its own, and lead the routes of each zone to its own endpoint.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier firewall private { subnet fw-a a 10.20.0.0/28; subnet fw-b b 10.20.0.16/28 }
    ///   endpoint inspect com.amazonaws.vpce.us-east-1.vpce-svc-1 endpoint_type=gateway_load_balancer subnets=[fw-a, fw-b]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier firewall private { subnet fw-a a 10.20.0.0/28 }
    ///   endpoint inspect com.amazonaws.vpce.us-east-1.vpce-svc-1 endpoint_type=gateway_load_balancer subnets=[fw-a]
    /// }
    /// ```
    "endpoints/gwlbe-subnet" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-load-balancer-endpoints.html"],
        aws_error: "InvalidParameter",
        each: Endpoint,
    }
}

fn check(cx: &Context<'_>, id: EndpointId, endpoint: &Endpoint, found: &mut Findings) {
    if endpoint.endpoint_type != EndpointType::GatewayLoadBalancer || endpoint.subnets.len() == 1 {
        return;
    }
    let count = match endpoint.subnets.len() {
        0 => "no subnet".to_owned(),
        several => format!("{several} subnets"),
    };
    let message = format!("{} has {count}. A Gateway Load Balancer endpoint takes exactly one.", cx.name(id));
    let finding = found.at(id, message).field("subnets");
    if let [first, _, ..] = endpoint.subnets[..] {
        finding.fix(Fix::new(
            format!("Keep {} in {}", cx.name(id), cx.name(first)),
            Safety::NeedsChoice,
            [Edit::change(id, |endpoint| endpoint.subnets.truncate(1))],
        ));
    }
}
