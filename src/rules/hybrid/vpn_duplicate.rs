use crate::model::kinds::VpnConnection;
use crate::model::{EntityId, VpnConnectionId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// Two VPN connections join the same two gateways.
    ///
    /// ## Why it matters
    /// A connection has two tunnels already, in two zones of AWS. A second one between the same ends adds nothing, and AWS
    /// refuses it.
    ///
    /// ## What to do
    /// For more resilience add a second router, as a customer gateway with an address of its own.
    ///
    /// ```design,finds
    /// tgw hub us-east-1
    /// cgw office 203.0.113.10 region=us-east-1 asn=65010
    /// vpn one office gateway=tgw:hub
    /// vpn two office gateway=tgw:hub
    /// ```
    /// ```design,clean
    /// tgw hub us-east-1
    /// cgw office-1 203.0.113.10 region=us-east-1 asn=65010
    /// cgw office-2 203.0.113.11 region=us-east-1 asn=65010
    /// vpn one office-1 gateway=tgw:hub
    /// vpn two office-2 gateway=tgw:hub
    /// ```
    "hybrid/vpn-duplicate" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"],
        aws_error: "InvalidOption.Conflict",
        each: VpnConnection,
    }
}

fn check(cx: &Context<'_>, id: VpnConnectionId, connection: &VpnConnection, found: &mut Findings) {
    let Some(gateway) = connection.gateway else { return };
    let mut same =
        cx.referring::<VpnConnection>(connection.customer_gateway).filter(|(_, other)| other.gateway == Some(gateway));
    let Some((first, _)) = same.next().filter(|(first, _)| *first != id) else { return };
    let message = format!(
        "{}: {} joins {} and {} already.",
        cx.name(id),
        cx.name(first),
        cx.name(connection.customer_gateway),
        cx.name(gateway)
    );
    found.at(id, message).with([EntityId::from(first)]).fix(Fix::new(
        format!("Delete {}", cx.name(id)),
        Safety::NeedsChoice,
        cx.deletion(id),
    ));
}
