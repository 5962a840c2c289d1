use crate::model::kinds::{Connectivity, NatGateway, Subnet};
use crate::model::{Edit, NatGatewayId};
use crate::rules::nat::{network_of, shares_zone_addresses};
use crate::rules::space::replacing;
use crate::rules::{Context, Findings, Fix, Held, Safety, Severity, rule};

rule! {
    /// A zonal NAT gateway has no subnet, or what only a regional one has.
    ///
    /// ## Why it matters
    /// A zonal NAT gateway is a host in a subnet: its zone, its private address and its way to the internet are those of
    /// the subnet, and AWS makes none without. A VPC and addresses by zone are for regional ones; here they do nothing.
    ///
    /// ## What to do
    /// Put it into a public subnet. Or make it regional, then it belongs to the VPC.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt { 0.0.0.0/0 -> igw:main }
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt }
    ///   nat out eip-a
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 { nat out eip-a zone_addresses=[{zone: us-east-1b, elastic_ips: [eip:eip-b]}] } }
    /// }
    /// eip eip-a region=us-east-1
    /// eip eip-b region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 { nat out eip-a } }
    ///   nat wide availability=regional
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    "gateways/nat-zonal-without-subnet" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html",
        ],
        aws_error: "MissingParameter",
        each: NatGateway,
    }
}

fn check(cx: &Context<'_>, id: NatGatewayId, nat: &NatGateway, found: &mut Findings) {
    let name = cx.name(id);
    if nat.is_regional() {
        return;
    }
    if nat.subnet.is_some() {
        let idle = match (nat.vpc, nat.zone_addresses.is_empty()) {
            (None, true) => return,
            (Some(_), true) => "the VPC that it names does",
            (None, false) => "its addresses by zone do",
            (Some(_), false) => "the VPC that it names and its addresses by zone do",
        };
        let field = if nat.vpc.is_some() { "vpc" } else { "zone_addresses" };
        let finding = found.at(id, format!("{name} is zonal and in its subnet: {idle} nothing.")).field(field);
        finding.severity = Severity::Warning;
        let clear = Edit::change(id, |nat: &mut NatGateway| {
            nat.vpc = None;
            nat.zone_addresses.clear();
        });
        finding.fix(Fix::new(format!("Leave {name} with its subnet alone"), Safety::Safe, [clear]));
        return;
    }
    let message = format!("{name} is zonal and stands in no subnet. AWS makes no zonal NAT gateway without one.");
    let finding = found.at(id, message).field("subnet");
    let Some(network) = network_of(cx, id) else { return };
    let safety = || replacing([(id.into(), cx.exists_in_aws(id))]);
    let fit = |subnet: &&Held<Subnet>| subnet.ipv4.is_some() && network.leads_to_internet(subnet);
    if let Some(public) = network.subnets.iter().find(fit) {
        let subnet = public.id;
        let sit = Edit::change(id, move |nat: &mut NatGateway| {
            nat.subnet = Some(subnet);
            nat.vpc = None;
            nat.zone_addresses.clear();
        });
        finding.fix(Fix::new(format!("Put {name} into {}", public.name()), safety(), [sit]));
    }
    let own = nat.elastic_ips.is_empty() && !shares_zone_addresses(cx, id, nat);
    if nat.connectivity == Connectivity::Public && own {
        let vpc = network.id;
        let regional = Edit::change(id, move |nat: &mut NatGateway| nat.make_regional(vpc));
        finding.fix(Fix::new(format!("Make {name} regional"), safety(), [regional]));
    }
}
