use crate::model::kinds::{AclAction, Endpoint, EndpointType, NetworkAcl, TransitGatewayAttachment};
use crate::model::{Edit, NetworkAclId};
use crate::rules::acls::guarded;
use crate::rules::filters::way;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A network ACL denies addresses of the one subnet that it guards.
    ///
    /// ## Why it matters
    /// An ACL stands at the border of a subnet. Packets between two hosts of the subnet do not cross it, so such an entry
    /// keeps nobody apart.
    ///
    /// ## What to do
    /// Keep hosts of one subnet apart by security groups, or put them into two subnets.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 network_acl=inner }
    ///   acl inner entries=[
    ///     {number: 90, action: deny, block: 10.20.0.10/32}, {number: 100, block: 0.0.0.0/0},
    ///     {direction: egress, number: 100, block: 0.0.0.0/0}
    ///   ]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 network_acl=inner; subnet app-b b 10.20.1.0/24 network_acl=inner }
    ///   acl inner entries=[
    ///     {number: 90, action: deny, block: 10.20.0.10/32}, {number: 100, block: 0.0.0.0/0},
    ///     {direction: egress, number: 100, block: 0.0.0.0/0}
    ///   ]
    /// }
    /// ```
    "filtering/nacl-used-for-same-subnet" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html"],
        each: NetworkAcl,
    }
}

fn check(cx: &Context<'_>, id: NetworkAclId, acl: &NetworkAcl, found: &mut Findings) {
    let Some(network) = cx.network(acl.vpc) else { return };
    let [subnet] = &guarded(network, id, acl)[..] else { return };
    // Packets between a host and such an interface in its subnet do pass the ACL.
    let appliance =
        cx.referring::<Endpoint>(subnet.id).any(|(_, e)| e.endpoint_type == EndpointType::GatewayLoadBalancer);
    if appliance || cx.referring::<TransitGatewayAttachment>(subnet.id).next().is_some() {
        return;
    }
    for entry in acl.entries.iter().filter(|entry| entry.action == AclAction::Deny) {
        let Some(block) = entry.block.get().filter(|block| subnet.blocks().any(|own| own.covers(*block))) else {
            continue;
        };
        let message = format!(
            "{}: {} entry {} denies {block}, which is in {} itself: packets within a subnet do not pass its ACL.",
            cx.name(id),
            way(entry.direction),
            entry.number,
            subnet.name()
        );
        let gone = (entry.direction, entry.number, entry.block.clone());
        found.at(id, message).with([subnet.id]).field("entries").fix(Fix::new(
            format!("Remove entry {}", entry.number),
            Safety::Safe,
            [Edit::change(id, move |acl| {
                acl.entries.retain(|own| (own.direction, own.number, own.block.clone()) != gone)
            })],
        ));
    }
}
