use crate::model::kinds::{Connectivity, NatGateway};
use crate::model::{Edit, NatGatewayId};
use crate::rules::nat::{network_of, shares_zone_addresses};
use crate::rules::space::replacing;
use crate::rules::{Context, Findings, Fix, rule};

rule! {
    /// A regional NAT gateway is private.
    ///
    /// ## Why it matters
    /// Regional NAT gateways are public only. A private one hides hosts behind an address of the subnet that it stands in,
    /// and a regional one stands in none.
    ///
    /// ## What to do
    /// Use a zonal NAT gateway for private translation. For the way to the internet make it public.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   nat out availability=regional connectivity=private
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 { nat inner connectivity=private } }
    /// }
    /// ```
    "gateways/nat-regional-private" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html"],
        aws_error: "InvalidParameterCombination",
        each: NatGateway,
    }
}

fn check(cx: &Context<'_>, id: NatGatewayId, nat: &NatGateway, found: &mut Findings) {
    if !nat.is_regional() || nat.connectivity != Connectivity::Private {
        return;
    }
    let name = cx.name(id);
    let message = format!("{name} is regional and private: only a zonal NAT gateway can be private.");
    let finding = found.at(id, message).field("connectivity");
    // In public it needs more: a way out, and addresses of its own.
    let ready = network_of(cx, id).is_some_and(|network| !network.internet_gateways.is_empty());
    if ready && !shares_zone_addresses(cx, id, nat) {
        let safety = replacing([(id.into(), cx.exists_in_aws(id))]);
        let public = [Edit::change(id, |nat: &mut NatGateway| nat.connectivity = Connectivity::Public)];
        finding.fix(Fix::new(format!("Make {name} public"), safety, public));
    }
}
