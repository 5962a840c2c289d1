use crate::model::kinds::NatGateway;
use crate::model::{Edit, NatGatewayId};
use crate::rules::nat::network_of;
use crate::rules::space::replacing;
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, rule};

rule! {
    /// A regional NAT gateway has a subnet or elastic IPs of its own, or no VPC.
    ///
    /// ## Why it matters
    /// A regional NAT gateway belongs to the VPC and is in every zone where the VPC has something. It has no subnet. Either
    /// AWS chooses zones and addresses for it, and adds a zone within an hour after something appears there, or the elastic
    /// IPs are listed zone by zone. AWS refuses it together with a subnet, or with addresses that belong to no zone.
    ///
    /// ## What to do
    /// Name the VPC, and take away the subnet and the elastic IPs. Addresses that have to stay go to a zone each. Or make
    /// it zonal.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 { nat out eip-a availability=regional } }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   nat out availability=regional
    ///   route_table rt { 0.0.0.0/0 -> nat:out }
    ///   tier app private { subnet app-a a 10.20.1.0/24 route_table=rt }
    /// }
    /// ```
    "gateways/nat-regional-with-subnet" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html"],
        aws_error: "InvalidParameterCombination",
        each: NatGateway,
    }
}

fn check(cx: &Context<'_>, id: NatGatewayId, nat: &NatGateway, found: &mut Findings) {
    if !nat.is_regional() || (nat.vpc.is_some() && nat.subnet.is_none() && nat.elastic_ips.is_empty()) {
        return;
    }
    let name = cx.name(id);
    let mut wrong = Vec::new();
    wrong.extend(nat.subnet.map(|subnet| format!("stands in {}", cx.name(subnet))));
    if !nat.elastic_ips.is_empty() {
        wrong.push(format!("has {} for no zone", list(nat.elastic_ips.iter().map(|eip| cx.name(*eip)))));
    }
    if nat.vpc.is_none() {
        wrong.push("names no VPC".to_owned());
    }
    let field = match (nat.subnet, nat.vpc) {
        (Some(_), _) => "subnet",
        (None, None) => "vpc",
        (None, Some(_)) => "elastic_ips",
    };
    let message = format!("{name} is regional, but {}. It belongs to a VPC and to no subnet.", list(wrong));
    let named = nat.subnet.filter(|subnet| cx.exists(*subnet));
    let finding = found.at(id, message).with(named).with(nat.elastic_ips.iter().copied()).field(field);
    if let Some(network) = network_of(cx, id) {
        let vpc = network.id;
        let public = nat.connectivity;
        let safety = replacing([(id.into(), cx.exists_in_aws(id))]);
        let title = format!("Make {name} a gateway of {} alone", network.name());
        finding.fix(Fix::new(
            title,
            safety,
            [Edit::change(id, move |nat: &mut NatGateway| {
                nat.make_regional(vpc);
                // Whether it may be private is another matter.
                nat.connectivity = public;
            })],
        ));
    }
}
