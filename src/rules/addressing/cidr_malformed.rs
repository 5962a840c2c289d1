use crate::addressing::CidrError;
use crate::model::{Entity, EntityId};
use crate::rules::blocks::{correct, written_blocks};
use crate::rules::{Context, Findings, rule};

rule! {
    /// A text that should be a CIDR block is not one.
    ///
    /// ## Why it matters
    /// A CIDR block is an address and, behind a slash, how many of its leading bits are fixed: 10.20.0.0/16 is every
    /// address that starts with 10.20. Without the length nobody can know how large the range is, so every AWS call that
    /// takes a block refuses the text. Octets with a leading zero (010) are refused too: some programs read them as octal.
    ///
    /// ## What to do
    /// Write four numbers from 0 to 255 and a length from 0 to 32; for IPv6 an address and a length from 0 to 128. A
    /// single host is /32 (IPv6: /128).
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16
    /// ```
    "addressing/cidr-malformed" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"],
        aws_error: "InvalidParameterValue",
        each_of: [AddressPool, Vpc, Subnet, RouteTable, ExternalNetwork, SubnetReservation, PrefixList, VpnConnection, DirectConnectGateway, TransitGateway, TransitGatewayRouteTable, SecurityGroup, NetworkAcl, TrafficMirrorSession, Assertion],
    }
}

fn check(cx: &Context<'_>, id: EntityId, entity: &Entity, found: &mut Findings) {
    for written in written_blocks(&entity.body) {
        let Err(wrong) = written.sound() else { continue };
        if matches!(wrong, CidrError::HostBits { .. }) {
            continue;
        }
        let name = cx.name(id);
        let message = format!("{name}: {wrong}");
        let finding = found.at(id, message).field(written.field);
        if let Some(block) = wrong.correction() {
            finding.fix(correct(id, written.text, block));
        }
    }
}
