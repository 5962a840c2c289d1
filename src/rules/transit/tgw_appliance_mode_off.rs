use std::collections::BTreeSet;

use crate::model::kinds::{Endpoint, EndpointType, TransitGatewayAttachment};
use crate::model::{Edit, EndpointId, EntityId, TransitGatewayAttachmentId, VpcId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// An attachment leads to firewalls in several zones, and appliance mode is off.
    ///
    /// ## Why it matters
    /// A transit gateway keeps packets in the zone that they came from. When two hosts in different zones talk through an
    /// inspection VPC, the request passes the firewall of one zone and the reply that of the other, which knows nothing of
    /// the connection and drops it. Appliance mode keeps both directions of a flow in one zone.
    ///
    /// ## What to do
    /// Turn appliance mode on for the attachment of the inspection VPC; the others stay as they are.
    ///
    /// ```design,finds
    /// vpc inspection 10.20.0.0/16 {
    ///   tier firewall private { subnet fw-a a 10.20.0.0/28; subnet fw-b b 10.20.0.16/28 }
    ///   endpoint inspect-a com.amazonaws.vpce.us-east-1.vpce-svc-1 endpoint_type=gateway_load_balancer subnets=[fw-a]
    ///   endpoint inspect-b com.amazonaws.vpce.us-east-1.vpce-svc-1 endpoint_type=gateway_load_balancer subnets=[fw-b]
    /// }
    /// tgw hub us-east-1
    /// attachment inspection hub resource=vpc:inspection subnets=[fw-a, fw-b]
    /// ```
    /// ```design,clean
    /// vpc inspection 10.20.0.0/16 {
    ///   tier firewall private { subnet fw-a a 10.20.0.0/28; subnet fw-b b 10.20.0.16/28 }
    ///   endpoint inspect-a com.amazonaws.vpce.us-east-1.vpce-svc-1 endpoint_type=gateway_load_balancer subnets=[fw-a]
    ///   endpoint inspect-b com.amazonaws.vpce.us-east-1.vpce-svc-1 endpoint_type=gateway_load_balancer subnets=[fw-b]
    /// }
    /// tgw hub us-east-1
    /// attachment inspection hub resource=vpc:inspection subnets=[fw-a, fw-b] appliance_mode=true
    /// ```
    "transit/tgw-appliance-mode-off" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html"],
        each: TransitGatewayAttachment,
    }
}

fn check(
    cx: &Context<'_>,
    id: TransitGatewayAttachmentId,
    attachment: &TransitGatewayAttachment,
    found: &mut Findings,
) {
    let Some(vpc) = attachment.resource.typed::<VpcId>().filter(|_| !attachment.appliance_mode) else { return };
    let inspecting: Vec<(EndpointId, &Endpoint)> = cx
        .referring::<Endpoint>(vpc)
        .filter(|(_, endpoint)| endpoint.endpoint_type == EndpointType::GatewayLoadBalancer)
        .collect();
    let subnets = inspecting.iter().flat_map(|(_, endpoint)| &endpoint.subnets);
    let zones: BTreeSet<&str> = subnets.filter_map(|s| Some(cx.get(*s)?.zone.as_str())).collect();
    if zones.len() < 2 {
        return;
    }
    let message = format!(
        "{} leads to firewalls of {} in {} zones without appliance mode: request and reply may meet different ones, which \
         drop them.",
        cx.name(id),
        cx.name(vpc),
        zones.len()
    );
    let finding = found.at(id, message).field("appliance_mode");
    finding.with(inspecting.iter().map(|(endpoint, _)| EntityId::from(*endpoint))).fix(Fix::new(
        format!("Turn appliance mode on for {}", cx.name(id)),
        Safety::ChangesTraffic,
        [Edit::change(id, |attachment| attachment.appliance_mode = true)],
    ));
}
