use crate::addressing::{Family, NAT64};
use crate::model::kinds::RouteTable;
use crate::model::{Kind, RouteTableId};
use crate::rules::remove::remove_route;
use crate::rules::{Context, Findings, rule};

rule! {
    /// An IPv6 destination is routed to a NAT gateway.
    ///
    /// ## Why it matters
    /// A NAT gateway translates IPv4. Of IPv6 it takes only 64:ff9b::/96, the range in which DNS64 hides IPv4 addresses.
    /// IPv6 addresses are public, so there is nothing to translate on the way to the internet.
    ///
    /// ## What to do
    /// Route ::/0 to an egress-only internet gateway for outward traffic only, or to an internet gateway for both ways.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt { ::/0 -> nat:out }
    ///   tier web public { subnet web-a a 10.20.0.0/24 { nat out eip-a } }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt { 64:ff9b::/96 -> nat:out }
    ///   tier web public { subnet web-a a 10.20.0.0/24 { nat out eip-a } }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    "routing/rt-family-mismatch" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html",
        ],
        aws_error: "InvalidParameterValue",
        each: RouteTable,
    }
}

fn check(cx: &Context<'_>, id: RouteTableId, table: &RouteTable, found: &mut Findings) {
    for route in &table.routes {
        let (Some(destination), Some(target)) = (route.destination.get(), route.target.object()) else { continue };
        if destination.family() == Family::V6 && target.kind == Kind::NatGateway && !NAT64.covers(destination) {
            let message = format!(
                "{}: {destination} is IPv6 and cannot go to the NAT gateway {}, which translates IPv4 (and {NAT64}).",
                cx.name(id),
                cx.name(target)
            );
            found.at(id, message).with([target]).field("routes").fix(remove_route(id, route));
        }
    }
}
