use crate::addressing::CidrBlock;
use crate::model::kinds::DirectConnectGateway;
use crate::model::{DirectConnectGatewayId, EntityId, VpcId, VpnGatewayId};
use crate::ordering::Ordered;
use crate::rules::space::{cost_of_moving, move_vpc_block};
use crate::rules::{Context, Findings, rule};

rule! {
    /// Two VPCs with overlapping blocks are on one Direct Connect gateway.
    ///
    /// ## Why it matters
    /// A Direct Connect gateway announces the blocks of all its VPCs to your router over one session, where the same range
    /// can stand for one of them only. AWS refuses the second association. (Over a transit gateway it takes both, and leaves
    /// the routes of one out.)
    ///
    /// ## What to do
    /// Give one of them other addresses, or put the two on different Direct Connect gateways.
    ///
    /// ```design,finds
    /// vpc one 10.20.0.0/16 { vgw one-end }
    /// vpc two 10.20.128.0/17 { vgw two-end }
    /// external office 192.168.0.0/20
    /// dxgw direct asn=64600 network=office associations=[{gateway: vgw:one-end}, {gateway: vgw:two-end}]
    /// ```
    /// ```design,clean
    /// vpc one 10.20.0.0/16 { vgw one-end }
    /// vpc two 10.21.0.0/16 { vgw two-end }
    /// external office 192.168.0.0/20
    /// dxgw direct asn=64600 network=office associations=[{gateway: vgw:one-end}, {gateway: vgw:two-end}]
    /// ```
    "hybrid/dxgw-vpc-overlap" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/directconnect/latest/UserGuide/virtualgateways.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
        ],
        aws_error: "DirectConnectClientException",
        each: DirectConnectGateway,
    }
}

fn check(cx: &Context<'_>, id: DirectConnectGatewayId, line: &DirectConnectGateway, found: &mut Findings) {
    let gateways = line.associations.iter().filter_map(|to| cx.get(to.gateway.typed::<VpnGatewayId>()?)?.vpc);
    let mut vpcs: Vec<VpcId> = Vec::new();
    gateways.for_each(|vpc| {
        if !vpcs.contains(&vpc) {
            vpcs.push(vpc);
        }
    });
    let networks: Vec<_> = vpcs.into_iter().filter_map(|vpc| cx.network(vpc)).collect();
    for (n, b) in networks.iter().enumerate() {
        for a in &networks[..n] {
            let pairs = a.blocks().flat_map(|x| b.blocks().map(move |y| (x, y)));
            let Some((x, y)) = pairs.into_iter().find(|(x, y)| x.overlaps(*y)) else { continue };
            let shared: Option<CidrBlock> = x.intersection(y);
            let message = format!(
                "{} and {} both have {} and cannot share {}.",
                a.name(),
                b.name(),
                shared.unwrap_or(x),
                cx.name(id)
            );
            let finding = found.on_all([EntityId::from(id), a.id.into(), b.id.into()], message).field("associations");
            let mut ways = [(a, x), (b, y)];
            ways.order_by_key(|(network, block)| cost_of_moving(network, *block));
            for (network, block) in ways {
                finding.fix(move_vpc_block(cx, network.id, block));
            }
        }
    }
}
