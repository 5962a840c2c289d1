use crate::model::kinds::{Endpoint, EndpointType};
use crate::model::{Edit, EndpointId, EntityId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// An interface endpoint has private DNS in a VPC whose DNS attributes are off.
    ///
    /// ## Why it matters
    /// Private DNS makes the service's own name lead to the endpoint, by a hidden zone that the Amazon DNS server answers
    /// from. It needs both DNS attributes of the VPC, DNS support and DNS hostnames (which a new VPC does not have on); AWS
    /// refuses the endpoint without.
    ///
    /// ## What to do
    /// Turn both on. They change nothing for hosts but the names that they get.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   endpoint sqs com.amazonaws.us-east-1.sqs subnets=[app-a]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   endpoint sqs com.amazonaws.us-east-1.sqs subnets=[app-a]
    /// }
    /// ```
    "endpoints/ife-private-dns-attributes" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"],
        aws_error: "InvalidParameter",
        each: Endpoint,
    }
}

fn check(cx: &Context<'_>, id: EndpointId, endpoint: &Endpoint, found: &mut Findings) {
    if endpoint.endpoint_type != EndpointType::Interface || !endpoint.private_dns {
        return;
    }
    let Some(vpc) = cx.get(endpoint.vpc) else { return };
    let missing = match (vpc.dns_support, vpc.dns_hostnames) {
        (true, true) => return,
        (true, false) => "DNS hostnames are off",
        (false, true) => "DNS support is off",
        (false, false) => "DNS support and DNS hostnames are off",
    };
    let of = endpoint.vpc;
    let name = cx.name(of);
    let message = format!("{} has private DNS, but {missing} in {name}: AWS refuses it.", cx.name(id));
    found
        .at(id, message)
        .with([EntityId::from(of)])
        .field("private_dns")
        .fix(Fix::new(
            format!("Turn on DNS support and DNS hostnames of {name}"),
            Safety::Safe,
            [Edit::change(of, |vpc| (vpc.dns_support, vpc.dns_hostnames) = (true, true))],
        ))
        .fix(Fix::new(
            format!("Turn private DNS of {} off", cx.name(id)),
            Safety::ChangesTraffic,
            [Edit::change(id, |endpoint| endpoint.private_dns = false)],
        ));
}
