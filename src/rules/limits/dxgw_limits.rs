use crate::aws::limits;
use crate::model::DirectConnectGatewayId;
use crate::model::kinds::DirectConnectGateway;
use crate::rules::{Context, Findings, Load, quota_beyond, rule};

rule! {
    /// A Direct Connect gateway leads to more gateways, or is told more ranges, than AWS takes.
    ///
    /// ## Why it matters
    /// A Direct Connect gateway leads to 20 virtual private gateways, or to six transit gateways. The other end may announce
    /// 100 ranges of each family over a private or transit virtual interface. One range too many takes the whole BGP session
    /// down, not only the range.
    ///
    /// ## What to do
    /// Announce fewer, wider ranges; put VPCs behind a transit gateway, or on another Direct Connect gateway.
    ///
    /// ```design,finds
    /// account main quotas={dx-prefixes-private-transit: 1}
    /// external office 192.168.0.0/20 172.16.0.0/16
    /// dxgw direct account=main asn=64600 network=office
    /// ```
    /// ```design,clean
    /// external office 192.168.0.0/20 172.16.0.0/16
    /// dxgw direct asn=64600 network=office
    /// ```
    "limits/dxgw-limits" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/directconnect/latest/UserGuide/limits.html"],
        aws_error: "DirectConnectClientException",
        each: DirectConnectGateway,
    }
}

fn check(cx: &Context<'_>, id: DirectConnectGatewayId, line: &DirectConnectGateway, found: &mut Findings) {
    for load in quota_beyond::of_line(cx, id.into(), line).into_iter().filter(Load::is_exceeded) {
        let (does, what) = match load.quota.limit.id {
            id if id == limits::DX_VGWS_PER_GATEWAY.id => ("leads to", "VPN gateways"),
            id if id == limits::DX_TGWS_PER_GATEWAY.id => ("leads to", "transit gateways"),
            _ => ("is told", "ranges of one family by the other end"),
        };
        let message = format!("{} {does} {} {what}; {}.", load.place, load.used, load.quota.in_words());
        found.on_all(load.objects, message).with(line.network);
    }
}
