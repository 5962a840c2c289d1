use crate::addressing::{CidrBlock, LINK_LOCAL_V4};
use crate::model::kinds::VpnConnection;
use crate::model::{Edit, VpnConnectionId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A VPN tunnel has an inside block that AWS does not take.
    ///
    /// ## Why it matters
    /// The two ends of a tunnel talk over four addresses of their own, a /30 of 169.254.0.0/16 (or a /126 of fd00::/8 for
    /// IPv6). A few of them are AWS's own, and each may be used once on a gateway.
    ///
    /// ## What to do
    /// Choose another /30, or leave the field empty: AWS then chooses.
    ///
    /// ```design,finds
    /// tgw hub us-east-1
    /// cgw office 203.0.113.10 region=us-east-1 asn=65010
    /// vpn office office gateway=tgw:hub tunnel_inside=[169.254.5.0/30, 169.254.20.0/30]
    /// ```
    /// ```design,clean
    /// tgw hub us-east-1
    /// cgw office 203.0.113.10 region=us-east-1 asn=65010
    /// vpn office office gateway=tgw:hub tunnel_inside=[169.254.10.0/30, 169.254.20.0/30]
    /// ```
    "hybrid/vpn-inside-cidr" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html"],
        each: VpnConnection,
    }
}

/// Blocks of 169.254.0.0/16 that AWS keeps: 169.254.0.0/30 to 169.254.5.0/30 and 169.254.169.252/30.
fn is_kept(block: CidrBlock) -> bool {
    (0..=5).any(|third| block == CidrBlock::v4([169, 254, third, 0], 30))
        || block == CidrBlock::v4([169, 254, 169, 252], 30)
}

const IPV6_INSIDE: CidrBlock = CidrBlock::v6([0xfd00, 0, 0, 0, 0, 0, 0, 0], 8);

fn check(cx: &Context<'_>, id: VpnConnectionId, connection: &VpnConnection, found: &mut Findings) {
    let inside: Vec<CidrBlock> = connection.tunnel_inside.iter().filter_map(|block| block.get()).collect();
    for (n, block) in inside.iter().enumerate() {
        let v4 = LINK_LOCAL_V4.covers(*block) && block.length() == 30;
        let v6 = IPV6_INSIDE.covers(*block) && block.length() == 126;
        let why = if !v4 && !v6 {
            "it takes a /30 of 169.254.0.0/16, or a /126 of fd00::/8"
        } else if is_kept(*block) {
            "AWS keeps this one for itself"
        } else if inside[..n].contains(block) {
            "the other tunnel has it already"
        } else {
            continue;
        };
        let message = format!("{}: {block} cannot be the inside of a tunnel: {why}.", cx.name(id));
        let free =
            (10..=u8::MAX).map(|third| CidrBlock::v4([169, 254, third, 0], 30)).find(|free| !inside.contains(free));
        let finding = found.at(id, message).field("tunnel_inside");
        let Some(free) = free else { continue };
        finding.fix(Fix::new(
            format!("Use {free}"),
            Safety::ChangesTraffic,
            [Edit::change(id, move |connection| {
                let sound = connection.tunnel_inside.iter_mut().filter(|block| block.get().is_some());
                if let Some(block) = sound.into_iter().nth(n) {
                    *block = free.into();
                }
            })],
        ));
    }
}
