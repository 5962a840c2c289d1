use crate::addressing::CidrError;
use crate::model::{Entity, EntityId};
use crate::rules::blocks::{correct, written_blocks};
use crate::rules::{Context, Findings, rule};

rule! {
    /// The address of a block has bits set behind its prefix length.
    ///
    /// ## Why it matters
    /// 10.20.1.5/24 and 10.20.1.0/24 name the same 256 addresses: the last 8 bits are not part of the network. AWS
    /// stores the second form without a word, so what exists is not what was typed; Terraform refuses the first form or
    /// shows a difference in every plan. Two blocks that look different may also turn out to be the same.
    ///
    /// ## What to do
    /// Write the network address: the one with every bit behind the prefix at zero.
    ///
    /// ```design,finds
    /// vpc main 10.20.1.5/24
    /// ```
    /// ```design,clean
    /// vpc main 10.20.1.0/24
    /// ```
    "addressing/cidr-host-bits-set" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
        ],
        each_of: [AddressPool, Vpc, Subnet, RouteTable, ExternalNetwork, SubnetReservation, PrefixList, VpnConnection, DirectConnectGateway, TransitGateway, TransitGatewayRouteTable, SecurityGroup, NetworkAcl, TrafficMirrorSession, Assertion],
    }
}

fn check(cx: &Context<'_>, id: EntityId, entity: &Entity, found: &mut Findings) {
    for written in written_blocks(&entity.body) {
        let Err(CidrError::HostBits { text, canonical }) = written.sound() else { continue };
        let message = format!(
            "{}: {text} has host bits set; the network is {canonical}. AWS stores that, Terraform refuses what is written.",
            cx.name(id)
        );
        found.at(id, message).field(written.field).fix(correct(id, written.text, canonical));
    }
}
